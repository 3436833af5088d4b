import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Looks for channels that do not change from each sample to the next, or leave their range, on two channels with one instruction.
 *
 * @param samples   address of the first sample, float64
 * @param stride    from one sample to the next, bytes
 * @param last      address of each channel's value before the first sample
 * @param high      address of each channel's largest value
 * @param low       address of each channel's smallest value
 * @param marks     address where 8 bytes are written for each channel, not 0 where it is such a channel; and in front of them 16 bytes, not
 *   0 where any is
 * @param nSamples  at least 1
 */
export type RestlessKernel = (
  samples: number,
  stride: number,
  last: number,
  high: number,
  low: number,
  marks: number,
  nSamples: number,
  nChannels: number,
) => void;

/** Bytes in front of the first channel's mark. */
export const MARKS_HEAD_BYTES = 16;

// Parameters, then locals.
const [SAMPLES, STRIDE, LAST, HIGH, LOW, MARKS, N_SAMPLES, N_CHANNELS] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const [FROM, LEFT, MARK] = [8, 9, 10] as const;
const [X, ANY] = [11, 12] as const;
/** Four vectors' worth of each: value before, largest, smallest, mark. Two at once stay in registers. */
const FIRST = 13;
const VECTORS_AT_ONCE = 2;

const { get, set } = wasm;

export function restlessKernelCode(): Uint8Array<ArrayBuffer> {
  const hasLeft = (nChannels: number): Code[] => [get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32NotLessUnsigned];
  const wide = 2 * VECTORS_AT_ONCE;
  const body = [
    ...[get(MARKS), wasm.i32Const(MARKS_HEAD_BYTES), wasm.i32Add, set(MARK)],
    ...[...hasLeft(wide), wasm.when(wasm.repeatWhile(...block(VECTORS_AT_ONCE, 2), ...hasLeft(wide)))],
    ...[...hasLeft(2), wasm.when(wasm.repeatWhile(...block(1, 2), ...hasLeft(2)))],
    ...[get(N_CHANNELS), wasm.when(...block(1, 1))],
    ...[get(MARKS), get(ANY), wasm.v128Store(0)],
  ];
  const locals = [wasm.I32, wasm.I32, wasm.I32, ...Array<number>(2 + 4 * VECTORS_AT_ONCE).fill(wasm.V128)];
  return wasm.moduleOf(8, locals, body);
}

const add = (local: number, value: Code): Code[] => [get(local), value, wasm.i32Add, set(local)];

/** The next channels, `nLanes` to each of `nVectors`: what is in the upper half of a vector with one lane is left out at the end. */
function block(nVectors: number, nLanes: 1 | 2): Code[] {
  const vectors = Array.from({ length: nVectors }, (_, v) => ({
    load: nLanes === 2 ? wasm.v128Load(16 * v) : wasm.v128Load64Zero(0),
    store: nLanes === 2 ? wasm.v128Store(16 * v) : wasm.v128Store64(0),
    before: FIRST + 4 * v,
    high: FIRST + 4 * v + 1,
    low: FIRST + 4 * v + 2,
    mark: FIRST + 4 * v + 3,
  }));
  const nChannels = nVectors * nLanes;
  return [
    ...vectors.flatMap(({ load, before, high, low, mark }) => [
      ...[get(LAST), load, set(before)],
      ...[get(HIGH), load, set(high)],
      ...[get(LOW), load, set(low)],
      ...[wasm.v128Zero, set(mark)],
    ]),
    ...[get(SAMPLES), set(FROM), get(N_SAMPLES), set(LEFT)],
    wasm.repeatWhile(
      ...vectors.flatMap(({ load, before, high, low, mark }) => [
        ...[get(FROM), load, set(X)],
        ...[get(X), get(before), wasm.f64x2Equal],
        ...[get(X), get(high), wasm.f64x2Greater, wasm.v128Or],
        ...[get(X), get(low), wasm.f64x2Less, wasm.v128Or],
        ...[get(mark), wasm.v128Or, set(mark)],
        ...[get(X), set(before)],
      ]),
      ...add(FROM, get(STRIDE)),
      ...[get(LEFT), wasm.i32Const(1), wasm.i32Subtract, set(LEFT), get(LEFT)],
    ),
    ...vectors.flatMap(({ store, mark }) => {
      // What is beyond a single lane is compared, too: 0 with 0.
      const marked = nLanes === 2 ? [get(mark)] : [get(mark), wasm.v128Zero, wasm.f64x2Pair(0)];
      return [get(MARK), get(mark), store, ...marked, get(ANY), wasm.v128Or, set(ANY)];
    }),
    ...[SAMPLES, LAST, HIGH, LOW, MARK].flatMap((local) => add(local, wasm.i32Const(8 * nChannels))),
    ...[get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32Subtract, set(N_CHANNELS)],
  ];
}
