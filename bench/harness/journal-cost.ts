import { meanBetween, quantileBetween } from './metric-text.js';

/** Of one append, s; p50 and p99 are bounds of the buckets in which the server counts them. */
export interface JournalCost {
  readonly nAppends: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

/** What the journal cost between two readings of the server's metrics; null where it counts no appends. */
export function journalCost(before: string, after: string): JournalCost | null {
  const name = 'cortexwire_journal_append_seconds';
  const append = meanBetween(before, after, name);
  if (append === undefined) return null;
  const p50 = quantileBetween(before, after, name, 0.5) ?? NaN;
  const p99 = quantileBetween(before, after, name, 0.99) ?? NaN;
  return { nAppends: append.n, mean: append.mean, p50, p99 };
}
