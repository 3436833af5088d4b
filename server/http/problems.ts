import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_CODES, ProtocolError, type ErrorCode } from '../../protocol/error-codes.js';
import type { Logger } from '../observe/logger.js';
import { jsonSchema, problemSchema } from './schemas.js';

/** What Fastify itself can refuse, under the names of the error table. */
function codeOfStatus(statusCode: number | undefined): ErrorCode {
  if (statusCode === 404) return 'ROUTE_UNKNOWN';
  if (statusCode === 413) return 'MESSAGE_TOO_LARGE';
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'MALFORMED_MESSAGE' : 'INTERNAL';
}

/** Every refusal of this instance becomes `{code, detail}` with the status of the error table. */
export function answerProblems(app: FastifyInstance, log: Logger): void {
  const answer = (reply: FastifyReply, code: ErrorCode, detail: string): FastifyReply => {
    if (code === 'UNAUTHORIZED') void reply.header('www-authenticate', 'Bearer realm="cortexwire"');
    return reply.code(ERROR_CODES[code].httpStatus).send({ code, detail });
  };
  app.setErrorHandler((error: FastifyError | ProtocolError, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof ProtocolError) return answer(reply, error.code, error.detail);
    const code = codeOfStatus(error.statusCode);
    if (code !== 'INTERNAL') return answer(reply, code, error.message);
    log.error({ err: error, method: request.method, route: request.routeOptions.url ?? 'none' }, 'request failed');
    return answer(reply, code, "the server's log has more");
  });
  app.setNotFoundHandler((request, reply) =>
    answer(reply, 'ROUTE_UNKNOWN', `no ${request.method} ${request.url.split('?')[0] ?? ''}; see /docs`),
  );
}

/** Documentation of the refusals that a route can answer with. */
export function problemAnswers(...codes: ErrorCode[]): Record<number, unknown> {
  const answers: Record<number, unknown> = {};
  for (const code of codes) {
    const { httpStatus } = ERROR_CODES[code];
    const same = codes.filter((other) => ERROR_CODES[other].httpStatus === httpStatus);
    answers[httpStatus] = { ...jsonSchema(problemSchema), description: same.join(', ') };
  }
  return answers;
}
