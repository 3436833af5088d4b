import type { PreprocessStep } from '../../models/manifest.js';
import { bandCentre, butterworth, describeBand, requireBand, sosGroupDelay } from './butterworth.js';
import type { ChainStage } from './chain-stage.js';
import { sosFilter, type SosFilterState } from './sos-filter.js';

export type BandpassSettings = Omit<Extract<PreprocessStep, { step: 'bandpass' }>, 'step'>;

/**
 * Causal Butterworth band-pass; a low-pass without `low`, a high-pass without `high`. Its group delay is that in the
 * middle of the pass band.
 *
 * @param sfreq Hz
 * @throws {RangeError} when a cut-off is not in (0, sfreq / 2), `low` is not below `high`, or both are absent
 */
export function bandpass(settings: BandpassSettings, nChannels: number, sfreq: number): ChainStage<SosFilterState> {
  requireBand('bandpass', settings, settings.order, sfreq);
  const sos = butterworth(settings, settings.order, sfreq);
  return sosFilter(
    {
      name: 'bandpass',
      form: `causal Butterworth ${describeBand(settings)}, order ${settings.order}`,
      branches: [sos],
      groupDelay: sosGroupDelay(sos, bandCentre(settings, sfreq), sfreq),
    },
    nChannels,
    sfreq,
  );
}
