import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { keepChild } from './children.js';
import { CORTEXWIRE } from './server-process.js';

/** Lines of what it says on stderr that an error quotes. */
const N_ERROR_LINES = 50;

/**
 * Runs the built program to its end: `cortexwire ARGS...`.
 *
 * @returns what it printed, line by line
 * @throws {Error} with what it said on stderr when it ends otherwise than with exit code 0
 */
export async function cortexwire(args: readonly string[]): Promise<string[]> {
  const child = keepChild(spawn(process.execPath, [CORTEXWIRE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors.push(line);
    if (errors.length > N_ERROR_LINES) errors.shift();
  });
  await once(child, 'close');
  if (child.exitCode === 0) return lines;
  const how = child.signalCode ?? `exit code ${child.exitCode}`;
  throw new Error(`cortexwire ${args.join(' ')}: ${how}\n${errors.join('\n')}`);
}
