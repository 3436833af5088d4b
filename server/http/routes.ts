import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from '../observe/logger.js';
import { guardRoutes } from './access.js';
import { documentRoutes } from './documents.js';
import { errorRoutes } from './errors.js';
import type { Grants } from './grants.js';
import { healthRoutes, type Readiness } from './health.js';
import { metricRoutes, type MetricSource } from './metrics.js';
import { modelRoutes, type ModelList } from './models.js';
import { pageRoutes } from './page.js';
import { answerProblems } from './problems.js';
import { streamRoutes, type StreamList } from './streams.js';

/** What the HTTP side is given by the rest of the server. */
export interface HttpParts {
  readonly grants: Grants;
  readonly readiness: Readiness;
  readonly metrics: MetricSource;
  readonly streams: StreamList;
  readonly models: ModelList;
  readonly log: Logger;
  /** Of the package. */
  readonly version: string;
}

/** All HTTP routes, guarded and documented. Register it once on a bare instance; the sockets are beside it. */
export function httpRoutes(parts: HttpParts): FastifyPluginAsync {
  return async (app) => {
    answerProblems(app, parts.log);
    guardRoutes(app, parts.grants);
    await documentRoutes(app, parts.version);
    await app.register(healthRoutes(parts.readiness));
    await app.register(metricRoutes(parts.metrics));
    await app.register(streamRoutes(parts.streams));
    await app.register(modelRoutes(parts.models));
    await app.register(errorRoutes());
    await app.register(pageRoutes());
  };
}
