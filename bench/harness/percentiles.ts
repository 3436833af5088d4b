export interface Percentiles {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Nearest-rank percentiles: each is a value that was measured. NaN throughout when there is none. */
export function percentiles(values: Iterable<number>): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999), max: at(1) };
}

/** `p50 0.71  p95 1.10  p99 1.94  p99.9 3.02  max 5.40 ms` for values in seconds. */
export function inMilliseconds(p: Percentiles): string {
  const ms = (seconds: number): string => (seconds * 1e3).toFixed(2);
  return `p50 ${ms(p.p50)}  p95 ${ms(p.p95)}  p99 ${ms(p.p99)}  p99.9 ${ms(p.p999)}  max ${ms(p.max)} ms`;
}

/** Shares at which a distribution is kept, so that it can be drawn: evenly, and closer and closer towards the tail. */
export const CDF_SHARES: readonly number[] = [
  ...Array.from({ length: 50 }, (_, i) => i / 50),
  ...[0.98, 0.985, 0.99, 0.992, 0.994, 0.995, 0.996, 0.997, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 1],
];

/** The values that `CDF_SHARES` of all do not pass. */
export function cdf(values: Iterable<number>): number[] {
  const sorted = Float64Array.from(values).sort();
  return CDF_SHARES.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN);
}

/** Of an even number the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
