/** What a rig has sent, or will send, and the server has not acknowledged. */
interface Entry {
  readonly bytes: Uint8Array | string;
  /** One past the last sample of a frame; -1 for a marker, which has no acknowledgement of its own. */
  readonly end: number;
  /** Credit that it takes to send it. */
  readonly reach: number;
}

/**
 * Frames and markers in the order in which they go out.
 *
 * The server takes the messages of a socket in order and journals each before it acknowledges a later one. So the
 * acknowledgement of a frame also covers every marker in front of it, and what is kept is always a tail of the log.
 * After a loss the whole tail goes out again: frames under their old sequence numbers, markers under their ids.
 */
export class ResendLog {
  #entries: Entry[] = [];
  /** Index of the first entry that is kept; those before it are let go now and then. */
  #head = 0;
  /** Index of the entry that goes out next. */
  #cursor = 0;
  /** One past the last entry that ever went out. */
  #sent = 0;
  #heldBytes = 0;
  /** One past the last sample of the newest frame. */
  #lastEnd = 0;

  /** Bytes that are kept. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Number of entries that are kept. */
  get length(): number {
    return this.#entries.length - this.#head;
  }

  /** Everything has gone out on the present socket. */
  get drained(): boolean {
    return this.#cursor === this.#entries.length;
  }

  /**
   * @param end one past the last sample of a frame; absent for a marker
   * @param start first sample of the frame: samples left out before it take no credit. Default: none are.
   */
  push(bytes: Uint8Array | string, end = -1, start = this.#lastEnd): void {
    const reach = end - Math.max(0, start - this.#lastEnd);
    this.#entries.push({ bytes, end, reach });
    this.#lastEnd = Math.max(this.#lastEnd, end);
    this.#heldBytes += bytes.length;
  }

  /**
   * Takes the entry that goes out next, unless it is a frame that takes more than `credit`.
   * @returns undefined when there is none; `again` when it had gone out before
   */
  next(credit: number): { bytes: Uint8Array | string; again: boolean } | undefined {
    const entry = this.#entries[this.#cursor];
    if (entry === undefined || entry.reach > credit) return undefined;
    this.#cursor++;
    const again = this.#cursor <= this.#sent;
    if (!again) this.#sent = this.#cursor;
    return { bytes: entry.bytes, again };
  }

  /** Every sample before `nextSample` is in the journal. */
  acknowledge(nextSample: number): void {
    let done = this.#head;
    for (let i = this.#head; i < this.#sent; i++) {
      const { end } = this.#entries[i]!;
      if (end > nextSample) break;
      if (end !== -1) done = i + 1;
    }
    for (let i = this.#head; i < done; i++) this.#heldBytes -= this.#entries[i]!.bytes.length;
    this.#head = done;
    this.#cursor = Math.max(this.#cursor, done);
    if (this.#head < 1024 || this.#head * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#cursor -= this.#head;
    this.#sent -= this.#head;
    this.#head = 0;
  }

  /** Everything that is kept goes out once more. */
  rewind(): void {
    this.#cursor = this.#head;
  }

  clear(): void {
    this.#entries = [];
    this.#head = this.#cursor = this.#sent = this.#heldBytes = 0;
  }
}
