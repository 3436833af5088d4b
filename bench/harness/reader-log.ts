import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodePayload, From, NoticeKind, type Decode, type Notice } from '../../protocol/frame.js';
import { ReaderClient, type ReaderOptions } from '../../protocol/client/reader.js';
import { clockSeconds } from './clock.js';

export interface LoggedDecode {
  readonly decode: Decode;
  /** The payload's bytes, as hex. */
  readonly bytes: string;
  /** s on CLOCK_MONOTONIC */
  readonly arrived: number;
}

/** A subscriber that keeps everything it was told, in this process. */
export class ReaderLog {
  readonly client: ReaderClient;
  readonly decodes: LoggedDecode[] = [];
  readonly notices: { readonly notice: Notice; readonly arrived: number }[] = [];
  /** Decodes that the client says are missing. */
  nMissing = 0;
  nReconnects = 0;
  failure: Error | undefined;
  #heard = 0;
  #waiters: (() => void)[] = [];

  private constructor(client: ReaderClient) {
    this.client = client;
    client.on('notice', (notice) => {
      this.notices.push({ notice, arrived: clockSeconds() });
      this.#wake();
    });
    client.on('missing', ({ start, end }) => (this.nMissing += end - start));
    client.on('reconnecting', () => this.nReconnects++);
    client.on('failed', (error) => {
      this.failure = error;
      this.#wake();
    });
  }

  /** Subscribes to everything from the start of what is retained, unless `options` say otherwise. */
  static async open(url: string, options: ReaderOptions = {}): Promise<ReaderLog> {
    const client = new ReaderClient(url, { from: From.START, client: 'cortexwire claims', ...options });
    const log = new ReaderLog(client);
    await client.open();
    log.#read().catch((error: unknown) => {
      log.failure = error instanceof Error ? error : new Error(String(error));
      log.#wake();
    });
    return log;
  }

  /** Decodes of one stream by decoder, in the order they came. */
  of(stream: string): Map<string, LoggedDecode[]> {
    const byDecoder = new Map<string, LoggedDecode[]>();
    for (const logged of this.decodes) {
      if (logged.decode.stream !== stream) continue;
      const list = byDecoder.get(logged.decode.decoder);
      if (list === undefined) byDecoder.set(logged.decode.decoder, [logged]);
      else list.push(logged);
    }
    return byDecoder;
  }

  count(kind: NoticeKind, stream: string): number {
    return this.notices.filter(({ notice }) => notice.kind === kind && notice.stream === stream).length;
  }

  hasClosed(stream: string): boolean {
    return this.count(NoticeKind.STREAM_CLOSED, stream) > 0;
  }

  /**
   * Waits until `condition` holds; it is looked at whenever something came. Decodes that came before it have been
   * logged then: a notice is told at once, a decode when it is read.
   * @throws {Error} when nothing at all came for `quietMs`
   */
  async until(what: string, condition: () => boolean, quietMs = 15_000): Promise<void> {
    while (!condition()) {
      if (this.failure !== undefined) throw this.failure;
      const heard = this.#heard;
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, quietMs);
        this.#waiters.push(() => {
          clearTimeout(patience);
          resolve();
        });
      });
      if (this.#heard === heard) {
        throw new Error(`waiting for ${what}: nothing came for ${quietMs} ms, after ${this.decodes.length} decodes`);
      }
    }
    await nextTurn();
  }

  close(): void {
    this.client.close();
  }

  async #read(): Promise<void> {
    for await (const decode of this.client) {
      const arrived = clockSeconds();
      if (decode.payload === undefined) continue;
      const bytes = Buffer.from(encodePayload(decode.payload)).toString('hex');
      this.decodes.push({ decode, bytes, arrived });
      this.#wake();
    }
  }

  #wake(): void {
    this.#heard++;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

export interface Difference {
  /** Decodes of the reference that did not come, or came and are not in the reference. */
  missing: number;
  extra: number;
  /** Came more than once. */
  doubled: number;
  /** Came with another payload. */
  different: number;
  /** Came before one with a lower sequence number. */
  disordered: number;
  /** The first few, for a person. */
  readonly examples: string[];
}

/** What differs between two runs over the same samples, decoder by decoder. */
export function compareDecodes(
  reference: ReadonlyMap<string, readonly LoggedDecode[]>,
  got: ReadonlyMap<string, readonly LoggedDecode[]>,
): Difference {
  const difference: Difference = { missing: 0, extra: 0, doubled: 0, different: 0, disordered: 0, examples: [] };
  const say = (text: string): void => {
    if (difference.examples.length < 5) difference.examples.push(text);
  };
  for (const decoder of new Set([...reference.keys(), ...got.keys()])) {
    const wanted = new Map((reference.get(decoder) ?? []).map((logged) => [logged.decode.sequence, logged]));
    const seen = new Set<number>();
    let last = -1;
    for (const { decode, bytes } of got.get(decoder) ?? []) {
      const { sequence } = decode;
      const before = wanted.get(sequence);
      if (seen.has(sequence)) {
        difference.doubled++;
        say(`${decoder} ${sequence} came twice`);
      } else if (before === undefined) {
        difference.extra++;
        say(`${decoder} ${sequence} is not in the reference`);
      } else if (before.bytes !== bytes) {
        difference.different++;
        say(`${decoder} ${sequence}: ${describe(before.decode)} became ${describe(decode)}`);
      }
      if (sequence < last) difference.disordered++;
      last = Math.max(last, sequence);
      seen.add(sequence);
    }
    for (const sequence of wanted.keys()) {
      if (seen.has(sequence)) continue;
      difference.missing++;
      say(`${decoder} ${sequence} did not come`);
    }
  }
  return difference;
}

export function nDifferences({ missing, extra, doubled, different, disordered }: Difference): number {
  return missing + extra + doubled + different + disordered;
}

export function describeDifference(difference: Difference, nCompared: number): string {
  const { missing, extra, doubled, different, disordered, examples } = difference;
  const counts = `of ${nCompared}: ${missing} missing, ${extra} extra, ${doubled} doubled, ${different} different, ${disordered} out of order`;
  return [counts, ...examples].join('\n');
}

export function nDecodes(decodes: ReadonlyMap<string, readonly LoggedDecode[]>): number {
  return [...decodes.values()].reduce((n, list) => n + list.length, 0);
}

function describe({ payload }: Decode): string {
  if (payload === undefined) return 'nothing';
  const { window, step, start, end, kind, classes, failure } = payload;
  const what = failure === undefined ? (classes?.label ?? '') : `${failure.code} ${failure.detail}`;
  return `window ${window}.${step} [${start}, ${end}) ${kind} ${what}`;
}
