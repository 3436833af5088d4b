import {
  pino,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type Logger,
  type LevelWithSilent,
} from 'pino';

/** Longest text in a log line, in UTF-16 units; details of errors are shorter. */
const MAX_TEXT = 1000;

/** Lines that wait for a slow reader of stderr, bytes; what is beyond is dropped, so that a stuck terminal stops nobody. */
const MAX_WAITING_BYTES = 1 << 20;

/** Names under which decoded content or a secret could come. */
const NEVER = new Set([
  'authorization',
  'candidates',
  'classes',
  'committed',
  'data',
  'embedding',
  'label',
  'payload',
  'provisional',
  'result',
  'resumeToken',
  'samples',
  'scores',
  'signal',
  'text',
  'token',
  'truth',
]);

/** Single values pass, and errors; arrays, buffers and nested objects do not, whatever they are called. */
function plainFields(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (NEVER.has(name)) kept[name] = '(hidden)';
    else if (typeof value === 'string') kept[name] = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) kept[name] = value;
    else if (typeof value === 'bigint') kept[name] = String(value);
    else if (value instanceof Error) kept[name] = errorFields(value);
    else if (value !== undefined) kept[name] = `(${Object.prototype.toString.call(value).slice(8, -1)})`;
  }
  return kept;
}

function errorFields(error: Error): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message.slice(0, MAX_TEXT),
    stack: error.stack?.slice(0, 4 * MAX_TEXT),
    ...(error.cause instanceof Error ? { cause: errorFields(error.cause) } : {}),
  };
}

/**
 * JSON lines on stderr: one event a line, with single values beside it (stream, decoder, code, sample index, count).
 * Samples, decoded text and tokens never get through, because nothing but single values under harmless names does.
 *
 * @param destination where lines go instead, for tests
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are plain fields already.
      serializers: { err: (value: unknown) => (value instanceof Error ? errorFields(value) : value) },
      formatters: { level: (label) => ({ level: label }), log: plainFields },
    },
    destination ?? pino.destination({ dest: 2, sync: false, minLength: 0, maxLength: MAX_WAITING_BYTES }),
  );
  // A child's fields do not pass the formatters; children inherit this method, so theirs do too.
  type MakeChild = (this: Logger, bindings: Bindings, options?: ChildLoggerOptions) => Logger;
  const makeChild = Reflect.get(log, 'child') as unknown as MakeChild;
  const child: MakeChild = function (bindings, options) {
    return makeChild.call(this, plainFields(bindings), options);
  };
  return Object.assign(log, { child });
}

export type { Logger } from 'pino';
