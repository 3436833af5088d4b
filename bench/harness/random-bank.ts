import { writeBank } from '../../models/bank-writer.js';

/** Pieces in which memory is searched: the search takes 32-bit lengths in some releases of Node. */
const PIECE_BYTES = 1 << 30;
/** No byte of the values is this one. */
const ABSENT_BYTE = 0xff;

/**
 * Writes a bank of made-up candidates, the same for the same shape.
 * @param shape candidates first
 */
export function writeRandomBank(path: string, shape: readonly number[]): void {
  const [nCandidates, ...features] = shape;
  const nFeatures = features.reduce((size, length) => size * length, 1);
  const candidates = Array.from({ length: nCandidates! }, (_, index) => ({ label: String(index) }));
  const header = { schema: 1 as const, description: 'Random numbers.', shape: [...shape], candidates };
  writeBank(path, header, (index) => randomRow(nFeatures, index + 1));
}

/** Numbers between −1 and 1 (Marsaglia's xorshift32) that `openPlainRead` finds nothing in. */
export function randomRow(length: number, seed: number): Float32Array<ArrayBuffer> {
  const row = new Float32Array(length);
  const bits = new Uint32Array(row.buffer);
  let state = Math.imul(seed, 2654435769) | 1;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    row[i] = state / 2 ** 31;
    bits[i]! &= 0xfffefefe;
  }
  return row;
}

/**
 * The speed of memory: what it returns reads every byte of `values` once, by the C library's search for one that is not
 * there.
 * @param values rows made by `randomRow`
 */
export function openPlainRead(values: Float32Array<ArrayBuffer>): () => void {
  const pieces: Buffer[] = [];
  for (let at = 0; at < values.byteLength; at += PIECE_BYTES) {
    pieces.push(Buffer.from(values.buffer, values.byteOffset + at, Math.min(PIECE_BYTES, values.byteLength - at)));
  }
  return () => {
    if (pieces.some((piece) => piece.includes(ABSENT_BYTE))) throw new Error('the search ended before the end');
  };
}
