import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Adds weighted samples to a row of sums, as WebAssembly: what `resample` does in JavaScript, with the same operations in
 * the same order for each channel, on two channels with one instruction. The sums of eight channels stay in registers
 * while the samples pass.
 *
 * @param sums       address of one sum per channel
 * @param samples    address of the first sample
 * @param stride     from one sample to the next, bytes
 * @param weights    address of one weight per sample
 * @param weightsEnd address one past the last; there is one at least
 */
export type AccumulateKernel = (
  sums: number,
  samples: number,
  stride: number,
  weights: number,
  weightsEnd: number,
  nChannels: number,
) => void;

// Parameters, then locals.
const [SUMS, SAMPLES, STRIDE, WEIGHTS, WEIGHTS_END, N_CHANNELS, SAMPLE, WEIGHT] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const H = 8;
const SUM = 9;
const VECTORS_AT_ONCE = 4;

const { get, set } = wasm;

export function accumulateKernelCode(): Uint8Array<ArrayBuffer> {
  const hasLeft = (nChannels: number): Code[] => [get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32NotLessUnsigned];
  const wide = 2 * VECTORS_AT_ONCE;
  const body = [
    ...[...hasLeft(wide), wasm.when(wasm.repeatWhile(...block(VECTORS_AT_ONCE, 2), ...hasLeft(wide)))],
    ...[...hasLeft(2), wasm.when(wasm.repeatWhile(...block(1, 2), ...hasLeft(2)))],
    ...[get(N_CHANNELS), wasm.when(...block(1, 1))],
  ];
  return wasm.moduleOf(6, [wasm.I32, wasm.I32, ...Array<number>(1 + VECTORS_AT_ONCE).fill(wasm.V128)], body);
}

/** The next channels, `nLanes` to each of `nVectors`. */
function block(nVectors: number, nLanes: 1 | 2): Code[] {
  const vectors = Array.from({ length: nVectors }, (_, v) => v);
  const load = (v: number): Code => (nLanes === 2 ? wasm.v128Load(16 * v) : wasm.v128Load64Zero(0));
  const store = (v: number): Code => (nLanes === 2 ? wasm.v128Store(16 * v) : wasm.v128Store64(0));
  const add = (local: number, value: Code): Code[] => [get(local), value, wasm.i32Add, set(local)];
  const nChannels = nVectors * nLanes;
  return [
    ...vectors.flatMap((v) => [get(SUMS), load(v), set(SUM + v)]),
    ...[get(SAMPLES), set(SAMPLE), get(WEIGHTS), set(WEIGHT)],
    wasm.repeatWhile(
      ...[get(WEIGHT), wasm.v128Load64Splat(0), set(H)],
      ...vectors.flatMap((v) => [
        ...[get(SUM + v), get(H), get(SAMPLE), load(v), wasm.f64x2Multiply, wasm.f64x2Add, set(SUM + v)],
      ]),
      ...add(SAMPLE, get(STRIDE)),
      ...add(WEIGHT, wasm.i32Const(8)),
      ...[get(WEIGHT), get(WEIGHTS_END), wasm.i32LessUnsigned],
    ),
    ...vectors.flatMap((v) => [get(SUMS), get(SUM + v), store(v)]),
    ...[SUMS, SAMPLES].flatMap((local) => add(local, wasm.i32Const(8 * nChannels))),
    ...[get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32Subtract, set(N_CHANNELS)],
  ];
}
