/**
 * Samples on the wire: little-endian, sample-major `[nSamples × nChannels]`, as float32, int16 or int24.
 *
 * Frames lie anywhere in a socket's buffer, so nothing here needs alignment: what is not aligned is first copied into
 * a scratch buffer of this thread.
 */
import { endianness } from 'node:os';
import { ProtocolError } from './error-codes.js';
import { SampleFormat, Unit, type Channel, type StreamInfo } from './generated/messages.js';

if (endianness() !== 'LE') throw new Error('cortexwire reads samples in place and runs on little-endian machines only');

/** Size of one value on the wire. @throws {ProtocolError} UNKNOWN_CODE */
export function bytesPerValue(format: SampleFormat): number {
  switch (format) {
    case SampleFormat.FLOAT32:
      return 4;
    case SampleFormat.INT16:
      return 2;
    case SampleFormat.INT24:
      return 3;
    default:
      throw new ProtocolError('UNKNOWN_CODE', `sample format ${format}`);
  }
}

/**
 * What one unit is in the units the server computes with: µV, fT, fT/cm, or 1 for what has none.
 * @throws {ProtocolError} UNKNOWN_CODE
 */
export function dspUnit(unit: Unit): number {
  switch (unit) {
    case Unit.VOLT:
      return 1e6;
    case Unit.TESLA:
      return 1e15;
    case Unit.TESLA_PER_METRE:
      return 1e13;
    case Unit.MICROVOLT:
    case Unit.FEMTOTESLA:
    case Unit.FEMTOTESLA_PER_CENTIMETRE:
    case Unit.DIMENSIONLESS:
      return 1;
    default:
      throw new ProtocolError('UNKNOWN_CODE', `unit ${unit}`);
  }
}

/** Per channel, what one count on the wire is in the channel's own unit; 1 for float32. */
export function countScale(info: Pick<StreamInfo, 'channels' | 'format'>): Float64Array {
  const one = (channel: Channel): number => (info.format === SampleFormat.FLOAT32 ? 1 : channel.scale);
  return Float64Array.from(info.channels, one);
}

/** Per channel, what one count on the wire is in the units the server computes with (µV, fT, fT/cm). */
export function dspScale(info: Pick<StreamInfo, 'channels' | 'format'>): Float64Array {
  const scale = countScale(info);
  return scale.map((value, c) => value * dspUnit(info.channels[c]!.unit));
}

let scratch = new Uint8Array(64 * 1024);

/** The same bytes at an address that is a multiple of `alignment`; valid until the next call. */
function aligned(data: Uint8Array, alignment: number): Uint8Array {
  if (data.byteOffset % alignment === 0) return data;
  if (scratch.length < data.length) scratch = new Uint8Array(data.length * 2);
  scratch.set(data);
  return scratch.subarray(0, data.length);
}

function floats(data: Uint8Array): Float32Array {
  const bytes = aligned(data, 4);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

function shorts(data: Uint8Array): Int16Array {
  const bytes = aligned(data, 2);
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}

function checkWhole(data: Uint8Array, format: SampleFormat, nChannels: number): number {
  const sampleBytes = bytesPerValue(format) * nChannels;
  if (data.length % sampleBytes === 0) return data.length / sampleBytes;
  throw new ProtocolError(
    'FRAME_SIZE_MISMATCH',
    `${nChannels} channels × ${bytesPerValue(format)} bytes = ${sampleBytes} per sample, ${data.length} is no multiple`,
  );
}

/**
 * Values of a frame, scaled.
 * @param data `[nSamples × nChannels]` in `format`, at any alignment; not changed
 * @param scale per channel, what one count becomes: `countScale` or `dspScale`
 * @param out filled from `at` with `[nSamples × nChannels]` values
 * @returns number of samples
 * @throws {ProtocolError} FRAME_SIZE_MISMATCH
 * @throws {RangeError} when `out` is too small
 */
export function decodeSamples(
  data: Uint8Array,
  format: SampleFormat,
  scale: Float64Array,
  out: Float32Array | Float64Array,
  at = 0,
): number {
  const nChannels = scale.length;
  const nSamples = checkWhole(data, format, nChannels);
  const nValues = nSamples * nChannels;
  if (out.length - at < nValues) throw new RangeError(`${nValues} values do not fit into ${out.length - at}`);
  const target = at === 0 ? out : out.subarray(at);
  if (format === SampleFormat.FLOAT32) scaleFloat32(floats(data), scale, nSamples, target);
  else if (format === SampleFormat.INT16) scaleInt16(shorts(data), scale, nSamples, target);
  else scaleInt24(data, scale, nSamples, target);
  return nSamples;
}

// One function per format: a loop that has seen two kinds of arrays takes twice the time.

function scaleFloat32(
  from: Float32Array,
  scale: Float64Array,
  nSamples: number,
  to: Float32Array | Float64Array,
): void {
  const nChannels = scale.length;
  for (let t = 0, i = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i++) to[i] = from[i]! * scale[c]!;
  }
}

function scaleInt16(from: Int16Array, scale: Float64Array, nSamples: number, to: Float32Array | Float64Array): void {
  const nChannels = scale.length;
  for (let t = 0, i = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i++) to[i] = from[i]! * scale[c]!;
  }
}

function scaleInt24(from: Uint8Array, scale: Float64Array, nSamples: number, to: Float32Array | Float64Array): void {
  const nChannels = scale.length;
  for (let t = 0, i = 0, o = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i += 3, o++) {
      to[o] = (((from[i]! << 8) | (from[i + 1]! << 16) | (from[i + 2]! << 24)) >> 8) * scale[c]!;
    }
  }
}

/** What `encodeSamples` gives. */
export interface EncodedSamples {
  /** `[nSamples × nChannels]` in the format asked for; for FLOAT32 the memory of the values themselves. */
  readonly data: Uint8Array;
  /** Values that were beyond the range of the format and became its end. */
  readonly nSaturated: number;
}

/**
 * A frame's bytes, for rigs.
 * @param values `[nSamples × nChannels]`, in the unit of each channel
 * @param scale per channel, what one count is: `countScale`. Integer formats round to nearest, FLOAT32 ignores it.
 * @throws {ProtocolError} NON_FINITE_SAMPLE, FRAME_SIZE_MISMATCH
 */
export function encodeSamples(values: Float32Array, format: SampleFormat, scale: Float64Array): EncodedSamples {
  const nChannels = scale.length;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const nSamples = checkWhole(bytes, SampleFormat.FLOAT32, nChannels);
  const bad = findNonFinite(bytes, SampleFormat.FLOAT32);
  if (bad !== -1) {
    throw new ProtocolError(
      'NON_FINITE_SAMPLE',
      `sample ${Math.floor(bad / nChannels)} of the frame, channel ${bad % nChannels}`,
    );
  }
  if (format === SampleFormat.FLOAT32) return { data: bytes, nSaturated: 0 };
  const width = bytesPerValue(format);
  const data = new Uint8Array(values.length * width);
  const largest = 2 ** (8 * width - 1) - 1;
  let nSaturated = 0;
  for (let t = 0, i = 0, o = 0; t < nSamples; t++) {
    for (let c = 0; c < nChannels; c++, i++, o += width) {
      let count = Math.round(values[i]! / scale[c]!);
      if (count > largest || count < -largest - 1) {
        count = count > largest ? largest : -largest - 1;
        nSaturated++;
      }
      data[o] = count;
      data[o + 1] = count >> 8;
      if (width === 3) data[o + 2] = count >> 16;
    }
  }
  return { data, nSaturated };
}

/**
 * First value that is NaN or infinite.
 * @param data values in `format`, at any alignment; integers are always finite
 * @returns its index among the values, or -1
 */
export function findNonFinite(data: Uint8Array, format: SampleFormat): number {
  if (format !== SampleFormat.FLOAT32) return -1;
  const values = floats(data);
  // No sum of finite float32 is too large for float64, and nothing finite can be added to what is not.
  if (Number.isFinite(sum(values))) return -1;
  return values.findIndex((value) => !Number.isFinite(value));
}

/** In four parts, since an addition waits for the one before it. */
function sum(values: Float32Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= values.length; i += 4) {
    s0 += values[i]!;
    s1 += values[i + 1]!;
    s2 += values[i + 2]!;
    s3 += values[i + 3]!;
  }
  for (; i < values.length; i++) s0 += values[i]!;
  return s0 + s1 + s2 + s3;
}
