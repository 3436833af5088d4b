import type { RecordedMarker } from './recorded.js';

/** Values of a trigger channel at consecutive samples, from absolute index `start` on. */
export interface CodeRun {
  readonly start: number;
  /** Whole numbers. */
  readonly codes: ArrayLike<number>;
}

/**
 * Markers where a trigger channel rises, as `mne.find_events` finds them with its defaults: a change to a higher code
 * counts, a change to a lower one does not, signs are dropped, and neither the code that stands at the beginning nor a
 * last one that never falls again is an event. In a gap the channel stands at 0.
 * @param runs in order
 * @see mne/event.py, `_find_events`, output 'onset', consecutive 'increasing'
 */
export function findTriggers(runs: Iterable<CodeRun>): RecordedMarker[] {
  const steps: { sample: number; before: number; after: number }[] = [];
  let end: number | undefined;
  let code = 0;
  const change = (sample: number, after: number): void => {
    if (after !== code) steps.push({ sample, before: code, after });
    code = after;
  };
  for (const { start, codes } of runs) {
    if (end === undefined) code = Math.abs(codes[0] ?? 0);
    else if (start > end) change(end, 0);
    for (let i = 0; i < codes.length; i++) change(start + i, Math.abs(codes[i]!));
    end = start + codes.length;
  }
  const rises = steps.filter(({ before, after }) => after > before);
  const falls = steps.filter(({ before, after }) => before > 0 && (after > before || after === 0));
  if (falls.length === 0) return [];
  if (rises.length > 0 && rises.at(-1)!.sample > falls.at(-1)!.sample) rises.pop();
  return rises.map(({ sample, after }) => codeMarker(sample, after));
}

/** A marker that has nothing but a number. */
export function codeMarker(sample: number, code: number): RecordedMarker {
  return { sample, description: String(code), value: String(code), duration: 0 };
}
