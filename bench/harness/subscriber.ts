import { BenchProcess } from './bench-process.js';

export interface SubscriberOptions {
  /** `ws://host:port` */
  readonly url: string;
  readonly peer: 'server' | 'relay';
  readonly decoder: string;
}

/** Columns of one answer as the subscriber saw it; times in s on CLOCK_MONOTONIC. */
export const ARRIVAL_COLUMNS = [
  'arrived',
  /** Relay: the send stamp. Server: 0, the sample tells the chunk. */
  'stamp',
  'end',
  'sequence',
  'received',
  'windowClosed',
  'queued',
  'inferStart',
  'inferEnd',
  'published',
] as const;
export type ArrivalColumn = (typeof ARRIVAL_COLUMNS)[number];

/** What came since the last time it was asked for. */
export interface Arrivals {
  /** `[n x ARRIVAL_COLUMNS]`, row by row. */
  readonly rows: Float64Array;
  /** Decodes that are failures, by code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly nDropped: number;
  readonly problems: readonly string[];
  readonly cpuShare: number;
}

/** Starts a subscriber in a process of its own; gives what came when asked to `collect`. */
export async function startSubscriber(
  options: SubscriberOptions,
): Promise<BenchProcess<SubscriberOptions, 'collect', Arrivals>> {
  const file = new URL('./subscriber-process.js', import.meta.url);
  const subscriber = new BenchProcess<SubscriberOptions, 'collect', Arrivals>(file, options);
  await subscriber.answer();
  return subscriber;
}

/** One column of all rows. */
export function column(arrivals: Arrivals, name: ArrivalColumn): Float64Array {
  const width = ARRIVAL_COLUMNS.length;
  const at = ARRIVAL_COLUMNS.indexOf(name);
  return Float64Array.from({ length: arrivals.rows.length / width }, (_, i) => arrivals.rows[i * width + at]!);
}
