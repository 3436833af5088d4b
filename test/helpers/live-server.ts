import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { metricValue } from '../../bench/harness/metric-text.js';
import { CORTEXWIRE, signalProcess } from '../../bench/harness/server-process.js';

export interface LiveServerOptions {
  readonly journal: string;
  readonly models: readonly string[];
  /** Under a supervisor with a spare, as people run it. Default: the bare server process, which starts faster. */
  readonly supervise?: boolean;
  /** Default 0: a free one. */
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Longest wait for anything a server should say, ms. */
const PATIENCE_MS = 15_000;
const LISTENING = /^cortexwire listening on (\S+)$/;

/** `cortexwire serve` of the built program, in processes of its own. */
export class LiveServer {
  readonly child: ChildProcess;
  readonly journal: string;
  /** What it printed and logged, line by line as it came. */
  readonly lines: string[] = [];
  /** Address of each server that began to listen, in turn: the supervisor starts one after the other. */
  readonly #addresses: URL[] = [];
  readonly #ended: Promise<Ending>;
  /** Settles when no process is left that writes to this server's output: spares and orphans, too. */
  readonly #silent: Promise<unknown>;
  #watchers: (() => void)[] = [];
  #isOver = false;
  #orphans: readonly number[] = [];

  private constructor(child: ChildProcess, journal: string) {
    this.child = child;
    this.journal = journal;
    for (const output of [child.stdout, child.stderr]) {
      if (output === null) throw new Error('no pipe');
      createInterface({ input: output }).on('line', (line) => this.#line(line));
    }
    this.#ended = once(child, 'exit').then(([code, signal]) => {
      this.#isOver = true;
      this.#wake();
      return { code, signal };
    });
    this.#silent = once(child, 'close');
  }

  /** Starts it; `listening` waits until it is ready. Whoever calls this ends it. */
  static spawn(options: LiveServerOptions): LiveServer {
    const { journal, models, supervise = false, port = 0, args = [], env = {} } = options;
    const words = ['serve', '--port', String(port), '--journal', journal];
    for (const folder of models) words.push('--models', folder);
    if (!supervise) words.push('--no-supervise');
    const child = spawn(process.execPath, [CORTEXWIRE, ...words, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    return new LiveServer(child, journal);
  }

  get #address(): URL {
    const address = this.#addresses.at(-1);
    if (address === undefined) throw new Error('the server does not listen yet');
    return address;
  }

  get httpUrl(): string {
    return this.#address.origin;
  }

  /** `ws://` or `wss://`, whichever it serves. */
  get url(): string {
    return this.httpUrl.replace(/^http/, 'ws');
  }

  get port(): number {
    return Number(this.#address.port);
  }

  get log(): string {
    return this.lines.join('\n');
  }

  /** How many servers have begun to listen, one in the place of the other. */
  get nServed(): number {
    return this.#addresses.length;
  }

  /** Process of the server that has the journal; not that of the supervisor nor of a spare. */
  get servingPid(): number {
    const { pid } = JSON.parse(readFileSync(join(this.journal, 'lock'), 'utf8')) as { pid: number };
    return pid;
  }

  /** Waits until the `n`th server listens, counted from 1. */
  async listening(n = 1): Promise<void> {
    await this.until(`server ${n} to listen`, () => this.#addresses.length >= n);
  }

  /** Waits for a line that it prints or logs, or has. */
  async said(what: RegExp): Promise<string> {
    await this.until(`a line like ${String(what)}`, () => this.lines.some((line) => what.test(line)));
    return this.lines.find((line) => what.test(line)) ?? '';
  }

  /** @throws {Error} with the log, when it ends before that or says nothing of the kind for long */
  async until(what: string, holds: () => boolean): Promise<void> {
    const late = Date.now() + PATIENCE_MS;
    while (!holds()) {
      if (this.#isOver && this.lines.length > 0 && !holds()) await this.#silent;
      if (holds()) return;
      const left = late - Date.now();
      if (this.#isOver || left <= 0) {
        throw new Error(`${this.#isOver ? 'the server ended' : 'waited too long'}, waiting for ${what}\n${this.log}`);
      }
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, left);
        this.#watchers.push(() => {
          clearTimeout(patience);
          resolve();
        });
      });
    }
  }

  /** Waits until it has ended by itself. */
  async ended(): Promise<Ending> {
    return this.#ended;
  }

  /** Waits until every process that it started has ended, too. */
  async allEnded(): Promise<void> {
    await this.#silent;
  }

  /** SIGTERM, as an operator stops it. */
  async stop(): Promise<Ending> {
    this.child.kill('SIGTERM');
    return this.#ended;
  }

  /** SIGKILL of the process that was started: the supervisor, where there is one. What it started is left alone. */
  kill(): void {
    this.#orphans = childrenOf(this.child.pid);
    this.child.kill('SIGKILL');
  }

  /** Ends it whatever it does, with all that it started. */
  async end(): Promise<void> {
    const children = [...childrenOf(this.child.pid), ...this.#orphans];
    if (!this.#isOver) this.child.kill('SIGTERM');
    const patience = setTimeout(() => {
      this.child.kill('SIGKILL');
      for (const pid of children) signalProcess(pid, 'SIGKILL');
    }, 5000);
    await this.#silent;
    clearTimeout(patience);
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.httpUrl}/metrics`);
    if (!response.ok) throw new Error(`GET /metrics answered ${response.status}`);
    return response.text();
  }

  /** Asks for its metrics until one of them is as wanted. */
  async measures(name: string, isWanted: (value: number) => boolean): Promise<void> {
    const late = Date.now() + PATIENCE_MS;
    for (;;) {
      const value = metricValue(await this.metrics(), name) ?? 0;
      if (isWanted(value)) return;
      if (Date.now() > late) throw new Error(`${name} stayed at ${value}\n${this.log}`);
    }
  }

  #line(line: string): void {
    this.lines.push(line);
    const address = LISTENING.exec(line)?.[1];
    if (address !== undefined) this.#addresses.push(new URL(address));
    this.#wake();
  }

  #wake(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
  }
}

/** Process ids, as Linux lists them. */
function childrenOf(pid: number | undefined): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  if (pid === undefined || !existsSync(path)) return [];
  return readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number);
}
