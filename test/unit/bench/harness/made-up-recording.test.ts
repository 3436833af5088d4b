import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../../../bench/harness/made-up-recording.js';

const OPTIONS = { name: 'noise', nChannels: 3, sfreq: 100, nSamples: 200, seed: 5 };

describe('madeUpRecording', () => {
  it('gives the same samples however it is read', () => {
    const recording = madeUpRecording({ ...OPTIONS, spikes: [{ sample: 57, microvolts: 9000 }] });
    const whole = Array.from(recording.read(0, 200));
    fc.assert(
      fc.property(fc.nat(199), fc.nat(60), (start, length) => {
        const n = Math.min(length, 200 - start);
        expect(Array.from(recording.read(start, n))).toEqual(whole.slice(start * 3, (start + n) * 3));
      }),
    );
    expect(whole[57 * 3]).toBe(9000);
  });

  it('differs between seeds and stays small', () => {
    const a = madeUpRecording(OPTIONS).read(0, 200);
    const b = madeUpRecording({ ...OPTIONS, seed: 6 }).read(0, 200);
    expect(a).not.toEqual(b);
    expect(Math.max(...a.map(Math.abs))).toBeLessThanOrEqual(30);
  });
});
