import type { PreprocessStep } from '../../models/manifest.js';
import { bandCentre, butterworth, describeBand, requireBand, sosGroupDelay } from './butterworth.js';
import type { ChainStage } from './chain-stage.js';
import { sosFilter, type SosFilterState } from './sos-filter.js';

export type FilterBankSettings = Omit<Extract<PreprocessStep, { step: 'filterBank' }>, 'step'>;

/**
 * Parallel causal Butterworth filters: k bands of n channels become k·n channels, band-major: channel c of band b is
 * `out[b * n + c]`. Bands are not aligned with each other; the group delay told is that of the latest.
 *
 * @param sfreq Hz
 * @throws {RangeError} when there is no band, or one is not as a band-pass must be
 */
export function filterBank(settings: FilterBankSettings, nChannels: number, sfreq: number): ChainStage<SosFilterState> {
  const { bands, order } = settings;
  if (bands.length === 0) throw new RangeError('filterBank.bands must have at least 1 band; got 0');
  bands.forEach((band, b) => requireBand(`filterBank.bands[${b}]`, band, order, sfreq));
  const branches = bands.map((band) => butterworth(band, order, sfreq));
  const delays = branches.map((sos, b) => sosGroupDelay(sos, bandCentre(bands[b]!, sfreq), sfreq));
  const listed = bands.map((band, b) => `${describeBand(band)} (${(delays[b]! * 1e3).toFixed(1)} ms)`);
  return sosFilter(
    {
      name: 'filterBank',
      form: `causal Butterworth filters side by side, order ${order}: ${listed.join(', ')}`,
      branches,
      groupDelay: Math.max(...delays),
    },
    nChannels,
    sfreq,
  );
}
