/** Whether this machine keeps numbers as the wire does. Everything that ONNX Runtime's package runs on does. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Largest finite float16. */
export const MAX_FLOAT16 = 65504;

/** @returns little-endian float32, in memory of its own */
export function float32Bytes(values: Float32Array): Uint8Array {
  if (IS_LITTLE_ENDIAN) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  const view = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, index) => view.setFloat32(index * Float32Array.BYTES_PER_ELEMENT, value, true));
  return new Uint8Array(view.buffer);
}

/** @returns little-endian float16, each value rounded to the nearest (halves to even), in memory of its own */
export function float16Bytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const half = float16Bits(bits[i]!);
    bytes[2 * i] = half & 0xff;
    bytes[2 * i + 1] = half >>> 8;
  }
  return bytes;
}

/**
 * The bits of a float32 as those of a float16 (IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction).
 *
 * The sum of a rounded fraction and the exponent carries into the exponent where it must, up to infinity.
 */
function float16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const halfExponent = exponent - 127 + 15;
  if (halfExponent >= 0x1f) return sign | 0x7c00;
  if (halfExponent >= 1) return sign | (halfExponent * 0x400 + rounded(fraction, 13));
  // Subnormal: the leading one becomes part of the fraction, shifted to where 2^-24 is one unit.
  const shift = 14 - halfExponent;
  return shift > 24 ? sign : sign | rounded(fraction | 0x800000, shift);
}

/** value / 2^shift, to the nearest whole number, halves to the even one. */
function rounded(value: number, shift: number): number {
  const floor = value >>> shift;
  const rest = value - floor * 2 ** shift;
  const half = 2 ** (shift - 1);
  return rest > half || (rest === half && floor % 2 === 1) ? floor + 1 : floor;
}
