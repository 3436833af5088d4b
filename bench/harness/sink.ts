import { BenchProcess } from './bench-process.js';
import type { Percentiles } from './percentiles.js';
import type { ProcessLoad } from './process-load.js';

/** What came since the last time it was asked for. */
export interface SinkReport {
  readonly nFrames: number;
  readonly nBytes: number;
  /** From leaving the rig to the sink, s. */
  readonly age: Percentiles;
  readonly load: ProcessLoad;
}

/** Says what came when asked to `collect`. */
export type Sink = BenchProcess<object, 'collect', SinkReport> & { readonly url: string };

/** Starts a bare WebSocket sink in a process of its own. */
export async function startSink(): Promise<Sink> {
  const sink = new BenchProcess<object, 'collect', SinkReport>(new URL('./sink-process.js', import.meta.url), {});
  const { url } = await sink.ready<{ url: string }>();
  return Object.assign(sink, { url });
}
