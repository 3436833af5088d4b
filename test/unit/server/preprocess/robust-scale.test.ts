import { describe, expect, it } from 'vitest';
import { robustScale } from '../../../../server/preprocess/robust-scale.js';
import { largestError, vectors, whole } from '../../../helpers/preprocess-vectors.js';
import { noise, pass } from '../../../helpers/stage-runs.js';

describe('robustScale', () => {
  it.each(vectors('robustScale'))("gives NumPy's samples: $name", ({ step, sfreq, data, nSamples, expected }) => {
    expect(largestError(whole(robustScale(step, 4, sfreq), data, nSamples), expected, 4)).toBeLessThan(1e-12);
  });

  it('is ready after the last sample of its span, and says from which index on', () => {
    const stage = robustScale({ statistics: { from: 'calibration', seconds: 0.1 } }, 2, 100);
    const state = stage.start(40);
    const data = noise(20, 2);
    pass(stage, state, data, 0, 9);
    expect([stage.ready!(state), stage.calibration!.remaining(state), stage.calibration!.readyFrom(state)]).toEqual([
      false,
      1,
      -1,
    ]);
    expect(pass(stage, state, data, 9, 1)).toEqual([...data.subarray(18, 20)]);
    expect([stage.ready!(state), stage.calibration!.remaining(state), stage.calibration!.readyFrom(state)]).toEqual([
      true,
      0,
      50,
    ]);
    expect((state.gathered as Float64Array).length).toBe(0);
  });

  it('keeps what it learnt, or goes on gathering, after a gap', () => {
    const stage = robustScale({ statistics: { from: 'calibration', seconds: 0.1 } }, 2, 100);
    const data = noise(20, 2);
    const state = stage.start(0);
    pass(stage, state, data, 0, 6);
    const later = stage.calibration!.restart(state, 1000);
    pass(stage, later, data, 6, 5);
    expect(stage.calibration!.readyFrom(later)).toBe(1004);
    const whole = stage.start(0);
    const expected = pass(stage, whole, data, 0, 20);
    expect(pass(stage, stage.calibration!.restart(later, 2000), data, 11, 9)).toEqual(expected.slice(22));
  });

  it('only centres a channel without spread', () => {
    const stage = robustScale({ statistics: { from: 'calibration', seconds: 0.04 } }, 1, 100);
    expect([...whole(stage, Float64Array.of(7, 7, 7, 7, 7, 9), 6)]).toEqual([7, 7, 7, 7, 0, 2]);
  });

  it('refuses statistics that do not fit', () => {
    const stored = (center: number[], scale: number[]) => () =>
      robustScale({ statistics: { from: 'stored', center, scale } }, 2, 100);
    expect(stored([0], [1, 1])).toThrow(/center must have 2 values, one per channel; got 1/);
    expect(stored([0, Number.NaN], [1, 1])).toThrow(/center\[1\] must be finite; got NaN/);
    expect(stored([0, 0], [1, 0])).toThrow(/scale\[1\] must be above 0 and finite; got 0/);
    const calibrated = (seconds: number, nChannels: number) => () =>
      robustScale({ statistics: { from: 'calibration', seconds } }, nChannels, 1000);
    expect(calibrated(0.001, 2)).toThrow(/must span at least 2 samples at 1000 Hz, got 0\.001/);
    expect(calibrated(600, 306)).toThrow(/at most 16777216 values; got 600 s of 306 channels at 1000 Hz, 183600000/);
  });
});
