import { numbersOf, PythonPeer } from './python-peer.js';
import { NO_LOSSES, type Side, type SideOptions, type SideTurn } from './side.js';

/** BrainFlow's synthetic board, which makes its own samples: a poll of a ring in the same process. */
export class BrainflowSide implements Side {
  readonly name = 'brainflow';
  readonly #peer: PythonPeer;
  readonly #chunkSeconds: number;

  private constructor(peer: PythonPeer, chunkSeconds: number) {
    this.#peer = peer;
    this.#chunkSeconds = chunkSeconds;
  }

  /** @throws {CouldNotMeasure} where it is not installed */
  static async start({ chunk, sfreq }: SideOptions): Promise<BrainflowSide> {
    return new BrainflowSide(await PythonPeer.start('brainflow_board.py', []), chunk / sfreq);
  }

  async turn(nChunks: number): Promise<SideTurn> {
    this.#peer.tell({ seconds: nChunks * this.#chunkSeconds });
    const answer = await this.#peer.answer();
    const sent = numbersOf(answer, 'sent');
    return {
      sent,
      late: new Float64Array(),
      answers: { sent, arrived: numbersOf(answer, 'arrived'), run: new Float64Array(sent.length) },
      nExpected: sent.length,
      loads: { board: { cpuShare: Number(answer['cpuShare']), gc: null, eventLoopDelay: null } },
      losses: NO_LOSSES,
      problems: [],
    };
  }

  async summary(): Promise<{ versions: unknown }> {
    return { versions: this.#peer.versions };
  }

  async stop(): Promise<void> {
    await this.#peer.stop();
  }
}
