// `npm run bench [-- WHAT... --quick OPTIONS]`: measures how fast the server is, and writes what came out with the machine
// it came from to bench/results/<date>-<what>.json.
import { parseArgs } from 'node:util';
import { describeLatency, LATENCY_DEFAULTS, runLatency, SIDE_NAMES, SIDES, type SideName } from './latency.js';
import { writeResults } from './harness/result-file.js';

const USAGE = `usage: npm run bench [-- WHAT... OPTIONS]

WHAT: any of latency, throughput, decoders, soak, growth; without one, the first three.
  --quick              the short version: all three in two minutes
  --json FILE          where the result goes (one WHAT)
  --seconds S          measured time of each part            --turns N         into how many turns that is cut
  --channels N         default 306                           --sfreq HZ        default 1000
  --chunk N,N          samples per frame: latency            --subscribers N,N subscribers: latency
  --peers NAMES|all    latency: who is measured beside the server: ${SIDE_NAMES.filter((name) => name !== 'cortexwire').join(', ')}
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
  readonly peers?: readonly SideName[];
  readonly serve: readonly string[];
}

const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);

/** Measures, says what came out, and gives it for the file. */
const MEASUREMENTS: Readonly<Record<string, (flags: Flags) => Promise<readonly unknown[]>>> = { latency };

async function latency(flags: Flags): Promise<readonly unknown[]> {
  const { quick, chunks = quick ? [10] : [10, 1], subscribers = [1] } = flags;
  const peers = flags.peers ?? (quick ? (['ws-relay'] as const) : SIDE_NAMES);
  const results = [];
  for (const chunk of chunks) {
    for (const nSubscribers of subscribers) {
      const result = await runLatency({
        ...LATENCY_DEFAULTS,
        ...(quick ? { seconds: 9, turns: 3, warmupSeconds: 0.5 } : {}),
        ...(flags.seconds === undefined ? {} : { seconds: flags.seconds }),
        ...(flags.turns === undefined ? {} : { turns: flags.turns }),
        nChannels: flags.channels ?? LATENCY_DEFAULTS.nChannels,
        sfreq: flags.sfreq ?? LATENCY_DEFAULTS.sfreq,
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

function parse(): { whats: string[]; flags: Flags } {
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
        peers: { type: 'string' },
        serve: { type: 'string', default: '' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) throw new UsageError('');
  const unknown = positionals.find((what) => MEASUREMENTS[what] === undefined);
  if (unknown !== undefined) throw new UsageError(`nothing is called ${unknown}`);
  const whats = positionals.length > 0 ? positionals : ['latency', 'throughput', 'decoders'];
  const { quick, json, serve } = values;
  if (json !== undefined && whats.length > 1) throw new UsageError('--json takes the result of one measurement');
  return {
    whats,
    flags: {
      quick,
      ...(json === undefined ? {} : { json }),
      ...optional('seconds', numbers(values.seconds)?.[0]),
      ...optional('turns', numbers(values.turns)?.[0]),
      ...optional('channels', numbers(values.channels)?.[0]),
      ...optional('sfreq', numbers(values.sfreq)?.[0]),
      ...optional('chunks', numbers(values.chunk)),
      ...optional('subscribers', numbers(values.subscribers)),
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

function sideNames(text: string | undefined): SideName[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'all') return SIDE_NAMES.filter((name) => name !== 'cortexwire');
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    if (!(name in SIDES) || name === 'cortexwire') throw new UsageError(`no peer is called ${name}`);
    return name as SideName;
  });
}

try {
  const { whats, flags } = parse();
  for (const what of whats) {
    const results = (await MEASUREMENTS[what]?.(flags)) ?? [];
    const { quick, json } = flags;
    const file = await writeResults(what, results, { quick, ...optional('file', json) });
    console.log(`written to ${file}\n`);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
