import type { Stage, StageState } from './stage.js';

/** What the stages of this folder offer beyond the contract, so that a chain can describe and calibrate them. */
export interface ChainStage<State extends StageState = StageState> extends Stage<State> {
  /** The causal form, a phrase for a person. */
  readonly form: string;
  /** Present where the rate changes: `sfreqOut` = `sfreqIn` x up / down. */
  readonly ratio?: Ratio;
  /** Present on a stage that fits itself on the first samples it sees. */
  readonly calibration?: Calibration<State>;
}

export interface Ratio {
  readonly up: number;
  readonly down: number;
}

export interface Calibration<State extends StageState = StageState> {
  /** Samples still needed before the statistics are fitted; 0 once they are. */
  remaining(state: State): number;
  /** Absolute index, at the stage's rate, of the first sample that the fitted statistics treat; −1 before that. */
  readyFrom(state: State): number;
  /** State after a gap: what was fitted or gathered stays, and `first` is the index of the sample that comes next. */
  restart(state: State, first: number): State;
}

/** State of a stage that remembers nothing. */
export type NoState = Record<never, never>;

/** Most float64 values a calibration may gather (128 MiB), because it is state: saved, moved and put back. */
export const MAX_CALIBRATION_VALUES = 1 << 24;

/** Length of a calibration span in samples, at least 2. */
export function calibrationSamples(seconds: number, sfreq: number, what: string): number {
  const nSamples = Math.round(seconds * sfreq);
  if (!(nSamples >= 2)) {
    throw new RangeError(`${what}: seconds must span at least 2 samples at ${sfreq} Hz, got ${seconds}`);
  }
  return nSamples;
}
