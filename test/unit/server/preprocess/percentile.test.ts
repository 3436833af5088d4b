import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentiles } from '../../../../server/preprocess/percentile.js';

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.integer({ min: -3, max: 3 }),
);

describe('percentiles', () => {
  it('finds what sorting and interpolating finds', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 80 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (values, fractions) => {
          fractions.sort((a, b) => a - b);
          const sorted = [...values].sort((a, b) => a - b);
          const expected = fractions.map((fraction) => {
            const position = fraction * (values.length - 1);
            const low = sorted[Math.floor(position)]!;
            const high = sorted[Math.min(values.length - 1, Math.floor(position) + 1)]!;
            return low + (high - low) * (position % 1);
          });
          const got = percentiles(Float64Array.from([7e9, ...values, -7e9]), 1, values.length, fractions);
          got.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
        },
      ),
    );
  });

  it('leaves what is outside its part alone and loses nothing inside', () => {
    const values = Float64Array.of(9, 3, 1, 2, 2, 8, -5);
    percentiles(values, 1, 5, [0.25, 0.5, 0.75]);
    expect([values[0], values[6]]).toEqual([9, -5]);
    expect([...values.slice(1, 6)].sort((a, b) => a - b)).toEqual([1, 2, 2, 3, 8]);
  });
});
