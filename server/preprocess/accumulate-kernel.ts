import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Adds weighted samples to rows of sums, as WebAssembly: what `resample` does in JavaScript, with the same operations in the
 * same order for each sum, on two channels with one instruction. The sums of eight channels stay in registers while the
 * samples pass.
 *
 * @param sums       address of the first row, one sum per channel
 * @param moreSums   address of the second row of a kernel for two; a kernel for one does not look
 * @param samples    address of the first sample
 * @param stride     from one sample to the next, bytes
 * @param weights    address of the weights: of the first sample for each row, then of the next sample
 * @param weightsEnd address one past the last; there is one sample at least
 */
export type AccumulateKernel = (
  sums: number,
  moreSums: number,
  samples: number,
  stride: number,
  weights: number,
  weightsEnd: number,
  nChannels: number,
) => void;

// Parameters, then locals.
const [SUMS, MORE_SUMS, SAMPLES, STRIDE, WEIGHTS, WEIGHTS_END, N_CHANNELS] = [0, 1, 2, 3, 4, 5, 6] as const;
const [SAMPLE, WEIGHT, X, H] = [7, 8, 9, 10] as const;
const SUM = 12;
const VECTORS_AT_ONCE = 4;

const { get, set } = wasm;

/** @param nRows  that share what is read of the samples */
export function accumulateKernelCode(nRows: 1 | 2): Uint8Array<ArrayBuffer> {
  const hasLeft = (nChannels: number): Code[] => [get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32NotLessUnsigned];
  const wide = 2 * VECTORS_AT_ONCE;
  const body = [
    ...[...hasLeft(wide), wasm.when(wasm.repeatWhile(...block(nRows, VECTORS_AT_ONCE, 2), ...hasLeft(wide)))],
    ...[...hasLeft(2), wasm.when(wasm.repeatWhile(...block(nRows, 1, 2), ...hasLeft(2)))],
    ...[get(N_CHANNELS), wasm.when(...block(nRows, 1, 1))],
  ];
  const nVectors = SUM - X + 2 * VECTORS_AT_ONCE;
  return wasm.moduleOf(7, [wasm.I32, wasm.I32, ...Array<number>(nVectors).fill(wasm.V128)], body);
}

/** The next channels, `nLanes` to each of `nVectors`. */
function block(nRows: 1 | 2, nVectors: number, nLanes: 1 | 2): Code[] {
  const vectors = Array.from({ length: nVectors }, (_, v) => v);
  const rows = [SUMS, MORE_SUMS].slice(0, nRows).map((sums, row) => ({ sums, h: H + row, sum: SUM + row * nVectors }));
  const load = (v: number): Code => (nLanes === 2 ? wasm.v128Load(16 * v) : wasm.v128Load64Zero(0));
  const store = (v: number): Code => (nLanes === 2 ? wasm.v128Store(16 * v) : wasm.v128Store64(0));
  const add = (local: number, value: Code): Code[] => [get(local), value, wasm.i32Add, set(local)];
  const nChannels = nVectors * nLanes;
  return [
    ...rows.flatMap(({ sums, sum }) => vectors.flatMap((v) => [get(sums), load(v), set(sum + v)])),
    ...[get(SAMPLES), set(SAMPLE), get(WEIGHTS), set(WEIGHT)],
    wasm.repeatWhile(
      ...rows.flatMap(({ h }, row) => [get(WEIGHT), wasm.v128Load64Splat(8 * row), set(h)]),
      ...vectors.flatMap((v) => [
        ...[get(SAMPLE), load(v), set(X)],
        ...rows.flatMap(({ h, sum }) => {
          return [get(sum + v), get(h), get(X), wasm.f64x2Multiply, wasm.f64x2Add, set(sum + v)];
        }),
      ]),
      ...add(SAMPLE, get(STRIDE)),
      ...add(WEIGHT, wasm.i32Const(8 * nRows)),
      ...[get(WEIGHT), get(WEIGHTS_END), wasm.i32LessUnsigned],
    ),
    ...rows.flatMap(({ sums, sum }) => vectors.flatMap((v) => [get(sums), get(sum + v), store(v)])),
    ...[SUMS, MORE_SUMS, SAMPLES].flatMap((local) => add(local, wasm.i32Const(8 * nChannels))),
    ...[get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32Subtract, set(N_CHANNELS)],
  ];
}
