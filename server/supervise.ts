import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { blameCrashedRuns } from './app/suspects.js';

/** What the server process says to its supervisor. */
export type ServerMessage =
  | { readonly type: 'ready'; readonly port: number; readonly journal: string }
  | { readonly type: 'beat' }
  /** A run has hung; the window is on the list of suspects, and only SIGKILL can end the run. */
  | { readonly type: 'hung'; readonly detail: string };

export interface SuperviseOptions {
  /** Arguments of `cortexwire serve`, as they were given. */
  readonly args: readonly string[];
  /** A server that was not heard for this long is killed, ms. */
  readonly silenceMs: number;
  /** Longest orderly stop, ms; then the server is killed. */
  readonly drainMs: number;
  readonly log: (text: string) => void;
}

/** Signals by which a process dies of its own fault. SIGKILL is somebody else's doing. */
const CRASH_SIGNALS: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']);
const FIRST_DELAY_MS = 20;
const LONGEST_DELAY_MS = 5000;
/** A server that lived this long after it was ready has earned a fresh start, ms. */
const STEADY_MS = 10_000;

/**
 * Runs the server in a process of its own and starts it again whenever it ends without being asked to. Settles with the
 * exit code once `signal` has aborted and the server is gone, or when the very first start fails.
 */
export async function supervise(options: SuperviseOptions, signal: AbortSignal): Promise<number> {
  let port: number | undefined;
  let delayMs = FIRST_DELAY_MS;
  for (;;) {
    const started = performance.now();
    const life = await runServer(options, port, signal);
    if (signal.aborted) return life.code ?? (life.signal === 'SIGTERM' ? 0 : 1);
    if (port === undefined && life.port === undefined) return life.code ?? 1;
    port ??= life.port;
    if (life.journal !== undefined && life.signal !== null && CRASH_SIGNALS.has(life.signal)) blameCrashedRuns(life.journal);
    const cause = life.cause ?? (life.signal === null ? `exit code ${life.code}` : life.signal);
    options.log(`the server ended (${cause}); starting it again`);
    const steady = life.port !== undefined && performance.now() - started > STEADY_MS;
    delayMs = steady || life.port !== undefined ? FIRST_DELAY_MS : Math.min(delayMs * 2, LONGEST_DELAY_MS);
    await pause(delayMs, signal);
    if (signal.aborted) return 0;
  }
}

interface Life {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly port: number | undefined;
  readonly journal: string | undefined;
  /** Why the supervisor killed it. */
  readonly cause: string | undefined;
}

function runServer(options: SuperviseOptions, port: number | undefined, signal: AbortSignal): Promise<Life> {
  return new Promise((resolve, reject) => {
    const args = ['serve', ...options.args, '--no-supervise'];
    // The next server takes the port that the first one was given.
    if (port !== undefined) args.push('--port', String(port));
    const child = fork(fileURLToPath(new URL('./main.js', import.meta.url)), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let ready: { port: number; journal: string } | undefined;
    let cause: string | undefined;
    const kill = (why: string): void => {
      cause ??= why;
      child.kill('SIGKILL');
    };
    let silence = setTimeout(() => kill('silent while starting'), options.silenceMs + 60_000);
    child.on('message', (message: ServerMessage) => {
      clearTimeout(silence);
      silence = setTimeout(() => kill(`not heard for ${options.silenceMs} ms`), options.silenceMs);
      if (message.type === 'ready') ready = message;
      else if (message.type === 'hung') kill(message.detail);
    });
    const stop = (): void => stopServer(child, options.drainMs);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code, exitSignal) => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      resolve({ code, signal: exitSignal, port: ready?.port, journal: ready?.journal, cause });
    });
    if (signal.aborted) stop();
  });
}

function stopServer(child: ChildProcess, drainMs: number): void {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), drainMs + 2000);
  child.once('exit', () => clearTimeout(late));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
