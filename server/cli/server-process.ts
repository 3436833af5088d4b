import { ProtocolError } from '../../protocol/error-codes.js';
import { startLaneThreads } from '../app/lane-threads.js';
import type { LoadedModels } from '../app/loaded-models.js';
import type * as AppServer from '../app/server.js';
import type { LoadedConfig } from '../config/load-config.js';
import { JournalError } from '../journal/journal-errors.js';
import type { Host } from './host.js';
import { CommandError } from './terminal.js';

/** What the supervisor says to a server that it starts. */
export interface ServerRole {
  /** Load everything, then wait for the supervisor's word. */
  readonly standBy: boolean;
  /** Servers that ended before this one. */
  readonly nRestarts: number;
}

/**
 * Runs the server in this process until `signal` aborts or its supervisor is gone.
 * @returns the exit code
 */
export async function runServer(
  loaded: LoadedConfig,
  role: ServerRole,
  host: Host,
  signal: AbortSignal,
): Promise<number> {
  const { config } = loaded;
  const { watchdog, drainMs, logLevel } = config;
  const threads = startLaneThreads(config);
  const log = (await import('../observe/logger.js')).createLogger(logLevel);
  for (const warning of loaded.warnings) log.warn(warning);
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) stop.abort();
  host.parent?.onGone(() => {
    log.warn('the supervisor is gone: draining');
    stop.abort();
  });
  let failure: Error | undefined;
  const events = {
    hung: (detail: string): void => {
      if (host.parent === undefined) host.kill();
      else host.parent.send({ type: 'hung', detail });
    },
    failed: (error: Error): void => {
      failure ??= error;
      log.fatal({ err: error }, 'the server cannot go on');
      stop.abort();
    },
  };
  const beat = setInterval(() => host.parent?.send({ type: 'beat' }), watchdog.heartbeatMs);
  let models: LoadedModels | undefined;
  let server: AppServer.Server | undefined;
  try {
    const { loadModels } = await import('../app/loaded-models.js');
    // Half a second of modules, while the lanes' threads load models.
    const app = (): Promise<typeof AppServer> => import('../app/server.js');
    models = await loadModels(config, threads, host.parent !== undefined, log, () => void app());
    const { port, nRestarts } = role.standBy ? await turn(host, stop.signal) : { port: config.port, ...role };
    if (port === undefined) {
      await Promise.all(models.lanes.map((lane) => lane.stop()));
      return 0;
    }
    server = await (await app()).Server.start({ ...config, port }, models, log, events, stop.signal);
    server.metrics.restarts.inc(nRestarts);
  } catch (error) {
    // Their threads would keep a process that has nothing to do.
    await Promise.all((models?.lanes ?? []).map((lane) => lane.stop()));
    if (error instanceof ProtocolError) throw new CommandError(error.message, 1, { cause: error });
    if (error instanceof JournalError) throw new CommandError(`${error.code}: ${error.message}`, 1, { cause: error });
    throw error;
  } finally {
    if (server === undefined) {
      clearInterval(beat);
      host.parent?.release();
    }
  }
  host.out.write(`cortexwire listening on ${server.url}\n`);
  host.parent?.send({ type: 'ready', port: server.port, journal: server.journalDirectory });
  if (!stop.signal.aborted) {
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  log.info('draining');
  // A run that hangs, or a reader that takes nothing, must not keep the process for ever; what is left is in the journal.
  const late = setTimeout(() => {
    log.error(`did not end in ${drainMs} ms; what is left is in the journal`);
    host.kill();
  }, drainMs);
  await server.close();
  clearTimeout(late);
  clearInterval(beat);
  signal.removeEventListener('abort', onAbort);
  host.parent?.release();
  log.info('stopped');
  return failure === undefined ? 0 : 1;
}

/** Waits until the supervisor says that it is this process's turn; without a port when it is no more needed. */
function turn(host: Host, signal: AbortSignal): Promise<{ port: number | undefined; nRestarts: number }> {
  return new Promise((resolve) => {
    const notNeeded = (): void => resolve({ port: undefined, nRestarts: 0 });
    if (signal.aborted) return notNeeded();
    signal.addEventListener('abort', notNeeded, { once: true });
    host.parent?.onServeNow(resolve);
    host.parent?.send({ type: 'standing-by' });
  });
}
