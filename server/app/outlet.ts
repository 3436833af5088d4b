import { From, NoticeKind, type Init, type Notice, type Subscribe, type Timing } from '../../protocol/frame.js';
import type { Subprotocol } from '../../protocol/version.js';
import type { Grant } from '../http/grants.js';
import type { ReaderSession, ReaderSubscription } from '../ingress/reader-session.js';
import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';
import { unixOffset } from '../observe/monotonic-clock.js';
import { PublishHub, type PublishHubOptions } from '../publish/hub.js';
import type { PublishedStream } from '../publish/published-stream.js';
import type { LiveStream } from './live-stream.js';
import type { ModelDirectory } from './model-directory.js';

export interface OutletOptions extends Pick<
  PublishHubOptions,
  'identity' | 'firstPosition' | 'removed' | 'removedThrough'
> {
  readonly outboxBytes: number;
}

/** Joins streams to the publish hub: decodes and notices go out here, subscriptions come in. */
export class Outlet {
  readonly #hub: PublishHub;
  readonly #models: ModelDirectory;
  readonly #published = new Map<LiveStream, PublishedStream>();
  /** Age of the newest decode of each decoder when it was published, s. */
  readonly #ages = new Map<LiveStream, (number | undefined)[]>();

  constructor(options: OutletOptions, models: ModelDirectory, metrics: Metrics, log: Logger) {
    this.#models = models;
    const publishedFrames = metrics.publishedFrames.cell();
    const publishedBytes = metrics.publishedBytes.cell();
    this.#hub = new PublishHub({
      ...options,
      unixOffset,
      metrics: {
        decodePublished: () => undefined,
        frameSent: (bytes) => {
          publishedFrames.value++;
          publishedBytes.value += bytes;
        },
        dropped: (_reason, count) => metrics.drops.inc({ reason: 'slow_subscriber' }, count),
        closedTooSlow: () => metrics.problems.inc({ code: 'SUBSCRIBER_TOO_SLOW' }),
      },
      onFault: (error) => log.error({ err: error }, 'a subscription failed'),
    });
  }

  nSubscribers(policy: 'lossless' | 'latest'): number {
    return this.#hub.nSubscribers(policy);
  }

  /** Decodes of this stream can be subscribed to from now on. */
  add(stream: LiveStream): void {
    const { info, identity, store } = stream;
    const published: PublishedStream = {
      id: stream.id,
      name: info.name,
      subject: info.subject,
      simulated: info.simulated,
      sfreq: info.sfreq,
      nChannels: info.channels.length,
      decoders: identity.decoders.map((id) => ({ id, kind: this.#models.get(id)?.manifest.postprocess.kind ?? '' })),
      decodes: store.decodes,
    };
    this.#published.set(stream, published);
    this.#ages.set(stream, []);
    this.#hub.add(published);
  }

  /** A new stream: readers who wait for one like it are told. */
  opened(stream: LiveStream): void {
    this.add(stream);
    const kind = NoticeKind.STREAM_OPENED;
    this.notice(stream, {
      kind,
      stream: stream.id,
      start: 0,
      end: 0,
      channels: [],
      value: stream.info.sfreq,
      detail: stream.info.name,
    });
  }

  remove(stream: LiveStream): void {
    const published = this.#published.get(stream);
    if (published !== undefined) this.#hub.remove(published);
    this.#published.delete(stream);
    this.#ages.delete(stream);
  }

  /** @throws {JournalFullError} when the decode log has no room; nothing was sent then */
  publish(
    stream: LiveStream,
    decoderIndex: number,
    sequence: number,
    payload: Uint8Array,
    timing: Init<Timing>,
    failed: boolean,
  ): void {
    const published = this.#published.get(stream);
    if (published === undefined) return;
    this.#hub.publish(published, decoderIndex, sequence, payload, timing, failed);
    const ages = this.#ages.get(stream);
    if (ages !== undefined && !failed) ages[decoderIndex] = timing.ageNewest;
  }

  agesOf(stream: LiveStream): readonly (number | undefined)[] {
    return this.#ages.get(stream) ?? [];
  }

  notice(stream: LiveStream, notice: Init<Notice>): void {
    const published = this.#published.get(stream);
    if (published !== undefined) this.#hub.notice(published, notice);
  }

  /** @throws {ProtocolError} CURSOR_INVALID, CURSOR_EXPIRED */
  subscribe(reader: ReaderSession, request: Subscribe, subprotocol: Subprotocol, grant: Grant): ReaderSubscription {
    const { socket, tcp } = reader;
    const wire = {
      get bufferedAmount(): number {
        return socket.bufferedAmount;
      },
      send: (message: Uint8Array | string): void => socket.send(message),
      // Between two messages of the socket's own: on a socket without compression each is written as one piece.
      sendFrame: (frame: Uint8Array): void => {
        if (socket.readyState === socket.OPEN) tcp.write(frame);
      },
      close: (code: number, reason: string): void => socket.close(code, reason),
    };
    const subscriber = this.#hub.subscribe(wire, request, subprotocol, (stream) => grant.allowsStream(stream.name));
    for (const [stream, published] of this.#published) {
      if (!subscriber.follows(published)) continue;
      for (const notice of stream.standingNotices()) subscriber.tell({ notice });
      if (request.from === From.NOW) continue;
      // Who comes back is behind until it has what was published meanwhile; what it is told last comes behind that.
      const isLate = request.from === From.CURSOR && !stream.catchingUp && !stream.laneEnded;
      if (isLate) subscriber.tell({ notice: stream.ageNotice('CATCHING_UP') });
      if (isLate) this.#hub.tell(subscriber, published, stream.ageNotice('CAUGHT_UP'));
      if (stream.laneEnded) this.#hub.tell(subscriber, published, stream.closedNotice());
    }
    return subscriber;
  }

  /** Ends every subscription. */
  close(): void {
    this.#hub.close();
  }
}
