import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { When } from '../../../../models/manifest.js';
import {
  advanceWindows,
  decoderWindows,
  finishWindows,
  gapWindows,
  markWindows,
  nextWindowDue,
  startWindows,
} from '../../../../server/lane/decoder-windows.js';
import type { MarkerRef } from '../../../../server/window/window-span.js';

const SFREQ = 100;

const whens: readonly When[] = [
  { kind: 'sliding', stride: 7 },
  { kind: 'epoch', marker: 'on*', tmin: 0.03, triggerDelay: 0.02, progressive: [4] },
  { kind: 'sequence', startMarker: 'on*', endMarker: 'off', tmin: -0.01, tmax: 0.02, timeout: 0.6 },
];

const inSequences: readonly When[] = [
  { kind: 'sliding', stride: 7, sequence: { startMarker: 'on*', endMarker: 'off', tail: 0.1, timeout: 0.6 } },
  { kind: 'sliding', stride: 7, sequence: { endMarker: 'off', timeout: 0.3 } },
  { kind: 'epoch', marker: 'o*', tmin: -0.02, sequence: { startMarker: 'on*', endMarker: 'off', timeout: 0.6 } },
  { kind: 'epoch', marker: 'on', tmin: 0.1, sequence: { timeout: 0.4 } },
];

const marker = (index: number, description: string): MarkerRef => ({
  index,
  sample: index,
  description,
  value: '',
  duration: 0,
});

describe('windows of a decoder', () => {
  it('lie where the manifest says, in samples of the chain', () => {
    const [sliding, epoch, sequence] = whens.map((when) => {
      const windows = decoderWindows(when, SFREQ, 10);
      const state = startWindows(windows);
      for (const [index, description] of [
        [20, 'on/1'],
        [23, 'other'],
        [25, 'off'],
      ] as const) {
        expect(markWindows(windows, state, marker(index, description), 0)).toBeUndefined();
      }
      return advanceWindows(windows, state, 40).map(({ start, end, step, final }) => [start, end, step, final]);
    });
    expect(sliding).toEqual([0, 7, 14, 21, 28].map((start) => [start, start + 10, 0, true]));
    expect(epoch).toEqual([
      [25, 29, 0, false],
      [25, 35, 1, true],
    ]);
    expect(sequence).toEqual([[19, 27, 0, true]]);
  });

  it('are due when they say, and never later', () => {
    const marks = fc.array(fc.tuple(fc.nat(200), fc.constantFrom('on', 'off')), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...whens, ...inSequences), marks, (when, marked) => {
        const windows = decoderWindows(when, SFREQ, 10);
        const state = startWindows(windows);
        for (const [index, description] of marked) markWindows(windows, state, marker(index, description), 0);
        for (let end = 0; end < 300; end++) {
          const due = nextWindowDue(windows, state);
          expect(advanceWindows(windows, state, end).length > 0).toBe(due <= end);
          expect(nextWindowDue(windows, state)).toBeGreaterThan(end);
        }
      }),
    );
  });

  it('are taken by a gap in one run, but for those inside only when the ones before it are answered', () => {
    const windows = decoderWindows(whens[0]!, SFREQ, 10);
    const state = startWindows(windows);
    advanceWindows(windows, state, 50);
    // Window 6 is [42, 52): it began before the gap.
    expect(gapWindows(windows, state, 50, 100, 'inside')).toBeUndefined();
    expect(advanceWindows(windows, state, 59).map(({ window }) => window)).toEqual([6, 7]);
    expect(gapWindows(windows, state, 50, 100, 'inside')).toMatchObject({ window: 8, count: 5, start: 56, end: 94 });
    expect(gapWindows(windows, state, 50, 100, 'inside')).toBeUndefined();
    const other = startWindows(windows);
    advanceWindows(windows, other, 50);
    expect(gapWindows(windows, other, 50, 100, 'touching')).toMatchObject({ window: 6, count: 9, start: 42, end: 108 });
    for (const when of whens.slice(1)) {
      const marked = decoderWindows(when, SFREQ, 10);
      expect(gapWindows(marked, startWindows(marked), 0, 100, 'touching')).toBeUndefined();
    }
  });

  it('are answered at the end of the stream where a marker waits for them', () => {
    const codes = whens.map((when) => {
      const windows = decoderWindows(when, SFREQ, 10);
      const state = startWindows(windows);
      markWindows(windows, state, marker(20, 'on'), 0);
      return finishWindows(windows, state, 24).map(({ failure }) => failure?.code);
    });
    expect(codes).toEqual([[], ['STREAM_ENDED'], ['STREAM_ENDED']]);
  });
});
