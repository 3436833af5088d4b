import { SampleFormat } from '../../protocol/frame.js';
import { decodeSamples } from '../../protocol/samples.js';
import { threadUnit, type VectorUnit } from '../preprocess/vector-unit.js';
import { RestlessVectors } from '../stream/restless-vectors.js';
import { runsKernel } from '../wasm/kernel-memory.js';
import { scaleKernelCode, type ScaleKernel } from './scale-kernel.js';

/** Channels that follow one another in the stream and in the model. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly nChannels: number;
}

/** Which channels of a stream a chain gets, and in which unit. */
export interface Picks {
  /** Index in the stream by index in the chain; -1: not there. */
  readonly channels: Int32Array;
  /** What one unit of the stream is in the chain's. */
  readonly factors: Float64Array;
  /** The chain gets the stream as it is. */
  readonly isWhole: boolean;
  readonly runs: readonly Run[];
}

/** A call of the kernel takes as long as some channels in JavaScript. */
const MIN_CHANNELS_PER_RUN = 8;

/** @param nChannels of the stream */
export function planPicks(channels: Int32Array, factors: Float64Array, nChannels: number): Picks {
  const runs: Run[] = [];
  for (let to = 0; to < channels.length;) {
    const from = channels[to]!;
    let n = 1;
    while (from >= 0 && to + n < channels.length && channels[to + n] === from + n) n++;
    runs.push({ from, to, nChannels: n });
    to += n;
  }
  const isWhole = runs.length === 1 && runs[0]!.nChannels === nChannels && factors.every((factor) => factor === 1);
  const areLong = runs.every((run) => run.from >= 0) && channels.length >= MIN_CHANNELS_PER_RUN * runs.length;
  return { channels, factors, isWhole, runs: areLong ? runs : [] };
}

/**
 * What a frame goes through before the first filter: counts to the stream's units, channels picked and in DSP units. Where the
 * machine has vector instructions and there is room, on those.
 */
export class Intake {
  /** Of signal quality, on the same memory. */
  readonly restless: RestlessVectors | undefined;
  readonly #unit: VectorUnit | undefined;
  readonly #fromFloat32: ScaleKernel | undefined;
  readonly #fromFloat64: ScaleKernel | undefined;
  readonly #frame: Uint8Array;
  readonly #factors: Float64Array;
  /** Where the kernels reach it; and where they do not, as large as was asked for. */
  readonly #raw: Float64Array;
  #largeRaw = new Float64Array(0);

  constructor(unit: VectorUnit | 'scalar' = threadUnit()) {
    const codes = [scaleKernelCode('float32'), scaleKernelCode('float64')] as const;
    const isVector = unit !== 'scalar' && codes.every(runsKernel) && RestlessVectors.isSupported();
    this.#unit = isVector ? unit : undefined;
    this.restless = isVector ? new RestlessVectors(unit) : undefined;
    this.#fromFloat32 = isVector ? unit.compile<ScaleKernel>(codes[0]) : undefined;
    this.#fromFloat64 = isVector ? unit.compile<ScaleKernel>(codes[1]) : undefined;
    this.#frame = isVector ? unit.bytes('frame') : new Uint8Array(0);
    this.#factors = isVector ? unit.view('offset') : new Float64Array(0);
    this.#raw = isVector ? unit.view('raw') : new Float64Array(0);
  }

  /**
   * Values of a frame in the stream's units.
   * @param data `[nSamples x nChannels]` in `format`, little-endian
   * @param scale per channel, what one count is
   * @returns they are at its front, until the next call
   */
  decode(data: Uint8Array, format: SampleFormat, scale: Float64Array, nSamples: number): Float64Array {
    const nChannels = scale.length;
    const nValues = nSamples * nChannels;
    const unit = this.#unit;
    if (unit === undefined || nValues > this.#raw.length) {
      if (this.#largeRaw.length < nValues) this.#largeRaw = new Float64Array(nValues);
      decodeSamples(data, format, scale, this.#largeRaw);
      return this.#largeRaw;
    }
    if (format !== SampleFormat.FLOAT32 || data.length !== 4 * nValues) {
      decodeSamples(data, format, scale, this.#raw);
      return this.#raw;
    }
    this.#frame.set(data);
    this.#factors.set(scale);
    const [from, factors, to] = [unit.address('frame'), unit.address('offset'), unit.address('raw')];
    this.#fromFloat32!(from, 4 * nChannels, factors, to, 8 * nChannels, nSamples, nChannels);
    return this.#raw;
  }

  /**
   * A chain's input.
   * @param raw `[nSamples x nChannels]`, of `decode`
   * @param input filled with `[nSamples x nPicks]`
   */
  pick(raw: Float64Array, nChannels: number, nSamples: number, picks: Picks, input: Float64Array): void {
    const unit = this.#unit;
    const [from, to] = [unit?.find(raw), unit?.find(input)];
    if (unit === undefined || from === undefined || to === undefined || picks.runs.length === 0) {
      return pickEach(raw, nChannels, nSamples, picks, input);
    }
    const nPicks = picks.channels.length;
    this.#factors.set(picks.factors);
    const factors = unit.address('offset');
    for (const run of picks.runs) {
      const [source, target] = [from + 8 * run.from, to + 8 * run.to];
      this.#fromFloat64!(source, 8 * nChannels, factors + 8 * run.to, target, 8 * nPicks, nSamples, run.nChannels);
    }
  }
}

function pickEach(
  raw: Float64Array,
  nChannels: number,
  nSamples: number,
  { channels, factors }: Picks,
  input: Float64Array,
): void {
  const nPicks = channels.length;
  // Two samples at a time share what is read of a pick; the last of an odd number is its own second.
  for (let t = 0; t < nSamples; t += 2) {
    const hasNext = t + 1 < nSamples;
    const row = t * nChannels;
    const nextRow = hasNext ? row + nChannels : row;
    const toNext = hasNext ? nPicks : 0;
    for (let k = 0, to = t * nPicks; k < nPicks; k++, to++) {
      const channel = channels[k]!;
      if (channel < 0) {
        input[to] = 0;
        input[to + toNext] = 0;
      } else {
        const factor = factors[k]!;
        input[to] = raw[row + channel]! * factor;
        input[to + toNext] = raw[nextRow + channel]! * factor;
      }
    }
  }
}

let intake: Intake | undefined;

/** The thread's own. */
export function threadIntake(): Intake {
  return (intake ??= new Intake());
}
