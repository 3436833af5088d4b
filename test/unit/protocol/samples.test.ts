import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelKind, SampleFormat, Unit, type Channel } from '../../../protocol/frame.js';
import {
  bytesPerValue,
  countScale,
  decodeSamples,
  dspScale,
  dspUnit,
  encodeSamples,
  findNonFinite,
} from '../../../protocol/samples.js';

const { FLOAT32, INT16, INT24 } = SampleFormat;

/** The same bytes, one past a multiple of eight. */
function misaligned(data: Uint8Array): Uint8Array {
  const copy = new Uint8Array(data.length + 9).subarray(9);
  copy.set(data);
  return copy;
}

function channel(unit: Unit, scale: number): Channel {
  return { name: 'a', kind: ChannelKind.MISC, unit, position: [], orientation: [], scale };
}

describe('decodeSamples', () => {
  it.each([
    { format: INT16, bytes: [0xff, 0x7f, 0x00, 0x80, 0xfe, 0xff, 0x01, 0x00], values: [32767, -32768, -2, 1] },
    {
      format: INT24,
      bytes: [0xff, 0xff, 0x7f, 0x00, 0x00, 0x80, 0xfe, 0xff, 0xff, 0x01, 0x00, 0x00],
      values: [8388607, -8388608, -2, 1],
    },
    {
      format: FLOAT32,
      bytes: [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0, 0x80],
      values: [1, -2, 0.5, -0],
    },
  ])('reads little-endian values of format $format at any alignment and scales them', ({ format, bytes, values }) => {
    const scale = Float64Array.of(2, 0.5);
    const expected = values.map((value, i) => value * scale[i % 2]!);
    for (const data of [Uint8Array.from(bytes), misaligned(Uint8Array.from(bytes))]) {
      const out = new Float32Array(5).fill(9);
      expect(decodeSamples(data, format, scale, out, 1)).toBe(2);
      expect([...out]).toEqual([9, ...expected]);
      const wide = new Float64Array(4);
      decodeSamples(data, format, scale, wide);
      expect([...wide]).toEqual(expected);
    }
  });

  it('gives the same values however the samples are cut into frames', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        sizes,
        fc.constantFrom(FLOAT32, INT16, INT24),
        fc.integer({ min: 1, max: 5 }),
        (lengths, format, n) => {
          const scale = Float64Array.from({ length: n }, (_, c) => 0.25 * (c + 1));
          const nSamples = lengths.reduce((sum, length) => sum + length, 0);
          const values = Float32Array.from({ length: nSamples * n }, (_, i) => ((i * 7919) % 401) - 200);
          const { data } = encodeSamples(values, format, scale);
          const whole = new Float32Array(values.length);
          decodeSamples(data, format, scale, whole);
          const pieces = new Float32Array(values.length);
          let at = 0;
          for (const length of lengths) {
            const from = at * n * bytesPerValue(format);
            const frame = misaligned(data.subarray(from, from + length * n * bytesPerValue(format)));
            at += decodeSamples(frame, format, scale, pieces, at * n);
          }
          expect(pieces).toEqual(whole);
        },
      ),
    );
  });

  it('does not change its input and takes a frame without samples', () => {
    const data = Uint8Array.of(1, 2, 3, 4);
    decodeSamples(data, INT16, Float64Array.of(2, 3), new Float32Array(2));
    expect([...data]).toEqual([1, 2, 3, 4]);
    expect(decodeSamples(new Uint8Array(0), INT16, Float64Array.of(2, 3), new Float32Array(0))).toBe(0);
  });

  it('refuses half a sample, and more than fits', () => {
    const out = new Float32Array(2);
    const scale = Float64Array.of(1, 1);
    expect(() => decodeSamples(new Uint8Array(6), INT16, scale, out)).toThrow(
      'FRAME_SIZE_MISMATCH: 2 channels × 2 bytes = 4 per sample, 6 is no multiple',
    );
    expect(() => decodeSamples(new Uint8Array(8), INT16, scale, out)).toThrow(RangeError);
    expect(() => decodeSamples(new Uint8Array(4), INT16, scale, out, 1)).toThrow(RangeError);
  });
});

describe('encodeSamples', () => {
  it('is undone by decodeSamples to within half a count', () => {
    const values = fc.array(fc.float({ min: -300, max: 300, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.constantFrom(INT16, INT24), (list, format) => {
        const signal = Float32Array.from(list.slice(0, list.length & ~1));
        const scale = Float64Array.of(0.01, -0.02);
        const { data, nSaturated } = encodeSamples(signal, format, scale);
        const out = new Float64Array(signal.length);
        decodeSamples(data, format, scale, out);
        expect(nSaturated).toBe(0);
        out.forEach((value, i) => expect(Math.abs(value - signal[i]!)).toBeLessThanOrEqual(0.01 + 1e-9));
      }),
    );
  });

  it('saturates what is beyond the range and counts it', () => {
    const values = Float32Array.of(32767, 32768, -32768, -32769, 1e30, -1e30);
    const { data, nSaturated } = encodeSamples(values, INT16, Float64Array.of(1));
    expect([...new Int16Array(data.buffer)]).toEqual([32767, 32767, -32768, -32768, 32767, -32768]);
    expect(nSaturated).toBe(4);
    const wide = encodeSamples(Float32Array.of(2 ** 23, -(2 ** 23)), INT24, Float64Array.of(1));
    expect([...wide.data]).toEqual([0xff, 0xff, 0x7f, 0x00, 0x00, 0x80]);
    expect(wide.nSaturated).toBe(1);
  });

  it('leaves float32 as it is, without a copy', () => {
    const values = Float32Array.of(0, 1.5, -2.25).subarray(1);
    const { data } = encodeSamples(values, FLOAT32, Float64Array.of(7, 7));
    expect([...new Float32Array(data.slice().buffer)]).toEqual([1.5, -2.25]);
    expect(data.buffer).toBe(values.buffer);
  });

  it('names the sample that is not finite', () => {
    const values = Float32Array.of(1, 2, 3, Number.NaN);
    expect(() => encodeSamples(values, INT16, Float64Array.of(1, 1))).toThrow(
      'NON_FINITE_SAMPLE: sample 1 of the frame, channel 1',
    );
  });
});

describe('findNonFinite', () => {
  it('finds the first NaN or infinity at any alignment, and nothing else', () => {
    const list = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 });
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(list, odd, list, (before, value, after) => {
        const bytes = misaligned(new Uint8Array(Float32Array.from([...before, value, ...after]).buffer));
        expect(findNonFinite(bytes, FLOAT32)).toBe(before.length);
        expect(findNonFinite(bytes.subarray(0, before.length * 4), FLOAT32)).toBe(-1);
      }),
    );
  });

  it('takes every integer', () => {
    expect(findNonFinite(new Uint8Array(12).fill(0xff), INT16)).toBe(-1);
    expect(findNonFinite(new Uint8Array(12).fill(0xff), INT24)).toBe(-1);
  });
});

describe('dspScale', () => {
  it('leads from counts to µV, fT and fT/cm', () => {
    const channels = [channel(Unit.VOLT, 1e-9), channel(Unit.FEMTOTESLA, 2), channel(Unit.TESLA_PER_METRE, 1e-13)];
    const close = (scale: Float64Array, expected: number[]) =>
      expected.forEach((value, c) => expect(scale[c]).toBeCloseTo(value, 12));
    close(dspScale({ channels, format: INT16 }), [1e-3, 2, 1]);
    expect([...dspScale({ channels, format: FLOAT32 })]).toEqual([1e6, 1, 1e13]);
    expect([...countScale({ channels, format: INT16 })]).toEqual([1e-9, 2, 1e-13]);
  });

  it('refuses units and formats that do not exist', () => {
    expect(() => dspUnit(0)).toThrow('UNKNOWN_CODE');
    expect(() => bytesPerValue(0)).toThrow('UNKNOWN_CODE');
  });
});
