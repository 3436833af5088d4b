import { startBenchServer, type BenchServer } from '../harness/bench-server.js';
import { megChannels, startLoad, type LoadGenerator, type LoadReport } from '../harness/load-generator.js';
import { journalCost, type JournalCost } from '../harness/journal-cost.js';
import { ServerMeter } from '../harness/server-meter.js';
import { column, startSubscribers, type Arrivals, type Subscribers } from '../harness/subscriber.js';
import { warmUpLoads, type Side, type SideOptions, type SideTurn } from './side.js';

/** Where the time between a sample and its decode goes, in the order of the path. */
export const STAGES = ['wire', 'intake', 'queue', 'wait', 'model', 'publish', 'delivery'] as const;
type Stage = (typeof STAGES)[number];

/** From which stamp to which. */
const STAGE_STAMPS = {
  wire: ['sent', 'received'],
  intake: ['received', 'windowClosed'],
  queue: ['windowClosed', 'queued'],
  wait: ['queued', 'inferStart'],
  model: ['inferStart', 'inferEnd'],
  publish: ['inferEnd', 'published'],
  delivery: ['published', 'arrived'],
} as const satisfies Record<Stage, readonly [string, string]>;
const STAMPS = ['received', 'windowClosed', 'queued', 'inferStart', 'inferEnd', 'published', 'arrived'] as const;

export interface ServerSideOptions {
  readonly nSubscribers: number;
  /** Folder for the journal; absent: where the server puts it by itself. */
  readonly journal?: string;
  readonly serverArgs?: readonly string[];
}

/** The product: rig, server, subscribers. */
export class ServerSide implements Side {
  readonly name = 'cortexwire';
  readonly #options: SideOptions;
  readonly #nSubscribers: number;
  readonly #server: BenchServer;
  readonly #load: LoadGenerator;
  readonly #subscribers: Subscribers;
  readonly #metricsAtStart: string;

  private constructor(
    options: SideOptions,
    nSubscribers: number,
    parts: { server: BenchServer; load: LoadGenerator; subscribers: Subscribers; metrics: string },
  ) {
    this.#options = options;
    this.#nSubscribers = nSubscribers;
    this.#server = parts.server;
    this.#load = parts.load;
    this.#subscribers = parts.subscribers;
    this.#metricsAtStart = parts.metrics;
  }

  static async start(options: SideOptions, own: ServerSideOptions): Promise<ServerSide> {
    const { nSubscribers, journal, serverArgs } = own;
    const server = await startBenchServer([options.models], serverArgs, journal);
    try {
      const { url } = server.server;
      const { sfreq, chunk, decoder } = options;
      const channels = megChannels(options.nChannels);
      const load = await startLoad({ url, peer: 'server', channels, sfreq, chunk, decoders: [decoder] });
      const subscribers = await startSubscribers({ url, peer: 'server', decoder: `${decoder}@*`, nSubscribers });
      const metrics = await server.server.metrics();
      return new ServerSide(options, nSubscribers, { server, load, subscribers, metrics });
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async warmUp(): Promise<void> {
    for (const run of warmUpLoads(this.#options)) await this.#load.ask(run);
    await this.#subscribers.ask('collect');
  }

  async turn(nChunks: number, turn: number): Promise<SideTurn> {
    await this.#subscribers.ask('collect');
    const meter = await ServerMeter.start(this.#server.server);
    const report = await this.#load.ask({ nRigs: 1, nChunks, name: `latency-${turn}` });
    const { load: serverLoad } = await meter.take();
    const arrivals = await this.#subscribers.ask('collect');
    const { chunk, nSamples } = this.#options;
    const nWindows = Math.max(0, Math.floor((nChunks * chunk - nSamples) / chunk) + 1);
    const stamps = stampsOf(arrivals, report, chunk);
    const stages = Object.entries(STAGE_STAMPS).map(([stage, [from, to]]): [string, Float64Array] => [
      stage,
      stamps[to].map((time, i) => time - stamps[from][i]!),
    ]);
    return {
      sent: report.sent,
      late: report.late,
      answers: {
        sent: stamps.sent,
        arrived: stamps.arrived,
        run: stamps.inferEnd.map((end, i) => end - stamps.inferStart[i]!),
      },
      nExpected: nWindows * this.#nSubscribers,
      stages: Object.fromEntries(stages),
      loads: { generator: report.load, server: serverLoad, subscribers: arrivals.load },
      losses: {
        nSequenceErrors: sequenceErrors(arrivals, nWindows, this.#nSubscribers),
        nDropped: arrivals.nDropped,
        failures: arrivals.failures,
        nBlocked: report.nBlocked,
      },
      problems: [...report.problems, ...arrivals.problems],
    };
  }

  async summary(): Promise<{ journal: JournalCost | null }> {
    return { journal: journalCost(this.#metricsAtStart, await this.#server.server.metrics()) };
  }

  async stop(): Promise<void> {
    await this.#load.stop();
    await this.#subscribers.stop();
    await this.#server.stop();
  }
}

/** Puts each decode beside the frame whose last sample it was made from. */
function stampsOf(
  arrivals: Arrivals,
  report: LoadReport,
  chunk: number,
): Record<'sent' | (typeof STAMPS)[number], Float64Array> {
  const stamps = Object.fromEntries(STAMPS.map((name) => [name, column(arrivals, name)])) as Record<
    (typeof STAMPS)[number],
    Float64Array
  >;
  const sent = column(arrivals, 'end').map((end) => report.sent[Math.ceil(end / chunk) - 1] ?? NaN);
  return { sent, ...stamps };
}

/** Numbers that a subscriber missed or got out of order, of all subscribers. */
function sequenceErrors(arrivals: Arrivals, nExpected: number, nSubscribers: number): number {
  const next = new Float64Array(nSubscribers);
  const sequences = column(arrivals, 'sequence');
  let nErrors = 0;
  for (const [i, subscriber] of column(arrivals, 'subscriber').entries()) {
    if (sequences[i] !== next[subscriber]) nErrors++;
    next[subscriber]!++;
  }
  return next.reduce((errors, came) => errors + Math.max(0, nExpected - came), nErrors);
}
