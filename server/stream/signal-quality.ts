/**
 * Notices channels that stopped telling anything: flat (no change for `flatSeconds`) or saturated (stuck at the end of
 * the range for `saturatedSeconds`: the largest or smallest code of an integer format, or the channel's own extreme so far).
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
  /** Largest magnitude so far. */
  peak: Float64Array;
  /** Changes so far, counted to 2. A channel that never moved has no rail to be stuck at: it is flat, not saturated. */
  moved: Uint8Array;
  /** 0 good, 1 flat, 2 saturated. */
  verdict: Uint8Array;
  started: number;
}

export const QUALITY_GOOD = 0;
export const QUALITY_FLAT = 1;
export const QUALITY_SATURATED = 2;

export interface QualityChange {
  /** Channel indices by new verdict. */
  readonly flat: number[];
  readonly saturated: number[];
  readonly recovered: number[];
}

export function startSignalQuality(settings: SignalQualitySettings): SignalQualityState {
  return {
    last: new Float64Array(settings.nChannels),
    run: new Int32Array(settings.nChannels),
    peak: new Float64Array(settings.nChannels),
    moved: new Uint8Array(settings.nChannels),
    verdict: new Uint8Array(settings.nChannels),
    started: 0,
  };
}

/**
 * @param data `[nSamples × nChannels]`, sample-major, any unit; not changed
 * @returns what changed, or undefined when nothing did
 */
export function watchSignal(
  settings: SignalQualitySettings,
  state: SignalQualityState,
  data: Float64Array,
  nSamples: number,
): QualityChange | undefined {
  const { nChannels, watched } = settings;
  const flatRun = Math.max(2, Math.round(settings.flatSeconds * settings.sfreq));
  const saturatedRun = Math.max(2, Math.round(settings.saturatedSeconds * settings.sfreq));
  let change: QualityChange | undefined;
  if (nSamples === 0) return undefined;
  if (state.started === 0) {
    for (let c = 0; c < nChannels; c++) state.last[c] = data[c]! + 1;
    state.started = 1;
  }
  const { last, run, peak, moved, verdict } = state;
  for (let t = 0, i = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i++) {
      const value = data[i]!;
      if (value !== last[c]) {
        last[c] = value;
        run[c] = 0;
        if (moved[c]! < 2) moved[c]!++;
        const magnitude = value < 0 ? -value : value;
        if (magnitude > peak[c]!) peak[c] = magnitude;
        if (verdict[c] !== QUALITY_GOOD) {
          verdict[c] = QUALITY_GOOD;
          change ??= { flat: [], saturated: [], recovered: [] };
          change.recovered.push(c);
        }
      } else {
        const length = ++run[c]!;
        if (length !== saturatedRun && length !== flatRun) continue;
        if (watched[c] === 0) continue;
        const extreme = value !== 0 && (value < 0 ? -value : value) >= peak[c]!;
        if (extreme && verdict[c] !== QUALITY_SATURATED && moved[c] === 2) {
          verdict[c] = QUALITY_SATURATED;
          change ??= { flat: [], saturated: [], recovered: [] };
          change.saturated.push(c);
        } else if (length === flatRun && verdict[c] === QUALITY_GOOD) {
          verdict[c] = QUALITY_FLAT;
          change ??= { flat: [], saturated: [], recovered: [] };
          change.flat.push(c);
        }
      }
    }
  }
  return change;
}
