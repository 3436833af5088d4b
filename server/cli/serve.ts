import type { LoadedConfig } from '../config/load-config.js';
import { createLogger } from '../observe/logger.js';
import { supervise } from '../supervise.js';
import type { Host } from './host.js';
import type { ServerRole } from './server-process.js';

/**
 * Runs the server until `signal` aborts: under a supervisor of its own, or, when that is off, in this process.
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
  const log = createLogger(logLevel);
  if (isSupervised) {
    const options = { args, standby, silenceMs: watchdog.silenceMs, drainMs, log: (text: string) => log.warn(text) };
    return supervise(options, signal);
  }
  // The supervisor needs nothing of this, and stays small without it.
  const { runServer } = await import('./server-process.js');
  return runServer(loaded, role, log, host, signal);
}
