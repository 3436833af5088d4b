import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rationalRatio, resample } from '../../../../server/preprocess/resample.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('resample', () => {
  it.each(vectors('resample'))(
    "gives SciPy's samples: $name",
    ({ step, sfreq, data, nSamples, first, expected, ratio, groupDelay }) => {
      const stage = resample(step, 4, sfreq);
      expect(stage.ratio).toEqual(ratio);
      expect(stage.groupDelay).toBeCloseTo(groupDelay!, 12);
      expect(largestError(whole(stage, data, nSamples, first), expected, 4)).toBeLessThan(1e-12);
    },
  );

  it('keeps outputs on the grid of absolute indices wherever it starts', () => {
    const [sfreq, to, freq] = [1017.25, 120, 7];
    const stage = resample({ sfreq: to, halfLength: 16 }, 1, sfreq);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), (first) => {
        const data = Float64Array.from({ length: 1200 }, (_, i) =>
          Math.sin((2 * Math.PI * freq * (first + i)) / sfreq),
        );
        const settled = Math.ceil(2 * 16) + 1;
        whole(stage, data, 1200, first).forEach((value, i) => {
          if (i < settled) return;
          const at = (stage.outputIndex(first) + i) / to - stage.groupDelay;
          expect(value).toBeCloseTo(Math.sin(2 * Math.PI * freq * at), 2);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('starts without a step: an offset comes out as an offset', () => {
    const stage = resample({ sfreq: 120, halfLength: 10 }, 1, 1000);
    const output = whole(stage, new Float64Array(500).fill(1e5), 500, 321);
    expect(Math.max(...output) - Math.min(...output)).toBeLessThan(1e5 * 2e-4);
  });

  it('passes samples on as they are where the rate stays', () => {
    const stage = resample({ sfreq: 250, halfLength: 10 }, 2, 250);
    const data = Float64Array.from({ length: 60 }, (_, i) => i * 1.1);
    expect([...whole(stage, data, 30)]).toEqual([...data]);
    expect(stage.groupDelay).toBe(0);
  });

  it('refuses rates without a ratio, and a start beyond exact indices', () => {
    expect(() => resample({ sfreq: 120, halfLength: 10 }, 1, 1000 * Math.PI)).toThrow(
      /both at most 10000 and a relative error of at most 1e-9; got 120 from 3141\.59/,
    );
    expect(() => resample({ sfreq: 0.01, halfLength: 10 }, 1, 1000)).toThrow(RangeError);
    expect(() => resample({ sfreq: 120, halfLength: 0 }, 1, 1000)).toThrow(/halfLength must be a whole number/);
    expect(() => resample({ sfreq: 120, halfLength: 1 }, 1, 1000).start(2 ** 52)).toThrow(/sample index in \[0, /);
  });
});

describe('rationalRatio', () => {
  it.each([
    [1000, 120, 3, 25],
    [256, 120, 15, 32],
    [300.3, 120, 400, 1001],
    [1017.25, 120, 480, 4069],
    [600.614990234375, 600.614990234375, 1, 1],
    [100, 1000, 10, 1],
    [1200, 120, 1, 10],
    [9999, 10000, 10000, 9999],
    [1000, 333.3333333333, 1, 3],
  ])('finds %d → %d Hz as %d / %d', (sfreqIn, sfreqOut, up, down) => {
    expect(rationalRatio(sfreqIn, sfreqOut)).toEqual({ up, down });
  });

  it('finds every ratio of small numbers again, in lowest terms', () => {
    const factor = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(factor, factor, fc.double({ min: 0.5, max: 5000, noNaN: true }), (up, down, sfreq) => {
        const found = rationalRatio(sfreq, (sfreq * up) / down);
        expect(Math.abs(found.up / found.down / (up / down) - 1)).toBeLessThanOrEqual(1.001e-9);
        expect(found.up <= up && found.down <= down).toBe(true);
      }),
    );
  });

  it('never strays by more than 1e-9', () => {
    const rate = fc.double({ min: 1, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(rate, rate, (sfreqIn, sfreqOut) => {
        let found;
        try {
          found = rationalRatio(sfreqIn, sfreqOut);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(Math.max(found.up, found.down)).toBeLessThanOrEqual(10_000);
        expect(Math.abs((sfreqIn * found.up) / found.down / sfreqOut - 1)).toBeLessThanOrEqual(1.001e-9);
      }),
    );
  });
});
