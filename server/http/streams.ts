import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { ProtocolError } from '../../protocol/error-codes.js';
import { problemAnswers } from './problems.js';
import {
  jsonSchema,
  markerAnswerSchema,
  markerRequestSchema,
  streamStatusSchema,
  type StreamStatus,
} from './schemas.js';

/** A marker from a program that is not the rig. */
export interface OutsideMarker {
  /** A sample index, a time of the rig's clock (s), or the server's monotonic time when it happened (s). */
  readonly onset: { readonly sample: number } | { readonly deviceTime: number } | { readonly serverTime: number };
  readonly description: string;
  readonly value: string;
  /** s */
  readonly duration: number;
  /** A marker sent again under the same id is taken once; empty: no such check. */
  readonly id: string;
}

export interface StreamList {
  /** Open streams, and those that have ended and whose decodes are still kept. */
  list(): StreamStatus[];
  /**
   * @returns sample index of the onset, null when it cannot be known yet
   * @throws {ProtocolError} STREAM_UNKNOWN, STREAM_CLOSED, MARKER_INVALID, JOURNAL_FULL
   */
  addMarker(stream: string, marker: OutsideMarker): number | null;
}

/** `/v1/streams`, and markers from other programs. */
export function streamRoutes(streams: StreamList): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/streams',
      {
        config: { access: 'subscribe' },
        schema: {
          tags: ['streams'],
          summary: 'Streams that the token may read',
          response: {
            200: jsonSchema(z.strictObject({ streams: z.array(streamStatusSchema) })),
            ...problemAnswers('UNAUTHORIZED', 'FORBIDDEN'),
          },
        },
      },
      async (request) => ({ streams: streams.list().filter(({ name }) => request.grant?.allowsStream(name)) }),
    );

    app.post<{ Params: { id: string }; Body: z.infer<typeof markerRequestSchema> }>(
      '/v1/streams/:id/markers',
      {
        config: { access: 'ingest' },
        validatorCompiler: ({ httpPart }) => (httpPart === 'body' ? checkMarker : (value: unknown) => ({ value })),
        schema: {
          tags: ['streams'],
          summary: 'Add a marker from a program that is not the rig',
          description:
            'Give one of `sample`, `deviceTime` and `"onset": "now"`. What "now" means as a sample follows from the time probes of the rig; without any, from the newest sample.',
          params: {
            type: 'object',
            properties: { id: { type: 'string', description: 'Stream id' } },
            required: ['id'],
          },
          body: jsonSchema(markerRequestSchema),
          response: {
            201: jsonSchema(markerAnswerSchema),
            ...problemAnswers(
              'UNAUTHORIZED',
              'FORBIDDEN',
              'STREAM_UNKNOWN',
              'STREAM_CLOSED',
              'MARKER_INVALID',
              'JOURNAL_FULL',
            ),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const stream = streams.list().find((one) => one.id === id);
        // A stream that the token does not hold for is as unknown as one that is not there.
        if (stream === undefined || request.grant?.allowsStream(stream.name) !== true) {
          throw new ProtocolError('STREAM_UNKNOWN', `no stream "${id}"`);
        }
        const sample = streams.addMarker(id, outsideMarker(request.body, request.received));
        return reply.code(201).send({ stream: id, sample });
      },
    );
  };
}

function checkMarker(body: unknown): { value: unknown } | { error: ProtocolError } {
  const parsed = markerRequestSchema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  const detail = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  return { error: new ProtocolError('MARKER_INVALID', detail.join('; ')) };
}

function outsideMarker(body: z.infer<typeof markerRequestSchema>, received: number): OutsideMarker {
  const { description, value, duration, id } = body;
  const onset =
    body.sample !== undefined
      ? { sample: body.sample }
      : body.deviceTime !== undefined
        ? { deviceTime: body.deviceTime }
        : { serverTime: received };
  return { onset, description, value, duration, id };
}
