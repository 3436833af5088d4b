import { NOTHING_DUE, type WindowSpan } from './window-span.js';

/** Window k is `[k * stride, k * stride + nSamples)`. */
export interface SlidingSettings {
  /** Window length, samples. */
  readonly nSamples: number;
  /** Distance of window starts, samples; more than `nSamples` leaves samples out between windows. */
  readonly stride: number;
}

export interface SlidingState {
  nextWindow: number;
}

/** @throws {RangeError} when a length is not a whole number of samples, at least 1 */
export function slidingSettings(nSamples: number, stride: number): SlidingSettings {
  if (!Number.isInteger(nSamples) || nSamples < 1) throw new RangeError(`window length ${nSamples}`);
  if (!Number.isInteger(stride) || stride < 1) throw new RangeError(`stride ${stride}`);
  return Object.freeze({ nSamples, stride });
}

/** @param first absolute index of the first sample that will come; windows that begin before it are not asked for */
export function start(settings: SlidingSettings, first = 0): SlidingState {
  return { nextWindow: Math.ceil(first / settings.stride) };
}

/** Index of the newest sample, plus one, at which the next window is complete. */
export function nextDue(settings: SlidingSettings, state: SlidingState): number {
  return state.nextWindow * settings.stride + settings.nSamples;
}

/**
 * The windows that are complete, in order. The answer depends on how many samples there are and on nothing else.
 *
 * @param end absolute index one past the newest sample
 */
export function advance(settings: SlidingSettings, state: SlidingState, end: number): readonly WindowSpan[] {
  if (nextDue(settings, state) > end) return NOTHING_DUE;
  const spans: WindowSpan[] = [];
  while (nextDue(settings, state) <= end) {
    const from = state.nextWindow * settings.stride;
    spans.push({
      window: state.nextWindow,
      start: from,
      end: from + settings.nSamples,
      step: 0,
      final: true,
      nAvailable: settings.nSamples,
      count: 1,
    });
    state.nextWindow++;
  }
  return spans;
}

/**
 * One span for a run of windows that a gap took, in constant time however long the gap; the next window is the first one
 * behind them. Undefined when there is none.
 *
 * - `touching`: all windows that share a sample with the gap. Call it after `advance(gapStart)`.
 * - `inside`: those that have no sample outside the gap. Call it after `advance(gapStart + nSamples - 1)`, which gives the
 *   windows that began before the gap.
 *
 * The span's `nAvailable` is 0: it stands for an answer without data.
 */
export function gapRun(
  settings: SlidingSettings,
  state: SlidingState,
  gapStart: number,
  gapEnd: number,
  which: 'touching' | 'inside',
): WindowSpan | undefined {
  const { nSamples, stride } = settings;
  const first = state.nextWindow;
  const from = first * stride;
  const due = which === 'touching' ? from + nSamples > gapStart : from >= gapStart;
  if (!due) throw new RangeError(`window ${first} is before the gap at ${gapStart}: advance to it first`);
  const last = which === 'touching' ? Math.ceil(gapEnd / stride) - 1 : Math.floor((gapEnd - nSamples) / stride);
  if (gapEnd <= gapStart || last < first) return undefined;
  state.nextWindow = last + 1;
  return {
    window: first,
    start: from,
    end: last * stride + nSamples,
    step: 0,
    final: true,
    nAvailable: 0,
    count: last - first + 1,
  };
}
