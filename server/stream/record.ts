/**
 * What goes into a stream's journal and, byte for byte the same, through the queue to its lane.
 * Numbers are little-endian; a samples record carries the wire's bytes unchanged behind a 32-byte head.
 */

export const RecordType = {
  samples: 2,
  gap: 3,
  marker: 4,
  /** The stream has ended for good. */
  end: 5,
  /** Queue only: a stream joins or leaves the lane, is to be saved, or the lane is to stop. */
  attach: 16,
  detach: 17,
  checkpoint: 18,
  stop: 19,
} as const;

export const RecordFlag = {
  /** Read back from the journal: no deadlines, and its decodes may have been delivered before. */
  replayed: 1,
} as const;

export const SAMPLES_HEAD_BYTES = 32;

/** Writes the head of a samples record. @param received server clock, s */
export function writeSamplesHead(
  head: Buffer,
  first: number,
  deviceTime: number,
  received: number,
  nSamples: number,
): void {
  head.writeDoubleLE(first, 0);
  head.writeDoubleLE(deviceTime, 8);
  head.writeDoubleLE(received, 16);
  head.writeUInt32LE(nSamples, 24);
  head.writeUInt32LE(0, 28);
}

export const GAP_BYTES = 24;

/** Body of a gap record: samples `[start, end)` never came. */
export function writeGap(body: Buffer, start: number, end: number, received: number): void {
  body.writeDoubleLE(start, 0);
  body.writeDoubleLE(end, 8);
  body.writeDoubleLE(received, 16);
}

/** A marker after its onset was resolved to a sample, once, on the main thread. */
export interface MarkerRecord {
  /** Absolute sample index of the onset. */
  readonly sample: number;
  readonly description: string;
  readonly value: string;
  /** s */
  readonly duration: number;
  readonly id: string;
  /** Index of the newest sample when the marker came: `arrived - sample` is its lateness in samples. */
  readonly arrived: number;
}

export function encodeMarkerRecord(marker: MarkerRecord): Uint8Array {
  return Buffer.from(JSON.stringify(marker));
}

export function decodeMarkerRecord(body: Uint8Array): MarkerRecord {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8')) as MarkerRecord;
}
