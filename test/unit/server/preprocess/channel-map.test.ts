import { describe, expect, it } from 'vitest';
import { channelMap } from '../../../../server/preprocess/channel-map.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('channelMap', () => {
  it.each(vectors('channelMap'))("gives NumPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect(largestError(whole(channelMap(step, 4, sfreq), data, nSamples), expected, 3)).toBeLessThan(1e-12);
  });

  it('refuses a matrix of another width', () => {
    expect(() => channelMap({ matrix: [[1, 0], [1]] }, 2, 100)).toThrow(
      /channelMap\.matrix\[1\] must have 2 values, one per channel; got 1/,
    );
    expect(() => channelMap({ matrix: [] }, 2, 100)).toThrow(/channelMap\.matrix must have at least 1 row; got 0/);
    expect(() => channelMap({ matrix: [[1, Infinity]] }, 2, 100)).toThrow(/\[0\]\[1\] must be finite; got Infinity/);
  });
});
