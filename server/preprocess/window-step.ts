import type { Stage, StageState } from './stage.js';

/**
 * What is done to a window rather than to the continuous signal, because it depends on where the window lies. Works in
 * place on a copy of the window: samples of the ring are shared with other windows.
 */
export interface WindowStep {
  /** The manifest's word for it, for reports. */
  readonly name: string;
  /** What it does, a phrase for a person. */
  readonly form: string;
  /**
   * Samples it needs in the window, relative to the marker (or to the window's start, for sliding ones), half-open;
   * absent: none in particular.
   */
  readonly interval?: { readonly from: number; readonly to: number };
  /**
   * @param window `[nSamples x nChannels]`, DSP units
   * @param tminSample index of the window's first sample relative to the marker; 0 for sliding windows
   * @param valid `[nSamples]`, 1 where a sample is there; others are neither read nor changed. Absent: all are there
   * @returns false when no sample that the step depends on is there; the window is then as it was
   * @throws {RangeError} when the step's interval is not in the window
   */
  apply(window: Float32Array, nSamples: number, nChannels: number, tminSample: number, valid?: Uint8Array): boolean;
}

/** Float64 values worked on at a time. */
const BLOCK_VALUES = 1 << 14;

/** A stage without memory as a step on windows; it must give as many channels as it takes. */
export function windowStep(stage: Stage & { readonly form: string }): WindowStep {
  const nRows = Math.max(1, Math.floor(BLOCK_VALUES / stage.nChannelsIn));
  const input = new Float64Array(nRows * stage.nChannelsIn);
  const output = new Float64Array(nRows * stage.nChannelsOut);
  const state: StageState = stage.start(0);
  return {
    name: stage.name,
    form: stage.form,
    apply(window, nSamples, nChannels, _tminSample, valid) {
      if (nChannels !== stage.nChannelsIn) {
        throw new RangeError(`${stage.name} takes windows of ${stage.nChannelsIn} channels; got ${nChannels}`);
      }
      for (let start = 0; start < nSamples; start += nRows) {
        const n = Math.min(nRows, nSamples - start);
        const from = start * nChannels;
        for (let i = 0; i < n * nChannels; i++) input[i] = window[from + i]!;
        stage.step(state, input, n, output);
        for (let t = 0; t < n; t++) {
          if (valid !== undefined && valid[start + t] !== 1) continue;
          for (let i = t * nChannels; i < (t + 1) * nChannels; i++) window[from + i] = output[i]!;
        }
      }
      return true;
    },
  };
}
