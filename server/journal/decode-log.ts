import { crc32 } from 'node:zlib';
import { type BudgetShare, UNLIMITED } from './budget.js';
import { JournalFullError } from './journal-errors.js';
import type { LogReader, LogRecord } from './log-reader.js';
import { SegmentLog } from './segment-log.js';

export interface DecodeLogOptions {
  /** Default: a sixteenth of what is kept, at most 4 MiB. */
  readonly segmentBytes?: number;
  /** Decodes kept, bytes; whole segments are deleted, oldest first. Default 64 MiB. */
  readonly retentionBytes?: number;
  readonly budget?: BudgetShare;
  readonly corruption?: 'refuse' | 'set-aside';
}

export interface DecodeRecord {
  /** Place among all decodes of all streams, from 1. */
  position: number;
  /** Index among the stream's decoders. */
  decoder: number;
  sequence: number;
  flags: number;
  /** Views of the reader's buffer: valid until it goes on. */
  payload: Uint8Array;
  timing: Uint8Array;
}

const RecordType = {
  decode: 1,
  /** First of a segment: what the segments before it held, so that they can be deleted. */
  summary: 2,
} as const;

const DECODE_HEAD_BYTES = 24;
const SUMMARY_ROW_BYTES = 16;
const MAX_SEGMENT_BYTES = 1 << 22;
const DEFAULT_RETENTION_BYTES = 1 << 26;
const READER_BYTES = 1 << 15;
const INDEX_STEP_BYTES = 1 << 16;

/** What is known of one decoder's decodes. */
interface DecoderTail {
  nextSequence: number;
  /** Of the newest decode, 0 when there is none. */
  lastPosition: number;
  /** Of the newest decode that was deleted, 0 when none was. */
  droppedThrough: number;
  readonly crcs: CrcTail;
}

/**
 * The decodes of one stream, in the order in which they were published: dense sequence numbers per decoder, positions
 * that grow. What is in the log has been, or will be, delivered as it is; it is never computed again.
 */
export class DecodeLog {
  readonly #log: SegmentLog;
  readonly #retentionBytes: number;
  readonly #decoders: DecoderTail[] = [];
  readonly #head = Buffer.alloc(DECODE_HEAD_BYTES);
  // Sparse index: a decode with at least `#indexPositions[i]` begins at `#indexOffsets[i]` of the log.
  #indexPositions: number[] = [];
  #indexOffsets: number[] = [];
  #lastPosition = 0;

  private constructor(log: SegmentLog, retentionBytes: number) {
    this.#log = log;
    this.#retentionBytes = retentionBytes;
    this.#scan();
  }

  /**
   * Reads all that is retained, once.
   * @throws {JournalCorruptError} see `SegmentLogOptions.corruption`
   */
  static open(dir: string, options: DecodeLogOptions = {}): DecodeLog {
    const retentionBytes = options.retentionBytes ?? DEFAULT_RETENTION_BYTES;
    const log = SegmentLog.open(dir, {
      segmentBytes: options.segmentBytes ?? Math.min(MAX_SEGMENT_BYTES, Math.ceil(retentionBytes / 16)),
      budget: options.budget ?? UNLIMITED,
      corruption: options.corruption ?? 'refuse',
    });
    try {
      return new DecodeLog(log, retentionBytes);
    } catch (error) {
      log.close();
      throw error;
    }
  }

  /** Position of the newest decode, also when it was deleted; 0 when there never was one. */
  get lastPosition(): number {
    return this.#lastPosition;
  }

  /** Position of the oldest decode kept; undefined when there is none. */
  get oldestPosition(): number | undefined {
    const reader = this.reader(0);
    const position = reader.peek()?.position;
    reader.close();
    return position;
  }

  get bytes(): number {
    return this.#log.bytes;
  }

  /** Files that hold what was set aside when this log was opened. */
  get aside(): readonly string[] {
    return this.#log.aside;
  }

  /** The number that this decoder's next decode must have. */
  nextSequence(decoder: number): number {
    return this.#decoders[decoder]?.nextSequence ?? 0;
  }

  /** CRC-32 of a payload that is in the log; undefined when it is not known any more, or not yet. */
  payloadCrc(decoder: number, sequence: number): number | undefined {
    return this.#decoders[decoder]?.crcs.get(sequence);
  }

  /** Position of the newest decode of this decoder that retention has deleted; 0 when it deleted none. */
  droppedThrough(decoder: number): number {
    return this.#decoders[decoder]?.droppedThrough ?? 0;
  }

  /**
   * @param position greater than that of every decode before
   * @param sequence `nextSequence(decoder)`
   * @throws {JournalFullError} nothing was appended, though old decodes may have been deleted to make room
   */
  append(
    position: number,
    decoder: number,
    sequence: number,
    flags: number,
    payload: Uint8Array,
    timing: Uint8Array,
  ): void {
    if (!(position > this.#lastPosition)) {
      throw new RangeError(`decode position ${position} does not follow ${this.#lastPosition}`);
    }
    if (sequence !== this.nextSequence(decoder)) {
      throw new RangeError(
        `decode ${sequence} of decoder ${decoder}: the next one in the log is ${this.nextSequence(decoder)}`,
      );
    }
    const head = this.#head;
    head.writeDoubleLE(position, 0);
    head.writeDoubleLE(sequence, 8);
    head.writeUInt16LE(decoder, 16);
    head.writeUInt16LE(flags, 18);
    head.writeUInt32LE(payload.byteLength, 20);
    for (;;) {
      try {
        this.#beginSegment();
        this.#note(this.#log.append(RecordType.decode, head, payload, timing), position, decoder, sequence, payload);
        break;
      } catch (error) {
        if (!(error instanceof JournalFullError) || !this.#dropOldest()) throw error;
      }
    }
    while (this.#log.bytes > this.#retentionBytes && this.#dropOldest());
  }

  /**
   * Deletes the oldest decodes, a segment of them.
   * @returns bytes freed; 0 when there is but one segment
   */
  dropOldest(): number {
    const before = this.#log.bytes;
    return this.#dropOldest() ? before - this.#log.bytes : 0;
  }

  /**
   * Reads the decodes behind a position, and then those that are appended. What retention deletes before it is read
   * is left out: ask `droppedThrough` whether that was something wanted.
   */
  reader(afterPosition: number): DecodeReader {
    return new DecodeReader(this.#log, this.#seek(afterPosition), afterPosition);
  }

  close(): void {
    this.#log.close();
  }

  #seek(afterPosition: number): number {
    const positions = this.#indexPositions;
    let low = 0;
    let high = positions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((positions[middle] ?? Infinity) <= afterPosition) low = middle + 1;
      else high = middle;
    }
    return Math.max(this.#log.begin, this.#indexOffsets[low - 1] ?? 0);
  }

  #note(offset: number, position: number, decoder: number, sequence: number, payload: Uint8Array): void {
    const lastOffset = this.#indexOffsets.at(-1);
    if (lastOffset === undefined || offset - lastOffset >= INDEX_STEP_BYTES) {
      this.#indexPositions.push(position);
      this.#indexOffsets.push(offset);
    }
    const tail = this.#tail(decoder);
    tail.nextSequence = sequence + 1;
    tail.lastPosition = position;
    tail.crcs.put(sequence, crc32(payload));
    this.#lastPosition = position;
  }

  #tail(decoder: number): DecoderTail {
    let tail = this.#decoders[decoder];
    while (tail === undefined) {
      this.#decoders.push({ nextSequence: 0, lastPosition: 0, droppedThrough: 0, crcs: new CrcTail() });
      tail = this.#decoders[decoder];
    }
    return tail;
  }

  #scan(): void {
    const reader = this.#log.reader(this.#log.begin);
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      if (record.type === RecordType.summary) this.#takeSummary(record, record.position === this.#log.begin);
      else if (record.type === RecordType.decode) {
        const decode = parseDecode(record.body, emptyDecode());
        this.#note(record.position, decode.position, decode.decoder, decode.sequence, decode.payload);
      }
    }
    reader.close();
  }

  #takeSummary(record: LogRecord, isFirst: boolean): void {
    const body = viewOf(record.body);
    this.#lastPosition = Math.max(this.#lastPosition, body.getFloat64(0, true));
    for (let at = 8, decoder = 0; at < body.byteLength; at += SUMMARY_ROW_BYTES, decoder++) {
      const tail = this.#tail(decoder);
      tail.nextSequence = body.getFloat64(at, true);
      tail.lastPosition = body.getFloat64(at + 8, true);
      if (isFirst) tail.droppedThrough = tail.lastPosition;
    }
  }

  #appendSummary(): void {
    const body = Buffer.alloc(8 + this.#decoders.length * SUMMARY_ROW_BYTES);
    body.writeDoubleLE(this.#lastPosition, 0);
    this.#decoders.forEach((tail, decoder) => {
      body.writeDoubleLE(tail.nextSequence, 8 + decoder * SUMMARY_ROW_BYTES);
      body.writeDoubleLE(tail.lastPosition, 16 + decoder * SUMMARY_ROW_BYTES);
    });
    this.#log.append(RecordType.summary, body);
  }

  /** Begins a new segment when it is time, and sees to it that a segment begins with what went before. */
  #beginSegment(): void {
    if (this.#log.activeBytes >= this.#log.segmentBytes) this.#log.roll();
    if (this.#log.activeBytes === 0 && this.#log.end > 0) this.#appendSummary();
  }

  /** @returns false when nothing can be dropped: what follows must know what went before */
  #dropOldest(): boolean {
    const second = this.#log.segmentBases[1];
    if (second === undefined) return false;
    const reader = this.#log.reader(second, READER_BYTES);
    const first = reader.next();
    const summed = first?.type === RecordType.summary;
    if (summed) this.#takeDropped(first);
    reader.close();
    if (!summed) return false;
    this.#log.trim(second);
    const kept = this.#indexOffsets.findIndex((offset) => offset >= second);
    this.#indexPositions = kept < 0 ? [] : this.#indexPositions.slice(kept);
    this.#indexOffsets = kept < 0 ? [] : this.#indexOffsets.slice(kept);
    return true;
  }

  #takeDropped(summary: LogRecord): void {
    const body = viewOf(summary.body);
    for (let at = 8, decoder = 0; at < body.byteLength; at += SUMMARY_ROW_BYTES, decoder++) {
      this.#tail(decoder).droppedThrough = body.getFloat64(at + 8, true);
    }
  }
}

/** Reads decodes forwards; see `DecodeLog.reader`. */
export class DecodeReader {
  readonly #log: SegmentLog;
  readonly #after: number;
  readonly #decode: DecodeRecord = emptyDecode();
  #reader: LogReader;
  #peeked = false;

  constructor(log: SegmentLog, offset: number, after: number) {
    this.#log = log;
    this.#after = after;
    this.#reader = log.reader(offset, READER_BYTES);
  }

  /** The next decode, or undefined at the end of the log for now. */
  peek(): DecodeRecord | undefined {
    if (this.#peeked) return this.#decode;
    if (this.#reader.position < this.#log.begin) {
      this.#reader.close();
      this.#reader = this.#log.reader(this.#log.begin, READER_BYTES);
    }
    for (let record = this.#reader.next(); record !== undefined; record = this.#reader.next()) {
      if (record.type !== RecordType.decode) continue;
      parseDecode(record.body, this.#decode);
      if (this.#decode.position <= this.#after) continue;
      this.#peeked = true;
      return this.#decode;
    }
    return undefined;
  }

  /** Leaves the decode that `peek` gave. */
  advance(): void {
    this.#peeked = false;
  }

  /** Frees the descriptor. */
  close(): void {
    this.#reader.close();
  }
}

/**
 * CRC-32 by sequence of one decoder's newest decodes. Replay after a restart begins at a checkpoint, so it asks for
 * the newest only; the number kept is bounded.
 */
class CrcTail {
  static readonly maxKept = 1 << 16;
  #crcs = new Uint32Array(64);
  /** Sequences [#from, #end) are known; sequence s lies at s modulo the capacity. */
  #from = 0;
  #end = 0;

  put(sequence: number, crc: number): void {
    if (sequence !== this.#end) this.#from = sequence;
    else if (sequence - this.#from === this.#crcs.length) {
      if (this.#crcs.length < CrcTail.maxKept) this.#grow();
      else this.#from++;
    }
    this.#crcs[sequence % this.#crcs.length] = crc;
    this.#end = sequence + 1;
  }

  get(sequence: number): number | undefined {
    return sequence >= this.#from && sequence < this.#end ? this.#crcs[sequence % this.#crcs.length] : undefined;
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#crcs.length);
    for (let s = this.#from; s < this.#end; s++) grown[s % grown.length] = this.#crcs[s % this.#crcs.length] ?? 0;
    this.#crcs = grown;
  }
}

function emptyDecode(): DecodeRecord {
  const empty = new Uint8Array(0);
  return { position: 0, decoder: 0, sequence: 0, flags: 0, payload: empty, timing: empty };
}

function parseDecode(body: Uint8Array, decode: DecodeRecord): DecodeRecord {
  const head = viewOf(body);
  const payloadEnd = DECODE_HEAD_BYTES + head.getUint32(20, true);
  decode.position = head.getFloat64(0, true);
  decode.sequence = head.getFloat64(8, true);
  decode.decoder = head.getUint16(16, true);
  decode.flags = head.getUint16(18, true);
  decode.payload = body.subarray(DECODE_HEAD_BYTES, payloadEnd);
  decode.timing = body.subarray(payloadEnd);
  return decode;
}

function viewOf(body: Uint8Array): DataView {
  return new DataView(body.buffer, body.byteOffset, body.byteLength);
}
