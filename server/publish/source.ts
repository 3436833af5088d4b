import type { Outgoing } from './encoded-message.js';
import type { PublishedStream, StoredDecodeReader } from './published-stream.js';
import { matches, matchesDecoder } from './pattern.js';

/** What a subscriber asked for. Patterns as in `matches`. */
export interface Wanted {
  /** Of the stream's id or name. */
  readonly stream: string;
  readonly subject: string;
  /** name or name@version */
  readonly decoder: string;
  /** Of what the decoder decodes. Its failures come with it, and `failure` asks for the failures of all. */
  readonly kind: string;
  /** Streams that the subscriber may read; absent: all. */
  readonly allows?: (stream: Pick<PublishedStream, 'id' | 'name' | 'subject'>) => boolean;
}

export function wantsStream(wanted: Wanted, stream: Pick<PublishedStream, 'id' | 'name' | 'subject'>): boolean {
  return (
    (matches(wanted.stream, stream.id) || matches(wanted.stream, stream.name)) &&
    matches(wanted.subject, stream.subject) &&
    (wanted.allows?.(stream) ?? true)
  );
}

/** What one subscriber has with one decoder of one stream. */
export interface Tap {
  readonly streamId: string;
  readonly decoderId: string;
  readonly wants: 'all' | 'failures' | 'nothing';
  /** Decodes up to here were deleted before the subscriber asked for what is there. */
  readonly forgone: number;
  /** Sequence number that comes next, -1 when unknown. */
  expected: number;
  /** Left out and not told yet. */
  nDropped: number;
  /** The newest one, while it waits for room. */
  pending: { readonly position: number; readonly outgoing: Outgoing } | undefined;
}

/** One stream as one subscriber sees it. */
export class Source {
  readonly stream: PublishedStream;
  readonly #wanted: Wanted;
  readonly #fromStart: boolean;
  readonly #taps: Tap[] = [];
  #reader: StoredDecodeReader | undefined;

  /** @param fromStart the subscriber asked for what is kept, so it does not miss what was deleted before */
  constructor(stream: PublishedStream, wanted: Wanted, fromStart: boolean) {
    this.stream = stream;
    this.#wanted = wanted;
    this.#fromStart = fromStart;
    this.#seeDecoders();
  }

  tap(decoder: number): Tap | undefined {
    if (decoder >= this.#taps.length) this.#seeDecoders();
    return this.#taps[decoder];
  }

  wants(decoder: number, failed: boolean): boolean {
    const wants = this.tap(decoder)?.wants;
    return wants === 'all' || (wants === 'failures' && failed);
  }

  /** Decoders of this stream that are wanted, name@version. */
  get decoders(): readonly string[] {
    return this.#taps.filter((tap) => tap.wants !== 'nothing').map((tap) => tap.decoderId);
  }

  /** Whether decodes behind `position` that are wanted have been deleted. */
  hasLost(position: number): boolean {
    const { decodes } = this.stream;
    return this.#taps.some(
      (tap, decoder) => tap.wants !== 'nothing' && decodes.droppedThrough(decoder) > Math.max(position, tap.forgone),
    );
  }

  /** A reader at the first decode behind `position`, which may be unwanted; undefined when there is none. */
  readerBehind(position: number): StoredDecodeReader | undefined {
    if (this.stream.decodes.lastPosition <= position) return undefined;
    if (this.#taps.length < this.stream.decoders.length) this.#seeDecoders();
    if (this.#taps.every((tap) => tap.wants === 'nothing')) return undefined;
    this.#reader ??= this.stream.decodes.reader(position);
    return this.#reader.peek() === undefined ? undefined : this.#reader;
  }

  closeReader(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }

  #seeDecoders(): void {
    const { id: streamId, decoders, decodes } = this.stream;
    for (let decoder = this.#taps.length; decoder < decoders.length; decoder++) {
      const { id, kind } = decoders[decoder] ?? { id: '', kind: '' };
      this.#taps.push({
        streamId,
        decoderId: id,
        wants: wantsOf(this.#wanted, id, kind),
        forgone: this.#fromStart ? decodes.droppedThrough(decoder) : 0,
        expected: -1,
        nDropped: 0,
        pending: undefined,
      });
    }
  }
}

function wantsOf(wanted: Wanted, id: string, kind: string): Tap['wants'] {
  if (!matchesDecoder(wanted.decoder, id)) return 'nothing';
  if (matches(wanted.kind, kind)) return 'all';
  return matches(wanted.kind, 'failure') ? 'failures' : 'nothing';
}
