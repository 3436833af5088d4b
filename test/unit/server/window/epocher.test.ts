import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as epocher from '../../../../server/window/epocher.js';
import {
  MAX_PENDING_MARKERS,
  NOTHING_DUE,
  type MarkerRef,
  type WindowSpan,
} from '../../../../server/window/window-span.js';

function marker(index: number, description = 'stimulus'): MarkerRef {
  return { index, sample: index, description, value: '', duration: 0 };
}

interface Arrival {
  /** Samples that had come when the marker did. */
  at: number;
  marker: MarkerRef;
}

const CAPACITY = 60;

/**
 * What the epochs must be, by counting: each answer is due at a sample, is given at the first look at or after that and
 * after its marker came, and one look gives its answers by due sample, then by window.
 */
function reference(settings: epocher.EpocherSettings, looks: number[], arrivals: Arrival[]): string[] {
  const given: { look: number; due: number; window: number; text: string }[] = [];
  const taken = arrivals.filter(({ marker: m }) => m.description.startsWith('stimulus'));
  taken.forEach(({ at, marker: m }, window) => {
    const start = m.index + settings.offset;
    if (start < Math.max(0, at - CAPACITY)) {
      given.push({ look: looks.indexOf(at), due: -1, window, text: `${window} MARKER_TOO_LATE` });
      return;
    }
    settings.steps.forEach((length, step) => {
      const due = start + length;
      const look = looks.findIndex((end) => end >= due && end >= at);
      const text = `${window}.${step} ${start}-${due}${step === settings.steps.length - 1 ? ' final' : ''} @${m.index}`;
      if (look >= 0) given.push({ look, due, window, text });
      else if (step === settings.steps.length - 1) {
        given.push({ look: Infinity, due: 0, window, text: `${window} STREAM_ENDED` });
      }
    });
  });
  return given
    .filter(({ look }) => look < Infinity)
    .toSorted(byTurn)
    .map(({ text }) => text);
}

function byTurn(a: { look: number; due: number; window: number }, b: typeof a): number {
  return a.look - b.look || a.due - b.due || a.window - b.window;
}

function describeSpan(span: WindowSpan): string {
  if (span.failure) return `${span.window} ${span.failure.code}`;
  expect(span.end - span.start).toBe(span.nAvailable);
  return `${span.window}.${span.step} ${span.start}-${span.end}${span.final ? ' final' : ''} @${span.marker!.index}`;
}

const settingsOf = fc
  .record({
    tmin: fc.integer({ min: -20, max: 20 }),
    nSamples: fc.integer({ min: 1, max: 30 }),
    progressive: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
  })
  .map(({ tmin, nSamples, progressive }) =>
    epocher.epocherSettings(
      'stimulus*',
      { tmin: tmin / 100, progressive: progressive.filter((n) => n <= nSamples).toSorted((a, b) => a - b) },
      100,
      nSamples,
    ),
  );

/** Looks after every chunk, markers spread over them in any order, up to 80 samples early or late. */
const course = fc.record({
  sizes: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 20 }),
  markers: fc.array(
    fc.record({
      when: fc.nat(19),
      late: fc.integer({ min: -80, max: 80 }),
      description: fc.constantFrom('stimulus', 'stimulus/2', 'other'),
    }),
    { maxLength: 12 },
  ),
});

describe('epochs', () => {
  it('are right for any chunking, any order and lateness of markers, and survive a save at any point', () => {
    fc.assert(
      fc.property(settingsOf, course, (settings, { sizes, markers }) => {
        // Distinct look positions, so that the reference can name a look by its index.
        const looks = sizes.map((size, i) => sizes.slice(0, i).reduce((a, b) => a + b + 1, 0) + size);
        const arrivals: Arrival[] = markers
          .map(({ when, late, description }) => {
            const at = looks[when % looks.length]!;
            return { at, marker: marker(Math.max(0, at - late), description) };
          })
          .toSorted((a, b) => a.at - b.at);
        let state = epocher.start();
        const got: string[] = [];
        for (const end of looks) {
          const spans: WindowSpan[] = [];
          for (const arrival of arrivals) {
            if (arrival.at !== end) continue;
            const failed = epocher.mark(settings, state, arrival.marker, Math.max(0, end - CAPACITY));
            if (failed) spans.push(failed);
          }
          const due = epocher.nextDue(state) <= end;
          const ready = epocher.advance(settings, state, end);
          expect(ready.length > 0).toBe(due);
          got.push(...[...spans, ...ready].map(describeSpan));
          state = structuredClone(state);
        }
        expect(got).toEqual(reference(settings, looks, arrivals));
        const waiting = new Set(state.pending.map(({ window }) => window));
        const ended = epocher.finish(settings, state, looks.at(-1)!);
        expect(ended.map(({ window, failure }) => [window, failure?.code])).toEqual(
          ended.map(({ window }) => [window, 'STREAM_ENDED']),
        );
        expect(new Set(ended.map(({ window }) => window))).toEqual(waiting);
        expect(epocher.nextDue(state)).toBe(Infinity);
      }),
      { numRuns: 500 },
    );
  });

  it('give the same answers in the same order for any chunking when markers come before their samples', () => {
    const onsets = fc.array(fc.integer({ min: 20, max: 150 }), { maxLength: 8 });
    fc.assert(
      fc.property(settingsOf, onsets, fc.array(fc.integer({ min: 0, max: 50 })), (settings, indices, sizes) => {
        const run = (chunks: number[]): WindowSpan[] => {
          const state = epocher.start();
          for (const index of indices) epocher.mark(settings, state, marker(index), 0);
          let end = 0;
          return chunks.flatMap((size) => [...epocher.advance(settings, state, (end += size))]);
        };
        const total = sizes.reduce((a, b) => a + b, 0);
        expect(run(sizes)).toEqual(run([total]));
      }),
    );
  });

  it('begin tmin and the delay of the rig after the onset, rounded once', () => {
    const settings = epocher.epocherSettings('s', { tmin: -0.2, triggerDelay: 0.0345 }, 120, 60);
    expect(settings.offset).toBe(-20);
    const state = epocher.start();
    epocher.mark(settings, state, marker(100, 's'), 0);
    expect(epocher.advance(settings, state, 139)).toBe(NOTHING_DUE);
    expect(epocher.advance(settings, state, 140)).toMatchObject([{ start: 80, end: 140, final: true }]);
  });

  it('count the steps of a progressive window and share its number', () => {
    const settings = epocher.epocherSettings('s', { tmin: 0, progressive: [30, 60] }, 120, 120);
    const state = epocher.start();
    epocher.mark(settings, state, marker(10, 's'), 0);
    epocher.mark(settings, state, marker(40, 's'), 0);
    const spans = epocher.advance(settings, state, 200);
    expect(spans.map(({ window, step, end, final }) => [window, step, end, final])).toEqual([
      [0, 0, 40, false],
      [0, 1, 70, false],
      [1, 0, 70, false],
      [1, 1, 100, false],
      [0, 2, 130, true],
      [1, 2, 160, true],
    ]);
  });

  it('name what is missing when a marker comes too late, or asks for samples before the stream', () => {
    const settings = epocher.epocherSettings('s', { tmin: -0.5 }, 100, 100);
    const state = epocher.start();
    expect(epocher.mark(settings, state, marker(200, 's'), 151)).toMatchObject({
      window: 0,
      start: 150,
      end: 250,
      final: true,
      failure: { code: 'MARKER_TOO_LATE', detail: 'the epoch begins at 150, the oldest sample kept is 151' },
    });
    expect(epocher.mark(settings, state, marker(20, 's'), 0)).toMatchObject({
      window: 1,
      start: 0,
      end: 70,
      failure: { code: 'MARKER_TOO_LATE', detail: 'the epoch begins 30 samples before the stream' },
    });
    expect(epocher.mark(settings, state, marker(200, 's'), 150)).toBeUndefined();
    expect(epocher.advance(settings, state, 260)).toMatchObject([{ window: 2, start: 150, end: 250 }]);
  });

  it('refuse one marker more than they keep waiting, under its own number', () => {
    const settings = epocher.epocherSettings('s', { tmin: 0 }, 100, 10);
    const state = epocher.start();
    for (let i = 0; i < MAX_PENDING_MARKERS; i++)
      expect(epocher.mark(settings, state, marker(i, 's'), 0)).toBeUndefined();
    expect(epocher.mark(settings, state, marker(0, 's'), 0)).toMatchObject({
      window: MAX_PENDING_MARKERS,
      failure: { code: 'TOO_MANY_MARKERS' },
    });
    expect(epocher.advance(settings, state, 10)).toHaveLength(1);
  });

  it('keep two decoders apart', () => {
    const a = epocher.epocherSettings('a*', { tmin: 0 }, 100, 10);
    const b = epocher.epocherSettings('*', { tmin: -0.05, progressive: [5] }, 100, 20);
    const alone = (settings: epocher.EpocherSettings): WindowSpan[] => {
      const state = epocher.start();
      epocher.mark(settings, state, marker(10, 'a1'), 0);
      epocher.mark(settings, state, marker(12, 'b1'), 0);
      return [15, 30, 40].flatMap((end) => [...epocher.advance(settings, state, end)]);
    };
    const [sa, sb] = [epocher.start(), epocher.start()];
    for (const m of [marker(10, 'a1'), marker(12, 'b1')]) {
      epocher.mark(a, sa, m, 0);
      epocher.mark(b, sb, m, 0);
    }
    const [ga, gb]: [WindowSpan[], WindowSpan[]] = [[], []];
    for (const end of [15, 30, 40]) {
      ga.push(...epocher.advance(a, sa, end));
      gb.push(...epocher.advance(b, sb, end));
    }
    expect(ga).toEqual(alone(a));
    expect(gb).toEqual(alone(b));
    expect(ga).toHaveLength(1);
    expect(gb).toHaveLength(4);
  });

  it('refuse progressive lengths that do not rise within the epoch', () => {
    for (const progressive of [[5, 5], [6, 3], [0], [101], [1.5]]) {
      expect(() => epocher.epocherSettings('s', { tmin: 0, progressive }, 100, 100)).toThrow(/progressive/);
    }
    expect(epocher.epocherSettings('s', { tmin: 0, progressive: [50, 100] }, 100, 100).steps).toEqual([50, 100]);
  });
});
