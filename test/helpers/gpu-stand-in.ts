import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How the GPU behaves that stands in for one. Models by their names. */
export interface GpuBehaviour {
  /** The provider is not installed. */
  readonly absent?: boolean;
  /** Its outputs are a hundredth of the largest off. */
  readonly wrong?: string;
  /** It does not load there, for `reason`. */
  readonly failing?: string;
  /** It ends the process that loads it. */
  readonly crashing?: string;
  /** It loads alone, and not in a lane, for `reason`. */
  readonly lost?: string;
  /** What ONNX Runtime says. */
  readonly reason?: string;
}

/** Environment of a server that finds such a GPU: the CPU provider in its place, at the same interface. */
export function withGpu(behaviour: GpuBehaviour = {}): Record<string, string> {
  const file = pathToFileURL(resolve('test/helpers/cuda-stand-in.mjs')).href;
  return { NODE_OPTIONS: `--import=${file}`, CORTEXWIRE_TEST_GPU: JSON.stringify(behaviour) };
}
