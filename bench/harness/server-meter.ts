import { clockSeconds } from './clock.js';
import { metricValue, quantileBetween } from './metric-text.js';
import type { ProcessLoad } from './process-load.js';
import type { ServerProcess } from './server-process.js';

/** What the server's metrics say about a spell of time. */
export interface ServerSpell {
  readonly load: ProcessLoad;
  readonly seconds: number;
  /** Of the server's process, all threads together. */
  readonly cpuSeconds: number;
  /** The metrics at its beginning and at its end, as text. */
  readonly before: string;
  readonly after: string;
}

export class ServerMeter {
  readonly #server: ServerProcess;
  #before: string;
  #since = clockSeconds();

  private constructor(server: ServerProcess, before: string) {
    this.#server = server;
    this.#before = before;
  }

  static async start(server: ServerProcess): Promise<ServerMeter> {
    return new ServerMeter(server, await server.metrics());
  }

  /** The spell since the start, or since the last time it was asked. */
  async take(): Promise<ServerSpell> {
    const seconds = clockSeconds() - this.#since;
    const before = this.#before;
    const after = await this.#server.metrics();
    this.#before = after;
    this.#since = clockSeconds();
    const cpuSeconds = grownBetween(before, after, 'process_cpu_seconds_total');
    return { load: { cpuShare: cpuSeconds / seconds, ...delaysOf(before, after) }, seconds, cpuSeconds, before, after };
  }
}

/** How much a counter has grown, all labels together. */
function grownBetween(before: string, after: string, name: string): number {
  return (metricValue(after, name) ?? 0) - (metricValue(before, name) ?? 0);
}

/** Of all threads. Lanes tell theirs every few seconds. */
const GC = 'cortexwire_gc_seconds';
/** Distance of the timers that the server's event loop delay is measured with, s: part of what it tells. */
const TIMER = 0.01;

function delaysOf(before: string, after: string): Pick<ProcessLoad, 'gc' | 'eventLoopDelay'> {
  const late = (name: string): number => Math.max(0, (metricValue(after, name) ?? NaN) - TIMER);
  const n = grownBetween(before, after, `${GC}_count`);
  const bound = (share: number): number => (n === 0 ? 0 : (quantileBetween(before, after, GC, share) ?? NaN));
  return {
    gc: { n, total: grownBetween(before, after, `${GC}_sum`), p99: bound(0.99), max: bound(1) },
    eventLoopDelay: {
      p50: late('nodejs_eventloop_lag_p50_seconds'),
      p99: late('nodejs_eventloop_lag_p99_seconds'),
      max: late('nodejs_eventloop_lag_max_seconds'),
    },
  };
}
