import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

const RUNNING = '1';
const HUNG = '2';

/**
 * Says on disk which window a lane is running, so that a process that dies inside a run leaves the name behind.
 * One write before and one after a run; page cache is enough, since it is the process that dies and not the machine.
 */
export class RunFile {
  readonly #fd: number;
  /** Room for the longest ids: 89 characters of a stream, two folder names of a decoder. */
  readonly #line = Buffer.alloc(1024);

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
    this.runEnds();
  }

  runStarts(stream: string, decoder: string, window: number, step: number): void {
    const length = this.#line.write(describe(RUNNING, { stream, decoder, window, step }), 0, 'utf8');
    writeSync(this.#fd, this.#line, 0, length, 0);
  }

  runEnds(): void {
    this.#line[0] = 0x30;
    writeSync(this.#fd, this.#line, 0, 1, 0);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

export interface NamedRun {
  readonly stream: string;
  readonly decoder: string;
  readonly window: number;
  readonly step: number;
}

/** The run that was going on when the writer of `path` ended, or undefined; and whether it was ended because of it. */
export function readRunFile(path: string): (NamedRun & { readonly hung: boolean }) | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [state, stream, decoder, window, step, rest] = text.split('\n');
  const isWhole = stream !== undefined && decoder !== undefined && rest !== undefined;
  if ((state !== RUNNING && state !== HUNG) || !isWhole) return undefined;
  const run = { stream, decoder, window: Number(window), step: Number(step), hung: state === HUNG };
  return Number.isInteger(run.window) && Number.isInteger(run.step) ? run : undefined;
}

/** Says that this run hung, for the process that comes next: the one it hangs in is about to be ended. */
export function writeHungRun(path: string, run: NamedRun): void {
  writeFileSync(path, describe(HUNG, run));
}

function describe(state: string, { stream, decoder, window, step }: NamedRun): string {
  return `${state}\n${stream}\n${decoder}\n${window}\n${step}\n`;
}
