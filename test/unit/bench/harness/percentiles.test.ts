import { describe, expect, it } from 'vitest';
import { cdf, CDF_SHARES, inMilliseconds, median, percentiles } from '../../../../bench/harness/percentiles.js';

describe('percentiles', () => {
  it('names values that were measured, in any order', () => {
    const values = Array.from({ length: 1000 }, (_, i) => ((i * 7) % 1000) + 1);
    expect(percentiles(values)).toEqual({ n: 1000, p50: 500, p95: 950, p99: 990, p999: 999, max: 1000 });
    expect(percentiles([3])).toEqual({ n: 1, p50: 3, p95: 3, p99: 3, p999: 3, max: 3 });
  });

  it('says NaN when nothing was measured', () => {
    expect(percentiles([])).toMatchObject({ n: 0, p50: NaN, max: NaN });
  });

  it('are printed in milliseconds', () => {
    expect(inMilliseconds(percentiles([0.001]))).toBe('p50 1.00  p95 1.00  p99 1.00  p99.9 1.00  max 1.00 ms');
  });
});

describe('cdf', () => {
  it('holds the values at its shares, up to the largest', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i + 1);
    const kept = cdf(values);
    expect(kept[CDF_SHARES.indexOf(0.5)]).toBe(500);
    expect(kept[CDF_SHARES.indexOf(0.99)]).toBe(990);
    expect(kept.at(-1)).toBe(1000);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  });
});

describe('median', () => {
  it('is the value in the middle, or between the two there', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
