import { closeSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^(\d{20})\.log$/;

/** Name of a segment file: the log position of its first byte, so that names sort as positions do. */
export function segmentName(base: number): string {
  return `${String(base).padStart(20, '0')}.log`;
}

/** @returns the position in a segment's name, or undefined for any other file */
export function segmentBase(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  if (digits === undefined) return undefined;
  const base = Number(digits);
  return Number.isSafeInteger(base) ? base : undefined;
}

/** One file of a log. Its descriptor is shared by everybody who holds the segment, and closed when nobody does. */
export class Segment {
  readonly base: number;
  readonly path: string;
  /** Bytes of whole records. */
  size: number;
  /** Bytes of the file: behind the records there may be old ones, of the segment whose file this was. */
  fileBytes: number;
  #fd = -1;
  #holders = 0;

  constructor(dir: string, base: number, size: number) {
    this.base = base;
    this.path = join(dir, segmentName(base));
    this.size = size;
    this.fileBytes = size;
  }

  /**
   * A segment that is written over the file of another, which is not there any more then. Open for writing.
   * @param spare nobody holds it
   */
  static over(spare: Segment, dir: string, base: number): Segment {
    const segment = new Segment(dir, base, 0);
    spare.hold('r+');
    try {
      renameSync(spare.path, segment.path);
    } catch (error) {
      spare.release();
      throw error;
    }
    segment.fileBytes = spare.fileBytes;
    [segment.#fd, spare.#fd] = [spare.#fd, -1];
    [segment.#holders, spare.#holders] = [1, 0];
    return segment;
  }

  get end(): number {
    return this.base + this.size;
  }

  /** Nobody reads or writes it now. */
  get isFree(): boolean {
    return this.#holders === 0;
  }

  /** The open descriptor. */
  get fd(): number {
    if (this.#fd < 0) throw new Error(`${this.path} is closed`);
    return this.#fd;
  }

  /** @param flags the first holder decides whether the file is open for writing too */
  hold(flags = 'r'): void {
    if (this.#fd < 0) this.#fd = openSync(this.path, flags, 0o600);
    this.#holders++;
  }

  release(): void {
    this.#holders--;
    if (this.#holders === 0 && this.#fd >= 0) this.close();
  }

  /** Closes the descriptor whoever holds it. */
  close(): void {
    const fd = this.#fd;
    this.#fd = -1;
    if (fd >= 0) closeSync(fd);
  }
}
