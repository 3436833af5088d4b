import type { FrameQueueReader } from '../lane/frame-queue.js';
import type { LaneReady, LaneStatus } from '../lane/lane-messages.js';

/** Receives what a lane sends up, in order. `record` is only valid during the call. */
export interface LaneResults {
  /** @returns false when it cannot be taken now: it stays, and comes again a little later */
  result(record: FrameQueueReader): boolean;
  /** The thread ended without being asked to. */
  died(error: Error): void;
}

/** The way down to a lane: see `FrameQueueWriter`. */
export interface LaneInbox {
  /** @returns false when there is no room now */
  write(type: number, flags: number, ref: number, position: number, a?: Uint8Array, b?: Uint8Array): boolean;
  readonly usedBytes: number;
}

/** The main thread's end of one lane, wherever that lane runs. */
export interface LaneHost {
  readonly index: number;
  /** `main`: on the thread of the sockets, for what is so short that waking another thread would take longer. */
  readonly thread: 'own' | 'main';
  readonly status: LaneStatus;
  readonly inbox: LaneInbox;
  /** Settles when all models are loaded. */
  readonly ready: Promise<LaneReady>;
  /** Streams that live here. */
  nStreams: number;
  /** Whether every one of these decoders can run here. */
  hasModels(decoders: readonly string[]): boolean;
  /** Begins to take what the lane sends up. */
  deliverTo(results: LaneResults): void;
  /** Asks the lane to finish what is in its queue and end; settles when all its results are taken and it is gone. */
  stop(): Promise<void>;
}

/** How soon a result that could not be taken is offered again, ms. */
export const REFUSED_MS = 50;
export const INBOX_BYTES = 1 << 24;
export const OUTBOX_BYTES = 1 << 23;
