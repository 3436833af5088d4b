import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../../protocol/error-codes.js';
import type { Scope } from '../config/config.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import type { Grant, Grants } from './grants.js';

/** Who may call a route: anybody, whoever has a grant, or whoever has one of this scope. */
export type Access = 'public' | 'any' | Scope;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Monotonic time when the request arrived, s. */
    received: number;
    /** null on public routes. */
    grant: Grant | null;
  }
}

/** Every route of this instance that does not say otherwise needs the `admin` scope. */
export function guardRoutes(app: FastifyInstance, grants: Grants): void {
  app.decorateRequest('received', 0);
  app.decorateRequest('grant', null);
  app.addHook('onRequest', async (request) => {
    request.received = monotonicSeconds();
    const access = request.is404 ? 'public' : (request.routeOptions.config.access ?? 'admin');
    if (access === 'public') return;
    const grant = grants.admit(request.headers, request.url);
    if (access !== 'any' && !grant.allows(access)) {
      throw new ProtocolError('FORBIDDEN', `this needs a token with the scope "${access}"`);
    }
    request.grant = grant;
  });
}
