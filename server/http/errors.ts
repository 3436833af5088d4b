import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import { errorRowSchema, jsonSchema } from './schemas.js';

/** `/v1/errors`: the error table, for programs that want to act on a code. */
export function errorRoutes(): FastifyPluginAsync {
  const errors = Object.entries(ERROR_CODES).map(([code, spec]) => ({ code, ...spec }));
  return async (app) => {
    app.get(
      '/v1/errors',
      {
        config: { access: 'public' },
        schema: {
          tags: ['errors'],
          summary: 'Every error, and what to do about it',
          response: { 200: jsonSchema(z.strictObject({ errors: z.array(errorRowSchema) })) },
        },
      },
      async () => ({ errors }),
    );
  };
}
