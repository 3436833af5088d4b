import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { jsonSchema, readinessSchema, type Readiness as ReadinessAnswer } from './schemas.js';

export interface Readiness {
  /** Why no rig or reader should come now; empty when ready. */
  reasons(): readonly string[];
  /** Where models run. */
  devices(): Pick<ReadinessAnswer, 'device' | 'elsewhere'>;
}

/** `/livez`: the event loop turns. `/readyz`: models are loaded and the server is not draining. */
export function healthRoutes(readiness: Readiness): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/livez',
      {
        config: { access: 'public' },
        schema: {
          tags: ['health'],
          summary: 'Whether the process answers at all',
          response: { 200: jsonSchema(z.strictObject({ alive: z.literal(true) })) },
        },
      },
      async () => ({ alive: true }),
    );
    app.get(
      '/readyz',
      {
        config: { access: 'public' },
        schema: {
          tags: ['health'],
          summary: 'Whether rigs and readers can come, and why not',
          response: { 200: jsonSchema(readinessSchema), 503: jsonSchema(readinessSchema) },
        },
      },
      async (_request, reply) => {
        const reasons = readiness.reasons();
        const ready = reasons.length === 0;
        return reply.code(ready ? 200 : 503).send({ ready, reasons, ...readiness.devices() });
      },
    );
  };
}
