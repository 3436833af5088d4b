import { ChannelKind, SampleFormat, Unit } from '../../protocol/frame.js';
import type { StreamInfo } from '../../protocol/frame.js';
import { requireRecorded } from './recorded.js';
import type { RecordedMarker, Recording } from './recorded.js';
import { PinkNoise, seededBits, seededNormal, seededUniform } from './seeded-noise.js';

/** A person who looks at flickering targets, one after the other. */
export interface SsvepOptions {
  /** The same seed gives the same person, order and samples. */
  seed: number;
  /** The first eight are named as in an occipital cap, others by number. */
  nChannels: number;
  /** Hz */
  sfreq: number;
  /** Flicker frequencies, Hz; those below half of `sfreq` only. */
  targets: readonly number[];
  /** Whether resting is one of the things asked for. */
  rest: boolean;
  /** Infinity for no end. */
  nTrials: number;
  /** From one onset to the next, s. */
  trialInterval: number;
  /** How long a target flickers, from its onset on, s. */
  flickerDuration: number;
  /** Before the first onset, s. */
  leadIn: number;
  /** Of the response's first harmonic at the best electrode, µV. More makes short windows easier. */
  amplitudeMicrovolts: number;
  /** RMS of the background, µV. */
  noiseMicrovolts: number;
  /** Hz; 0 for none. */
  lineFrequency: number;
}

export const SSVEP_DEFAULTS: Readonly<SsvepOptions> = Object.freeze({
  seed: 1,
  nChannels: 8,
  sfreq: 256,
  targets: Object.freeze([13, 17, 21]),
  rest: false,
  nTrials: 24,
  trialInterval: 6.5,
  flickerDuration: 5,
  leadIn: 2,
  amplitudeMicrovolts: 3,
  noiseMicrovolts: 10,
  lineFrequency: 50,
});

/** Name and how much of the response is seen there. */
const ELECTRODES: readonly (readonly [string, number])[] = [
  ['Oz', 1],
  ['O1', 0.85],
  ['O2', 0.85],
  ['PO3', 0.5],
  ['POz', 0.65],
  ['PO7', 0.45],
  ['PO8', 0.45],
  ['PO4', 0.5],
];
const ELSEWHERE = 0.2;

/** Strength of the 1st, 2nd, 3rd harmonic of a response. */
const HARMONICS = [1, 0.6, 0.25];
/** From the flicker to the response, s. */
const LATENCY = 0.15;
/** Time constants with which a response builds up and dies away, s. */
const BUILD_UP = 0.25;
const DECAY = 0.12;
/** Spread of the response's strength from trial to trial, as the deviation of its logarithm. */
const TRIAL_SPREAD = 0.25;
const ALPHA_MICROVOLTS = 6;
const LINE_MICROVOLTS = 3;
const N_ALPHA = 7;

const MICROVOLT = 1e-6;
const TURN = 2 * Math.PI;

/** What a seeded number is for; keeps the draws apart. */
const DRAW = {
  order: 1,
  trialGain: 2,
  phase: 3,
  alphaFreq: 4,
  alphaPhase: 5,
  channel: 6,
  line: 7,
  noise: 8,
  shared: 9,
};

/**
 * Simulated steady-state responses in EEG. Every trial begins with a marker ("13 Hz", or "rest") at the onset of the
 * flicker; each target comes once before any comes again.
 *
 * A sample depends on nothing but the options and its index. Without an end, `markers` holds those before the furthest
 * sample read.
 * @throws {RangeError} when an option makes no sense
 */
export function simulateSsvep(options: Partial<SsvepOptions> = {}): Recording {
  const settings = { ...SSVEP_DEFAULTS, ...options };
  checkSettings(settings);
  return new SimulatedSsvep(settings);
}

function checkSettings(settings: SsvepOptions): void {
  const { nChannels, sfreq, targets, nTrials, trialInterval, flickerDuration, leadIn } = settings;
  const require = (holds: boolean, what: string): void => {
    if (!holds) throw new RangeError(what);
  };
  require(Number.isInteger(nChannels) && nChannels > 0, `nChannels is ${nChannels}, expected 1 or more`);
  require(sfreq > 0 && Number.isFinite(sfreq), `sfreq is ${sfreq} Hz, expected more than 0`);
  require(targets.length > 0, 'there is no target');
  for (const target of targets) {
    require(target > 0 &&
      target < sfreq / 2, `target ${target} Hz is not between 0 and half of sfreq, ${sfreq / 2} Hz`);
  }
  require(nTrials === Infinity ||
    (Number.isInteger(nTrials) && nTrials > 0), `nTrials is ${nTrials}, expected 1 or more`);
  require(flickerDuration > 0 &&
    flickerDuration <= trialInterval, `a flicker of ${flickerDuration} s does not fit into ${trialInterval} s`);
  require(leadIn >= 0, `leadIn is ${leadIn} s, expected 0 or more`);
}

class SimulatedSsvep implements Recording {
  readonly info: StreamInfo;
  readonly nSamples: number;
  readonly gaps = [];
  readonly notes = ['simulated: no person was recorded'];
  readonly markers: RecordedMarker[] = [];
  readonly #settings: SsvepOptions;
  readonly #channels: SimulatedElectrode[];
  readonly #alpha: { freq: number; phase: number }[];
  readonly #shared: PinkNoise[];
  /** Order of the targets in the round of trials that was asked for last. */
  #round = { index: -1, order: [] as number[] };

  constructor(settings: SsvepOptions) {
    const { seed, sfreq, nTrials, leadIn, trialInterval } = settings;
    this.#settings = settings;
    this.nSamples = nTrials === Infinity ? Infinity : Math.round((leadIn + nTrials * trialInterval) * sfreq);
    this.#channels = Array.from({ length: settings.nChannels }, (_, channel) => electrode(settings, channel));
    this.#alpha = Array.from({ length: N_ALPHA }, (_, i) => ({
      freq: 8.5 + 3 * seededUniform(seed, DRAW.alphaFreq, i),
      phase: TURN * seededUniform(seed, DRAW.alphaPhase, i),
    }));
    this.#shared = [0, 1].map((i) => new PinkNoise(seededBits(seed, DRAW.shared, i), sfreq));
    this.info = {
      name: 'simulated-ssvep',
      sourceId: `simulated-ssvep-${seed}`,
      subject: 'simulated',
      session: '',
      device: 'simulator',
      sfreq,
      channels: this.#channels.map(({ name }) => {
        return { name, kind: ChannelKind.EEG, unit: Unit.VOLT, position: [], orientation: [], scale: 0 };
      }),
      format: SampleFormat.FLOAT32,
      simulated: true,
    };
    if (nTrials !== Infinity) this.#addMarkers(nTrials);
  }

  read(start: number, nSamples: number): Float32Array {
    requireRecorded(this, start, nSamples);
    const { sfreq, nTrials, leadIn, trialInterval } = this.#settings;
    if (nTrials === Infinity)
      this.#addMarkers(Math.ceil(((start + nSamples) / sfreq - leadIn) / trialInterval) + 1, start + nSamples);
    const nChannels = this.#channels.length;
    const out = new Float32Array(nSamples * nChannels);
    const response = new Float64Array(2 * HARMONICS.length);
    for (let row = 0; row < nSamples; row++) {
      const index = start + row;
      this.#response(index, response);
      const alpha = this.#alphaAt(index / sfreq);
      const [left, right] = this.#shared.map((noise) => noise.at(index)) as [number, number];
      const line = TURN * this.#settings.lineFrequency * (index / sfreq);
      for (let c = 0; c < nChannels; c++) {
        const channel = this.#channels[c]!;
        let value = channel.alpha * alpha + channel.left * left + channel.right * right;
        value += channel.own * channel.noise.at(index) + channel.line * Math.sin(line + channel.linePhase);
        for (let k = 0; k < response.length; k++) value += channel.response[k]! * response[k]!;
        out[row * nChannels + c] = value * MICROVOLT;
      }
    }
    return out;
  }

  close(): void {
    // Nothing is open.
  }

  /** Appends the markers of trials before `nTrials`, as far as they lie before sample `end`. */
  #addMarkers(nTrials: number, end = Infinity): void {
    const { targets, flickerDuration } = this.#settings;
    for (let trial = this.markers.length; trial < nTrials; trial++) {
      const sample = this.#onset(trial);
      if (sample >= end) return;
      const target = targets[this.#targetOf(trial)];
      const description = target === undefined ? 'rest' : `${target} Hz`;
      this.markers.push({ sample, description, value: description, duration: flickerDuration });
    }
  }

  #onset(trial: number): number {
    const { leadIn, trialInterval, sfreq } = this.#settings;
    return Math.round((leadIn + trial * trialInterval) * sfreq);
  }

  /** Index of the target; for rest, the one after the last. */
  #targetOf(trial: number): number {
    const { seed, targets, rest } = this.#settings;
    const n = targets.length + (rest ? 1 : 0);
    const round = Math.floor(trial / n);
    if (round !== this.#round.index) this.#round = { index: round, order: shuffled(n, seed, round) };
    return this.#round.order[trial % n]!;
  }

  /** Sine and cosine of each harmonic of the response at a sample, in the strength of that moment. */
  #response(index: number, response: Float64Array): void {
    const { seed, targets, sfreq, leadIn, trialInterval, flickerDuration, nTrials } = this.#settings;
    response.fill(0);
    // The onset itself is rounded to a sample, so the trial before may still be due.
    let trial = Math.floor((index / sfreq - leadIn) / trialInterval);
    if (this.#onset(trial + 1) <= index) trial += 1;
    else if (this.#onset(trial) > index) trial -= 1;
    if (trial < 0 || trial >= nTrials) return;
    const target = targets[this.#targetOf(trial)];
    if (target === undefined) return;
    const t = (index - this.#onset(trial)) / sfreq - LATENCY;
    if (t < 0) return;
    const built = 1 - Math.exp(-Math.min(t, flickerDuration) / BUILD_UP);
    const left = t > flickerDuration ? Math.exp((flickerDuration - t) / DECAY) : 1;
    const strength = built * left * Math.exp(TRIAL_SPREAD * seededNormal(seed, DRAW.trialGain, trial));
    for (let h = 1; h <= HARMONICS.length; h++) {
      if (target * h >= sfreq / 2) return;
      const angle = TURN * target * h * t;
      response[2 * h - 2] = strength * Math.sin(angle);
      response[2 * h - 1] = strength * Math.cos(angle);
    }
  }

  #alphaAt(t: number): number {
    let sum = 0;
    for (const { freq, phase } of this.#alpha) sum += Math.sin(TURN * freq * t + phase);
    return sum / Math.sqrt(N_ALPHA / 2);
  }
}

/** What one electrode sees of everything, µV. */
interface SimulatedElectrode {
  name: string;
  noise: PinkNoise;
  own: number;
  left: number;
  right: number;
  alpha: number;
  line: number;
  linePhase: number;
  /** Of sine and cosine of each harmonic. */
  response: Float64Array;
}

function electrode(settings: SsvepOptions, channel: number): SimulatedElectrode {
  const { seed, sfreq, amplitudeMicrovolts, noiseMicrovolts, lineFrequency } = settings;
  const [name, gain] = ELECTRODES[channel] ?? [`EEG ${String(channel + 1).padStart(3, '0')}`, ELSEWHERE];
  const draw = (what: number, spread: number): number => 1 + spread * (2 * seededUniform(seed, what, channel) - 1);
  // Half of the background's power is seen everywhere, in shares that differ from electrode to electrode.
  const share = seededUniform(seed, DRAW.shared, channel, 1);
  const response = new Float64Array(2 * HARMONICS.length);
  HARMONICS.forEach((strength, h) => {
    const phase = 1.2 * (seededUniform(seed, DRAW.phase, channel, h) - 0.5);
    const amplitude = amplitudeMicrovolts * gain * strength * draw(DRAW.channel, 0.15);
    response[2 * h] = amplitude * Math.cos(phase);
    response[2 * h + 1] = amplitude * Math.sin(phase);
  });
  return {
    name,
    noise: new PinkNoise(seededBits(seed, DRAW.noise, channel), sfreq),
    own: noiseMicrovolts * Math.SQRT1_2,
    left: noiseMicrovolts * Math.sqrt(share / 2),
    right: noiseMicrovolts * Math.sqrt((1 - share) / 2),
    alpha: ALPHA_MICROVOLTS * draw(DRAW.alphaPhase, 0.3),
    line: lineFrequency > 0 && lineFrequency < sfreq / 2 ? LINE_MICROVOLTS * draw(DRAW.line, 0.8) : 0,
    linePhase: TURN * seededUniform(seed, DRAW.line, channel, 1),
    response,
  };
}

/** Whole numbers below `n` in an order drawn for this round (Fisher and Yates). */
function shuffled(n: number, seed: number, round: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(seededUniform(seed, DRAW.order, round, i) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
