import { BenchProcess } from './bench-process.js';
import type { ProcessLoad } from './process-load.js';

export interface SubscriberOptions {
  /** `ws://host:port` */
  readonly url: string;
  readonly peer: 'server' | 'relay';
  /** Pattern; `*` for every decoder. */
  readonly decoder: string;
  /** Subscribers of this process, each on a socket of its own. Default 1. */
  readonly nSubscribers?: number;
}

/** Columns of one answer as a subscriber saw it; times in s on CLOCK_MONOTONIC. */
export const ARRIVAL_COLUMNS = [
  'arrived',
  /** Relay: the send stamp. Server: 0, the sample tells the chunk. */
  'stamp',
  /** Index in `Arrivals.streams`, and in `Arrivals.decoders`. */
  'stream',
  'decoder',
  /** Index of the subscriber. */
  'subscriber',
  'start',
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
  readonly streams: readonly string[];
  readonly decoders: readonly string[];
  /** Decodes that are failures, by code, of all subscribers. */
  readonly failures: Readonly<Record<string, number>>;
  /** The same by decoder, name@version. */
  readonly failuresOf: Readonly<Record<string, number>>;
  readonly nDropped: number;
  readonly problems: readonly string[];
  readonly load: ProcessLoad;
}

export type Subscribers = BenchProcess<SubscriberOptions, 'collect', Arrivals>;

/** Starts subscribers in a process of their own; gives what came when asked to `collect`. */
export async function startSubscribers(options: SubscriberOptions): Promise<Subscribers> {
  const subscribers: Subscribers = new BenchProcess(new URL('./subscriber-process.js', import.meta.url), options);
  await subscribers.ready();
  return subscribers;
}

/** One column of all rows. */
export function column(arrivals: Pick<Arrivals, 'rows'>, name: ArrivalColumn): Float64Array {
  const width = ARRIVAL_COLUMNS.length;
  const at = ARRIVAL_COLUMNS.indexOf(name);
  return Float64Array.from({ length: arrivals.rows.length / width }, (_, i) => arrivals.rows[i * width + at]!);
}

/** The rows that `isWanted` takes, by their index. */
export function rowsWhere(arrivals: Arrivals, isWanted: (row: number) => boolean): Arrivals {
  const width = ARRIVAL_COLUMNS.length;
  const nRows = arrivals.rows.length / width;
  const kept = Array.from({ length: nRows }, (_, i) => i).filter(isWanted);
  const rows = new Float64Array(kept.length * width);
  for (const [i, row] of kept.entries()) rows.set(arrivals.rows.subarray(row * width, (row + 1) * width), i * width);
  return { ...arrivals, rows };
}
