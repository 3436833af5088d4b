import type { PreprocessStep } from '../../models/manifest.js';
import { bandpass } from './bandpass.js';
import { baseline } from './baseline.js';
import type { ChainStage, Ratio } from './chain-stage.js';
import { channelMap } from './channel-map.js';
import { clamp } from './clamp.js';
import { filterBank } from './filter-bank.js';
import { notch } from './notch.js';
import { rereference } from './rereference.js';
import { resample } from './resample.js';
import { robustScale } from './robust-scale.js';
import { requirePositive } from './settings.js';
import type { StageState } from './stage.js';
import { threadUnit } from './vector-unit.js';
import { whiten } from './whiten.js';
import { type WindowStep, windowStep } from './window-step.js';

export interface ChainInput {
  /** Channels as picked for the model, in its order. */
  readonly channelNames: readonly string[];
  /** Hz. */
  readonly sfreq: number;
}

/** Plain data: one state per stage, in the order of the stages. */
export interface ChainState {
  stages: StageState[];
}

/**
 * The preprocessing of one model, ready to run: continuous stages, then steps on windows. A chain holds settings and
 * scratch memory, no state, and serves any number of streams of one thread.
 */
export interface Chain {
  /** Canonical JSON of steps, channels and rate: chains with the same key do the same. */
  readonly key: string;
  readonly stages: readonly ChainStage[];
  /** For windows of `nChannelsOut` channels, in this order. */
  readonly windowSteps: readonly WindowStep[];
  readonly nChannelsIn: number;
  readonly nChannelsOut: number;
  /** Hz. */
  readonly sfreqIn: number;
  readonly sfreqOut: number;
  /** `sfreqOut` = `sfreqIn` x up / down, in lowest terms. */
  readonly ratio: Ratio;
  /** Sum over the stages, s. */
  readonly groupDelay: number;
  /**
   * State before the first sample.
   * @param first absolute index, at `sfreqIn`, of the sample that comes next
   */
  start(first: number): ChainState;
  /** State after a gap: filters start anew at `first`, what was calibrated (or gathered for it) stays. */
  restart(state: ChainState, first: number): ChainState;
  /** Absolute index, at `sfreqOut`, of the first sample that a chain started at `first` gives. */
  outputIndex(first: number): number;
  /** Most output samples that `nSamples` more can bring. */
  maxOutput(nSamples: number): number;
  /**
   * Where samples may be put for the next `step`, which then needs no copy of them. All chains of the thread share it: to be
   * filled anew before each step.
   */
  inputFor(nSamples: number): Float64Array;
  /**
   * @param input `[nSamples x nChannelsIn]`, DSP units; not changed, not kept
   * @param output room for `maxOutput(nSamples)` samples of `nChannelsOut`; another array than `input`
   * @returns number of output samples written to the front of `output`
   */
  step(state: ChainState, input: Float64Array, nSamples: number, output: Float64Array): number;
  /** Whether every calibration is fitted. */
  ready(state: ChainState): boolean;
  /**
   * Absolute index, at `sfreqOut`, of the first output that all fitted statistics treat; Infinity before they are, and 0
   * without calibration. A window may be used when it starts there or later, however the samples came in chunks.
   */
  readyFrom(state: ChainState): number;
  /**
   * @param tminSample index of the window's first sample relative to the marker; 0 for sliding windows
   * @throws {RangeError} when a step on windows needs samples that such a window does not have
   */
  requireWindow(nSamples: number, tminSample: number): void;
}

/** Values that scratch memory between two stages may hold (512 KiB); more samples than fit are worked on in pieces. */
const SCRATCH_VALUES = 1 << 16;
/** Most input samples in a piece. */
const PIECE_SAMPLES = 256;

/**
 * Makes a manifest's preprocessing runnable for a stream. Steps from the first `baseline` on work on windows: of the
 * others, only those that need no neighbouring samples may follow it.
 *
 * @throws {RangeError} when a setting breaks its rule, or a step cannot stand where it does; the message names the step
 */
export function compileChain(steps: readonly PreprocessStep[], input: ChainInput): Chain {
  requirePositive('sfreq', input.sfreq);
  if (input.channelNames.length === 0) throw new RangeError('a chain must have at least 1 channel; got 0');
  const split = steps.findIndex(({ step }) => step === 'baseline');
  const nContinuous = split < 0 ? steps.length : split;
  const stages: ChainStage[] = [];
  let here: Signal = { names: input.channelNames, nChannels: input.channelNames.length, sfreq: input.sfreq };
  steps.slice(0, nContinuous).forEach((step, i) => {
    const stage = named(step, i, () => continuousStage(step, here));
    stages.push(stage);
    here = { names: namesAfter(step, here), nChannels: stage.nChannelsOut, sfreq: stage.sfreqOut };
  });
  const windowSteps = steps
    .slice(nContinuous)
    .map((step, i) => named(step, nContinuous + i, () => stepOnWindows(step, here)));
  const key = canonicalJson({ steps, channelNames: input.channelNames, sfreq: input.sfreq });
  return new CompiledChain(key, stages, windowSteps, input);
}

/** Each step with its causal form and group delay, and what the chain does in all: lines for a person to read. */
export function describeChain(chain: Chain): string[] {
  const lines = chain.stages.map(
    ({ name, form, groupDelay }) => `${name}: ${form}; group delay ${(groupDelay * 1e3).toFixed(1)} ms`,
  );
  for (const { name, form } of chain.windowSteps) lines.push(`${name}: ${form}; on each window`);
  const { nChannelsIn, nChannelsOut, sfreqIn, sfreqOut, groupDelay } = chain;
  lines.push(
    `in all: ${nChannelsIn} channels at ${sfreqIn} Hz to ${nChannelsOut} at ${sfreqOut} Hz, ` +
      `group delay ${(groupDelay * 1e3).toFixed(1)} ms`,
  );
  return lines;
}

/** What a step finds before it. */
interface Signal {
  /** Absent once channels are mixed or multiplied. */
  readonly names: readonly string[] | undefined;
  readonly nChannels: number;
  readonly sfreq: number;
}

function continuousStage(step: PreprocessStep, { names, nChannels, sfreq }: Signal): ChainStage {
  switch (step.step) {
    case 'reference':
      if (names === undefined) {
        throw new RangeError('must come before filterBank, whiten and channelMap, which leave no named channels');
      }
      return rereference(step, names, sfreq);
    case 'notch':
      return notch(step, nChannels, sfreq);
    case 'bandpass':
      return bandpass(step, nChannels, sfreq);
    case 'filterBank':
      return filterBank(step, nChannels, sfreq);
    case 'resample':
      return resample(step, nChannels, sfreq);
    case 'robustScale':
      return robustScale(step, nChannels, sfreq);
    case 'whiten':
      return whiten(step, nChannels, sfreq);
    case 'channelMap':
      return channelMap(step, nChannels, sfreq);
    case 'clamp':
      return clamp(step, nChannels, sfreq);
    case 'baseline':
      throw new RangeError('works on windows, not on the continuous signal');
  }
}

function stepOnWindows(step: PreprocessStep, { nChannels, sfreq }: Signal): WindowStep {
  switch (step.step) {
    case 'baseline':
      return baseline(step, sfreq);
    case 'clamp':
      return windowStep(clamp(step, nChannels, sfreq));
    case 'robustScale':
      if (step.statistics.from !== 'stored') {
        throw new RangeError(
          'must have stored statistics after baseline: there is no continuous signal to calibrate on',
        );
      }
      return windowStep(robustScale(step, nChannels, sfreq));
    case 'channelMap':
      if (step.matrix.length !== nChannels) {
        throw new RangeError(
          `must have as many rows as channels (${nChannels}) after baseline; got ${step.matrix.length}: put it before`,
        );
      }
      return windowStep(channelMap(step, nChannels, sfreq));
    case 'reference':
    case 'notch':
    case 'bandpass':
    case 'filterBank':
    case 'resample':
    case 'whiten':
      throw new RangeError('works on the continuous signal and must come before baseline');
  }
}

function namesAfter(step: PreprocessStep, { names }: Signal): readonly string[] | undefined {
  return step.step === 'filterBank' || step.step === 'whiten' || step.step === 'channelMap' ? undefined : names;
}

/** Errors say which step they are about. */
function named<T>(step: PreprocessStep, index: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`preprocess[${index}] ${step.step}: ${error.message}`, { cause: error });
  }
}

class CompiledChain implements Chain {
  readonly key: string;
  readonly stages: readonly ChainStage[];
  readonly windowSteps: readonly WindowStep[];
  readonly nChannelsIn: number;
  readonly nChannelsOut: number;
  readonly sfreqIn: number;
  readonly sfreqOut: number;
  readonly ratio: Ratio;
  readonly groupDelay: number;
  /** Input samples worked on at a time. */
  readonly #pieceSamples: number;
  /**
   * What one stage gives to the next for one piece: the one that the next does not read. All chains of a thread share them.
   */
  readonly #between: readonly [Float64Array, Float64Array];
  /** A later piece of a long input, brought to the front. */
  readonly #piece: Float64Array;

  constructor(
    key: string,
    stages: readonly ChainStage[],
    windowSteps: readonly WindowStep[],
    { channelNames, sfreq }: ChainInput,
  ) {
    const last = stages.at(-1);
    this.key = key;
    this.stages = stages;
    this.windowSteps = windowSteps;
    this.nChannelsIn = channelNames.length;
    this.nChannelsOut = last?.nChannelsOut ?? channelNames.length;
    this.sfreqIn = sfreq;
    this.sfreqOut = last?.sfreqOut ?? sfreq;
    this.ratio = stages.reduce((product, { ratio }) => (ratio === undefined ? product : times(product, ratio)), {
      up: 1,
      down: 1,
    });
    this.groupDelay = stages.reduce((sum, stage) => sum + stage.groupDelay, 0);
    const roomAfter = (nSamples: number): number[] => {
      let n = nSamples;
      return stages.map((stage) => (n = stage.maxOutput(n)) * stage.nChannelsOut);
    };
    let pieceSamples = PIECE_SAMPLES;
    while (pieceSamples > 1 && Math.max(pieceSamples * this.nChannelsIn, ...roomAfter(pieceSamples)) > SCRATCH_VALUES) {
      pieceSamples >>= 1;
    }
    this.#pieceSamples = pieceSamples;
    this.#piece = scratch('piece', pieceSamples * this.nChannelsIn);
    const room = Math.max(0, ...roomAfter(pieceSamples));
    this.#between = [scratch('even', room), scratch('odd', room)];
  }

  start(first: number): ChainState {
    requireIndex(first);
    return { stages: this.#startFrom(0, first) };
  }

  restart(state: ChainState, first: number): ChainState {
    requireIndex(first);
    let index = first;
    const stages = this.stages.map((stage, k) => {
      const before = state.stages[k]!;
      const after = stage.calibration === undefined ? stage.start(index) : stage.calibration.restart(before, index);
      index = stage.outputIndex(index);
      return after;
    });
    return { stages };
  }

  #startFrom(k: number, first: number): StageState[] {
    let index = first;
    return this.stages.slice(k).map((stage) => {
      const state = stage.start(index);
      index = stage.outputIndex(index);
      return state;
    });
  }

  outputIndex(first: number): number {
    return this.stages.reduce((index, stage) => stage.outputIndex(index), first);
  }

  maxOutput(nSamples: number): number {
    return this.stages.reduce((n, stage) => stage.maxOutput(n), nSamples);
  }

  inputFor(nSamples: number): Float64Array {
    return scratch('samples', nSamples * this.nChannelsIn);
  }

  step(state: ChainState, input: Float64Array, nSamples: number, output: Float64Array): number {
    let written = 0;
    for (let done = 0; done < nSamples; done += this.#pieceSamples) {
      const n = Math.min(this.#pieceSamples, nSamples - done);
      const piece = done === 0 ? input : this.#piece;
      if (done > 0) copy(input, done * this.nChannelsIn, n * this.nChannelsIn, piece, 0);
      written += this.#run(state, 0, piece, n, output, written, true);
    }
    return written;
  }

  /**
   * Passes one piece through stage `k` and those behind it.
   *
   * A stage that completes its calibration in the middle of a piece changes what comes out of it from one sample to the
   * next. There the stages behind it start anew, so that no filter carries the jump on and no later calibration mixes
   * samples from before and after: until then, later calibrations wait.
   *
   * @param written output samples that are there already
   * @param calibrated whether all calibrations before stage `k` are fitted
   */
  #run(
    state: ChainState,
    k: number,
    input: Float64Array,
    nSamples: number,
    output: Float64Array,
    written: number,
    calibrated: boolean,
  ): number {
    const stage = this.stages[k];
    if (stage === undefined || nSamples === 0) {
      copy(input, 0, nSamples * this.nChannelsOut, output, written * this.nChannelsOut);
      return nSamples;
    }
    const stageState = state.stages[k]!;
    const remaining = stage.calibration?.remaining(stageState) ?? 0;
    if (remaining > 0 && !calibrated) return this.#run(state, k + 1, input, nSamples, output, written, false);
    if (remaining > 0 && remaining <= nSamples) {
      return this.#calibrate(state, k, input, nSamples, remaining, output, written);
    }
    const fitted = calibrated && remaining === 0;
    if (k === this.stages.length - 1 && written === 0) return stage.step(stageState, input, nSamples, output);
    const between = this.#otherThan(input);
    const n = stage.step(stageState, input, nSamples, between);
    return this.#run(state, k + 1, between, n, output, written, fitted);
  }

  #otherThan(input: Float64Array): Float64Array {
    const [even, odd] = this.#between;
    return input === even ? odd : even;
  }

  /** The piece in which stage `k` completes its calibration, by its sample number `remaining`. */
  #calibrate(
    state: ChainState,
    k: number,
    input: Float64Array,
    nSamples: number,
    remaining: number,
    output: Float64Array,
    written: number,
  ): number {
    const stage = this.stages[k]!;
    const between = this.#otherThan(input);
    stage.step(state.stages[k]!, input, remaining, between);
    const rest = input.slice(remaining * stage.nChannelsIn, nSamples * stage.nChannelsIn);
    const before = this.#run(state, k + 1, between, remaining, output, written, false);
    const readyFrom = stage.calibration!.readyFrom(state.stages[k]!);
    state.stages.splice(k + 1, Infinity, ...this.#startFrom(k + 1, readyFrom));
    return before + this.#run(state, k, rest, nSamples - remaining, output, written + before, true);
  }

  ready(state: ChainState): boolean {
    return this.stages.every((stage, k) => stage.ready?.(state.stages[k]!) ?? true);
  }

  readyFrom(state: ChainState): number {
    let index = 0;
    for (const [k, stage] of this.stages.entries()) {
      const own = stage.calibration?.readyFrom(state.stages[k]!) ?? 0;
      if (own < 0) return Infinity;
      index = stage.outputIndex(Math.max(index, own));
    }
    return index;
  }

  requireWindow(nSamples: number, tminSample: number): void {
    for (const { name, interval } of this.windowSteps) {
      if (interval === undefined) continue;
      if (interval.from < tminSample || interval.to > tminSample + nSamples) {
        throw new RangeError(
          `${name} must lie in the window, samples ${tminSample} to ${tminSample + nSamples}; ` +
            `got ${interval.from} to ${interval.to}`,
        );
      }
    }
  }
}

/** Where vector instructions reach it, if there is such a place and room. */
function scratch(area: 'samples' | 'even' | 'odd' | 'piece', nValues: number): Float64Array {
  const unit = threadUnit();
  return unit !== 'scalar' && unit.fits(nValues) ? unit.view(area, nValues) : new Float64Array(nValues);
}

function requireIndex(first: number): void {
  if (!(Number.isSafeInteger(first) && first >= 0)) {
    throw new RangeError(`a chain must start at a sample index of 0 or more; got ${first}`);
  }
}

function copy(from: Float64Array, at: number, n: number, to: Float64Array, toAt: number): void {
  for (let i = 0; i < n; i++) to[toAt + i] = from[at + i]!;
}

function times(a: Ratio, b: Ratio): Ratio {
  const up = a.up * b.up;
  const down = a.down * b.down;
  const shared = greatestDivisor(up, down);
  return { up: up / shared, down: down / shared };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** JSON with keys in order and without those that are undefined. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
