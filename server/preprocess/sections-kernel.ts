import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Second-order sections in a row over all channels, as WebAssembly: what `sosFilter` does in JavaScript, with the same
 * operations in the same order for each channel, on two channels with one instruction.
 *
 * A section waits for its own last value, so that the time of one is the sum of its operations' delays. Here it runs over
 * the samples of eight channels at once, whose values lie in one line of the cache; all it needs stays in registers, and
 * the next section finds its input in the innermost cache.
 *
 * @param table        address of `less` and `plus` and, behind them, the sections as in `Sos`
 * @param tableEnd     address one past the last section
 * @param state        address of the first section's state of the first channel
 * @param stateStride  from one channel's state to the next, bytes
 * @param offset       address of one value per channel
 * @param source       address of the first sample
 * @param sourceStride from one sample to the next, bytes
 * @param target       address of the first sample that is written: sections(x − less·offset) + plus·offset
 * @param targetStride from one sample to the next, bytes
 * @param nSamples     at least 1
 */
export type SectionsKernel = (
  table: number,
  tableEnd: number,
  state: number,
  stateStride: number,
  offset: number,
  source: number,
  sourceStride: number,
  target: number,
  targetStride: number,
  nSamples: number,
  nChannels: number,
) => void;

/** Bytes of `less` and `plus`, and of a section, in the table. */
export const TABLE_HEAD_BYTES = 16;
export const SECTION_BYTES = 48;
/** Bytes of a section's two values of state. */
const SECTION_STATE_BYTES = 16;

// Parameters, then locals; the last three are two values of state and an offset for each vector.
const [TABLE, TABLE_END, STATE, STATE_STRIDE, OFFSET, SOURCE, SOURCE_STRIDE, TARGET] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const [TARGET_STRIDE, N_SAMPLES, N_CHANNELS] = [8, 9, 10] as const;
const [FROM, TO, LEFT, SECTION, SECTION_STATE, CHANNEL_STATE] = [11, 12, 13, 14, 15, 16] as const;
const [B0, B1, B2, A1, A2, X, Y] = [17, 18, 19, 20, 21, 22, 23] as const;
const Z1 = 24;

/** Vectors that a section runs over at once: with two values of state each and the five coefficients, 13 registers. */
const VECTORS_AT_ONCE = 4;
const Z2 = Z1 + VECTORS_AT_ONCE;

const { get, set } = wasm;

export function sectionsKernelCode(): Uint8Array<ArrayBuffer> {
  const hasLeft = (nChannels: number): Code[] => [get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32NotLessUnsigned];
  const wide = 2 * VECTORS_AT_ONCE;
  const body = [
    ...[...hasLeft(wide), wasm.when(wasm.repeatWhile(...block(VECTORS_AT_ONCE, 2), ...hasLeft(wide)))],
    ...[...hasLeft(2), wasm.when(wasm.repeatWhile(...block(1, 2), ...hasLeft(2)))],
    ...[get(N_CHANNELS), wasm.when(...block(1, 1))],
  ];
  const locals = [
    ...Array<number>(B0 - FROM).fill(wasm.I32),
    ...Array<number>(Z1 - B0 + 2 * VECTORS_AT_ONCE).fill(wasm.V128),
  ];
  return wasm.moduleOf(11, locals, body);
}

const add = (local: number, value: Code): Code[] => [get(local), value, wasm.i32Add, set(local)];

/** The next channels, `nLanes` to each of `nVectors`: the upper half of a vector with one lane is 0 throughout. */
function block(nVectors: number, nLanes: 1 | 2): Code[] {
  const vectors = Array.from({ length: nVectors }, (_, v) => v);
  const load = (v: number): Code => (nLanes === 2 ? wasm.v128Load(16 * v) : wasm.v128Load64Zero(0));
  const store = (v: number): Code => (nLanes === 2 ? wasm.v128Store(16 * v) : wasm.v128Store64(0));
  const eachSample = (from: Code[], ...sample: Code[]): Code[] => [
    ...from,
    ...[get(TARGET), set(TO), get(N_SAMPLES), set(LEFT)],
    wasm.repeatWhile(
      ...sample,
      ...(from.length === 0 ? [] : add(FROM, get(SOURCE_STRIDE))),
      ...add(TO, get(TARGET_STRIDE)),
      ...[get(LEFT), wasm.i32Const(1), wasm.i32Subtract, set(LEFT), get(LEFT)],
    ),
  ];
  /** The offset times `less` or `plus`, instead of state, which comes later or has gone. */
  const offsetTimes = (factorAt: number): Code[] =>
    vectors.flatMap((v) => [
      ...[get(OFFSET), load(v), get(TABLE), wasm.v128Load64Splat(factorAt), wasm.f64x2Multiply, set(Z1 + v)],
    ]);
  const nChannels = nVectors * nLanes;
  return [
    ...offsetTimes(0),
    ...eachSample(
      [get(SOURCE), set(FROM)],
      ...vectors.flatMap((v) => [get(TO), get(FROM), load(v), get(Z1 + v), wasm.f64x2Subtract, store(v)]),
    ),
    ...[get(TABLE), wasm.i32Const(TABLE_HEAD_BYTES), wasm.i32Add, set(SECTION), get(STATE), set(SECTION_STATE)],
    wasm.repeatWhile(
      ...[B0, B1, B2].flatMap((local, i) => [get(SECTION), wasm.v128Load64Splat(8 * i), set(local)]),
      ...[A1, A2].flatMap((local, i) => [get(SECTION), wasm.v128Load64Splat(8 * (4 + i)), set(local)]),
      ...[get(SECTION_STATE), set(CHANNEL_STATE)],
      ...vectors.flatMap((v) => takeState(v, nLanes)),
      ...eachSample(
        [],
        ...vectors.flatMap((v) => [
          ...[get(TO), load(v), set(X)],
          ...[get(B0), get(X), wasm.f64x2Multiply, get(Z1 + v), wasm.f64x2Add, set(Y)],
          ...[get(B1), get(X), wasm.f64x2Multiply, get(A1), get(Y), wasm.f64x2Multiply, wasm.f64x2Subtract],
          ...[get(Z2 + v), wasm.f64x2Add, set(Z1 + v)],
          ...[
            get(B2),
            get(X),
            wasm.f64x2Multiply,
            get(A2),
            get(Y),
            wasm.f64x2Multiply,
            wasm.f64x2Subtract,
            set(Z2 + v),
          ],
          ...[get(TO), get(Y), store(v)],
        ]),
      ),
      ...[get(SECTION_STATE), set(CHANNEL_STATE)],
      ...vectors.flatMap((v) => giveState(v, nLanes)),
      ...add(SECTION_STATE, wasm.i32Const(SECTION_STATE_BYTES)),
      ...add(SECTION, wasm.i32Const(SECTION_BYTES)),
      ...[get(SECTION), get(TABLE_END), wasm.i32LessUnsigned],
    ),
    ...offsetTimes(8),
    ...eachSample([], ...vectors.flatMap((v) => [get(TO), get(TO), load(v), get(Z1 + v), wasm.f64x2Add, store(v)])),
    ...[OFFSET, SOURCE, TARGET].flatMap((local) => add(local, wasm.i32Const(8 * nChannels))),
    ...Array.from({ length: nChannels }, () => add(STATE, get(STATE_STRIDE))).flat(),
    ...[get(N_CHANNELS), wasm.i32Const(nChannels), wasm.i32Subtract, set(N_CHANNELS)],
  ];
}

/** A channel's two values lie side by side; a vector holds the same value of two channels. */
function takeState(v: number, nLanes: 1 | 2): Code[] {
  if (nLanes === 1) {
    return [0, 8].flatMap((at, i) => [get(CHANNEL_STATE), wasm.v128Load64Zero(at), set(i === 0 ? Z1 : Z2)]);
  }
  const next = add(CHANNEL_STATE, get(STATE_STRIDE));
  return [
    ...[get(CHANNEL_STATE), wasm.v128Load(0), set(X), ...next],
    ...[get(CHANNEL_STATE), wasm.v128Load(0), set(Y), ...next],
    ...[get(X), get(Y), wasm.f64x2Pair(0), set(Z1 + v)],
    ...[get(X), get(Y), wasm.f64x2Pair(1), set(Z2 + v)],
  ];
}

function giveState(v: number, nLanes: 1 | 2): Code[] {
  if (nLanes === 1) {
    return [0, 8].flatMap((at, i) => [get(CHANNEL_STATE), get(i === 0 ? Z1 : Z2), wasm.v128Store64(at)]);
  }
  const next = add(CHANNEL_STATE, get(STATE_STRIDE));
  return [0, 1].flatMap((half) => [
    ...[get(CHANNEL_STATE), get(Z1 + v), get(Z2 + v), wasm.f64x2Pair(half as 0 | 1), wasm.v128Store(0)],
    ...next,
  ]);
}
