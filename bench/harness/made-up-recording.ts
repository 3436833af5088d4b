import { ChannelKind, SampleFormat, Unit } from '../../protocol/frame.js';
import type { Playable } from './player.js';

/** A number in [0, 1) for each seed and index: the same in any order. */
function hash(seed: number, index: number): number {
  let h = Math.imul(index ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}

export interface MadeUpOptions {
  readonly name: string;
  readonly nChannels: number;
  readonly sfreq: number;
  readonly nSamples: number;
  readonly seed: number;
  /** Sample at which channel 0 leaves `spike` µV instead of noise. */
  readonly spikes?: readonly { readonly sample: number; readonly microvolts: number }[];
}

/** EEG noise of some ten µV; the same for the same seed. */
export function madeUpRecording(options: MadeUpOptions): Playable {
  const { name, nChannels, sfreq, nSamples, seed, spikes = [] } = options;
  const channels = Array.from({ length: nChannels }, (_, i) => ({
    name: `EEG${String(i + 1).padStart(3, '0')}`,
    kind: ChannelKind.EEG,
    unit: Unit.MICROVOLT,
    position: [],
    orientation: [],
    scale: 1,
  }));
  const format = SampleFormat.FLOAT32;
  const info = { name, sourceId: '', subject: '', session: '', device: 'made up', sfreq, channels, format };
  return {
    info: { ...info, simulated: true },
    nSamples,
    gaps: [],
    markers: [],
    read(start, n) {
      const data = new Float32Array(n * nChannels);
      for (let i = 0; i < data.length; i++) data[i] = (hash(seed, start * nChannels + i) - 0.5) * 60;
      for (const { sample, microvolts } of spikes) {
        if (sample >= start && sample < start + n) data[(sample - start) * nChannels] = microvolts;
      }
      return data;
    },
  };
}
