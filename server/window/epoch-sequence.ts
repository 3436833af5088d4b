import * as epocher from './epocher.js';
import type { EpocherSettings, EpocherState, PendingEpoch } from './epocher.js';
import {
  beginSpan,
  closeSequence,
  closingOf,
  dropOrphans,
  keepMark,
  nextStart,
  openSequence,
  sampleBehind,
  startSequences,
  tooManyMarks,
  type Closing,
  type SequenceSettings,
  type SequenceState,
} from './sequence-marks.js';
import { failedSpan, NOTHING_DUE, type MarkerRef, type WindowSpan } from './window-span.js';

/** Epochs that belong to the sequence that their marker lies in; each is answered once, without early answers. */
export interface EpochSequenceSettings {
  readonly epoch: EpocherSettings;
  readonly sequence: SequenceSettings;
}

/** Plain data. */
export interface EpochSequenceState extends SequenceState {
  epochs: EpocherState;
  /** Answers so far, epochs and ends of sequences: an epoch is numbered with its answer, as markers may come long before. */
  nextWindow: number;
}

/** @throws {RangeError} when epochs are progressive */
export function epochSequenceSettings(epoch: EpocherSettings, sequence: SequenceSettings): EpochSequenceSettings {
  if (epoch.steps.length > 1) throw new RangeError('epochs of a sequence have no early answers');
  return Object.freeze({ epoch, sequence });
}

export function start(): EpochSequenceState {
  return { ...startSequences(), epochs: epocher.start(), nextWindow: 0 };
}

/**
 * Takes a marker in; call `advance` after it. That an epoch's samples are gone is known with its marker, but it is told in
 * its turn: a marker may come before those that begin and end the sequence it belongs to are due.
 *
 * @param oldest absolute index of the oldest sample that is still there
 * @returns the answer, when there is no room for the marker
 */
export function mark(
  settings: EpochSequenceSettings,
  state: EpochSequenceState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  const refused = epocher.markInTurn(settings.epoch, state.epochs, marker, oldest);
  const isKept = keepMark(settings.sequence, state, marker, oldest);
  if (refused !== undefined) return { ...refused, window: state.nextWindow++ };
  return isKept ? undefined : tooManyMarks(state.nextWindow++, marker);
}

/** Index of the newest sample, plus one, at which something is due; Infinity when nothing is on its way. */
export function nextDue(settings: EpochSequenceSettings, state: EpochSequenceState): number {
  return nextEvent(settings, state)?.due ?? Infinity;
}

/**
 * What is due, in order: that a sequence begins, its epochs, its end. It waits for every epoch that belongs to it. Where
 * sequences have start markers, an epoch outside of all is answered with OUTSIDE_SEQUENCE.
 *
 * @param end absolute index one past the newest sample
 */
export function advance(
  settings: EpochSequenceSettings,
  state: EpochSequenceState,
  end: number,
): readonly WindowSpan[] {
  let spans: WindowSpan[] | undefined;
  for (let event = nextEvent(settings, state); event && event.due <= end; event = nextEvent(settings, state)) {
    dropOrphans(settings.sequence, state, event.due);
    spans ??= [];
    if (event.kind === 'epoch' || event.kind === 'outside') spans.push(takeEpoch(settings, state, event.kind));
    else turn(settings, state, event, spans, Infinity);
  }
  dropOrphans(settings.sequence, state, end);
  return spans ?? NOTHING_DUE;
}

/** The stream has ended at `end`: epochs that still wait are answered with STREAM_ENDED, and open sequences end. */
export function finish(settings: EpochSequenceSettings, state: EpochSequenceState, end: number): readonly WindowSpan[] {
  const spans = [...advance(settings, state, end)];
  const { epochs } = state;
  state.marks = state.marks.filter(({ ends, marker }) => ends || marker.index <= end);
  for (let event = nextEvent(settings, state); event; event = nextEvent(settings, state)) {
    const isOfMarker = settings.sequence.startMarker !== undefined;
    if (event.kind === 'end' || (event.kind === 'begin' && isOfMarker)) {
      turn(settings, state, event, spans, end);
      continue;
    }
    const { marker, start: from, due, refused } = epochs.pending.shift()!;
    if (refused !== undefined) {
      spans.push({ ...refused, window: state.nextWindow++ });
      continue;
    }
    const detail = `the stream ended at ${end}, ${due - end} samples before the epoch did`;
    spans.push(failedSpan(state.nextWindow++, from, due, 0, marker, 'STREAM_ENDED', detail));
  }
  state.marks = [];
  return spans;
}

type Event =
  | { readonly kind: 'begin' | 'epoch' | 'outside'; readonly due: number }
  | { readonly kind: 'end'; readonly due: number; readonly closing: Closing };

function nextEvent({ sequence }: EpochSequenceSettings, state: EpochSequenceState): Event | undefined {
  const [epoch] = state.epochs.pending;
  const { open } = state;
  if (open === null) {
    // Without start markers the first epoch that there is data for begins a sequence.
    if (sequence.startMarker === undefined)
      return epoch && { kind: epoch.refused === undefined ? 'begin' : 'outside', due: dueOf(epoch) };
    const begin = nextStart(state)?.marker.index;
    if (epoch !== undefined && (begin === undefined || epoch.marker.index < begin))
      return { kind: 'outside', due: dueOf(epoch) };
    return begin === undefined ? undefined : { kind: 'begin', due: begin };
  }
  const closing = closingOf(sequence, state);
  if (epoch !== undefined && epoch.marker.index < open.start) return { kind: 'outside', due: dueOf(epoch) };
  if (epoch !== undefined && epoch.marker.index < closing.until) return { kind: 'epoch', due: dueOf(epoch) };
  return { kind: 'end', due: closing.due, closing };
}

/**
 * An epoch that is complete before its marker's onset waits for the sample there: only then are the markers known that
 * come with its own, and so in which sequence it lies.
 */
function dueOf({ due, marker }: PendingEpoch): number {
  return Math.max(due, sampleBehind(marker) + 1);
}

function turn(
  settings: EpochSequenceSettings,
  state: EpochSequenceState,
  event: Event,
  spans: WindowSpan[],
  end: number,
): void {
  const { epochs } = state;
  if (event.kind === 'end') {
    spans.push(closeSequence(settings.sequence, state, event.closing, state.nextWindow++, end));
    return;
  }
  const opening = nextStart(state);
  openSequence(state, opening?.marker.index ?? epochs.pending[0]!.marker.index, opening);
  spans.push(beginSpan(state, state.nextWindow));
}

function takeEpoch({ epoch }: EpochSequenceSettings, state: EpochSequenceState, kind: 'epoch' | 'outside'): WindowSpan {
  const { marker, start: from, refused } = state.epochs.pending.shift()!;
  const window = state.nextWindow++;
  if (refused !== undefined) return { ...refused, window };
  const end = from + epoch.nSamples;
  if (kind === 'outside') {
    const detail = 'its marker is in no sequence: no start marker before it, or it came after the sequence was over';
    return failedSpan(window, from, end, 0, marker, 'OUTSIDE_SEQUENCE', detail);
  }
  if (state.open !== null) state.open.end = Math.max(state.open.end, end);
  return { window, start: from, end, step: 0, final: true, nAvailable: epoch.nSamples, count: 1, marker };
}
