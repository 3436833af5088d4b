import { describe, expect, it } from 'vitest';
import { notch } from '../../../../server/preprocess/notch.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('notch', () => {
  it.each(vectors('notch'))("gives SciPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect(largestError(whole(notch(step, 4, sfreq), data, nSamples), expected, 4)).toBeLessThan(1e-12);
  });

  it('takes out the hum and its harmonics and leaves the rest', () => {
    const sfreq = 1000;
    const stage = notch({ freq: 50, q: 10, harmonics: 3 }, 1, sfreq);
    const gain = (freq: number): number => {
      const data = Float64Array.from({ length: 8000 }, (_, i) => Math.sin((2 * Math.PI * freq * i) / sfreq));
      return Math.max(...whole(stage, data, 8000).slice(-1000).map(Math.abs));
    };
    for (const freq of [50, 100, 150]) expect(gain(freq)).toBeLessThan(1e-9);
    for (const freq of [10, 200, 320]) expect(gain(freq)).toBeGreaterThan(0.95);
  });

  it('refuses a harmonic at or above the Nyquist frequency', () => {
    expect(() => notch({ freq: 50, q: 30, harmonics: 2 }, 1, 200)).toThrow(
      new RangeError('notch: 2 x 50 Hz must lie in (0, 100) Hz, half of 200 Hz; got 100'),
    );
    expect(() => notch({ freq: 60, q: 30, harmonics: 1 }, 1, 100)).toThrow(/notch\.freq must lie in \(0, 50\) Hz/);
    expect(() => notch({ freq: 50, q: 0, harmonics: 1 }, 1, 256)).toThrow(/notch\.q must be above 0 and finite; got 0/);
    expect(() => notch({ freq: 50, q: 1, harmonics: 0 }, 1, 256)).toThrow(/notch\.harmonics must be a whole number/);
  });
});
