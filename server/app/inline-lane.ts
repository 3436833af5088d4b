import { createFrameQueue, FrameQueueReader, FrameQueueWriter } from '../lane/frame-queue.js';
import { Lane, type LaneOutbox } from '../lane/lane.js';
import { LaneStatus, ResultType, type LaneReady, type LaneSettings } from '../lane/lane-messages.js';
import { openModels } from '../lane/lane-models.js';
import { RecordType } from '../stream/record.js';
import { INBOX_BYTES, OUTBOX_BYTES, REFUSED_MS, type LaneHost, type LaneInbox, type LaneResults } from './lane-host.js';

/** How long the lane works before the event loop turns, ms: what comes from the journal must not hold up sockets. */
const TURN_MS = 4;

/** Records that the rig sent a moment ago, and that somebody waits for: not attachments, checkpoints and the like. */
const URGENT: ReadonlySet<number> = new Set([RecordType.samples, RecordType.marker, RecordType.gap, RecordType.end]);

/**
 * A lane on the thread of the sockets: the same lane, the same queues, and nobody to wake. A record is worked off inside
 * the call that hands it over, unless others wait before it.
 */
export class InlineLane implements LaneHost, LaneInbox {
  readonly index: number;
  readonly thread = 'main';
  readonly status: LaneStatus;
  readonly ready: Promise<LaneReady>;
  nStreams = 0;
  readonly #models: ReadonlySet<string>;
  readonly #inbox: FrameQueueWriter;
  readonly #outbox: FrameQueueReader;
  readonly #results: Overflowing;
  readonly #lane: Lane;
  #audience: LaneResults | undefined;
  #working = false;
  #turnDue = false;
  #refused = false;
  #stopped = false;
  #onStopped: () => void = () => undefined;

  /**
   * Loads its models, and lets go of those that take longer. Blocks the thread for as long as that takes.
   * @param status of `LaneStatus.bytes`, which another thread watches
   * @param longestMs a run
   */
  constructor(index: number, settings: LaneSettings, status: SharedArrayBuffer, longestMs: number) {
    this.index = index;
    const inbox = createFrameQueue(INBOX_BYTES);
    const outbox = createFrameQueue(OUTBOX_BYTES);
    this.status = new LaneStatus(status);
    this.#inbox = new FrameQueueWriter(inbox);
    this.#outbox = new FrameQueueReader(outbox);
    this.#results = new Overflowing(new FrameQueueWriter(outbox), () => this.#deliver());
    const { models, runMs } = openModels(settings.models);
    for (const [id, runner] of models) {
      if ((runMs[id] ?? Infinity) <= longestMs) continue;
      runner.release();
      models.delete(id);
    }
    this.#models = new Set(models.keys());
    this.#lane = new Lane(settings, this.status, new FrameQueueReader(inbox), this.#results, models);
    // What cannot be loaded is told by the lanes that have to.
    this.ready = Promise.resolve({ runMs, failed: [] });
  }

  get inbox(): LaneInbox {
    return this;
  }

  get usedBytes(): number {
    return this.#inbox.usedBytes;
  }

  get nModels(): number {
    return this.#models.size;
  }

  hasModels(decoders: readonly string[]): boolean {
    return decoders.every((decoder) => this.#models.has(decoder));
  }

  write(type: number, flags: number, ref: number, position: number, a?: Uint8Array, b?: Uint8Array): boolean {
    // What one record gives may be more than the queue holds; another record has to wait until that is taken.
    if (this.#results.isOver || !this.#inbox.write(type, flags, ref, position, a, b)) return false;
    if (URGENT.has(type) && !this.#turnDue) this.#turn();
    else this.#turnSoon();
    return true;
  }

  deliverTo(results: LaneResults): void {
    this.#audience = results;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    const stopped = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
    });
    const ask = (): void => {
      if (!this.write(RecordType.stop, 0, 0, 0)) setTimeout(ask, REFUSED_MS);
    };
    ask();
    await stopped;
  }

  #turnSoon(): void {
    if (this.#turnDue || this.#working) return;
    this.#turnDue = true;
    setImmediate(() => {
      this.#turnDue = false;
      this.#turn();
    });
  }

  #turn(): void {
    // Who is told of a result may write the next record: it is worked off below.
    if (this.#working || this.#refused) return;
    this.#working = true;
    const until = performance.now() + TURN_MS;
    let isDone = false;
    try {
      while (this.#deliver() && !this.#stopped) {
        isDone = this.#inbox.usedBytes === 0;
        if (isDone || performance.now() > until) break;
        this.#lane.turn(1);
      }
    } finally {
      this.#working = false;
    }
    if (!isDone && !this.#refused && !this.#stopped) this.#turnSoon();
  }

  /** @returns false when a result was refused: nothing more is done until it is taken */
  #deliver(): boolean {
    if (this.#refused) return false;
    const outbox = this.#outbox;
    for (;;) {
      while (outbox.next()) {
        if (outbox.type === ResultType.stopped) {
          this.#stopped = true;
          this.#onStopped();
        } else if (this.#audience?.result(outbox) === false) {
          this.#refused = true;
          setTimeout(() => {
            this.#refused = false;
            this.#turn();
          }, REFUSED_MS);
          return false;
        }
        outbox.release();
      }
      if (!this.#results.isOver) return true;
      this.#results.flush();
    }
  }
}

/** The lane's way up, which never waits: what has no room in the queue is kept beside it, in order. */
class Overflowing implements LaneOutbox {
  readonly #queue: FrameQueueWriter;
  readonly #written: () => void;
  #over: { type: number; flags: number; ref: number; body: Uint8Array }[] = [];

  /** @param written what lies in the queue can be taken at once */
  constructor(queue: FrameQueueWriter, written: () => void) {
    this.#queue = queue;
    this.#written = written;
  }

  get isOver(): boolean {
    return this.#over.length > 0;
  }

  write(type: number, flags: number, ref: number, position: number, a?: Uint8Array, b?: Uint8Array): boolean {
    if (this.isOver || !this.#queue.write(type, flags, ref, position, a, b)) {
      this.#over.push({ type, flags, ref, body: Buffer.concat([a ?? new Uint8Array(0), b ?? new Uint8Array(0)]) });
    }
    // Somebody waits for a decode; what the lane still has to do behind it can wait.
    if (type === ResultType.decode) this.#written();
    return true;
  }

  waitForSpace(): void {
    throw new Error('a queue that always has room was waited for');
  }

  /** Puts what fits into the queue, which was emptied. */
  flush(): void {
    const isIn = this.#over.findIndex(({ type, flags, ref, body }) => !this.#queue.write(type, flags, ref, 0, body));
    this.#over = isIn < 0 ? [] : this.#over.slice(isIn);
  }
}
