import { crc32 } from 'node:zlib';
import { decodePayload, NoticeKind, type Init, type Notice, type Timing } from '../../protocol/frame.js';
import type { FrameQueueReader } from '../lane/frame-queue.js';
import {
  DECODE_HEAD_BYTES,
  emptyDecodeHead,
  FAILURE_KIND,
  PAYLOAD_KINDS,
  readDecodeHead,
  ResultFlag,
} from '../lane/lane-messages.js';
import type { CounterCell, HistogramCell } from '../observe/counts.js';
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
  readonly #counts = new Map<string, DecoderCounts>();

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
    const failed = head.kind === FAILURE_KIND;
    this.#outlet.publish(stream, head.decoderIndex, head.sequence, payload, timing, failed);
    this.#count(decoder, timing);
    if (failed) this.#countFailure(decodePayload(payload).failure?.code ?? '');
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

  #count(decoder: string, timing: Timing): void {
    const { kind } = this.#head;
    const counts = this.#countsOf(decoder);
    counts.windows.value++;
    (counts.decodes[kind] ??= this.#metrics.decodes.cell(decoder, PAYLOAD_KINDS[kind] ?? '')).value++;
    if (kind === FAILURE_KIND) return;
    const run = timing.inferEnd - timing.inferStart;
    counts.inference.observe(run);
    counts.age.observe(timing.ageNewest);
    counts.added.observe(timing.published - timing.received - run);
  }

  #countFailure(code: string): void {
    this.#metrics.failures.inc({ code });
    if (code === 'WINDOW_DROPPED') this.#metrics.drops.inc({ reason: 'too_old' });
  }

  #countsOf(decoder: string): DecoderCounts {
    let counts = this.#counts.get(decoder);
    if (counts === undefined) {
      const { windows, inferenceSeconds, ageSeconds, addedLatencySeconds } = this.#metrics;
      counts = {
        windows: windows.cell(decoder),
        decodes: [],
        inference: inferenceSeconds.cell(decoder),
        age: ageSeconds.cell(decoder),
        added: addedLatencySeconds.cell(decoder),
      };
      this.#counts.set(decoder, counts);
    }
    return counts;
  }
}

/** Where the decodes of one decoder are counted. */
interface DecoderCounts {
  readonly windows: CounterCell;
  /** By the index of the kind. */
  readonly decodes: (CounterCell | undefined)[];
  readonly inference: HistogramCell;
  readonly age: HistogramCell;
  readonly added: HistogramCell;
}
