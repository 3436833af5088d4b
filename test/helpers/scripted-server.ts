import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  decodeReaderMessage,
  decodeRigMessage,
  encodeToReader,
  encodeToRig,
  type Init,
  type ReaderMessage,
  type RigMessage,
  type TimeProbe,
  type ToReader,
  type ToRig,
} from '../../protocol/frame.js';
import { chooseSubprotocol, INGEST_PATH, type Subprotocol } from '../../protocol/version.js';

/** Values that are taken one by one, in order, by whoever waits for them. */
class Inbox<T> {
  readonly #values: T[] = [];
  readonly #waiting: ((value: T) => void)[] = [];

  put(value: T): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#values.push(value);
    else waiting(value);
  }

  take(): Promise<T> {
    const value = this.#values.shift();
    if (value !== undefined) return Promise.resolve(value);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get length(): number {
    return this.#values.length;
  }
}

/** The server's end of one socket: the test says what is answered. */
export class Peer {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly subprotocol: Subprotocol;
  /** Close code, when the socket has closed. */
  readonly closed: Promise<number>;
  readonly #messages = new Inbox<RigMessage & ReaderMessage>();
  readonly #probes = new Inbox<TimeProbe>();
  /** Probes are answered unless the test lets the peer fall silent. */
  silent = false;

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket;
    this.request = request;
    this.subprotocol = socket.protocol as Subprotocol;
    const decode = request.url === INGEST_PATH ? decodeRigMessage : decodeReaderMessage;
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      const message: RigMessage & ReaderMessage = decode(isBinary ? data : data.toString(), this.subprotocol);
      if (message.probe === undefined) {
        this.#messages.put(message);
        return;
      }
      this.#probes.put(message.probe);
      if (!this.silent) this.send({ probeAnswer: { id: message.probe.id, received: 1, sent: 1 } });
    });
  }

  /** The next message that is no probe. */
  next(): Promise<RigMessage & ReaderMessage> {
    return this.#messages.take();
  }

  nextProbe(): Promise<TimeProbe> {
    return this.#probes.take();
  }

  /** Messages that have come and were not taken. */
  get nWaiting(): number {
    return this.#messages.length;
  }

  send(message: Init<ToRig> & Init<ToReader>): void {
    const encode = this.request.url === INGEST_PATH ? encodeToRig : encodeToReader;
    this.socket.send(encode(message, this.subprotocol));
  }

  /** Resolves when everything this client sent before has been received: it answers a ping after that. */
  async settled(): Promise<void> {
    this.socket.ping();
    await once(this.socket, 'pong');
  }
}

/** A real WebSocket server on a free port that does nothing by itself but answer probes. */
export class ScriptedServer {
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (names) => chooseSubprotocol(names) ?? false,
  });
  readonly #peers = new Inbox<Peer>();
  /** Answers an upgrade with this instead of a WebSocket. */
  refusal: { status: number; body: string } | undefined;
  nConnections = 0;

  private constructor() {
    this.#http = createServer();
    this.#http.on('upgrade', (request, socket, head) => {
      this.nConnections++;
      if (this.refusal !== undefined) {
        const { status, body } = this.refusal;
        socket.end(
          `HTTP/1.1 ${status} No\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
        );
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#peers.put(new Peer(webSocket, request)));
    });
  }

  /** @param port 0 for a free one */
  static async start(port = 0): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    server.#http.listen(port, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get address(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** The next client that connects. */
  accept(): Promise<Peer> {
    return this.#peers.take();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.close();
    await once(this.#http, 'close');
  }
}
