import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CouldNotMeasure } from './claims/claim.js';
import { scratchFolder } from './harness/children.js';
import { writeIdentityModel } from './harness/identity-model.js';
import { cdf, inMilliseconds, median, percentiles, type Percentiles } from './harness/percentiles.js';
import { describeLoad, mergeLoads, type ProcessLoad } from './harness/process-load.js';
import { RelaySide } from './peers/bare-sides.js';
import { BrainflowSide } from './peers/brainflow-side.js';
import { PythonSide } from './peers/python-sides.js';
import { ServerSide, STAGES } from './peers/server-side.js';
import type { Losses, Side, SideOptions, SideTurn } from './peers/side.js';

/** Who can take part, and what it does not do that the server does. */
export const SIDES = {
  cortexwire: '',
  'ws-relay': 'one WebSocket hop in and one out; decodes nothing, keeps nothing',
  'lsl-hop': 'one hop of liblsl; decodes nothing, resumes nothing',
  'redis-hop': 'one hop of Redis Streams over a Unix socket; decodes nothing',
  'lsl-job': 'the same job in Python over liblsl; no journal, no gaps told, no resumption',
  'redis-job': 'the same job in Python over Redis Streams; no gaps told, no resumption, nothing on disk',
  timeflux: "the same job as a node of Timeflux between its own LSL nodes; as slow as its scheduler's rounds",
  brainflow: 'age of samples of its own synthetic board (250 Hz, 16 channels) when they are fetched; decodes nothing',
} as const;
export type SideName = keyof typeof SIDES;
export const SIDE_NAMES = Object.keys(SIDES) as SideName[];

export interface LatencyOptions {
  readonly nChannels: number;
  /** Hz */
  readonly sfreq: number;
  /** Samples per frame; a window ends with each. */
  readonly chunk: number;
  /** Length of a window, s. */
  readonly windowSeconds: number;
  /** Measured time of each side, s. */
  readonly seconds: number;
  /** Into how many turns that is cut: each side in turn, again and again. */
  readonly turns: number;
  /** Left out at the beginning of each turn, s, beside the time that the first window takes to fill. */
  readonly warmupSeconds: number;
  /** Of the server and of the relay. */
  readonly nSubscribers: number;
  readonly sides: readonly SideName[];
  /** Folder for the server's journal; absent: where the server puts it by itself. */
  readonly journal?: string;
  readonly serverArgs?: readonly string[];
  readonly progress: (text: string) => void;
}

export const LATENCY_DEFAULTS = {
  nChannels: 306,
  sfreq: 1000,
  chunk: 10,
  windowSeconds: 1,
  seconds: 60,
  turns: 6,
  warmupSeconds: 2,
  nSubscribers: 1,
  sides: ['cortexwire', 'ws-relay'],
} as const;

/** All in s. */
export interface SideResult {
  /** End to end minus the model's own run. */
  readonly added: Percentiles;
  readonly endToEnd: Percentiles;
  readonly run: Percentiles;
  /** Of the added latency, at `CDF_SHARES`. */
  readonly cdf: readonly number[];
  /** Of the added latency in each turn. */
  readonly turns: readonly { readonly p50: number; readonly p99: number }[];
  /** How late its rig was against its deadlines. */
  readonly late: Percentiles;
  readonly stages?: Readonly<Record<string, Percentiles>>;
  readonly loads: Readonly<Record<string, ProcessLoad>>;
  readonly nExpected: number;
  readonly nAnswers: number;
  readonly losses: Losses;
  readonly problems: readonly string[];
  readonly lacks: string;
  readonly summary?: Readonly<Record<string, unknown>>;
}

/** What the server's added latency is beside another side's: medians over turns that followed one another. */
export interface Ratio {
  readonly p50: number;
  readonly p99: number;
  /** How much more it is, s. */
  readonly moreP50: number;
  readonly moreP99: number;
  /** Least and most of the turns' ratios. */
  readonly rangeP50: readonly [number, number];
  readonly rangeP99: readonly [number, number];
}

export interface LatencyResult {
  readonly options: Omit<LatencyOptions, 'progress'>;
  /** SHA-256 of the graph that all of them run. */
  readonly model: string;
  readonly sides: Readonly<Partial<Record<SideName, SideResult>>>;
  /** Those that were asked for and are not there, and why. */
  readonly absent: Readonly<Partial<Record<SideName, string>>>;
  readonly ratios: Readonly<Partial<Record<SideName, Ratio>>>;
}

/**
 * How much later an answer is at a reader than its newest sample left the rig, beyond the model's own run: of the server
 * and of peers, in turns on the same machine, with the same frames at the same deadlines.
 */
export async function runLatency(options: LatencyOptions): Promise<LatencyResult> {
  const { progress, ...settings } = options;
  const folder = await scratchFolder('cortexwire-latency-');
  const sides: Side[] = [];
  const absent: Partial<Record<SideName, string>> = {};
  try {
    const sideOptions = await prepare(options, folder.path);
    for (const name of options.sides) {
      try {
        sides.push(await startSide(name, sideOptions, options));
      } catch (error) {
        if (!(error instanceof CouldNotMeasure)) throw error;
        absent[name] = error.message;
        progress(`ABSENT, NOT MEASURED: ${name}: ${error.message}`);
      }
    }
    for (const side of sides) {
      if (side.warmUp !== undefined) progress(`${side.name} warms up`);
      await side.warmUp?.();
    }
    const turns = new Map<string, SideTurn[]>(sides.map(({ name }) => [name, []]));
    const nChunks = Math.ceil(
      ((options.seconds / options.turns + options.warmupSeconds + options.windowSeconds) * options.sfreq) /
        options.chunk,
    );
    for (let turn = 0; turn < options.turns; turn++) {
      for (const side of sides) {
        const got = await side.turn(nChunks, turn);
        turns.get(side.name)?.push(got);
        const text = inMilliseconds(percentiles(measuredIn(got, options).added));
        progress(`turn ${turn + 1} of ${options.turns}: ${side.name.padEnd(10)} ${text}`);
      }
    }
    const results: Partial<Record<SideName, SideResult>> = {};
    for (const side of sides) {
      const name = side.name as SideName;
      results[name] = summarise(name, turns.get(name) ?? [], options, await side.summary?.());
    }
    const model = createHash('sha256').update(readFileSync(sideOptions.onnx)).digest('hex');
    return { options: settings, model, sides: results, absent, ratios: ratiosOf(results) };
  } finally {
    for (const side of sides) await side.stop();
    await folder.remove();
  }
}

async function prepare(options: LatencyOptions, folder: string): Promise<SideOptions> {
  const { nChannels, sfreq, chunk } = options;
  const nSamples = Math.round(options.windowSeconds * sfreq);
  const models = join(folder, 'models');
  const decoder = 'identity';
  const onnx = await writeIdentityModel(models, { name: decoder, nChannels, sfreq, nSamples, stride: chunk });
  return { nChannels, sfreq, chunk, nSamples, models, decoder, onnx, folder };
}

async function startSide(name: SideName, sideOptions: SideOptions, options: LatencyOptions): Promise<Side> {
  switch (name) {
    case 'cortexwire':
      return ServerSide.start(sideOptions, options);
    case 'ws-relay':
      return RelaySide.start(sideOptions, options.nSubscribers);
    case 'lsl-hop':
    case 'redis-hop':
    case 'lsl-job':
    case 'redis-job':
    case 'timeflux':
      return PythonSide.start(name, sideOptions);
    case 'brainflow':
      return BrainflowSide.start(sideOptions);
  }
}

/** Times of the answers to what left the rig after the warm-up; `kept` says which those are. */
function measuredIn(
  { sent, answers }: SideTurn,
  { warmupSeconds, windowSeconds }: Pick<LatencyOptions, 'warmupSeconds' | 'windowSeconds'>,
): { endToEnd: Float64Array; run: Float64Array; added: Float64Array; kept: readonly boolean[] } {
  const from = (sent[0] ?? 0) + warmupSeconds + windowSeconds;
  const kept = Array.from(answers.sent, (time) => time >= from);
  const keep = (values: Float64Array): Float64Array => values.filter((_, i) => kept[i]);
  const endToEnd = keep(answers.arrived.map((time, i) => time - answers.sent[i]!));
  const run = keep(answers.run);
  return { endToEnd, run, added: endToEnd.map((time, i) => time - run[i]!), kept };
}

function summarise(
  name: SideName,
  turns: readonly SideTurn[],
  options: LatencyOptions,
  summary: Readonly<Record<string, unknown>> | undefined,
): SideResult {
  const measured = turns.map((turn) => measuredIn(turn, options));
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const added = flat(measured.map((one) => one.added));
  const stageNames = Object.keys(turns[0]?.stages ?? {});
  const stageOf = (stage: string): Percentiles =>
    percentiles(
      flat(turns.map((turn, t) => turn.stages?.[stage]?.filter((_, i) => measured[t]!.kept[i]) ?? new Float64Array())),
    );
  const failures: Record<string, number> = {};
  for (const [code, count] of turns.flatMap(({ losses }) => Object.entries(losses.failures))) {
    failures[code] = (failures[code] ?? 0) + count;
  }
  return {
    added: percentiles(added),
    endToEnd: percentiles(flat(measured.map((one) => one.endToEnd))),
    run: percentiles(flat(measured.map((one) => one.run))),
    cdf: cdf(added),
    turns: measured.map((one) => {
      const { p50, p99 } = percentiles(one.added);
      return { p50, p99 };
    }),
    late: percentiles(flat(turns.map(({ late }) => late))),
    ...(stageNames.length === 0
      ? {}
      : { stages: Object.fromEntries(stageNames.map((stage) => [stage, stageOf(stage)])) }),
    loads: Object.fromEntries(
      Object.keys(turns[0]?.loads ?? {}).map((part) => [part, mergeLoads(turns.map(({ loads }) => loads[part]!))]),
    ),
    nExpected: sum(turns.map(({ nExpected }) => nExpected)),
    nAnswers: sum(turns.map(({ answers }) => answers.sent.length)),
    losses: {
      nSequenceErrors: sum(turns.map(({ losses }) => losses.nSequenceErrors)),
      nDropped: sum(turns.map(({ losses }) => losses.nDropped)),
      failures,
      nBlocked: sum(turns.map(({ losses }) => losses.nBlocked)),
    },
    problems: [...new Set(turns.flatMap(({ problems }) => problems))],
    lacks: SIDES[name],
    ...(summary === undefined ? {} : { summary }),
  };
}

function ratiosOf(results: Readonly<Partial<Record<SideName, SideResult>>>): Partial<Record<SideName, Ratio>> {
  const ours = results.cortexwire;
  const ratios: Partial<Record<SideName, Ratio>> = {};
  if (ours === undefined) return ratios;
  for (const name of SIDE_NAMES) {
    const theirs = results[name];
    if (name === 'cortexwire' || theirs === undefined) continue;
    const over = (quantile: 'p50' | 'p99') => {
      const quotients = ours.turns.map((turn, i) => turn[quantile] / theirs.turns[i]![quantile]);
      const differences = ours.turns.map((turn, i) => turn[quantile] - theirs.turns[i]![quantile]);
      const range: [number, number] = [Math.min(...quotients), Math.max(...quotients)];
      return { ratio: median(quotients), more: median(differences), range };
    };
    const [p50, p99] = [over('p50'), over('p99')];
    ratios[name] = {
      p50: p50.ratio,
      p99: p99.ratio,
      moreP50: p50.more,
      moreP99: p99.more,
      rangeP50: p50.range,
      rangeP99: p99.range,
    };
  }
  return ratios;
}

function flat(parts: readonly Float64Array[]): number[] {
  return parts.flatMap((part) => Array.from(part));
}

/** The result as a person reads it. */
export function describeLatency({ options, sides, absent, ratios }: LatencyResult): string {
  const { nChannels, sfreq, chunk, seconds, turns, nSubscribers } = options;
  const lines = [
    `${nChannels} channels at ${sfreq} Hz, chunks of ${chunk}, ${nSubscribers} subscriber${nSubscribers === 1 ? '' : 's'}, ` +
      `${seconds} s of each in ${turns} turns, behind a warm-up of all Node processes; added latency:`,
  ];
  for (const [name, side] of Object.entries(sides)) {
    lines.push(`${name.padEnd(12)} ${inMilliseconds(side.added)}  (${side.nAnswers} of ${side.nExpected})`);
    const ratio = ratios[name as SideName];
    if (ratio === undefined) continue;
    const range = ([least, most]: readonly [number, number]): string => `${least.toFixed(2)}…${most.toFixed(2)}`;
    lines.push(
      `  cortexwire beside it: p50 x${ratio.p50.toFixed(2)} (${range(ratio.rangeP50)}), ` +
        `p99 x${ratio.p99.toFixed(2)} (${range(ratio.rangeP99)})`,
    );
  }
  for (const [name, why] of Object.entries(absent)) lines.push(`${name.padEnd(12)} ABSENT, NOT MEASURED: ${why}`);
  const { cortexwire } = sides;
  if (cortexwire === undefined) return lines.join('\n');
  for (const stage of STAGES) {
    const one = cortexwire.stages?.[stage];
    if (one !== undefined) lines.push(`  ${stage.padEnd(10)} ${inMilliseconds(one)}`);
  }
  lines.push(`  model run  ${inMilliseconds(cortexwire.run)}`, `  rig late   ${inMilliseconds(cortexwire.late)}`);
  for (const [part, load] of Object.entries(cortexwire.loads)) lines.push(`  ${part.padEnd(11)} ${describeLoad(load)}`);
  const { nSequenceErrors, nDropped, failures, nBlocked } = cortexwire.losses;
  lines.push(
    `  ${nSequenceErrors} missing or doubled, ${nDropped} dropped, failures ${JSON.stringify(failures)}, ${nBlocked} frames waited for credit`,
  );
  for (const side of Object.values(sides)) lines.push(...side.problems.map((problem) => `  ${problem}`));
  return lines.join('\n');
}
