import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelKind, checkStreamInfo, Unit } from '../../../../protocol/frame.js';
import type { Recording } from '../../../../server/rig/recording.js';
import { simulateSsvep, SSVEP_DEFAULTS } from '../../../../server/rig/simulate-ssvep.js';

/** Power of eight channels at a frequency given in turns per sample, V². */
function power(data: Float32Array, freq: number): number {
  const nChannels = 8;
  const n = data.length / nChannels;
  const [re, im] = [new Float64Array(nChannels), new Float64Array(nChannels)];
  for (let t = 0; t < n; t++) {
    const angle = 2 * Math.PI * freq * t;
    const [cos, sin] = [Math.cos(angle) / n, Math.sin(angle) / n];
    for (let c = 0; c < nChannels; c++) {
      re[c]! += data[t * nChannels + c]! * cos;
      im[c]! += data[t * nChannels + c]! * sin;
    }
  }
  return re.reduce((sum, value, c) => sum + value ** 2 + im[c]! ** 2, 0);
}

/** Share of trials in which the target's first two harmonics are the strongest, seconds 1 to 1 + `seconds`. */
function rightTrials(recording: Recording, targets: readonly number[], seconds: number): number {
  const { sfreq } = recording.info;
  const right = recording.markers.filter(({ sample, description }) => {
    const at = sample + Math.round(sfreq);
    const data = recording.read(at, seconds * sfreq);
    const scores = targets.map((target) => power(data, target / sfreq) + power(data, (2 * target) / sfreq));
    return `${targets[scores.indexOf(Math.max(...scores))]} Hz` === description;
  });
  return right.length / recording.markers.length;
}

describe('simulateSsvep', () => {
  it('describes a simulated person with an occipital cap', () => {
    const { info, nSamples, notes } = simulateSsvep();
    expect(() => checkStreamInfo(info)).not.toThrow();
    expect(info.channels.map(({ name }) => name)).toEqual(['Oz', 'O1', 'O2', 'PO3', 'POz', 'PO7', 'PO8', 'PO4']);
    expect(new Set(info.channels.map(({ kind, unit }) => `${kind} ${unit}`))).toEqual(
      new Set([`${ChannelKind.EEG} ${Unit.VOLT}`]),
    );
    expect([info.sfreq, info.simulated]).toEqual([256, true]);
    expect(nSamples).toBe((2 + 24 * 6.5) * 256);
    expect(notes).toEqual(['simulated: no person was recorded']);
  });

  it('gives the same samples however they are cut', () => {
    const recording = simulateSsvep({ nChannels: 3, nTrials: 3 });
    const whole = recording.read(0, recording.nSamples);
    fc.assert(
      fc.property(fc.nat(recording.nSamples), fc.array(fc.nat(300), { maxLength: 5 }), (from, sizes) => {
        let at = from;
        for (const size of sizes) {
          const n = Math.min(size, recording.nSamples - at);
          const same = whole.slice(3 * at, 3 * (at + n));
          expect(Buffer.compare(Buffer.from(recording.read(at, n).buffer), Buffer.from(same.buffer))).toBe(0);
          at += n;
        }
      }),
    );
  });

  it('gives the same person for the same seed, another for another', () => {
    const samples = (seed: number): Float32Array => simulateSsvep({ seed }).read(1000, 100);
    expect(samples(5)).toEqual(samples(5));
    expect(samples(5)).not.toEqual(samples(6));
    const order = (seed: number): string[] => simulateSsvep({ seed }).markers.map(({ description }) => description);
    expect(order(5)).toEqual(order(5));
    expect(order(5)).not.toEqual(order(6));
  });

  it('marks the onset of each trial and asks for every target equally often', () => {
    const { markers } = simulateSsvep({ seed: 3, targets: [10, 12.5], rest: true, nTrials: 30, sfreq: 300 });
    expect(markers.map(({ sample }) => sample)).toEqual(Array.from({ length: 30 }, (_, i) => 600 + 1950 * i));
    for (const word of ['10 Hz', '12.5 Hz', 'rest']) {
      expect(markers.filter(({ description, value }) => description === word && value === word).length).toBe(10);
    }
    expect(new Set(markers.map(({ duration }) => duration))).toEqual(new Set([5]));
    // No pattern that repeats from round to round.
    const rounds = Array.from({ length: 10 }, (_, i) =>
      markers
        .slice(3 * i, 3 * i + 3)
        .map((m) => m.description)
        .join(),
    );
    expect(new Set(rounds).size).toBeGreaterThan(2);
  });

  it('goes on without an end, with the same samples and the markers read so far', () => {
    const endless = simulateSsvep({ nTrials: Infinity, seed: 9 });
    const short = simulateSsvep({ nTrials: 6, seed: 9 });
    expect(endless.nSamples).toBe(Infinity);
    expect(endless.markers).toEqual([]);
    const n = short.nSamples;
    expect(endless.read(n - 500, 500)).toEqual(short.read(n - 500, 500));
    expect(endless.markers).toEqual(short.markers);
    endless.read(0, 10);
    expect(endless.markers.length).toBe(6);
    endless.read(n, 1);
    expect(endless.markers.length).toBe(7);
    expect(endless.read(2 ** 20, 2).every(Number.isFinite)).toBe(true);
  });

  it('responds from soon after the onset to soon after the flicker', () => {
    const quiet = { noiseMicrovolts: 1, lineFrequency: 0, targets: [20], nTrials: 20, seed: 4 };
    const recording = simulateSsvep(quiet);
    const mean = (from: number): number => {
      const powers = recording.markers.map(({ sample }) => {
        return power(recording.read(sample + Math.round(from * 256), 128), 20 / 256);
      });
      return powers.reduce((sum, value) => sum + value, 0) / powers.length;
    };
    const full = mean(2);
    // Alpha leaks into half a second's 20 Hz.
    expect(mean(-0.5) / full).toBeLessThan(0.15);
    expect(mean(0) / full).toBeLessThan(0.4);
    expect(mean(4.5) / full).toBeGreaterThan(0.7);
    expect(mean(5.6) / full).toBeLessThan(0.15);
  });

  it('is as strong as asked for', () => {
    const rms = (options: object): number => {
      const data = simulateSsvep({ nTrials: 4, lineFrequency: 0, amplitudeMicrovolts: 0, ...options }).read(0, 7000);
      return 1e6 * Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
    };
    // 6 µV of alpha come to it.
    for (const noise of [10, 40]) {
      const expected = Math.hypot(noise, 6);
      expect(rms({ noiseMicrovolts: noise })).toBeGreaterThan(0.75 * expected);
      expect(rms({ noiseMicrovolts: noise })).toBeLessThan(1.25 * expected);
    }
  });

  it('is clear in four seconds, less so in one, and dark without a response', () => {
    const seeds = [1, 2, 3, 4];
    const mean = (seconds: number, options = {}): number => {
      const shares = seeds.map((seed) =>
        rightTrials(simulateSsvep({ seed, ...options }), SSVEP_DEFAULTS.targets, seconds),
      );
      return shares.reduce((sum, share) => sum + share, 0) / seeds.length;
    };
    expect(mean(4)).toBeGreaterThan(0.85);
    expect(mean(1)).toBeGreaterThan(0.5);
    expect(mean(1)).toBeLessThan(mean(4));
    expect(mean(4, { amplitudeMicrovolts: 0 })).toBeLessThan(0.55);
  });

  it('names channels beyond the cap, at any rate', () => {
    const recording = simulateSsvep({ nChannels: 64, sfreq: 1000, nTrials: 1 });
    expect(recording.info.channels.slice(7, 10).map(({ name }) => name)).toEqual(['PO4', 'EEG 009', 'EEG 010']);
    expect(recording.read(3000, 10).length).toBe(640);
    expect(() => checkStreamInfo(recording.info)).not.toThrow();
  });

  it.each([
    [{ nChannels: 0 }, /nChannels is 0/],
    [{ sfreq: 0 }, /sfreq is 0/],
    [{ targets: [] }, /no target/],
    [{ targets: [13, 128] }, /target 128 Hz is not between/],
    [{ nTrials: 0 }, /nTrials is 0/],
    [{ flickerDuration: 7 }, /does not fit/],
    [{ leadIn: -1 }, /leadIn is -1/],
  ])('refuses %o', (options, message) => {
    expect(() => simulateSsvep(options)).toThrow(message);
  });

  it('refuses to read past the end', () => {
    const recording = simulateSsvep({ nTrials: 1 });
    expect(() => recording.read(recording.nSamples - 1, 2)).toThrow(RangeError);
  });
});
