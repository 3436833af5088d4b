import { matchPattern } from '../../models/marker-pattern.js';
import { toSamples } from './rounding.js';
import { failedSpan, MAX_PENDING_MARKERS, type MarkerRef, type WindowSpan } from './window-span.js';

/** What begins and ends the sequences that epochs or sliding windows belong to; spans in samples. */
export interface SequenceSettings {
  /** Absent: the first window behind a sequence begins the next. */
  readonly startMarker: string | undefined;
  readonly endMarker: string | undefined;
  /** From the end marker to the final answer. */
  readonly tail: number;
  /** From the start to where it ends at the latest. */
  readonly timeout: number;
}

interface SequenceMark {
  ends: boolean;
  marker: MarkerRef;
  /** The oldest sample that was still there when the marker came. */
  oldest: number;
}

/** Plain data. `marks` is sorted by index, ends before starts, then as they came. */
export interface SequenceState {
  marks: SequenceMark[];
  open: {
    start: number;
    marker: MarkerRef | undefined;
    /** One past the newest sample that was answered. */
    end: number;
  } | null;
}

/** How the open sequence will end, as far as is known. */
export interface Closing {
  /** One past the newest sample that may have part in it. */
  readonly end: number;
  /** Index of the newest sample, plus one, at which it is certain that it ends so. */
  readonly due: number;
  /** Markers from here on are not in it. */
  readonly until: number;
  readonly why: 'end' | 'start' | 'timeout';
  /** The end marker. */
  readonly marker: MarkerRef | undefined;
}

export interface SequenceTiming {
  readonly startMarker?: string | undefined;
  readonly endMarker?: string | undefined;
  /** s */
  readonly tail?: number | undefined;
  readonly timeout: number;
}

/** @param sfreq rate of the chain's output, Hz */
export function sequenceSettings(timing: SequenceTiming, sfreq: number): SequenceSettings {
  const timeout = toSamples(timing.timeout, sfreq);
  if (timeout < 1) throw new RangeError(`a timeout of ${timing.timeout} s is less than one sample at ${sfreq} Hz`);
  const { startMarker, endMarker, tail = 0 } = timing;
  return Object.freeze({ startMarker, endMarker, tail: toSamples(tail, sfreq), timeout });
}

export function startSequences(): SequenceState {
  return { marks: [], open: null };
}

/**
 * Keeps a marker that begins or ends sequences. One that matches both patterns ends one and begins the next.
 *
 * @param oldest absolute index of the oldest sample that is still there
 * @returns false when it would have been kept, but too many wait
 */
export function keepMark(settings: SequenceSettings, state: SequenceState, marker: MarkerRef, oldest: number): boolean {
  const matches = (pattern: string | undefined): boolean =>
    pattern !== undefined && matchPattern(pattern, marker.description);
  const [ends, starts] = [matches(settings.endMarker), matches(settings.startMarker)];
  if ((ends || starts) && state.marks.length >= MAX_PENDING_MARKERS) return false;
  if (ends) insert(state.marks, { ends: true, marker, oldest });
  if (starts) insert(state.marks, { ends: false, marker, oldest });
  return true;
}

/** The marker that begins the next sequence, when none is open. */
export function nextStart(state: SequenceState): SequenceMark | undefined {
  return state.marks.find(({ ends }) => !ends);
}

/** Opens a sequence at `start`; marks that are of no use any more go. */
export function openSequence(state: SequenceState, start: number, mark?: SequenceMark): void {
  const from = mark === undefined ? state.marks.length : state.marks.indexOf(mark) + 1;
  state.marks = state.marks.filter((other, i) => i >= from || (mark === undefined && other.marker.index > start));
  state.open = { start, marker: mark?.marker, end: start };
}

/**
 * A sequence is over at its end marker and so much later as `tail` says, but not later than where the next one starts; at
 * the next start when no end marker comes before it; or when its time is over. A marker at the very sample where it is over
 * has no part in it: it may come before or after that sample. What was known before the onset of the marker belongs to it,
 * also where the sample nearest to the onset lies before it: else it would count whether that sample or the marker came first.
 * A marker that ends it is waited upon until the sample at its onset is there: one that ends and one that starts may come
 * at the same sample, in either order, and the end marker counts.
 */
export function closingOf(settings: SequenceSettings, state: SequenceState): Closing {
  const { start = 0 } = state.open ?? {};
  const timeout = start + settings.timeout;
  const marker = state.marks.find(({ ends, marker }) => ends && marker.index > start)?.marker;
  const following = state.marks.find(({ ends, marker }) => !ends && marker.index >= start)?.marker;
  const next = following?.index ?? Infinity;
  const nextSample = following === undefined ? Infinity : sampleBehind(following);
  if (marker !== undefined && marker.index <= next && marker.index < timeout) {
    const over = Math.min(sampleBehind(marker) + settings.tail, nextSample);
    return { end: over, due: Math.max(over, sampleBehind(marker) + 1), until: marker.index, why: 'end', marker };
  }
  if (next < timeout) return { end: nextSample, due: nextSample + 1, until: next, why: 'start', marker: undefined };
  return { end: timeout, due: timeout, until: timeout, why: 'timeout', marker: undefined };
}

/**
 * Closes the open sequence.
 *
 * @param end absolute index one past the newest sample there will be
 * @param isOver the stream ends here
 * @returns the span that stands for its final answer
 */
export function closeSequence(
  settings: SequenceSettings,
  state: SequenceState,
  closing: Closing,
  window: number,
  end = Infinity,
): WindowSpan {
  const { open } = state;
  if (open === null) throw new Error('no sequence is open');
  const { why, marker: endMarker } = closing;
  const last = endMarker === undefined ? -1 : state.marks.findIndex(({ ends, marker }) => ends && marker === endMarker);
  state.marks.splice(0, last + 1);
  state.open = null;
  const to = Math.min(Math.max(closing.end, open.end), end);
  const isTimeout = why === 'timeout' && closing.end <= end && settings.endMarker !== undefined;
  return {
    window,
    start: open.start,
    end: Math.max(open.start, to),
    step: isTimeout ? 1 : 0,
    final: true,
    nAvailable: 0,
    count: 1,
    bound: { kind: 'end', from: open.start, until: closing.until },
    ...(open.marker === undefined ? {} : { marker: open.marker }),
    ...(endMarker === undefined ? {} : { endMarker }),
    ...(isTimeout
      ? {
          failure: {
            code: 'SEQUENCE_TIMEOUT' as const,
            detail: `no end marker within ${settings.timeout} samples of the start`,
          },
        }
      : {}),
  };
}

/** The span that says that a sequence begins. Nobody answers it. */
export function beginSpan(state: SequenceState, window: number): WindowSpan {
  const { start = 0 } = state.open ?? {};
  return {
    window,
    start,
    end: start,
    step: 0,
    final: false,
    nAvailable: 0,
    count: 0,
    bound: { kind: 'begin', from: start, until: Infinity },
  };
}

/** End markers without a start wait for one as long as a sequence may take, since markers may overtake each other. */
export function dropOrphans(settings: SequenceSettings, state: SequenceState, end: number): void {
  if (state.open !== null) return;
  const { marks } = state;
  let n = 0;
  while (n < marks.length && marks[n]!.ends && marks[n]!.marker.index + settings.timeout <= end) n++;
  if (n > 0) marks.splice(0, n);
}

/** The answer to a start marker that was not kept. */
export function tooManyMarks(window: number, marker: MarkerRef): WindowSpan {
  const detail = `${MAX_PENDING_MARKERS} markers of sequences are waiting for their samples`;
  return failedSpan(window, marker.index, marker.index, 0, marker, 'TOO_MANY_MARKERS', detail);
}

/** First sample at the onset or behind it. */
export function sampleBehind({ index, next }: MarkerRef): number {
  return next ?? index;
}

function insert(marks: SequenceMark[], added: SequenceMark): void {
  let at = marks.length;
  while (at > 0 && comesAfter(marks[at - 1]!, added)) at--;
  marks.splice(at, 0, added);
}

function comesAfter(a: SequenceMark, b: SequenceMark): boolean {
  if (a.marker.index !== b.marker.index) return a.marker.index > b.marker.index;
  return !a.ends && b.ends;
}
