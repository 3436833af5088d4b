import { ERROR_CODES, ProtocolError } from '../../protocol/error-codes.js';
import { encodeToReader, type Init, type ToReader } from '../../protocol/frame.js';
import type { Subprotocol } from '../../protocol/version.js';
import { EncodedDecode, type EncodedMessage, type Outgoing } from './encoded-message.js';
import type { Outbox } from './outbox.js';
import { DecodeFlag, type PublishedStream, type StoredDecodeReader } from './published-stream.js';
import { Source, type Tap, wantsStream, type Wanted } from './source.js';

/** What publishing counts. */
export interface PublishMetrics {
  decodePublished(decoder: string): void;
  frameSent(bytes: number): void;
  /** `latest`: a newer decode took its place. `notice`: a reader far behind had too many notices waiting. */
  dropped(reason: 'latest' | 'notice', count: number): void;
  /** A reader was closed with SUBSCRIBER_TOO_SLOW; what it missed it finds by its cursor, as long as it is kept. */
  closedTooSlow(): void;
}

/** How much may be read from logs before others have their turn. */
export interface ReadBudget {
  nRecords: number;
  nBytes: number;
}

export interface SubscriberOptions {
  readonly wanted: Wanted;
  readonly policy: 'lossless' | 'latest';
  readonly subprotocol: Subprotocol;
  /** Everything at or before this position is not asked for. */
  readonly position: number;
  readonly fromStart: boolean;
  readonly isLive: boolean;
  readonly cursorAt: (position: number) => string;
  /** Decodes by which a lossless subscriber may fall behind. */
  readonly maxLagDecodes: number;
  readonly metrics: PublishMetrics;
  /** Wants to be asked to `goOn`. */
  readonly waits: (subscriber: Subscriber) => void;
  readonly closed: (subscriber: Subscriber) => void;
}

/** Frame and message around payload and timing, generously. */
const FRAME_EXTRA_BYTES = 1024;
const MAX_WAITING_NOTICES = 256;

/**
 * One subscription, in one of two phases.
 *
 * `backlog`: decodes come from the logs of all its streams, merged by position, as fast as it takes them. `live`: a
 * decode is sent when it is published. Reading and publishing happen on one thread, so when the logs are read to
 * their ends nothing lies between, and the subscriber is live. A lossless one that does not take what it is sent goes
 * back to the backlog and finds there what it was not sent. One that wants the latest never goes back: of what has no
 * room it keeps the newest decode of each decoder and is told how many it missed.
 */
export class Subscriber {
  readonly wanted: Wanted;
  readonly policy: 'lossless' | 'latest';
  readonly #outbox: Outbox;
  readonly #options: SubscriberOptions;
  readonly #sources = new Map<PublishedStream, Source>();
  #phase: 'backlog' | 'live' | 'closed';
  /** In the backlog: everything wanted up to here has been sent, or was kept as the latest. */
  #position: number;
  /** Decodes published while in the backlog that it has not made good since. */
  #lag = 0;
  /** Taps with a decode that waits for room, in the order of its position. */
  readonly #pending = new Set<Tap>();
  /** Each goes out when the decodes up to its position have. */
  #notices: { readonly position: number; readonly outgoing: Outgoing }[] = [];

  constructor(outbox: Outbox, options: SubscriberOptions) {
    this.wanted = options.wanted;
    this.policy = options.policy;
    this.#outbox = outbox;
    this.#options = options;
    this.#position = options.position;
    this.#phase = options.isLive ? 'live' : 'backlog';
  }

  get phase(): 'backlog' | 'live' | 'closed' {
    return this.#phase;
  }

  /** Whether decodes of this stream go to it. */
  follows(stream: PublishedStream): boolean {
    return this.#sources.has(stream);
  }

  /** @returns the stream as this subscriber sees it, or undefined when it did not ask for it */
  addStream(stream: PublishedStream): Source | undefined {
    if (this.#phase === 'closed' || !wantsStream(this.wanted, stream)) return undefined;
    const source = new Source(stream, this.wanted, this.#options.fromStart);
    this.#sources.set(stream, source);
    return source;
  }

  /** The stream and its log are going away. */
  removeStream(stream: PublishedStream): void {
    const source = this.#sources.get(stream);
    if (source === undefined) return;
    this.#sources.delete(stream);
    const unread = this.#phase === 'backlog' && source.readerBehind(this.#position) !== undefined;
    source.closeReader();
    if (unread && this.policy === 'lossless') this.#tooSlow(`stream ${stream.id} was removed before it was read`);
  }

  /** Sends what concerns this subscriber alone, whatever waits. */
  tell(message: Init<ToReader>): void {
    this.#outbox.send({ message: encodeToReader(message, this.#options.subprotocol) });
  }

  /** Takes a decode that was published just now. */
  offer(source: Source, decode: EncodedDecode): void {
    if (this.#phase === 'closed' || !source.wants(decode.decoder, decode.failed)) return;
    if (this.#phase === 'backlog') {
      this.#lag++;
      const { maxLagDecodes } = this.#options;
      if (this.policy === 'lossless' && this.#lag > maxLagDecodes) this.#tooSlow(`${maxLagDecodes} decodes behind`);
      return;
    }
    if (this.policy === 'latest') {
      this.#keepLatest(source, decode);
      return;
    }
    const outgoing = decode.outgoing(this.#options.subprotocol);
    if (this.#outbox.hasRoom(outgoing.message.length)) {
      this.#outbox.send(outgoing);
      return;
    }
    this.#lag = 1;
    this.#fallBehind(decode.position - 1);
  }

  /** @param head position of the newest decode: the notice comes behind it */
  notice(message: EncodedMessage, head: number): void {
    if (this.#phase === 'closed') return;
    const outgoing = message.outgoing(this.#options.subprotocol);
    const waits = this.#phase === 'backlog' || this.#notices.length > 0 || this.#pending.size > 0;
    if (!waits && this.#outbox.hasRoom(outgoing.message.length)) {
      this.#outbox.send(outgoing);
      return;
    }
    if (this.#notices.length === MAX_WAITING_NOTICES) {
      this.#notices.shift();
      this.#options.metrics.dropped('notice', 1);
    }
    this.#notices.push({ position: head, outgoing });
    if (this.#phase === 'live' && this.policy === 'lossless') this.#fallBehind(head);
    else this.#options.waits(this);
  }

  /**
   * Sends more of what waits.
   * @param budget is drawn on
   * @returns `more`: there is more to do at once; `blocked`: when the wire has drained; `done`: nothing waits
   */
  goOn(budget: ReadBudget): 'more' | 'blocked' | 'done' {
    if (this.#phase === 'closed') return 'done';
    if (this.#phase === 'live') return this.#flush(Infinity) ? 'done' : 'blocked';
    if (this.policy === 'lossless') {
      if (!this.#outbox.isDrained) return 'blocked';
      for (const source of this.#sources.values()) {
        if (!source.hasLost(this.#position)) continue;
        this.#tooSlow(`decodes of stream ${source.stream.id} that were not read yet are no longer kept`);
        return 'done';
      }
    }
    while (budget.nRecords > 0 && budget.nBytes > 0) {
      const next = this.#earliest();
      if (next === undefined) return this.#catchUp();
      if (!this.#takeStored(next.source, next.reader, budget)) return 'blocked';
    }
    return 'more';
  }

  /** Tells the problem and closes the wire. */
  fail(error: ProtocolError): void {
    if (this.#phase === 'closed') return;
    this.tell({ problem: { code: error.code, detail: error.detail, fatal: true } });
    this.#outbox.close(ERROR_CODES[error.code].closeCode, error.code);
    this.close();
  }

  /** Ends the subscription; the wire is left to its owner. May be called twice. */
  close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    for (const source of this.#sources.values()) source.closeReader();
    this.#sources.clear();
    this.#pending.clear();
    this.#notices = [];
    this.#options.closed(this);
  }

  #fallBehind(position: number): void {
    this.#phase = 'backlog';
    this.#position = position;
    this.#options.waits(this);
  }

  #catchUp(): 'blocked' | 'done' {
    if (this.policy === 'lossless' && !this.#flush(Infinity)) return 'blocked';
    for (const source of this.#sources.values()) source.closeReader();
    this.#phase = 'live';
    this.#lag = 0;
    return this.#flush(Infinity) ? 'done' : 'blocked';
  }

  #earliest(): { source: Source; reader: StoredDecodeReader } | undefined {
    let first: { source: Source; reader: StoredDecodeReader } | undefined;
    let position = Infinity;
    for (const source of this.#sources.values()) {
      const reader = source.readerBehind(this.#position);
      const candidate = reader?.peek()?.position ?? Infinity;
      if (reader === undefined || candidate >= position) continue;
      position = candidate;
      first = { source, reader };
    }
    return first;
  }

  /** @returns false when there is no room for it */
  #takeStored(source: Source, reader: StoredDecodeReader, budget: ReadBudget): boolean {
    const stored = reader.peek();
    if (stored === undefined) return true;
    const { position, decoder } = stored;
    const bytes = stored.payload.byteLength + stored.timing.byteLength;
    const failed = (stored.flags & DecodeFlag.failed) !== 0;
    if (source.wants(decoder, failed)) {
      if (this.policy === 'lossless' && !(this.#flush(position) && this.#outbox.hasRoom(bytes + FRAME_EXTRA_BYTES))) {
        return false;
      }
      const { stream } = source;
      const id = stream.decoders[decoder]?.id ?? '';
      const decode = new EncodedDecode(stream.id, id, this.#options.cursorAt(position), stored, failed);
      if (this.policy === 'latest') this.#keepLatest(source, decode);
      else this.#outbox.send(decode.outgoing(this.#options.subprotocol));
      this.#lag = Math.max(0, this.#lag - 1);
    }
    reader.advance();
    this.#position = position;
    budget.nRecords--;
    budget.nBytes -= bytes;
    return true;
  }

  #keepLatest(source: Source, decode: EncodedDecode): void {
    const tap = source.tap(decode.decoder);
    if (tap === undefined) return;
    if (tap.wants === 'all') {
      // Retention may delete what a reader of the backlog had not come to.
      if (tap.expected >= 0) this.#countDropped(tap, decode.sequence - tap.expected);
      tap.expected = decode.sequence + 1;
    }
    const outgoing = decode.outgoing(this.#options.subprotocol);
    if (this.#flush(decode.position) && this.#outbox.hasRoom(outgoing.message.length + FRAME_EXTRA_BYTES)) {
      this.#sendOf(tap, outgoing);
      return;
    }
    if (tap.pending !== undefined) this.#countDropped(tap, 1);
    tap.pending = { position: decode.position, outgoing };
    // Behind all others: the set stays in the order of positions.
    this.#pending.delete(tap);
    this.#pending.add(tap);
    this.#options.waits(this);
  }

  #countDropped(tap: Tap, count: number): void {
    if (count <= 0) return;
    tap.nDropped += count;
    this.#options.metrics.dropped('latest', count);
  }

  #sendOf(tap: Tap, outgoing: Outgoing): void {
    if (tap.nDropped > 0) {
      this.tell({ dropped: { stream: tap.streamId, decoder: tap.decoderId, count: tap.nDropped } });
      tap.nDropped = 0;
    }
    this.#outbox.send(outgoing);
  }

  /** Sends what waits and comes before `position`. @returns false when some of it has to wait on */
  #flush(position: number): boolean {
    for (;;) {
      const [tap] = this.#pending;
      const [notice] = this.#notices;
      const tapPosition = tap?.pending?.position ?? Infinity;
      const noticePosition = notice?.position ?? Infinity;
      if (Math.min(tapPosition, noticePosition) >= position) return true;
      if (notice !== undefined && noticePosition < tapPosition) {
        if (!this.#outbox.hasRoom(notice.outgoing.message.length)) return false;
        this.#notices.shift();
        this.#outbox.send(notice.outgoing);
      } else if (tap?.pending !== undefined) {
        const { outgoing } = tap.pending;
        if (!this.#outbox.hasRoom(outgoing.message.length + FRAME_EXTRA_BYTES)) return false;
        this.#pending.delete(tap);
        tap.pending = undefined;
        this.#sendOf(tap, outgoing);
      }
    }
  }

  #tooSlow(detail: string): void {
    this.#options.metrics.closedTooSlow();
    this.fail(new ProtocolError('SUBSCRIBER_TOO_SLOW', detail));
  }
}
