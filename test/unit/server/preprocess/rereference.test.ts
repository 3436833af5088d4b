import { describe, expect, it } from 'vitest';
import { rereference } from '../../../../server/preprocess/rereference.js';
import { channelNames, largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';

describe('rereference', () => {
  it.each(vectors('reference'))("gives MNE's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect(largestError(whole(rereference(step, channelNames, sfreq), data, nSamples), expected, 4)).toBeLessThan(
      1e-12,
    );
  });

  it('refuses a channel that is not there, or is named twice', () => {
    expect(() => rereference({ channels: ['Fz', 'A1'] }, channelNames, 256)).toThrow(
      new RangeError('reference.channels must be among the channels; got "A1"'),
    );
    expect(() => rereference({ channels: ['Fz', 'Cz', 'Fz'] }, channelNames, 256)).toThrow(/once; got Fz twice/);
    expect(() => rereference({ channels: [] }, channelNames, 256)).toThrow(/at least 1 channel; got 0/);
  });
});
