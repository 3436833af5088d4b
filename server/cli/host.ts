import type { ServerFork } from '../server-fork.js';
import type { ServeNow, ServerMessage } from '../supervise.js';
import type { Terminal } from './terminal.js';

/** The supervisor above a server process, if there is one. */
export interface Parent {
  send(message: ServerMessage): void;
  /** Calls back when the supervisor says that it is this process's turn. */
  onServeNow(callback: (message: ServeNow) => void): void;
  /** Calls back when the supervisor is gone. */
  onGone(callback: () => void): void;
  /** Lets go of the channel, so that the process can end. */
  release(): void;
}

/** What a command is given of the process it runs in. */
export interface Host extends Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly parent: Parent | undefined;
  /** The server, where this process is certainly its supervisor: it says what is wrong with the words it was given. */
  readonly first?: ServerFork | undefined;
  /** Ends this process at once, from outside: the only way while a model hangs. */
  kill(): void;
}
