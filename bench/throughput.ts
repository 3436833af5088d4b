import { scratchFolder, type ScratchFolder } from './harness/children.js';
import { startBenchServer, type BenchServer } from './harness/bench-server.js';
import { FILTERED_IDENTITY, writeIdentityModel } from './harness/identity-model.js';
import { megChannels, startLoad, type LoadGenerator } from './harness/load-generator.js';
import { median } from './harness/percentiles.js';
import { describeLoad } from './harness/process-load.js';
import {
  beginLoad,
  loadServer,
  loadSink,
  type LongLoad,
  MAX_AGE,
  whyNotCarried,
  type RigLoad,
  type RigLoadOptions,
} from './harness/rig-load.js';
import { startSink, type Sink } from './harness/sink.js';
import { startSubscribers, type Subscribers } from './harness/subscriber.js';

export interface ThroughputOptions {
  readonly nChannels: number;
  /** Hz */
  readonly sfreq: number;
  /** Samples per frame. */
  readonly chunk: number;
  /** Steady part of each load, s. */
  readonly seconds: number;
  /** How often the capacities of server and sink are looked for, in turns. */
  readonly pairs: number;
  readonly maxRigs: number;
  /** Within how long the rigs begin, s: their windows are due at different times then, as those of rigs that nobody starts together. */
  readonly beginWithin: number;
  /** Numbers of rigs for the curve of CPU and memory; those after the first that is not carried are left out. */
  readonly curve: readonly number[];
  readonly serverArgs?: readonly string[];
  readonly progress: (text: string) => void;
}

export const THROUGHPUT_DEFAULTS = {
  nChannels: 306,
  sfreq: 1000,
  chunk: 10,
  seconds: 4,
  pairs: 5,
  maxRigs: 256,
  // The time from one window to the next.
  beginWithin: 0.1,
  curve: [1, 2, 4, 8, 16, 32, 64],
} as const;

/** The most rigs that were carried, and that load. */
export interface Capacity {
  readonly nRigs: number;
  readonly framesPerSecond: number;
  readonly at: RigLoad | null;
  /** Why one more step was too much. */
  readonly limit: string;
}

export interface ThroughputResult {
  readonly options: Omit<ThroughputOptions, 'progress'>;
  readonly capacity: { readonly server: readonly Capacity[]; readonly sink: readonly Capacity[] };
  /** Of the server when all rigs begin at once, so that all windows are due at once; null without pairs. */
  readonly together: Capacity | null;
  /** Of the server's capacity to the sink's, median over the pairs; NaN without them. */
  readonly ratio: number;
  readonly curve: readonly (RigLoad & { readonly limit: string | null })[];
}

/** The first window, and time to settle, s: streams that end take optimized code with them, which new ones have to wait for. */
const WARMUP = 3;
/** Steps by which a known capacity is felt for again, and the accuracy of the first search. */
const STEP = 1.1;

/** A server with rigs before it and one subscriber behind it, and a bare sink with as many. */
export class ThroughputRig {
  readonly #options: Pick<ThroughputOptions, 'sfreq' | 'chunk' | 'seconds' | 'beginWithin'>;
  readonly #folder: ScratchFolder;
  readonly #server: BenchServer;
  readonly #toServer: LoadGenerator;
  readonly #subscribers: Subscribers;
  readonly #sink: Sink;
  readonly #toSink: LoadGenerator;
  #nLoads = 0;

  private constructor(
    options: Pick<ThroughputOptions, 'sfreq' | 'chunk' | 'seconds' | 'beginWithin'>,
    folder: ScratchFolder,
    parts: {
      server: BenchServer;
      toServer: LoadGenerator;
      subscribers: Subscribers;
      sink: Sink;
      toSink: LoadGenerator;
    },
  ) {
    this.#options = options;
    this.#folder = folder;
    this.#server = parts.server;
    this.#toServer = parts.toServer;
    this.#subscribers = parts.subscribers;
    this.#sink = parts.sink;
    this.#toSink = parts.toSink;
  }

  static async start(
    options: Pick<ThroughputOptions, 'nChannels' | 'sfreq' | 'chunk' | 'seconds' | 'beginWithin' | 'serverArgs'>,
  ): Promise<ThroughputRig> {
    const { nChannels, sfreq, chunk, serverArgs } = options;
    const folder = await scratchFolder('cortexwire-throughput-');
    await writeIdentityModel(folder.path, { ...FILTERED_IDENTITY, nChannels });
    const server = await startBenchServer([folder.path], serverArgs);
    const channels = megChannels(nChannels);
    const { url } = server.server;
    const toServer = await startLoad({
      url,
      peer: 'server',
      channels,
      sfreq,
      chunk,
      decoders: [FILTERED_IDENTITY.name],
    });
    const subscribers = await startSubscribers({ url, peer: 'server', decoder: '*' });
    const sink = await startSink();
    const toSink = await startLoad({ url: sink.url, peer: 'bare', channels, sfreq, chunk, decoders: [] });
    return new ThroughputRig(options, folder, { server, toServer, subscribers, sink, toSink });
  }

  async server(nRigs: number, changes: Partial<RigLoadOptions> = {}): Promise<RigLoad> {
    const parts = { server: this.#server.server, load: this.#toServer, subscribers: this.#subscribers };
    const name = `load-${this.#nLoads++}`;
    return loadServer(parts, { ...this.#options, nRigs, warmupSeconds: WARMUP, name, ...changes });
  }

  async sink(nRigs: number): Promise<RigLoad> {
    const parts = { sink: this.#sink, load: this.#toSink };
    return loadSink(parts, { ...this.#options, nRigs, warmupSeconds: WARMUP, name: `load-${this.#nLoads++}` });
  }

  /** The most rigs that the server carries, found roughly. */
  async capacity(progress: (text: string) => void): Promise<Capacity> {
    const seconds = 2;
    const carry = (nRigs: number): Promise<RigLoad> => this.server(nRigs, { seconds });
    return findCapacity(carry, 8, false, THROUGHPUT_DEFAULTS.maxRigs, (got) =>
      progress(describeRigLoad('server', got)),
    );
  }

  /** Rigs on the server for as long as it takes, which can be looked at in between. */
  begin(nRigs: number, seconds: number): LongLoad {
    const parts = { server: this.#server.server, load: this.#toServer, subscribers: this.#subscribers };
    return beginLoad(parts, {
      ...this.#options,
      seconds,
      nRigs,
      warmupSeconds: WARMUP,
      name: `long-${this.#nLoads++}`,
    });
  }

  async stop(): Promise<void> {
    await this.#toServer.stop();
    await this.#toSink.stop();
    await this.#subscribers.stop();
    await this.#sink.stop();
    await this.#server.stop();
    await this.#folder.remove();
  }
}

/** How many rigs the server carries without a drop, beside a sink that takes their frames and does nothing. */
export async function runThroughput(options: ThroughputOptions): Promise<ThroughputResult> {
  const { progress, ...settings } = options;
  const rig = await ThroughputRig.start(options);
  try {
    const curve: (RigLoad & { limit: string | null })[] = [];
    for (const nRigs of options.curve) {
      const got = await rig.server(nRigs);
      const limit = whyNotCarried(got);
      progress(describeRigLoad('server', got));
      curve.push({ ...got, limit: limit ?? null });
      if (limit !== undefined) break;
    }
    const server: Capacity[] = [];
    const sink: Capacity[] = [];
    for (let pair = 0; pair < options.pairs; pair++) {
      const first = Math.max(1, ...curve.filter(({ limit }) => limit === null).map(({ nRigs }) => nRigs));
      const find = (name: 'server' | 'sink', before: Capacity | undefined): Promise<Capacity> =>
        findCapacity(
          (nRigs) => rig[name](nRigs),
          before?.nRigs ?? first,
          before !== undefined,
          options.maxRigs,
          (got) => progress(`pair ${pair + 1} of ${options.pairs}: ${describeRigLoad(name, got)}`),
        );
      server.push(await find('server', server.at(-1)));
      sink.push(await find('sink', sink.at(-1)));
    }
    const known = server.at(-1);
    const together =
      known === undefined
        ? null
        : await findCapacity(
            (nRigs) => rig.server(nRigs, { beginWithin: 0 }),
            known.nRigs,
            false,
            options.maxRigs,
            (got) => progress(`all at once: ${describeRigLoad('server', got)}`),
          );
    const ratios = server.map(({ nRigs }, i) => nRigs / sink[i]!.nRigs);
    return { options: settings, capacity: { server, sink }, together, ratio: median(ratios), curve };
  } finally {
    await rig.stop();
  }
}

/**
 * Feels for the most rigs that are carried.
 *
 * @param start    where to begin
 * @param isKnown  it was the capacity a moment ago: steps of a tenth; else doubled or halved, then narrowed down
 */
export async function findCapacity(
  carry: (nRigs: number) => Promise<RigLoad>,
  start: number,
  isKnown: boolean,
  maxRigs: number,
  told: (load: RigLoad) => void,
): Promise<Capacity> {
  let best: RigLoad | undefined;
  let tooMany = Infinity;
  let limit = `no more than ${maxRigs} were tried`;
  const isCarried = async (nRigs: number): Promise<boolean> => {
    const load = await carry(nRigs);
    told(load);
    const why = whyNotCarried(load);
    if (why === undefined) {
      if (nRigs > (best?.nRigs ?? 0)) best = load;
      return true;
    }
    if (nRigs < tooMany) {
      tooMany = nRigs;
      limit = why;
    }
    return false;
  };
  const factor = isKnown ? STEP : 2;
  let nRigs = Math.min(start, maxRigs);
  if (await isCarried(nRigs)) {
    while (nRigs < maxRigs) {
      nRigs = Math.min(maxRigs, Math.max(nRigs + 1, Math.round(nRigs * factor)));
      if (!(await isCarried(nRigs))) break;
    }
  } else {
    while (nRigs > 1) {
      nRigs = Math.min(nRigs - 1, Math.max(1, Math.round(nRigs / factor)));
      if (await isCarried(nRigs)) break;
    }
  }
  const least = (): number => best?.nRigs ?? 0;
  while (tooMany - least() > Math.max(1, least() * (STEP - 1))) {
    if (tooMany === Infinity || least() === 0) break;
    await isCarried(Math.round((least() + tooMany) / 2));
  }
  return { nRigs: least(), framesPerSecond: best?.framesPerSecond ?? 0, at: best ?? null, limit };
}

function describeRigLoad(name: string, load: RigLoad): string {
  const { nRigs, age, late, cpuSecondsPerSecond, loads } = load;
  const ms = (seconds: number): string => (seconds * 1e3).toFixed(1);
  const cpu = `CPU ${(cpuSecondsPerSecond * 100).toFixed(0)} %, generator ${((loads['generator']?.cpuShare ?? NaN) * 100).toFixed(0)} %`;
  const verdict = whyNotCarried(load) ?? 'carried';
  return `${name}, ${nRigs} rigs: p50 ${ms(age.p50)} p99 ${ms(age.p99)} ms, generator late p99 ${ms(late.p99)} ms, ${cpu}: ${verdict}`;
}

/** The result as a person reads it. */
export function describeThroughput({ options, capacity, together, ratio, curve }: ThroughputResult): string {
  const { nChannels, sfreq, chunk } = options;
  const lines = [
    `rigs of ${nChannels} channels at ${sfreq} Hz in chunks of ${chunk}: band-pass, resampling to 120 Hz, a window of 1 s every 100 ms;` +
      ` carried: nothing dropped, p99 within ${MAX_AGE * 1e3} ms`,
  ];
  for (const { nRigs, cpuSecondsPerSecond, residentBytes, age, limit } of curve) {
    const cpu = `${((cpuSecondsPerSecond / nRigs) * 100).toFixed(2)} % of a core each`;
    const memory = residentBytes === null ? '' : `, ${(residentBytes / 2 ** 20).toFixed(0)} MiB`;
    lines.push(
      `  ${String(nRigs).padStart(4)} rigs: ${cpu}${memory}, p99 ${(age.p99 * 1e3).toFixed(1)} ms${limit === null ? '' : ` (not carried: ${limit})`}`,
    );
  }
  for (const [name, found] of Object.entries(capacity)) {
    if (found.length === 0) continue;
    const counts = found.map(({ nRigs }) => nRigs);
    lines.push(
      `${name.padEnd(8)} carries ${median(counts)} rigs (${counts.join(', ')}); then: ${found.at(-1)?.limit ?? ''}`,
    );
    for (const [part, load] of Object.entries(found.at(-1)?.at?.loads ?? {}))
      lines.push(`  ${part.padEnd(11)} ${describeLoad(load)}`);
  }
  if (together !== null)
    lines.push(`server carries ${together.nRigs} rigs that begin at once; then: ${together.limit}`);
  if (!Number.isNaN(ratio)) lines.push(`server beside the bare sink: x${ratio.toFixed(2)}`);
  return lines.join('\n');
}
