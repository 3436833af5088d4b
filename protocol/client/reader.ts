import { EventEmitter } from 'node:events';
import { ProtocolError } from '../error-codes.js';
import { decodeToReader, encodeReaderMessage } from '../frame.js';
import {
  From,
  Policy,
  type Decode,
  type Drain,
  type Dropped,
  type Notice,
  type Problem,
  type Subscribed,
  type TimeProbe,
  type ToReader,
} from '../generated/messages.js';
import { PROTOBUF_SUBPROTOCOL, SUBSCRIBE_PATH, type Subprotocol } from '../version.js';
import { Connection, type ConnectionOptions, type ConnectionOwner } from './connection.js';

/** What to subscribe to: patterns take `*` for any run of characters; the default is everything. */
export interface ReaderOptions extends ConnectionOptions {
  readonly stream?: string;
  readonly subject?: string;
  /** name@version */
  readonly decoder?: string;
  /** classes, text, candidates, embedding, signal or failure. */
  readonly kind?: string;
  /** Default NOW, or CURSOR when there is a cursor. */
  readonly from?: From;
  /** The cursor of a decode, to go on after it. */
  readonly cursor?: string;
  /** Default LOSSLESS. */
  readonly policy?: Policy;
}

/**
 * Decodes of one decoder that never came, although nobody said that they were dropped. Not told to a reader that
 * subscribes to one kind.
 */
export interface Missing {
  readonly stream: string;
  readonly decoder: string;
  /** Sequence numbers [start, end). */
  readonly start: number;
  readonly end: number;
}

/** What a ReaderClient tells beside the decodes. */
export interface ReaderEvents {
  subscribed: [subscribed: Subscribed];
  notice: [notice: Notice];
  dropped: [dropped: Dropped];
  missing: [missing: Missing];
  problem: [problem: Problem];
  /** The socket is lost and a new one will be tried. */
  reconnecting: [reason: string, delayMs: number];
  drain: [drain: Drain];
  /** It is over; the iteration throws the same error after the decodes that came before it. */
  failed: [error: ProtocolError];
}

/** Where one decoder of one stream has got to. */
interface Track {
  sequence: number;
  dropped: number;
}

interface Settler<T> {
  resolve(value: T): void;
  reject(error: ProtocolError): void;
}

/** Decodes waiting to be read, above which the socket is no longer read, and below which it is again. */
const HOLD_ABOVE = 1024;
const RELEASE_BELOW = 256;
/** Decoders that are remembered; the one not heard of for longest is forgotten first. */
const MAX_TRACKS = 65_536;

/**
 * A reader's side of one subscription: an async iterable of decodes, to be iterated once.
 *
 * After a loss it subscribes again from the cursor of the last decode, leaves out what comes twice, and tells what is
 * missing. When decodes are read more slowly than they come, the socket is no longer read, and the server applies the
 * policy of the subscription.
 */
export class ReaderClient extends EventEmitter<ReaderEvents> implements AsyncIterable<Decode> {
  readonly #options: ReaderOptions;
  readonly #subprotocol: Subprotocol;
  readonly #connection: Connection<ToReader>;
  readonly #tracks = new Map<string, Track>();
  readonly #queue: Decode[] = [];
  /** Sequence numbers count decodes of every kind; a reader of one kind sees holes where there are none. */
  readonly #everyKind: boolean;
  #cursor: string;
  #anyDecode = false;
  #holding = false;
  #opening: Settler<Subscribed> | undefined;
  #waiter: Settler<IteratorResult<Decode>> | undefined;
  #failure: ProtocolError | undefined;
  #state: 'new' | 'opening' | 'open' | 'closed' = 'new';
  #nDuplicates = 0;

  /** @param address such as `ws://127.0.0.1:8420` */
  constructor(address: string, options: ReaderOptions = {}) {
    super();
    this.#options = options;
    this.#subprotocol = options.subprotocol ?? PROTOBUF_SUBPROTOCOL;
    this.#cursor = options.cursor ?? '';
    this.#everyKind = (options.kind ?? '*') === '*' || options.kind === '';
    const owner: ConnectionOwner<ToReader> = {
      greeting: () => this.#greeting(),
      decode: (data) => decodeToReader(data, this.#subprotocol),
      receive: (message) => this.#receive(message),
      encodeProbe: (probe: TimeProbe) => encodeReaderMessage({ probe }, this.#subprotocol),
      lost: (reason, delayMs) => {
        this.#holding = false;
        this.emit('reconnecting', reason, delayMs);
      },
      failed: (error) => this.#fail(error),
    };
    this.#connection = new Connection(address, SUBSCRIBE_PATH, options, this.#subprotocol, owner);
  }

  /** Where a new subscription would go on: after the last decode that came; empty before anything did. */
  get cursor(): string {
    return this.#cursor;
  }

  /** Decodes that came twice and were left out. */
  get nDuplicates(): number {
    return this.#nDuplicates;
  }

  /**
   * Subscribes; iterating does it, too.
   * @throws {ProtocolError} why the server refuses it, or CONNECTION_REFUSED
   */
  open(): Promise<Subscribed> {
    if (this.#state !== 'new') throw new Error('a ReaderClient subscribes once');
    this.#state = 'opening';
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#connection.start();
    });
  }

  /** Ends the subscription, and the iteration after the decodes that are there. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#connection.stop();
    this.#opening?.reject(new ProtocolError('STREAM_CLOSED', 'the client was closed'));
    this.#waiter?.resolve({ done: true, value: undefined });
    this.#waiter = undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<Decode, undefined> {
    // The iteration itself throws what the subscription fails with.
    if (this.#state === 'new') this.open().catch(() => undefined);
    return {
      next: () => this.#next(),
      return: () => {
        this.close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  #next(): Promise<IteratorResult<Decode, undefined>> {
    const decode = this.#queue.shift();
    if (this.#holding && this.#queue.length < RELEASE_BELOW) {
      this.#holding = false;
      this.#connection.release();
    }
    if (decode !== undefined) return Promise.resolve({ done: false, value: decode });
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#state === 'closed') return Promise.resolve({ done: true, value: undefined });
    if (this.#waiter !== undefined)
      return Promise.reject(new Error('a ReaderClient is iterated once, one step at a time'));
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  #greeting(): Uint8Array | string {
    const { stream = '', subject = '', decoder = '', kind = '', policy = Policy.LOSSLESS, client = '' } = this.#options;
    const start = this.#options.from ?? From.NOW;
    const from = this.#cursor === '' ? start : From.CURSOR;
    const subscribe = { stream, subject, decoder, kind, from, cursor: this.#cursor, policy, client };
    return encodeReaderMessage({ subscribe }, this.#subprotocol);
  }

  #receive(message: ToReader): void {
    if (message.decode !== undefined) this.#decode(message.decode);
    else if (message.probeAnswer !== undefined) this.#connection.probeAnswered(message.probeAnswer);
    else if (message.notice !== undefined) this.emit('notice', message.notice);
    else if (message.dropped !== undefined) this.#dropped(message.dropped);
    else if (message.subscribed !== undefined) this.#subscribed(message.subscribed);
    else if (message.problem !== undefined) {
      this.emit('problem', message.problem);
      this.#connection.problem(message.problem);
    } else if (message.drain !== undefined) {
      this.emit('drain', message.drain);
      this.#connection.drain(message.drain);
    }
  }

  #subscribed(subscribed: Subscribed): void {
    if (!this.#anyDecode) this.#cursor = subscribed.cursor;
    this.#connection.establish();
    this.#state = 'open';
    this.#opening?.resolve(subscribed);
    this.#opening = undefined;
    this.emit('subscribed', subscribed);
  }

  #track(stream: string, decoder: string): Track | undefined {
    const key = `${stream}\n${decoder}`;
    const track = this.#tracks.get(key);
    if (track === undefined) return undefined;
    // The order of the map is that of use.
    this.#tracks.delete(key);
    this.#tracks.set(key, track);
    return track;
  }

  #decode(decode: Decode): void {
    const { stream, decoder, sequence } = decode;
    const track = this.#track(stream, decoder);
    if (track === undefined) {
      this.#tracks.set(`${stream}\n${decoder}`, { sequence, dropped: 0 });
      if (this.#tracks.size > MAX_TRACKS) this.#tracks.delete(this.#tracks.keys().next().value!);
    } else if (sequence <= track.sequence) {
      this.#nDuplicates++;
      return;
    } else {
      const start = track.sequence + 1 + track.dropped;
      track.sequence = sequence;
      track.dropped = 0;
      if (sequence > start && this.#everyKind) this.emit('missing', { stream, decoder, start, end: sequence });
    }
    this.#anyDecode = true;
    this.#cursor = decode.cursor;
    if (this.#waiter !== undefined) {
      this.#waiter.resolve({ done: false, value: decode });
      this.#waiter = undefined;
      return;
    }
    this.#queue.push(decode);
    if (this.#queue.length > HOLD_ABOVE && !this.#holding) {
      this.#holding = true;
      this.#connection.hold();
    }
  }

  #dropped(dropped: Dropped): void {
    const track = this.#track(dropped.stream, dropped.decoder);
    if (track !== undefined) track.dropped += dropped.count;
    this.emit('dropped', dropped);
  }

  #fail(error: ProtocolError): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#failure = error;
    this.#opening?.reject(error);
    this.#waiter?.reject(error);
    this.#waiter = undefined;
    this.emit('failed', error);
  }
}
