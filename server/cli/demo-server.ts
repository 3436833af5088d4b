import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chooseJournalDir } from '../journal/journal-dir.js';
import { CommandError } from './terminal.js';

const START_MS = 60_000;

/** The server of a demo, in a process of its own, with a journal that goes with it. */
export class DemoServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #journal: string;

  private constructor(url: string, child: ChildProcess, journal: string) {
    this.url = url;
    this.#child = child;
    this.#journal = journal;
  }

  /** @throws {CommandError} when it does not start; its own last words are on the error stream */
  static async start(models: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<DemoServer> {
    const journal = mkdtempSync(join(journalParent(env), 'cortexwire-demo-'));
    const main = fileURLToPath(new URL('../main.js', import.meta.url));
    const args = ['serve', '--port', '0', '--journal', journal, '--log-level', 'error', '--models', ...models];
    // Ctrl-C is for the demo alone, which ends the server when the stream is over. The channel tells the server when the
    // demo is gone without having done so; it takes the place of a supervisor.
    const child = spawn(process.execPath, [main, ...args, '--no-supervise'], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      detached: true,
    });
    try {
      return new DemoServer(await listening(child, signal), child, journal);
    } catch (error) {
      await ended(child);
      rmSync(journal, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await ended(this.#child);
    rmSync(this.#journal, { recursive: true, force: true });
  }
}

/** Memory where a server would have its journal there, too; a folder for such things that was set goes before. */
function journalParent(env: NodeJS.ProcessEnv): string {
  const { where, directory } = chooseJournalDir();
  return where === 'tmpfs' && env['TMPDIR'] === undefined ? dirname(directory) : tmpdir();
}

/** The URL that the server says it listens on. */
async function listening(server: ChildProcess, signal: AbortSignal): Promise<string> {
  if (server.stdout === null) throw new CommandError('the server has no output to read');
  const lines = createInterface({ input: server.stdout });
  const late = setTimeout(() => server.kill('SIGKILL'), START_MS);
  const onAbort = (): void => {
    server.kill('SIGTERM');
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    for await (const line of lines) {
      const url = /listening on (\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
  }
  throw new CommandError(signal.aborted ? 'stopped' : 'the server did not start; its last words are above');
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}
