import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as slidingWindow from '../../../../server/window/sliding-window.js';
import { NOTHING_DUE, type WindowSpan } from '../../../../server/window/window-span.js';

const lengths = fc.record({ nSamples: fc.integer({ min: 1, max: 12 }), stride: fc.integer({ min: 1, max: 15 }) });
const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });

/** Looks at every sample, one by one. */
function everyWindow(nSamples: number, stride: number, end: number): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (let start = 0; start < end; start++) {
    if (start % stride === 0 && start + nSamples <= end) found.push([start / stride, start, start + nSamples]);
  }
  return found;
}

const brief = (spans: readonly WindowSpan[]): [number, number, number][] =>
  spans.map((s) => [s.window, s.start, s.end]);

describe('sliding windows', () => {
  it('are the same for any chunking, and survive a save at any point', () => {
    fc.assert(
      fc.property(lengths, sizes, ({ nSamples, stride }, chunks) => {
        const settings = slidingWindow.slidingSettings(nSamples, stride);
        let state = slidingWindow.start(settings);
        const spans: WindowSpan[] = [];
        let end = 0;
        for (const size of chunks) {
          end += size;
          const due = slidingWindow.nextDue(settings, state) <= end;
          const more = slidingWindow.advance(settings, state, end);
          expect(more.length > 0).toBe(due);
          spans.push(...more);
          state = structuredClone(state);
        }
        expect(brief(spans)).toEqual(everyWindow(nSamples, stride, end));
        for (const span of spans) {
          expect(span).toMatchObject({ step: 0, final: true, count: 1, nAvailable: nSamples });
        }
      }),
    );
  });

  it('make no garbage when nothing is due', () => {
    const settings = slidingWindow.slidingSettings(10, 5);
    const state = slidingWindow.start(settings);
    expect(slidingWindow.advance(settings, state, 9)).toBe(NOTHING_DUE);
    expect(slidingWindow.advance(settings, state, 10)).toHaveLength(1);
    expect(slidingWindow.advance(settings, state, 10)).toBe(NOTHING_DUE);
  });

  it('begin at the first window that a later start can fill', () => {
    const settings = slidingWindow.slidingSettings(4, 3);
    const state = slidingWindow.start(settings, 7);
    expect(brief(slidingWindow.advance(settings, state, 16))).toEqual([
      [3, 9, 13],
      [4, 12, 16],
    ]);
  });

  it('answer all windows that touch a gap with one span, and go on behind it', () => {
    fc.assert(
      fc.property(lengths, fc.nat(60), fc.nat(60), fc.nat(60), ({ nSamples, stride }, gapStart, gapLength, after) => {
        const settings = slidingWindow.slidingSettings(nSamples, stride);
        const state = slidingWindow.start(settings);
        const gapEnd = gapStart + gapLength;
        const end = gapEnd + after;
        const before = slidingWindow.advance(settings, state, gapStart);
        const run = slidingWindow.gapRun(settings, state, gapStart, gapEnd, 'touching');
        const behind = slidingWindow.advance(settings, state, end);

        const all = everyWindow(nSamples, stride, end + nSamples + stride);
        const touches = ([, s, e]: [number, number, number]): boolean => s < gapEnd && e > gapStart && gapLength > 0;
        const touching = all.filter(touches);
        expect(brief([...before, ...behind])).toEqual(all.filter((w) => !touches(w) && w[2] <= end));
        if (touching.length === 0) {
          expect(run).toBeUndefined();
        } else {
          expect(run).toMatchObject({
            window: touching[0]![0],
            start: touching[0]![1],
            end: touching.at(-1)![2],
            count: touching.length,
            nAvailable: 0,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('can keep those that have samples outside the gap', () => {
    fc.assert(
      fc.property(lengths, fc.nat(60), fc.nat(60), fc.nat(60), ({ nSamples, stride }, gapStart, gapLength, after) => {
        const settings = slidingWindow.slidingSettings(nSamples, stride);
        const state = slidingWindow.start(settings);
        const gapEnd = gapStart + gapLength;
        const end = gapEnd + after;
        if (gapLength < nSamples) return;
        const before = slidingWindow.advance(settings, state, gapStart + nSamples - 1);
        const run = slidingWindow.gapRun(settings, state, gapStart, gapEnd, 'inside');
        const behind = slidingWindow.advance(settings, state, end);

        const all = everyWindow(nSamples, stride, end);
        const inside = all.filter(([, s, e]) => s >= gapStart && e <= gapEnd);
        expect(brief([...before, ...behind])).toEqual(all.filter((w) => !inside.includes(w)));
        expect(run?.count ?? 0).toBe(inside.length);
        if (run) expect([run.window, run.start, run.end]).toEqual([inside[0]![0], inside[0]![1], inside.at(-1)![2]]);
      }),
      { numRuns: 500 },
    );
  });

  it('take a hole of twelve hours in no time', () => {
    const settings = slidingWindow.slidingSettings(1000, 1);
    const state = slidingWindow.start(settings);
    slidingWindow.advance(settings, state, 500);
    const hole = 12 * 3600 * 1000;
    expect(slidingWindow.gapRun(settings, state, 500, 500 + hole, 'touching')?.count).toBe(500 + hole);
    expect(slidingWindow.nextDue(settings, state)).toBe(500 + hole + 1000);
  });

  it('say when windows before a gap were not asked for', () => {
    const settings = slidingWindow.slidingSettings(4, 4);
    const state = slidingWindow.start(settings);
    expect(() => slidingWindow.gapRun(settings, state, 4, 8, 'touching')).toThrow(/advance/);
    expect(() => slidingWindow.gapRun(settings, state, 4, 8, 'inside')).toThrow(/advance/);
  });

  it('refuse lengths that are no samples', () => {
    for (const bad of [0, -1, 1.5, NaN]) {
      expect(() => slidingWindow.slidingSettings(bad, 1)).toThrow(RangeError);
      expect(() => slidingWindow.slidingSettings(1, bad)).toThrow(RangeError);
    }
  });
});
