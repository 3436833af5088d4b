import { readSync } from 'node:fs';
import { JournalCorruptError, JournalTrimmedError } from './journal-errors.js';
import { HEAD_BYTES, isIntact, readBodyBytes, readType } from './record-format.js';
import type { Segment } from './segment.js';

export interface LogRecord {
  type: number;
  /** A view of the reader's buffer: valid until its next call. */
  body: Uint8Array;
  position: number;
  /** Position of the record behind this one. */
  end: number;
}

/** What a reader sees of a log. */
export interface SegmentSource {
  readonly begin: number;
  readonly end: number;
  /** The segment that holds the byte at `position`. */
  segmentAt(position: number): Segment;
}

const EMPTY = new Uint8Array(0);

/**
 * Reads a log forwards, record by record, and goes on with what is appended after it came to the end.
 * The record object and its body are the reader's and change with the next call.
 */
export class LogReader {
  readonly #source: SegmentSource;
  #buffer: Buffer;
  /** Log position of `#buffer[0]`; bytes [0, #filled) are valid. */
  #bufferBase: number;
  #filled = 0;
  #position: number;
  #segment: Segment | undefined;
  readonly #record: LogRecord = { type: 0, body: EMPTY, position: 0, end: 0 };

  /** @param bufferBytes read ahead; grows for a record that does not fit */
  constructor(source: SegmentSource, position: number, bufferBytes: number) {
    this.#source = source;
    this.#position = position;
    this.#bufferBase = position;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(bufferBytes, HEAD_BYTES));
  }

  /** Position of the record that `next` gives next. */
  get position(): number {
    return this.#position;
  }

  /**
   * @returns undefined at the end of the log; later calls see what was appended since
   * @throws {JournalTrimmedError} when the record has been deleted
   * @throws {JournalCorruptError} when it is damaged
   */
  next(): LogRecord | undefined {
    const position = this.#position;
    if (position < this.#source.begin) {
      this.close();
      throw new JournalTrimmedError(position, this.#source.begin);
    }
    if (position >= this.#source.end) return undefined;
    const segment = this.#enter(position);
    const left = segment.end - position;
    if (left < HEAD_BYTES) throw new JournalCorruptError(segment.path, position, 'the file ends inside a record');
    let at = this.#fill(HEAD_BYTES, segment);
    const bodyBytes = readBodyBytes(this.#buffer, at);
    if (bodyBytes < 0) throw new JournalCorruptError(segment.path, position, 'there is no record head');
    const bytes = HEAD_BYTES + bodyBytes;
    if (bytes > left) throw new JournalCorruptError(segment.path, position, 'the record is longer than its file');
    at = this.#fill(bytes, segment);
    if (!isIntact(this.#buffer, at, bodyBytes, position)) {
      throw new JournalCorruptError(segment.path, position, "the record's checksum does not hold");
    }
    const record = this.#record;
    record.type = readType(this.#buffer, at);
    record.body = this.#buffer.subarray(at + HEAD_BYTES, at + bytes);
    record.position = position;
    record.end = position + bytes;
    this.#position = record.end;
    return record;
  }

  /** Frees the descriptor. The reader may go on after it. */
  close(): void {
    const segment = this.#segment;
    this.#segment = undefined;
    this.#filled = 0;
    segment?.release();
  }

  #enter(position: number): Segment {
    const held = this.#segment;
    if (held !== undefined && position < held.end) return held;
    const segment = this.#source.segmentAt(position);
    if (segment !== held) {
      this.close();
      segment.hold();
      this.#segment = segment;
    }
    return segment;
  }

  /** Makes `bytes` bytes from the current position available. @returns their offset in the buffer */
  #fill(bytes: number, segment: Segment): number {
    let at = this.#position - this.#bufferBase;
    if (at >= 0 && at + bytes <= this.#filled) return at;
    const kept = at >= 0 && at < this.#filled ? this.#filled - at : 0;
    if (bytes > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(bytes)));
      this.#buffer.copy(grown, 0, at, at + kept);
      this.#buffer = grown;
    } else if (kept > 0) {
      this.#buffer.copyWithin(0, at, at + kept);
    }
    this.#bufferBase = this.#position;
    this.#filled = kept;
    at = 0;
    const limit = Math.min(this.#buffer.length, segment.end - this.#bufferBase);
    while (this.#filled < bytes) {
      const from = this.#bufferBase - segment.base + this.#filled;
      const n = readSync(segment.fd, this.#buffer, this.#filled, limit - this.#filled, from);
      if (n === 0) throw new JournalCorruptError(segment.path, segment.base + from, 'the file is shorter than it was');
      this.#filled += n;
    }
    return at;
  }
}
