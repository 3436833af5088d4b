import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

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
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
    theme: { title: 'cortexwire API' },
  });
}
