import { setImmediate as nextTurn } from 'node:timers/promises';
import { probeModel } from '../infer/model-probe.js';
import type { ModelRunner, RunExtras, RunResult } from '../infer/model-runner.js';
import { readCheckpointFile, writeCheckpointFile } from '../journal/checkpoint-file.js';
import { GcLog } from '../observe/gc-log.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { QuietCollector } from '../observe/quiet-collector.js';
import { decodeMarkerRecord, RecordFlag, RecordType, SAMPLES_HEAD_BYTES } from '../stream/record.js';
import type { FrameQueueReader } from './frame-queue.js';
import {
  DECODE_HEAD_BYTES,
  type LaneStatus,
  ResultFlag,
  ResultType,
  writeDecodeHead,
  type AttachMessage,
  type CheckpointMessage,
  type DecodeHead,
  type LaneNotice,
  type LaneSettings,
} from './lane-messages.js';
import { Pipeline, type DecodeSink, type RunGuard } from './pipeline.js';
import { RunFile } from './run-file.js';
import { stepBack } from './thread-priority.js';

/** How long the lane sleeps when nothing comes, ms; then it shows that it is alive. */
const BEAT_MS = 50;
/** How often garbage collections are told, s. */
const GC_SECONDS = 5;
/** A run that delays others. */
const LONG_RUN_SECONDS = 0.01;

/** The way up: see `FrameQueueWriter`. */
export interface LaneOutbox {
  write(type: number, flags: number, ref: number, position: number, a?: Uint8Array, b?: Uint8Array): boolean;
  waitForSpace(timeoutMs: number): void;
}

interface LaneStream {
  readonly ref: number;
  readonly pipeline: Pipeline;
}

/**
 * One lane: takes records from its queue in order, gives each to its stream's pipeline, sends decodes up. On a thread of
 * its own it sleeps in `Atomics.wait`, and goes back to its event loop every few seconds only; nothing in here may wait for a timer or
 * a message.
 */
export class Lane {
  readonly #inbox: FrameQueueReader;
  readonly #outbox: LaneOutbox;
  readonly #status: LaneStatus;
  /** Opened with the first stream: until then the file belongs to the server that this one stands by for. */
  #runFile: RunFile | undefined;
  readonly #streams = new Map<number, LaneStream>();
  readonly #models: ReadonlyMap<string, ModelRunner>;
  readonly #settings: LaneSettings;
  readonly #head = Buffer.alloc(DECODE_HEAD_BYTES);
  #gcTold = monotonicSeconds();
  #ownThread = false;
  #hasSteppedBack = false;
  #runStarted = 0;
  #stopped = false;
  /** The record in work came from the journal. */
  #replayed = false;

  constructor(
    settings: LaneSettings,
    status: LaneStatus,
    inbox: FrameQueueReader,
    outbox: LaneOutbox,
    models: ReadonlyMap<string, ModelRunner>,
  ) {
    this.#settings = settings;
    this.#models = models;
    this.#inbox = inbox;
    this.#outbox = outbox;
    this.#status = status;
  }

  /** For a thread of its own: works until a stop record comes. @param idle called when there is nothing to do, and now and then */
  async run(idle: () => void): Promise<void> {
    this.#ownThread = true;
    const gc = new GcLog();
    const collector = new QuietCollector();
    while (this.turn(Infinity)) {
      if (collector.isDue()) collector.collect();
      if (monotonicSeconds() - this.#gcTold >= GC_SECONDS) await this.#tellGc(gc);
      idle();
      this.#inbox.waitForRecord(BEAT_MS);
    }
    gc.close();
  }

  /**
   * Works off what lies in the queue.
   * @param limit records at most
   * @returns false when a stop record came: the lane has ended
   */
  turn(limit: number): boolean {
    this.#status.beat();
    for (let n = 0; n < limit && this.#inbox.next(); n++) {
      const { ref } = this.#inbox;
      const started = monotonicSeconds();
      this.#record();
      const seconds = monotonicSeconds() - started;
      this.#status.worked(ref, seconds);
      this.#inbox.release();
      this.#status.beat();
      if (!this.#stopped) continue;
      this.#end();
      return false;
    }
    return true;
  }

  #end(): void {
    this.#runFile?.close();
    for (const model of this.#models.values()) model.release();
    this.#send(ResultType.stopped, 0, 0);
  }

  /** The one time that the thread goes back to its event loop: one turn to be told, one to tell the observer. */
  async #tellGc(gc: GcLog): Promise<void> {
    this.#gcTold = monotonicSeconds();
    await nextTurn();
    await nextTurn();
    const pauses = gc.take();
    if (pauses.length > 0) this.#sendJson(ResultType.gc, 0, pauses);
  }

  #record(): void {
    const { type, ref } = this.#inbox;
    if (type === RecordType.stop) {
      this.#stopped = true;
      return;
    }
    this.#replayed = (this.#inbox.flags & RecordFlag.replayed) !== 0;
    try {
      if (type === RecordType.attach) {
        this.#attach(ref, this.#json<AttachMessage>());
        return;
      }
      const stream = this.#streams.get(ref);
      // A stream whose pipeline failed is gone; what is still under way for it is passed over.
      if (stream !== undefined) this.#streamRecord(stream);
    } catch (error) {
      this.#streams.delete(ref);
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#sendJson(ResultType.failed, ref, { error: detail });
    }
  }

  #streamRecord(stream: LaneStream): void {
    const { type, ref, view, bytes, bodyOffset, bodyBytes } = this.#inbox;
    const { pipeline } = stream;
    switch (type) {
      case RecordType.samples: {
        const first = view.getFloat64(bodyOffset, true);
        const nSamples = view.getUint32(bodyOffset + 24, true);
        pipeline.samples(
          first,
          nSamples,
          view.getFloat64(bodyOffset + 8, true),
          view.getFloat64(bodyOffset + 16, true),
          bytes.subarray(bodyOffset + SAMPLES_HEAD_BYTES, bodyOffset + bodyBytes),
          this.#replayed,
        );
        break;
      }
      case RecordType.gap:
        pipeline.gap(
          view.getFloat64(bodyOffset, true),
          view.getFloat64(bodyOffset + 8, true),
          view.getFloat64(bodyOffset + 16, true),
          this.#replayed,
        );
        break;
      case RecordType.marker:
        pipeline.marker(decodeMarkerRecord(this.#inbox.copyBody()), this.#replayed);
        break;
      case RecordType.end:
        pipeline.finish();
        this.#send(ResultType.ended, 0, ref);
        break;
      case RecordType.checkpoint: {
        const { path, number } = this.#json<CheckpointMessage>();
        writeCheckpointFile(path, ...pipeline.save());
        this.#sendJson(ResultType.checkpoint, ref, { path, position: this.#inbox.position, number });
        break;
      }
      case RecordType.detach:
        this.#streams.delete(ref);
        this.#send(ResultType.detached, 0, ref);
        break;
      default:
        throw new Error(`unknown record type ${type}`);
    }
    this.#status.setProcessed(ref, pipeline.nextSample);
  }

  #attach(ref: number, message: AttachMessage): void {
    const { stream, info, decoders, live, suspects, checkpointPath } = message;
    const sink: DecodeSink = {
      decode: (head, payload, verdict) => this.#decode(ref, head, payload, verdict),
      notice: (notice: LaneNotice) => this.#sendJson(ResultType.notice, ref, notice),
    };
    const settings = { stream, info, decoders, live, maxAge: this.#settings.maxAge, suspects };
    const pipeline = new Pipeline(settings, this.#models, sink, this.#guard(ref, stream));
    if (checkpointPath !== null) {
      const bytes = readCheckpointFile(checkpointPath);
      if (bytes === undefined) throw new Error(`checkpoint ${checkpointPath} is damaged`);
      pipeline.restore(bytes);
    }
    this.#streams.set(ref, { ref, pipeline });
    this.#status.setProcessed(ref, pipeline.nextSample);
  }

  #guard(ref: number, stream: string): RunGuard {
    const runFile = (this.#runFile ??= new RunFile(this.#settings.runFile));
    return {
      runStarts: (decoderIndex, decoder, window, step, limitMs) => {
        runFile.runStarts(stream, decoder, window, step);
        this.#runStarted = monotonicSeconds();
        this.#status.runStarts(ref, decoderIndex, window, step, this.#runStarted, limitMs ?? this.#settings.hangMs);
      },
      runEnds: () => {
        this.#status.runEnds();
        if (!this.#hasSteppedBack && this.#ownThread) this.#stepBackAfter(monotonicSeconds() - this.#runStarted);
      },
      // Behind the decode, which somebody waits for. Who dies in between blames a window that then is tried once more.
      answered: () => runFile.runEnds(),
      probe: (
        decoder: string,
        window: Float32Array,
        extras: RunExtras,
        limitMs,
      ): RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED' => {
        const dir = this.#settings.models.find((model) => model.id === decoder)?.dir ?? '';
        return probeModel(dir, window, extras, limitMs ?? this.#settings.hangMs);
      },
    };
  }

  /** A model whose run is long must not hold up what is short. */
  #stepBackAfter(runSeconds: number): void {
    if (runSeconds < LONG_RUN_SECONDS) return;
    this.#hasSteppedBack = true;
    stepBack();
  }

  #decode(ref: number, head: DecodeHead, payload: Uint8Array, verdict: boolean): void {
    writeDecodeHead(this.#head, head);
    const flags = (this.#replayed ? ResultFlag.replayed : 0) | (verdict ? ResultFlag.verdict : 0);
    this.#send(ResultType.decode, flags, ref, this.#head, payload);
  }

  /** Results are never dropped: a full queue holds the lane up until the main thread has caught up. */
  #send(type: number, flags: number, ref: number, a?: Uint8Array, b?: Uint8Array): void {
    while (!this.#outbox.write(type, flags, ref, 0, a, b)) {
      this.#outbox.waitForSpace(BEAT_MS);
      this.#status.beat();
    }
  }

  #sendJson(type: number, ref: number, message: object): void {
    this.#send(type, 0, ref, Buffer.from(JSON.stringify(message)));
  }

  #json<T>(): T {
    return JSON.parse(Buffer.from(this.#inbox.copyBody()).toString('utf8')) as T;
  }
}
