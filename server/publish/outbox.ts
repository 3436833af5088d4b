/** The part of a WebSocket that publishing needs; a `ws` socket is one. */
export interface Wire {
  /** Bytes accepted but not yet handed to the kernel. */
  readonly bufferedAmount: number;
  send(frame: Uint8Array | string): void;
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

  send(frame: Uint8Array | string): void {
    this.#wire.send(frame);
    this.#sent(frame.length);
  }

  close(code: number, reason: string): void {
    this.#wire.close(code, reason);
  }
}
