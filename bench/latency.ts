import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../server/config/package-root.js';
import { ChannelKind, Unit } from '../protocol/frame.js';
import { envInfo, type EnvInfo } from './harness/env-info.js';
import { megChannels, startLoad, type LoadOptions, type LoadReport } from './harness/load-generator.js';
import { meanBetween, quantileBetween } from './harness/metric-text.js';
import { inMilliseconds, percentiles, type Percentiles } from './harness/percentiles.js';
import { startRelay } from './harness/relay.js';
import { ServerProcess } from './harness/server-process.js';
import { column, startSubscriber, type Arrivals } from './harness/subscriber.js';
import { TEST_MODELS } from './harness/test-models.js';

export interface LatencyOptions {
  readonly nChannels: number;
  /** Hz */
  readonly sfreq: number;
  /** Samples per frame. */
  readonly chunk: number;
  /** Measured time of each side, relay and server, s. */
  readonly seconds: number;
  /** Into how many turns that is cut: relay, server, relay, server, … */
  readonly turns: number;
  /** Left out at the beginning of each turn, s, beside the time that the first window takes to fill. */
  readonly warmupSeconds: number;
  /** Folder with the identity model, and its name. */
  readonly models: string;
  readonly decoder: string;
  /** Length of the model's window and distance of windows, samples. */
  readonly nSamples: number;
  readonly stride: number;
  /** Where the journal lies; absent: a new folder of the system's temporary directory. */
  readonly journal?: string;
  readonly serverArgs?: readonly string[];
  /** Where the result is written; absent: `bench/results/<date>-latency.json`; null: nowhere. */
  readonly json?: string | null;
  readonly progress: (text: string) => void;
}

/** What the identity model in `test/models` is made for. */
export const LATENCY_DEFAULTS = {
  nChannels: 306,
  sfreq: 1000,
  chunk: 10,
  seconds: 60,
  turns: 6,
  warmupSeconds: 2,
  models: TEST_MODELS,
  decoder: 'identity',
  nSamples: 1000,
  stride: 10,
} as const;

/** All in s. */
export interface LatencyResult {
  readonly environment: EnvInfo;
  readonly options: Omit<LatencyOptions, 'progress' | 'json'>;
  /** Rig to subscriber through an empty relay. */
  readonly relay: Percentiles;
  readonly server: {
    readonly endToEnd: Percentiles;
    /** End to end minus the model's own run. */
    readonly added: Percentiles;
    readonly stages: Readonly<Record<Stage, Percentiles>>;
  };
  /** Median and p99 of the added latency over those of the relay. */
  readonly ratio: { readonly p50: number; readonly p99: number };
  /** Of one append; p50 and p99 are bounds of the buckets in which the server counts them. */
  readonly journal: JournalCost | null;
  readonly nExpected: number;
  readonly nDecodes: number;
  /** Decodes that are failures, by code, and drops that the subscriber was told. */
  readonly failures: Readonly<Record<string, number>>;
  readonly nDropped: number;
  /** Numbers of decodes that never came, or came twice. */
  readonly nSequenceErrors: number;
  readonly generator: { readonly late: Percentiles; readonly cpuShare: number; readonly nBlocked: number };
  readonly subscriberCpuShare: number;
  readonly problems: readonly string[];
}

interface JournalCost {
  readonly nAppends: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

export const STAGES = ['wire', 'intake', 'queue', 'wait', 'model', 'publish', 'delivery'] as const;
export type Stage = (typeof STAGES)[number];

/** From which stamp to which. */
const STAGE_STAMPS: Readonly<Record<Stage, readonly [Stamp, Stamp]>> = {
  wire: ['sent', 'received'],
  intake: ['received', 'windowClosed'],
  queue: ['windowClosed', 'queued'],
  wait: ['queued', 'inferStart'],
  model: ['inferStart', 'inferEnd'],
  publish: ['inferEnd', 'published'],
  delivery: ['published', 'arrived'],
};
type Stamp = 'sent' | 'received' | 'windowClosed' | 'queued' | 'inferStart' | 'inferEnd' | 'published' | 'arrived';

/** Times of the decodes of one turn, s, without its warm-up. */
interface Turn {
  readonly stamps: Readonly<Record<Stamp, Float64Array>>;
  readonly nExpected: number;
  readonly nDecodes: number;
  readonly nSequenceErrors: number;
}

/**
 * How much later a decode is at a subscriber than its newest sample left the rig, beyond the model's own run; beside an
 * empty relay that was measured in turns with it, on the same machine, with the same frames.
 */
export async function runLatency(options: LatencyOptions): Promise<LatencyResult> {
  const { progress, json, ...settings } = options;
  const folder = await mkdtemp(join(tmpdir(), 'cortexwire-latency-'));
  const journal = options.journal ?? join(folder, 'journal');
  const relay = await startRelay();
  let server: ServerProcess | undefined;
  try {
    server = await ServerProcess.start({
      journal,
      models: [options.models],
      ...(options.serverArgs === undefined ? {} : { args: options.serverArgs }),
    });
    const atRelay = await startSubscriber({ url: relay.url, peer: 'relay', decoder: '' });
    const atServer = await startSubscriber({ url: server.url, peer: 'server', decoder: `${options.decoder}@*` });
    const before = await server.metrics();
    const relayAdded: Float64Array[] = [];
    const turns: Turn[] = [];
    const loads: LoadReport[] = [];
    const arrivals: Arrivals[] = [];
    for (let turn = 0; turn < options.turns; turn++) {
      progress(`turn ${turn + 1} of ${options.turns}: relay`);
      await atRelay.ask('collect');
      const relayLoad = await load(options, 'relay', relay.url, turn);
      relayAdded.push(relayLatencies(options, await atRelay.ask('collect'), relayLoad));
      progress(`turn ${turn + 1} of ${options.turns}: server`);
      await atServer.ask('collect');
      const report = await load(options, 'server', server.url, turn);
      const came = await atServer.ask('collect');
      loads.push(report);
      arrivals.push(came);
      turns.push(matchDecodes(options, came, report));
      progress(`  added ${inMilliseconds(percentiles(added(turns.at(-1)!)))}`);
    }
    const journalCost = costOfJournal(before, await server.metrics());
    await atRelay.stop();
    await atServer.stop();
    const result = summarise(settings, { relayAdded, turns, loads, arrivals, journalCost });
    const file = json ?? join(packageRoot(), `bench/results/${result.environment.date.slice(0, 10)}-latency.json`);
    if (json !== null) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
      progress(`written to ${file}`);
    }
    return result;
  } finally {
    await relay.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function costOfJournal(before: string, after: string): JournalCost | null {
  const name = 'cortexwire_journal_append_seconds';
  const append = meanBetween(before, after, name);
  if (append === undefined) return null;
  const p50 = quantileBetween(before, after, name, 0.5) ?? NaN;
  const p99 = quantileBetween(before, after, name, 0.99) ?? NaN;
  return { nAppends: append.n, mean: append.mean, p50, p99 };
}

async function load(
  options: LatencyOptions,
  peer: LoadOptions['peer'],
  url: string,
  turn: number,
): Promise<LoadReport> {
  const seconds = options.seconds / options.turns + options.warmupSeconds + options.nSamples / options.sfreq;
  const rig = await startLoad({
    url,
    peer,
    streamName: `latency-${turn}`,
    channels: megChannels(options.nChannels, ChannelKind, Unit),
    sfreq: options.sfreq,
    chunk: options.chunk,
    nChunks: Math.ceil((seconds * options.sfreq) / options.chunk),
    decoders: [options.decoder],
  });
  try {
    return await rig.ask('run');
  } finally {
    await rig.stop();
  }
}

/** First chunk of a turn that counts. */
function firstMeasured(options: LatencyOptions): number {
  return Math.ceil((options.warmupSeconds * options.sfreq + options.nSamples) / options.chunk);
}

function relayLatencies(options: LatencyOptions, arrivals: Arrivals, report: LoadReport): Float64Array {
  const from = report.sent[firstMeasured(options)] ?? Infinity;
  const stamps = column(arrivals, 'stamp');
  const arrived = column(arrivals, 'arrived');
  return arrived.map((time, i) => time - stamps[i]!).filter((_, i) => stamps[i]! >= from);
}

/** Puts each decode beside the frame whose last sample it was made from. */
function matchDecodes(options: LatencyOptions, arrivals: Arrivals, report: LoadReport): Turn {
  const ends = column(arrivals, 'end');
  const chunkOf = ends.map((end) => Math.ceil(end / options.chunk) - 1);
  const measured = chunkOf.map((chunk) => (chunk >= firstMeasured(options) ? 1 : 0));
  const pick = (values: Float64Array): Float64Array => values.filter((_, i) => measured[i] === 1);
  const sequences = column(arrivals, 'sequence');
  const nSamples = report.sent.length * options.chunk;
  const nExpected = Math.floor((nSamples - options.nSamples) / options.stride) + 1;
  let nSequenceErrors = sequences.reduce((errors, sequence, i) => errors + (sequence === i ? 0 : 1), 0);
  nSequenceErrors += Math.max(0, nExpected - sequences.length);
  const stamps = Object.fromEntries(
    (['received', 'windowClosed', 'queued', 'inferStart', 'inferEnd', 'published', 'arrived'] as const).map((name) => [
      name,
      pick(column(arrivals, name)),
    ]),
  ) as Record<Exclude<Stamp, 'sent'>, Float64Array>;
  const sent = pick(chunkOf.map((chunk) => report.sent[chunk] ?? NaN));
  return { stamps: { sent, ...stamps }, nExpected, nDecodes: ends.length, nSequenceErrors };
}

function between(turn: Turn, from: Stamp, to: Stamp): Float64Array {
  return turn.stamps[to].map((time, i) => time - turn.stamps[from][i]!);
}

function added(turn: Turn): Float64Array {
  const model = between(turn, 'inferStart', 'inferEnd');
  return between(turn, 'sent', 'arrived').map((time, i) => time - model[i]!);
}

function summarise(
  options: LatencyResult['options'],
  got: {
    readonly relayAdded: readonly Float64Array[];
    readonly turns: readonly Turn[];
    readonly loads: readonly LoadReport[];
    readonly arrivals: readonly Arrivals[];
    readonly journalCost: JournalCost | null;
  },
): LatencyResult {
  const { turns, loads, arrivals, journalCost } = got;
  const all = (values: (turn: Turn) => Float64Array): Percentiles => percentiles(flat(turns.map(values)));
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
  const relay = percentiles(flat(got.relayAdded));
  const server = {
    endToEnd: all((turn) => between(turn, 'sent', 'arrived')),
    added: all(added),
    stages: Object.fromEntries(
      STAGES.map((stage) => [stage, all((turn) => between(turn, ...STAGE_STAMPS[stage]))]),
    ) as Record<Stage, Percentiles>,
  };
  const failures: Record<string, number> = {};
  for (const [code, count] of arrivals.flatMap((came) => Object.entries(came.failures))) {
    failures[code] = (failures[code] ?? 0) + count;
  }
  return {
    environment: envInfo(),
    options,
    relay,
    server,
    ratio: { p50: server.added.p50 / relay.p50, p99: server.added.p99 / relay.p99 },
    journal: journalCost,
    nExpected: sum(turns.map((turn) => turn.nExpected)),
    nDecodes: sum(turns.map((turn) => turn.nDecodes)),
    failures,
    nDropped: sum(arrivals.map((came) => came.nDropped)),
    nSequenceErrors: sum(turns.map((turn) => turn.nSequenceErrors)),
    generator: {
      late: percentiles(flat(loads.map((report) => report.late))),
      cpuShare: mean(loads.map((report) => report.cpuShare)),
      nBlocked: sum(loads.map((report) => report.nBlocked)),
    },
    subscriberCpuShare: mean(arrivals.map((came) => came.cpuShare)),
    problems: [...new Set([...loads, ...arrivals].flatMap((part) => part.problems))],
  };
}

function flat(parts: readonly Float64Array[]): number[] {
  return parts.flatMap((part) => Array.from(part));
}

/** The result as a person reads it. */
export function describeLatency(result: LatencyResult): string {
  const { options, relay, server, ratio, journal, generator } = result;
  const lines = [
    `${options.nChannels} channels at ${options.sfreq} Hz, chunks of ${options.chunk}, ${options.seconds} s in ${options.turns} turns`,
    `empty relay      ${inMilliseconds(relay)}`,
    `added            ${inMilliseconds(server.added)}   (x${ratio.p50.toFixed(2)} / x${ratio.p99.toFixed(2)} of the relay at p50 / p99)`,
    `end to end       ${inMilliseconds(server.endToEnd)}`,
    ...STAGES.map((stage) => `  ${stage.padEnd(14)} ${inMilliseconds(server.stages[stage])}`),
    `generator late   ${inMilliseconds(generator.late)}   CPU ${(generator.cpuShare * 100).toFixed(0)} %`,
    `decodes          ${result.nDecodes} of ${result.nExpected}, ${result.nSequenceErrors} missing or doubled, ` +
      `${result.nDropped} dropped, failures ${JSON.stringify(result.failures)}`,
  ];
  if (journal !== null) {
    const us = (seconds: number): string => (seconds * 1e6).toFixed(0);
    const { nAppends, mean, p50, p99 } = journal;
    lines.push(`without journal  p50 ${((server.added.p50 - mean) * 1e3).toFixed(2)} ms added`);
    lines.push(`journal append   mean ${us(mean)}  p50 < ${us(p50)}  p99 < ${us(p99)} µs (${nAppends} appends)`);
  }
  return [...lines, ...result.problems].join('\n');
}
