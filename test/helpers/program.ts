import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CORTEXWIRE } from '../../bench/harness/server-process.js';

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What became of a run. */
export interface Outcome {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly err: string;
}

/** One run of the built program, `cortexwire ARGS`, in a process of its own. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  #err = '';

  constructor(args: readonly string[], { env = {} }: ProgramOptions = {}) {
    const child = spawn(process.execPath, [CORTEXWIRE, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#err += text));
    this.child = child;
    this.ended = once(child, 'close').then(([code]) => ({ code: code as number | null, lines, err: this.#err }));
  }

  /** What it has said on its error stream so far. */
  get err(): string {
    return this.#err;
  }

  /** Waits until it has said something on its error stream. @throws {Error} when it ends before */
  async said(what: RegExp): Promise<void> {
    while (!what.test(this.#err)) {
      const { stderr } = this.child;
      if (stderr === null || stderr.readableEnded)
        throw new Error(`it ended without saying ${String(what)}:\n${this.#err}`);
      await Promise.race([once(stderr, 'data'), once(stderr, 'end')]);
    }
  }

  /** Ends it whatever it does. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
