import { Worker } from 'node:worker_threads';
import { createFrameQueue, FrameQueueReader, FrameQueueWriter } from '../lane/frame-queue.js';
import {
  LaneStatus,
  ResultType,
  type LaneModels,
  type LaneNews,
  type LaneReady,
  type LaneWorkerData,
} from '../lane/lane-messages.js';
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
  /** Of each model that is loaded or has failed; and who waits for one that is neither. */
  readonly #runMs = new Map<string, number | null>();
  readonly #waiting = new Map<string, (runMs: number | null) => void>();
  #hasAll = false;
  #stopping = false;
  #taken: Promise<void> = Promise.resolve();
  #ended = false;
  nStreams = 0;

  /** Starts the thread, which loads its modules and then waits for `load`. */
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
      this.#worker.on('message', (news: LaneNews) => {
        if (news.type === 'ready') resolve(news.ready);
        else this.#modelDone(news.id, news.runMs);
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error(`lane ${index} ended while it was loading models`)));
    });
    // Whoever loads the lane waits for other things before.
    this.#ready.catch(() => undefined);
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#ended = true;
        for (const id of [...this.#waiting.keys()]) this.#modelDone(id, null);
        resolve();
      });
    });
    this.#worker.on('error', (error: Error) => this.#results?.died(error));
    this.#worker.on('exit', () => {
      if (!this.#stopping) this.#results?.died(new Error(`lane ${index} ended`));
    });
  }

  /** Tells the lane what to load. It is ready some time after the last. */
  load(models: LaneModels): void {
    this.#hasAll = models.isLast;
    this.#worker.postMessage(models);
  }

  /** Time of a run of a model that is being loaded, ms, as soon as it is; null when it cannot be. */
  runMsOf(id: string): Promise<number | null> {
    const known = this.#runMs.get(id);
    if (known !== undefined || this.#ended) return Promise.resolve(known ?? null);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  #modelDone(id: string, runMs: number | null): void {
    this.#runMs.set(id, runMs);
    this.#waiting.get(id)?.(runMs);
    this.#waiting.delete(id);
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
    // It waits for its models, and looks into its queue only then.
    if (!this.#hasAll) this.load({ models: [], languageModels: [], isLast: true });
    while (!this.#ended && !this.inbox.write(RecordType.stop, 0, 0, 0)) await this.inbox.spaceMade(100);
    await this.#exited;
    await this.#taken;
  }
}
