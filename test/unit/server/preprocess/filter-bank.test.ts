import { describe, expect, it } from 'vitest';
import { bandpass } from '../../../../server/preprocess/bandpass.js';
import { filterBank } from '../../../../server/preprocess/filter-bank.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('filterBank', () => {
  it.each(vectors('filterBank'))("gives SciPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    const stage = filterBank(step, 4, sfreq);
    expect(stage.nChannelsOut).toBe(12);
    expect(largestError(whole(stage, data, nSamples), expected, 12)).toBeLessThan(1e-12);
  });

  it('is as late as its latest band', () => {
    const bands = [{ low: 8, high: 70 }, { low: 20, high: 30 }, { high: 40 }];
    const delays = bands.map((band) => bandpass({ ...band, order: 4 }, 1, 256).groupDelay);
    expect(filterBank({ bands, order: 4 }, 1, 256).groupDelay).toBe(delays[1]);
  });

  it('refuses no band, and names one that does not fit', () => {
    expect(() => filterBank({ bands: [], order: 4 }, 1, 256)).toThrow(/must have at least 1 band; got 0/);
    expect(() => filterBank({ bands: [{ high: 20 }, { low: 9, high: 8 }], order: 4 }, 1, 256)).toThrow(
      /filterBank\.bands\[1\]\.low must be below filterBank\.bands\[1\]\.high \(8 Hz\); got 9/,
    );
  });
});
