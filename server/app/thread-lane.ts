import { Worker } from 'node:worker_threads';
import { createFrameQueue, FrameQueueReader, FrameQueueWriter } from '../lane/frame-queue.js';
import { LaneStatus, ResultType, type LaneReady, type LaneWorkerData } from '../lane/lane-messages.js';
import { RecordType } from '../stream/record.js';
import { INBOX_BYTES, OUTBOX_BYTES, REFUSED_MS, type LaneHost, type LaneResults } from './lane-host.js';

/** A lane on a thread of its own. */
export class ThreadLane implements LaneHost {
  readonly thread = 'own';
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

  get ready(): Promise<LaneReady> {
    return this.#ready;
  }

  /** All models are loaded here. */
  hasModels(): boolean {
    return true;
  }

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

  async stop(): Promise<void> {
    this.#stopping = true;
    while (!this.#ended && !this.inbox.write(RecordType.stop, 0, 0, 0)) await this.inbox.spaceMade(100);
    await this.#exited;
    await this.#taken;
  }
}
