import { describe, expect, it } from 'vitest';
import {
  bandCentre,
  butterworth,
  sosGainAtZero,
  sosGroupDelay,
  sosSteadyState,
} from '../../../../server/preprocess/butterworth.js';
import { type Design, designs } from '../../../helpers/preprocess-vectors.js';

const label = ({ band, order, sfreq }: Design): string =>
  `${band.low ?? 0}–${band.high ?? 'Nyquist'} Hz, order ${order}, ${sfreq} Hz`;

describe.each(designs().map((design) => [label(design), design] as const))('butterworth %s', (_label, design) => {
  const { band, order, sfreq } = design;
  const sos = butterworth(band, order, sfreq);

  it('has the sections that SciPy designs', () => {
    expect(sos.length).toBe(design.sos.length);
    design.sos.forEach((value, i) => {
      const row = design.sos.slice(i - (i % 6), i - (i % 6) + 6).slice(i % 6 < 3 ? 0 : 3, i % 6 < 3 ? 3 : 6);
      expect(Math.abs(sos[i]! - value)).toBeLessThanOrEqual(1e-13 * Math.max(...row.map(Math.abs)));
    });
  });

  it("has SciPy's steady state", () => {
    const scale = Math.max(...design.zi.map(Math.abs));
    const error = Math.max(...sosSteadyState(sos).map((value, i) => Math.abs(value - design.zi[i]!)));
    expect(error / scale).toBeLessThan(1e-8);
  });

  it('has the group delay that the slope of the phase gives', () => {
    design.freqs.forEach((freq, i) => {
      const expected = design.groupDelays[i]!;
      expect(Math.abs(sosGroupDelay(sos, freq, sfreq) - expected)).toBeLessThan(
        1e-9 * (Math.abs(expected) + 1 / sfreq),
      );
    });
  });

  it('passes or blocks a constant, exactly', () => {
    if (band.low === undefined) expect(sosGainAtZero(sos)).toBeCloseTo(1, 12);
    else expect(sosGainAtZero(sos)).toBe(0);
  });
});

describe('butterworth', () => {
  it.each([
    [{ low: 0, high: 20 }, 4, /low must lie in \(0, 128\) Hz.*got 0/],
    [{ low: -1 }, 4, /low must lie in \(0, 128\) Hz.*got -1/],
    [{ high: 128 }, 4, /high must lie in \(0, 128\) Hz.*got 128/],
    [{ high: Number.NaN }, 4, /high must lie in .*got NaN/],
    [{ low: 20, high: 20 }, 4, /low must be below band\.high \(20 Hz\); got 20/],
    [{}, 4, /must have a low or a high cut-off; got neither/],
    [{ high: 20 }, 0, /order must be a whole number of at least 1; got 0/],
    [{ high: 20 }, 2.5, /order must be a whole number of at least 1; got 2\.5/],
  ])('refuses %o of order %d', (band, order, message) => {
    expect(() => butterworth(band, order, 256)).toThrow(RangeError);
    expect(() => butterworth(band, order, 256)).toThrow(message);
  });

  it('finds the middle of a pass band', () => {
    expect(bandCentre({ low: 4, high: 25 }, 256)).toBe(10);
    expect(bandCentre({ high: 25 }, 256)).toBe(0);
    expect(bandCentre({ low: 2 }, 256)).toBe(16);
  });
});
