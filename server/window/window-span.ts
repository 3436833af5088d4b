/** A marker as the windows see it. Plain data: it is kept in states and checkpoints. */
export interface MarkerRef {
  /** Onset at the chain's output sfreq, absolute. */
  readonly index: number;
  /** First sample of the chain's output at the onset or behind it; absent: `index`. */
  readonly next?: number;
  /** Onset in samples of the stream. */
  readonly sample: number;
  readonly description: string;
  readonly value: string;
  /** s */
  readonly duration: number;
}

export type SpanFailureCode =
  | 'MARKER_TOO_LATE'
  | 'TOO_MANY_MARKERS'
  | 'OUTSIDE_SEQUENCE'
  | 'SEQUENCE_TIMEOUT'
  | 'SEQUENCE_TOO_LONG'
  | 'STREAM_ENDED';

export interface SpanFailure {
  readonly code: SpanFailureCode;
  readonly detail: string;
}

/** Where a sequence around windows begins or ends; its markers have indices `[from, until)`. */
export interface SequenceBound {
  readonly kind: 'begin' | 'end';
  readonly from: number;
  /** Infinity at its begin. */
  readonly until: number;
}

/**
 * One answer that a decoder owes: samples `[start, end)` of the chain's output, or why there will be none.
 * Holds no data; `RingBuffer.view(start, nAvailable)` does.
 */
export interface WindowSpan {
  /** Dense per decoder. */
  readonly window: number;
  readonly start: number;
  readonly end: number;
  /** Counts the answers of a progressive window, from 0. */
  readonly step: number;
  /** No later span will speak of this window. */
  readonly final: boolean;
  /**
   * Samples of the model's window that are real, from its start: the rest is 0 and masked.
   * Equal to `end - start`, and 0 for a failure.
   */
  readonly nAvailable: number;
  /** Windows that this span stands for: more than 1 only where a gap took a run of them. */
  readonly count: number;
  readonly marker?: MarkerRef;
  /** The marker that ended a sequence. */
  readonly endMarker?: MarkerRef;
  readonly failure?: SpanFailure;
  /** No window, but where a sequence of windows begins or ends. A failure beside it says why it ended. */
  readonly bound?: SequenceBound;
}

/** What an `advance` returns when nothing is due: shared, so that a chunk without a window makes no garbage. */
export const NOTHING_DUE: readonly WindowSpan[] = Object.freeze([]);

/** Markers that one decoder keeps waiting; one more is answered with TOO_MANY_MARKERS. */
export const MAX_PENDING_MARKERS = 4096;

/** A span that will have no data, kept within the stream's indices (which do not go below 0). */
export function failedSpan(
  window: number,
  start: number,
  end: number,
  step: number,
  marker: MarkerRef,
  code: SpanFailureCode,
  detail: string,
): WindowSpan {
  const from = Math.max(0, start);
  return {
    window,
    start: from,
    end: Math.max(from, end),
    step,
    final: true,
    nAvailable: 0,
    count: 1,
    marker,
    failure: { code, detail },
  };
}
