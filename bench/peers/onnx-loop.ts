import { BenchProcess } from '../harness/bench-process.js';
import type { Percentiles } from '../harness/percentiles.js';
import type { ProcessLoad } from '../harness/process-load.js';

export interface LoopRun {
  /** Path of a graph with one input, `x`. */
  readonly onnx: string;
  readonly nSamples: number;
  readonly nChannels: number;
  /** Windows in one run. */
  readonly batch: number;
  readonly seconds: number;
}

export interface LoopReport {
  readonly windowsPerSecond: number;
  /** Of one batch, s. */
  readonly run: Percentiles;
  readonly load: ProcessLoad;
}

export type OnnxLoop = BenchProcess<object, LoopRun, LoopReport>;

/** Starts a process that runs a graph as fast as one thread can, whenever it is asked to. */
export async function startOnnxLoop(): Promise<OnnxLoop> {
  const loop: OnnxLoop = new BenchProcess(new URL('./onnx-loop-process.js', import.meta.url), {});
  await loop.ready();
  return loop;
}
