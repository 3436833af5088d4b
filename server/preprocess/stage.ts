/**
 * What every preprocessing stage is: settings (frozen when it is made), state (plain data) and a pure step.
 *
 * Samples pass as float64, sample-major (`data[t * nChannels + c]`), in DSP units: µV, fT, fT/cm.
 * The step reads `nSamples * nChannelsIn` values of `input`, writes its output and says how many samples that is;
 * it keeps nothing between calls but `state`, does not change `input`, and gives the same samples however
 * they are cut into chunks. A chunk of zero samples is legal.
 */
export interface Stage<State extends StageState = StageState> {
  /** The manifest's word for it, for reports. */
  readonly name: string;
  readonly nChannelsIn: number;
  readonly nChannelsOut: number;
  /** Hz. */
  readonly sfreqIn: number;
  readonly sfreqOut: number;
  /** How late the stage makes a slow change, s; for a filter, in the middle of its pass band. */
  readonly groupDelay: number;
  /**
   * State before the first sample, or after a gap.
   * @param first absolute index, at `sfreqIn`, of the sample that comes next
   */
  start(first: number): State;
  /** Absolute output index, at `sfreqOut`, of the first sample that a stage started at `first` gives. */
  outputIndex(first: number): number;
  /** Most output samples that `nSamples` more can bring, whatever the state. */
  maxOutput(nSamples: number): number;
  /** @returns number of output samples written to the front of `output` */
  step(state: State, input: Float64Array, nSamples: number, output: Float64Array): number;
  /**
   * Whether the output means something yet; false while a stage still gathers its calibration span (it then passes
   * samples on unscaled, so that indices stay true). Absent: always.
   */
  ready?(state: State): boolean;
}

/** Numbers, typed arrays and nothing else, so that it can be saved and put back. */
export interface StageState {
  [key: string]: number | Float64Array | Float32Array | Int32Array | Uint8Array;
}
