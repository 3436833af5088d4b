import type { Result, ResultMarker } from './result.js';

/** What a stream's answers depend on beside the output of the window. Plain data: it goes into checkpoints. */
export type PostprocessState = unknown;

/** Which of a stream's windows an output belongs to. */
export interface ResultWindow {
  /** The marker that the window lies at; a sliding window has none. */
  readonly marker?: ResultMarker | undefined;
  /** Counts the answers to one window, early ones first. */
  readonly step: number;
  /** Where it ends, in samples of the model's rate. */
  readonly end?: number;
}

/** A marker and its onset, in samples of the model's rate and of the stream. */
export interface PlacedMarker extends ResultMarker {
  readonly index: number;
  readonly sample: number;
}

/** Where a sequence of windows ended. */
export interface SequenceEnd {
  /** Markers with indices `[from, until)` are in it. */
  readonly from: number;
  readonly until: number;
  readonly endMarker?: ResultMarker | undefined;
}

/** Makes decodes of a model's outputs. One serves all streams of a thread: what differs between them is the state. */
export interface Postprocessor<State = PostprocessState> {
  /** Before a stream's first window. */
  start(): State;
  /**
   * @param state   of the stream; changed
   * @param output  values of the output that the manifest names, row by row
   * @param shape   of `output`, without the batch axis
   * @returns the result, or a failure (MODEL_OUTPUT_INVALID) where a value is not finite: never a guess in its place
   */
  answer(state: State, output: Float32Array, shape: readonly number[], window: ResultWindow): Result;
  /** What a marker says was shown or meant, in the model's words; empty where it says nothing. */
  truthOf(marker: ResultMarker): string;
  /** A marker of the stream, whichever; before the windows that it makes due. @param state of the stream; changed */
  note?(state: State, marker: PlacedMarker): void;
  /** A sequence of windows begins. */
  begin?(state: State): void;
  /** The model's own states started anew inside a sequence: it does not speak of what was before. */
  forget?(state: State): void;
  /** It is over: the final answer, where there is one. */
  finish?(state: State, end: SequenceEnd): Result | undefined;
}
