import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Manifest } from '../../models/manifest.js';
import { ProtocolError } from '../../protocol/error-codes.js';
import { problemAnswers } from './problems.js';
import { jsonSchema, modelContractSchema, modelStatusSchema, type ModelStatus } from './schemas.js';

export interface ModelList {
  /** Every model of the repositories, those that cannot be served too. */
  list(): ModelStatus[];
  /** @param id `name@version`, or `name` for its newest version */
  contract(id: string): { readonly manifest: Manifest; readonly text: string } | undefined;
}

/** `/v1/models`, and what one of them needs and gives. */
export function modelRoutes(models: ModelList): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/models',
      {
        config: { access: 'any' },
        schema: {
          tags: ['models'],
          summary: 'Models, and why some are not served',
          response: { 200: jsonSchema(z.strictObject({ models: z.array(modelStatusSchema) })) },
        },
      },
      async () => ({ models: models.list() }),
    );

    app.get<{ Params: { id: string } }>(
      '/v1/models/:id',
      {
        config: { access: 'any' },
        schema: {
          tags: ['models'],
          summary: 'What a model takes and gives',
          params: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
          response: { 200: jsonSchema(modelContractSchema), ...problemAnswers('MODEL_UNKNOWN') },
        },
      },
      async (request) => {
        const contract = models.contract(request.params.id);
        if (contract === undefined) throw new ProtocolError('MODEL_UNKNOWN', `no model "${request.params.id}"`);
        return contract;
      },
    );
  };
}
