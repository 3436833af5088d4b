import type { WebSocket } from 'ws';
import { ERROR_CODES, ProtocolError, type ErrorCode } from '../../protocol/error-codes.js';
import {
  checkMarker,
  checkTimeProbe,
  decodeRigMessage,
  encodeToRig,
  type Init,
  type Marker,
  type OpenStream,
  type Opened,
  type Samples,
  type TimeProbe,
  type ToRig,
} from '../../protocol/frame.js';
import type { Subprotocol } from '../../protocol/version.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';

/** The stream that a rig's messages go to. */
export interface RigStream {
  readonly id: string;
  samplesFrame(frame: Samples, received: number): void;
  marker(marker: Marker): void;
  probe(probe: TimeProbe, received: number): void;
  /** Nothing will follow: windows still due are decided. */
  finish(): void;
  /** The rig goes for now: it is told how far the journal reaches. */
  leave(): void;
  disconnect(rig: RigSession): void;
}

/** Opens streams for rigs. */
export interface StreamOpener {
  /** @throws {ProtocolError} when the stream cannot be opened or resumed */
  open(request: OpenStream, rig: RigSession): { stream: RigStream; opened: Init<Opened> };
}

/** Errors after which the connection can go on: one frame or marker was refused, the next may be good. */
const REFUSED_ONLY: ReadonlySet<string> = new Set(['NON_FINITE_SAMPLE', 'MARKER_INVALID']);

/**
 * One rig's socket: opening → streaming → closed. Every message is answered or refused by name; a refusal that shows a
 * broken client closes the socket with the error's close code, and the stream waits for a rig that does better.
 */
export class RigSession {
  readonly #socket: WebSocket;
  readonly #subprotocol: Subprotocol;
  readonly #opener: StreamOpener;
  readonly #onProblem: (code: ErrorCode) => void;
  #stream: RigStream | undefined;
  #closed = false;

  /** @param onProblem told the code of every problem that this client is told */
  constructor(socket: WebSocket, subprotocol: Subprotocol, opener: StreamOpener, onProblem: (code: ErrorCode) => void) {
    this.#onProblem = onProblem;
    this.#socket = socket;
    this.#subprotocol = subprotocol;
    this.#opener = opener;
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#message(data, isBinary));
    socket.on('close', () => this.#ended());
    // The close event follows and says all there is to say.
    socket.on('error', () => undefined);
  }

  send(message: Init<ToRig>): void {
    if (!this.#closed) this.#socket.send(encodeToRig(message, this.#subprotocol));
  }

  /** Tells the problem and closes. */
  fail(error: ProtocolError): void {
    if (this.#closed) return;
    this.#onProblem(error.code);
    this.send({ problem: { code: error.code, detail: error.detail, fatal: true } });
    this.#closed = true;
    this.#socket.close(ERROR_CODES[error.code].closeCode, error.code);
  }

  /** The server is going away in order. */
  drain(reconnectAfter: number): void {
    this.send({ drain: { reconnectAfter } });
    this.#closed = true;
    this.#socket.close(1001, 'DRAINING');
  }

  #message(data: Buffer, isBinary: boolean): void {
    const received = monotonicSeconds();
    if (this.#closed) return;
    try {
      if (isBinary !== (this.#subprotocol === 'cortexwire.v1.protobuf')) {
        throw new ProtocolError(
          'MALFORMED_MESSAGE',
          `${this.#subprotocol} takes ${isBinary ? 'text' : 'binary'} messages`,
        );
      }
      this.#dispatch(data, received);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (REFUSED_ONLY.has(error.code)) {
        this.#onProblem(error.code);
        this.send({ problem: { code: error.code, detail: error.detail, fatal: false } });
      } else {
        this.fail(error);
      }
    }
  }

  #dispatch(data: Buffer, received: number): void {
    const message = decodeRigMessage(isText(this.#subprotocol) ? data.toString('utf8') : data, this.#subprotocol);
    const stream = this.#stream;
    if (message.open) {
      if (stream !== undefined)
        throw new ProtocolError('UNEXPECTED_MESSAGE', `${stream.id} is open on this connection`);
      const { stream: opened, opened: answer } = this.#opener.open(message.open, this);
      this.#stream = opened;
      this.send({ opened: answer });
      return;
    }
    if (stream === undefined) throw new ProtocolError('UNEXPECTED_MESSAGE', 'the first message must open a stream');
    if (message.samples) stream.samplesFrame(message.samples, received);
    else if (message.marker) {
      checkMarker(message.marker);
      stream.marker(message.marker);
    } else if (message.probe) {
      checkTimeProbe(message.probe);
      stream.probe(message.probe, received);
    } else if (message.close) {
      if (message.close.final) stream.finish();
      else {
        stream.leave();
        this.#socket.close(1000, 'closed by the rig');
      }
    } else throw new ProtocolError('MALFORMED_MESSAGE', 'the message is empty');
  }

  #ended(): void {
    this.#closed = true;
    this.#stream?.disconnect(this);
    this.#stream = undefined;
  }
}

function isText(subprotocol: Subprotocol): boolean {
  return subprotocol === 'cortexwire.v1.json';
}
