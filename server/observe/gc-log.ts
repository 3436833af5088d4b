import { constants, PerformanceObserver } from 'node:perf_hooks';

/** What kind of garbage collection it was. */
export type GcKind = 'minor' | 'major' | 'incremental' | 'weak';

export interface GcPause {
  readonly kind: GcKind;
  readonly seconds: number;
}

/** Of Node, as far as it is read here. */
interface GcEntry {
  /** ms */
  readonly duration: number;
  readonly detail: { readonly kind: number };
}

/** By Node's number. */
const KINDS: ReadonlyMap<number, GcKind> = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weak'],
]);

/**
 * Garbage collections of the thread that it is made on, told in turns of its event loop. (`v8.GCProfiler` needs none, but takes
 * statistics of the whole heap before and after each, and keeps them as text until the old generation is collected: in a thread
 * that makes little garbage, gigabytes.)
 */
export class GcLog {
  #pauses: GcPause[] = [];
  readonly #observer = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as unknown as GcEntry[]) {
      this.#pauses.push({ kind: KINDS.get(detail.kind) ?? 'major', seconds: duration / 1e3 });
    }
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** Those that were told since it was made or asked. To be asked now and then: what is not taken is kept. */
  take(): GcPause[] {
    const pauses = this.#pauses;
    this.#pauses = [];
    return pauses;
  }

  close(): void {
    this.#observer.disconnect();
  }
}
