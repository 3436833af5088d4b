import fc from 'fast-check';
import type { Stage } from '../../server/preprocess/stage.js';

/** What a stage and a chain have in common. */
export type Runnable<State> = Pick<Stage, 'nChannelsIn' | 'nChannelsOut' | 'outputIndex' | 'maxOutput'> & {
  start(first: number): State;
  step(state: State, input: Float64Array, nSamples: number, output: Float64Array): number;
};

/** A marker that no stage writes, to see what was left alone. */
const UNTOUCHED = 12345.678;

/** Passes `nSamples` of `data` from sample `at` on through a stage. @returns the samples it gave */
export function pass<State>(
  stage: Runnable<State>,
  state: State,
  data: Float64Array,
  at: number,
  nSamples: number,
): number[] {
  const input = data.slice(at * stage.nChannelsIn, (at + nSamples) * stage.nChannelsIn);
  const before = input.slice();
  const room = stage.maxOutput(nSamples) * stage.nChannelsOut;
  const output = new Float64Array(room + stage.nChannelsOut).fill(UNTOUCHED);
  const n = stage.step(state, input, nSamples, output);
  if (n > stage.maxOutput(nSamples)) throw new Error(`${n} samples came of ${nSamples}, more than maxOutput says`);
  if (output.subarray(n * stage.nChannelsOut).some((value) => value !== UNTOUCHED)) {
    throw new Error('output was written behind the samples that were counted');
  }
  if (!input.every((value, i) => Object.is(value, before[i]))) throw new Error('the input was changed');
  return [...output.subarray(0, n * stage.nChannelsOut)];
}

/** All of `data`, cut into chunks of these sizes and one with the rest. */
export function passChunks<State>(
  stage: Runnable<State>,
  state: State,
  data: Float64Array,
  sizes: readonly number[],
): number[] {
  return cut(data.length / stage.nChannelsIn, sizes).flatMap(([at, n]) => pass(stage, state, data, at, n));
}

/** `[start, nSamples]` of chunks of these sizes and of what is left after them. */
export function cut(nSamples: number, sizes: readonly number[]): [at: number, n: number][] {
  const chunks: [number, number][] = [];
  let at = 0;
  for (const size of [...sizes, nSamples]) {
    const n = Math.min(size, nSamples - at);
    chunks.push([at, n]);
    at += n;
  }
  return chunks;
}

/** Chunk sizes, the empty chunk among them. */
export const chunkSizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 150 })), {
  maxLength: 25,
});

/** Noise on an offset, another for each channel; the same for the same seed. */
export function noise(nSamples: number, nChannels: number, seed = 1): Float64Array {
  let word = seed >>> 0;
  const uniform = (): number => {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    return word / 2 ** 32 - 0.5;
  };
  for (let i = 0; i < 8; i++) uniform();
  return Float64Array.from({ length: nSamples * nChannels }, (_, i) => {
    const c = i % nChannels;
    return 100 * c + (1 + c) * (uniform() + uniform() + uniform());
  });
}
