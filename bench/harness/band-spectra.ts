import { ChannelKind } from '../../protocol/frame.js';
import type { Recording } from '../../server/rig/recording.js';

/** Edges of bands, Hz; half-open. */
export const BANDS: readonly (readonly [number, number])[] = [
  [1, 4],
  [4, 8],
  [8, 13],
  [13, 20],
  [20, 30],
  [30, 40],
];

/** Of one kind of sensor. */
export interface BandSpectrum {
  readonly kind: 'mag' | 'grad' | 'eeg';
  /** `fT/√Hz`, `fT/cm/√Hz` or `nV/√Hz`. */
  readonly unit: string;
  /** Per band of `BANDS`: median over sensors of the root of the mean power density. */
  readonly density: readonly number[];
}

const KINDS = [
  { kind: 'mag', is: ChannelKind.MAG, unit: 'fT/√Hz', scale: 1e15 },
  { kind: 'grad', is: ChannelKind.GRAD, unit: 'fT/cm/√Hz', scale: 1e13 },
  { kind: 'eeg', is: ChannelKind.EEG, unit: 'nV/√Hz', scale: 1e9 },
] as const;

/** Length of what is transformed at once, s. */
const SECONDS = 1;

/**
 * How strong a recording is from 1 to 40 Hz, by sensor kind. Welch: Hann windows of 1 s that overlap by half, each less
 * its mean.
 * @throws {RangeError} for a recording shorter than 1 s
 */
export function bandSpectra(recording: Recording, seconds = 60): BandSpectrum[] {
  const { info } = recording;
  const nSamples = Math.min(recording.nSamples, Math.floor(seconds * info.sfreq));
  const length = Math.round(SECONDS * info.sfreq);
  if (nSamples < length) throw new RangeError(`${nSamples} samples, expected ${length} or more`);
  const nChannels = info.channels.length;
  const data = recording.read(0, nSamples);
  return KINDS.flatMap(({ kind, is, unit, scale }) => {
    const channels = info.channels.flatMap((channel, c) => (channel.kind === is ? [c] : []));
    if (channels.length === 0) return [];
    const powers = channels.map((c) => bandPowers(data, c, nChannels, length, info.sfreq));
    const density = BANDS.map((_, b) => {
      const sorted = powers.map((power) => Math.sqrt(power[b]!)).sort((x, y) => x - y);
      return scale * sorted[Math.floor(sorted.length / 2)]!;
    });
    return [{ kind, unit, density }];
  });
}

function bandPowers(data: Float32Array, c: number, nChannels: number, length: number, sfreq: number): number[] {
  const nSamples = data.length / nChannels;
  const hann = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
  const norm = (2 / sfreq) * (1 / hann.reduce((sum, w) => sum + w * w, 0));
  const sums = BANDS.map(() => 0);
  const counts = BANDS.map(() => 0);
  for (let start = 0; start + length <= nSamples; start += Math.floor(length / 2)) {
    let mean = 0;
    for (let i = 0; i < length; i++) mean += data[(start + i) * nChannels + c]! / length;
    const windowed = hann.map((w, i) => w * (data[(start + i) * nChannels + c]! - mean));
    for (let f = 1; f < 40; f += sfreq / length) {
      const band = BANDS.findIndex(([low, high]) => f >= low && f < high);
      sums[band]! += norm * power(windowed, f / sfreq);
      counts[band]! += 1;
    }
  }
  return sums.map((sum, b) => sum / counts[b]!);
}

/** |Σ xₖ e^(−2πi·freq·k)|² by Goertzel's recursion; `freq` in cycles per sample. */
function power(x: Float64Array, freq: number): number {
  const twice = 2 * Math.cos(2 * Math.PI * freq);
  let [previous, before] = [0, 0];
  for (let k = 0; k < x.length; k++) [previous, before] = [x[k]! + twice * previous - before, previous];
  return previous * previous + before * before - twice * previous * before;
}
