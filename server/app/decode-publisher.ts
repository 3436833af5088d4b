import { crc32 } from 'node:zlib';
import { decodePayload, NoticeKind, type Init, type Notice, type Timing } from '../../protocol/frame.js';
import type { FrameQueueReader } from '../lane/frame-queue.js';
import { DECODE_HEAD_BYTES, emptyDecodeHead, readDecodeHead, ResultFlag } from '../lane/lane-messages.js';
import type { Metrics } from '../observe/metrics.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { toServerTime } from '../stream/clock-sync.js';
import type { LiveStream } from './live-stream.js';
import type { SuspectList } from './suspects.js';

/** Sends a decode to whoever subscribed, after appending it to the stream's decode log. */
export interface DecodeOutlet {
  publish(
    stream: LiveStream,
    decoderIndex: number,
    sequence: number,
    payload: Uint8Array,
    timing: Init<Timing>,
    failed: boolean,
  ): void;
  notice(stream: LiveStream, notice: Init<Notice>): void;
}

/**
 * Takes decodes from lanes: gives each its timing, leaves out what was delivered before the last restart, publishes the
 * rest. A replayed decode that differs from the delivered one is told; the delivered one stands.
 */
export class DecodePublisher {
  readonly #outlet: DecodeOutlet;
  readonly #suspects: SuspectList;
  readonly #metrics: Metrics;
  readonly #head = emptyDecodeHead();

  constructor(outlet: DecodeOutlet, suspects: SuspectList, metrics: Metrics) {
    this.#outlet = outlet;
    this.#suspects = suspects;
    this.#metrics = metrics;
  }

  decode(stream: LiveStream, record: FrameQueueReader): void {
    const head = this.#head;
    readDecodeHead(record.view, record.bodyOffset, head);
    // The queue's memory is used again: what is kept must be a copy.
    const payload = record.bytes.slice(record.bodyOffset + DECODE_HEAD_BYTES, record.bodyOffset + record.bodyBytes);
    const decoder = stream.identity.decoders[head.decoderIndex] ?? '';
    if (head.sequence < stream.store.decodes.nextSequence(head.decoderIndex)) {
      this.#compare(stream, decoder, payload);
      return;
    }
    if ((record.flags & ResultFlag.verdict) !== 0) {
      this.#suspects.answered(stream.id, decoder, head.window, head.step);
    }
    const timing = this.#timing(stream, (record.flags & ResultFlag.replayed) !== 0);
    const { kind, failure } = decodePayload(payload);
    this.#outlet.publish(stream, head.decoderIndex, head.sequence, payload, timing, Boolean(failure));
    this.#count(decoder, kind, failure?.code, timing);
  }

  #compare(stream: LiveStream, decoder: string, payload: Uint8Array): void {
    const head = this.#head;
    this.#metrics.replaySuppressed.inc();
    const delivered = stream.store.decodes.payloadCrc(head.decoderIndex, head.sequence);
    if (delivered === undefined || delivered === crc32(payload)) return;
    this.#metrics.replayDiffers.inc();
    const { start, end } = decodePayload(payload);
    const detail = `decode ${head.sequence} of ${decoder} came out otherwise; the one delivered stands`;
    this.#outlet.notice(stream, {
      kind: NoticeKind.REPLAY_DIFFERS,
      stream: stream.id,
      start,
      end,
      channels: [],
      value: 0,
      detail,
    });
  }

  #timing(stream: LiveStream, replayed: boolean): Timing {
    const head = this.#head;
    const { clock } = stream;
    const published = monotonicSeconds();
    const onServer = (rigTime: number): number => (clock.known ? toServerTime(clock, rigTime) : head.received);
    const newest = onServer(head.deviceTime);
    return {
      deviceTime: head.deviceTime,
      deviceTimeServer: newest,
      uncertainty: clock.uncertainty,
      received: head.received,
      windowClosed: head.windowClosed,
      queued: head.queued,
      inferStart: head.inferStart,
      inferEnd: head.inferEnd,
      published,
      ageOldest: published - newest + (head.deviceTime - head.oldestDeviceTime),
      ageNewest: published - newest,
      replayed,
    };
  }

  #count(decoder: string, kind: string, failure: string | undefined, timing: Timing): void {
    const metrics = this.#metrics;
    metrics.windows.inc({ decoder });
    metrics.decodes.inc({ decoder, kind });
    if (failure !== undefined) {
      metrics.failures.inc({ code: failure });
      if (failure === 'WINDOW_DROPPED') metrics.drops.inc({ reason: 'too_old' });
      return;
    }
    const run = timing.inferEnd - timing.inferStart;
    metrics.inferenceSeconds.observe({ decoder }, run);
    metrics.ageSeconds.observe({ decoder }, timing.ageNewest);
    metrics.addedLatencySeconds.observe({ decoder }, timing.published - timing.received - run);
  }
}
