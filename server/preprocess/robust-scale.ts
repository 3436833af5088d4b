import type { PreprocessStep } from '../../models/manifest.js';
import { calibrationSamples, type ChainStage, MAX_CALIBRATION_VALUES, type NoState } from './chain-stage.js';
import { percentiles } from './percentile.js';
import { requireNumbers, requirePositive } from './settings.js';
import type { StageState } from './stage.js';

export type RobustScaleSettings = Omit<Extract<PreprocessStep, { step: 'robustScale' }>, 'step'>;

export interface RobustScaleState extends StageState {
  /** Absolute index of the sample that comes next. */
  index: number;
  nGathered: number;
  /** −1 until fitted. */
  readyFrom: number;
  /** The calibration span, `[nChannels x nSpan]`; empty once fitted. */
  gathered: Float64Array;
  /** Median, `[nChannels]`; empty until fitted. */
  center: Float64Array;
  /** 1 / interquartile range, `[nChannels]`; empty until fitted. */
  gain: Float64Array;
}

const EMPTY = new Float64Array(0);

/**
 * (x − center) / scale per channel: stored numbers, or median and interquartile range of the first seconds of signal.
 * A channel without spread is only centred. While the span is gathered, samples pass as they are.
 *
 * @param sfreq Hz
 * @throws {RangeError} when there is not one stored value per channel, or the span holds too much
 */
export function robustScale(settings: RobustScaleSettings, nChannels: number, sfreq: number): ChainStage {
  const { statistics } = settings;
  return statistics.from === 'stored'
    ? storedScale(statistics.center, statistics.scale, nChannels, sfreq)
    : calibratedScale(statistics.seconds, nChannels, sfreq);
}

function storedScale(
  center: readonly number[],
  scale: readonly number[],
  nChannels: number,
  sfreq: number,
): ChainStage<NoState> {
  requireNumbers('robustScale.statistics.center', center, nChannels);
  requireNumbers('robustScale.statistics.scale', scale, nChannels);
  scale.forEach((value, c) => requirePositive(`robustScale.statistics.scale[${c}]`, value));
  const centers = Float64Array.from(center);
  const gains = Float64Array.from(scale, (value) => 1 / value);
  return {
    ...shape(nChannels, sfreq),
    form: 'offset and spread per channel, stored',
    start: () => ({}),
    step(_state, input, nSamples, output) {
      scaleRows(input, 0, nSamples, centers, gains, output);
      return nSamples;
    },
  };
}

function calibratedScale(seconds: number, nChannels: number, sfreq: number): ChainStage<RobustScaleState> {
  const what = 'robustScale.statistics';
  const nSpan = calibrationSamples(seconds, sfreq, what);
  if (nSpan * nChannels > MAX_CALIBRATION_VALUES) {
    throw new RangeError(
      `${what}.seconds must span at most ${MAX_CALIBRATION_VALUES} values; got ${seconds} s of ${nChannels} channels at ` +
        `${sfreq} Hz, ${nSpan * nChannels}: scale after a resample step, or calibrate on less`,
    );
  }
  return {
    ...shape(nChannels, sfreq),
    form: `median and interquartile range per channel, from the first ${seconds} s (${nSpan} samples)`,
    start: (first) => ({
      index: first,
      nGathered: 0,
      readyFrom: -1,
      gathered: new Float64Array(nSpan * nChannels),
      center: EMPTY,
      gain: EMPTY,
    }),
    step(state, input, nSamples, output) {
      const nRaw = Math.min(nSamples, nSpan - state.nGathered);
      for (let t = 0; t < nRaw; t++) {
        for (let c = 0; c < nChannels; c++) {
          const x = input[t * nChannels + c]!;
          state.gathered[c * nSpan + state.nGathered] = x;
          output[t * nChannels + c] = x;
        }
        state.nGathered++;
      }
      if (nRaw > 0 && state.nGathered === nSpan) fit(state, nChannels, nSpan, state.index + nRaw);
      if (nRaw < nSamples) scaleRows(input, nRaw, nSamples, state.center, state.gain, output);
      state.index += nSamples;
      return nSamples;
    },
    ready: (state) => state.readyFrom >= 0,
    calibration: {
      remaining: (state) => nSpan - state.nGathered,
      readyFrom: (state) => state.readyFrom,
      restart: (state, first) => ({ ...state, index: first }),
    },
  };
}

function shape(nChannels: number, sfreq: number) {
  return {
    name: 'robustScale',
    nChannelsIn: nChannels,
    nChannelsOut: nChannels,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay: 0,
    outputIndex: (first: number): number => first,
    maxOutput: (nSamples: number): number => nSamples,
  };
}

function fit(state: RobustScaleState, nChannels: number, nSpan: number, readyFrom: number): void {
  state.center = new Float64Array(nChannels);
  state.gain = new Float64Array(nChannels);
  for (let c = 0; c < nChannels; c++) {
    const [low, middle, high] = percentiles(state.gathered, c * nSpan, nSpan, [0.25, 0.5, 0.75]);
    const spread = high! - low!;
    state.center[c] = middle!;
    state.gain[c] = spread > 0 ? 1 / spread : 1;
  }
  state.gathered = EMPTY;
  state.readyFrom = readyFrom;
}

function scaleRows(
  input: Float64Array,
  from: number,
  to: number,
  center: Float64Array,
  gain: Float64Array,
  output: Float64Array,
): void {
  const nChannels = center.length;
  for (let t = from; t < to; t++) {
    const row = t * nChannels;
    for (let c = 0; c < nChannels; c++) output[row + c] = (input[row + c]! - center[c]!) * gain[c]!;
  }
}
