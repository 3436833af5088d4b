import { describe, expect, it } from 'vitest';
import { ChannelKind, checkStreamInfo, Unit } from '../../../../protocol/frame.js';
import { seededNormal, seededUniform } from '../../../../server/rig/seeded-noise.js';
import { simulateNoise } from '../../../../server/rig/simulate-noise.js';

function moments(values: Iterable<number>): { mean: number; deviation: number } {
  const all = [...values];
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { mean, deviation: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length) };
}

describe('simulateNoise', () => {
  it('describes magnetometers, or electrodes', () => {
    const meg = simulateNoise();
    expect(() => checkStreamInfo(meg.info)).not.toThrow();
    expect(meg.info.channels.length).toBe(306);
    expect(meg.info.channels[0]).toMatchObject({ name: 'MEG 0001', kind: ChannelKind.MAG, unit: Unit.TESLA });
    expect(meg.info.channels[305]!.name).toBe('MEG 0306');
    expect([meg.info.sfreq, meg.info.simulated, meg.nSamples]).toEqual([1000, true, Infinity]);
    const eeg = simulateNoise({ kind: 'eeg', nChannels: 2, sfreq: 250 });
    expect(eeg.info.channels[1]).toMatchObject({ name: 'EEG 002', kind: ChannelKind.EEG, unit: Unit.VOLT });
    expect(() => checkStreamInfo(eeg.info)).not.toThrow();
  });

  it('gives the same samples however they are cut, also where the noise repeats', () => {
    const recording = simulateNoise({ nChannels: 3 });
    const whole = recording.read(8000, 9000);
    for (const chunk of [1, 7, 100, 8191]) {
      for (let at = 0; at < 9000; at += chunk) {
        const n = Math.min(chunk, 9000 - at);
        expect(
          Buffer.compare(
            Buffer.from(recording.read(8000 + at, n).buffer),
            Buffer.from(whole.slice(3 * at, 3 * (at + n)).buffer),
          ),
        ).toBe(0);
      }
    }
    expect(recording.read(8191 * 1000 + 5, 50)).toEqual(recording.read(5, 50));
    expect(recording.notes).toEqual(['simulated: white noise that repeats every 8191 samples']);
  });

  it('repeats sooner with very many channels', () => {
    const recording = simulateNoise({ nChannels: 513 });
    expect(recording.notes).toEqual(['simulated: white noise that repeats every 509 samples']);
    expect(recording.read(509, 3)).toEqual(recording.read(0, 3));
  });

  it('gives arrays that are the reader’s own', () => {
    const recording = simulateNoise({ nChannels: 2 });
    const first = recording.read(0, 4);
    const kept = first.slice();
    first.fill(7);
    expect(recording.read(0, 4)).toEqual(kept);
  });

  it('is of the strength of a sensor’s noise', () => {
    const { mean, deviation } = moments(simulateNoise({ nChannels: 4 }).read(0, 8000));
    expect(Math.abs(mean)).toBeLessThan(0.05e-12);
    expect(deviation).toBeCloseTo(1e-12, 13);
    expect(moments(simulateNoise({ nChannels: 4, kind: 'eeg' }).read(0, 8000)).deviation).toBeCloseTo(1e-5, 6);
  });

  it('ends where it is told to', () => {
    const recording = simulateNoise({ nChannels: 2, nSamples: 100 });
    expect(recording.read(90, 10).length).toBe(20);
    expect(() => recording.read(90, 11)).toThrow(RangeError);
  });

  it.each([
    { nChannels: 0 },
    { nChannels: 1.5 },
    { sfreq: 0 },
    { sfreq: Infinity },
    { nSamples: -1 },
    { nSamples: 0.5 },
  ])('refuses %o', (options) => {
    expect(() => simulateNoise(options)).toThrow(RangeError);
  });
});

describe('seededNormal', () => {
  it('is nearly normal and differs from place to place', () => {
    const draws = Array.from({ length: 20_000 }, (_, i) => seededNormal(1, i % 7, i));
    const { mean, deviation } = moments(draws);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(deviation).toBeGreaterThan(0.97);
    expect(deviation).toBeLessThan(1.03);
    const within = draws.filter((draw) => Math.abs(draw) < 1).length / draws.length;
    expect(within).toBeGreaterThan(0.63);
    expect(within).toBeLessThan(0.73);
    let correlation = 0;
    for (let i = 1; i < draws.length; i++) correlation += (draws[i]! * draws[i - 1]!) / draws.length;
    expect(Math.abs(correlation)).toBeLessThan(0.03);
  });

  it('draws uniform numbers below 1', () => {
    const draws = Array.from({ length: 10_000 }, (_, i) => seededUniform(3, i));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(moments(draws).mean).toBeCloseTo(0.5, 1);
  });
});
