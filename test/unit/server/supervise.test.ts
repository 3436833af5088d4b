import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { supervise } from '../../../server/supervise.js';

const SILENCE_MS = 200;

/** A server that is ready, and says nothing more by itself; whoever kills it ends the supervisor's work, too. */
function quietServer() {
  const ending = new AbortController();
  const kills: unknown[] = [];
  const child = Object.assign(new EventEmitter(), {
    exitCode: null,
    signalCode: null,
    kill: (signal: NodeJS.Signals) => {
      kills.push(signal);
      ending.abort();
      setImmediate(() => child.emit('exit', null, signal));
    },
  });
  const first = {
    child: child as unknown as ChildProcess,
    said: [{ type: 'ready', port: 1, journal: '' }],
  };
  const options = { args: [], first, standby: false, silenceMs: SILENCE_MS, drainMs: 1000, log: () => undefined };
  return { child, kills, ending, ended: supervise(options, ending.signal) };
}

it('kills a server that is not heard', async () => {
  const { kills, ended } = quietServer();
  await ended;
  expect(kills[0]).toBe('SIGKILL');
});

it('does not take for silence what it could not hear, as it was stopped itself', async () => {
  const { child, kills, ending, ended } = quietServer();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * SILENCE_MS);
  // What has come meanwhile is read behind the timers that are due.
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  child.emit('message', { type: 'beat' });
  expect(kills).toEqual([]);
  ending.abort();
  child.emit('exit', 0, null);
  await ended;
  expect(kills).toEqual(['SIGTERM']);
});
