import type { Manifest } from '../../models/manifest.js';
import type { StreamInfo } from '../../protocol/frame.js';
import type { SharedLanguageModel } from '../postprocess/language-models.js';

/**
 * What main thread and lane say to each other beside samples and markers. Control goes down the same queue as the
 * samples, so that it takes effect at a defined place; results come back up in the order they were made.
 */

/** A window whose run hung or crashed the process before. */
export interface Suspect {
  readonly stream: string;
  /** name@version */
  readonly decoder: string;
  readonly window: number;
  readonly step: number;
  readonly code: 'MODEL_HUNG' | 'MODEL_CRASHED';
  /** `retry`: try once more, apart from this process. `answered`: it failed again, answer with the error. */
  readonly verdict: 'retry' | 'answered';
}

export interface AttachMessage {
  readonly stream: string;
  readonly info: StreamInfo;
  /** Decoder ids in the order of their indices. */
  readonly decoders: readonly string[];
  /** False for replayed recordings: windows are never dropped for age. */
  readonly live: boolean;
  readonly checkpointPath: string | null;
  readonly suspects: readonly Suspect[];
}

/** A model whose manifest and files have been checked, and what it runs on. */
export interface ModelPlace {
  /** name@version */
  readonly id: string;
  readonly dir: string;
  readonly manifest: Manifest;
  readonly device: 'cpu' | 'cuda';
}

/** What a lane is made of, wherever it runs. */
export interface LaneSettings {
  /** To load, all of them, before the lane is ready. */
  readonly models: readonly ModelPlace[];
  readonly runFile: string;
  /** A run longer than this counts as hung, ms; a manifest's own `maxRunMs` goes before it. */
  readonly hangMs: number;
  /** Windows of live streams older than this are dropped, s. */
  readonly maxAge: number;
}

/** What a lane thread is started with; its models come by port, so that it may start before they are known. */
export interface LaneWorkerData extends Omit<LaneSettings, 'models'> {
  readonly inbox: SharedArrayBuffer;
  readonly outbox: SharedArrayBuffer;
  readonly status: SharedArrayBuffer;
  /** The lane on the sockets' thread: that thread cannot tell that a run hangs while it hangs in it. */
  readonly inline: { readonly status: SharedArrayBuffer; readonly runFile: string } | undefined;
}

/** Models for a lane to load, by port: first what can be loaded at once, then what had to wait for something. */
export interface LaneModels {
  readonly models: readonly ModelPlace[];
  /** Those that they need, as far as they could be read. */
  readonly languageModels: readonly SharedLanguageModel[];
  /** No more will come. */
  readonly isLast: boolean;
}

/** What the lane says by port: of each model that it is done with it, and last how loading went. */
export type LaneNews =
  | { readonly type: 'model'; readonly id: string; readonly runMs: number | null }
  | { readonly type: 'ready'; readonly ready: LaneReady };

export interface LaneReady {
  /** Time of one run of each model that was loaded, ms. */
  readonly runMs: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly id: string; readonly code: string; readonly detail: string }[];
}

export interface CheckpointMessage {
  readonly path: string;
  /** Comes back with the answer. */
  readonly number: number;
}

/** Types of the records a lane sends up. */
export const ResultType = {
  decode: 1,
  /** JSON {path, position, number}: a checkpoint file is written, everything decoded before it has been sent up before. */
  checkpoint: 2,
  /** JSON LaneNotice */
  notice: 3,
  /** The stream's end was reached, nothing more will come for it. */
  ended: 4,
  detached: 5,
  /** JSON {error}: the stream's pipeline failed and stopped. */
  failed: 6,
  stopped: 7,
  /** JSON GcPause[]: garbage collections of the lane since the last time; of no stream. */
  gc: 8,
} as const;

export const ResultFlag = {
  replayed: 1,
  /** The failure in the payload is the verdict on a suspect window. */
  verdict: 2,
} as const;

export interface LaneNotice {
  readonly kind: 'FLAT_CHANNEL' | 'SATURATED_CHANNEL' | 'CHANNEL_RECOVERED';
  readonly start: number;
  readonly channels: readonly string[];
}

/** What a payload may be, so that the main thread need not read it. */
export const PAYLOAD_KINDS = ['classes', 'text', 'candidates', 'embedding', 'signal', 'failure'] as const;
export const FAILURE_KIND = PAYLOAD_KINDS.indexOf('failure');

/** Head of a decode record: what `timing` is made of. Times in s on the server's clock unless said otherwise. */
export const DECODE_HEAD_BYTES = 96;

export interface DecodeHead {
  decoderIndex: number;
  sequence: number;
  /** Rig's clock at the newest and at the oldest sample of the window. */
  deviceTime: number;
  oldestDeviceTime: number;
  received: number;
  windowClosed: number;
  queued: number;
  inferStart: number;
  inferEnd: number;
  window: number;
  step: number;
  /** Index in `PAYLOAD_KINDS`. */
  kind: number;
}

/** A head to be filled again and again. */
export function emptyDecodeHead(): DecodeHead {
  return {
    decoderIndex: 0,
    sequence: 0,
    deviceTime: 0,
    oldestDeviceTime: 0,
    received: 0,
    windowClosed: 0,
    queued: 0,
    inferStart: 0,
    inferEnd: 0,
    window: 0,
    step: 0,
    kind: 0,
  };
}

export function writeDecodeHead(buffer: Buffer, head: DecodeHead): void {
  buffer.writeDoubleLE(head.decoderIndex, 0);
  buffer.writeDoubleLE(head.sequence, 8);
  buffer.writeDoubleLE(head.deviceTime, 16);
  buffer.writeDoubleLE(head.oldestDeviceTime, 24);
  buffer.writeDoubleLE(head.received, 32);
  buffer.writeDoubleLE(head.windowClosed, 40);
  buffer.writeDoubleLE(head.queued, 48);
  buffer.writeDoubleLE(head.inferStart, 56);
  buffer.writeDoubleLE(head.inferEnd, 64);
  buffer.writeDoubleLE(head.window, 72);
  buffer.writeDoubleLE(head.step, 80);
  buffer.writeDoubleLE(head.kind, 88);
}

/** @param at offset of the head in `view` */
export function readDecodeHead(view: DataView, at: number, head: DecodeHead): void {
  head.decoderIndex = view.getFloat64(at, true);
  head.sequence = view.getFloat64(at + 8, true);
  head.deviceTime = view.getFloat64(at + 16, true);
  head.oldestDeviceTime = view.getFloat64(at + 24, true);
  head.received = view.getFloat64(at + 32, true);
  head.windowClosed = view.getFloat64(at + 40, true);
  head.queued = view.getFloat64(at + 48, true);
  head.inferStart = view.getFloat64(at + 56, true);
  head.inferEnd = view.getFloat64(at + 64, true);
  head.window = view.getFloat64(at + 72, true);
  head.step = view.getFloat64(at + 80, true);
  head.kind = view.getFloat64(at + 88, true);
}

/**
 * A lane's pulse, in shared memory: written by the lane alone, read by the main thread's watchdog at any time.
 * The run in progress is described by numbers that are written before `running` is set.
 */
export class LaneStatus {
  static readonly maxStreams = 1024;
  static readonly bytes = 128 + LaneStatus.maxStreams * 16;
  readonly #ints: Int32Array;
  readonly #floats: Float64Array;
  readonly #processed: Float64Array;
  readonly #busy: Float64Array;

  constructor(shared: SharedArrayBuffer) {
    this.#ints = new Int32Array(shared, 0, 16);
    this.#floats = new Float64Array(shared, 64, 8);
    this.#processed = new Float64Array(shared, 128, LaneStatus.maxStreams);
    this.#busy = new Float64Array(shared, 128 + LaneStatus.maxStreams * 8, LaneStatus.maxStreams);
  }

  beat(): void {
    Atomics.add(this.#ints, 0, 1);
  }

  get beats(): number {
    return Atomics.load(this.#ints, 0);
  }

  runStarts(ref: number, decoderIndex: number, window: number, step: number, now: number, limitMs: number): void {
    this.#ints[2] = ref;
    this.#ints[3] = decoderIndex;
    this.#ints[4] = step;
    this.#floats[0] = now;
    this.#floats[1] = window;
    this.#floats[2] = limitMs;
    Atomics.store(this.#ints, 1, 1);
  }

  runEnds(): void {
    Atomics.store(this.#ints, 1, 0);
  }

  /** The run in progress, or undefined between runs. */
  running():
    { ref: number; decoderIndex: number; window: number; step: number; since: number; limitMs: number } | undefined {
    if (Atomics.load(this.#ints, 1) === 0) return undefined;
    return {
      ref: this.#ints[2]!,
      decoderIndex: this.#ints[3]!,
      step: this.#ints[4]!,
      since: this.#floats[0]!,
      window: this.#floats[1]!,
      limitMs: this.#floats[2]!,
    };
  }

  /** Index one past the newest sample of a stream that the lane has dealt with. */
  setProcessed(ref: number, sample: number): void {
    this.#processed[ref] = sample;
  }

  processed(ref: number): number {
    return this.#processed[ref]!;
  }

  /** The lane has worked on a record of this stream for so long, s. */
  worked(ref: number, seconds: number): void {
    this.#busy[ref]! += seconds;
  }

  /** How long the lane has worked on all streams since it was made, s. */
  get allBusySeconds(): number {
    return this.#busy.reduce((sum, seconds) => sum + seconds, 0);
  }

  /** How long the lane has worked on this stream since it was made, s. */
  busySeconds(ref: number): number {
    return this.#busy[ref]!;
  }
}
