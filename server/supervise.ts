import type { ChildProcess } from 'node:child_process';
import { blameRuns } from './app/suspects.js';
import { forkServer, type ServerFork } from './server-fork.js';

/** What the server process says to its supervisor. */
export type ServerMessage =
  /** A spare has loaded its models and waits to be told to serve. */
  | { readonly type: 'standing-by' }
  | { readonly type: 'ready'; readonly port: number; readonly journal: string }
  | { readonly type: 'beat' }
  /** A run has hung; the window is on the list of suspects, and only SIGKILL can end the run. */
  | { readonly type: 'hung'; readonly detail: string };

/** What a spare is told. */
export interface ServeNow {
  readonly type: 'serve-now';
  /** The port that the first server was given. */
  readonly port: number;
  /** How many servers have ended before it. */
  readonly nRestarts: number;
}

export interface SuperviseOptions {
  /** Arguments of `cortexwire serve`, as they were given. */
  readonly args: readonly string[];
  /** The first server, where it is under way. */
  readonly first?: ServerFork | undefined;
  /** Keep a second process that has loaded everything and only waits. */
  readonly standby: boolean;
  /** A server that was not heard for this long is killed, ms. */
  readonly silenceMs: number;
  /** Longest orderly stop, ms; then the server is killed. */
  readonly drainMs: number;
  readonly log: (text: string) => void;
}

/** Signals by which a process dies of its own fault. SIGKILL is somebody else's doing. */
const CRASH_SIGNALS: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']);
const START_MS = 60_000;
/** Silence is told in so many turns of this process: one that is late counts as one, however late. */
const SILENCE_TURNS = 8;
const FIRST_DELAY_MS = 20;
const LONGEST_DELAY_MS = 5000;

/**
 * Runs the server in a process of its own and puts another in its place whenever it ends without being asked to. Settles
 * with the exit code once `signal` has aborted and the server is gone, or when the very first start fails.
 */
export async function supervise(options: SuperviseOptions, signal: AbortSignal): Promise<number> {
  let port: number | undefined;
  let delayMs = FIRST_DELAY_MS;
  let nRestarts = 0;
  let spare: ServerChild | undefined;
  let { first } = options;
  const stopSpare = (): void => spare?.kill('not needed');
  signal.addEventListener('abort', stopSpare, { once: true });
  for (;;) {
    const active =
      spare?.isThere === true && port !== undefined ? spare : new ServerChild(options, { port, nRestarts, first });
    first = undefined;
    if (active === spare && port !== undefined) active.serveNow(port, nRestarts);
    spare = undefined;
    void active.ready.then(() => {
      if (options.standby && !signal.aborted) spare = new ServerChild(options, { standby: true });
    });
    const life = await active.run(signal);
    if (signal.aborted) return life.code ?? (life.signal === 'SIGTERM' ? 0 : 1);
    if (port === undefined && active.port === undefined) return life.code ?? 1;
    port ??= active.port;
    const crashed = life.signal !== null && CRASH_SIGNALS.has(life.signal);
    if (active.journal !== undefined)
      blameRuns(active.journal, crashed ? 'crashed' : life.silent ? 'silent' : 'killed');
    nRestarts++;
    const cause = life.cause ?? life.signal ?? `exit code ${life.code}`;
    options.log(`the server ended (${cause}); ${spare === undefined ? 'starting it again' : 'its spare goes on'}`);
    // One that came up is replaced at once; one that cannot even start is not tried in a tight loop.
    delayMs = active.port === undefined ? Math.min(delayMs * 2, LONGEST_DELAY_MS) : FIRST_DELAY_MS;
    if (active.port === undefined) await pause(delayMs, signal);
    if (signal.aborted) return 0;
  }
}

interface Life {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the supervisor killed it. */
  readonly cause: string | undefined;
  /** It was killed because it was not heard any more. */
  readonly silent: boolean;
}

interface ServerStart {
  readonly port?: number | undefined;
  readonly nRestarts?: number;
  readonly standby?: boolean;
  /** One that is under way already. */
  readonly first?: ServerFork | undefined;
}

/** One server process. */
class ServerChild {
  readonly #child: ChildProcess;
  readonly #options: SuperviseOptions;
  readonly #ended: Promise<Life>;
  readonly ready: Promise<void>;
  port: number | undefined;
  journal: string | undefined;
  #cause: string | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isThere = true;
  #silent = false;
  #hasStarted = false;

  constructor(options: SuperviseOptions, start: ServerStart) {
    this.#options = options;
    const { port, nRestarts = 0, standby = false } = start;
    const args = [...options.args, '--restarts', String(nRestarts)];
    if (port !== undefined) args.push('--port', String(port));
    if (standby) args.push('--stand-by');
    const { child, said } = start.first ?? forkServer(args);
    this.#child = child;
    this.#watch(START_MS, 'silent while starting');
    this.ready = new Promise((resolve) => {
      const hear = (message: ServerMessage): void => {
        this.#heard(message);
        if (message.type === 'ready') resolve();
      };
      child.removeAllListeners('message');
      child.on('message', hear);
      for (const message of said) hear(message as ServerMessage);
    });
    this.#ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#isThere = false;
        clearTimeout(this.#silence);
        resolve({ code, signal, cause: this.#cause, silent: this.#silent });
      };
      this.#child.once('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) end(child.exitCode, child.signalCode);
      this.#child.once('error', (error) => {
        this.#cause ??= error.message;
        end(1, null);
      });
    });
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  /** Tells a spare to take the place of the one that ended. */
  serveNow(port: number, nRestarts: number): void {
    this.#child.send({ type: 'serve-now', port, nRestarts } satisfies ServeNow, () => undefined);
  }

  kill(cause: string): void {
    this.#cause ??= cause;
    this.#child.kill('SIGKILL');
  }

  /** Settles when the process has ended; asks it to end when `signal` aborts. */
  async run(signal: AbortSignal): Promise<Life> {
    let late: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#child.kill('SIGTERM');
      late = setTimeout(() => this.kill('did not stop in time'), this.#options.drainMs + 2000);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const life = await this.#ended;
    signal.removeEventListener('abort', stop);
    clearTimeout(late);
    return life;
  }

  /**
   * Kills the server when nothing is heard for so long, while this process runs itself: were it stopped, or the machine asleep,
   * the clock would go on, and a server that has come back with it would be killed for what it could not say.
   */
  #watch(silenceMs: number, cause: string, turns = SILENCE_TURNS): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (turns > 1) return this.#watch(silenceMs, cause, turns - 1);
      this.#silent = this.#hasStarted;
      this.kill(cause);
    }, silenceMs / SILENCE_TURNS);
  }

  #heard(message: ServerMessage): void {
    const { silenceMs } = this.#options;
    this.#hasStarted = true;
    this.#watch(silenceMs, `not heard for ${silenceMs} ms`);
    if (message.type === 'ready') {
      this.port = message.port;
      this.journal = message.journal;
    } else if (message.type === 'hung') this.kill(message.detail);
  }
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
