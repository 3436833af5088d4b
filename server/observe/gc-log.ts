import { constants, PerformanceObserver } from 'node:perf_hooks';
import { GCProfiler } from 'node:v8';

/** What kind of garbage collection it was. */
export type GcKind = 'minor' | 'major' | 'incremental' | 'weak';

export interface GcPause {
  readonly kind: GcKind;
  readonly seconds: number;
}

/** Garbage collections of the thread that it is made on. */
export interface GcLog {
  /** Those since it was made or asked. To be asked now and then: what is not taken is kept. */
  take(): GcPause[];
  close(): void;
}

/** V8's names. */
const KINDS: Readonly<Record<string, GcKind>> = {
  Scavenge: 'minor',
  MinorMarkCompact: 'minor',
  MinorMarkSweep: 'minor',
  MarkSweepCompact: 'major',
  IncrementalMarking: 'incremental',
  ProcessWeakCallbacks: 'weak',
};

/**
 * V8 writes them down itself, so that a thread that never returns to its event loop can tell them too. It takes statistics of
 * the whole heap before and after, which makes a short collection half as long again.
 */
export class ProfiledGcLog implements GcLog {
  #profiler = new GCProfiler();

  constructor() {
    this.#profiler.start();
  }

  take(): GcPause[] {
    const { statistics } = this.#profiler.stop();
    this.#profiler = new GCProfiler();
    this.#profiler.start();
    return statistics.map(({ gcType, cost }) => ({ kind: KINDS[gcType] ?? 'major', seconds: cost / 1e6 }));
  }

  close(): void {
    this.#profiler.stop();
  }
}

/** Of Node, as far as it is read here. */
interface GcEntry {
  /** ms */
  readonly duration: number;
  readonly detail: { readonly kind: number };
}

const OBSERVED_KINDS: ReadonlyMap<number, GcKind> = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weak'],
]);

/** For a thread with an event loop: told behind each collection, at next to no cost. */
export class ObservedGcLog implements GcLog {
  #pauses: GcPause[] = [];
  readonly #observer = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as unknown as GcEntry[]) {
      this.#pauses.push({ kind: OBSERVED_KINDS.get(detail.kind) ?? 'major', seconds: duration / 1e3 });
    }
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  take(): GcPause[] {
    const pauses = this.#pauses;
    this.#pauses = [];
    return pauses;
  }

  close(): void {
    this.#observer.disconnect();
  }
}
