import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CORTEXWIRE } from './server-process.js';

export interface CommandOptions {
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** One run of the built program: `cortexwire ARGS...`. */
export class Command {
  readonly child: ChildProcess;
  /** What it printed, line by line. */
  readonly lines: string[] = [];
  readonly #args: readonly string[];
  readonly #errors: string[] = [];
  readonly #ended: Promise<void>;

  constructor(args: readonly string[], options: CommandOptions = {}) {
    this.#args = args;
    this.child = spawn(process.execPath, [CORTEXWIRE, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      options.onLine?.(line);
    });
    createInterface({ input: stderr }).on('line', (line) => {
      this.#errors.push(line);
      if (this.#errors.length > 100) this.#errors.shift();
    });
    this.#ended = once(this.child, 'close').then(() => undefined);
    // Whoever waits sees the failure; nobody has to.
    this.#ended.catch(() => undefined);
  }

  get errors(): string {
    return this.#errors.join('\n');
  }

  /** @throws {Error} with what it said when it ended otherwise than with exit code 0 */
  async done(): Promise<void> {
    await this.#ended;
    if (this.child.exitCode === 0) return;
    const how = this.child.signalCode ?? `exit code ${this.child.exitCode}`;
    throw new Error(`cortexwire ${this.#args.join(' ')}: ${how}\n${this.errors}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.#ended;
  }
}

/** @returns what it printed */
export async function cortexwire(args: readonly string[], options: CommandOptions = {}): Promise<string[]> {
  const command = new Command(args, options);
  await command.done();
  return command.lines;
}
