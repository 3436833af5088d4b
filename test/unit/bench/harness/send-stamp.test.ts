import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendStampOf } from '../../../../bench/harness/send-stamp.js';
import { encodeRigMessage } from '../../../../protocol/frame.js';
import { PROTOBUF_SUBPROTOCOL } from '../../../../protocol/version.js';

function frame(message: Parameters<typeof encodeRigMessage>[0]): Buffer {
  return Buffer.from(encodeRigMessage(message, PROTOBUF_SUBPROTOCOL) as Uint8Array);
}

describe('sendStampOf', () => {
  it('finds the device time of any samples frame', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.double({ min: 1e-9, noNaN: true }),
        fc.integer({ min: 0, max: 3000 }),
        (sequence, firstSample, deviceTime, length) => {
          const samples = { sequence, firstSample, deviceTime, data: new Uint8Array(length).fill(7) };
          expect(sendStampOf(frame({ samples }))).toBe(deviceTime);
        },
      ),
    );
  });

  it('finds nothing in other messages', () => {
    expect(sendStampOf(frame({ close: { final: true } }))).toBeUndefined();
    expect(sendStampOf(frame({ samples: { sequence: 3, data: new Uint8Array(100) } }))).toBeUndefined();
    expect(sendStampOf(Buffer.alloc(0))).toBeUndefined();
  });
});
