import type { PreprocessStep } from '../../models/manifest.js';
import { calibrationSamples, type ChainStage, MAX_CALIBRATION_VALUES, type NoState } from './chain-stage.js';
import { inverseSquareRoot } from './inverse-square-root.js';
import { linearMap } from './linear-map.js';
import { requireMatrix, requireNumbers } from './settings.js';
import type { StageState } from './stage.js';

export type WhitenSettings = Omit<Extract<PreprocessStep, { step: 'whiten' }>, 'step'>;

export interface WhitenState extends StageState {
  /** Absolute index of the sample that comes next. */
  index: number;
  nGathered: number;
  /** −1 until fitted. */
  readyFrom: number;
  /** Running mean of the span; of the whole span once fitted. `[nChannels]` */
  mean: Float64Array;
  /** Running sum of products of deviations, lower triangle; the whitening matrix once fitted. `[nChannels x nChannels]` */
  matrix: Float64Array;
}

/** Samples gathered at a time. */
const BLOCK = 4;

/**
 * W (x − mean): a stored matrix, or one fitted on the first seconds of signal. Fitted, W is the symmetric inverse square
 * root of (1 − λ) C + λ (tr C / n) I, C the covariance and λ the shrinkage, so that channels change as little as
 * whitening allows; directions without signal (flat channels, an average reference) come out 0. While the span is
 * gathered, samples pass as they are. The fit runs at once, in the step that completes the span: about 0.4 s for 306
 * channels, 20 ms for 64.
 *
 * @param sfreq Hz
 * @throws {RangeError} when the matrix does not fit the channels, or there are too many of them to fit one
 */
export function whiten(settings: WhitenSettings, nChannels: number, sfreq: number): ChainStage {
  const { whitening } = settings;
  return whitening.from === 'stored'
    ? storedWhitening(whitening.matrix, whitening.mean, nChannels, sfreq)
    : calibratedWhitening(whitening.seconds, whitening.shrinkage, nChannels, sfreq);
}

function storedWhitening(
  rows: readonly (readonly number[])[],
  means: readonly number[] | undefined,
  nChannels: number,
  sfreq: number,
): ChainStage<NoState> {
  const matrix = requireMatrix('whiten.whitening.matrix', rows, nChannels);
  if (means !== undefined) requireNumbers('whiten.whitening.mean', means, nChannels);
  const mean = means === undefined ? new Float64Array(nChannels) : Float64Array.from(means);
  const apply = linearMap(rows.length, nChannels);
  return {
    ...shape(nChannels, rows.length, sfreq),
    form: `stored whitening matrix, ${rows.length} x ${nChannels}`,
    start: () => ({}),
    step(_state, input, nSamples, output) {
      apply(matrix, mean, input, 0, nSamples, output);
      return nSamples;
    },
  };
}

function calibratedWhitening(
  seconds: number,
  shrinkage: number,
  nChannels: number,
  sfreq: number,
): ChainStage<WhitenState> {
  const what = 'whiten.whitening';
  const nSpan = calibrationSamples(seconds, sfreq, what);
  if (!(shrinkage >= 0 && shrinkage <= 1)) {
    throw new RangeError(`${what}.shrinkage must lie in [0, 1]; got ${shrinkage}`);
  }
  if (nChannels * nChannels > MAX_CALIBRATION_VALUES) {
    throw new RangeError(
      `${what} can be fitted on at most ${Math.sqrt(MAX_CALIBRATION_VALUES)} channels; got ${nChannels}`,
    );
  }
  const apply = linearMap(nChannels, nChannels);
  const deviations = new Float64Array(BLOCK * nChannels);
  return {
    ...shape(nChannels, nChannels, sfreq),
    form: `symmetric whitening from the first ${seconds} s (${nSpan} samples), shrinkage ${shrinkage}`,
    start: (first) => ({
      index: first,
      nGathered: 0,
      readyFrom: -1,
      mean: new Float64Array(nChannels),
      matrix: new Float64Array(nChannels * nChannels),
    }),
    step(state, input, nSamples, output) {
      const nRaw = Math.min(nSamples, nSpan - state.nGathered);
      gather(state, input, nRaw, nChannels, deviations);
      for (let i = 0; i < nRaw * nChannels; i++) output[i] = input[i]!;
      if (nRaw > 0 && state.nGathered === nSpan) {
        state.matrix = inverseSquareRoot(shrunkCovariance(state.matrix, nChannels, nSpan, shrinkage), nChannels);
        state.readyFrom = state.index + nRaw;
      }
      if (nRaw < nSamples) apply(state.matrix, state.mean, input, nRaw, nSamples, output);
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

function shape(nChannelsIn: number, nChannelsOut: number, sfreq: number) {
  return {
    name: 'whiten',
    nChannelsIn,
    nChannelsOut,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay: 0,
    outputIndex: (first: number): number => first,
    maxOutput: (nSamples: number): number => nSamples,
  };
}

/**
 * Welford's update with more samples: with d the deviation from the mean before a sample, the mean moves by d / k and the
 * products grow by d dᵀ (k − 1) / k. No difference of large sums, so that an offset costs no digits. Up to four samples
 * share one pass over the products; each product still adds them up one after the other.
 *
 * @param deviations scratch, `[BLOCK x nChannels]`
 */
function gather(
  state: WhitenState,
  input: Float64Array,
  nSamples: number,
  nChannels: number,
  deviations: Float64Array,
): void {
  const { mean, matrix } = state;
  for (let t = 0; t < nSamples; t += BLOCK) {
    const n = Math.min(BLOCK, nSamples - t);
    const k = state.nGathered + 1;
    for (let b = 0; b < n; b++) {
      const row = (t + b) * nChannels;
      for (let i = 0; i < nChannels; i++) {
        const deviation = input[row + i]! - mean[i]!;
        deviations[b * nChannels + i] = deviation;
        mean[i] = mean[i]! + deviation / (k + b);
      }
    }
    if (n === BLOCK) addFour(matrix, deviations, nChannels, k);
    else for (let b = 0; b < n; b++) addOne(matrix, deviations, b * nChannels, nChannels, k + b);
    state.nGathered += n;
  }
}

/** `matrix[i, j] += d_i d_j (k − 1) / k` for j ≤ i, d the deviations of the span's sample number `k`. */
function addOne(matrix: Float64Array, deviations: Float64Array, d: number, nChannels: number, k: number): void {
  const weight = (k - 1) / k;
  for (let i = 0; i < nChannels; i++) {
    const own = deviations[d + i]! * weight;
    const to = i * nChannels;
    for (let j = 0; j <= i; j++) matrix[to + j] = matrix[to + j]! + own * deviations[d + j]!;
  }
}

/** {@link addOne} for samples `k` to `k + 3`, in this order for each product. */
function addFour(matrix: Float64Array, deviations: Float64Array, nChannels: number, k: number): void {
  const [d1, d2, d3] = [nChannels, 2 * nChannels, 3 * nChannels];
  for (let i = 0; i < nChannels; i++) {
    const own0 = deviations[i]! * ((k - 1) / k);
    const own1 = deviations[d1 + i]! * (k / (k + 1));
    const own2 = deviations[d2 + i]! * ((k + 1) / (k + 2));
    const own3 = deviations[d3 + i]! * ((k + 2) / (k + 3));
    const to = i * nChannels;
    for (let j = 0; j <= i; j++) {
      let sum = matrix[to + j]! + own0 * deviations[j]!;
      sum += own1 * deviations[d1 + j]!;
      sum += own2 * deviations[d2 + j]!;
      sum += own3 * deviations[d3 + j]!;
      matrix[to + j] = sum;
    }
  }
}

/** Both triangles of (1 − λ) C + λ (tr C / n) I, from the lower triangle of the products. */
function shrunkCovariance(
  products: Float64Array,
  nChannels: number,
  nSamples: number,
  shrinkage: number,
): Float64Array {
  const covariance = new Float64Array(nChannels * nChannels);
  let trace = 0;
  for (let i = 0; i < nChannels; i++) trace += products[i * nChannels + i]! / (nSamples - 1);
  for (let i = 0; i < nChannels; i++) {
    for (let j = 0; j <= i; j++) {
      const value = ((1 - shrinkage) * products[i * nChannels + j]!) / (nSamples - 1);
      covariance[i * nChannels + j] = value;
      covariance[j * nChannels + i] = value;
    }
    covariance[i * nChannels + i] = covariance[i * nChannels + i]! + (shrinkage * trace) / nChannels;
  }
  return covariance;
}
