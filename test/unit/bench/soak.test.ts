import { describe, expect, it } from 'vitest';
import { growthOf } from '../../../bench/soak.js';

describe('growthOf', () => {
  const readings = (bytes: (i: number) => number) =>
    Array.from({ length: 40 }, (_, i) => ({ at: i * 90, residentBytes: bytes(i), nHandles: 20 }));

  it('forgives what the first quarter takes', () => {
    const { memoryGrowth, bytesPerHour, handleGrowth } = growthOf(readings((i) => 1000 * Math.min(i, 8)));
    expect(memoryGrowth).toBe(1);
    expect(bytesPerHour).toBeCloseTo(0);
    expect(handleGrowth).toBe(0);
  });

  it('tells what grows all the time, an hour', () => {
    const { memoryGrowth, bytesPerHour } = growthOf(readings((i) => 1e6 + 1000 * i));
    expect(memoryGrowth).toBeGreaterThan(1.01);
    expect(bytesPerHour).toBeCloseTo(40_000);
  });
});
