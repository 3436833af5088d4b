import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const PREFIX = '/docs';

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 32"><path d="M2 16h6l3-9 5 20 5-17 3 6h6" fill="none" stroke="#3cc7c0" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"/><text x="40" y="22" font-family="sans-serif" font-size="18" font-weight="600" fill="#fff">cortexwire</text></svg>`;

const description = `HTTP side of a real-time MEG/EEG decoding server. Samples and decodes do not pass here but through two WebSockets:
\`/v1/ingest\` for rigs and \`/v1/subscribe\` for readers, sub-protocols \`cortexwire.v1.protobuf\` and \`cortexwire.v1.json\`.

Where the server has tokens, send \`Authorization: Bearer TOKEN\`. Every refusal is a \`Problem\` with a code of \`GET /v1/errors\`.`;

/** The OpenAPI document of all routes registered after this, at `/docs` (with its assets, so without a network) and `/docs/json`. */
export async function documentRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'cortexwire', version, description, license: { name: 'Apache-2.0' } },
      tags: [
        { name: 'streams', description: 'Open streams, and markers from other programs' },
        { name: 'models', description: 'Decoders' },
        { name: 'errors', description: 'The error table' },
        { name: 'health', description: 'For orchestrators and dashboards' },
      ],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access ?? 'admin';
      const security = access === 'public' ? [] : [{ token: [] }];
      const scope = access === 'public' || access === 'any' ? '' : `Scope: \`${access}\`. `;
      return {
        url,
        schema: { ...schema, security, description: `${scope}${schema?.description ?? ''}` },
      };
    },
  });
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(PREFIX)) route.config = { ...route.config, access: 'public' };
  });
  await app.register(swaggerUi, {
    routePrefix: PREFIX,
    staticCSP: true,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
    theme: { title: 'cortexwire API' },
    logo: { type: 'image/svg+xml', content: Buffer.from(LOGO), href: '/', target: '_self' },
  });
}
