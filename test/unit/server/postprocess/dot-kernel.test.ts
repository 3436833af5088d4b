import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileDotKernel,
  DOT_ERROR,
  rowBytes,
  ROWS_AT_ONCE,
  vectorBytes,
} from '../../../../server/postprocess/dot-kernel.js';
import { kernelMemory } from '../../../../server/wasm/kernel-memory.js';
import { noise } from '../../../helpers/banks.js';

const VECTOR_AT = 64;

/** Products of four rows with a vector, in float32 or int8; what is behind each row is the next. */
function products(precision: 'float32' | 'int8', rows: Float32Array, vector: Float32Array): Float64Array {
  const n = vector.length;
  const isFloat = precision === 'float32';
  const stride = isFloat ? 4 * n : rowBytes(precision, n);
  const end = VECTOR_AT + vectorBytes(precision, n);
  const memory = kernelMemory(end + ROWS_AT_ONCE * stride + 256);
  if (isFloat) {
    new Float32Array(memory.buffer, VECTOR_AT, n).set(vector);
    new Float32Array(memory.buffer, end, rows.length).set(rows);
  } else {
    new Int16Array(memory.buffer, VECTOR_AT, n).set(vector);
    for (let row = 0; row < ROWS_AT_ONCE; row++) {
      new Int8Array(memory.buffer, end + row * stride, n).set(rows.subarray(row * n, (row + 1) * n));
    }
  }
  compileDotKernel(memory, precision)(end, stride, VECTOR_AT, end, 0);
  return new Float64Array(memory.buffer, 0, ROWS_AT_ONCE).slice();
}

function exact(rows: Float32Array, vector: Float32Array): { products: number[]; norms: number[] } {
  const all = Array.from({ length: ROWS_AT_ONCE }, (_, row) =>
    rows.subarray(row * vector.length, (row + 1) * vector.length),
  );
  return {
    products: all.map((row) => row.reduce((sum, value, index) => sum + value * vector[index]!, 0)),
    norms: all.map((row) => Math.hypot(...row) * Math.hypot(...vector)),
  };
}

describe('compileDotKernel', () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 140 }), fc.constantFrom(1023, 1024, 1025, 2047, 2048, 3000));

  it('gives products of float32 within the error that it states', () => {
    fc.assert(
      fc.property(length, fc.integer(), (n, seed) => {
        const [rows, vector] = [noise(ROWS_AT_ONCE * n, seed), noise(n, seed + 1)];
        const { products: wanted, norms } = exact(rows, vector);
        products('float32', rows, vector).forEach((product, row) => {
          expect(Math.abs(product - wanted[row]!)).toBeLessThanOrEqual(DOT_ERROR * norms[row]! + 1e-12);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('states an error that sums of one sign come near to', () => {
    // 1 + 2^-12 is rounded in each product, and the sum in each addition.
    const n = 1024;
    const vector = new Float32Array(n).fill(1 + 2 ** -12);
    const rows = new Float32Array(ROWS_AT_ONCE * n).fill(1 + 2 ** -12);
    const { products: wanted, norms } = exact(rows, vector);
    const error = Math.abs(products('float32', rows, vector)[0]! - wanted[0]!);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(DOT_ERROR * norms[0]!);
  });

  it('gives exact products of int8 and int16, however large', () => {
    fc.assert(
      fc.property(length, fc.integer(), (n, seed) => {
        const rows = noise(ROWS_AT_ONCE * n, seed).map((value) => Math.round(value * 127));
        const vector = noise(n, seed + 1).map((value) => Math.round(value * 32767));
        expect([...products('int8', rows, vector)]).toEqual(exact(rows, vector).products);
      }),
      { numRuns: 60 },
    );
    const rows = new Float32Array(ROWS_AT_ONCE * 4000).fill(-127);
    expect([...products('int8', rows, new Float32Array(4000).fill(32767))]).toEqual(
      Array<number>(ROWS_AT_ONCE).fill(-127 * 32767 * 4000),
    );
  });
});
