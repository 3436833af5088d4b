import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { packageRoot } from '../config/package-root.js';

const FILES = [
  { url: '/', name: 'status.html', type: 'text/html; charset=utf-8' },
  { url: '/status.js', name: 'status.js', type: 'text/javascript; charset=utf-8' },
  { url: '/status.css', name: 'status.css', type: 'text/css; charset=utf-8' },
] as const;

/** Nothing from elsewhere, nothing inline, no frames around it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The status page. It holds no data of its own; what it shows it asks for as any other reader does. */
export function pageRoutes(): FastifyPluginAsync {
  const folder = join(packageRoot(), 'server', 'http', 'page');
  return async (app) => {
    for (const { url, name, type } of FILES) {
      const text = readFileSync(join(folder, name), 'utf8');
      app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
        reply
          .headers({
            'content-type': type,
            'content-security-policy': POLICY,
            'cache-control': 'no-cache',
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          })
          .send(text),
      );
    }
  };
}
