import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Values times the factor of their channel, as float64: with the same operations as JavaScript, on two channels with one
 * instruction.
 *
 * @param source       address of the first sample, at any alignment
 * @param sourceStride from one sample to the next, bytes
 * @param factors      address of one float64 per channel
 * @param target       address of the first sample that is written
 * @param targetStride from one sample to the next, bytes
 * @param nSamples     at least 1
 */
export type ScaleKernel = (
  source: number,
  sourceStride: number,
  factors: number,
  target: number,
  targetStride: number,
  nSamples: number,
  nChannels: number,
) => void;

// Parameters, then locals.
const [SOURCE, SOURCE_STRIDE, FACTORS, TARGET, TARGET_STRIDE, N_SAMPLES, N_CHANNELS] = [0, 1, 2, 3, 4, 5, 6] as const;
const [FROM, FACTOR, TO, LEFT] = [7, 8, 9, 10] as const;
const VECTORS_AT_ONCE = 4;

const { get, set } = wasm;

/** @param source  what the samples are */
export function scaleKernelCode(source: 'float32' | 'float64'): Uint8Array<ArrayBuffer> {
  const hasLeft = (nChannels: number): Code[] => [get(LEFT), wasm.i32Const(nChannels), wasm.i32NotLessUnsigned];
  const wide = 2 * VECTORS_AT_ONCE;
  const body = wasm.repeatWhile(
    ...[get(SOURCE), set(FROM), get(FACTORS), set(FACTOR), get(TARGET), set(TO), get(N_CHANNELS), set(LEFT)],
    ...[...hasLeft(wide), wasm.when(wasm.repeatWhile(...block(source, VECTORS_AT_ONCE, 2), ...hasLeft(wide)))],
    ...[...hasLeft(2), wasm.when(wasm.repeatWhile(...block(source, 1, 2), ...hasLeft(2)))],
    ...[get(LEFT), wasm.when(...block(source, 1, 1))],
    ...add(SOURCE, get(SOURCE_STRIDE)),
    ...add(TARGET, get(TARGET_STRIDE)),
    ...[get(N_SAMPLES), wasm.i32Const(1), wasm.i32Subtract, set(N_SAMPLES), get(N_SAMPLES)],
  );
  return wasm.moduleOf(7, [wasm.I32, wasm.I32, wasm.I32, wasm.I32], [body]);
}

const add = (local: number, value: Code): Code[] => [get(local), value, wasm.i32Add, set(local)];

/** The next channels of a sample, `nLanes` to each of `nVectors`. */
function block(source: 'float32' | 'float64', nVectors: number, nLanes: 1 | 2): Code[] {
  const vectors = Array.from({ length: nVectors }, (_, v) => v);
  const load = (v: number): Code => (nLanes === 2 ? wasm.v128Load(16 * v) : wasm.v128Load64Zero(0));
  const store = (v: number): Code => (nLanes === 2 ? wasm.v128Store(16 * v) : wasm.v128Store64(0));
  const loadFloat32 = (v: number): Code => (nLanes === 2 ? wasm.v128Load64Zero(8 * v) : wasm.v128Load32Zero(0));
  const value = (v: number): Code[] => (source === 'float32' ? [loadFloat32(v), wasm.f64x2FromF32] : [load(v)]);
  const nChannels = nVectors * nLanes;
  return [
    ...vectors.flatMap((v) => [
      ...[get(TO), get(FROM), ...value(v), get(FACTOR), load(v), wasm.f64x2Multiply, store(v)],
    ]),
    ...add(FROM, wasm.i32Const((source === 'float32' ? 4 : 8) * nChannels)),
    ...[FACTOR, TO].flatMap((local) => add(local, wasm.i32Const(8 * nChannels))),
    ...[get(LEFT), wasm.i32Const(nChannels), wasm.i32Subtract, set(LEFT)],
  ];
}
