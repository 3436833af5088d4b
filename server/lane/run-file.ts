import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

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
    const text = `1\n${stream}\n${decoder}\n${window}\n${step}\n`;
    const length = this.#line.write(text, 0, 'utf8');
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

/** The run that was going on when the writer of `path` died, or undefined. */
export function readRunFile(
  path: string,
): { stream: string; decoder: string; window: number; step: number } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [running, stream, decoder, window, step, rest] = text.split('\n');
  const isWhole = stream !== undefined && decoder !== undefined && rest !== undefined;
  if (running !== '1' || !isWhole) return undefined;
  const run = { stream, decoder, window: Number(window), step: Number(step) };
  return Number.isInteger(run.window) && Number.isInteger(run.step) ? run : undefined;
}
