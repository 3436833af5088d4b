import { describe, expect, it } from 'vitest';
import { growthExponent, slope } from '../../../../bench/harness/trend.js';

describe('growthExponent', () => {
  it('is the power with which a cost grows', () => {
    expect(growthExponent([1, 4, 16], [3, 12, 48])).toBeCloseTo(1);
    expect(growthExponent([1, 4, 16], [5, 10, 20])).toBeCloseTo(0.5);
    expect(growthExponent([1, 4, 16], [7, 7, 7])).toBeCloseTo(0);
  });
});

describe('slope', () => {
  it('is that of the line through the points', () => {
    expect(slope([0, 1, 2], [1, 3, 5])).toBeCloseTo(2);
  });

  it('is none where there is one point alone', () => {
    expect(slope([1], [1])).toBeNaN();
    expect(slope([2, 2], [1, 3])).toBeNaN();
  });
});
