import { column, startSubscribers, type Subscribers } from '../harness/subscriber.js';
import { megChannels, startLoad, type LoadGenerator } from '../harness/load-generator.js';
import { startRelay, type Relay } from '../harness/relay.js';
import { NO_LOSSES, warmUpLoads, type Side, type SideOptions, type SideTurn } from './side.js';

/** Rig, empty WebSocket relay, subscribers: the floor of any server that speaks WebSocket. */
export class RelaySide implements Side {
  readonly name = 'ws-relay';
  readonly #options: SideOptions;
  readonly #nSubscribers: number;
  readonly #relay: Relay;
  readonly #load: LoadGenerator;
  readonly #subscribers: Subscribers;

  private constructor(
    options: SideOptions,
    nSubscribers: number,
    relay: Relay,
    load: LoadGenerator,
    subscribers: Subscribers,
  ) {
    this.#options = options;
    this.#nSubscribers = nSubscribers;
    this.#relay = relay;
    this.#load = load;
    this.#subscribers = subscribers;
  }

  static async start(options: SideOptions, nSubscribers: number): Promise<RelaySide> {
    const relay = await startRelay();
    const { url } = relay;
    const { sfreq, chunk } = options;
    const channels = megChannels(options.nChannels);
    const load = await startLoad({ url, peer: 'bare', channels, sfreq, chunk, decoders: [] });
    const subscribers = await startSubscribers({ url, peer: 'relay', decoder: '', nSubscribers });
    return new RelaySide(options, nSubscribers, relay, load, subscribers);
  }

  async warmUp(): Promise<void> {
    for (const run of warmUpLoads(this.#options)) await this.#load.ask(run);
    await this.#subscribers.ask('collect');
  }

  async turn(nChunks: number, turn: number): Promise<SideTurn> {
    await this.#relay.ask('load');
    await this.#subscribers.ask('collect');
    const report = await this.#load.ask({ nRigs: 1, nChunks, name: `relay-${turn}` });
    const arrivals = await this.#subscribers.ask('collect');
    const arrived = column(arrivals, 'arrived');
    return {
      sent: report.sent,
      late: report.late,
      answers: { sent: column(arrivals, 'stamp'), arrived, run: new Float64Array(arrived.length) },
      nExpected: nChunks * this.#nSubscribers,
      loads: { generator: report.load, relay: await this.#relay.ask('load'), subscribers: arrivals.load },
      losses: NO_LOSSES,
      problems: [...report.problems, ...arrivals.problems],
    };
  }

  async stop(): Promise<void> {
    await this.#load.stop();
    await this.#subscribers.stop();
    await this.#relay.stop();
  }
}
