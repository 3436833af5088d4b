import { describe, expect, it } from 'vitest';
import { baseline } from '../../../../server/preprocess/baseline.js';
import { largestError, vectors } from '../../../helpers/preprocess-vectors.js';

describe('baseline', () => {
  it.each(vectors('baseline'))(
    "gives MNE's samples: $name",
    ({ step, sfreq, data, nSamples, expected, tminSample }) => {
      const window = Float32Array.from(data);
      expect(baseline(step, sfreq).apply(window, nSamples, 4, tminSample!)).toBe(true);
      expect(largestError(window, expected, 4)).toBeLessThan(1e-6);
    },
  );

  it('takes whole samples, half-open, a tie to the later one', () => {
    expect(baseline({ tmin: -0.5, tmax: 0 }, 120).interval).toEqual({ from: -60, to: 0 });
    expect(baseline({ tmin: 0, tmax: 0.29 }, 100).interval).toEqual({ from: 0, to: 29 });
    expect(baseline({ tmin: -0.35, tmax: 0.35 }, 50).interval).toEqual({ from: -17, to: 18 });
    const window = Float32Array.of(1, 10, 3, 20, 100, 200);
    baseline({ tmin: -0.1, tmax: 0.1 }, 10).apply(window, 3, 2, -1);
    expect([...window]).toEqual([-1, -5, 1, 5, 98, 185]);
  });

  it('adds up in double precision', () => {
    const n = 100_000;
    const window = new Float32Array(n).fill(0.1);
    baseline({ tmin: 0, tmax: 1 }, n).apply(window, n, 1, 0);
    expect(Math.max(...window.slice(0, 1000).map(Math.abs))).toBeLessThan(1e-8);
  });

  it('neither reads nor changes samples that are not there', () => {
    const step = baseline({ tmin: 0, tmax: 0.3 }, 10);
    const window = Float32Array.of(2, 0, 4, 9, 0);
    expect(step.apply(window, 5, 1, 0, Uint8Array.of(1, 0, 1, 1, 0))).toBe(true);
    expect([...window]).toEqual([-1, 0, 1, 6, 0]);
    const empty = Float32Array.of(0, 0, 0, 9, 8);
    expect(step.apply(empty, 5, 1, 0, Uint8Array.of(0, 0, 0, 1, 1))).toBe(false);
    expect([...empty]).toEqual([0, 0, 0, 9, 8]);
  });

  it('refuses an interval without a sample, and a window without the interval', () => {
    expect(() => baseline({ tmin: 0.1, tmax: 0.1 }, 100)).toThrow(/at least 1 sample at 100 Hz; got 0\.1 to 0\.1 s/);
    expect(() => baseline({ tmin: 0, tmax: -1 }, 100)).toThrow(RangeError);
    const step = baseline({ tmin: -0.2, tmax: 0 }, 10);
    expect(() => step.apply(new Float32Array(5), 5, 1, -1)).toThrow(
      new RangeError('baseline needs samples -2 to 0 of a window; got one from -1 to 4'),
    );
    expect(() => step.apply(new Float32Array(1), 1, 1, -2)).toThrow(/got one from -2 to -1/);
  });
});
