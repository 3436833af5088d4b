import type { Playable } from '../../bench/harness/player.js';
import type { ReaderLog } from '../../bench/harness/reader-log.js';
import type { RigClient } from '../../protocol/client/rig.js';
import type { Samples, StreamInfo } from '../../protocol/frame.js';

export interface Span {
  /** First sample. Default 0. */
  readonly from?: number;
  /** One past the last. Default: all. */
  readonly to?: number;
  /** Samples per frame. Default 64. */
  readonly chunk?: number;
}

/** Gives a rig that is open samples of a recording, with the markers among them, as fast as it takes them. */
export async function playSpan(rig: RigClient, recording: Playable, span: Span = {}): Promise<void> {
  const { from = 0, to = recording.nSamples, chunk = 64 } = span;
  const { gaps, markers, info } = recording;
  const left = markers.filter(({ sample }) => sample >= from && (sample < to || to === recording.nSamples));
  const mark = (until: number): void => {
    while (left[0] !== undefined && left[0].sample < until) rig.marker({ ...left.shift()! });
  };
  let at = from;
  for (const gap of [...gaps.filter(({ end, start }) => end > from && start < to), { start: to, end: to }]) {
    while (at < gap.start) {
      const n = Math.min(chunk, gap.start - at);
      mark(at + n);
      await rig.samples(at, recording.read(at, n), at / info.sfreq);
      at += n;
    }
    at = gap.end;
  }
  mark(Infinity);
}

/** A recording as the frames of a rig that speaks for itself. */
export function framesOf(recording: Playable, chunk: number): Samples[] {
  const { nSamples, info } = recording;
  return Array.from({ length: Math.ceil(nSamples / chunk) }, (_, sequence) => {
    const firstSample = sequence * chunk;
    const values = recording.read(firstSample, Math.min(chunk, nSamples - firstSample));
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return { sequence, firstSample, deviceTime: firstSample / info.sfreq, data };
  });
}

/** The same recording under another name, so that one server can tell its streams apart. */
export function renamed(recording: Playable, changes: Partial<StreamInfo>): Playable {
  const { nSamples, gaps, markers } = recording;
  const info = { ...recording.info, ...changes };
  return { info, nSamples, gaps, markers, read: (start, n) => recording.read(start, n) };
}

/**
 * What a reader got of a stream, by decoder: payloads as hex.
 * @throws {Error} when one is missing, doubled or out of order
 */
export function livePayloads(reader: ReaderLog, stream: string): Map<string, string[]> {
  return new Map(
    [...reader.of(stream)].map(([decoder, logged]) => {
      logged.forEach(({ decode: { sequence } }, i) => {
        if (sequence !== i) throw new Error(`${decoder}: decode ${sequence} came where ${i} is due`);
      });
      return [decoder, logged.map(({ bytes }) => bytes)];
    }),
  );
}
