import { randomBytes } from 'node:crypto';
import { ProtocolError } from '../../protocol/error-codes.js';
import {
  checkOpenStream,
  decodeRigMessage,
  encodeRigMessage,
  Pacing,
  type DecoderOffer,
  type Init,
  type OpenStream,
  type Opened,
  type StreamInfo,
} from '../../protocol/frame.js';
import type { Grant } from '../http/grants.js';
import type { Journal } from '../journal/journal.js';
import { JournalFullError } from '../journal/journal-errors.js';
import type { Json, StreamStore } from '../journal/stream-store.js';
import type { Metrics } from '../observe/metrics.js';
import { unixOffset } from '../observe/monotonic-clock.js';
import type { LaneBalance } from './lane-balance.js';
import {
  LiveStream,
  type LiveStreamEvents,
  type LiveStreamOptions,
  type RigLink,
  type StreamIdentity,
} from './live-stream.js';
import type { ModelDirectory } from './model-directory.js';
import type { SuspectList } from './suspects.js';

export interface StreamDirectoryOptions extends LiveStreamOptions {
  readonly maxStreams: number;
}

/** Is told when a stream begins and when its decodes may be forgotten. */
export interface StreamAudience extends LiveStreamEvents {
  opened(stream: LiveStream): void;
}

const NO_OFFERS: readonly DecoderOffer[] = [];

/** All streams of the server, by id, by token and by the number that lanes know them by. */
export class StreamDirectory {
  readonly #journal: Journal;
  readonly #models: ModelDirectory;
  readonly #balance: LaneBalance;
  readonly #suspects: SuspectList;
  readonly #options: StreamDirectoryOptions;
  readonly #audience: StreamAudience;
  readonly #metrics: Metrics;
  readonly #byId = new Map<string, LiveStream>();
  readonly #byRef: (LiveStream | undefined)[] = [];
  #draining = false;

  constructor(
    journal: Journal,
    models: ModelDirectory,
    balance: LaneBalance,
    suspects: SuspectList,
    options: StreamDirectoryOptions,
    audience: StreamAudience,
    metrics: Metrics,
  ) {
    this.#journal = journal;
    this.#models = models;
    this.#balance = balance;
    this.#suspects = suspects;
    this.#options = options;
    this.#audience = audience;
    this.#metrics = metrics;
  }

  get all(): IterableIterator<LiveStream> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): LiveStream | undefined {
    return this.#byId.get(id);
  }

  byRef(ref: number): LiveStream | undefined {
    return this.#byRef[ref];
  }

  /** Brings back every stream of the journal that has not ended and been answered in full. */
  restore(): void {
    for (const store of this.#journal.streams.values()) {
      const { meta } = store;
      const identity: StreamIdentity = {
        id: meta.id,
        info: infoFromJson(meta.info),
        resumeToken: meta.resumeToken,
        decoders: meta.decoders,
        live: meta.pacing === 'LIVE',
      };
      this.#add(identity, store);
    }
  }

  /** New streams and resumes are refused from here on. */
  drain(): void {
    this.#draining = true;
  }

  /**
   * Opens a stream for a rig, or lets it go on with one.
   * @throws {ProtocolError}
   */
  open(request: OpenStream, rig: RigLink, grant: Grant): { stream: LiveStream; opened: Init<Opened> } {
    if (this.#draining) throw new ProtocolError('DRAINING', 'the server is going away; connect to the next one');
    if (request.resumeToken !== '') return this.#resume(request.resumeToken, rig, grant);
    const info = checkOpenStream(request, this.#options.limits);
    requireAllowed(grant, info.name);
    const open = [...this.#byId.values()].filter((stream) => !stream.ended).length;
    if (open >= this.#options.maxStreams) {
      throw new ProtocolError('TOO_MANY_STREAMS', `${open} streams are open, limit ${this.#options.maxStreams}`);
    }
    const offers = this.#models.offer(info, request.decoders);
    const identity: StreamIdentity = {
      id: streamId(info.name),
      info,
      resumeToken: randomBytes(18).toString('base64url'),
      decoders: offers.filter((offer) => offer.accepted).map((offer) => offer.decoder),
      live: request.pacing === Pacing.LIVE,
    };
    const store = this.#create(identity);
    const stream = this.#add(identity, store);
    this.#audience.opened(stream);
    return { stream, opened: this.#answer(stream, rig, false, offers) };
  }

  /** @throws {ProtocolError} JOURNAL_FULL */
  #create(identity: StreamIdentity): StreamStore {
    try {
      return this.#journal.createStream({
        id: identity.id,
        info: infoToJson(identity.info),
        resumeToken: identity.resumeToken,
        decoders: identity.decoders,
        pacing: identity.live ? 'LIVE' : 'REPLAY',
        created: Date.now() / 1000,
      });
    } catch (error) {
      if (!(error instanceof JournalFullError)) throw error;
      throw new ProtocolError('JOURNAL_FULL', error.message, { cause: error });
    }
  }

  #resume(token: string, rig: RigLink, grant: Grant): { stream: LiveStream; opened: Init<Opened> } {
    for (const stream of this.#byId.values()) {
      if (stream.identity.resumeToken !== token) continue;
      requireAllowed(grant, stream.info.name);
      if (stream.ended) throw new ProtocolError('STREAM_CLOSED', `stream ${stream.id} has ended`);
      const accepted = stream.identity.decoders.map((decoder) => ({ decoder, accepted: true, code: '', detail: '' }));
      return { stream, opened: this.#answer(stream, rig, true, accepted) };
    }
    throw new ProtocolError('RESUME_TOKEN_UNKNOWN', 'no stream of this server has that token; open a new one without');
  }

  #answer(stream: LiveStream, rig: RigLink, resumed: boolean, decoders: readonly DecoderOffer[]): Init<Opened> {
    return {
      ...stream.connect(rig, resumed),
      limits: this.#options.limits,
      decoders: decoders.length > 0 ? [...decoders] : [...NO_OFFERS],
      unixOffset: unixOffset(),
    };
  }

  #add(identity: StreamIdentity, store: StreamStore): LiveStream {
    let ref = this.#byRef.indexOf(undefined);
    if (ref < 0) ref = this.#byRef.length;
    const place = this.#balance.place(identity);
    const stream = new LiveStream(
      ref,
      identity,
      store,
      place.lane,
      () => this.#suspects.all,
      this.#options,
      this.#audience,
      this.#metrics,
    );
    this.#byRef[ref] = stream;
    this.#balance.add(stream, place);
    this.#byId.set(identity.id, stream);
    return stream;
  }

  /** Forgets a stream that has ended: its decodes can no longer be read. */
  remove(stream: LiveStream): void {
    this.#byId.delete(stream.id);
    this.#balance.remove(stream);
    this.#byRef[stream.ref] = undefined;
    this.#suspects.forget(stream.id);
    this.#journal.removeStream(stream.id);
  }
}

function requireAllowed(grant: Grant, name: string): void {
  if (!grant.allowsStream(name))
    throw new ProtocolError('FORBIDDEN', 'the token does not hold for streams of this name');
}

/** A readable id that no other stream of this journal has. */
function streamId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${slug || 'stream'}-${randomBytes(4).toString('hex')}`;
}

/** Stream info as proto3 JSON, by way of the message that carries it. */
function infoToJson(info: StreamInfo): Json {
  const text = String(encodeRigMessage({ open: { info } }, 'cortexwire.v1.json'));
  return (JSON.parse(text) as { open: { info: Json } }).open.info;
}

function infoFromJson(json: Json): StreamInfo {
  const message = decodeRigMessage(JSON.stringify({ open: { info: json } }), 'cortexwire.v1.json');
  const info = message.open?.info;
  if (info === null || info === undefined) throw new Error('stream.json holds no stream info');
  return info;
}
