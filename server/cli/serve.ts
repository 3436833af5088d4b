import { ProtocolError } from '../../protocol/error-codes.js';
import { Server } from '../app/server.js';
import type { LoadedConfig } from '../config/load-config.js';
import { JournalError } from '../journal/journal-errors.js';
import { createLogger } from '../observe/logger.js';
import { supervise } from '../supervise.js';
import type { Host } from './host.js';
import { CommandError } from './terminal.js';

/**
 * Runs the server until `signal` aborts: under a supervisor of its own, or, when that is off, in this process.
 * @param args as they were given, for the server process that the supervisor starts
 * @returns the exit code
 */
export async function serve(loaded: LoadedConfig, args: readonly string[], host: Host, signal: AbortSignal): Promise<number> {
  const { config } = loaded;
  const log = createLogger(config.logLevel);
  if (config.supervise) {
    return supervise(
      { args, silenceMs: config.watchdog.silenceMs, drainMs: config.drainMs, log: (text) => log.warn(text) },
      signal,
    );
  }
  for (const warning of loaded.warnings) log.warn(warning);
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  host.parent?.onGone(() => {
    log.warn('the supervisor is gone: draining');
    stop.abort();
  });
  let failure: Error | undefined;
  let server: Server;
  try {
    server = await Server.start(
      config,
      log,
      {
        hung: (detail) => {
          if (host.parent === undefined) host.kill();
          else host.parent.send({ type: 'hung', detail });
        },
        failed: (error) => {
          failure ??= error;
          log.fatal({ err: error }, 'the server cannot go on');
          stop.abort();
        },
      },
      stop.signal,
    );
  } catch (error) {
    host.parent?.release();
    if (error instanceof ProtocolError || error instanceof JournalError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  }
  host.out.write(`cortexwire listening on ${server.url}\n`);
  host.parent?.send({ type: 'ready', port: server.port, journal: server.journalDirectory });
  const beat = setInterval(() => host.parent?.send({ type: 'beat' }), config.watchdog.heartbeatMs);
  if (!stop.signal.aborted) {
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  log.info('draining');
  // A run that hangs, or a reader that takes nothing, must not keep the process for ever; what is left is in the journal.
  const late = setTimeout(() => {
    log.error(`did not end in ${config.drainMs} ms; what is left is in the journal`);
    host.kill();
  }, config.drainMs);
  await server.close();
  clearTimeout(late);
  clearInterval(beat);
  signal.removeEventListener('abort', onAbort);
  host.parent?.release();
  log.info('stopped');
  return failure === undefined ? 0 : 1;
}
