import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { childPids, keepChild } from './children.js';

/** The built program, as its bin runs it. */
export const CORTEXWIRE = join(packageRoot(), 'dist/server/main.js');

export interface ServerOptions {
  readonly journal: string;
  /** Model folders; absent: the package's own. */
  readonly models?: readonly string[];
  /** Absent: a free one, that stays the same over restarts. */
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time to readiness, ms. */
  readonly patienceMs?: number;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `cortexwire serve` in processes of its own: a supervisor, and the server that it keeps alive. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  /** The last of what the server logged. */
  readonly #log: string[] = [];
  #nRestarts = 0;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        this.#log.push(line);
        if (line.includes('the server ended (')) this.#nRestarts++;
        if (this.#log.length > 200) this.#log.shift();
      });
    }
  }

  /** @throws {Error} with the end of the log when the server does not get ready */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const port = options.port ?? (await freePort());
    const args = ['serve', '--port', String(port), '--journal', options.journal];
    for (const models of options.models ?? []) args.push('--models', models);
    const child = keepChild(
      spawn(process.execPath, [CORTEXWIRE, ...args, ...(options.args ?? [])], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...options.env },
      }),
    );
    const server = new ServerProcess(child, port);
    try {
      await server.#listening(options.patienceMs ?? 30_000);
    } catch (error) {
      await server.kill('SIGKILL');
      throw new Error(`the server did not start: ${String(error)}\n${server.log}`, { cause: error });
    }
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How often the supervisor has put another server in the place of one that ended. */
  get nRestarts(): number {
    return this.#nRestarts;
  }

  get log(): string {
    return this.#log.join('\n');
  }

  /** Process id of the supervisor. */
  get supervisorPid(): number {
    return this.#child.pid ?? -1;
  }

  /** Process ids of the server and, where there is one, of its spare. */
  async childPids(): Promise<number[]> {
    return childPids(this.supervisorPid);
  }

  /** Process id of the server that listens; undefined while the next one starts. */
  async serverPid(): Promise<number | undefined> {
    const socket = await listeningSocket(this.port);
    if (socket === undefined) return undefined;
    for (const pid of await this.childPids()) {
      if (await hasOpen(pid, socket)) return pid;
    }
    return undefined;
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.httpUrl}/metrics`);
    if (!response.ok) throw new Error(`GET /metrics answered ${response.status}`);
    return response.text();
  }

  /** SIGTERM, and what the program says to it. */
  async stop(patienceMs = 15_000): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return this.#end('SIGTERM', patienceMs);
  }

  /** Ends the supervisor and its servers, whatever they do. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const children = await this.childPids();
    await this.#end(signal, 1000);
    for (const pid of children) signalProcess(pid, 'SIGKILL');
  }

  async #end(how: NodeJS.Signals, patienceMs: number): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return { code: exitCode, signal: signalCode };
    const exit = once(this.#child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    this.#child.kill(how);
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    const [code, signal] = await exit;
    clearTimeout(patience);
    return { code, signal };
  }

  async #listening(patienceMs: number): Promise<void> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no stdout');
    const lines = createInterface({ input: stdout });
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`not listening after ${patienceMs} ms`)), patienceMs);
      this.#child.once('exit', (code, signal) => {
        clearTimeout(patience);
        reject(new Error(`it ended with ${String(signal ?? code)}`));
      });
      lines.on('line', (line) => {
        if (!line.includes('listening on http')) return;
        clearTimeout(patience);
        resolve();
      });
    });
  }
}

/** @param signal 0 only asks
 * @returns whether there was such a process */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

const TCP_LISTEN = '0A';

/** Inode of the IPv4 socket that listens on `port`, as Linux lists it. */
async function listeningSocket(port: number): Promise<string | undefined> {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of (await readFile('/proc/net/tcp', 'utf8')).split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1]?.endsWith(local) === true && fields[3] === TCP_LISTEN) return fields[9];
  }
  return undefined;
}

async function hasOpen(pid: number, inode: string): Promise<boolean> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(files.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.includes(`socket:[${inode}]`);
}
