import type { RestlessVectors } from './restless-vectors.js';

/**
 * Notices channels that stopped telling anything: flat (no change for `flatSeconds`) or saturated (stuck for
 * `saturatedSeconds` at the largest value above 0, or the smallest below, that the channel has had so far).
 * Works on raw values as they came, before any filter.
 */

export interface SignalQualitySettings {
  readonly nChannels: number;
  readonly sfreq: number;
  /** s */
  readonly flatSeconds: number;
  readonly saturatedSeconds: number;
  /** 1 for channels that are watched; stimulus channels rest at one value by nature. */
  readonly watched: Uint8Array;
}

export interface SignalQualityState {
  last: Float64Array;
  /** Samples for which the value has not changed. */
  run: Int32Array;
  /** Largest and smallest value so far, and 0. */
  high: Float64Array;
  low: Float64Array;
  /** Changes so far, counted to 2. A channel that never moved has no rail to be stuck at: it is flat, not saturated. */
  moved: Uint8Array;
  /** 0 good, 1 flat, 2 saturated. */
  verdict: Uint8Array;
  started: number;
}

export const QUALITY_GOOD = 0;
export const QUALITY_FLAT = 1;
export const QUALITY_SATURATED = 2;
export type Quality = typeof QUALITY_GOOD | typeof QUALITY_FLAT | typeof QUALITY_SATURATED;

/** Channels of which something else is true from one sample on. */
export interface QualityChange {
  /** Index of the sample in the chunk. */
  readonly sample: number;
  readonly quality: Quality;
  /** Indices, rising. */
  readonly channels: number[];
}

const NO_CHANGE: readonly QualityChange[] = Object.freeze([]);

export function startSignalQuality(settings: SignalQualitySettings): SignalQualityState {
  return {
    last: new Float64Array(settings.nChannels),
    run: new Int32Array(settings.nChannels),
    high: new Float64Array(settings.nChannels),
    low: new Float64Array(settings.nChannels),
    moved: new Uint8Array(settings.nChannels),
    verdict: new Uint8Array(settings.nChannels),
    started: 0,
  };
}

/**
 * @param data `[nSamples × nChannels]`, sample-major, any unit; not changed
 * @param vectors  spares the look at single samples where it reaches the data
 * @returns what changed, in the order of the samples: the same however the signal was cut into chunks
 */
export function watchSignal(
  settings: SignalQualitySettings,
  state: SignalQualityState,
  data: Float64Array,
  nSamples: number,
  vectors?: RestlessVectors,
): readonly QualityChange[] {
  const { nChannels } = settings;
  if (nSamples === 0) return NO_CHANGE;
  if (state.started === 0) {
    for (let c = 0; c < nChannels; c++) state.last[c] = data[c]! + 1;
    state.started = 1;
  }
  const isAnyMarked = vectors?.look(state, data, nSamples);
  const { last, run, moved, verdict } = state;
  const newest = (nSamples - 1) * nChannels;
  let events: QualityEvent[] | undefined;
  for (let c = 0; c < nChannels; c++) {
    // A good channel that changes at each sample and stays within its range, as nearly all do in nearly all chunks.
    if (
      verdict[c] === QUALITY_GOOD &&
      moved[c] === 2 &&
      (isAnyMarked === undefined ? isLively(state, c, data, nSamples) : !(isAnyMarked && vectors!.isMarked(c)))
    ) {
      last[c] = data[newest + c]!;
      run[c] = 0;
    } else watchChannel(settings, state, c, data, nSamples, (events ??= []));
  }
  return events === undefined || events.length === 0 ? NO_CHANGE : together(events);
}

function isLively({ last, high, low }: SignalQualityState, c: number, data: Float64Array, nSamples: number): boolean {
  const nChannels = last.length;
  const highest = high[c]!;
  const lowest = low[c]!;
  let before = last[c]!;
  for (let t = 0, i = c; t < nSamples; t++, i += nChannels) {
    const value = data[i]!;
    if (value === before || value > highest || value < lowest) return false;
    before = value;
  }
  return true;
}

interface QualityEvent {
  readonly sample: number;
  readonly channel: number;
  readonly quality: Quality;
}

function watchChannel(
  settings: SignalQualitySettings,
  state: SignalQualityState,
  c: number,
  data: Float64Array,
  nSamples: number,
  events: QualityEvent[],
): void {
  const { nChannels, watched } = settings;
  const flatRun = Math.max(2, Math.round(settings.flatSeconds * settings.sfreq));
  const saturatedRun = Math.max(2, Math.round(settings.saturatedSeconds * settings.sfreq));
  const { last, run, high, low, moved, verdict } = state;
  const change = (sample: number, quality: Quality): void => {
    verdict[c] = quality;
    events.push({ sample, channel: c, quality });
  };
  for (let t = 0, i = c; t < nSamples; t++, i += nChannels) {
    const value = data[i]!;
    if (value !== last[c]) {
      last[c] = value;
      run[c] = 0;
      if (moved[c]! < 2) moved[c]!++;
      if (value > high[c]!) high[c] = value;
      else if (value < low[c]!) low[c] = value;
      if (verdict[c] !== QUALITY_GOOD) change(t, QUALITY_GOOD);
    } else {
      const length = ++run[c]!;
      if (length !== saturatedRun && length !== flatRun) continue;
      if (watched[c] === 0) continue;
      const isExtreme = value > 0 ? value >= high[c]! : value < 0 && value <= low[c]!;
      if (isExtreme && verdict[c] !== QUALITY_SATURATED && moved[c] === 2) change(t, QUALITY_SATURATED);
      else if (length === flatRun && verdict[c] === QUALITY_GOOD) change(t, QUALITY_FLAT);
    }
  }
}

/** In the order of the samples; channels of which the same is true from the same sample on, told at once. */
function together(events: QualityEvent[]): QualityChange[] {
  const changes: QualityChange[] = [];
  events.sort((a, b) => a.sample - b.sample || a.channel - b.channel);
  for (const { sample, channel, quality } of events) {
    const same = changes.findLast((other) => other.sample === sample && other.quality === quality);
    if (same !== undefined) same.channels.push(channel);
    else changes.push({ sample, quality, channels: [channel] });
  }
  return changes;
}
