import { z } from 'zod';
import { TEXT_LIMITS } from '../../protocol/limits.js';

/** What HTTP answers are made of: types, checks and the OpenAPI document from one description. */

const seconds = z.number();

export const problemSchema = z
  .strictObject({
    code: z.string().describe('A code of the error table, `GET /v1/errors`.'),
    detail: z.string().describe('What was expected, what came, and where.'),
  })
  .meta({ title: 'Problem' });

const streamDecoderSchema = z.strictObject({
  decoder: z.string().describe('name@version'),
  nDecodes: z.number().int().describe('Decodes published so far.'),
  ageNewest: seconds.nullable().describe('Age of the newest sample of the last decode when it was published, s.'),
});

export const streamStatusSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    subject: z.string(),
    device: z.string(),
    simulated: z.boolean().describe("The samples are made by a program and come from nobody's brain."),
    pacing: z.enum(['LIVE', 'REPLAY']),
    state: z.enum(['streaming', 'waiting', 'ended']).describe('`waiting`: its rig is gone and may come back.'),
    sfreq: z.number().describe('Hz'),
    nChannels: z.number().int(),
    nSamples: z.number().int().describe('Samples so far, those that never came included.'),
    missingSamples: z.number().int().describe('Samples that never came.'),
    duplicateSamples: z.number().int().describe('Samples left out because they had come already.'),
    nMarkers: z.number().int(),
    opened: seconds.describe('Unix time, s'),
    catchingUp: z.boolean().describe('Decodes are older than they should be.'),
    clock: z
      .strictObject({
        offset: seconds.describe("Server clock minus the rig's clock, s."),
        drift: z.number().describe('Seconds a second.'),
        uncertainty: seconds.describe('Half the round trip of the best probe, s.'),
      })
      .nullable()
      .describe('null until the first time probe.'),
    decoders: z.array(streamDecoderSchema),
  })
  .meta({ title: 'Stream' });

export const markerRequestSchema = z
  .strictObject({
    sample: z.number().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('Where it happened, as a sample index.'),
    deviceTime: z.number().optional().describe("When it happened, by the rig's clock, s."),
    onset: z.literal('now').optional().describe('It happened when this request arrived.'),
    description: z.string().min(1).max(TEXT_LIMITS.marker).describe('What decoders match their marker patterns with.'),
    value: z.string().max(TEXT_LIMITS.marker).default(''),
    duration: z.number().min(0).default(0).describe('s'),
    id: z
      .string()
      .max(TEXT_LIMITS.name)
      .default('')
      .describe('A marker that is sent again under the same id is taken once.'),
  })
  .refine((marker) => [marker.sample, marker.deviceTime, marker.onset].filter((at) => at !== undefined).length === 1, {
    message: 'give one of sample, deviceTime and "onset": "now"',
  })
  .meta({ title: 'Marker' });

export const markerAnswerSchema = z.strictObject({
  stream: z.string(),
  sample: z.number().int().nullable().describe('Sample index of the onset; null when it is not known yet.'),
});

const deviceSchema = z.enum(['cpu', 'cuda']);

export const modelStatusSchema = z
  .strictObject({
    id: z.string().describe('name@version'),
    name: z.string(),
    version: z.string(),
    description: z.string(),
    licence: z.string(),
    when: z.string().describe('sliding, epoch or sequence'),
    kind: z.string().describe('classes, text, candidates, embedding or signal'),
    problem: problemSchema.nullable().describe('Why it is not served.'),
    device: z
      .strictObject({
        name: deviceSchema,
        reason: z.string().nullable().describe('Why not on the GPU that was asked for or looked for.'),
      })
      .nullable()
      .describe('Where it runs; null: it is not served.'),
  })
  .meta({ title: 'Model' });

export const modelContractSchema = z
  .strictObject({
    manifest: z.looseObject({}).describe('The manifest of the model, as `models/manifest.schema.json` has it.'),
    text: z.string().describe('The same for people, as `cortexwire models describe` prints it.'),
  })
  .meta({ title: 'Model contract' });

export const errorRowSchema = z
  .strictObject({
    code: z.string(),
    stage: z.string(),
    closeCode: z.number().int().describe('WebSocket close code.'),
    httpStatus: z.number().int(),
    retry: z.string().describe('never, reconnect or later'),
    cause: z.string(),
    remedy: z.string(),
  })
  .meta({ title: 'Error' });

export const readinessSchema = z.strictObject({
  ready: z.boolean(),
  reasons: z.array(z.string()).describe('Why not yet, or not any more.'),
  device: deviceSchema.describe('Where models run.'),
  elsewhere: z
    .array(z.strictObject({ model: z.string().describe('name@version'), device: deviceSchema }))
    .describe('Models that run on another device; `/v1/models` says why.'),
});

export type StreamStatus = z.infer<typeof streamStatusSchema>;
export type Readiness = z.infer<typeof readinessSchema>;
export type ModelStatus = z.infer<typeof modelStatusSchema>;

/** As Fastify and OpenAPI 3.1 take it. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
}
