import { ChannelKind, SampleFormat, Unit } from '../../protocol/frame.js';
import type { StreamInfo } from '../../protocol/frame.js';
import { requireRecorded } from './recorded.js';
import type { Recording } from './recorded.js';
import { seededNormal } from './seeded-noise.js';

/** A rig that costs next to nothing: for load, not for looks. */
export interface NoiseOptions {
  seed: number;
  nChannels: number;
  /** Hz */
  sfreq: number;
  /** Magnetometers "MEG 0001", ... of 1 pT RMS, or electrodes "EEG 001", ... of 10 µV. */
  kind: 'mag' | 'eeg';
  /** Infinity for no end. */
  nSamples: number;
}

const NOISE_DEFAULTS: Readonly<NoiseOptions> = Object.freeze({
  seed: 1,
  nChannels: 306,
  sfreq: 1000,
  kind: 'mag',
  nSamples: Infinity,
});

/** The noise repeats after this many samples; with very many channels after fewer. A prime: no window length divides it. */
const PERIOD = 8191;
const SHORT_PERIOD = 509;
/** Most values that are held, 16 MB. */
const MAX_HELD = 4 * 1024 * 1024;

const KINDS = {
  mag: { kind: ChannelKind.MAG, unit: Unit.TESLA, rms: 1e-12, name: 'MEG', digits: 4 },
  eeg: { kind: ChannelKind.EEG, unit: Unit.VOLT, rms: 10e-6, name: 'EEG', digits: 3 },
} as const;

/**
 * White noise, nearly normal, made once and repeated every 8191 samples (509 from 513 channels on), so that reading is
 * copying. Nothing in it means anything and there are no markers.
 * @throws {RangeError} when an option makes no sense
 */
export function simulateNoise(options: Partial<NoiseOptions> = {}): Recording {
  const settings = { ...NOISE_DEFAULTS, ...options };
  const { nChannels, sfreq, nSamples } = settings;
  if (!Number.isInteger(nChannels) || nChannels < 1)
    throw new RangeError(`nChannels is ${nChannels}, expected 1 or more`);
  if (!(sfreq > 0) || !Number.isFinite(sfreq)) throw new RangeError(`sfreq is ${sfreq} Hz, expected more than 0`);
  if (nSamples !== Infinity && (!Number.isSafeInteger(nSamples) || nSamples < 0)) {
    throw new RangeError(`nSamples is ${nSamples}, expected a whole number from 0, or Infinity`);
  }
  return new SimulatedNoise(settings);
}

class SimulatedNoise implements Recording {
  readonly info: StreamInfo;
  readonly nSamples: number;
  readonly gaps = [];
  readonly markers = [];
  readonly notes: string[];
  readonly #period: number;
  readonly #noise: Float32Array;

  constructor({ seed, nChannels, sfreq, kind: kindName, nSamples }: NoiseOptions) {
    const { kind, unit, rms, name, digits } = KINDS[kindName];
    this.nSamples = nSamples;
    this.#period = nChannels * PERIOD <= MAX_HELD ? PERIOD : SHORT_PERIOD;
    this.#noise = new Float32Array(this.#period * nChannels);
    for (let i = 0; i < this.#noise.length; i++) this.#noise[i] = rms * seededNormal(seed, i);
    this.notes = [`simulated: white noise that repeats every ${this.#period} samples`];
    this.info = {
      name: 'simulated-noise',
      sourceId: `simulated-noise-${seed}`,
      subject: 'simulated',
      session: '',
      device: 'simulator',
      sfreq,
      channels: Array.from({ length: nChannels }, (_, i) => ({
        name: `${name} ${String(i + 1).padStart(digits, '0')}`,
        kind,
        unit,
        position: [],
        orientation: [],
        scale: 0,
      })),
      format: SampleFormat.FLOAT32,
      simulated: true,
    };
  }

  read(start: number, nSamples: number): Float32Array {
    requireRecorded(this, start, nSamples);
    const nChannels = this.info.channels.length;
    const out = new Float32Array(nSamples * nChannels);
    for (let done = 0; done < nSamples;) {
      const from = (start + done) % this.#period;
      const n = Math.min(nSamples - done, this.#period - from);
      out.set(this.#noise.subarray(from * nChannels, (from + n) * nChannels), done * nChannels);
      done += n;
    }
    return out;
  }

  close(): void {
    // Nothing is open.
  }
}
