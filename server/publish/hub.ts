import { ProtocolError } from '../../protocol/error-codes.js';
import {
  encodeTiming,
  From,
  Policy,
  type Init,
  type Notice,
  type StreamSummary,
  type Subscribe,
  type Timing,
} from '../../protocol/frame.js';
import type { Subprotocol } from '../../protocol/version.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { EncodedDecode, EncodedNews } from './encoded-message.js';
import { Outbox, type Wire } from './outbox.js';
import { matchesDecoder } from './pattern.js';
import { DecodeFlag, type PublishedStream, type RemovedStream } from './published-stream.js';
import { type Source, wantsStream, type Wanted } from './source.js';
import { type PublishMetrics, Subscriber } from './subscriber.js';

/** Runs something later on this thread; a test passes its own. */
export interface Scheduler {
  /** @param delayMs 0: when what waits for the event loop now had its turn */
  after(delayMs: number, run: () => void): void;
}

export interface PublishHubOptions {
  /** Names the journal; see `encodeCursor`. */
  readonly identity: string;
  /** Position of the first decode that will be published. */
  readonly firstPosition: number;
  /** Streams that the journal no longer holds: a cursor from before their last decode has missed something. */
  readonly removed: readonly RemovedStream[];
  /** Position before which a cursor may have missed decodes of streams not even in `removed`. */
  readonly removedThrough: number;
  /** Added to a server time it gives Unix time, s. */
  readonly unixOffset: () => number;
  readonly metrics: PublishMetrics;
  /** What a lossless subscriber is sent before it has taken it; the rest it gets from the log. Default 1 MiB. */
  readonly outboxBytes?: number;
  /** The same for one that wants the latest: small, since what is in there gets old. Default 256 KiB. */
  readonly latestOutboxBytes?: number;
  /** Decodes by which a lossless subscriber may fall behind before it is closed. Default 100 000. */
  readonly maxLagDecodes?: number;
  /** How often a full outbox is looked at. Default 5 ms. */
  readonly pollMs?: number;
  readonly scheduler?: Scheduler;
  /** A fault in serving one subscriber, which was closed for it. */
  readonly onFault?: (error: unknown) => void;
}

/** Read from logs in one go, over all subscribers, before sockets and lanes have their turn: some 2 ms. */
const READ_AT_ONCE = { nRecords: 200, nBytes: 1 << 17 };

/** Removed streams known one by one; readers of others are not told to start again for them. */
const MAX_REMOVED = 256;

const eventLoop: Scheduler = {
  after(delayMs, run) {
    if (delayMs === 0) setImmediate(run);
    else setTimeout(run, delayMs).unref();
  },
};

/**
 * Orders the decodes of all streams, keeps them in their streams' decode logs and sends them to whoever subscribed.
 *
 * One number, the position, orders all decodes, so a cursor is one number too, the same for every subscriber, and a
 * decode is encoded once for all of them.
 */
export class PublishHub {
  readonly #options: PublishHubOptions;
  readonly #metrics: PublishMetrics;
  readonly #scheduler: Scheduler;
  readonly #streams = new Map<PublishedStream, Map<Subscriber, Source>>();
  readonly #subscribers = new Set<Subscriber>();
  /** Those with something to send that had no room or no turn yet. */
  readonly #waiting = new Set<Subscriber>();
  /** Delay of the turn that is scheduled, and its number: an earlier one makes a later one void. */
  #turnDelayMs: number | undefined;
  #turn = 0;
  readonly #removed: RemovedStream[];
  #removedThrough: number;
  #head: number;
  #closed = false;

  constructor(options: PublishHubOptions) {
    this.#options = options;
    this.#metrics = options.metrics;
    this.#scheduler = options.scheduler ?? eventLoop;
    this.#head = options.firstPosition - 1;
    this.#removed = [...options.removed];
    this.#removedThrough = options.removedThrough;
  }

  /** Position of the newest decode. */
  get head(): number {
    return this.#head;
  }

  /** How many are subscribed now. */
  nSubscribers(policy: Subscriber['policy']): number {
    let n = 0;
    for (const subscriber of this.#subscribers) if (subscriber.policy === policy) n++;
    return n;
  }

  /** Announces a stream. Its log may hold decodes only while nobody has subscribed: when the server starts. */
  add(stream: PublishedStream): void {
    if (this.#streams.has(stream)) throw new Error(`stream ${stream.id} was added before`);
    const sources = new Map<Subscriber, Source>();
    this.#streams.set(stream, sources);
    for (const subscriber of this.#subscribers) {
      const source = subscriber.addStream(stream);
      if (source !== undefined) sources.set(subscriber, source);
    }
  }

  /** Forgets a stream whose log is about to be closed. */
  remove(stream: PublishedStream): void {
    const sources = this.#streams.get(stream);
    if (sources === undefined) return;
    for (const subscriber of [...sources.keys()]) subscriber.removeStream(stream);
    this.#streams.delete(stream);
    const { id, name, subject, decoders, decodes } = stream;
    const { lastPosition } = decodes;
    this.#removed.push({ id, name, subject, decoders: decoders.map((decoder) => decoder.id), lastPosition });
    if (this.#removed.length <= MAX_REMOVED) return;
    this.#removedThrough = Math.max(this.#removedThrough, this.#removed.shift()?.lastPosition ?? 0);
  }

  /**
   * Appends a new decode to its stream's log, then sends it to those who are live.
   * @param sequence the log's next one for this decoder
   * @param payload encoded; not needed any more when this returns
   * @param failed the payload is a failure
   * @throws what the log throws when it cannot take the decode, which then was not sent
   */
  publish(
    stream: PublishedStream,
    decoder: number,
    sequence: number,
    payload: Uint8Array,
    timing: Init<Timing>,
    failed = false,
  ): void {
    const sources = this.#streams.get(stream);
    if (sources === undefined) throw new Error(`stream ${stream.id} was not added`);
    const position = this.#head + 1;
    const encodedTiming = encodeTiming(timing);
    stream.decodes.append(position, decoder, sequence, failed ? DecodeFlag.failed : 0, payload, encodedTiming);
    this.#head = position;
    const id = stream.decoders[decoder]?.id ?? '';
    this.#metrics.decodePublished(id);
    if (sources.size === 0) return;
    const stored = { position, decoder, sequence, payload, timing: encodedTiming };
    const decode = new EncodedDecode(stream.id, id, this.#cursorAt(position), stored, failed);
    for (const [subscriber, source] of sources) this.#guard(subscriber, () => subscriber.offer(source, decode));
  }

  /** Tells those who subscribed to the stream. Notices are not logged: who is not there does not get them. */
  notice(stream: PublishedStream, notice: Init<Notice>): void {
    const sources = this.#streams.get(stream);
    if (sources === undefined || sources.size === 0) return;
    const news = new EncodedNews({ notice: { ...notice, stream: stream.id } });
    for (const subscriber of sources.keys()) this.#guard(subscriber, () => subscriber.notice(news, this.#head));
  }

  /** Tells one subscriber alone, behind the decodes there are. */
  tell(subscriber: Subscriber, stream: PublishedStream, notice: Init<Notice>): void {
    const news = new EncodedNews({ notice: { ...notice, stream: stream.id } });
    this.#guard(subscriber, () => subscriber.notice(news, this.#head));
  }

  /**
   * Answers with `Subscribed`; decodes follow.
   * @param allows streams that this subscriber may read; absent: all
   * @throws {ProtocolError} CURSOR_INVALID, CURSOR_EXPIRED, UNKNOWN_CODE; nothing was sent then
   */
  subscribe(wire: Wire, request: Subscribe, subprotocol: Subprotocol, allows?: Wanted['allows']): Subscriber {
    if (this.#closed) throw new ProtocolError('DRAINING', 'the server is going away; connect to the next one');
    const { from, policy } = request;
    if (from !== From.NOW && from !== From.CURSOR && from !== From.START) {
      throw new ProtocolError('UNKNOWN_CODE', `from ${String(from)} is not one that this version knows`);
    }
    if (policy !== Policy.LOSSLESS && policy !== Policy.LATEST) {
      throw new ProtocolError('UNKNOWN_CODE', `policy ${String(policy)} is not one that this version knows`);
    }
    const { stream: streams, subject, decoder, kind } = request;
    const wanted: Wanted = { stream: streams, subject, decoder, kind, ...(allows === undefined ? {} : { allows }) };
    const isLatest = policy === Policy.LATEST;
    const position = this.#positionOf(from, request.cursor, wanted);
    const { outboxBytes = 1 << 20, latestOutboxBytes = 1 << 18, maxLagDecodes = 100_000 } = this.#options;
    const outbox = new Outbox(wire, isLatest ? latestOutboxBytes : outboxBytes, (bytes) =>
      this.#metrics.frameSent(bytes),
    );
    const subscriber = new Subscriber(outbox, {
      wanted,
      policy: isLatest ? 'latest' : 'lossless',
      subprotocol,
      position,
      fromStart: from === From.START,
      isLive: from === From.NOW,
      cursorAt: (at) => this.#cursorAt(at),
      maxLagDecodes,
      metrics: this.#metrics,
      waits: (one) => this.#wait(one, this.#options.pollMs ?? 5),
      closed: (one) => this.#forget(one),
    });
    const found: [PublishedStream, Source][] = [];
    for (const stream of this.#streams.keys()) {
      const source = subscriber.addStream(stream);
      if (source === undefined) continue;
      if (from === From.CURSOR && source.hasLost(position)) {
        subscriber.close();
        throw new ProtocolError(
          'CURSOR_EXPIRED',
          `decodes of stream ${stream.id} behind the cursor are no longer kept`,
        );
      }
      found.push([stream, source]);
    }
    subscriber.tell({
      subscribed: {
        cursor: this.#cursorAt(position),
        unixOffset: this.#options.unixOffset(),
        streams: found.map(([stream, source]) => summaryOf(stream, source)),
      },
    });
    for (const [stream, source] of found) this.#streams.get(stream)?.set(subscriber, source);
    this.#subscribers.add(subscriber);
    if (from !== From.NOW) this.#wait(subscriber, 0);
    return subscriber;
  }

  /** Ends every subscription; their wires are left to their owners. */
  close(): void {
    this.#closed = true;
    for (const subscriber of [...this.#subscribers]) subscriber.close();
  }

  #cursorAt(position: number): string {
    return encodeCursor(this.#options.identity, position);
  }

  /** Everything at or before this position is not asked for. */
  #positionOf(from: From, cursor: string, wanted: Wanted): number {
    if (from === From.NOW) return this.#head;
    if (from === From.CURSOR) {
      const position = decodeCursor(this.#options.identity, cursor, this.#head);
      const gone = this.#removed.find(
        (stream) =>
          stream.lastPosition > position &&
          wantsStream(wanted, stream) &&
          stream.decoders.some((decoder) => matchesDecoder(wanted.decoder, decoder)),
      );
      if (gone !== undefined || position < this.#removedThrough) {
        const which = gone === undefined ? 'a stream' : `stream ${gone.id}`;
        throw new ProtocolError('CURSOR_EXPIRED', `${which} with decodes behind the cursor was removed`);
      }
      return position;
    }
    let oldest = this.#head + 1;
    for (const stream of this.#streams.keys()) {
      if (wantsStream(wanted, stream)) oldest = Math.min(oldest, stream.decodes.oldestPosition ?? oldest);
    }
    return oldest - 1;
  }

  #wait(subscriber: Subscriber, delayMs: number): void {
    this.#waiting.add(subscriber);
    this.#schedule(delayMs);
  }

  #schedule(delayMs: number): void {
    if (this.#turnDelayMs !== undefined && this.#turnDelayMs <= delayMs) return;
    this.#turnDelayMs = delayMs;
    const turn = ++this.#turn;
    this.#scheduler.after(delayMs, () => {
      if (turn === this.#turn) this.#takeTurn();
    });
  }

  #takeTurn(): void {
    this.#turnDelayMs = undefined;
    const budget = { ...READ_AT_ONCE };
    let more = false;
    for (const subscriber of [...this.#waiting]) {
      if (budget.nRecords <= 0 || budget.nBytes <= 0) {
        more = true;
        break;
      }
      // To the back of the queue, so that the next turn begins with another.
      this.#waiting.delete(subscriber);
      const state = this.#guard(subscriber, () => subscriber.goOn(budget)) ?? 'done';
      if (state !== 'done') this.#waiting.add(subscriber);
      if (state === 'more') more = true;
    }
    if (this.#waiting.size > 0) this.#schedule(more ? 0 : (this.#options.pollMs ?? 5));
  }

  /** One subscriber's trouble is not another's, nor the stream's. */
  #guard<T>(subscriber: Subscriber, serve: () => T): T | undefined {
    try {
      return serve();
    } catch (error) {
      this.#options.onFault?.(error);
      try {
        subscriber.fail(new ProtocolError('INTERNAL', 'this subscription could not be served; see the log'));
      } catch {
        // The wire itself is what fails.
        subscriber.close();
      }
      return undefined;
    }
  }

  #forget(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.#waiting.delete(subscriber);
    for (const sources of this.#streams.values()) sources.delete(subscriber);
  }
}

function summaryOf(stream: PublishedStream, source: Source): StreamSummary {
  const { id, name, subject, simulated, sfreq, nChannels } = stream;
  return { stream: id, name, subject, simulated, sfreq, nChannels, decoders: source.decoders };
}
