import type { PreprocessStep } from '../../models/manifest.js';
import type { WindowStep } from './window-step.js';

export type BaselineSettings = Omit<Extract<PreprocessStep, { step: 'baseline' }>, 'step'>;

/** Binary fractions of a sample that must not decide a rounding: 0.29 s at 100 Hz is 29 samples. */
const TIE_TOLERANCE = 1e-6;

/**
 * Takes the mean over `[tmin, tmax)` off every channel of a window. Half-open, unlike MNE's, which includes the sample at
 * `tmax`.
 *
 * @param sfreq rate of the windows, Hz
 * @throws {RangeError} when the interval has no sample
 */
export function baseline({ tmin, tmax }: BaselineSettings, sfreq: number): WindowStep {
  const from = nearestSample(tmin * sfreq);
  const to = nearestSample(tmax * sfreq);
  if (!(from < to)) {
    throw new RangeError(`baseline must span at least 1 sample at ${sfreq} Hz; got ${tmin} to ${tmax} s`);
  }
  return {
    name: 'baseline',
    form: `mean from ${tmin} to ${tmax} s taken off each channel of a window`,
    interval: { from, to },
    apply(window, nSamples, nChannels, tminSample, valid) {
      const first = from - tminSample;
      const end = to - tminSample;
      if (first < 0 || end > nSamples) {
        throw new RangeError(
          `baseline needs samples ${from} to ${to} of a window; got one from ${tminSample} to ${tminSample + nSamples}`,
        );
      }
      let nThere = 0;
      for (let t = first; t < end; t++) if (isThere(valid, t)) nThere++;
      if (nThere === 0) return false;
      for (let c = 0; c < nChannels; c++) {
        let sum = 0;
        for (let t = first; t < end; t++) if (isThere(valid, t)) sum += window[t * nChannels + c]!;
        const mean = sum / nThere;
        for (let t = 0, i = c; t < nSamples; t++, i += nChannels) {
          if (isThere(valid, t)) window[i] = window[i]! - mean;
        }
      }
      return true;
    },
  };
}

function isThere(valid: Uint8Array | undefined, t: number): boolean {
  return valid === undefined || valid[t] === 1;
}

/** A tie goes to the later sample, as where windows are cut. */
function nearestSample(position: number): number {
  return Math.floor(position + 0.5 + TIE_TOLERANCE);
}
