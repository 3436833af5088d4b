import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMarkerRecord,
  encodeMarkerRecord,
  GAP_BYTES,
  RecordType,
  SAMPLES_HEAD_BYTES,
  writeGap,
  writeSamplesHead,
} from '../../../../server/stream/record.js';

const indices = fc.oneof(fc.nat(), fc.maxSafeNat());
const times = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('records of a stream', () => {
  it('hold a samples head as little-endian numbers, and leave the rest of its memory alone', () => {
    fc.assert(
      fc.property(indices, times, times, fc.nat(2 ** 32 - 1), (first, deviceTime, received, nSamples) => {
        const memory = Buffer.alloc(SAMPLES_HEAD_BYTES + 16, 0xaa);
        writeSamplesHead(memory.subarray(8, -8), first, deviceTime, received, nSamples);
        const view = new DataView(memory.buffer, memory.byteOffset + 8, SAMPLES_HEAD_BYTES);
        expect([0, 8, 16].map((offset) => view.getFloat64(offset, true))).toEqual([first, deviceTime, received]);
        expect([24, 28].map((offset) => view.getUint32(offset, true))).toEqual([nSamples, 0]);
        expect([...memory.subarray(0, 8), ...memory.subarray(-8)]).toEqual(Array.from({ length: 16 }, () => 0xaa));
      }),
    );
  });

  it('hold a gap as little-endian numbers', () => {
    fc.assert(
      fc.property(indices, indices, times, (start, end, received) => {
        const body = Buffer.alloc(GAP_BYTES);
        writeGap(body, start, end, received);
        expect([0, 8, 16].map((offset) => body.readDoubleLE(offset))).toEqual([start, end, received]);
      }),
    );
  });

  it('give back a marker with any text and any index, from anywhere in memory', () => {
    const markers = fc.record({
      sample: indices,
      description: fc.string({ unit: 'grapheme' }),
      value: fc.string({ unit: 'grapheme' }),
      duration: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((duration) => duration + 0),
      id: fc.string(),
      arrived: indices,
    });
    fc.assert(
      fc.property(markers, fc.nat(9), (marker, offset) => {
        const body = encodeMarkerRecord(marker);
        const memory = new Uint8Array(body.length + 20).fill(0x7d);
        memory.set(body, offset);
        expect(decodeMarkerRecord(memory.subarray(offset, offset + body.length))).toEqual(marker);
        expect(encodeMarkerRecord(decodeMarkerRecord(body))).toEqual(body);
      }),
    );
  });

  it('have a type of their own each, none of which is padding of a queue', () => {
    const types = Object.values(RecordType);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type > 0 && type < 256).toBe(true);
  });
});
