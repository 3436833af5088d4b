/**
 * Random numbers by counting: number i of a stream depends on the stream's key and on i alone, in 32-bit integer
 * arithmetic, so that NumPy makes the same ones in any order (uint32 products wrap in both).
 */

const SPREAD = 0x9e3779b1;
const TURN = 2 * Math.PI;

/** Bits of number `index` (its lowest 32 bits count) of the stream `key`: fmix32(key xor index * 0x9e3779b1), uint32. */
export function randomBits(key: number, index: number): number {
  return fmix32(key ^ Math.imul(index, SPREAD)) >>> 0;
}

/** The key of a stream within a stream, as `randomKey(session, 3, sentence)`: bits of bits of bits. */
export function randomKey(key: number, ...path: readonly number[]): number {
  let at = key;
  for (const step of path) at = randomBits(at, step);
  return at;
}

/** Uniform in (0, 1): (bits + ½) / 2³². */
export function randomUniform(key: number, index: number): number {
  return (randomBits(key, index) + 0.5) / 2 ** 32;
}

/** A whole number in [0, n). */
export function randomBelow(key: number, index: number, n: number): number {
  return Math.floor(randomUniform(key, index) * n);
}

/** Normal number `index` of a stream; the same as `randomNormals` gives at that place. */
export function randomNormal(key: number, index: number): number {
  const pair = index >>> 1;
  const radius = Math.sqrt(-2 * Math.log(randomUniform(key, 2 * pair)));
  const angle = TURN * randomUniform(key, 2 * pair + 1);
  return radius * (index & 1 ? Math.sin(angle) : Math.cos(angle));
}

/**
 * Normal numbers 0 … n − 1 of a stream, mean 0, variance 1. Box and Muller: uniforms 2k and 2k + 1 give the normals 2k
 * (cosine) and 2k + 1 (sine).
 * @param out written from `offset` on
 */
export function randomNormals(key: number, n: number, out: Float64Array, offset = 0): void {
  for (let i = 0; i < n; i += 2) {
    const a = fmix32(key ^ Math.imul(i, SPREAD)) >>> 0;
    const b = fmix32(key ^ Math.imul(i + 1, SPREAD)) >>> 0;
    const radius = Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32));
    const angle = (TURN * (b + 0.5)) / 2 ** 32;
    out[offset + i] = radius * Math.cos(angle);
    if (i + 1 < n) out[offset + i + 1] = radius * Math.sin(angle);
  }
}

/** Key of a text: FNV-1a over its UTF-16 code units. */
export function textKey(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  return fmix32(bits) >>> 0;
}

/** Whole numbers below `n` in a drawn order (sorted by their bits). */
export function randomOrder(key: number, n: number): number[] {
  const bits = Array.from({ length: n }, (_, i) => randomBits(key, i));
  return bits.map((_, i) => i).sort((a, b) => bits[a]! - bits[b]! || a - b);
}

/** Finalizer of MurmurHash3 (public domain, A. Appleby). */
function fmix32(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
