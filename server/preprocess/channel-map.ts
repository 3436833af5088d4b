import type { PreprocessStep } from '../../models/manifest.js';
import type { ChainStage, NoState } from './chain-stage.js';
import { linearMap } from './linear-map.js';
import { requireMatrix } from './settings.js';

export type ChannelMapSettings = Omit<Extract<PreprocessStep, { step: 'channelMap' }>, 'step'>;

/**
 * Every output channel is a weighted sum of the input channels.
 *
 * @param sfreq Hz
 * @throws {RangeError} unless every row of the matrix has one finite weight per input channel
 */
export function channelMap(settings: ChannelMapSettings, nChannels: number, sfreq: number): ChainStage<NoState> {
  const matrix = requireMatrix('channelMap.matrix', settings.matrix, nChannels);
  const nOut = settings.matrix.length;
  const apply = linearMap(nOut, nChannels);
  const mean = new Float64Array(nChannels);
  return {
    name: 'channelMap',
    form: `${nOut} weighted sums of ${nChannels} channels`,
    nChannelsIn: nChannels,
    nChannelsOut: nOut,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay: 0,
    start: () => ({}),
    outputIndex: (first) => first,
    maxOutput: (nSamples) => nSamples,
    step(_state, input, nSamples, output) {
      apply(matrix, mean, input, 0, nSamples, output);
      return nSamples;
    },
  };
}
