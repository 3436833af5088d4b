import type { FastifyPluginAsync } from 'fastify';

export interface MetricSource {
  readonly contentType: string;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
}

export function metricRoutes(metrics: MetricSource): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/metrics',
      {
        config: { access: 'any' },
        schema: {
          tags: ['health'],
          summary: 'Metrics in the text format of Prometheus',
          produces: ['text/plain'],
          response: { 200: { type: 'string' } },
        },
      },
      async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
    );
  };
}
