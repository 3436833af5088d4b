import type { When } from '../../models/manifest.js';
import * as epocher from '../window/epocher.js';
import * as sequencer from '../window/sequencer.js';
import * as sliding from '../window/sliding-window.js';
import type { MarkerRef, WindowSpan } from '../window/window-span.js';
import { NOTHING_DUE } from '../window/window-span.js';

/** When a decoder is to answer: the manifest's `when` with its settings in samples of the chain's output. */
export type DecoderWindows =
  | { readonly kind: 'sliding'; readonly settings: sliding.SlidingSettings }
  | { readonly kind: 'epoch'; readonly settings: epocher.EpocherSettings }
  | { readonly kind: 'sequence'; readonly settings: sequencer.SequencerSettings };

export type WindowsState = sliding.SlidingState | epocher.EpocherState | sequencer.SequencerState;

export function decoderWindows(when: When, sfreq: number, nSamples: number): DecoderWindows {
  switch (when.kind) {
    case 'sliding':
      return { kind: 'sliding', settings: sliding.slidingSettings(nSamples, when.stride) };
    case 'epoch':
      return { kind: 'epoch', settings: epocher.epocherSettings(when.marker, when, sfreq, nSamples) };
    case 'sequence':
      return { kind: 'sequence', settings: sequencer.sequencerSettings(when, sfreq, nSamples) };
  }
}

export function startWindows(windows: DecoderWindows): WindowsState {
  switch (windows.kind) {
    case 'sliding':
      return sliding.start(windows.settings);
    case 'epoch':
      return epocher.start();
    case 'sequence':
      return sequencer.start();
  }
}

/** Spans that are complete when the chain's output reaches `end`. */
export function advanceWindows(windows: DecoderWindows, state: WindowsState, end: number): readonly WindowSpan[] {
  switch (windows.kind) {
    case 'sliding':
      return sliding.advance(windows.settings, state, end);
    case 'epoch':
      return epocher.advance(windows.settings, state as epocher.EpocherState, end);
    case 'sequence':
      return sequencer.advance(windows.settings, state as sequencer.SequencerState, end);
  }
}

/** Index of the chain's output, plus one, at which the next span is complete; Infinity when none is on its way. */
export function nextWindowDue(windows: DecoderWindows, state: WindowsState): number {
  switch (windows.kind) {
    case 'sliding':
      return sliding.nextDue(windows.settings, state);
    case 'epoch':
      return epocher.nextDue(state as epocher.EpocherState);
    case 'sequence':
      return sequencer.nextDue(windows.settings, state as sequencer.SequencerState);
  }
}

export function markWindows(
  windows: DecoderWindows,
  state: WindowsState,
  marker: MarkerRef,
  oldest: number,
): WindowSpan | undefined {
  switch (windows.kind) {
    case 'sliding':
      return undefined;
    case 'epoch':
      return epocher.mark(windows.settings, state as epocher.EpocherState, marker, oldest);
    case 'sequence':
      return sequencer.mark(windows.settings, state as sequencer.SequencerState, marker, oldest);
  }
}

/**
 * The windows that a gap took, as one span: of those `inside` nothing before the ones that began earlier are answered.
 * Markers' epochs are answered one by one and never here.
 */
export function gapWindows(
  windows: DecoderWindows,
  state: WindowsState,
  gapStart: number,
  gapEnd: number,
  which: 'touching' | 'inside',
): WindowSpan | undefined {
  if (windows.kind !== 'sliding') return undefined;
  const nextStart = sliding.nextDue(windows.settings, state) - windows.settings.nSamples;
  if (which === 'inside' && nextStart < gapStart) return undefined;
  return sliding.gapRun(windows.settings, state, gapStart, gapEnd, which);
}

export function finishWindows(windows: DecoderWindows, state: WindowsState, end: number): readonly WindowSpan[] {
  switch (windows.kind) {
    case 'sliding':
      return NOTHING_DUE;
    case 'epoch':
      return epocher.finish(windows.settings, state as epocher.EpocherState, end);
    case 'sequence':
      return sequencer.finish(windows.settings, state as sequencer.SequencerState, end);
  }
}
