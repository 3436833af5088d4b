import type { PreprocessStep } from '../../models/manifest.js';
import { sosGroupDelay } from './butterworth.js';
import type { ChainStage } from './chain-stage.js';
import { requireBelowNyquist, requireCount, requirePositive } from './settings.js';
import { sosFilter, type SosFilterState } from './sos-filter.js';

export type NotchSettings = Omit<Extract<PreprocessStep, { step: 'notch' }>, 'step'>;

/**
 * Takes out mains hum: a second-order notch at `freq` and each harmonic that is asked for, all of the same `q` (so that
 * a higher one is wider, as the hum's drift is).
 *
 * @param sfreq Hz
 * @throws {RangeError} when a harmonic is at or above the Nyquist frequency
 */
export function notch(settings: NotchSettings, nChannels: number, sfreq: number): ChainStage<SosFilterState> {
  const { freq, q, harmonics } = settings;
  requireCount('notch.harmonics', harmonics);
  requirePositive('notch.q', q);
  requireBelowNyquist('notch.freq', freq, sfreq);
  const freqs = Array.from({ length: harmonics }, (_, i) => freq * (i + 1));
  freqs.forEach((harmonic, i) => requireBelowNyquist(`notch: ${i + 1} x ${freq} Hz`, harmonic, sfreq));
  const sos = Float64Array.from(freqs.flatMap((harmonic) => notchSection(harmonic, q, sfreq)));
  return sosFilter(
    {
      name: 'notch',
      form: `causal 2nd-order notch at ${freqs.join(', ')} Hz, Q ${q}`,
      branches: [sos],
      groupDelay: sosGroupDelay(sos, 0, sfreq),
    },
    nChannels,
    sfreq,
  );
}

/**
 * One row of second-order sections, equal to `scipy.signal.iirnotch(freq, q, fs=sfreq)`.
 *
 * @see S. J. Orfanidis, Introduction to Signal Processing, 1996, eqs. 11.3.4–11.3.21
 */
function notchSection(freq: number, q: number, sfreq: number): number[] {
  const omega = (2 * Math.PI * freq) / sfreq;
  const gain = 1 / (1 + Math.tan(omega / q / 2));
  const middle = -2 * gain * Math.cos(omega);
  return [gain, middle, gain, 1, middle, 2 * gain - 1];
}
