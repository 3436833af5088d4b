import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { LaneStatus } from './lane-messages.js';
import { readRunFile, writeHungRun } from './run-file.js';

/**
 * Watches the lane on the sockets' thread from a lane of its own: a thread that hangs in a run can tell nobody. The window is
 * written down for the server that comes next, and this process ends at once, which is the only end that a run has.
 */
export class HangWatch {
  readonly #status: LaneStatus;
  readonly #runFile: string;

  constructor(status: SharedArrayBuffer, runFile: string) {
    this.#status = new LaneStatus(status);
    this.#runFile = runFile;
  }

  look(): void {
    const run = this.#status.running();
    if (run === undefined || (monotonicSeconds() - run.since) * 1000 < run.limitMs) return;
    const window = readRunFile(this.#runFile);
    if (window !== undefined) writeHungRun(this.#runFile, window);
    process.kill(process.pid, 'SIGKILL');
  }
}
