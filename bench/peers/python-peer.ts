import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../server/config/package-root.js';
import { CouldNotMeasure } from '../claims/claim.js';
import { keepChild } from '../harness/children.js';

/** The scripts stay in the source folder: they are not built. */
export const PEERS = join(packageRoot(), 'bench/peers');

/** Longest time from start to readiness, s: a resolver of streams may wait for most of it. */
const PATIENCE = 30;
/** Lines of what it says on stderr that an error quotes. */
const N_ERROR_LINES = 30;

/** The Python that has the peers: of the environment that `bench/peers/install` makes, or else CORTEXWIRE_PYTHON. */
export function peerPython(): string {
  const folder = process.env['CORTEXWIRE_PEERS'] ?? join(homedir(), '.cache/cortexwire/peers');
  const installed = join(folder, 'bin/python');
  if (existsSync(installed)) return installed;
  return process.env['CORTEXWIRE_PYTHON'] ?? 'python3';
}

/** A Python script that answers a line of JSON for each that it is given, or by itself. */
export class PythonPeer {
  readonly #script: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #errors: string[] = [];
  /** Of Python and its packages. */
  versions: unknown;

  private constructor(script: string, child: ChildProcess) {
    this.#script = script;
    this.#child = child;
    if (child.stdout === null || child.stderr === null) throw new Error('no pipes');
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.#errors.push(line);
      if (this.#errors.length > N_ERROR_LINES) this.#errors.shift();
    });
  }

  /**
   * Starts a script of this folder and waits until it is ready.
   *
   * @throws {CouldNotMeasure} where Python, a module or what the script needs besides is not there
   */
  static async start(script: string, args: readonly string[], python = peerPython()): Promise<PythonPeer> {
    const env = { ...process.env, OMP_NUM_THREADS: '1', LSLAPICFG: join(PEERS, 'lsl_api.cfg') };
    const child = keepChild(
      spawn(python, ['-B', join(PEERS, script), ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      setTimeout(() => reject(new Error(`${script} is not ready after ${PATIENCE} s`)), PATIENCE * 1e3).unref();
    });
    const peer = new PythonPeer(script, child);
    try {
      peer.versions = (await Promise.race([peer.answer(), failed]))['versions'];
      return peer;
    } catch (error) {
      await peer.stop();
      throw new CouldNotMeasure(`${python}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The next line that it says. */
  async answer(): Promise<Readonly<Record<string, unknown>>> {
    const next = await this.#answers.next();
    if (next.done === true) {
      if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
      throw new Error(`${this.#script} ended: ${this.#errors.at(-1) ?? 'it said nothing'}`);
    }
    return JSON.parse(next.value) as Readonly<Record<string, unknown>>;
  }

  /** Says a line and leaves the answer to `answer`. */
  tell(request: object): void {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** Numbers as the scripts write them: float64, little-endian, in base64. */
export function numbersOf(answer: Readonly<Record<string, unknown>>, name: string): Float64Array {
  const text = answer[name];
  if (typeof text !== 'string') throw new Error(`the answer has no ${name}`);
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
