import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ProtocolError } from '../../protocol/error-codes.js';
import type { Scope, Token } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';

/** What one caller may do. */
export interface Grant {
  /** Whether it holds for this scope, on any stream; `admin` holds for every one. */
  allows(scope: Scope): boolean;
  /** Whether streams of this name are among those it holds for. */
  allowsStream(name: string): boolean;
  /** Unix time when it ends, ms; a socket that was opened with it is closed then. */
  readonly expires: number | null;
}

const EVERYTHING: Grant = { allows: () => true, allowsStream: () => true, expires: null };

/** Digests, so that finding a token takes as long for a near miss as for a far one. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

function namePattern(pattern: string): RegExp {
  const literal = pattern.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}

/** Who may do what. Without tokens every program on this machine may do everything, and no web page from elsewhere. */
export class Grants {
  readonly #byDigest = new Map<string, Grant>();
  readonly #now: () => number;

  /** @param now Unix time, ms */
  constructor(tokens: readonly Token[], now: () => number = Date.now) {
    this.#now = now;
    for (const { token, scope, streams, expires } of tokens) {
      const names = namePattern(streams);
      this.#byDigest.set(digest(token), {
        allows: (wanted) => scope === 'admin' || scope === wanted,
        allowsStream: (name) => names.test(name),
        expires: expires === undefined ? null : Date.parse(expires),
      });
    }
  }

  /**
   * The grant of a request or of a socket's upgrade. A token comes as `Authorization: Bearer TOKEN`; an upgrade from a
   * browser, which cannot set headers, may carry it as `?access_token=TOKEN`.
   *
   * @param url path and query of the request
   * @throws {ProtocolError} UNAUTHORIZED, or FORBIDDEN for a web page of another host
   */
  admit(headers: IncomingHttpHeaders, url: string): Grant {
    if (this.#byDigest.size === 0) {
      refuseForeignPages(headers);
      return EVERYTHING;
    }
    const token = bearer(headers, url);
    if (token === undefined) throw new ProtocolError('UNAUTHORIZED', 'no token: send "Authorization: Bearer TOKEN"');
    const grant = this.#byDigest.get(digest(token));
    if (grant === undefined) throw new ProtocolError('UNAUTHORIZED', 'this server does not know the token');
    if (grant.expires !== null && grant.expires <= this.#now()) {
      throw new ProtocolError('UNAUTHORIZED', `the token expired at ${new Date(grant.expires).toISOString()}`);
    }
    return grant;
  }
}

function bearer(headers: IncomingHttpHeaders, url: string): string | undefined {
  const match = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '');
  if (match !== null) return match[1];
  if (headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
  const query = url.indexOf('?');
  return query < 0 ? undefined : (new URLSearchParams(url.slice(query)).get('access_token') ?? undefined);
}

/**
 * A browser lets any page open sockets and send simple requests to loopback addresses. Such a page is known by its
 * origin, and one that had its own name point to this machine by the host it asks for.
 */
function refuseForeignPages({ host, origin }: IncomingHttpHeaders): void {
  const name = (host ?? '').replace(/:\d+$/, '');
  if (!isLoopback(name)) {
    throw new ProtocolError('FORBIDDEN', `without tokens only loopback hosts are served, not "${name}"`);
  }
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) {
    throw new ProtocolError('FORBIDDEN', `without tokens web pages of other hosts are refused: "${origin}"`);
  }
}
