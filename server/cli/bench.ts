import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { Terminal } from './terminal.js';

/** Runs the measurements, which are programs of their own, in a process of its own. @returns its exit code */
export async function bench(words: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const program = join(packageRoot(), 'dist/bench/bench.js');
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(terminal.out, { end: false });
  child.stderr.pipe(terminal.err, { end: false });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
