import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { ERROR_CODES, ProtocolError, type ErrorCode } from '../../protocol/error-codes.js';
import { encodeToReader, encodeToRig } from '../../protocol/frame.js';
import { SOCKET_LIMITS } from '../../protocol/limits.js';
import {
  chooseSubprotocol,
  INGEST_PATH,
  PROTOBUF_SUBPROTOCOL,
  SUBSCRIBE_PATH,
  SUBPROTOCOLS,
  type Subprotocol,
} from '../../protocol/version.js';
import type { Config } from '../config/config.js';
import { Grants, type Grant } from '../http/grants.js';
import { httpRoutes, type HttpParts } from '../http/routes.js';
import { ReaderSession, type Subscriptions } from '../ingress/reader-session.js';
import { RigSession, type StreamOpener } from '../ingress/rig-session.js';
import type { Logger } from '../observe/logger.js';
import { QuietCollector } from '../observe/quiet-collector.js';

/** How soon clients are asked to come back when the server goes away in order, s. */
const RECONNECT_AFTER = 0.2;
/** How long peers have to answer the closing of their sockets, ms. */
const CLOSE_PATIENCE_MS = 2000;

export interface GatewayParts extends Omit<HttpParts, 'grants' | 'log'> {
  /** @param grant what the rig's token allows */
  opener(grant: Grant): StreamOpener;
  subscriptions(grant: Grant): Subscriptions;
  /** Counts what clients are told of. */
  readonly onProblem: (code: ErrorCode) => void;
}

/** The server's sockets: HTTP, rigs and readers on one port. */
export class Gateway {
  readonly #config: Config;
  readonly #log: Logger;
  readonly #parts: GatewayParts;
  readonly #grants: Grants;
  readonly #app: FastifyInstance;
  readonly #rigs = new Set<RigSession>();
  readonly #readers = new Set<ReaderSession>();
  readonly #collector = new QuietCollector();
  #collects = false;
  #pings: NodeJS.Timeout | undefined;
  #port = 0;

  constructor(config: Config, log: Logger, parts: GatewayParts) {
    this.#config = config;
    this.#log = log;
    this.#parts = parts;
    this.#grants = new Grants(config.tokens);
    const { cert, key } = config.tls;
    const options = { logger: false as const, forceCloseConnections: true, bodyLimit: config.limits.maxMessageBytes };
    this.#app =
      cert === null || key === null
        ? fastify(options)
        : fastify({
            ...options,
            https: { cert: readFileSync(cert), key: readFileSync(key) },
          });
  }

  get url(): string {
    const scheme = this.#config.tls.cert === null ? 'http' : 'https';
    const host = this.#config.host.includes(':') ? `[${this.#config.host}]` : this.#config.host;
    return `${scheme}://${host}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get nRigs(): number {
    return this.#rigs.size;
  }

  /** @throws {ProtocolError} PORT_IN_USE */
  async listen(): Promise<void> {
    const { host, port, limits } = this.#config;
    await this.#app.register(websocket, {
      options: {
        ...SOCKET_LIMITS,
        maxPayload: limits.maxMessageBytes,
        handleProtocols: (offered: Set<string>) => chooseSubprotocol(offered) ?? false,
      },
      errorHandler: (error, socket) => {
        const { code = '' } = error as NodeJS.ErrnoException;
        if (code.startsWith('WS_ERR_')) {
          // The peer broke the rules of WebSockets, and its socket is being closed with the code that says which.
          this.#log.info({ code }, `a client sent what is no message: ${error.message}`);
          return;
        }
        this.#log.error({ err: error }, 'a socket failed');
        socket.close(ERROR_CODES.INTERNAL.closeCode, 'INTERNAL');
      },
    });
    await this.#app.register(httpRoutes({ ...this.#parts, grants: this.#grants, log: this.#log }));
    this.#app.get(INGEST_PATH, { websocket: true }, (socket, request) => this.#rig(socket, request));
    this.#app.get(SUBSCRIBE_PATH, { websocket: true }, (socket, request) => this.#reader(socket, request));
    try {
      await this.#app.listen({ host, port });
    } catch (error) {
      throw portProblem(error as NodeJS.ErrnoException, host, port);
    }
    this.#port = (this.#app.server.address() as AddressInfo).port;
    this.#pings = setInterval(() => this.#ping(), this.#config.socketPingMs);
  }

  #rig(socket: WebSocket, request: FastifyRequest): void {
    prepare(socket, request.raw);
    const admitted = this.#admit(socket, request, 'ingest');
    if (admitted === undefined) return;
    const session = new RigSession(
      socket,
      admitted.subprotocol,
      this.#parts.opener(admitted.grant),
      this.#parts.onProblem,
    );
    // Behind the session's own listener: what the message was sent for has gone out.
    socket.on('message', () => this.#collectSoon());
    this.#rigs.add(session);
    const expiry = closeAtExpiry(session, admitted.grant);
    socket.once('close', () => {
      clearTimeout(expiry);
      this.#rigs.delete(session);
    });
  }

  /** Behind everything else that this turn of the event loop has found. */
  #collectSoon(): void {
    if (this.#collects || !this.#collector.isDue()) return;
    this.#collects = true;
    setImmediate(() => {
      this.#collects = false;
      this.#collector.collect();
    });
  }

  #reader(socket: WebSocket, request: FastifyRequest): void {
    prepare(socket, request.raw);
    const admitted = this.#admit(socket, request, 'subscribe');
    if (admitted === undefined) return;
    const session = new ReaderSession(
      socket,
      request.raw.socket,
      admitted.subprotocol,
      this.#parts.subscriptions(admitted.grant),
      this.#parts.onProblem,
    );
    this.#readers.add(session);
    const expiry = closeAtExpiry(session, admitted.grant);
    socket.once('close', () => {
      clearTimeout(expiry);
      this.#readers.delete(session);
    });
  }

  /** A refusal goes over the open socket, because a browser shows its user nothing of a refused upgrade. */
  #admit(
    socket: WebSocket,
    request: FastifyRequest,
    scope: 'ingest' | 'subscribe',
  ): { subprotocol: Subprotocol; grant: Grant } | undefined {
    const subprotocol = SUBPROTOCOLS.find((name) => name === socket.protocol);
    try {
      const grant = this.#grants.admit(request.headers, request.url);
      if (!grant.allows(scope)) throw new ProtocolError('FORBIDDEN', `this needs a token with the scope "${scope}"`);
      if (subprotocol === undefined) {
        throw new ProtocolError('UNSUPPORTED_SUBPROTOCOL', `offer one of ${SUBPROTOCOLS.join(', ')}`);
      }
      if (scope === 'subscribe' && this.#readers.size >= this.#config.limits.maxSubscribers) {
        throw new ProtocolError('TOO_MANY_SUBSCRIBERS', `${this.#readers.size} are connected`);
      }
      return { subprotocol, grant };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#parts.onProblem(error.code);
      const problem = { problem: { code: error.code, detail: error.detail, fatal: true } };
      const encode = scope === 'ingest' ? encodeToRig : encodeToReader;
      socket.send(encode(problem, subprotocol ?? PROTOBUF_SUBPROTOCOL));
      socket.close(ERROR_CODES[error.code].closeCode, error.code);
      return undefined;
    }
  }

  /** A peer that did not answer the last ping is gone, whatever TCP says. */
  #ping(): void {
    for (const socket of this.#app.websocketServer.clients as Set<WebSocket & { answered?: boolean }>) {
      if (socket.answered === false) {
        socket.terminate();
        continue;
      }
      socket.answered = false;
      socket.ping();
    }
  }

  /** Tells rigs that the server goes away; their sockets close. */
  drainRigs(): void {
    for (const session of this.#rigs) session.drain(RECONNECT_AFTER);
  }

  /** Gives readers what they are owed, tells them that the server goes away, and closes everything. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    for (const session of this.#readers) session.drain(RECONNECT_AFTER);
    // A peer that is gone, or takes nothing, does not answer a close: it has had its time.
    const late = setTimeout(() => {
      for (const socket of this.#app.websocketServer.clients) socket.terminate();
    }, CLOSE_PATIENCE_MS);
    await this.#app.close();
    clearTimeout(late);
  }
}

/** Says at once, before anything else is touched, when the port is somebody else's. @throws {ProtocolError} PORT_IN_USE */
export async function reservePort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, host, port)));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A socket does not outlive the token that it was opened with. */
function closeAtExpiry(session: RigSession | ReaderSession, grant: Grant): NodeJS.Timeout | undefined {
  if (grant.expires === null) return undefined;
  const ms = Math.min(Math.max(0, grant.expires - Date.now()), LONGEST_TIMER_MS);
  return setTimeout(() => session.fail(new ProtocolError('UNAUTHORIZED', 'the token has expired')), ms);
}

function prepare(socket: WebSocket & { answered?: boolean }, request: IncomingMessage): void {
  request.socket.setNoDelay(true);
  socket.on('pong', () => {
    socket.answered = true;
  });
}

function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new ProtocolError(
    'PORT_IN_USE',
    `${host}:${port} is taken: stop the program that has it, or give --port another`,
    {
      cause: error,
    },
  );
}
