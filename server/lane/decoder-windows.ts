import type { When } from '../../models/manifest.js';
import * as epochSequence from '../window/epoch-sequence.js';
import * as epocher from '../window/epocher.js';
import { sequenceSettings } from '../window/sequence-marks.js';
import * as sequencer from '../window/sequencer.js';
import * as slidingSequence from '../window/sliding-sequence.js';
import * as sliding from '../window/sliding-window.js';
import type { MarkerRef, WindowSpan } from '../window/window-span.js';
import { NOTHING_DUE } from '../window/window-span.js';

/** When a decoder is to answer: the manifest's `when` with its settings in samples of the chain's output. */
export type DecoderWindows =
  | { readonly kind: 'sliding'; readonly settings: sliding.SlidingSettings }
  | { readonly kind: 'slidingSequence'; readonly settings: slidingSequence.SlidingSequenceSettings }
  | { readonly kind: 'epoch'; readonly settings: epocher.EpocherSettings }
  | { readonly kind: 'epochSequence'; readonly settings: epochSequence.EpochSequenceSettings }
  | { readonly kind: 'sequence'; readonly settings: sequencer.SequencerSettings };

export type WindowsState =
  | sliding.SlidingState
  | slidingSequence.SlidingSequenceState
  | epocher.EpocherState
  | epochSequence.EpochSequenceState
  | sequencer.SequencerState;

export function decoderWindows(when: When, sfreq: number, nSamples: number): DecoderWindows {
  switch (when.kind) {
    case 'sliding': {
      const settings = sliding.slidingSettings(nSamples, when.stride);
      if (when.sequence === undefined) return { kind: 'sliding', settings };
      const sequence = sequenceSettings(when.sequence, sfreq);
      return { kind: 'slidingSequence', settings: Object.freeze({ ...settings, sequence }) };
    }
    case 'epoch': {
      const settings = epocher.epocherSettings(when.marker, when, sfreq, nSamples);
      if (when.sequence === undefined) return { kind: 'epoch', settings };
      const sequence = sequenceSettings(when.sequence, sfreq);
      return { kind: 'epochSequence', settings: epochSequence.epochSequenceSettings(settings, sequence) };
    }
    case 'sequence':
      return { kind: 'sequence', settings: sequencer.sequencerSettings(when, sfreq, nSamples) };
  }
}

export function startWindows(windows: DecoderWindows): WindowsState {
  switch (windows.kind) {
    case 'sliding':
      return sliding.start(windows.settings);
    case 'slidingSequence':
      return slidingSequence.start();
    case 'epoch':
      return epocher.start();
    case 'epochSequence':
      return epochSequence.start();
    case 'sequence':
      return sequencer.start();
  }
}

/** Spans that are complete when the chain's output reaches `end`. */
export function advanceWindows(windows: DecoderWindows, state: WindowsState, end: number): readonly WindowSpan[] {
  switch (windows.kind) {
    case 'sliding':
      return sliding.advance(windows.settings, state, end);
    case 'slidingSequence':
      return slidingSequence.advance(windows.settings, state as slidingSequence.SlidingSequenceState, end);
    case 'epoch':
      return epocher.advance(windows.settings, state as epocher.EpocherState, end);
    case 'epochSequence':
      return epochSequence.advance(windows.settings, state as epochSequence.EpochSequenceState, end);
    case 'sequence':
      return sequencer.advance(windows.settings, state as sequencer.SequencerState, end);
  }
}

/** Index of the chain's output, plus one, at which the next span is complete; Infinity when none is on its way. */
export function nextWindowDue(windows: DecoderWindows, state: WindowsState): number {
  switch (windows.kind) {
    case 'sliding':
      return sliding.nextDue(windows.settings, state);
    case 'slidingSequence':
      return slidingSequence.nextDue(windows.settings, state as slidingSequence.SlidingSequenceState);
    case 'epoch':
      return epocher.nextDue(state as epocher.EpocherState);
    case 'epochSequence':
      return epochSequence.nextDue(windows.settings, state as epochSequence.EpochSequenceState);
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
    case 'slidingSequence':
      return slidingSequence.mark(windows.settings, state as slidingSequence.SlidingSequenceState, marker, oldest);
    case 'epoch':
      return epocher.mark(windows.settings, state as epocher.EpocherState, marker, oldest);
    case 'epochSequence':
      return epochSequence.mark(windows.settings, state as epochSequence.EpochSequenceState, marker, oldest);
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
  if (windows.kind === 'slidingSequence') {
    const sequenceState = state as slidingSequence.SlidingSequenceState;
    return slidingSequence.gapRun(windows.settings, sequenceState, gapStart, gapEnd, which);
  }
  if (windows.kind !== 'sliding') return undefined;
  const slidingState = state;
  const nextStart = sliding.nextDue(windows.settings, slidingState) - windows.settings.nSamples;
  if (which === 'inside' && nextStart < gapStart) return undefined;
  return sliding.gapRun(windows.settings, slidingState, gapStart, gapEnd, which);
}

export function finishWindows(windows: DecoderWindows, state: WindowsState, end: number): readonly WindowSpan[] {
  switch (windows.kind) {
    case 'sliding':
      return NOTHING_DUE;
    case 'slidingSequence':
      return slidingSequence.finish(windows.settings, state as slidingSequence.SlidingSequenceState, end);
    case 'epoch':
      return epocher.finish(windows.settings, state as epocher.EpocherState, end);
    case 'epochSequence':
      return epochSequence.finish(windows.settings, state as epochSequence.EpochSequenceState, end);
    case 'sequence':
      return sequencer.finish(windows.settings, state as sequencer.SequencerState, end);
  }
}
