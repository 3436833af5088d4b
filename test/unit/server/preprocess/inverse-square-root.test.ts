import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseSquareRoot } from '../../../../server/preprocess/inverse-square-root.js';
import { noise } from '../../../helpers/stage-runs.js';

const product = (a: ArrayLike<number>, b: ArrayLike<number>, n: number): number[] =>
  Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k]! * b[k * n + (at % n)]!;
    return sum;
  });

/** B Bᵀ of a random B `[n x rank]`, plus `ridge` on the diagonal. */
const semidefinite = (n: number, rank: number, ridge: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * rank, maxLength: n * rank }).map((b) =>
    Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = i === j ? ridge : 0;
      for (let k = 0; k < rank; k++) sum += b[i * rank + k]! * b[j * rank + k]!;
      return sum;
    }),
  );

describe('inverseSquareRoot', () => {
  it('turns the matrix into the identity from both sides, and is symmetric', () => {
    const sizes = fc
      .integer({ min: 1, max: 12 })
      .chain((n) => semidefinite(n, n, 0.01).map((matrix) => [n, matrix] as const));
    fc.assert(
      fc.property(sizes, ([n, matrix]) => {
        const root = inverseSquareRoot(matrix, n);
        product(product(root, matrix, n), root, n).forEach((value, at) => {
          expect(Math.abs(value - (at % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-10);
          expect(root[at]).toBe(root[(at % n) * n + Math.floor(at / n)]);
        });
      }),
    );
  });

  it('stays 0 where the matrix is', () => {
    // Two channels that are one signal, and one without any.
    const root = inverseSquareRoot(Float64Array.of(4, 4, 0, 4, 4, 0, 0, 0, 0), 3);
    const expected = 8 ** -0.5 / 2;
    [expected, expected, 0, expected, expected, 0, 0, 0, 0].forEach((value, i) =>
      expect(root[i]).toBeCloseTo(value, 14),
    );
    expect([...inverseSquareRoot(new Float64Array(4), 2)]).toEqual([0, 0, 0, 0]);
  });

  it.each([5, 12, 31, 64])('takes what rounding leaves of a direction for nothing: average of %i channels', (n) => {
    const data = noise(4 * n, n);
    const matrix = new Float64Array(n * n);
    for (let row = 0; row < data.length; row += n) {
      const mean = data.subarray(row, row + n).reduce((sum, value) => sum + value, 0) / n;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) matrix[i * n + j]! += (data[row + i]! - mean) * (data[row + j]! - mean);
      }
    }
    const root = inverseSquareRoot(matrix, n);
    const projector = product(product(root, matrix, n), root, n);
    const trace = projector.reduce((sum, value, at) => sum + (at % (n + 1) === 0 ? value : 0), 0);
    expect(trace).toBeCloseTo(n - 1, 6);
  });

  it('finds the rank in whatever units the channels are', () => {
    const units = [1, 1e-13, 1e6, 1];
    // The last channel is the sum of the first and the third.
    const mix = [1, 0.5, 0, 1, 0.5, 2, 0.25, 0.75, 0, 0.25, 3, 3, 1, 0.75, 3, 4];
    const matrix = Float64Array.from(mix, (value, at) => value * units[Math.floor(at / 4)]! * units[at % 4]!);
    const root = inverseSquareRoot(matrix, 4);
    const projector = product(product(root, matrix, 4), root, 4);
    const trace = projector[0]! + projector[5]! + projector[10]! + projector[15]!;
    expect(trace).toBeCloseTo(3, 6);
  });

  it('refuses a matrix that is not finite', () => {
    expect(() => inverseSquareRoot(Float64Array.of(Infinity, 1, 1, 1), 2)).toThrow(RangeError);
  });
});
