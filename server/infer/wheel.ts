import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/**
 * A Python wheel, which is a ZIP archive, as far as taking single files out of it goes: no encryption, no parts, less
 * than 4 GiB.
 * @see APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16
 */
export class Wheel {
  readonly #file: number;
  readonly #entries = new Map<string, Entry>();

  /** @throws {Error} where it is no such archive */
  constructor(path: string) {
    const nBytes = statSync(path).size;
    this.#file = openSync(path, 'r');
    try {
      this.#readDirectory(nBytes);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #readDirectory(nBytes: number): void {
    const tailBytes = Math.min(nBytes, END_BYTES + MAX_COMMENT_BYTES);
    const tail = this.#read(nBytes - tailBytes, tailBytes);
    let end = tailBytes - END_BYTES;
    while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end--;
    if (end < 0) throw new Error('expected a wheel, found no end of a ZIP archive');
    const nEntries = tail.readUInt16LE(end + 10);
    const directory = this.#read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    let at = 0;
    for (let entry = 0; entry < nEntries; entry++) {
      if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error(`entry ${entry} of the wheel is damaged`);
      const nameBytes = directory.readUInt16LE(at + 28);
      const name = directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
      this.#entries.set(name, {
        method: directory.readUInt16LE(at + 10),
        packedBytes: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      });
      at += ENTRY_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
  }

  /** The whole content of a file. @throws {Error} where it is not in the wheel */
  file(name: string): Buffer {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`there is no ${name} in the wheel`);
    const { method, packedBytes, offset } = entry;
    const local = this.#read(offset, LOCAL_BYTES);
    const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
    const packed = this.#read(start, packedBytes);
    if (method === STORED) return packed;
    if (method === DEFLATED) return inflateRawSync(packed);
    throw new Error(`${name} is packed by method ${method}, expected ${STORED} or ${DEFLATED}`);
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(offset: number, nBytes: number): Buffer {
    const bytes = Buffer.alloc(nBytes);
    const found = readSync(this.#file, bytes, 0, nBytes, offset);
    if (found !== nBytes) throw new Error(`expected ${nBytes} bytes at ${offset}, found ${found}`);
    return bytes;
  }
}
