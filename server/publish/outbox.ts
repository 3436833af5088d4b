import type { Outgoing } from './encoded-message.js';

/** The part of a WebSocket that publishing needs; a `ws` socket is one. */
export interface Wire {
  /** Bytes accepted but not yet handed to the kernel. */
  readonly bufferedAmount: number;
  send(message: Uint8Array | string): void;
  /** The same with the frame made already, for a wire that can take one. */
  sendFrame?(frame: Uint8Array): void;
  close(code: number, reason: string): void;
}

/**
 * What one subscriber has not taken yet. The bound is on the way in: whoever sends asks for room first, and keeps what
 * there is no room for, or finds it again in the log.
 */
export class Outbox {
  readonly #wire: Wire;
  readonly #maxBytes: number;
  readonly #sent: (bytes: number) => void;

  /** @param sent is told of each frame */
  constructor(wire: Wire, maxBytes: number, sent: (bytes: number) => void) {
    this.#wire = wire;
    this.#maxBytes = maxBytes;
    this.#sent = sent;
  }

  /** A frame larger than the outbox goes when nothing else waits. */
  hasRoom(bytes: number): boolean {
    const held = this.#wire.bufferedAmount;
    return held === 0 || held + bytes <= this.#maxBytes;
  }

  /** Whether it pays to go on after there was no room. */
  get isDrained(): boolean {
    return this.#wire.bufferedAmount <= this.#maxBytes / 2;
  }

  send({ message, frame }: Outgoing): void {
    if (frame !== undefined && this.#wire.sendFrame !== undefined) this.#wire.sendFrame(frame);
    else this.#wire.send(message);
    this.#sent(message.length);
  }

  close(code: number, reason: string): void {
    this.#wire.close(code, reason);
  }
}
