import type { PreprocessStep } from '../../models/manifest.js';
import { AccumulateVectors } from './accumulate-vectors.js';
import type { ChainStage, Ratio } from './chain-stage.js';
import { requireCount, requirePositive } from './settings.js';
import type { StageState } from './stage.js';
import { threadUnit, type VectorUnit } from './vector-unit.js';

export type ResampleSettings = Omit<Extract<PreprocessStep, { step: 'resample' }>, 'step'>;

export interface ResampleState extends StageState {
  /** 0 before the first sample, 1 after it. */
  started: number;
  /** Absolute index, at `sfreqIn`, of the sample that comes next. */
  index: number;
  /** Absolute index, at `sfreqOut`, of the output that comes next. */
  output: number;
  /** Outputs that have some of their inputs, `[nPending x nChannels]`; output m is row m mod nPending. */
  pending: Float64Array;
}

/** Largest numerator and denominator of a ratio; bounds the filter's length and, with it, memory. */
const MAX_FACTOR = 10_000;

/** Relative error that a ratio may have: one sample in 10⁹, eleven days at 1 kHz. */
const RATIO_TOLERANCE = 1e-9;

const KAISER_BETA = 5;

/**
 * Change of rate by a rational factor with one causal polyphase FIR filter, the one that
 * `scipy.signal.resample_poly` designs: `firwin(2·N + 1, 1 / max(up, down), window=('kaiser', 5.0)) * up` with
 * N = halfLength·max(up, down).
 *
 * Output m stands for the instant of input m·down/up, counted from absolute index 0, and is given as soon as input
 * floor(m·down/up) is in; what it shows is `groupDelay` earlier. So outputs keep their index whatever sample the stage is
 * started at. A start is as though the first sample had always been there, so that no step is filtered.
 *
 * Equal to `scipy.signal.upfirdn(taps, x, up, down)` without its tail, on a signal continued to the left by its first
 * value. Each output's sum runs over its inputs in the order of time, whatever the chunks.
 *
 * @param sfreq rate before, Hz
 * @param unit 'scalar' does without vector instructions; the same bits come out
 * @throws {RangeError} when no up / down with both at most 10000 is within 1e-9 of the rates' ratio
 */
export function resample(
  settings: ResampleSettings,
  nChannels: number,
  sfreq: number,
  unit: VectorUnit | 'scalar' = threadUnit(),
): ChainStage<ResampleState> {
  const { halfLength } = settings;
  requireCount('resample.halfLength', halfLength);
  requirePositive('resample.sfreq', settings.sfreq);
  const ratio = rationalRatio(sfreq, settings.sfreq);
  const { up, down } = ratio;
  const taps = antiAliasTaps(ratio, halfLength);
  const nTaps = taps.length;
  const nPending = Math.floor((nTaps - 1) / down) + 1;
  const groupDelay = (nTaps - 1) / 2 / (sfreq * up);
  const vectors =
    unit !== 'scalar' && unit.fits(nPending * nChannels)
      ? new AccumulateVectors(unit, taps, up, nChannels, nPending)
      : undefined;

  /** Adds rows `first` to `last` of the input to the pending row at `to`; `firstTap` is the tap that the first one meets. */
  function accumulate(
    pending: Float64Array,
    to: number,
    input: Float64Array,
    first: number,
    last: number,
    firstTap: number,
  ): void {
    let t = first;
    let tap = firstTap;
    for (; t + 3 <= last; t += 4, tap -= 4 * up) {
      const h0 = taps[tap]!;
      const h1 = taps[tap - up]!;
      const h2 = taps[tap - 2 * up]!;
      const h3 = taps[tap - 3 * up]!;
      let i = t * nChannels;
      for (let c = to; c < to + nChannels; c++, i++) {
        let sum = pending[c]! + h0 * input[i]!;
        sum += h1 * input[i + nChannels]!;
        sum += h2 * input[i + 2 * nChannels]!;
        sum += h3 * input[i + 3 * nChannels]!;
        pending[c] = sum;
      }
    }
    for (; t <= last; t++, tap -= up) {
      const h = taps[tap]!;
      let i = t * nChannels;
      for (let c = to; c < to + nChannels; c++, i++) pending[c] = pending[c]! + h * input[i]!;
    }
  }

  /** Gives the outputs that reach back before the first sample what it adds to them there. */
  function prime(state: ResampleState, input: Float64Array): void {
    for (let m = state.output, k = m * down - state.index * up; k + up < nTaps; m++, k += down) {
      let weight = 0;
      for (let tap = nTaps - 1 - ((nTaps - 1 - k) % up); tap > k; tap -= up) weight += taps[tap]!;
      const to = (m % nPending) * nChannels;
      for (let c = 0; c < nChannels; c++) state.pending[to + c] = weight * input[c]!;
    }
    state.started = 1;
  }

  return {
    name: 'resample',
    form: `causal polyphase FIR ${up}/${down}, ${nTaps} taps (Kaiser), ${sfreq} to ${settings.sfreq} Hz`,
    ratio,
    nChannelsIn: nChannels,
    nChannelsOut: nChannels,
    sfreqIn: sfreq,
    sfreqOut: settings.sfreq,
    groupDelay,
    start(first) {
      if (!(first >= 0 && Number.isSafeInteger((first + 1) * Math.max(up, down)))) {
        throw new RangeError(
          `resample must start at a sample index in [0, 2^53 / ${Math.max(up, down)}); got ${first}`,
        );
      }
      return {
        started: 0,
        index: first,
        output: divideUp(first * up, down),
        pending: new Float64Array(nPending * nChannels),
      };
    },
    outputIndex: (first) => divideUp(first * up, down),
    maxOutput: (nSamples) => divideUp(nSamples * up, down),
    step(state, input, nSamples, output) {
      if (nSamples === 0) return 0;
      if (state.started === 0) prime(state, input);
      const inVectors = vectors?.take(state.pending, input, nSamples);
      const pending = inVectors ?? state.pending;
      let written = 0;
      // Row t of the input meets tap k − t·up of output m; taps count from 0 to nTaps − 1.
      for (let m = state.output, k = m * down - state.index * up; k - (nSamples - 1) * up < nTaps; m++, k += down) {
        const newest = Math.floor(k / up);
        const first = Math.max(0, divideUp(k - (nTaps - 1), up));
        const last = Math.min(nSamples - 1, newest);
        const to = (m % nPending) * nChannels;
        if (inVectors === undefined) accumulate(pending, to, input, first, last, k - first * up);
        else vectors!.add(to, first, last, k - first * up);
        if (newest > last) continue;
        vectors?.finish();
        for (let c = 0; c < nChannels; c++) {
          output[written * nChannels + c] = pending[to + c]!;
          pending[to + c] = 0;
        }
        written++;
      }
      if (inVectors !== undefined) vectors!.give(state.pending);
      state.output += written;
      state.index += nSamples;
      return written;
    },
  };
}

/**
 * The simplest up / down that the continued fraction of sfreqOut / sfreqIn leads to within a relative 1e-9.
 *
 * @throws {RangeError} when none has both at most 10000
 */
export function rationalRatio(sfreqIn: number, sfreqOut: number): Ratio {
  const target = sfreqOut / sfreqIn;
  let [before, last]: [Ratio, Ratio] = [
    { up: 0, down: 1 },
    { up: 1, down: 0 },
  ];
  let rest = target;
  for (;;) {
    const whole = Math.floor(rest);
    // As many steps towards the next convergent as the bound allows: what lies between is the best there is below it.
    const room = Math.min(
      Math.floor((MAX_FACTOR - before.up) / last.up),
      last.down === 0 ? Infinity : Math.floor((MAX_FACTOR - before.down) / last.down),
    );
    const steps = Math.min(whole, room);
    const next: Ratio = { up: before.up + steps * last.up, down: before.down + steps * last.down };
    if (Math.abs(next.up / next.down - target) <= RATIO_TOLERANCE * target) return next;
    if (steps < whole || rest === whole) break;
    [before, last] = [last, next];
    rest = 1 / (rest - whole);
  }
  throw new RangeError(
    `resample.sfreq must be up / down of the rate before it, with both at most ${MAX_FACTOR} and a relative error of at ` +
      `most ${RATIO_TOLERANCE}; got ${sfreqOut} from ${sfreqIn} Hz`,
  );
}

/** `firwin(2·N + 1, 1 / max(up, down), window=('kaiser', 5.0)) * up`; one tap of 1 where the rate stays. */
function antiAliasTaps({ up, down }: Ratio, halfLength: number): Float64Array {
  const slower = Math.max(up, down);
  if (slower === 1) return Float64Array.of(1);
  const half = halfLength * slower;
  const taps = new Float64Array(2 * half + 1);
  let sum = 0;
  for (let i = 0; i < taps.length; i++) {
    const offset = i - half;
    const angle = (Math.PI * offset) / slower;
    const edge = offset / half;
    const window = besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge));
    taps[i] = (offset === 0 ? 1 : Math.sin(angle) / angle) * window;
    sum += taps[i]!;
  }
  for (let i = 0; i < taps.length; i++) taps[i] = (taps[i]! / sum) * up;
  return taps;
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/** ceil(a / b) of whole numbers, exactly, where a / b itself may be rounded. */
function divideUp(a: number, b: number): number {
  const over = ((a % b) + b) % b;
  return (a - over) / b + (over === 0 ? 0 : 1);
}
