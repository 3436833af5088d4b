import { describe, expect, it } from 'vitest';
import { toChainIndex, toNearestSample, toSamples } from '../../../../server/window/rounding.js';

describe('rounding to samples', () => {
  it('takes ties up, on both sides of 0', () => {
    expect([2.5, 1.5, 0.5, -0.5, -1.5, -2.5].map(toNearestSample)).toEqual([3, 2, 1, 0, -1, -2]);
  });

  it('is not decided by binary fractions', () => {
    expect(1.005 * 100).toBeLessThan(100.5);
    expect(toSamples(0.35, 50)).toBe(18);
    expect(toSamples(1.005, 100)).toBe(101);
    expect(toSamples(-0.2, 120)).toBe(-24);
  });

  it('keeps integers as they are up to years of samples', () => {
    for (const n of [0, 1, 255, 2 ** 31, 2 ** 31 + 1, 1e12 + 1]) expect(toNearestSample(n)).toBe(n);
  });

  it('finds the chain sample nearest in time', () => {
    expect(toChainIndex(100, 1000, 120)).toBe(12);
    expect(toChainIndex(104, 1000, 120)).toBe(12);
    expect(toChainIndex(105, 1000, 120)).toBe(13);
    expect(toChainIndex(12.4, 256, 256)).toBe(12);
  });

  it('refuses what is no position', () => {
    for (const bad of [NaN, Infinity, -Infinity]) expect(() => toNearestSample(bad)).toThrow(RangeError);
  });
});
