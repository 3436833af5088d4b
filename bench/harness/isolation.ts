import { setTimeout as sleep } from 'node:timers/promises';
import { warmUpLoads } from '../peers/side.js';
import { startBenchServer } from './bench-server.js';
import { scratchFolder } from './children.js';
import { writeIdentityModel } from './identity-model.js';
import { megChannels, startLoad, type LoadGenerator } from './load-generator.js';
import { metricValue } from './metric-text.js';
import { median, percentiles, type Percentiles } from './percentiles.js';
import type { ServerProcess } from './server-process.js';
import { column, rowsWhere, startSubscribers, type Arrivals, type Subscribers } from './subscriber.js';

export interface IsolationOptions {
  /** Of each turn, s: once without and once with the slow model. */
  readonly seconds: number;
  readonly turns: number;
  readonly progress: (text: string) => void;
}

/** A model slower than its stride beside one that is not, on streams of their own. Times in s. */
export interface IsolationResult {
  /** End to end of the fast model's decodes without the slow one, and with it: one a turn. */
  readonly alone: readonly Percentiles[];
  readonly beside: readonly Percentiles[];
  /** p99 with the slow model to that without: median over the turns. */
  readonly ratio: number;
  /** Of the slow model, all turns together. */
  readonly slow: {
    /** Windows that ended in the signal that was sent. */
    readonly nWindows: number;
    readonly nDecodes: number;
    /** Windows that were told to be dropped. */
    readonly nTold: number;
    /** Of its decodes, from the newest sample's frame to the subscriber. */
    readonly age: Percentiles;
    readonly run: Percentiles;
  };
  /** Windows are dropped when they are so old, s. */
  readonly maxAge: number;
}

const SFREQ = 1000;
const CHUNK = 10;
const N_CHANNELS = 306;
const FAST = { name: 'fast', nChannels: N_CHANNELS, sfreq: SFREQ, nSamples: 1000, stride: CHUNK };
/** Two or three times as much work as there is time for. */
const SLOW = { name: 'slow', nChannels: N_CHANNELS, sfreq: SFREQ, nSamples: 1000, stride: 20, nProducts: 20 };
const WARMUP = 1.5;
/** Windows may be so old, s: little, so that a short turn sees drops. */
const MAX_AGE = 1;

export async function runIsolation(options: IsolationOptions): Promise<IsolationResult> {
  const folder = await scratchFolder('cortexwire-isolation-');
  await writeIdentityModel(folder.path, FAST);
  await writeIdentityModel(folder.path, SLOW);
  const { server, stop } = await startBenchServer([folder.path], ['--max-age-ms', String(MAX_AGE * 1e3)]);
  try {
    const load = (decoder: string): Promise<LoadGenerator> =>
      startLoad({
        url: server.url,
        peer: 'server',
        channels: megChannels(N_CHANNELS),
        sfreq: SFREQ,
        chunk: CHUNK,
        decoders: [decoder],
      });
    const [fastRig, slowRig] = [await load(FAST.name), await load(SLOW.name)];
    const subscribers = await startSubscribers({ url: server.url, peer: 'server', decoder: '*' });
    const result = await measure({ server, fastRig, slowRig, subscribers }, options);
    await fastRig.stop();
    await slowRig.stop();
    await subscribers.stop();
    return result;
  } finally {
    await stop();
    await folder.remove();
  }
}

async function measure(
  parts: { server: ServerProcess; fastRig: LoadGenerator; slowRig: LoadGenerator; subscribers: Subscribers },
  { seconds, turns, progress }: IsolationOptions,
): Promise<IsolationResult> {
  const { server, fastRig, slowRig, subscribers } = parts;
  const nChunks = Math.ceil(((seconds + WARMUP) * SFREQ) / CHUNK);
  const alone: Percentiles[] = [];
  const beside: Percentiles[] = [];
  const ages: number[] = [];
  const runs: number[] = [];
  let nWindows = 0;
  let nTold = 0;
  const ask = (rig: LoadGenerator, name: string) => rig.ask({ nRigs: 1, nChunks, name });
  progress('warms up');
  for (const run of warmUpLoads({ sfreq: SFREQ, chunk: CHUNK })) await fastRig.ask(run);
  for (let turn = 0; turn < turns; turn++) {
    await subscribers.ask('collect');
    const sentAlone = await ask(fastRig, `alone-${turn}`);
    alone.push(percentiles(agesOf(await subscribers.ask('collect'), FAST.name, sentAlone.sent, WARMUP)));
    const [sentBeside, sentSlow] = await Promise.all([ask(fastRig, `beside-${turn}`), ask(slowRig, `slow-${turn}`)]);
    await idle(server);
    const arrivals = await subscribers.ask('collect');
    beside.push(percentiles(agesOf(arrivals, FAST.name, sentBeside.sent, WARMUP)));
    for (const age of agesOf(arrivals, SLOW.name, sentSlow.sent, 0)) ages.push(age);
    const slow = ofDecoder(arrivals, SLOW.name);
    const [starts, ends] = [column(slow, 'inferStart'), column(slow, 'inferEnd')];
    for (const [i, start] of starts.entries()) runs.push(ends[i]! - start);
    nWindows += Math.floor((nChunks * CHUNK - SLOW.nSamples) / SLOW.stride) + 1;
    nTold += arrivals.failuresOf[`${SLOW.name}@1.0.0`] ?? 0;
    const p99 = (p: Percentiles | undefined): string => ((p?.p99 ?? NaN) * 1e3).toFixed(2);
    progress(`turn ${turn + 1} of ${turns}: p99 ${p99(alone.at(-1))} ms alone, ${p99(beside.at(-1))} ms beside`);
  }
  return {
    alone,
    beside,
    ratio: median(beside.map(({ p99 }, i) => p99 / alone[i]!.p99)),
    slow: { nWindows, nDecodes: ages.length, nTold, age: percentiles(ages), run: percentiles(runs) },
    maxAge: MAX_AGE,
  };
}

function ofDecoder(arrivals: Arrivals, name: string): Arrivals {
  const at = column(arrivals, 'decoder');
  const wanted = arrivals.decoders.findIndex((decoder) => decoder.startsWith(`${name}@`));
  return rowsWhere(arrivals, (row) => at[row] === wanted);
}

/** @param sent when each chunk of the only stream of that decoder left, s */
function agesOf(arrivals: Arrivals, decoder: string, sent: Float64Array, warmup: number): Float64Array {
  const rows = ofDecoder(arrivals, decoder);
  const ends = column(rows, 'end');
  const from = (warmup * SFREQ) / CHUNK;
  return column(rows, 'arrived')
    .map((arrived, i) => {
      const k = Math.ceil(ends[i]! / CHUNK) - 1;
      return k < from ? NaN : arrived - (sent[k] ?? NaN);
    })
    .filter((age) => !Number.isNaN(age));
}

/** Until no samples wait in a lane, so that the next turn begins on its own. */
async function idle(server: ServerProcess): Promise<void> {
  for (let waited = 0; waited < 100; waited++) {
    const waiting = metricValue(await server.metrics(), 'cortexwire_lane_queue_bytes') ?? 0;
    await sleep(200);
    if (waiting === 0) return;
  }
}
