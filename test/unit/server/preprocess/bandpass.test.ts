import { describe, expect, it } from 'vitest';
import { bandpass } from '../../../../server/preprocess/bandpass.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('bandpass', () => {
  it.each(vectors('bandpass'))("gives SciPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect(largestError(whole(bandpass(step, 4, sfreq), data, nSamples), expected, 4)).toBeLessThan(1e-11);
  });

  it('tells how late it makes the middle of its band', () => {
    const sfreq = 250;
    const stage = bandpass({ low: 5, high: 45, order: 4 }, 1, sfreq);
    // A slow swell on a carrier at the centre comes out as late as the group delay says.
    const swell = (t: number): number => Math.exp(-(((t - 4) / 0.5) ** 2));
    const data = Float64Array.from(
      { length: 2000 },
      (_, i) => swell(i / sfreq) * Math.sin(2 * Math.PI * 15 * (i / sfreq)),
    );
    const output = whole(stage, data, 2000);
    let weight = 0;
    let moment = 0;
    output.forEach((value, i) => {
      weight += value * value;
      moment += value * value * (i / sfreq);
    });
    expect(moment / weight - 4).toBeCloseTo(stage.groupDelay, 4);
  });

  it('says what it does', () => {
    expect(bandpass({ low: 5, high: 45, order: 4 }, 1, 250).form).toBe('causal Butterworth 5–45 Hz, order 4');
    expect(bandpass({ high: 45, order: 4 }, 1, 250).form).toBe('causal Butterworth up to 45 Hz, order 4');
    expect(bandpass({ low: 5, order: 4 }, 1, 250).form).toBe('causal Butterworth from 5 Hz, order 4');
  });

  it('refuses a band that the rate cannot hold', () => {
    expect(() => bandpass({ low: 5, high: 70, order: 4 }, 1, 128)).toThrow(
      new RangeError('bandpass.high must lie in (0, 64) Hz, half of 128 Hz; got 70'),
    );
  });
});
