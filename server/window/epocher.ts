import { matchPattern } from '../../models/marker-pattern.js';
import { toSamples } from './rounding.js';
import { failedSpan, MAX_PENDING_MARKERS, NOTHING_DUE, type MarkerRef, type WindowSpan } from './window-span.js';

/** The epoch of a marker at index i is `[i + offset, i + offset + nSamples)`. */
export interface EpocherSettings {
  /** Descriptions that start an epoch; `*` stands for any run of characters. */
  readonly marker: string;
  /** From onset to the epoch's start, samples; negative when it begins before. */
  readonly offset: number;
  readonly nSamples: number;
  /** Samples that are there at each answer, rising; the last is `nSamples`. */
  readonly steps: readonly number[];
}

export interface PendingEpoch {
  window: number;
  start: number;
  /** The answer that comes next. */
  step: number;
  /** Index at which it is due. */
  due: number;
  marker: MarkerRef;
  /** The answer there will be instead of its data. */
  refused?: WindowSpan;
}

/** Plain data. `pending` is sorted by `due`, then by `window`. */
export interface EpocherState {
  nextWindow: number;
  pending: PendingEpoch[];
}

export interface EpochTiming {
  /** Epoch start after the onset, s. */
  readonly tmin: number;
  /** From trigger to brain, s: the epoch starts that much later. */
  readonly triggerDelay?: number | undefined;
  /** Early answers, in samples of the epoch, rising. */
  readonly progressive?: readonly number[] | undefined;
}

/**
 * @param sfreq rate of the chain's output, Hz
 * @param nSamples epoch length
 * @throws {RangeError} when the progressive lengths do not rise or reach past the epoch
 */
export function epocherSettings(marker: string, timing: EpochTiming, sfreq: number, nSamples: number): EpocherSettings {
  const steps = (timing.progressive ?? []).filter((length) => length !== nSamples);
  steps.push(nSamples);
  let shortest = 1;
  for (const length of steps) {
    if (!Number.isInteger(length) || length < shortest || length > nSamples) {
      throw new RangeError(`progressive lengths ${steps.join(', ')} do not rise from 1 to ${nSamples} samples`);
    }
    shortest = length + 1;
  }
  const offset = toSamples(timing.tmin + (timing.triggerDelay ?? 0), sfreq);
  return Object.freeze({ marker, offset, nSamples, steps: Object.freeze(steps) });
}

export function start(): EpocherState {
  return { nextWindow: 0, pending: [] };
}

/** Index of the newest sample, plus one, at which the next answer is due; Infinity when nothing waits. */
export function nextDue(state: EpocherState): number {
  return state.pending[0]?.due ?? Infinity;
}

/**
 * Takes a marker in, as early or late as it comes; call `advance` after it, because a late one may be due at once.
 *
 * @param oldest absolute index of the oldest sample that is still there
 * @returns the answer, when it is already known that there will be no data
 */
export function mark(
  settings: EpocherSettings,
  state: EpocherState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  if (!matchPattern(settings.marker, marker.description)) return undefined;
  const window = state.nextWindow++;
  const from = marker.index + settings.offset;
  const to = from + settings.nSamples;
  if (from < oldest) {
    const detail =
      from < 0
        ? `the epoch begins ${-from} samples before the stream`
        : `the epoch begins at ${from}, the oldest sample kept is ${oldest}`;
    return failedSpan(window, from, to, 0, marker, 'MARKER_TOO_LATE', detail);
  }
  if (state.pending.length >= MAX_PENDING_MARKERS) {
    const detail = `${MAX_PENDING_MARKERS} epochs are waiting for their samples`;
    return failedSpan(window, from, to, 0, marker, 'TOO_MANY_MARKERS', detail);
  }
  insert(state.pending, { window, start: from, step: 0, due: from + settings.steps[0]!, marker });
  return undefined;
}

/**
 * As `mark`, but an epoch whose first samples are gone keeps its place among the others, with its answer: whoever answers
 * them in an order of his own is to answer it when it would have been complete.
 */
export function markInTurn(
  settings: EpocherSettings,
  state: EpocherState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  const refused = mark(settings, state, marker, oldest);
  if (refused?.failure?.code !== 'MARKER_TOO_LATE' || state.pending.length >= MAX_PENDING_MARKERS) return refused;
  const from = marker.index + settings.offset;
  insert(state.pending, {
    window: refused.window,
    start: from,
    step: 0,
    due: from + settings.steps[0]!,
    marker,
    refused,
  });
  return undefined;
}

/**
 * The answers that are due, by the index at which they became so, then by the order of their markers. A progressive
 * epoch gives all its answers, even when its marker came after its last sample.
 *
 * @param end absolute index one past the newest sample
 */
export function advance(settings: EpocherSettings, state: EpocherState, end: number): readonly WindowSpan[] {
  if (nextDue(state) > end) return NOTHING_DUE;
  const spans: WindowSpan[] = [];
  while (nextDue(state) <= end) {
    const epoch = state.pending.shift()!;
    const nAvailable = settings.steps[epoch.step]!;
    const final = epoch.step === settings.steps.length - 1;
    spans.push({
      window: epoch.window,
      start: epoch.start,
      end: epoch.start + nAvailable,
      step: epoch.step,
      final,
      nAvailable,
      count: 1,
      marker: epoch.marker,
    });
    if (final) continue;
    epoch.step++;
    epoch.due = epoch.start + settings.steps[epoch.step]!;
    insert(state.pending, epoch);
  }
  return spans;
}

/** The stream has ended at `end`: every epoch that still waits is answered with STREAM_ENDED, in the order it was due. */
export function finish(settings: EpocherSettings, state: EpocherState, end: number): readonly WindowSpan[] {
  const spans = state.pending.map((epoch) => {
    const to = epoch.start + settings.nSamples;
    const detail = `the stream ended at ${end}, ${to - end} samples before the epoch did`;
    return failedSpan(epoch.window, epoch.start, to, epoch.step, epoch.marker, 'STREAM_ENDED', detail);
  });
  state.pending = [];
  return spans;
}

/** Keeps the order; from the back, because markers mostly come in the order of their onsets. */
function insert(pending: PendingEpoch[], epoch: PendingEpoch): void {
  let at = pending.length;
  while (at > 0 && comesAfter(pending[at - 1]!, epoch)) at--;
  pending.splice(at, 0, epoch);
}

function comesAfter(a: PendingEpoch, b: PendingEpoch): boolean {
  return a.due > b.due || (a.due === b.due && a.window > b.window);
}
