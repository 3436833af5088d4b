import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { SMALL_YOUNG_GENERATION } from '../../server/server-fork.js';
import { keepChild } from './children.js';

/**
 * A process of a measurement: it gets its options as the first message, and then answers each request with one message.
 * It ends when this process does.
 */
export class BenchProcess<Options extends object, Request extends object | string, Answer> {
  readonly #child: ChildProcess;
  readonly #what: string;

  /** @param file the module to run, as a URL beside the caller's */
  constructor(file: URL, options: Options) {
    this.#what = file.pathname.split('/').at(-1) ?? file.pathname;
    this.#child = keepChild(
      fork(file, {
        serialization: 'advanced',
        // As the server has it: what a harness collects is in the tail of what it measures.
        execArgv: [...process.execArgv, SMALL_YOUNG_GENERATION],
      }),
    );
    this.#child.send(options);
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Waits until it is ready. @returns what it tells then */
  async ready<First = unknown>(): Promise<First> {
    return this.#next<First>();
  }

  async ask(request: Request): Promise<Answer> {
    const answer = this.#next<Answer>();
    this.#child.send(request);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await exit;
    clearTimeout(patience);
  }

  async #next<Message>(): Promise<Message> {
    const ended = new AbortController();
    try {
      const [message] = (await Promise.race([
        once(this.#child, 'message', { signal: ended.signal }),
        once(this.#child, 'exit', { signal: ended.signal }).then(([code, signal]) => {
          throw new Error(`${this.#what} ended (${String(signal ?? code)}) before it answered`);
        }),
      ])) as [Message];
      return message;
    } finally {
      ended.abort();
    }
  }
}

/** The first message of the process that started this one. */
export async function benchOptions<Options>(): Promise<Options> {
  const [options] = (await once(process, 'message')) as [Options];
  return options;
}

/** @returns once the answer is on its way, so that the process may end */
function giveAnswer(answer: object): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) {
      reject(new Error('this program is started by a measurement, not by hand'));
      return;
    }
    process.send(answer, (error: Error | null) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Says that it is ready, then answers one request after another until the process that started this one lets go of it.
 *
 * @param first told with the readiness
 */
export async function answerRequests<Request, Answer extends object>(
  answer: (request: Request) => Answer | Promise<Answer>,
  first: object = { ready: true },
): Promise<void> {
  const ended = new AbortController();
  let isBusy = false;
  process.once('disconnect', () => {
    // Nobody waits for the answer: the work for it ends here, however long it would have gone on.
    if (isBusy) process.kill(process.pid, 'SIGKILL');
    ended.abort();
  });
  const requests = on(process, 'message', { signal: ended.signal });
  await giveAnswer(first);
  try {
    for await (const [request] of requests) {
      isBusy = true;
      const given = await answer(request as Request);
      isBusy = false;
      await giveAnswer(given);
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  }
}
