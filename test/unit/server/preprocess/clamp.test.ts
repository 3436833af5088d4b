import { describe, expect, it } from 'vitest';
import { clamp } from '../../../../server/preprocess/clamp.js';
import { vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('clamp', () => {
  it.each(vectors('clamp'))("gives NumPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect([...whole(clamp(step, 4, sfreq), data, nSamples)]).toEqual([...expected]);
  });

  it('refuses a limit that holds nothing', () => {
    expect(() => clamp({ limit: 0 }, 1, 100)).toThrow(new RangeError('clamp.limit must be above 0 and finite; got 0'));
  });
});
