// `npm run bench [-- WHAT... --quick OPTIONS]`: measures how fast the server is, and writes what came out with the machine
// it came from to bench/results/<date>-<what>.json.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DECODER_DEFAULTS, describeDecoders, runDecoders } from './decoders.js';
import { describeGrowth, GROWTH_DEFAULTS, runGrowth } from './growth.js';
import { describeLatency, LATENCY_DEFAULTS, runLatency, SIDE_NAMES, SIDES, type SideName } from './latency.js';
import { endTogether, keepChild } from './harness/children.js';
import { PEERS } from './peers/python-peer.js';
import { writeResults } from './harness/result-file.js';
import { describeSoak, runSoak, SOAK_DEFAULTS } from './soak.js';
import { describeThroughput, runThroughput, THROUGHPUT_DEFAULTS } from './throughput.js';

const PEER_NAMES = SIDE_NAMES.filter((name) => name !== 'cortexwire');

const USAGE = `usage: npm run bench [-- WHAT... OPTIONS], or cortexwire bench [WHAT... OPTIONS]

WHAT: any of latency, throughput, decoders, soak, growth; without one, the first three.
  --quick              the short version: all three in two minutes
  --json FILE          where the result goes (one WHAT)
  --seconds S          measured time of each part            --turns N         into how many turns that is cut
  --channels N         default 306                           --sfreq HZ        default 1000
  --chunk N,N          samples per frame: latency            --subscribers N,N subscribers: latency
  --peers NAMES|all    latency: who is measured beside the server: ${PEER_NAMES.join(', ')}
  --rigs N,N           throughput: for the curve; the last is the most that are tried
  --minutes N          soak, default 60; with --rigs N: at that load, else at half of what the server carries
  --install            latency: installs the peers first (bench/peers/install)
  --serve ARGS         further arguments of \`cortexwire serve\`
`;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Flags {
  readonly quick: boolean;
  readonly json?: string;
  readonly seconds?: number;
  readonly turns?: number;
  readonly channels?: number;
  readonly sfreq?: number;
  readonly chunks?: readonly number[];
  readonly subscribers?: readonly number[];
  readonly rigs?: readonly number[];
  readonly minutes?: number;
  readonly peers?: readonly SideName[];
  readonly serve: readonly string[];
}

const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);

/** Measures, says what came out, and gives it for the file. */
const MEASUREMENTS: Readonly<Record<string, (flags: Flags) => Promise<readonly unknown[]>>> = {
  latency,
  throughput,
  decoders,
  soak,
  growth,
};

async function latency(flags: Flags): Promise<readonly unknown[]> {
  const { quick, chunks = quick ? [10] : [10, 1] } = flags;
  const peers = flags.peers ?? (quick ? (['ws-relay'] as const) : PEER_NAMES);
  const results = [];
  for (const [i, chunk] of chunks.entries()) {
    for (const nSubscribers of flags.subscribers ?? (quick || i > 0 ? [1] : [1, 10, 100])) {
      const result = await runLatency({
        ...LATENCY_DEFAULTS,
        ...(quick ? { seconds: 4.5, turns: 3, warmupSeconds: 0.5 } : {}),
        ...optional('seconds', flags.seconds),
        ...optional('turns', flags.turns),
        ...optional('nChannels', flags.channels),
        ...optional('sfreq', flags.sfreq),
        chunk,
        nSubscribers,
        // Peers have one reader; with more, only what has them too is beside the server.
        sides: ['cortexwire', ...peers.filter((name) => name === 'ws-relay' || nSubscribers === 1)],
        serverArgs: flags.serve,
        progress,
      });
      console.log(describeLatency(result));
      results.push(result);
    }
  }
  return results;
}

async function throughput(flags: Flags): Promise<readonly unknown[]> {
  const { quick, seconds, turns, channels, sfreq, chunks, rigs } = flags;
  const result = await runThroughput({
    ...THROUGHPUT_DEFAULTS,
    ...(quick ? { seconds: 1.5, pairs: 1, curve: [1, 4, 16] } : {}),
    ...optional('seconds', seconds),
    ...optional('pairs', turns),
    ...optional('nChannels', channels),
    ...optional('sfreq', sfreq),
    ...optional('chunk', chunks?.[0]),
    ...optional('maxRigs', rigs?.at(-1)),
    ...optional('curve', rigs),
    serverArgs: flags.serve,
    progress,
  });
  console.log(describeThroughput(result));
  return [result];
}

async function decoders(flags: Flags): Promise<readonly unknown[]> {
  const { quick, seconds, turns, channels } = flags;
  const result = await runDecoders({
    ...DECODER_DEFAULTS,
    ...(quick ? { seconds: 1, turns: 3, works: [0, 4], batches: [1, 16] } : {}),
    ...optional('seconds', seconds),
    ...optional('turns', turns),
    ...optional('nChannels', channels),
    serverArgs: flags.serve,
    progress,
  });
  console.log(describeDecoders(result));
  return [result];
}

async function soak(flags: Flags): Promise<readonly unknown[]> {
  const { quick, minutes = quick ? 0.5 : SOAK_DEFAULTS.minutes, rigs } = flags;
  const result = await runSoak({
    ...SOAK_DEFAULTS,
    minutes,
    intervalSeconds: Math.min(SOAK_DEFAULTS.intervalSeconds, (minutes * 60) / 12),
    ...optional('nRigs', rigs?.[0]),
    serverArgs: flags.serve,
    progress,
  });
  console.log(describeSoak(result));
  return [result];
}

async function growth(flags: Flags): Promise<readonly unknown[]> {
  const { quick, seconds, turns } = flags;
  const result = await runGrowth({
    ...GROWTH_DEFAULTS,
    ...(quick ? { seconds: 1, turns: 1 } : {}),
    ...optional('seconds', seconds),
    ...optional('turns', turns),
    serverArgs: flags.serve,
    progress,
  });
  console.log(describeGrowth(result));
  return [result];
}

function parse(): { whats: string[]; install: boolean; flags: Flags } {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        seconds: { type: 'string' },
        turns: { type: 'string' },
        channels: { type: 'string' },
        sfreq: { type: 'string' },
        chunk: { type: 'string' },
        subscribers: { type: 'string' },
        rigs: { type: 'string' },
        minutes: { type: 'string' },
        peers: { type: 'string' },
        serve: { type: 'string', default: '' },
        install: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(String(error));
  }
  const { values, positionals } = parsed;
  const unknown = positionals.find((what) => MEASUREMENTS[what] === undefined);
  if (unknown !== undefined) throw new UsageError(`nothing is called ${unknown}`);
  const whats = positionals.length > 0 ? positionals : ['latency', 'throughput', 'decoders'];
  const { quick, json, serve, install } = values;
  if (json !== undefined && whats.length > 1) throw new UsageError('--json takes the result of one measurement');
  return {
    whats,
    install,
    flags: {
      quick,
      ...(json === undefined ? {} : { json }),
      ...optional('seconds', numbers(values.seconds)?.[0]),
      ...optional('turns', numbers(values.turns)?.[0]),
      ...optional('channels', numbers(values.channels)?.[0]),
      ...optional('sfreq', numbers(values.sfreq)?.[0]),
      ...optional('chunks', numbers(values.chunk)),
      ...optional('subscribers', numbers(values.subscribers)),
      ...optional('minutes', numbers(values.minutes)?.[0]),
      ...optional('rigs', numbers(values.rigs)),
      ...optional('peers', sideNames(values.peers)),
      serve: serve.split(/\s+/).filter((word) => word !== ''),
    },
  };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}

function numbers(text: string | undefined): number[] | undefined {
  const values = text?.split(',').map(Number);
  if (values?.some((value) => !(value > 0)) === true) throw new UsageError(`${text} are no numbers above 0`);
  return values;
}

function sideNames(text: string | undefined): readonly SideName[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'all') return PEER_NAMES;
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    if (!(name in SIDES) || name === 'cortexwire') throw new UsageError(`no peer is called ${name}`);
    return name as SideName;
  });
}

async function installPeers(): Promise<void> {
  const [code] = (await once(keepChild(spawn(join(PEERS, 'install'), { stdio: 'inherit' })), 'exit')) as [
    number | null,
  ];
  if (code !== 0) throw new Error('the peers could not be installed');
}

async function main(): Promise<void> {
  const { whats, install, flags } = parse();
  endTogether();
  if (install) await installPeers();
  for (const what of whats) {
    const results = (await MEASUREMENTS[what]?.(flags)) ?? [];
    const { quick, json } = flags;
    const file = await writeResults(what, results, { quick, ...optional('file', json) });
    console.log(`written to ${file}\n`);
  }
}

try {
  if (process.argv[2] === 'help') console.log(USAGE);
  else await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
