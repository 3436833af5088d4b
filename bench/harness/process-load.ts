import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { clockSeconds } from './clock.js';
import { percentiles, type Percentiles } from './percentiles.js';

/** What a process cost since it was last asked, and what held it up. Times in s. */
export interface ProcessLoad {
  /** CPU time per second. */
  readonly cpuShare: number;
  /** Garbage collections, of a server those of all its threads; null where nobody can say. */
  readonly gc: GcPauses | null;
  /** How much later than due its timers came; null where the thread blocks by itself, or nobody can say. */
  readonly eventLoopDelay: Pick<Percentiles, 'p50' | 'p99' | 'max'> | null;
}

export interface GcPauses {
  readonly n: number;
  readonly total: number;
  /** Of one pause; where only a histogram is to be had, bounds of its buckets. */
  readonly p99: number;
  readonly max: number;
}

/** Distance of the timers whose delay is measured, ms: closer ones would be a load of their own. */
const TIMER_MS = 10;

/** Watches the process it is made in. */
export class LoadMeter {
  readonly #delay: ReturnType<typeof monitorEventLoopDelay> | undefined;
  #pauses: number[] = [];
  #cpu = process.cpuUsage();
  #since = clockSeconds();

  /** @param hasEventLoop whether delays of its timers mean anything */
  constructor(hasEventLoop: boolean) {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) this.#pauses.push(duration / 1e3);
    }).observe({ entryTypes: ['gc'] });
    if (!hasEventLoop) return;
    this.#delay = monitorEventLoopDelay({ resolution: TIMER_MS });
    this.#delay.enable();
  }

  /** Forgets what was. */
  reset(): void {
    this.#pauses = [];
    this.#delay?.reset();
    this.#cpu = process.cpuUsage();
    this.#since = clockSeconds();
  }

  /** What was since it was made, reset or asked. */
  take(): ProcessLoad {
    const { user, system } = process.cpuUsage(this.#cpu);
    const cpuShare = (user + system) / 1e6 / (clockSeconds() - this.#since);
    const { n, p99, max } = percentiles(this.#pauses);
    const total = this.#pauses.reduce((a, b) => a + b, 0);
    const gc = n === 0 ? { n, total, p99: 0, max: 0 } : { n, total, p99, max };
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - TIMER_MS / 1e3);
    const delay = this.#delay;
    const eventLoopDelay =
      delay === undefined || delay.count === 0
        ? null
        : { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) };
    this.reset();
    return { cpuShare, gc, eventLoopDelay };
  }
}

/** Several spells of one process as one: mean share, all pauses, the worst delays. */
export function mergeLoads(loads: readonly ProcessLoad[]): ProcessLoad {
  const gcs = loads.flatMap(({ gc }) => (gc === null ? [] : [gc]));
  const delays = loads.flatMap(({ eventLoopDelay }) => (eventLoopDelay === null ? [] : [eventLoopDelay]));
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const worst = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  return {
    cpuShare: sum(loads.map(({ cpuShare }) => cpuShare)) / Math.max(1, loads.length),
    gc:
      gcs.length === 0
        ? null
        : {
            n: sum(gcs.map(({ n }) => n)),
            total: sum(gcs.map(({ total }) => total)),
            p99: worst(gcs.map(({ p99 }) => p99)),
            max: worst(gcs.map(({ max }) => max)),
          },
    eventLoopDelay:
      delays.length === 0
        ? null
        : {
            p50: worst(delays.map(({ p50 }) => p50)),
            p99: worst(delays.map(({ p99 }) => p99)),
            max: worst(delays.map(({ max }) => max)),
          },
  };
}

/** `CPU 12 %, 3 GCs of 1.2 ms (longest 0.6), event loop late p99 0.40 max 1.10 ms` */
export function describeLoad({ cpuShare, gc, eventLoopDelay }: ProcessLoad): string {
  const ms = (seconds: number): string => (seconds * 1e3).toFixed(2);
  const parts = [`CPU ${(cpuShare * 100).toFixed(0)} %`];
  if (gc !== null) parts.push(`${gc.n} GCs of ${ms(gc.total)} ms (longest ${ms(gc.max)})`);
  if (eventLoopDelay !== null)
    parts.push(`event loop late p99 ${ms(eventLoopDelay.p99)} max ${ms(eventLoopDelay.max)} ms`);
  return parts.join(', ');
}
