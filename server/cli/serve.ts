import type { LoadedConfig } from '../config/load-config.js';
import type { Host } from './host.js';
import type { ServerRole } from './server-process.js';

/**
 * Runs the server until `signal` aborts: under a supervisor of its own, or, when that is off, in this process. Either
 * loads its modules here, since neither needs the other's.
 * @param args as they were given, for the server process that the supervisor starts
 * @returns the exit code
 */
export async function serve(
  loaded: LoadedConfig,
  args: readonly string[],
  role: ServerRole,
  host: Host,
  signal: AbortSignal,
): Promise<number> {
  const { watchdog, drainMs, standby, logLevel, supervise: isSupervised } = loaded.config;
  if (!isSupervised) {
    const { runServer } = await import('./server-process.js');
    return runServer(loaded, role, host, signal);
  }
  const { supervise } = await import('../supervise.js');
  // The supervisor has nothing to say before the server has ended, and starts it before it loads what it says it with.
  const logger = import('../observe/logger.js').then(({ createLogger }) => createLogger(logLevel));
  const log = (text: string): void => void logger.then((lines) => lines.warn(text));
  return supervise({ args, first: host.first, standby, silenceMs: watchdog.silenceMs, drainMs, log }, signal);
}
