import { Worker } from 'node:worker_threads';
import { createFrameQueue, FrameQueueReader, FrameQueueWriter } from '../lane/frame-queue.js';
import { LaneStatus, ResultType, type LaneReady, type LaneWorkerData } from '../lane/lane-messages.js';
import { RecordType } from '../stream/record.js';

/** Receives what a lane sends up, in order. `record` is only valid during the call. */
export interface LaneResults {
  /** @returns false when it cannot be taken now: it stays, and comes again a little later */
  result(record: FrameQueueReader): boolean;
  /** The thread ended without being asked to. */
  died(error: Error): void;
}

const INBOX_BYTES = 1 << 24;
const OUTBOX_BYTES = 1 << 23;
/** How soon a result that could not be taken is offered again, ms. */
const REFUSED_MS = 50;

/** The main thread's end of one lane. */
export class LaneHost {
  readonly index: number;
  readonly status: LaneStatus;
  readonly inbox: FrameQueueWriter;
  readonly #worker: Worker;
  readonly #outbox: FrameQueueReader;
  #results: LaneResults | undefined;
  readonly #ready: Promise<LaneReady>;
  readonly #exited: Promise<void>;
  #stopping = false;
  #taken: Promise<void> = Promise.resolve();
  #ended = false;
  /** Streams that live here. */
  nStreams = 0;

  constructor(index: number, data: Omit<LaneWorkerData, 'inbox' | 'outbox' | 'status'>) {
    this.index = index;
    const inbox = createFrameQueue(INBOX_BYTES);
    const outbox = createFrameQueue(OUTBOX_BYTES);
    const status = new SharedArrayBuffer(LaneStatus.bytes);
    this.status = new LaneStatus(status);
    this.inbox = new FrameQueueWriter(inbox);
    this.#outbox = new FrameQueueReader(outbox);
    const workerData: LaneWorkerData = { inbox, outbox, status, ...data };
    this.#worker = new Worker(new URL('../lane/lane-thread.js', import.meta.url), {
      workerData,
      name: `lane-${index}`,
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.once('message', (message: LaneReady) => resolve(message));
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error(`lane ${index} ended while it was loading models`)));
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#ended = true;
        resolve();
      });
    });
    this.#worker.on('error', (error: Error) => this.#results?.died(error));
    this.#worker.on('exit', () => {
      if (!this.#stopping) this.#results?.died(new Error(`lane ${index} ended`));
    });
  }

  /** Settles when all models are loaded. */
  get ready(): Promise<LaneReady> {
    return this.#ready;
  }

  /** Begins to take what the lane sends up. */
  deliverTo(results: LaneResults): void {
    this.#results = results;
    this.#taken = this.#take(results);
  }

  async #take(results: LaneResults): Promise<void> {
    for (;;) {
      // A burst must not keep sockets waiting: after some results the loop lets the event loop turn.
      let n = 0;
      let refused = false;
      while (n < 256 && this.#outbox.next()) {
        refused = !results.result(this.#outbox);
        if (refused) break;
        const stopped = this.#outbox.type === ResultType.stopped;
        this.#outbox.release();
        if (stopped) return;
        n++;
      }
      if (refused) await new Promise((resolve) => setTimeout(resolve, REFUSED_MS));
      else if (n === 256) await new Promise((resolve) => setImmediate(resolve));
      else if (this.#ended && n === 0) return;
      else await this.#outbox.recordReady(1000);
    }
  }

  /** Asks the lane to finish what is in its queue and end; settles when all its results are taken and the thread is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    while (!this.#ended && !this.inbox.write(RecordType.stop, 0, 0, 0)) await this.inbox.spaceMade(100);
    await this.#exited;
    await this.#taken;
  }
}
