import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * What a chunk leaves behind is mostly memory outside the heap, which only a collection gives back: few large ones then come as
 * whole mark-compacts of 5 to 30 ms, many small ones take 0.3 ms each (server/decisions/0011). MiB.
 */
export const SMALL_YOUNG_GENERATION = '--max-semi-space-size=1';

/** How V8 manages the memory of the server's threads (server/decisions/0014). */
const V8_FLAGS = [
  SMALL_YOUNG_GENERATION,
  // MiB. A heap that begins small is marked and swept every few seconds, for half a MiB a second that outlives two collections.
  '--initial-old-space-size=64',
  // Lets `QuietCollector` say when the young generation is collected.
  '--expose-gc',
];

/** A server process, and what it has said before anybody listened. */
export interface ServerFork {
  readonly child: ChildProcess;
  readonly said: unknown[];
}

/** @param args of `cortexwire serve`, and what its supervisor adds to them */
export function forkServer(args: readonly string[]): ServerFork {
  const child = fork(fileURLToPath(new URL('./main.js', import.meta.url)), ['serve', ...args, '--no-supervise'], {
    execArgv: [...process.execArgv, ...V8_FLAGS],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const said: unknown[] = [];
  child.on('message', (message) => said.push(message));
  return { child, said };
}

/** Flags and variables that may keep `serve` from running a server under a supervisor. */
const OTHERWISE = /^(-h|--(help|print-config|config|supervise|no-supervise|stand-by))(=|$)/;
const OTHER_SETTINGS = ['CORTEXWIRE_CONFIG', 'CORTEXWIRE_SUPERVISE'];

/**
 * Whether these words certainly ask for a server under a supervisor, provided that they can be used at all: then it may be
 * started before this process has loaded what it takes to read them. Where they cannot be used, the server says so.
 */
export function isSupervisedServer([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): boolean {
  if (command !== 'serve' || args.some((word) => OTHERWISE.test(word))) return false;
  return OTHER_SETTINGS.every((name) => env[name] === undefined);
}
