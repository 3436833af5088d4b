import { matchPattern } from '../../models/marker-pattern.js';
import { toSamples } from './rounding.js';
import { failedSpan, MAX_PENDING_MARKERS, NOTHING_DUE, type MarkerRef, type WindowSpan } from './window-span.js';

/** A sequence from a start marker at index s to an end marker at e is `[s + tmin, e + tmax)`, here all in samples. */
export interface SequencerSettings {
  readonly startMarker: string;
  readonly endMarker: string;
  readonly tmin: number;
  readonly tmax: number;
  /** Longest sequence that the model takes. */
  readonly nSamples: number;
  /** An end marker is waited for that long after the start marker. */
  readonly timeout: number;
}

interface PendingMark {
  ends: boolean;
  marker: MarkerRef;
  /** The oldest sample that was still there when the marker came. */
  oldest: number;
}

/** Plain data. `marks` is sorted by index, ends before starts, then as they came. */
export interface SequencerState {
  nextWindow: number;
  marks: PendingMark[];
}

export interface SequenceTiming {
  readonly startMarker: string;
  readonly endMarker: string;
  /** After the start marker and after the end marker, s. */
  readonly tmin: number;
  readonly tmax: number;
  /** s */
  readonly timeout: number;
}

/**
 * @param sfreq rate of the chain's output, Hz
 * @param nSamples longest sequence
 */
export function sequencerSettings(timing: SequenceTiming, sfreq: number, nSamples: number): SequencerSettings {
  const timeout = toSamples(timing.timeout, sfreq);
  if (timeout < 1) throw new RangeError(`a timeout of ${timing.timeout} s is less than one sample at ${sfreq} Hz`);
  return Object.freeze({
    startMarker: timing.startMarker,
    endMarker: timing.endMarker,
    tmin: toSamples(timing.tmin, sfreq),
    tmax: toSamples(timing.tmax, sfreq),
    nSamples,
    timeout,
  });
}

export function start(): SequencerState {
  return { nextWindow: 0, marks: [] };
}

/**
 * Takes a marker in; call `advance` after it. One that matches both patterns ends a sequence and starts the next.
 *
 * @param oldest absolute index of the oldest sample that is still there
 * @returns the answer, when it is already known that there will be no data
 */
export function mark(
  settings: SequencerSettings,
  state: SequencerState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  const full = state.marks.length >= MAX_PENDING_MARKERS;
  if (!full && matchPattern(settings.endMarker, marker.description)) {
    insert(state.marks, { ends: true, marker, oldest });
  }
  if (!matchPattern(settings.startMarker, marker.description)) return undefined;
  if (full) {
    const detail = `${MAX_PENDING_MARKERS} markers are waiting for their samples`;
    const from = marker.index + settings.tmin;
    return failedSpan(state.nextWindow++, from, from, 0, marker, 'TOO_MANY_MARKERS', detail);
  }
  insert(state.marks, { ends: false, marker, oldest });
  return undefined;
}

/**
 * The sequences that are decided, in the order of their start markers; each start marker gets one answer.
 *
 * Markers are paired by where they happened, not by when they came. A sequence ends at the next end marker, provided that
 * it comes within the timeout; then it is answered when the samples up to e + tmax are there: with its window, with
 * SEQUENCE_TOO_LONG, or with MARKER_TOO_LATE when its first samples were overwritten before its markers came. A start
 * marker inside an open sequence starts again: the open one is answered with SEQUENCE_TIMEOUT there. An end marker
 * without a start waits for one as long as the timeout, because markers of several connections may overtake each other.
 *
 * @param end absolute index one past the newest sample
 */
export function advance(settings: SequencerSettings, state: SequencerState, end: number): readonly WindowSpan[] {
  let spans: WindowSpan[] | undefined;
  while (state.marks.length > 0) {
    dropOrphans(settings, state, end);
    const decision = nextDecision(settings, state);
    if (decision === undefined || decision.due > end) break;
    state.marks.splice(decision.at, decision.nMarks);
    spans ??= [];
    spans.push(toSpan(settings, state.nextWindow++, decision));
  }
  return spans ?? NOTHING_DUE;
}

/** Index of the newest sample, plus one, at which the next answer is due; Infinity when no sequence is open. */
export function nextDue(settings: SequencerSettings, state: SequencerState): number {
  return nextDecision(settings, state)?.due ?? Infinity;
}

/** The stream has ended at `end`: every sequence that is not complete is answered with STREAM_ENDED. */
export function finish(settings: SequencerSettings, state: SequencerState, end: number): readonly WindowSpan[] {
  const spans: WindowSpan[] = [];
  // One that waits for its last samples may have held up others behind it that are decided by now.
  for (let decision = nextDecision(settings, state); decision; decision = nextDecision(settings, state)) {
    state.marks.splice(decision.at, decision.nMarks);
    const { marker } = decision.start;
    const from = marker.index + settings.tmin;
    const detail = `the stream ended at ${end}, before the sequence did`;
    const window = state.nextWindow++;
    const isDecided = decision.due <= end;
    spans.push(
      isDecided ? toSpan(settings, window, decision) : failedSpan(window, from, end, 0, marker, 'STREAM_ENDED', detail),
    );
  }
  state.marks = [];
  return spans;
}

/** What will become of the first open sequence, as far as is known. */
interface Decision {
  due: number;
  /** Where in `marks` it begins, and how many of them it takes. */
  at: number;
  nMarks: number;
  start: PendingMark;
  /** Absent: it ends without an end marker. */
  end?: PendingMark;
  why: string;
}

function nextDecision(settings: SequencerSettings, state: SequencerState): Decision | undefined {
  const { marks } = state;
  const at = marks.findIndex(({ ends }) => !ends);
  if (at < 0) return undefined;
  const open = marks[at]!;
  const onset = open.marker.index;
  const timeout = onset + settings.timeout;
  // An end marker so close that nothing would be left of the sequence does not end it, and is of no other use.
  let next = at + 1;
  while (marks[next]?.ends === true && lengthOf(settings, open, marks[next]!) < 1) next++;
  const following = marks[next];
  if (following === undefined || following.marker.index > timeout) {
    const why = `no end marker within ${settings.timeout} samples of the start marker`;
    return { due: timeout, at, nMarks: 1, start: open, why };
  }
  if (!following.ends) {
    const why = `another start marker at ${following.marker.index} before an end marker`;
    return { due: following.marker.index, at, nMarks: 1, start: open, why };
  }
  return {
    due: following.marker.index + settings.tmax,
    at,
    nMarks: next - at + 1,
    start: open,
    end: following,
    why: '',
  };
}

function toSpan(settings: SequencerSettings, window: number, decision: Decision): WindowSpan {
  const { start: open, end: close, due } = decision;
  const { marker } = open;
  const from = marker.index + settings.tmin;
  if (close === undefined) return failedSpan(window, from, due, 0, marker, 'SEQUENCE_TIMEOUT', decision.why);
  const nAvailable = due - from;
  const oldest = Math.max(open.oldest, close.oldest);
  if (nAvailable > settings.nSamples) {
    const detail = `${nAvailable} samples, at most ${settings.nSamples}`;
    return failedSpan(window, from, due, 0, marker, 'SEQUENCE_TOO_LONG', detail);
  }
  if (from < oldest) {
    const detail =
      from < 0
        ? `the sequence begins ${-from} samples before the stream`
        : `the sequence begins at ${from}, the oldest sample kept when its markers were there is ${oldest}`;
    return failedSpan(window, from, due, 0, marker, 'MARKER_TOO_LATE', detail);
  }
  return {
    window,
    start: from,
    end: due,
    step: 0,
    final: true,
    nAvailable,
    count: 1,
    marker,
    endMarker: close.marker,
  };
}

function lengthOf(settings: SequencerSettings, open: PendingMark, close: PendingMark): number {
  return close.marker.index + settings.tmax - (open.marker.index + settings.tmin);
}

/** End markers in front of every start marker, once they have waited long enough. */
function dropOrphans(settings: SequencerSettings, state: SequencerState, end: number): void {
  const { marks } = state;
  let n = 0;
  while (n < marks.length && marks[n]!.ends && marks[n]!.marker.index + settings.timeout <= end) n++;
  if (n > 0) marks.splice(0, n);
}

function insert(marks: PendingMark[], added: PendingMark): void {
  let at = marks.length;
  while (at > 0 && comesAfter(marks[at - 1]!, added)) at--;
  marks.splice(at, 0, added);
}

function comesAfter(a: PendingMark, b: PendingMark): boolean {
  if (a.marker.index !== b.marker.index) return a.marker.index > b.marker.index;
  return !a.ends && b.ends;
}
