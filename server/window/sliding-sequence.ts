import {
  beginSpan,
  closeSequence,
  closingOf,
  dropOrphans,
  keepMark,
  nextStart,
  openSequence,
  startSequences,
  tooManyMarks,
  type Closing,
  type SequenceSettings,
  type SequenceState,
} from './sequence-marks.js';
import type { SlidingSettings } from './sliding-window.js';
import { failedSpan, NOTHING_DUE, type MarkerRef, type WindowSpan } from './window-span.js';

/** Window k is `[k * stride, k * stride + nSamples)`, as without sequences; those outside of any are not asked for. */
export interface SlidingSequenceSettings extends SlidingSettings {
  readonly sequence: SequenceSettings;
}

/** Plain data. */
export interface SlidingSequenceState extends SequenceState {
  /** Answers so far: windows and ends of sequences. */
  nextWindow: number;
  /** The k of the next window. */
  next: number;
}

export function start(): SlidingSequenceState {
  return { ...startSequences(), nextWindow: 0, next: 0 };
}

/**
 * Takes a marker in; call `advance` after it.
 *
 * @param oldest absolute index of the oldest sample that is still there: a start marker that comes late has its windows
 *               from there on
 * @returns the answer to a marker that there was no room for
 */
export function mark(
  settings: SlidingSequenceSettings,
  state: SlidingSequenceState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  if (keepMark(settings.sequence, state, marker, oldest)) return undefined;
  return tooManyMarks(state.nextWindow++, marker);
}

/** Index of the newest sample, plus one, at which something is due; Infinity when nothing is on its way. */
export function nextDue(settings: SlidingSequenceSettings, state: SlidingSequenceState): number {
  return nextEvent(settings, state)?.due ?? Infinity;
}

/**
 * What is due, in order: that a sequence begins, its windows, its end.
 *
 * @param end absolute index one past the newest sample
 */
export function advance(
  settings: SlidingSequenceSettings,
  state: SlidingSequenceState,
  end: number,
): readonly WindowSpan[] {
  let spans: WindowSpan[] | undefined;
  for (let event = nextEvent(settings, state); event && event.due <= end; event = nextEvent(settings, state)) {
    dropOrphans(settings.sequence, state, event.due);
    spans ??= [];
    if (event.kind === 'end') {
      spans.push(closeSequence(settings.sequence, state, event.closing, state.nextWindow++));
    } else if (event.kind === 'begin') {
      begin(settings, state, spans);
    } else {
      spans.push(nextWindow(settings, state));
    }
  }
  dropOrphans(settings.sequence, state, end);
  return spans ?? NOTHING_DUE;
}

/**
 * As `gapRun` of sliding windows, for the windows that the gap takes from the open sequence, up to where it will be over.
 * Without start markers those between two sequences are answered too; they begin none.
 */
export function gapRun(
  settings: SlidingSequenceSettings,
  state: SlidingSequenceState,
  gapStart: number,
  gapEnd: number,
  which: 'touching' | 'inside',
): WindowSpan | undefined {
  if (state.open === null && settings.sequence.startMarker !== undefined) return undefined;
  const { nSamples, stride, sequence } = settings;
  const first = state.next;
  const from = first * stride;
  if (which === 'inside' && from < gapStart) return undefined;
  const behind = which === 'touching' ? Math.ceil(gapEnd / stride) - 1 : Math.floor((gapEnd - nSamples) / stride);
  const limit = state.open === null ? Infinity : closingOf(sequence, state).end;
  const last = Math.min(behind, Math.floor((limit - nSamples) / stride));
  if (gapEnd <= gapStart || last < first) return undefined;
  const count = last - first + 1;
  const window = state.nextWindow;
  state.nextWindow += count;
  state.next = last + 1;
  const end = last * stride + nSamples;
  if (state.open !== null) state.open.end = Math.max(state.open.end, end);
  return { window, start: from, end, step: 0, final: true, nAvailable: 0, count };
}

/** The stream has ended at `end`: so does the open sequence. */
export function finish(
  settings: SlidingSequenceSettings,
  state: SlidingSequenceState,
  end: number,
): readonly WindowSpan[] {
  const spans = [...advance(settings, state, end)];
  if (state.open !== null) {
    const closing = closingOf(settings.sequence, state);
    spans.push(closeSequence(settings.sequence, state, closing, state.nextWindow++, end));
  }
  state.marks = [];
  return spans;
}

type Event =
  | { readonly kind: 'begin' | 'window'; readonly due: number }
  | { readonly kind: 'end'; readonly due: number; readonly closing: Closing };

function nextEvent(settings: SlidingSequenceSettings, state: SlidingSequenceState): Event | undefined {
  const { nSamples, stride, sequence } = settings;
  const due = state.next * stride + nSamples;
  if (state.open === null) {
    if (sequence.startMarker === undefined) return { kind: 'begin', due };
    const first = nextStart(state);
    return first === undefined ? undefined : { kind: 'begin', due: first.marker.index };
  }
  const closing = closingOf(sequence, state);
  return due <= closing.end ? { kind: 'window', due } : { kind: 'end', due: closing.due, closing };
}

function begin(settings: SlidingSequenceSettings, state: SlidingSequenceState, spans: WindowSpan[]): void {
  const { nSamples, stride } = settings;
  const opening = nextStart(state);
  openSequence(state, opening?.marker.index ?? state.next * stride, opening);
  spans.push(beginSpan(state, state.nextWindow));
  if (opening === undefined) return;
  const { marker, oldest } = opening;
  const first = Math.max(state.next, Math.ceil(marker.index / stride));
  state.next = Math.max(first, Math.ceil(oldest / stride));
  const count = state.next - first;
  if (count === 0) return;
  const end = (state.next - 1) * stride + nSamples;
  const detail = `the sequence begins at ${marker.index}, the oldest sample kept is ${oldest}`;
  spans.push({ ...failedSpan(state.nextWindow, first * stride, end, 0, marker, 'MARKER_TOO_LATE', detail), count });
  state.nextWindow += count;
}

function nextWindow({ nSamples, stride }: SlidingSequenceSettings, state: SlidingSequenceState): WindowSpan {
  const from = state.next++ * stride;
  const end = from + nSamples;
  if (state.open !== null) state.open.end = Math.max(state.open.end, end);
  return { window: state.nextWindow++, start: from, end, step: 0, final: true, nAvailable: nSamples, count: 1 };
}
