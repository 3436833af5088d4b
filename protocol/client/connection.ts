import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { ERROR_CODES, errorOfCloseCode, isErrorCode, ProtocolError } from '../error-codes.js';
import type { Drain, Problem, TimeProbe, TimeProbeAnswer } from '../generated/messages.js';
import { CLIENT_MAX_MESSAGE_BYTES } from '../limits.js';
import type { Subprotocol } from '../version.js';

/** How a client comes back after a loss: waits of `minMs`, doubling up to `maxMs`, each up to a fifth longer by chance. */
export interface ReconnectOptions {
  /** First wait, ms. Default 50. */
  readonly minMs?: number;
  /** Longest wait, ms. Default 250: a server that restarts is back in less than a second. */
  readonly maxMs?: number;
  /** How long to try before RECONNECT_TIMEOUT, ms. Longer rides out longer outages. Default 60,000. */
  readonly timeoutMs?: number;
  /** Try again when the very first connection fails, too, instead of saying so at once. Default false. */
  readonly initial?: boolean;
}

export interface HeartbeatOptions {
  /** Time between two probes, ms; the first five come five times as often. Default 1000. */
  readonly probeMs?: number;
  /** Silence after which the socket counts as lost, ms. Default 5000. */
  readonly timeoutMs?: number;
  /** Longest wait for the answer to the first message, ms: a model may have to be loaded. Default 15,000. */
  readonly openTimeoutMs?: number;
}

/** Options of both clients. */
export interface ConnectionOptions {
  /** Default `cortexwire.v1.protobuf`. */
  readonly subprotocol?: Subprotocol;
  /** Bearer token, for servers that ask for one. */
  readonly token?: string;
  readonly reconnect?: ReconnectOptions;
  readonly heartbeat?: HeartbeatOptions;
  /** Program and version, for the log of the server. */
  readonly client?: string;
  /** Clock of this machine, s; for a rig the one that stamps its samples. Default the monotonic clock. */
  readonly now?: () => number;
}

/** What a client makes of its connection. */
export interface ConnectionOwner<Message> {
  /** The first message on a new socket. */
  greeting(): Uint8Array | string;
  /** @throws {ProtocolError} when a message cannot be decoded; there is no new socket then */
  decode(data: Uint8Array | string): Message;
  receive(message: Message): void;
  encodeProbe(probe: TimeProbe): Uint8Array | string;
  /** The socket is gone; a new one is tried in `delayMs`. */
  lost(reason: string, delayMs: number): void;
  /** There will be no new socket. */
  failed(error: ProtocolError): void;
}

const FAST_PROBES = 5;
const JITTER = 0.2;
const HTTP_BODY_BYTES = 4096;

function monotonicSeconds(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}

function socketUrl(address: string, path: string): URL {
  const url = new URL(address);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  if (url.protocol === 'https:') url.protocol = 'wss:';
  if (!url.pathname.endsWith(path)) url.pathname = url.pathname.replace(/\/$/, '') + path;
  return url;
}

/**
 * One WebSocket at a time to one address, opened again after every loss until it is stopped or fails for good.
 *
 * Sockets that have been given up are no longer listened to, so that nothing comes twice. A socket is lost when it
 * closes, when the server drains, and when nothing was heard for `heartbeat.timeoutMs` although probes were sent.
 */
export class Connection<Message> {
  readonly #url: URL;
  readonly #owner: ConnectionOwner<Message>;
  readonly #subprotocol: Subprotocol;
  readonly #token: string | undefined;
  readonly #reconnect: Required<ReconnectOptions>;
  readonly #heartbeat: Required<HeartbeatOptions>;
  readonly #now: () => number;
  #socket: WebSocket | undefined;
  #established = false;
  #everEstablished = false;
  #stopped = false;
  #held = false;
  #timer: NodeJS.Timeout | undefined;
  /** When the last established socket was lost, ms of `performance.now`. */
  #lostAt: number | undefined;
  #attempts = 0;
  #silentMs = 0;
  #tickedAt = 0;
  #probeId = 0;
  #answered = { id: 0, at: 0 };

  constructor(
    address: string,
    path: string,
    options: ConnectionOptions,
    subprotocol: Subprotocol,
    owner: ConnectionOwner<Message>,
  ) {
    this.#url = socketUrl(address, path);
    this.#owner = owner;
    this.#subprotocol = subprotocol;
    this.#token = options.token;
    this.#reconnect = { minMs: 50, maxMs: 250, timeoutMs: 60_000, initial: false, ...options.reconnect };
    this.#heartbeat = { probeMs: 1000, timeoutMs: 5000, openTimeoutMs: 15_000, ...options.heartbeat };
    this.#now = options.now ?? monotonicSeconds;
  }

  /** The server has answered the first message on the present socket. */
  get established(): boolean {
    return this.#established;
  }

  /** Bytes given to the socket that the kernel has not taken yet. */
  get unsentBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  start(): void {
    this.#lostAt = performance.now();
    this.#connect();
  }

  /** @param flushed called when the kernel has taken the bytes, or the socket is gone */
  send(data: Uint8Array | string, flushed?: () => void): void {
    this.#socket?.send(data, flushed);
  }

  /** The owner has its answer: waits start from the beginning, probes begin. */
  establish(): void {
    this.#established = true;
    this.#everEstablished = true;
    this.#attempts = 0;
    this.#lostAt = undefined;
    this.#answered = { id: 0, at: 0 };
    this.#tickedAt = performance.now();
    this.#silentMs = 0;
    clearTimeout(this.#timer);
    this.#tick(0);
  }

  probeAnswered(answer: TimeProbeAnswer): void {
    this.#answered = { id: answer.id, at: this.#now() };
  }

  /** A fatal problem ends the socket: for good when the table says so, otherwise until the next one. */
  problem(problem: Problem): void {
    if (!problem.fatal) return;
    const error = isErrorCode(problem.code)
      ? new ProtocolError(problem.code, problem.detail)
      : new ProtocolError('INTERNAL', `${problem.code}: ${problem.detail}`);
    this.#giveUp((socket) => socket.close(1000));
    this.#after(error, 0);
  }

  /** The server goes away in order. */
  drain(drain: Drain): void {
    this.#giveUp((socket) => socket.close(1000));
    this.#again('the server drains', Math.max(0, drain.reconnectAfter * 1000));
  }

  /** Stops reading from the socket, so that the server feels that this reader is slow. */
  hold(): void {
    this.#held = true;
    this.#socket?.pause();
  }

  release(): void {
    this.#held = false;
    this.#silentMs = 0;
    this.#socket?.resume();
  }

  /** Closes for good. */
  stop(): void {
    this.#stopped = true;
    this.#giveUp((socket) => socket.close(1000));
  }

  #connect(): void {
    const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    // ws switches Nagle's algorithm off on its sockets by itself.
    const socket = new WebSocket(this.#url, [this.#subprotocol], {
      headers,
      perMessageDeflate: false,
      maxPayload: CLIENT_MAX_MESSAGE_BYTES,
      handshakeTimeout: this.#heartbeat.openTimeoutMs,
    });
    this.#socket = socket;
    let reason = '';
    const mine = (): boolean => this.#socket === socket;
    socket.on('open', () => {
      if (!mine()) return;
      this.#timer = setTimeout(() => this.#silent('no answer to the first message'), this.#heartbeat.openTimeoutMs);
      socket.send(this.#owner.greeting());
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (mine()) this.#receive(isBinary ? data : data.toString());
    });
    socket.on('ping', () => {
      this.#silentMs = 0;
    });
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('unexpected-response', (request, response) => {
      readRefusal(response, (error) => {
        request.destroy();
        if (!mine()) return;
        this.#giveUp(() => undefined);
        this.#after(error, 0);
      });
    });
    socket.on('close', (code, text) => {
      if (!mine()) return;
      this.#giveUp(() => undefined);
      const detail = reason || text.toString() || `closed with ${code}`;
      this.#after(new ProtocolError(errorOfCloseCode(code) ?? 'CONNECTION_REFUSED', detail), 0);
    });
  }

  #receive(data: Uint8Array | string): void {
    this.#silentMs = 0;
    let message;
    try {
      message = this.#owner.decode(data);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#giveUp((socket) => socket.close(1007));
      this.#fail(error);
      return;
    }
    this.#owner.receive(message);
  }

  /** Sends a probe and looks whether anything was heard. */
  #tick(nProbes: number): void {
    const interval = this.#heartbeat.probeMs / (nProbes < FAST_PROBES ? FAST_PROBES : 1);
    const now = performance.now();
    // Time in which this process itself stood still says nothing about the server.
    this.#silentMs += Math.min(now - this.#tickedAt, 2 * interval);
    this.#tickedAt = now;
    if (this.#held) this.#silentMs = 0;
    if (this.#silentMs > this.#heartbeat.timeoutMs) {
      this.#silent(`nothing heard for ${this.#heartbeat.timeoutMs} ms`);
      return;
    }
    this.#probeId = (this.#probeId + 1) >>> 0 || 1;
    this.send(
      this.#owner.encodeProbe({
        id: this.#probeId,
        sent: this.#now(),
        answeredId: this.#answered.id,
        answeredAt: this.#answered.at,
      }),
    );
    this.#timer = setTimeout(() => this.#tick(nProbes + 1), interval);
  }

  #silent(reason: string): void {
    this.#giveUp((socket) => socket.terminate());
    this.#after(new ProtocolError('HEARTBEAT_LOST', reason), 0);
  }

  #giveUp(end: (socket: WebSocket) => void): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#established = false;
    this.#held = false;
    clearTimeout(this.#timer);
    if (socket !== undefined) end(socket);
  }

  #after(error: ProtocolError, afterMs: number): void {
    const first = !this.#everEstablished && !this.#reconnect.initial;
    if (ERROR_CODES[error.code].retry === 'never' || first) this.#fail(error);
    else this.#again(error.detail, afterMs);
  }

  #again(reason: string, afterMs: number): void {
    if (this.#stopped) return;
    this.#lostAt ??= performance.now();
    const left = this.#reconnect.timeoutMs - (performance.now() - this.#lostAt);
    if (left <= 0) {
      const ms = this.#reconnect.timeoutMs;
      this.#fail(new ProtocolError('RECONNECT_TIMEOUT', `no connection to ${this.#url.host} for ${ms} ms: ${reason}`));
      return;
    }
    const backoff = Math.min(this.#reconnect.maxMs, this.#reconnect.minMs * 2 ** this.#attempts++);
    const delayMs = Math.min(left, Math.max(afterMs, backoff) * (1 + JITTER * Math.random()));
    this.#timer = setTimeout(() => this.#connect(), delayMs);
    this.#owner.lost(reason, delayMs);
  }

  #fail(error: ProtocolError): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#owner.failed(error);
  }
}

/** What an HTTP answer instead of a WebSocket means: the code in its body, or else its status. */
function readRefusal(response: IncomingMessage, done: (error: ProtocolError) => void): void {
  let body = '';
  const finish = (): void => {
    response.removeAllListeners();
    response.on('error', () => undefined);
    done(refusal(response.statusCode ?? 0, body));
  };
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    body += text;
    if (body.length > HTTP_BODY_BYTES) finish();
  });
  response.once('end', finish);
  response.once('error', finish);
  response.once('aborted', finish);
}

function refusal(status: number, body: string): ProtocolError {
  try {
    const { code, detail } = JSON.parse(body) as { code?: unknown; detail?: unknown };
    if (typeof code === 'string' && isErrorCode(code)) {
      return new ProtocolError(code, typeof detail === 'string' ? detail : `HTTP ${status}`);
    }
  } catch {
    // Not from this server, or not JSON: the status says enough.
  }
  if (status === 401) return new ProtocolError('UNAUTHORIZED', 'HTTP 401');
  if (status === 403) return new ProtocolError('FORBIDDEN', 'HTTP 403');
  if (status === 503) return new ProtocolError('DRAINING', 'HTTP 503');
  return new ProtocolError('CONNECTION_REFUSED', `HTTP ${status} instead of a WebSocket`);
}
