import { runsKernel } from '../wasm/kernel-memory.js';
import type { VectorAreas } from '../wasm/vector-areas.js';
import { MARKS_HEAD_BYTES, restlessKernelCode, type RestlessKernel } from './restless-kernel.js';

let code: Uint8Array<ArrayBuffer> | undefined;
const kernelCode = (): Uint8Array<ArrayBuffer> => (code ??= restlessKernelCode());

/** What channels had before a chunk, one value each. */
export interface Rails {
  readonly last: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** Tells which channels of a chunk are to be looked at sample by sample. Between `look` and the last `isMarked` the areas are its own. */
export class RestlessVectors {
  readonly #areas: VectorAreas;
  readonly #run: RestlessKernel;
  readonly #rails: Float64Array;
  readonly #railsAt: number;
  readonly #marks: Int32Array;
  readonly #marksAt: number;

  constructor(areas: VectorAreas) {
    this.#areas = areas;
    this.#run = areas.compile<RestlessKernel>(kernelCode());
    this.#rails = areas.view('state');
    this.#railsAt = areas.address('state');
    const marks = areas.view('table');
    this.#marks = new Int32Array(marks.buffer, marks.byteOffset, 2 * marks.length);
    this.#marksAt = areas.address('table');
  }

  static isSupported(): boolean {
    return runsKernel(kernelCode());
  }

  /**
   * @param data `[nSamples x nChannels]`, sample-major
   * @returns whether any channel stays at a value from one sample to the next, or is beyond what it had before; undefined
   *   where the kernel does not reach the data
   */
  look({ last, high, low }: Rails, data: Float64Array, nSamples: number): boolean | undefined {
    const nChannels = last.length;
    const at = this.#areas.find(data);
    if (at === undefined || !this.#areas.fits(3 * nChannels)) return undefined;
    this.#rails.set(last);
    this.#rails.set(high, nChannels);
    this.#rails.set(low, 2 * nChannels);
    const stride = 8 * nChannels;
    const rails = this.#railsAt;
    this.#run(at, stride, rails, rails + stride, rails + 2 * stride, this.#marksAt, nSamples, nChannels);
    const marks = this.#marks;
    return (marks[0]! | marks[1]! | marks[2]! | marks[3]!) !== 0;
  }

  /** Whether this channel is one. */
  isMarked(channel: number): boolean {
    return this.#marks[MARKS_HEAD_BYTES / 4 + 2 * channel] !== 0;
  }
}
