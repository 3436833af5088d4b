import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadGenerator, LoadReport, LoadRun } from './load-generator.js';
import { metricValue } from './metric-text.js';
import { percentiles, type Percentiles } from './percentiles.js';
import type { ProcessLoad } from './process-load.js';
import { ServerMeter, type ServerSpell } from './server-meter.js';
import type { ServerProcess } from './server-process.js';
import type { Sink } from './sink.js';
import { column, type Arrivals, type Subscribers } from './subscriber.js';

/** So many rigs at a time, and what that did. Times in s. */
export interface RigLoad {
  readonly nRigs: number;
  readonly framesPerSecond: number;
  /** From a frame's leaving the rig to its answer at the subscriber, or at the sink; without the beginning. */
  readonly age: Percentiles;
  /** How late the generator was. */
  readonly late: Percentiles;
  readonly nDecodes: number;
  /** Decodes that are failures, drops told, frames that waited for credit or never left. */
  readonly nLost: number;
  readonly nBlocked: number;
  readonly nUnsent: number;
  /** Of the server or the sink, over the steady part. */
  readonly cpuSecondsPerSecond: number;
  readonly residentBytes: number | null;
  readonly loads: Readonly<Record<string, ProcessLoad>>;
  readonly problems: readonly string[];
}

export interface RigLoadOptions {
  readonly nRigs: number;
  /** Steady part, and what is left out before it, s. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly sfreq: number;
  readonly chunk: number;
  readonly name: string;
  /** Within how long the rigs begin, s. Default a chunk's time. */
  readonly beginWithin?: number;
}

/** Longest age and lateness at p99 of a load that is carried, s. */
export const MAX_AGE = 0.02;

/** Why a load was not carried; undefined when it was. */
export function whyNotCarried({
  age,
  late,
  nDecodes,
  nLost,
  nBlocked,
  nUnsent,
  problems,
}: RigLoad): string | undefined {
  const ms = (seconds: number): string => `${(seconds * 1e3).toFixed(1)} ms`;
  if (problems.length > 0) return problems[0];
  if (nLost > 0) return `${nLost} windows or decodes dropped`;
  if (nUnsent > 0) return `${nUnsent} frames never left`;
  if (nDecodes === 0) return 'nothing came';
  if (age.p99 > MAX_AGE) return `p99 ${ms(age.p99)}`;
  if (late.p99 > MAX_AGE) return `the generator was late, p99 ${ms(late.p99)}`;
  if (nBlocked > 0) return `${nBlocked} frames waited for credit`;
  return undefined;
}

/** Rigs on a server whose decodes one subscriber reads. */
export async function loadServer(
  parts: { server: ServerProcess; load: LoadGenerator; subscribers: Subscribers },
  options: RigLoadOptions,
): Promise<RigLoad> {
  const { server, load, subscribers } = parts;
  const { seconds, warmupSeconds } = options;
  await subscribers.ask('collect');
  const running = load.ask(runOf(options));
  const steady = async () => {
    await sleep(warmupSeconds * 1e3);
    const meter = await ServerMeter.start(server);
    await sleep(seconds * 0.9 * 1e3);
    return meter.take();
  };
  const [report, spell] = await Promise.all([running, steady()]);
  const arrivals = await subscribers.ask('collect');
  const nFailed = Object.values(arrivals.failures).reduce((a, b) => a + b, 0);
  const ages = agesOf(arrivals, report, options);
  return {
    ...sentPart(report, options),
    age: percentiles(ages),
    nDecodes: ages.length,
    nLost: nFailed + arrivals.nDropped,
    cpuSecondsPerSecond: spell.load.cpuShare,
    residentBytes: metricValue(spell.after, 'process_resident_memory_bytes') ?? null,
    loads: { generator: report.load, server: spell.load, subscribers: arrivals.load },
    problems: [...report.problems, ...arrivals.problems],
  };
}

/** A load that goes on while it is looked at. */
export interface LongLoad {
  /** What the server and the subscriber saw since the last look. Ages count from a frame's receipt at the server, s. */
  look(): Promise<{ readonly spell: ServerSpell; readonly ages: Float64Array; readonly nLost: number }>;
  readonly end: Promise<Pick<LoadReport, 'problems' | 'load'>>;
}

export function beginLoad(
  parts: { server: ServerProcess; load: LoadGenerator; subscribers: Subscribers },
  options: RigLoadOptions,
): LongLoad {
  const { server, load, subscribers } = parts;
  const end = load.ask(runOf(options));
  const meter = ServerMeter.start(server);
  return {
    end,
    async look() {
      const spell = await (await meter).take();
      const arrivals = await subscribers.ask('collect');
      const received = column(arrivals, 'received');
      return {
        spell,
        ages: column(arrivals, 'arrived').map((arrived, i) => arrived - received[i]!),
        nLost: arrivals.nDropped,
      };
    },
  };
}

/** Rigs on a bare sink. */
export async function loadSink(parts: { sink: Sink; load: LoadGenerator }, options: RigLoadOptions): Promise<RigLoad> {
  const { sink, load } = parts;
  await sink.ask('collect');
  const report = await load.ask(runOf(options));
  const { age, nFrames, load: sinkLoad } = await sink.ask('collect');
  return {
    ...sentPart(report, options),
    age,
    nDecodes: nFrames,
    nLost: 0,
    cpuSecondsPerSecond: sinkLoad.cpuShare,
    residentBytes: null,
    loads: { generator: report.load, sink: sinkLoad },
    problems: report.problems,
  };
}

function runOf(options: RigLoadOptions): LoadRun {
  const { nRigs, name, beginWithin } = options;
  return { nRigs, nChunks: nChunksOf(options), name, ...(beginWithin === undefined ? {} : { beginWithin }) };
}

function nChunksOf({ seconds, warmupSeconds, sfreq, chunk }: RigLoadOptions): number {
  return Math.ceil(((seconds + warmupSeconds) * sfreq) / chunk);
}

function sentPart(
  report: LoadReport,
  { nRigs, sfreq, chunk, warmupSeconds }: RigLoadOptions,
): Pick<RigLoad, 'nRigs' | 'framesPerSecond' | 'late' | 'nBlocked' | 'nUnsent'> {
  const nWarmup = (warmupSeconds * sfreq) / chunk;
  const nChunks = report.sent.length / nRigs;
  const late = report.late.filter((time, i) => i % nChunks >= nWarmup && !Number.isNaN(time));
  const nUnsent = report.sent.reduce((n, time) => n + (Number.isNaN(time) ? 1 : 0), 0);
  return {
    nRigs,
    framesPerSecond: (nRigs * sfreq) / chunk,
    late: percentiles(late),
    nBlocked: report.nBlocked,
    nUnsent,
  };
}

/** Age of each decode since the frame of its newest sample left, of those after the warm-up. */
function agesOf(
  arrivals: Arrivals,
  report: LoadReport,
  { nRigs, sfreq, chunk, warmupSeconds }: RigLoadOptions,
): Float64Array {
  const nChunks = report.sent.length / nRigs;
  const nWarmup = (warmupSeconds * sfreq) / chunk;
  const rigOf = arrivals.streams.map((stream) => report.streams.indexOf(stream));
  const streams = column(arrivals, 'stream');
  const ends = column(arrivals, 'end');
  return column(arrivals, 'arrived')
    .map((arrived, i) => {
      const rig = rigOf[streams[i]!]!;
      const k = Math.ceil(ends[i]! / chunk) - 1;
      return rig < 0 || k < nWarmup ? NaN : arrived - report.sent[rig * nChunks + k]!;
    })
    .filter((age) => !Number.isNaN(age));
}
