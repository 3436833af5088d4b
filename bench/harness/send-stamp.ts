// Tags of RigMessage.samples and of the fields of Samples: field number * 8 + wire type.
const SAMPLES = (2 << 3) | 2;
const DEVICE_TIME = (3 << 3) | 1;

/**
 * The device time in an encoded `RigMessage.samples`, found without decoding it: what an empty relay has to read.
 *
 * @returns undefined when the frame holds no samples, or no device time before its data
 */
export function sendStampOf(frame: Buffer): number | undefined {
  if (frame[0] !== SAMPLES) return undefined;
  let at = skipVarint(frame, 1);
  while (at + 9 <= frame.length) {
    const tag = frame[at]!;
    if (tag === DEVICE_TIME) return frame.readDoubleLE(at + 1);
    // Sequence and first sample, which come before it, are varints.
    if ((tag & 7) !== 0) return undefined;
    at = skipVarint(frame, at + 1);
  }
  return undefined;
}

function skipVarint(frame: Buffer, at: number): number {
  while (at < frame.length && frame[at]! >= 0x80) at++;
  return at + 1;
}
