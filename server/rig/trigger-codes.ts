import type { RecordedMarker } from './recorded.js';

/** Values of a trigger channel at consecutive samples, from absolute index `start` on. */
export interface CodeRun {
  readonly start: number;
  /** Whole numbers. */
  readonly codes: ArrayLike<number>;
}

/**
 * Markers where a trigger channel rises, as `mne.find_events` finds them with its defaults: a change to a higher code
 * counts, a change to a lower one does not, signs are dropped, and the code that stands at the beginning is no event.
 * In a gap the channel stands at 0.
 * @param runs in order
 * @see mne/event.py, `_find_events`, output 'onset', consecutive 'increasing'
 */
export function findTriggers(runs: Iterable<CodeRun>): RecordedMarker[] {
  const markers: RecordedMarker[] = [];
  let end: number | undefined;
  let code = 0;
  for (const { start, codes } of runs) {
    if (codes.length === 0) continue;
    if (end === undefined) code = Math.abs(codes[0]!);
    else if (start > end) code = 0;
    for (let i = 0; i < codes.length; i++) {
      const next = Math.abs(codes[i]!);
      if (next > code) markers.push(codeMarker(start + i, next));
      code = next;
    }
    end = start + codes.length;
  }
  return markers;
}

/** A marker that has nothing but a number. */
export function codeMarker(sample: number, code: number): RecordedMarker {
  return { sample, description: String(code), value: String(code), duration: 0 };
}
