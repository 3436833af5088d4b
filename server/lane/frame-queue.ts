/**
 * One-way queue of byte records between two threads, in shared memory, without garbage.
 *
 * Layout of the shared buffer: 64 bytes of control words, then `capacityBytes` (a power of two) of records. A record is
 * a 32-byte head and a body, padded to 8 bytes, always in one piece: what does not fit before the end goes to the front,
 * behind a padding record. `head` and `tail` count 8-byte units and run through 2³²; only their difference, taken modulo
 * 2³², means something, so they never need a reset.
 *
 * One writer thread, one reader thread. When full, `write` returns false and nothing is written.
 */

const CONTROL_BYTES = 64;
const HEAD = 0;
const TAIL = 1;
/** The writer found the queue full: the reader wakes it after its next release. */
const WANTED = 2;
const RECORD_HEAD_BYTES = 32;
const PADDING = 0;
/** Shorter parts are not worth another copy. */
const MIN_ALIGNED_BYTES = 256;

/** Shared buffer for a queue. @param capacityBytes a power of two, at least 1 KiB */
export function createFrameQueue(capacityBytes: number): SharedArrayBuffer {
  if (capacityBytes < 1024 || (capacityBytes & (capacityBytes - 1)) !== 0) {
    throw new RangeError(`capacityBytes must be a power of two and at least 1024, got ${capacityBytes}`);
  }
  return new SharedArrayBuffer(CONTROL_BYTES + capacityBytes);
}

/** Counters as they would be after 2³² − `units` units, for tests of the wrap. */
export function presetFrameQueue(shared: SharedArrayBuffer, units: number): void {
  const control = new Int32Array(shared, 0, 8);
  const capacityUnits = (shared.byteLength - CONTROL_BYTES) / 8;
  const start = (2 ** 32 - Math.ceil(units / capacityUnits) * capacityUnits) | 0;
  Atomics.store(control, HEAD, start);
  Atomics.store(control, TAIL, start);
}

const aligned = (bytes: number): number => (bytes + 7) & ~7;

export class FrameQueueWriter {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #capacityUnits: number;
  #head: number;
  /** How far the reader was when `write` last found no room: what it released since then must not be waited for again. */
  #fullTail: number;
  #scratch = new ArrayBuffer(1 << 16);
  /** The part of it that was needed last: frames of a stream are of one length. */
  #aligned = new Uint8Array(this.#scratch, 0, 0);

  constructor(shared: SharedArrayBuffer) {
    this.#control = new Int32Array(shared, 0, 8);
    this.#bytes = new Uint8Array(shared, CONTROL_BYTES);
    this.#view = new DataView(shared, CONTROL_BYTES);
    this.#capacityUnits = this.#bytes.length / 8;
    this.#head = Atomics.load(this.#control, HEAD);
    this.#fullTail = Atomics.load(this.#control, TAIL);
  }

  /** Largest body that is sure to fit into an empty queue, wherever its counters stand. */
  get maxBodyBytes(): number {
    return this.#bytes.length / 2 - RECORD_HEAD_BYTES;
  }

  /** Bytes written and not yet released. */
  get usedBytes(): number {
    return ((this.#head - Atomics.load(this.#control, TAIL)) >>> 0) * 8;
  }

  get capacityBytes(): number {
    return this.#bytes.length;
  }

  /**
   * Adds a record of up to three parts and wakes the reader.
   * @returns false when it does not fit now; see `waitForSpace`
   * @throws {RangeError} when the body is larger than `maxBodyBytes`
   */
  write(
    type: number,
    flags: number,
    ref: number,
    position: number,
    a?: Uint8Array,
    b?: Uint8Array,
    c?: Uint8Array,
  ): boolean {
    const bodyBytes = (a?.length ?? 0) + (b?.length ?? 0) + (c?.length ?? 0);
    if (bodyBytes > this.maxBodyBytes) throw new RangeError(`record of ${bodyBytes} bytes, limit ${this.maxBodyBytes}`);
    const units = aligned(RECORD_HEAD_BYTES + bodyBytes) / 8;
    const tail = Atomics.load(this.#control, TAIL);
    const used = (this.#head - tail) >>> 0;
    const at = (this.#head >>> 0) % this.#capacityUnits;
    const toEnd = this.#capacityUnits - at;
    const padding = toEnd < units ? toEnd : 0;
    if (used + padding + units > this.#capacityUnits) {
      this.#fullTail = tail;
      return false;
    }
    let offset = at * 8;
    if (padding > 0) {
      this.#view.setUint32(offset, padding * 8, true);
      this.#bytes[offset + 4] = PADDING;
      offset = 0;
    }
    this.#view.setUint32(offset, units * 8, true);
    this.#bytes[offset + 4] = type;
    this.#bytes[offset + 5] = flags;
    this.#view.setUint32(offset + 8, ref, true);
    this.#view.setUint32(offset + 12, bodyBytes, true);
    this.#view.setFloat64(offset + 16, position, true);
    let to = offset + RECORD_HEAD_BYTES;
    if (a !== undefined) to = this.#put(a, to);
    if (b !== undefined) to = this.#put(b, to);
    if (c !== undefined) this.#put(c, to);
    this.#head = (this.#head + padding + units) | 0;
    Atomics.store(this.#control, HEAD, this.#head);
    Atomics.notify(this.#control, HEAD);
    return true;
  }

  /** @returns where the next part goes */
  #put(part: Uint8Array, to: number): number {
    // Into shared memory V8 copies word by word only what is aligned alike, and anything else byte by byte: six times as slow.
    if (part.length < MIN_ALIGNED_BYTES || (part.byteOffset - to) % 8 === 0) this.#bytes.set(part, to);
    else this.#bytes.set(this.#alike(part, to % 8), to);
    return to + part.length;
  }

  /** The same bytes at an address with this rest modulo 8, until the next call. */
  #alike(part: Uint8Array, rest: number): Uint8Array {
    const { length } = part;
    if (this.#aligned.length !== length || this.#aligned.byteOffset !== rest) {
      if (this.#scratch.byteLength < rest + length) this.#scratch = new ArrayBuffer(2 * length + 8);
      this.#aligned = new Uint8Array(this.#scratch, rest, length);
    }
    this.#aligned.set(part);
    return this.#aligned;
  }

  /**
   * Blocks this thread until the reader has released something since the `write` that was refused, or `timeoutMs` passed.
   * Not for the main thread.
   */
  waitForSpace(timeoutMs: number): void {
    Atomics.store(this.#control, WANTED, 1);
    Atomics.wait(this.#control, TAIL, this.#fullTail, timeoutMs);
  }

  /** The same for the main thread: settles. */
  async spaceMade(timeoutMs: number): Promise<void> {
    Atomics.store(this.#control, WANTED, 1);
    const waiting = Atomics.waitAsync(this.#control, TAIL, this.#fullTail, timeoutMs);
    if (waiting.async) await waiting.value;
  }
}

/** The record that `FrameQueueReader.next` stands on. */
export class FrameQueueReader {
  /** Body of the current record; valid until `release`. Shared memory: a view, not a copy. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  type = 0;
  flags = 0;
  ref = 0;
  position = 0;
  /** Where the body lies in `bytes`. A multiple of 8. */
  bodyOffset = 0;
  bodyBytes = 0;
  readonly #control: Int32Array;
  readonly #capacityUnits: number;
  #tail: number;
  #units = 0;

  constructor(shared: SharedArrayBuffer) {
    this.#control = new Int32Array(shared, 0, 8);
    this.bytes = new Uint8Array(shared, CONTROL_BYTES);
    this.view = new DataView(shared, CONTROL_BYTES);
    this.#capacityUnits = this.bytes.length / 8;
    this.#tail = Atomics.load(this.#control, TAIL);
  }

  /** Stands on the next record; false when there is none. */
  next(): boolean {
    for (;;) {
      if (Atomics.load(this.#control, HEAD) === this.#tail) return false;
      const offset = ((this.#tail >>> 0) % this.#capacityUnits) * 8;
      this.#units = this.view.getUint32(offset, true) / 8;
      this.type = this.bytes[offset + 4]!;
      if (this.type === PADDING) {
        this.release();
        continue;
      }
      this.flags = this.bytes[offset + 5]!;
      this.ref = this.view.getUint32(offset + 8, true);
      this.bodyBytes = this.view.getUint32(offset + 12, true);
      this.position = this.view.getFloat64(offset + 16, true);
      this.bodyOffset = offset + RECORD_HEAD_BYTES;
      return true;
    }
  }

  /** Gives the current record's room back to the writer. */
  release(): void {
    this.#tail = (this.#tail + this.#units) | 0;
    Atomics.store(this.#control, TAIL, this.#tail);
    if (Atomics.exchange(this.#control, WANTED, 0) === 1) Atomics.notify(this.#control, TAIL);
  }

  /** The current body as a copy of its own. */
  copyBody(): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(this.bodyBytes);
    copy.set(this.bytes.subarray(this.bodyOffset, this.bodyOffset + this.bodyBytes));
    return copy;
  }

  get usedBytes(): number {
    return ((Atomics.load(this.#control, HEAD) - this.#tail) >>> 0) * 8;
  }

  /** Blocks this thread until there is a record, at most `timeoutMs`. Not for the main thread. */
  waitForRecord(timeoutMs: number): void {
    Atomics.wait(this.#control, HEAD, this.#tail, timeoutMs);
  }

  /** Settles when there is a record, or after `timeoutMs`; for the main thread. Does not keep the event loop alive. */
  async recordReady(timeoutMs: number): Promise<void> {
    const waiting = Atomics.waitAsync(this.#control, HEAD, this.#tail, timeoutMs);
    if (waiting.async) await waiting.value;
  }
}
