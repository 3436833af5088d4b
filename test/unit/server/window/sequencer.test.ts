import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as sequencer from '../../../../server/window/sequencer.js';
import {
  MAX_PENDING_MARKERS,
  NOTHING_DUE,
  type MarkerRef,
  type WindowSpan,
} from '../../../../server/window/window-span.js';

type Kind = 'start' | 'end' | 'other';

function marker(index: number, description: string): MarkerRef {
  return { index, sample: index, description, value: '', duration: 0 };
}

function settingsOf(over: Partial<sequencer.SequenceTiming> = {}, nSamples = 100): sequencer.SequencerSettings {
  const timing = { startMarker: 'start*', endMarker: 'end*', tmin: 0, tmax: 0, timeout: 2, ...over };
  return sequencer.sequencerSettings(timing, 100, nSamples);
}

function describeSpan(span: WindowSpan): string {
  const code = span.failure?.code ?? `${span.start}-${span.end} to @${span.endMarker!.index}`;
  return `${span.window} @${span.marker!.index} ${code}`;
}

/** Walks over every sample with one open sequence at most; markers are all known in advance. */
function reference(settings: sequencer.SequencerSettings, markers: MarkerRef[], total: number): string[] {
  const { tmin, tmax, nSamples, timeout } = settings;
  const answers: string[] = [];
  let open: number | undefined;
  const close = (due: number, text: string): void => {
    answers.push(`${answers.length} @${open} ${due <= total ? text : 'STREAM_ENDED'}`);
    open = undefined;
  };
  for (let t = 0; t <= total + timeout + 400; t++) {
    const nEnds = markers.filter(({ index, description }) => index === t && description === 'end').length;
    for (let i = 0; i < nEnds; i++) {
      if (open === undefined) continue;
      const [from, to] = [open + tmin, t + tmax];
      if (to - from < 1) continue;
      if (to - from > nSamples) close(to, 'SEQUENCE_TOO_LONG');
      else if (from < 0) close(to, 'MARKER_TOO_LATE');
      else close(to, `${from}-${to} to @${t}`);
    }
    for (const { index } of markers.filter(({ index, description: d }) => index === t && d === 'start')) {
      if (open !== undefined) close(t, 'SEQUENCE_TIMEOUT');
      open = index;
    }
    if (open !== undefined && t === open + timeout) close(t, 'SEQUENCE_TIMEOUT');
  }
  return answers;
}

const timings = fc.record({
  tmin: fc.integer({ min: -15, max: 15 }).map((n) => n / 100),
  tmax: fc.integer({ min: -15, max: 15 }).map((n) => n / 100),
  timeout: fc.integer({ min: 1, max: 90 }).map((n) => n / 100),
});
const marks = fc.array(
  fc.record({
    index: fc.nat(200),
    kind: fc.constantFrom<Kind>('start', 'end', 'start', 'end', 'other'),
    late: fc.integer({ min: -60, max: 60 }),
  }),
  { maxLength: 14 },
);
const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 15 });

describe('sequences', () => {
  it('are right for any chunking and any order of markers that come in time', () => {
    fc.assert(
      fc.property(timings, fc.integer({ min: 1, max: 80 }), marks, sizes, (timing, nSamples, plan, chunks) => {
        const settings = settingsOf(timing, nSamples);
        let state = sequencer.start();
        const markers = plan.map(({ index, kind }) => marker(index, kind));
        for (const m of markers) expect(sequencer.mark(settings, state, m, 0)).toBeUndefined();
        let end = 0;
        const spans: WindowSpan[] = [];
        for (const size of chunks) {
          spans.push(...sequencer.advance(settings, state, (end += size)));
          expect(sequencer.nextDue(settings, state)).toBeGreaterThan(end);
          state = structuredClone(state);
        }
        spans.push(...sequencer.finish(settings, state, end));
        expect(spans.map(describeSpan)).toEqual(reference(settings, markers, end));
        expect(state.marks).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('give every start marker one answer, however late the markers come', () => {
    fc.assert(
      fc.property(timings, marks, sizes, fc.integer({ min: 20, max: 100 }), (timing, plan, chunks, capacity) => {
        const settings = settingsOf(timing, 60);
        const run = (save: boolean): { spans: WindowSpan[]; nStarts: number } => {
          let state = sequencer.start();
          let end = 0;
          const spans: WindowSpan[] = [];
          let nStarts = 0;
          let from = -Infinity;
          for (const size of chunks) {
            end += size;
            for (const { index, kind, late } of plan) {
              if (index + late > end || index + late <= from) continue;
              if (kind === 'start') nStarts++;
              const failed = sequencer.mark(settings, state, marker(index, kind), Math.max(0, end - capacity));
              if (failed) spans.push(failed);
              spans.push(...sequencer.advance(settings, state, end));
            }
            from = end;
            const due = sequencer.nextDue(settings, state) <= end;
            const ready = sequencer.advance(settings, state, end);
            expect(ready.length > 0).toBe(due);
            spans.push(...ready);
            for (const span of ready) expect(span.failure?.code === undefined && span.end > end).toBe(false);
            if (save) state = structuredClone(state);
          }
          spans.push(...sequencer.finish(settings, state, end));
          return { spans, nStarts };
        };
        const { spans, nStarts } = run(false);
        expect(spans).toEqual(run(true).spans);
        expect(spans.map(({ window }) => window)).toEqual(Array.from({ length: nStarts }, (_, i) => i));
        for (const span of spans) {
          expect(span.final).toBe(true);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          if (span.failure) expect(span.nAvailable).toBe(0);
          else expect(span.nAvailable).toBe(span.endMarker!.index + settings.tmax - span.marker!.index - settings.tmin);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('reach from tmin after the start marker to tmax after the end marker', () => {
    const settings = settingsOf({ tmin: -0.1, tmax: 0.25 });
    const state = sequencer.start();
    sequencer.mark(settings, state, marker(50, 'start'), 0);
    expect(sequencer.advance(settings, state, 90)).toBe(NOTHING_DUE);
    sequencer.mark(settings, state, marker(80, 'end'), 0);
    expect(sequencer.advance(settings, state, 104)).toBe(NOTHING_DUE);
    expect(sequencer.advance(settings, state, 105)).toEqual([
      {
        window: 0,
        start: 40,
        end: 105,
        step: 0,
        final: true,
        nAvailable: 65,
        count: 1,
        marker: marker(50, 'start'),
        endMarker: marker(80, 'end'),
      },
    ]);
  });

  it('are answered at once when both markers come late, in either order, while the samples are there', () => {
    for (const order of [
      ['start', 'end'],
      ['end', 'start'],
    ]) {
      const settings = settingsOf();
      const state = sequencer.start();
      sequencer.advance(settings, state, 150);
      const spans: WindowSpan[] = [];
      for (const description of order) {
        sequencer.mark(settings, state, marker(description === 'start' ? 60 : 90, description), 50);
        spans.push(...sequencer.advance(settings, state, 150));
      }
      expect(spans).toMatchObject([{ window: 0, start: 60, end: 90 }]);
    }
  });

  it('say MARKER_TOO_LATE when their first samples went before the markers came', () => {
    const settings = settingsOf();
    const state = sequencer.start();
    sequencer.mark(settings, state, marker(60, 'start'), 10);
    sequencer.mark(settings, state, marker(90, 'end'), 61);
    expect(sequencer.advance(settings, state, 161)).toMatchObject([
      { start: 60, end: 90, nAvailable: 0, failure: { code: 'MARKER_TOO_LATE' } },
    ]);
  });

  it('let one marker end a sequence and start the next', () => {
    const settings = settingsOf({ startMarker: 'word*', endMarker: 'word*' });
    const state = sequencer.start();
    for (const index of [10, 40, 55]) sequencer.mark(settings, state, marker(index, 'word'), 0);
    expect(sequencer.advance(settings, state, 60).map(({ start, end }) => [start, end])).toEqual([
      [10, 40],
      [40, 55],
    ]);
  });

  it('do not keep end markers that have no start for ever', () => {
    const settings = settingsOf({ timeout: 0.5 });
    const state = sequencer.start();
    for (let i = 0; i < 100; i++) sequencer.mark(settings, state, marker(i, 'end'), 0);
    expect(sequencer.nextDue(settings, state)).toBe(Infinity);
    expect(sequencer.advance(settings, state, 149)).toBe(NOTHING_DUE);
    expect(state.marks).toHaveLength(0);
  });

  it('refuse one start marker more than they keep waiting, under its own number', () => {
    const settings = settingsOf({ timeout: 1e6 });
    const state = sequencer.start();
    for (let i = 0; i < MAX_PENDING_MARKERS; i++) sequencer.mark(settings, state, marker(1e6 + i, 'start'), 0);
    expect(sequencer.mark(settings, state, marker(5, 'start'), 0)).toMatchObject({
      window: 0,
      failure: { code: 'TOO_MANY_MARKERS' },
    });
  });

  it('keep two decoders apart', () => {
    const a = settingsOf();
    const b = settingsOf({ tmax: 0.1, startMarker: '*', endMarker: 'end*' });
    const course = [marker(10, 'start'), marker(30, 'end'), marker(40, 'start'), marker(60, 'end')];
    const alone = (settings: sequencer.SequencerSettings): WindowSpan[] => {
      const state = sequencer.start();
      return course.flatMap((m) => {
        sequencer.mark(settings, state, m, 0);
        return [...sequencer.advance(settings, state, m.index + 5)];
      });
    };
    const [sa, sb] = [sequencer.start(), sequencer.start()];
    const [ga, gb]: [WindowSpan[], WindowSpan[]] = [[], []];
    for (const m of course) {
      sequencer.mark(a, sa, m, 0);
      sequencer.mark(b, sb, m, 0);
      gb.push(...sequencer.advance(b, sb, m.index + 5));
      ga.push(...sequencer.advance(a, sa, m.index + 5));
    }
    expect(ga).toEqual(alone(a));
    expect(gb).toEqual(alone(b));
    expect(ga).toHaveLength(2);
  });

  it('refuse a timeout below one sample', () => {
    expect(() => settingsOf({ timeout: 0.001 })).toThrow(/timeout/);
  });
});
