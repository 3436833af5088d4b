import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  decodeToReader,
  decodeToRig,
  encodeReaderMessage,
  encodeRigMessage,
  type Init,
  type ReaderMessage,
  type RigMessage,
  type ToReader,
  type ToRig,
} from '../../protocol/frame.js';
import { CLIENT_MAX_MESSAGE_BYTES } from '../../protocol/limits.js';
import { INGEST_PATH, SUBSCRIBE_PATH, type Subprotocol } from '../../protocol/version.js';

/** How a socket was closed by the server. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

interface Dialect<Up, Down> {
  readonly path: string;
  encode(message: Init<Up>, subprotocol: Subprotocol): Uint8Array | string;
  decode(data: Uint8Array | string, subprotocol: Subprotocol): Down;
}

/** Longest wait for anything that should come, ms. */
const PATIENCE_MS = 10_000;

/** A client's end of one socket that does nothing by itself: what is sent is what the test says, well-formed or not. */
export class WireSocket<Up, Down extends object> {
  readonly socket: WebSocket;
  readonly subprotocol: Subprotocol;
  /** Everything that came, in order. */
  readonly messages: Down[] = [];
  /** Settles when the socket has closed. */
  readonly closed: Promise<Closing>;
  readonly #dialect: Dialect<Up, Down>;
  #watchers: (() => void)[] = [];
  #closing: Closing | undefined;

  private constructor(socket: WebSocket, dialect: Dialect<Up, Down>, subprotocol: Subprotocol) {
    this.socket = socket;
    this.#dialect = dialect;
    this.subprotocol = subprotocol;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.messages.push(dialect.decode(isBinary ? data : data.toString(), subprotocol));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#closing = { code, reason: reason.toString() };
        resolve(this.#closing);
        this.#wake();
      });
    });
  }

  static async open<Up, Down extends object>(
    url: string,
    dialect: Dialect<Up, Down>,
    subprotocol: Subprotocol,
    headers: Readonly<Record<string, string>>,
  ): Promise<WireSocket<Up, Down>> {
    const socket = new WebSocket(`${url}${dialect.path}`, [subprotocol], {
      headers,
      perMessageDeflate: false,
      maxPayload: CLIENT_MAX_MESSAGE_BYTES,
    });
    const wire = new WireSocket(socket, dialect, subprotocol);
    await once(socket, 'open');
    socket.on('error', () => undefined);
    return wire;
  }

  send(message: Init<Up>): void {
    this.socket.send(this.#dialect.encode(message, this.subprotocol));
  }

  /** Sends what no codec would. */
  sendRaw(data: Uint8Array | string): void {
    this.socket.send(data);
  }

  /**
   * The first of all messages that came, or will come, that is of this kind and as wanted.
   * @throws {Error} with what came instead, when the socket closes or nothing of the kind comes
   */
  async heard<Kind extends keyof Down>(
    kind: Kind,
    isWanted: (value: NonNullable<Down[Kind]>) => boolean = () => true,
  ): Promise<NonNullable<Down[Kind]>> {
    const late = Date.now() + PATIENCE_MS;
    for (let looked = 0; ;) {
      for (; looked < this.messages.length; looked++) {
        const value = this.messages[looked]![kind];
        if (value !== undefined && value !== null && isWanted(value)) return value;
      }
      const left = late - Date.now();
      if (this.#closing !== undefined || left <= 0) {
        const why = this.#closing === undefined ? 'too long' : `until ${this.#closing.code} ${this.#closing.reason}`;
        const came = this.messages.slice(-20).map((message) => JSON.stringify(message).slice(0, 300));
        throw new Error(`waited ${why} for ${String(kind)}; last came:\n${came.join('\n')}`);
      }
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, left);
        this.#watchers.push(() => {
          clearTimeout(patience);
          resolve();
        });
      });
    }
  }

  /** All messages of one kind that came so far. */
  all<Kind extends keyof Down>(kind: Kind): NonNullable<Down[Kind]>[] {
    return this.messages.flatMap((message) => {
      const value = message[kind];
      return value === undefined || value === null ? [] : [value];
    });
  }

  /** Settles when the server has dealt with everything sent before: it answers a ping after that. */
  async settled(): Promise<void> {
    this.socket.ping();
    await once(this.socket, 'pong');
  }

  /** Cuts the connection without a word. */
  terminate(): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
  }
}

export type RigWire = WireSocket<RigMessage, ToRig>;
export type ReaderWire = WireSocket<ReaderMessage, ToReader>;

export function rigWire(
  url: string,
  subprotocol: Subprotocol,
  headers: Readonly<Record<string, string>>,
): Promise<RigWire> {
  const dialect = { path: INGEST_PATH, encode: encodeRigMessage, decode: decodeToRig };
  return WireSocket.open<RigMessage, ToRig>(url, dialect, subprotocol, headers);
}

export function readerWire(
  url: string,
  subprotocol: Subprotocol,
  headers: Readonly<Record<string, string>>,
): Promise<ReaderWire> {
  const dialect = { path: SUBSCRIBE_PATH, encode: encodeReaderMessage, decode: decodeToReader };
  return WireSocket.open<ReaderMessage, ToReader>(url, dialect, subprotocol, headers);
}
