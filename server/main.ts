#!/usr/bin/env node
import { runCommandLine } from './cli/command-line.js';
import type { Host, Parent } from './cli/host.js';
import type { ServeNow, ServerMessage } from './supervise.js';

/** Entry of `cortexwire`: the only file that touches the process itself, its signals, channel and exit code. */
const stop = new AbortController();
const onSignal = (): void => {
  // The second signal is the operator's kill; a server under a supervisor leaves that to the supervisor.
  if (stop.signal.aborted && process.send === undefined) process.kill(process.pid, 'SIGKILL');
  stop.abort();
};
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// `cortexwire decode … | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});

const parent: Parent | undefined =
  process.send === undefined
    ? undefined
    : {
        send: (message: ServerMessage) => {
          if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
        },
        onServeNow: (callback) => process.once('message', (message) => callback(message as ServeNow)),
        onGone: (callback) => {
          // It may have gone before anybody listened, while this process was still loading its modules.
          if (process.connected) process.once('disconnect', callback);
          else callback();
        },
        release: () => {
          process.removeAllListeners('disconnect');
          process.removeAllListeners('message');
          if (process.connected) process.disconnect();
        },
      };
const host: Host = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  parent,
  kill: () => process.kill(process.pid, 'SIGKILL'),
};
process.exitCode = await runCommandLine(process.argv.slice(2), host, stop.signal);
process.off('SIGINT', onSignal);
process.off('SIGTERM', onSignal);
