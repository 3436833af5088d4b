import { expect, it } from 'vitest';
import {
  BackgroundNoise,
  NOISE_GROUPS,
  noiseDraws,
  personBackground,
} from '../../../../../server/rig/person/background.js';

/** One dipole per group, each in its own. */
const ALONE = Float64Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]);

it('has the autocovariance of its closed form', () => {
  const sfreq = 200;
  const n = 60_000;
  const noise = new BackgroundNoise(99, ALONE, sfreq);
  const series = [0, 1, 2].map(() => new Float64Array(n));
  const out = new Float64Array(3);
  for (let k = 0; k < n; k++) {
    out.fill(0);
    noise.step(out, 0);
    for (let g = 0; g < 3; g++) series[g]![k] = out[g]!;
  }
  NOISE_GROUPS.forEach(({ processes }, g) => {
    for (const lag of [0, 1, 5, 10, 20]) {
      let sum = 0;
      for (let k = 0; k + lag < n; k++) sum += series[g]![k]! * series[g]![k + lag]!;
      const tau = lag / sfreq;
      const expected = processes.reduce(
        (total, { rate, freq, variance }) =>
          total + variance * Math.exp(-rate * tau) * Math.cos(2 * Math.PI * freq * tau),
        0,
      );
      expect(Math.abs(sum / (n - lag) - expected)).toBeLessThan(0.1);
    }
  });
});

it('is stationary from its first sample on', () => {
  const n = 3000;
  let [first, later] = [0, 0];
  for (let key = 0; key < n; key++) {
    const noise = new BackgroundNoise(key, ALONE, 100);
    const out = new Float64Array(3);
    noise.step(out, 0);
    first += out[0]! ** 2 / n;
    noise.step(out.fill(0), 0);
    later += out[0]! ** 2 / n;
  }
  expect(first).toBeCloseTo(1, 0);
  expect(Math.abs(first - 1)).toBeLessThan(0.1);
  expect(Math.abs(later - 1)).toBeLessThan(0.1);
});

it('draws no number for a dipole without a weight', () => {
  const { draws, nNormals } = noiseDraws(ALONE);
  expect(draws.map(({ dipoles }) => dipoles)).toEqual([[0], [0], [0], [1], [2]]);
  expect(draws.map(({ first }) => first)).toEqual([0, 1, 2, 3, 5]);
  expect(nNormals).toBe(7);
});

it('makes people alike at spread 0 and differ otherwise', () => {
  const at = (person: number, spread: number) => personBackground(person, spread).dipoles[0]!.position;
  expect(at(0, 0)).toEqual(at(7, 0));
  expect(at(0, 1)).not.toEqual(at(7, 1));
});
