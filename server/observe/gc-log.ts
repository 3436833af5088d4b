import { GCProfiler } from 'node:v8';

/** What kind of garbage collection it was. */
export type GcKind = 'minor' | 'major' | 'incremental' | 'weak';

export interface GcPause {
  readonly kind: GcKind;
  readonly seconds: number;
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
 * Garbage collections of the thread that it is made on. V8 writes them down itself, so that a thread that never returns
 * to its event loop can tell them too.
 */
export class GcLog {
  #profiler = new GCProfiler();

  constructor() {
    this.#profiler.start();
  }

  /** Those since it was made or asked. To be asked now and then: what is not taken is kept. */
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
