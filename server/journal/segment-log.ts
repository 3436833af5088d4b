import {
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { type BudgetShare, UNLIMITED } from './budget.js';
import { isFull, JournalCorruptError, JournalFullError } from './journal-errors.js';
import { LogReader, type SegmentSource } from './log-reader.js';
import { findRecord, HEAD_BYTES, isIntact, MAX_BODY_BYTES, readBodyBytes, writeHead } from './record-format.js';
import { Segment, segmentBase } from './segment.js';

export interface SegmentLogOptions {
  /** A segment that has reached this size is followed by a new one. Default 16 MiB. */
  readonly segmentBytes?: number;
  /** Default: no limit but the file system's. */
  readonly budget?: BudgetShare;
  /**
   * What to do when records that once were whole are damaged. `refuse` (default) throws and changes nothing;
   * `set-aside` ends the log before the damage and keeps all that came behind it in `*.aside` files.
   */
  readonly corruption?: 'refuse' | 'set-aside';
}

const DEFAULT_SEGMENT_BYTES = 1 << 24;
const DEFAULT_READER_BYTES = 1 << 18;
const KEPT_SCRATCH_BYTES = 1 << 22;

// Logs of one thread take turns, so they share the buffer in which a record is put together for its one write.
let scratch = Buffer.allocUnsafeSlow(1 << 16);

/**
 * An append-only log of records in segment files, each named by the position of its first byte over the log's life.
 *
 * A record is in the page cache when `append` returns, so it outlives the process, not the machine. One process, one
 * thread and one `SegmentLog` write to a directory; the journal's lock file sees to that.
 */
export class SegmentLog implements SegmentSource {
  readonly dir: string;
  readonly segmentBytes: number;
  /** Files that hold what was set aside when this log was opened. */
  readonly aside: readonly string[];
  /** Bytes of a torn record that were cut off when this log was opened. */
  readonly cutBytes: number;
  readonly #budget: BudgetShare;
  readonly #segments: Segment[];
  #active: Segment;
  /**
   * Trimmed, but its file is still there: the next segment is written over it, since pages that exist are written in half the time,
   * and deleting them takes as long again. A process that is killed leaves one segment too many.
   */
  #spare: Segment | undefined;
  /** There may be bytes of an abandoned write behind the last record. */
  #dirty = false;
  #closed = false;

  private constructor(dir: string, options: SegmentLogOptions, found: Found) {
    this.dir = dir;
    this.segmentBytes = options.segmentBytes ?? DEFAULT_SEGMENT_BYTES;
    this.#budget = options.budget ?? UNLIMITED;
    this.#segments = found.segments;
    this.aside = found.aside;
    this.cutBytes = found.cutBytes;
    const last = found.segments.at(-1);
    this.#active = last ?? new Segment(dir, 0, 0);
    this.#active.hold(last === undefined ? 'wx+' : 'r+');
    if (last === undefined) this.#segments.push(this.#active);
  }

  /**
   * Opens a log, or makes an empty one. What a killed process left half written at the end is cut off.
   * The caller counts `bytes` into the budget.
   * @throws {JournalCorruptError} see `corruption`
   */
  static open(dir: string, options: SegmentLogOptions = {}): SegmentLog {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return new SegmentLog(dir, options, recover(dir, options.corruption ?? 'refuse'));
  }

  /** Position of the oldest record kept. */
  get begin(): number {
    return (this.#segments[0] ?? this.#active).base;
  }

  /** Position behind the newest record, where the next one goes. */
  get end(): number {
    return this.#active.base + this.#active.size;
  }

  get bytes(): number {
    return this.end - this.begin;
  }

  /** Bytes of its files, as they are counted into the budget. */
  get fileBytes(): number {
    const { size, fileBytes } = this.#active;
    return this.bytes + fileBytes - size + (this.#spare?.fileBytes ?? 0);
  }

  /** Bytes in the segment that is appended to. */
  get activeBytes(): number {
    return this.#active.size;
  }

  /** Positions at which segments begin, oldest first. */
  get segmentBases(): readonly number[] {
    return this.#segments.map((segment) => segment.base);
  }

  /**
   * Appends one record, with one write.
   * @param type 0..255
   * @param parts laid one behind the other
   * @returns the record's position
   * @throws {JournalFullError} nothing was appended
   */
  append(type: number, ...parts: readonly Uint8Array[]): number {
    this.#mustBeOpen();
    let bodyBytes = 0;
    for (const part of parts) bodyBytes += part.byteLength;
    if (bodyBytes > MAX_BODY_BYTES) throw new RangeError(`a record of ${bodyBytes} bytes; at most ${MAX_BODY_BYTES}`);
    if (!(type >= 0 && type <= 255)) throw new RangeError(`record type ${type} is not in 0..255`);
    const bytes = HEAD_BYTES + bodyBytes;
    const grown = this.#grownBy(bytes);
    if (!this.#budget.take(grown)) throw new JournalFullError(`no room for ${bytes} bytes more in the journal`);
    try {
      if (this.#active.size >= this.segmentBytes) this.roll();
      const buffer = bytes <= scratch.length ? scratch : growScratch(bytes);
      let at = HEAD_BYTES;
      for (const part of parts) {
        buffer.set(part, at);
        at += part.byteLength;
      }
      const position = this.end;
      writeHead(buffer, type, bodyBytes, position);
      this.#write(buffer, bytes);
      this.#active.size += bytes;
      this.#active.fileBytes = Math.max(this.#active.fileBytes, this.#active.size);
      return position;
    } catch (error) {
      this.#budget.give(grown);
      throw isFull(error) ? new JournalFullError(`the file system of ${this.dir} is full`, { cause: error }) : error;
    }
  }

  /**
   * Makes sure, as far as can be known, that a record of this body would be appended now.
   * @returns where the log would end then
   * @throws {JournalFullError}
   */
  makeRoom(bodyBytes: number): number {
    this.#mustBeOpen();
    const bytes = HEAD_BYTES + bodyBytes;
    const grown = this.#grownBy(bytes);
    if (!this.#budget.take(grown)) throw new JournalFullError(`no room for ${bytes} bytes more in the journal`);
    this.#budget.give(grown);
    if (this.#active.size >= this.segmentBytes) this.roll();
    return this.end + bytes;
  }

  /**
   * Begins a new segment now, so that what was appended so far can be deleted apart from what follows.
   * @throws {JournalFullError} the log goes on in the old one
   */
  roll(): void {
    this.#mustBeOpen();
    if (this.#active.size === 0) return;
    this.#cutRest();
    let next: Segment;
    try {
      next = this.#nextSegment();
    } catch (error) {
      throw isFull(error) ? new JournalFullError(`the file system of ${this.dir} is full`, { cause: error }) : error;
    }
    this.#active.release();
    this.#segments.push(next);
    this.#active = next;
  }

  #nextSegment(): Segment {
    const spare = this.#spare;
    if (spare === undefined) {
      const next = new Segment(this.dir, this.end, 0);
      next.hold('wx+');
      return next;
    }
    const next = Segment.over(spare, this.dir, this.end);
    this.#spare = undefined;
    return next;
  }

  /**
   * Reads from the record at `position` on.
   * @param position of a record, or `end`
   * @param bufferBytes read ahead, default 256 KiB
   */
  reader(position: number, bufferBytes = DEFAULT_READER_BYTES): LogReader {
    if (position > this.end) throw new RangeError(`position ${position} is behind the end of the log, ${this.end}`);
    return new LogReader(this, position, bufferBytes);
  }

  segmentAt(position: number): Segment {
    this.#mustBeOpen();
    const segments = this.#segments;
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.base ?? Infinity) <= position) low = middle;
      else high = middle - 1;
    }
    return segments[low] ?? this.#active;
  }

  /**
   * Lets go of whole segments that end at or before `before`; never of the one that is appended to.
   * @param keepFile the file of the last one is kept for the segment that comes next, if nobody reads it
   * @returns bytes that were let go of
   */
  trim(before: number, keepFile = false): number {
    this.#mustBeOpen();
    let freed = 0;
    for (let oldest = this.#segments[0]; oldest !== undefined && oldest !== this.#active; oldest = this.#segments[0]) {
      if (oldest.end > before) break;
      // Oldest first: killed in between, what is left is still without a hole.
      this.#dropSpare();
      if (keepFile && oldest.isFree) this.#spare = oldest;
      else this.#delete(oldest);
      this.#segments.shift();
      freed += oldest.size;
    }
    if (!keepFile) this.#dropSpare();
    return freed;
  }

  /** Gives back what the log's files hold beyond its records. */
  shrink(): void {
    this.#mustBeOpen();
    this.#dropSpare();
    this.#cutRest();
  }

  #dropSpare(): void {
    const spare = this.#spare;
    if (spare === undefined) return;
    this.#spare = undefined;
    this.#delete(spare);
  }

  #delete(segment: Segment): void {
    unlinkSync(segment.path);
    this.#budget.give(segment.fileBytes);
  }

  /** How much larger the files are behind so many bytes more. */
  #grownBy(bytes: number): number {
    const { size, fileBytes } = this.#active;
    const isRolled = size >= this.segmentBytes;
    const there = isRolled ? (this.#spare?.fileBytes ?? 0) : fileBytes - size;
    return Math.max(0, bytes - there);
  }

  /** Readers of this log end with it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const segment of this.#segments) segment.close();
  }

  #write(buffer: Buffer, bytes: number): void {
    const at = this.#active.size;
    let done = 0;
    try {
      while (done < bytes) done += writeSync(this.#active.fd, buffer, done, bytes - done, at + done);
    } catch (error) {
      this.#dirty = true;
      this.#cutRest();
      throw error;
    }
  }

  #cutRest(): void {
    const active = this.#active;
    if (!this.#dirty && active.fileBytes <= active.size) return;
    ftruncateSync(active.fd, active.size);
    this.#dirty = false;
    this.#budget.give(active.fileBytes - active.size);
    active.fileBytes = active.size;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Error(`the log ${this.dir} is closed`);
  }
}

function growScratch(bytes: number): Buffer {
  const grown = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(bytes)));
  if (grown.length <= KEPT_SCRATCH_BYTES) scratch = grown;
  return grown;
}

interface Found {
  readonly segments: Segment[];
  readonly aside: string[];
  readonly cutBytes: number;
}

function recover(dir: string, corruption: 'refuse' | 'set-aside'): Found {
  const segments = readdirSync(dir)
    .map(segmentBase)
    .filter((base) => base !== undefined)
    .sort((a, b) => a - b)
    .map((base) => {
      const segment = new Segment(dir, base, 0);
      segment.size = statSync(segment.path).size;
      segment.fileBytes = segment.size;
      return segment;
    });
  const aside: string[] = [];
  if (corruption === 'set-aside') setDamageAside(segments, aside);
  const cutBytes = cutTornTail(segments);
  return { segments, aside, cutBytes };
}

/**
 * Only the newest segment is read: the older ones were whole when they were left, and their readers check each record.
 * @returns bytes cut from the end
 */
function cutTornTail(segments: readonly Segment[]): number {
  segments.forEach((segment, i) => mustReach(segment, segments[i + 1]));
  const last = segments.at(-1);
  if (last === undefined) return 0;
  const whole = wholeRecordsEnd(last, readFileSync(last.path));
  const cut = last.size - whole;
  if (cut > 0) truncateSync(last.path, whole);
  last.size = whole;
  last.fileBytes = whole;
  return cut;
}

function mustReach(segment: Segment, next: Segment | undefined): void {
  if (next === undefined || segment.end === next.base) return;
  const found = `it has ${segment.size} bytes where the next segment makes it ${next.base - segment.base}`;
  throw new JournalCorruptError(segment.path, Math.min(segment.end, next.base), found);
}

/** @returns offset of the first byte that belongs to no whole record in a row from the segment's begin */
function firstBadOffset(segment: Segment, bytes: Buffer): number {
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const bodyBytes = readBodyBytes(bytes, at);
    if (bodyBytes < 0 || at + HEAD_BYTES + bodyBytes > bytes.length) break;
    if (!isIntact(bytes, at, bodyBytes, segment.base + at)) break;
    at += HEAD_BYTES + bodyBytes;
  }
  return at;
}

/**
 * Offset behind the last whole record of the newest segment. What follows it is a torn tail, unless there is a whole
 * record further on: a process that is killed leaves no such thing, so that is damage.
 */
function wholeRecordsEnd(segment: Segment, bytes: Buffer): number {
  const at = firstBadOffset(segment, bytes);
  const whole = findRecord(bytes, at, segment.base);
  if (whole < 0) return at;
  const found = `${whole - at} bytes are no record, the next whole one is at ${segment.base + whole}`;
  throw new JournalCorruptError(segment.path, segment.base + at, found);
}

/** Reads the whole log and ends it at the first damage; what lies there and behind it goes to `*.aside` files. */
function setDamageAside(segments: Segment[], aside: string[]): void {
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1];
    const bytes = readFileSync(segment.path);
    const good = firstBadOffset(segment, bytes);
    const whole =
      next === undefined
        ? findRecord(bytes, good, segment.base) < 0
        : good === segment.size && segment.end === next.base;
    if (whole) continue;
    // Newest first, and the rest of this one copied before it is cut: killed in between, the next open goes on.
    for (const later of segments.splice(i + 1).reverse()) {
      const path = asidePath(later.path);
      renameSync(later.path, path);
      aside.push(path);
    }
    const path = asidePath(`${segment.path}.${good}`);
    writeFileSync(path, bytes.subarray(good), { mode: 0o600 });
    aside.push(path);
    truncateSync(segment.path, good);
    segment.size = good;
    segment.fileBytes = good;
  }
}

/** Makes an empty file of a free name. */
function asidePath(path: string): string {
  for (let n = 0; ; n++) {
    const candidate = n === 0 ? `${path}.aside` : `${path}.${n}.aside`;
    try {
      closeSync(openSync(candidate, 'wx', 0o600));
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
