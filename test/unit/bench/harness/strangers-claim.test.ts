import { describe, expect, it } from 'vitest';
import { standardError } from '../../../../bench/harness/strangers-claim.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('standardError', () => {
  it('is that of the mean: the spread over the root of the number', () => {
    const values = [1, 4, 2, 8, 5, 7];
    const squares = values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0);
    const spread = Math.sqrt(squares / (values.length - 1));
    expect(standardError(values, mean)).toBeCloseTo(spread / Math.sqrt(values.length), 12);
  });

  it('is 0 where all are alike', () => {
    expect(standardError([3, 3, 3], mean)).toBe(0);
  });
});
