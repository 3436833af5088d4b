import { describe, expect, it } from 'vitest';
import { whiten } from '../../../../server/preprocess/whiten.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';
import { noise, pass } from '../../../helpers/stage-runs.js';

describe('whiten', () => {
  it.each(vectors('whiten'))(
    'gives the samples of a reference of 60 digits: $name',
    ({ step, sfreq, data, nSamples, expected }) => {
      const stage = whiten(step, 4, sfreq);
      expect(largestError(whole(stage, data, nSamples), expected, stage.nChannelsOut)).toBeLessThan(1e-11);
    },
  );

  it('makes the covariance of its span the identity', () => {
    const n = 500;
    const nChannels = 5;
    const data = noise(n, nChannels);
    const stage = whiten({ whitening: { from: 'calibration', seconds: 5, shrinkage: 0 } }, nChannels, 100);
    const state = stage.start(0);
    pass(stage, state, data, 0, n);
    const white = pass(stage, state, data, 0, n);
    for (let i = 0; i < nChannels; i++) {
      for (let j = 0; j < nChannels; j++) {
        let sum = 0;
        for (let t = 0; t < n; t++) sum += white[t * nChannels + i]! * white[t * nChannels + j]!;
        expect(sum / (n - 1)).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
  });

  it('is ready after the last sample of its span and stays so after a gap', () => {
    const stage = whiten({ whitening: { from: 'calibration', seconds: 0.1, shrinkage: 0.1 } }, 2, 100);
    const data = noise(20, 2);
    const state = stage.start(30);
    pass(stage, state, data, 0, 4);
    expect([stage.ready!(state), stage.calibration!.readyFrom(state)]).toEqual([false, -1]);
    const later = stage.calibration!.restart(state, 100);
    pass(stage, later, data, 4, 8);
    expect([stage.ready!(later), stage.calibration!.readyFrom(later)]).toEqual([true, 106]);
    expect(stage.ready!(stage.calibration!.restart(later, 500))).toBe(true);
  });

  it('refuses what does not fit', () => {
    const stored = (matrix: number[][], mean?: number[]) => () =>
      whiten({ whitening: { from: 'stored', matrix, ...(mean === undefined ? {} : { mean }) } }, 2, 100);
    expect(stored([[1, 2, 3]])).toThrow(/matrix\[0\] must have 2 values, one per channel; got 3/);
    expect(stored([[1, 2]], [0])).toThrow(/mean must have 2 values, one per channel; got 1/);
    const calibrated = (seconds: number, shrinkage: number, nChannels: number) => () =>
      whiten({ whitening: { from: 'calibration', seconds, shrinkage } }, nChannels, 100);
    expect(calibrated(1, 1.5, 2)).toThrow(/shrinkage must lie in \[0, 1\]; got 1\.5/);
    expect(calibrated(0, 0.5, 2)).toThrow(/must span at least 2 samples/);
    expect(calibrated(1, 0.5, 4097)).toThrow(/at most 4096 channels; got 4097/);
  });
});
