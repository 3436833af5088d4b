import type { PreprocessStep } from '../../models/manifest.js';
import type { ChainStage, NoState } from './chain-stage.js';
import { requirePositive } from './settings.js';

export type ClampSettings = Omit<Extract<PreprocessStep, { step: 'clamp' }>, 'step'>;

/**
 * Holds every value within ±limit.
 *
 * @param sfreq Hz
 * @throws {RangeError} when the limit is not above 0
 */
export function clamp(settings: ClampSettings, nChannels: number, sfreq: number): ChainStage<NoState> {
  const { limit } = settings;
  requirePositive('clamp.limit', limit);
  return {
    name: 'clamp',
    form: `values held within ±${limit}`,
    nChannelsIn: nChannels,
    nChannelsOut: nChannels,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay: 0,
    start: () => ({}),
    outputIndex: (first) => first,
    maxOutput: (nSamples) => nSamples,
    step(_state, input, nSamples, output) {
      for (let i = 0; i < nSamples * nChannels; i++) {
        const value = input[i]!;
        output[i] = value > limit ? limit : value < -limit ? -limit : value;
      }
      return nSamples;
    },
  };
}
