#!/usr/bin/env node
import { Writable } from 'node:stream';
import type { Host, Parent } from './cli/host.js';
import { forkServer, isSupervisedServer } from './server-fork.js';
import type { ServeNow, ServerMessage } from './supervise.js';

/** How long a server may take to refuse the words that its supervisor has refused, ms. */
const REFUSAL_MS = 5000;

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

const args = process.argv.slice(2);
// Before this process loads what it supervises the server with: both then load at the same time.
const first = isSupervisedServer(args, process.env) ? forkServer([...args.slice(1), '--restarts', '0']) : undefined;
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
/** What is wrong with the words, that server says; once is enough. */
const silence = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
const host: Host = {
  out: process.stdout,
  err: first === undefined ? process.stderr : silence(),
  env: process.env,
  parent,
  first,
  kill: () => process.kill(process.pid, 'SIGKILL'),
};
const { runCommandLine } = await import('./cli/command-line.js');
process.exitCode = await runCommandLine(args, host, stop.signal);
if (first !== undefined && first.child.exitCode === null && first.child.signalCode === null) {
  // Refused here, so there too, unless a file that the words name changed in between: nobody would supervise it.
  setTimeout(() => first.child.kill(), REFUSAL_MS).unref();
}
process.off('SIGINT', onSignal);
process.off('SIGTERM', onSignal);
