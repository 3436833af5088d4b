import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { ERROR_CODES, ProtocolError, type ErrorCode } from '../../protocol/error-codes.js';
import {
  checkSubscribe,
  checkTimeProbe,
  decodeReaderMessage,
  encodeToReader,
  type Init,
  type Subscribe,
  type ToReader,
} from '../../protocol/frame.js';
import type { Subprotocol } from '../../protocol/version.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';

/** A subscription that this socket holds. */
export interface ReaderSubscription {
  close(): void;
}

/** Takes subscriptions in. */
export interface Subscriptions {
  /** @throws {ProtocolError} CURSOR_INVALID, CURSOR_EXPIRED */
  subscribe(reader: ReaderSession, request: Subscribe, subprotocol: Subprotocol): ReaderSubscription;
}

/** One reader's socket. It subscribes once; what it sends beside that are time probes. */
export class ReaderSession {
  readonly socket: WebSocket;
  /** What the WebSocket runs over. */
  readonly tcp: Socket;
  readonly #subprotocol: Subprotocol;
  readonly #subscriptions: Subscriptions;
  readonly #onProblem: (code: ErrorCode) => void;
  #subscription: ReaderSubscription | undefined;
  #closed = false;

  /** @param onProblem told the code of every problem that this client is told */
  constructor(
    socket: WebSocket,
    tcp: Socket,
    subprotocol: Subprotocol,
    subscriptions: Subscriptions,
    onProblem: (code: ErrorCode) => void,
  ) {
    this.#onProblem = onProblem;
    this.socket = socket;
    this.tcp = tcp;
    this.#subprotocol = subprotocol;
    this.#subscriptions = subscriptions;
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#message(data, isBinary));
    socket.on('close', () => this.#ended());
    socket.on('error', () => undefined);
  }

  /** Bytes accepted but not yet handed to the kernel. */
  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  send(message: Init<ToReader>): void {
    if (!this.#closed) this.socket.send(encodeToReader(message, this.#subprotocol));
  }

  /** Tells the problem and closes. */
  fail(error: ProtocolError): void {
    if (this.#closed) return;
    this.#onProblem(error.code);
    this.send({ problem: { code: error.code, detail: error.detail, fatal: true } });
    this.#closed = true;
    this.socket.close(ERROR_CODES[error.code].closeCode, error.code);
  }

  drain(reconnectAfter: number): void {
    this.send({ drain: { reconnectAfter } });
    this.#closed = true;
    this.socket.close(1001, 'DRAINING');
  }

  #message(data: Buffer, isBinary: boolean): void {
    const received = monotonicSeconds();
    if (this.#closed) return;
    try {
      const binary = this.#subprotocol === 'cortexwire.v1.protobuf';
      if (isBinary !== binary) {
        throw new ProtocolError(
          'MALFORMED_MESSAGE',
          `${this.#subprotocol} takes ${isBinary ? 'text' : 'binary'} messages`,
        );
      }
      const message = decodeReaderMessage(binary ? data : data.toString('utf8'), this.#subprotocol);
      if (message.subscribe) {
        if (this.#subscription !== undefined) {
          throw new ProtocolError('UNEXPECTED_MESSAGE', 'this connection has subscribed already');
        }
        checkSubscribe(message.subscribe);
        this.#subscription = this.#subscriptions.subscribe(this, message.subscribe, this.#subprotocol);
      } else if (message.probe) {
        checkTimeProbe(message.probe);
        const { id } = message.probe;
        const answer = { id, received, sent: monotonicSeconds(), offset: 0, drift: 0, reference: 0, uncertainty: 0 };
        this.send({ probeAnswer: answer });
      } else {
        throw new ProtocolError('MALFORMED_MESSAGE', 'the message is empty');
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.fail(error);
    }
  }

  #ended(): void {
    this.#closed = true;
    this.#subscription?.close();
    this.#subscription = undefined;
  }
}
