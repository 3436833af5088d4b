import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A checkpoint file is its content and these bytes: magic u32, CRC-32 u32, length of the content f64. */
const TRAILER_BYTES = 16;
const MAGIC = 0x504b_4358; // "XCKP" on disk

/**
 * @param content laid one behind the other
 * @returns bytes of the file
 */
export function writeCheckpointFile(path: string, ...content: readonly Uint8Array[]): number {
  const nBytes = content.reduce((sum, part) => sum + part.byteLength, 0);
  const trailer = Buffer.allocUnsafe(TRAILER_BYTES);
  trailer.writeUInt32LE(MAGIC, 0);
  trailer.writeUInt32LE(
    content.reduce((crc, part) => crc32(part, crc), 0),
    4,
  );
  trailer.writeDoubleLE(nBytes, 8);
  const fd = openSync(path, 'w', 0o600);
  try {
    for (const part of content) writeAll(fd, part);
    writeAll(fd, trailer);
  } finally {
    closeSync(fd);
  }
  return nBytes + TRAILER_BYTES;
}

/** @returns the content, or undefined when the file is absent, was not written to its end, or is damaged */
export function readCheckpointFile(path: string): Uint8Array | undefined {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const contentBytes = file.length - TRAILER_BYTES;
  if (contentBytes < 0) return undefined;
  const content = file.subarray(0, contentBytes);
  const whole =
    file.readUInt32LE(contentBytes) === MAGIC &&
    file.readDoubleLE(contentBytes + 8) === contentBytes &&
    file.readUInt32LE(contentBytes + 4) === crc32(content);
  return whole ? content : undefined;
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.byteLength) done += writeSync(fd, bytes, done, bytes.byteLength - done);
}
