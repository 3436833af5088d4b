import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RecordingError } from './recorded.js';

/** Read ahead this much, so that a file that is read in small chunks costs few system calls. */
const READ_AHEAD_BYTES = 256 * 1024;

/** A recording's bytes, read where they are needed. Gzipped files are unpacked into memory. */
export class RecordingFile {
  /** As the user wrote it, for messages. */
  readonly path: string;
  readonly sizeBytes: number;
  #descriptor: number | undefined;
  #held: Buffer;
  #heldStart = 0;
  #heldEnd = 0;

  private constructor(path: string, descriptor: number | undefined, held: Buffer, sizeBytes: number) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#held = held;
    this.#heldEnd = held.length;
    this.sizeBytes = sizeBytes;
  }

  /** @throws {RecordingError} UNREADABLE_FILE, or TRUNCATED_FILE for a gzip file that is cut short */
  static open(path: string): RecordingFile {
    let descriptor: number | undefined;
    try {
      // Asked before opening: opening a pipe would wait for its writer.
      if (!statSync(path).isFile()) {
        throw new RecordingError('UNREADABLE_FILE', `${path} is not a file; give the recording file itself`);
      }
      descriptor = openSync(path, 'r');
      const sizeBytes = fstatSync(descriptor).size;
      const magic = Buffer.alloc(2);
      readSync(descriptor, magic, 0, 2, 0);
      if (magic[0] !== 0x1f || magic[1] !== 0x8b) {
        return new RecordingFile(path, descriptor, Buffer.alloc(0), sizeBytes);
      }
      const unpacked = gunzipSync(readFileSync(descriptor));
      closeSync(descriptor);
      return new RecordingFile(path, undefined, unpacked, unpacked.length);
    } catch (error) {
      if (descriptor !== undefined) closeSync(descriptor);
      if (error instanceof RecordingError) throw error;
      throw openError(path, error);
    }
  }

  /**
   * @param aheadBytes fetch at least this much when the bytes are not held yet
   * @returns bytes [position, position + lengthBytes), valid until the next call
   * @throws {RecordingError} TRUNCATED_FILE past the end, UNREADABLE_FILE when reading fails
   */
  bytes(position: number, lengthBytes: number, aheadBytes = READ_AHEAD_BYTES): Buffer {
    if (position < 0 || lengthBytes < 0 || position + lengthBytes > this.sizeBytes) {
      throw new RecordingError(
        'TRUNCATED_FILE',
        `${this.path} ends at byte ${this.sizeBytes}, but bytes ${position} to ${position + lengthBytes} are needed; ` +
          'copy it again from its source',
      );
    }
    if (position < this.#heldStart || position + lengthBytes > this.#heldEnd) {
      this.#fetch(position, Math.min(Math.max(lengthBytes, aheadBytes), this.sizeBytes - position), lengthBytes);
    }
    const from = position - this.#heldStart;
    return this.#held.subarray(from, from + lengthBytes);
  }

  /** The file's name without folder and extension. */
  get title(): string {
    return basename(this.path).replace(/\.[a-z]+(\.gz)?$/i, '');
  }

  /** Bytes [0, limitBytes) or as many as there are. */
  beginning(limitBytes: number): Buffer {
    return this.bytes(0, Math.min(limitBytes, this.sizeBytes));
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#held = Buffer.alloc(0);
    this.#heldStart = this.#heldEnd = 0;
  }

  #fetch(position: number, wantedBytes: number, neededBytes: number): void {
    if (this.#descriptor === undefined) {
      throw new RecordingError('UNREADABLE_FILE', `${this.path} is closed; open it again to read more`);
    }
    if (this.#held.length < wantedBytes) this.#held = Buffer.allocUnsafe(wantedBytes);
    this.#heldStart = this.#heldEnd = position;
    try {
      while (this.#heldEnd < position + wantedBytes) {
        const offset = this.#heldEnd - position;
        const nBytes = readSync(this.#descriptor, this.#held, offset, wantedBytes - offset, this.#heldEnd);
        if (nBytes === 0) break;
        this.#heldEnd += nBytes;
      }
    } catch (cause) {
      const detail = `${this.path} cannot be read at byte ${this.#heldEnd}: ${reason(cause)}; check the disk`;
      throw new RecordingError('UNREADABLE_FILE', detail, { cause });
    }
    if (this.#heldEnd < position + neededBytes) {
      throw new RecordingError('UNREADABLE_FILE', `${this.path} became shorter while it was read; copy it again`);
    }
  }
}

/**
 * Whether a text-mode transfer turned every line feed of a binary file into carriage return + line feed: each of the
 * line feeds in its first mebibytes follows a carriage return, which chance does not do.
 */
export function isLineEndMangled(file: RecordingFile): boolean {
  const bytes = file.beginning(4 * 1024 * 1024);
  let nLineFeeds = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (at === 0 || bytes[at - 1] !== 13) return false;
    nLineFeeds += 1;
  }
  return nLineFeeds >= 16;
}

/** The error for a file that `isLineEndMangled`. */
export function lineEndError(path: string): RecordingError {
  return new RecordingError(
    'UNREADABLE_FILE',
    `${path} went through a line-end conversion (every LF byte became CR LF), which shifts and damages binary data; ` +
      'get the file again in binary mode (git: mark it "binary" in .gitattributes; FTP: type binary)',
  );
}

function openError(path: string, cause: unknown): RecordingError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') {
    return new RecordingError('UNREADABLE_FILE', `${path} does not exist; check the path`, { cause });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new RecordingError('UNREADABLE_FILE', `${path} may not be read; check its permissions`, { cause });
  }
  if (code === 'Z_BUF_ERROR') {
    return new RecordingError('TRUNCATED_FILE', `${path} is a gzip file that is cut short; copy it again`, { cause });
  }
  return new RecordingError('UNREADABLE_FILE', `${path} cannot be opened: ${reason(cause)}`, { cause });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
