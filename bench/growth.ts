import { join } from 'node:path';
import { BankScorer } from '../server/postprocess/bank-scorer.js';
import { BACKSPACE } from '../server/language/typed-text.js';
import { KeyBeam } from '../server/language/key-beam.js';
import { scratchFolder } from './harness/children.js';
import { startBenchServer } from './harness/bench-server.js';
import { writeIdentityModel } from './harness/identity-model.js';
import { megChannels, startLoad } from './harness/load-generator.js';
import { MadeUpOutputs } from './harness/made-up-outputs.js';
import { median, percentiles } from './harness/percentiles.js';
import { randomRow, writeRandomBank } from './harness/random-bank.js';
import { loadServer, whyNotCarried } from './harness/rig-load.js';
import { startSubscribers } from './harness/subscriber.js';
import { growthExponent } from './harness/trend.js';

export interface GrowthOptions {
  /** Of each size in each turn, s. */
  readonly seconds: number;
  readonly turns: number;
  readonly serverArgs?: readonly string[];
  readonly progress: (text: string) => void;
}

export const GROWTH_DEFAULTS = { seconds: 4, turns: 3 } as const;

/** What something costs at its size, four times and sixteen times that. */
export interface Growth {
  readonly what: string;
  readonly sizes: readonly number[];
  /** Of the server per second, or of one step; medians over the turns, s. */
  readonly cpuSeconds: readonly number[];
  /** Median and p99 of the age at the subscriber, s; empty where nothing is sent. */
  readonly p50: readonly number[];
  readonly p99: readonly number[];
  /** 1 when the cost grows as the size does. */
  readonly exponent: number;
  /** Why a size was too much. */
  readonly notCarried: readonly (string | null)[];
}

export interface GrowthResult {
  readonly options: Omit<GrowthOptions, 'progress'>;
  readonly growths: readonly Growth[];
}

/** A rig of EEG, of which everything is multiplied in turn. */
const BASE = { nChannels: 64, sfreq: 250, nRigs: 1, nSubscribers: 1 };
const FACTORS = [1, 4, 16];
const CANDIDATES = { n: 1000, nFeatures: 768 };
const BEAM = 10;
const LABELS = [...'abcdefghijklmnopqrstuvwxyz 9', BACKSPACE];
const N_KEYS = 200;
/** A window of a second every 40 ms. */
const WINDOW_SECONDS = 1;
const FRAME_SECONDS = 0.04;
const WARMUP = 1.5;

/** Each dimension of the work at once, four and sixteen times its size. */
export async function runGrowth(options: GrowthOptions): Promise<GrowthResult> {
  const { progress, ...settings } = options;
  const growths: Growth[] = [];
  for (const what of ['nChannels', 'sfreq', 'nRigs', 'nSubscribers'] as const) {
    growths.push(await measureServer(what, options));
  }
  growths.push(await measureCandidates(options), measureBeam(options));
  return { options: settings, growths };
}

async function measureServer(what: keyof typeof BASE, options: GrowthOptions): Promise<Growth> {
  const got = [];
  for (const factor of FACTORS) {
    const size = { ...BASE, [what]: BASE[what] * factor };
    const loads = [];
    const folder = await scratchFolder('cortexwire-growth-');
    const chunk = Math.round(size.sfreq * FRAME_SECONDS);
    const nSamples = Math.round(size.sfreq * WINDOW_SECONDS);
    const { nChannels, sfreq, nRigs, nSubscribers } = size;
    await writeIdentityModel(folder.path, { name: 'identity', nChannels, sfreq, nSamples, stride: chunk });
    const { server, stop } = await startBenchServer([folder.path], options.serverArgs);
    try {
      const { url } = server;
      const load = await startLoad({
        url,
        peer: 'server',
        channels: megChannels(nChannels),
        sfreq,
        chunk,
        decoders: ['identity'],
      });
      const subscribers = await startSubscribers({ url, peer: 'server', decoder: '*', nSubscribers });
      for (let turn = 0; turn < options.turns; turn++) {
        const { seconds } = options;
        const run = { nRigs, seconds, warmupSeconds: WARMUP, sfreq, chunk, name: `growth-${turn}` };
        loads.push(await loadServer({ server, load, subscribers }, run));
      }
      await load.stop();
      await subscribers.stop();
    } finally {
      await stop();
      await folder.remove();
    }
    const cpuSeconds = median(loads.map(({ cpuSecondsPerSecond }) => cpuSecondsPerSecond));
    const p50 = median(loads.map(({ age }) => age.p50));
    const p99 = median(loads.map(({ age }) => age.p99));
    const notCarried = loads.map(whyNotCarried).find((why) => why !== undefined) ?? null;
    options.progress(
      `${what} ${size[what]}: CPU ${(cpuSeconds * 100).toFixed(2)} %, p50 ${(p50 * 1e3).toFixed(2)} p99 ${(p99 * 1e3).toFixed(2)} ms` +
        (notCarried === null ? '' : ` (not carried: ${notCarried})`),
    );
    got.push({ size: size[what], cpuSeconds, p50, p99, notCarried });
  }
  return growthOf(what, got);
}

interface Size {
  readonly size: number;
  readonly cpuSeconds: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly notCarried?: string | null;
}

function growthOf(what: string, got: readonly Size[]): Growth {
  const sizes = got.map(({ size }) => size);
  const cpuSeconds = got.map((one) => one.cpuSeconds);
  return {
    what,
    sizes,
    cpuSeconds,
    p50: got.flatMap(({ p50 }) => (p50 === undefined ? [] : [p50])),
    p99: got.flatMap(({ p99 }) => (p99 === undefined ? [] : [p99])),
    exponent: growthExponent(sizes, cpuSeconds),
    notCarried: got.map(({ notCarried }) => notCarried ?? null),
  };
}

/** One estimate against a bank, and the best ten of it. */
async function measureCandidates({ turns, progress }: GrowthOptions): Promise<Growth> {
  const folder = await scratchFolder('cortexwire-growth-');
  try {
    const got: Size[] = [];
    for (const factor of FACTORS) {
      const size = CANDIDATES.n * factor;
      const path = join(folder.path, `${size}.bank`);
      writeRandomBank(path, [size, CANDIDATES.nFeatures]);
      const scorer = new BankScorer(path, { precision: 'float32', normalise: 'candidate' });
      const estimate = randomRow(CANDIDATES.nFeatures, 99);
      const times = Array.from({ length: 10 * turns }, () => secondsOf(() => scorer.score(estimate, 10)));
      got.push({ size, cpuSeconds: median(times) });
      progress(`candidates ${size}: ${(median(times) * 1e6).toFixed(0)} µs an estimate`);
    }
    return growthOf('candidates', got);
  } finally {
    await folder.remove();
  }
}

/** One key press in the search for the text, without a language model. */
function measureBeam({ turns, progress }: GrowthOptions): Growth {
  const got = FACTORS.map((factor): Size => {
    const beam = BEAM * factor;
    const search = new KeyBeam({ labels: LABELS, beam });
    const times: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const network = new MadeUpOutputs(turn + 1);
      const state = search.start(0);
      for (let key = 0; key < N_KEYS; key++) {
        const row = network.posteriors(LABELS.length, key % LABELS.length);
        times.push(secondsOf(() => search.addKey(state, row, key)));
      }
    }
    const { p50 } = percentiles(times);
    progress(`beam ${beam}: ${(p50 * 1e6).toFixed(0)} µs a key`);
    return { size: beam, cpuSeconds: p50 };
  });
  return growthOf('beam', got);
}

function secondsOf(act: () => unknown): number {
  const begin = performance.now();
  act();
  return (performance.now() - begin) / 1e3;
}

/** The result as a person reads it. */
export function describeGrowth({ growths }: GrowthResult): string {
  return growths
    .map(({ what, sizes, cpuSeconds, exponent, notCarried }) => {
      const steps = sizes.map((size, i) => {
        const cost = cpuSeconds[i]!;
        const text =
          what === 'candidates' || what === 'beam' ? `${(cost * 1e6).toFixed(0)} µs` : `${(cost * 100).toFixed(1)} %`;
        return `${size}: ${text}${notCarried[i] === null ? '' : ' (not carried)'}`;
      });
      return `${what.padEnd(12)} ${steps.join(', ')}; grows with the power ${exponent.toFixed(2)}`;
    })
    .join('\n');
}
