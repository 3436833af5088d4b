import { crc32 } from 'node:zlib';

/**
 * One record of a log: a head of 16 bytes and a body, little-endian.
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 4 | magic |
 * | 4 | 4 | CRC-32 of everything behind it, begun with a value made of the record's position |
 * | 8 | 4 | length of the body |
 * | 12 | 1 | type, 0..255 |
 * | 13 | 3 | 0 |
 *
 * The position is in the CRC, so a record in the wrong place (a stale block, a record image inside another record's
 * body) is not taken for one.
 */
export const HEAD_BYTES = 16;
export const MAX_BODY_BYTES = 1 << 26;

const MAGIC = 0x4a57_4358; // "XCWJ" on disk
const CHECKED_FROM = 8;

const MAGIC_BYTES: Buffer = Buffer.alloc(4);
MAGIC_BYTES.writeUInt32LE(MAGIC);

/** The body must already be in `buffer` behind the head. */
export function writeHead(buffer: Buffer, type: number, bodyBytes: number, position: number): void {
  buffer.writeUInt32LE(MAGIC, 0);
  buffer.writeUInt32LE(bodyBytes, 8);
  buffer.writeUInt32LE(type, 12);
  buffer.writeUInt32LE(checksum(buffer, 0, bodyBytes, position), 4);
}

/**
 * Whether a head at `at` can be one, and how long its body then is.
 * @returns bytes of the body, or -1
 */
export function readBodyBytes(buffer: Buffer, at: number): number {
  if (buffer.readUInt32LE(at) !== MAGIC) return -1;
  const bodyBytes = buffer.readUInt32LE(at + 8);
  return bodyBytes > MAX_BODY_BYTES || buffer.readUInt32LE(at + 12) > 255 ? -1 : bodyBytes;
}

export function readType(buffer: Buffer, at: number): number {
  return buffer.readUInt8(at + 12);
}

/** @param position of the record in its log */
export function isIntact(buffer: Buffer, at: number, bodyBytes: number, position: number): boolean {
  return buffer.readUInt32LE(at + 4) === checksum(buffer, at, bodyBytes, position);
}

function checksum(buffer: Buffer, at: number, bodyBytes: number, position: number): number {
  const begin = ((position >>> 0) ^ Math.floor(position / 2 ** 32)) >>> 0;
  return crc32(buffer.subarray(at + CHECKED_FROM, at + HEAD_BYTES + bodyBytes), begin);
}

/**
 * Finds the first whole record that begins at or after `from`.
 * @param base position of `buffer[0]` in its log
 * @returns its offset in `buffer`, or -1
 */
export function findRecord(buffer: Buffer, from: number, base: number): number {
  for (let at = buffer.indexOf(MAGIC_BYTES, from); at >= 0; at = buffer.indexOf(MAGIC_BYTES, at + 1)) {
    if (at + HEAD_BYTES > buffer.length) return -1;
    const bodyBytes = readBodyBytes(buffer, at);
    if (bodyBytes < 0 || at + HEAD_BYTES + bodyBytes > buffer.length) continue;
    if (isIntact(buffer, at, bodyBytes, base + at)) return at;
  }
  return -1;
}
