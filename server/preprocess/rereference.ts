import type { PreprocessStep } from '../../models/manifest.js';
import type { ChainStage, NoState } from './chain-stage.js';

export type RereferenceSettings = Omit<Extract<PreprocessStep, { step: 'reference' }>, 'step'>;

/**
 * Takes the mean of the reference channels off every channel, sample by sample. The reference channels stay.
 *
 * @param names of the channels, in their order
 * @param sfreq Hz
 * @throws {RangeError} when a reference channel is not there, or named twice
 */
export function rereference(
  settings: RereferenceSettings,
  names: readonly string[],
  sfreq: number,
): ChainStage<NoState> {
  const nChannels = names.length;
  const { channels } = settings;
  const picks = channels === 'average' ? names.map((_, c) => c) : channels.map((name) => position(name, names));
  if (picks.length === 0) throw new RangeError('reference.channels must name at least 1 channel; got 0');
  const twice = picks.findIndex((c, i) => picks.indexOf(c) !== i);
  if (twice >= 0)
    throw new RangeError(`reference.channels must name a channel once; got ${names[picks[twice]!]} twice`);
  const nPicks = picks.length;
  const picked = Int32Array.from(picks);

  return {
    name: 'reference',
    form:
      channels === 'average'
        ? `mean of all ${nChannels} channels taken off each`
        : `mean of ${channels.join(', ')} taken off each channel`,
    nChannelsIn: nChannels,
    nChannelsOut: nChannels,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay: 0,
    start: () => ({}),
    outputIndex: (first) => first,
    maxOutput: (nSamples) => nSamples,
    step(_state, input, nSamples, output) {
      for (let row = 0; row < nSamples * nChannels; row += nChannels) {
        let sum = 0;
        for (let i = 0; i < nPicks; i++) sum += input[row + picked[i]!]!;
        const reference = sum / nPicks;
        for (let i = row; i < row + nChannels; i++) output[i] = input[i]! - reference;
      }
      return nSamples;
    },
  };
}

function position(name: string, names: readonly string[]): number {
  const c = names.indexOf(name);
  if (c < 0) throw new RangeError(`reference.channels must be among the channels; got ${JSON.stringify(name)}`);
  return c;
}
