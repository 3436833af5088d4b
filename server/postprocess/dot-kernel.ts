import { compileKernel, type KernelMemory } from '../wasm/kernel-memory.js';
import * as wasm from '../wasm/wasm-code.js';
import type { Code } from '../wasm/wasm-code.js';

/**
 * Inner products of a few rows with one vector, as WebAssembly: JavaScript has no vector instructions, and its loops
 * reach a fifth of the memory's speed here (`bench/micro/retrieval.ts`). The same bits come out on every machine: the
 * order of the sums is fixed, and nothing is fused.
 */

/**
 * Writes the products of `ROWS_AT_ONCE` rows with a vector, float64 each.
 *
 * @param rows    address of the first row
 * @param stride  from one row to the next, bytes. Rows that lie far apart are read faster when the next four lie behind
 *                them: four long streams instead of many short ones
 * @param vector  address of the vector, in the kernel's own type and layout, zeros up to a multiple of `STEP_VALUES`:
 *                behind a row may be anything that is finite, since it is multiplied by those zeros
 * @param end     address one past the vector's last step
 * @param out     address of the products
 */
export type DotKernel = (rows: number, stride: number, vector: number, end: number, out: number) => void;

/** How the values of a row are kept. */
export type Precision = 'float32' | 'float16' | 'int8';

/** Rows that share what is read of the vector. More would not fit the registers with room to spare. */
export const ROWS_AT_ONCE = 4;
/** Values of a row that a turn of the inner loop takes, and bytes of what is read in its stead. */
export const STEP_VALUES = 32;
const ROW_BYTES = { float32: 4, float16: 2, int8: 1 } as const;
/** The vector is float32, and int16 for int8 rows. */
const VECTOR_BYTES = { float32: 4, float16: 4, int8: 2 } as const;
/** Values that are summed in single precision, or in int32, before the sum goes to float64. */
const BLOCK_VALUES = 1024;

const UNIT_ROUND_OFF = 2 ** -24;
/**
 * Largest error of a product for rows of float, as a share of the two norms' product: each of four lanes adds a quarter
 * of a block, the lanes are added up, and each product is rounded itself; nγ = nu / (1 − nu) with the Cauchy-Schwarz
 * inequality for Σ|xᵢyᵢ| (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1). The sum over blocks
 * in float64 is below one more unit. int8 products are exact.
 */
const N_ROUNDINGS = BLOCK_VALUES / 4 + 5;
export const DOT_ERROR = (N_ROUNDINGS * UNIT_ROUND_OFF) / (1 - N_ROUNDINGS * UNIT_ROUND_OFF);

/** Float16 bits, shifted to where float32 has its exponent and fraction, are the same value times this. */
export const FLOAT16_SCALE = 2 ** -112;
const FLOAT16_SHIFT = 13;
/** Sign, exponent and fraction of a float16 after sign extension and shift: the copies of the sign are taken out. */
const FLOAT16_MASK = 0x8fffe000;

/** Bytes of a row's, or of the vector's, `nValues` with the zeros behind them. */
export function rowBytes(precision: Precision, nValues: number): number {
  return paddedValues(nValues) * ROW_BYTES[precision];
}

export function vectorBytes(precision: Precision, nValues: number): number {
  return paddedValues(nValues) * VECTOR_BYTES[precision];
}

function paddedValues(nValues: number): number {
  return Math.ceil(nValues / STEP_VALUES) * STEP_VALUES;
}

export function compileDotKernel(memory: KernelMemory, precision: Precision): DotKernel {
  return compileKernel(kernelCode(precision), memory);
}

// Parameters, then locals; there is an address and a sum for each row.
const FIRST = 0;
const STRIDE = 1;
const VECTOR = 2;
const END = 3;
const OUT = 4;
const BLOCK_END = 5;
const ROW = 6;
const PART = ROW + ROWS_AT_ONCE;
const MASK = PART + 1;
const SUM = MASK + 1;

function kernelCode(precision: Precision): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: ROWS_AT_ONCE }, (_, row) => row);
  const { get, set } = wasm;
  const advance = (local: number, nBytes: number): Code[] => [
    get(local),
    wasm.i32Const(nBytes),
    wasm.i32Add,
    set(local),
  ];
  const isBefore = (a: number, b: number): Code[] => [get(a), get(b), wasm.i32LessUnsigned];
  const blockBytes = BLOCK_VALUES * VECTOR_BYTES[precision];
  const body = [
    wasm.i32Const(FLOAT16_MASK),
    wasm.i32x4Splat,
    set(MASK),
    ...rows.flatMap((row) => [get(OUT), wasm.f64Zero, wasm.f64Store(8 * row)]),
    ...[get(FIRST), set(ROW)],
    ...rows.slice(1).flatMap((row) => [get(ROW + row - 1), get(STRIDE), wasm.i32Add, set(ROW + row)]),
    wasm.repeatWhile(
      ...rows.flatMap((row) => [wasm.v128Zero, set(SUM + row)]),
      ...[get(VECTOR), wasm.i32Const(blockBytes), wasm.i32Add, set(BLOCK_END)],
      ...[get(BLOCK_END), get(END), ...isBefore(BLOCK_END, END), wasm.select, set(BLOCK_END)],
      wasm.repeatWhile(
        ...step(precision, rows),
        ...rows.flatMap((row) => advance(ROW + row, STEP_VALUES * ROW_BYTES[precision])),
        ...advance(VECTOR, STEP_VALUES * VECTOR_BYTES[precision]),
        ...isBefore(VECTOR, BLOCK_END),
      ),
      ...rows.flatMap((row) => [
        ...[get(OUT), get(OUT), wasm.f64Load(8 * row)],
        ...sumOfLanes(precision, SUM + row),
        ...[wasm.f64Add, wasm.f64Store(8 * row)],
      ]),
      ...isBefore(VECTOR, END),
    ),
  ];
  const locals = [
    ...Array<number>(1 + ROWS_AT_ONCE).fill(wasm.I32),
    ...Array<number>(2 + ROWS_AT_ONCE).fill(wasm.V128),
  ];
  return wasm.moduleOf(5, locals, body);
}

/** One turn of the inner loop: `STEP_VALUES` of the vector, part after part, with each row. */
function step(precision: Precision, rows: readonly number[]): Code[] {
  const { get, set } = wasm;
  const partValues = 16 / VECTOR_BYTES[precision];
  return Array.from({ length: STEP_VALUES / partValues }, (_, part) => [
    ...[get(VECTOR), wasm.v128Load(16 * part), set(PART)],
    ...rows.flatMap((row) => {
      const offset = part * partValues * ROW_BYTES[precision];
      return [get(SUM + row), get(ROW + row), ...multiplyAdd(precision, offset), set(SUM + row)];
    }),
  ]).flat();
}

/** With a sum and a row's address on the stack: the sum with a part of the row times that of the vector. */
function multiplyAdd(precision: Precision, offset: number): Code[] {
  const part = wasm.get(PART);
  switch (precision) {
    case 'float32':
      return [wasm.v128Load(offset), part, wasm.f32x4Multiply, wasm.f32x4Add];
    case 'float16': {
      const widen = [wasm.i32Const(FLOAT16_SHIFT), wasm.i32x4ShiftLeft, wasm.get(MASK), wasm.v128And];
      return [wasm.v128Load16x4(offset), ...widen, part, wasm.f32x4Multiply, wasm.f32x4Add];
    }
    case 'int8':
      return [wasm.v128Load8x8(offset), part, wasm.i32x4Dot, wasm.i32x4Add];
  }
}

/** As float64. Lanes of int32 are widened first, since four of them can be too much for one. */
function sumOfLanes(precision: Precision, local: number): Code[] {
  const isInteger = precision === 'int8';
  const lanes = [0, 1, 2, 3].map((lane) =>
    isInteger ? [wasm.get(local), wasm.i32x4Lane(lane), wasm.f64FromI32] : [wasm.get(local), wasm.f32x4Lane(lane)],
  );
  const plus = isInteger ? wasm.f64Add : wasm.f32Add;
  const sum = lanes.flatMap((lane, index) => (index === 0 ? lane : [...lane, plus]));
  return isInteger ? sum : [...sum, wasm.f64FromF32];
}
