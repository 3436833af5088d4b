import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Counter, Histogram } from './counts.js';

type Kind = 'counter' | 'gauge' | 'histogram';

interface Definition<K extends Kind = Kind, L extends string = string> {
  readonly kind: K;
  readonly name: string;
  readonly help: string;
  readonly labels: readonly L[];
  readonly buckets: readonly number[];
}

function counter<L extends string = never>(name: string, help: string, ...labels: L[]): Definition<'counter', L> {
  return { kind: 'counter', name, help, labels, buckets: [] };
}

function gauge<L extends string = never>(name: string, help: string, ...labels: L[]): Definition<'gauge', L> {
  return { kind: 'gauge', name, help, labels, buckets: [] };
}

function histogram<L extends string = never>(
  name: string,
  help: string,
  buckets: readonly number[],
  ...labels: L[]
): Definition<'histogram', L> {
  return { kind: 'histogram', name, help, labels, buckets };
}

/** 1-2-5 steps from `first` to `last`, s. */
function steps(first: number, last: number): number[] {
  const buckets: number[] = [];
  for (let decade = first; decade <= last * 1.0001; decade *= 10) {
    buckets.push(
      ...[1, 2, 5].map((digit) => Number((digit * decade).toPrecision(1))).filter((value) => value <= last * 1.0001),
    );
  }
  return buckets;
}

/** Why a window or a decode was not delivered. */
const DROP_REASONS = ['too_old', 'slow_subscriber'] as const;

/**
 * Every metric of the server, in the order of the data's path. Labels come from closed sets (loaded decoders and models,
 * devices, codes of the error table, lanes), never from streams, people or sockets.
 */
export const METRICS = {
  rigs: gauge('cortexwire_rigs', 'Rigs connected now.'),
  streams: gauge('cortexwire_streams', 'Streams open now, with or without their rig.'),
  frames: counter('cortexwire_frames_total', 'Frames of samples received.'),
  samples: counter('cortexwire_samples_total', 'Samples taken in (one for all channels of an instant).'),
  receivedBytes: counter('cortexwire_received_bytes_total', 'Bytes of messages received from rigs.'),
  markers: counter('cortexwire_markers_total', 'Markers taken in.'),
  duplicateSamples: counter('cortexwire_duplicate_samples_total', 'Samples left out because they had come already.'),
  gaps: counter('cortexwire_gaps_total', 'Spans of samples that never came.'),
  missingSamples: counter('cortexwire_missing_samples_total', 'Samples that never came.'),
  acknowledgements: counter('cortexwire_acknowledgements_total', 'Acknowledgements sent to rigs.'),
  problems: counter('cortexwire_problems_total', 'Problems told to rigs and readers.', 'code'),

  journalAppendSeconds: histogram(
    'cortexwire_journal_append_seconds',
    'Time to append one record to the journal.',
    steps(1e-6, 0.05),
  ),
  journalBytes: gauge('cortexwire_journal_bytes', 'Bytes that the journal holds.'),
  journalFull: gauge('cortexwire_journal_full', '1 while the journal is full and rigs have to wait, else 0.'),
  checkpoints: counter('cortexwire_checkpoints_total', 'Checkpoints written.'),

  laneQueueBytes: gauge('cortexwire_lane_queue_bytes', 'Bytes that wait for a lane.', 'lane'),
  laneBusySeconds: counter(
    'cortexwire_lane_busy_seconds_total',
    "Time that a lane has worked, s; the last lane may be that on the sockets' thread.",
    'lane',
  ),
  windows: counter('cortexwire_windows_total', 'Windows and epochs that came due.', 'decoder'),
  inferenceSeconds: histogram(
    'cortexwire_inference_seconds',
    'Time of one run of a model.',
    steps(1e-4, 10),
    'decoder',
  ),
  modelDevice: gauge('cortexwire_model_device', '1 for the device that a model runs on.', 'model', 'device'),
  verificationSeconds: gauge(
    'cortexwire_model_verification_seconds',
    'Time to load, warm and run a model on CUDA at the start; of those that were tried there.',
    'model',
  ),
  verificationDifference: gauge(
    'cortexwire_model_verification_difference',
    "Largest difference of a model's outputs on CUDA from those on the CPU, as a part of the largest output.",
    'model',
  ),
  decodes: counter('cortexwire_decodes_total', 'Decodes made, by what they are.', 'decoder', 'kind'),
  failures: counter('cortexwire_failures_total', 'Windows answered with an error.', 'code'),
  drops: counter('cortexwire_drops_total', 'Windows and decodes that were dropped; each is told.', 'reason'),
  catchingUp: gauge('cortexwire_catching_up_streams', 'Streams whose decodes are older than they should be.'),

  subscribers: gauge('cortexwire_subscribers', 'Subscribers connected now.', 'policy'),
  publishedFrames: counter('cortexwire_published_frames_total', 'Messages sent to subscribers.'),
  publishedBytes: counter('cortexwire_published_bytes_total', 'Bytes of messages sent to subscribers.'),
  ageSeconds: histogram(
    'cortexwire_decode_age_seconds',
    'Age of the newest sample of a decode when it was published: the latency from sensor to subscriber.',
    steps(1e-3, 10),
    'decoder',
  ),
  addedLatencySeconds: histogram(
    'cortexwire_added_latency_seconds',
    "Time from a window's last sample received to its decode published, without the run of the model.",
    steps(1e-4, 10),
    'decoder',
  ),

  gcSeconds: histogram(
    'cortexwire_gc_seconds',
    'Pauses for garbage collection, by thread: main, or the number of a lane. Told every few seconds.',
    steps(1e-5, 1),
    'thread',
    'kind',
  ),

  restarts: counter('cortexwire_restarts_total', 'Times that the supervisor has started the server again.'),
  replaySuppressed: counter(
    'cortexwire_replay_suppressed_total',
    'Decodes computed again after a restart and not sent, because they had been.',
  ),
  replayDiffers: counter(
    'cortexwire_replay_differs_total',
    'Decodes computed again after a restart that were not what had been sent (which stands).',
  ),
} as const;

type Definitions = typeof METRICS;
type Instrument<D> =
  D extends Definition<'counter', infer L>
    ? Counter<L>
    : D extends Definition<'gauge', infer L>
      ? Gauge<L>
      : D extends Definition<'histogram', infer L>
        ? Histogram<L>
        : never;

export type Instruments = { readonly [K in keyof Definitions]: Instrument<Definitions[K]> };

export interface Metrics extends Instruments {
  readonly contentType: string;
  /** Calls `set` before every scrape, for values that are looked up rather than counted. */
  beforeScrape(set: () => void): void;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
}

/** What prom-client measures by itself and an operator of this server looks at. */
const PROCESS_METRICS: readonly (readonly [string, Kind, string, string])[] = [
  ['process_resident_memory_bytes', 'gauge', '', 'Memory of the process.'],
  ['process_cpu_seconds_total', 'counter', '', 'CPU time of the process, all lanes together.'],
  ['process_open_fds', 'gauge', '', 'Open files and sockets.'],
  [
    'nodejs_eventloop_lag_p99_seconds',
    'gauge',
    '',
    "Delay of the main thread's event loop since the last scrape, p99 (also `p50`, `p90`, `max`).",
  ],
];

/** Instruments of one server, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const setters: (() => void)[] = [];
  collectDefaultMetrics({ register: registry });
  const instruments = Object.fromEntries(
    Object.entries<Definition>(METRICS).map(([key, { kind, name, help, labels, buckets }]) => {
      const metric = { name, help, labels };
      if (kind === 'counter') return [key, new Counter(metric, registry)];
      if (kind === 'histogram') return [key, new Histogram(metric, buckets, registry)];
      return [key, new Gauge({ name, help, labelNames: [...labels], registers: [registry] })];
    }),
  ) as unknown as Instruments;
  for (const reason of DROP_REASONS) instruments.drops.inc({ reason }, 0);
  return {
    ...instruments,
    contentType: registry.contentType,
    beforeScrape: (set) => setters.push(set),
    text: async () => {
      for (const set of setters) set();
      return registry.metrics();
    },
  };
}

/** Every metric, for the README. */
export function metricTableMarkdown(): string {
  const row = (name: string, kind: Kind, labels: readonly string[], help: string) =>
    `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ') || '–'} | ${help} |`;
  return [
    '| metric | type | labels | meaning |',
    '|---|---|---|---|',
    ...Object.values<Definition>(METRICS).map(({ name, kind, labels, help }) => row(name, kind, labels, help)),
    ...PROCESS_METRICS.map(([name, kind, label, help]) => row(name, kind, label === '' ? [] : [label], help)),
  ].join('\n');
}
