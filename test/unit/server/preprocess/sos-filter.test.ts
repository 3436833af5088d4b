import { describe, expect, it } from 'vitest';
import { butterworth, type Sos, sosSteadyState } from '../../../../server/preprocess/butterworth.js';
import { sosFilter, type SosFilterState } from '../../../../server/preprocess/sos-filter.js';
import type { Stage } from '../../../../server/preprocess/stage.js';
import { largestError, whole } from '../../../helpers/preprocess-vectors.js';
import { noise, pass } from '../../../helpers/stage-runs.js';

const sfreq = 250;
const filter = (nChannels: number, ...branches: Sos[]): Stage<SosFilterState> =>
  sosFilter({ name: 'bandpass', form: 'test', branches, groupDelay: 0 }, nChannels, sfreq);

/** The textbook's loops, started from `zi` times the first sample. */
function slowFilter(sos: Sos, data: Float64Array, nChannels: number): Float64Array {
  const zi = sosSteadyState(sos);
  const output = data.slice();
  for (let c = 0; c < nChannels; c++) {
    const state = Array.from(zi, (value) => value * data[c]!);
    for (let i = c; i < data.length; i += nChannels) {
      for (let s = 0; s < sos.length / 6; s++) {
        const [b0, b1, b2, , a1, a2] = sos.subarray(s * 6, s * 6 + 6) as unknown as number[];
        const x = output[i]!;
        const y = b0! * x + state[2 * s]!;
        state[2 * s] = b1! * x - a1! * y + state[2 * s + 1]!;
        state[2 * s + 1] = b2! * x - a2! * y;
        output[i] = y;
      }
    }
  }
  return output;
}

const isDenormal = (value: number): boolean => value !== 0 && Math.abs(value) < 2 ** -1022;

describe('sosFilter', () => {
  it.each([1, 2, 3, 4, 5, 8, 9, 12])('runs %i sections as the textbook does', (order) => {
    const data = noise(300, 3);
    for (const band of [{ low: 5, high: 45 }, { high: 30 }]) {
      const sos = butterworth(band, order, sfreq);
      expect(largestError(whole(filter(3, sos), data, 300), slowFilter(sos, data, 3), 3)).toBeLessThan(1e-10);
    }
  });

  it('gives a constant back as itself, or as nothing where it is blocked', () => {
    const data = new Float64Array(200).map((_, i) => (i % 2 === 0 ? 1e5 : -3e-13));
    const low = whole(filter(2, butterworth({ high: 30 }, 4, sfreq)), data, 100);
    low.forEach((value, i) => expect(value / data[i]!).toBeCloseTo(1, 12));
    const band = whole(filter(2, butterworth({ low: 5, high: 30 }, 4, sfreq)), data, 100);
    expect(band.every((value) => value === 0)).toBe(true);
  });

  it('loses no digits to an offset', () => {
    const sos = butterworth({ low: 0.1, high: 20 }, 4, 1000);
    const data = noise(500, 1).map((value) => Math.round(value * 1024) / 1024);
    const plain = whole(filter(1, sos), data, 500);
    const lifted = whole(
      filter(1, sos),
      data.map((value) => value + 2 ** 30),
      500,
    );
    expect([...lifted]).toEqual([...plain]);
  });

  it('puts branches side by side, each with its own gain for a constant', () => {
    const data = noise(100, 2);
    const branches = [butterworth({ low: 5, high: 45 }, 4, sfreq), butterworth({ high: 30 }, 3, sfreq)];
    const together = whole(filter(2, ...branches), data, 100);
    branches.forEach((sos, b) => {
      const alone = whole(filter(2, sos), data, 100);
      for (let t = 0; t < 100; t++) {
        for (let c = 0; c < 2; c++) expect(together[t * 4 + b * 2 + c]).toBe(alone[t * 2 + c]);
      }
    });
  });

  it.each([
    ['a band-pass', { low: 5, high: 45 }, 4],
    ['a low-pass with poles near 0', { high: 62.5 }, 5],
    ['a slow high-pass', { low: 0.5 }, 3],
  ])('lets the state of %s fall to 0 without staying among the denormal numbers', (_what, band, order) => {
    const stage = filter(2, butterworth(band, order, sfreq));
    const state = stage.start(0);
    pass(stage, state, Float64Array.of(0, 0, 1, -1e-13), 0, 2);
    const silence = new Float64Array(2);
    let nDenormal = 0;
    let nSteps = 0;
    while (state.sections.some((value) => value !== 0)) {
      const output = pass(stage, state, silence, 0, 1);
      nDenormal += [...state.sections, ...output].filter(isDenormal).length;
      if (++nSteps > 100_000) throw new Error('the state never became 0');
    }
    expect(nDenormal).toBeLessThanOrEqual(32);
    expect(pass(stage, state, silence, 0, 1).every((value) => value === 0)).toBe(true);
  });
});
