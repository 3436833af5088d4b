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
 * @returns what changed, in the order of the samples: the same however the signal was cut into chunks
 */
export function watchSignal(
  settings: SignalQualitySettings,
  state: SignalQualityState,
  data: Float64Array,
  nSamples: number,
): readonly QualityChange[] {
  const { nChannels, watched } = settings;
  const flatRun = Math.max(2, Math.round(settings.flatSeconds * settings.sfreq));
  const saturatedRun = Math.max(2, Math.round(settings.saturatedSeconds * settings.sfreq));
  if (nSamples === 0) return NO_CHANGE;
  if (state.started === 0) {
    for (let c = 0; c < nChannels; c++) state.last[c] = data[c]! + 1;
    state.started = 1;
  }
  const { last, run, high, low, moved, verdict } = state;
  let changes: QualityChange[] | undefined;
  const change = (sample: number, c: number, quality: Quality): void => {
    verdict[c] = quality;
    changes ??= [];
    const same = changes.findLast((other) => other.sample === sample && other.quality === quality);
    if (same !== undefined) same.channels.push(c);
    else changes.push({ sample, quality, channels: [c] });
  };
  for (let t = 0, i = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i++) {
      const value = data[i]!;
      if (value !== last[c]) {
        last[c] = value;
        run[c] = 0;
        if (moved[c]! < 2) moved[c]!++;
        if (value > high[c]!) high[c] = value;
        else if (value < low[c]!) low[c] = value;
        if (verdict[c] !== QUALITY_GOOD) change(t, c, QUALITY_GOOD);
      } else {
        const length = ++run[c]!;
        if (length !== saturatedRun && length !== flatRun) continue;
        if (watched[c] === 0) continue;
        const isExtreme = value > 0 ? value >= high[c]! : value < 0 && value <= low[c]!;
        if (isExtreme && verdict[c] !== QUALITY_SATURATED && moved[c] === 2) change(t, c, QUALITY_SATURATED);
        else if (length === flatRun && verdict[c] === QUALITY_GOOD) change(t, c, QUALITY_FLAT);
      }
    }
  }
  return changes ?? NO_CHANGE;
}
