import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suspect } from '../lane/lane-messages.js';
import { readRunFile } from '../lane/run-file.js';

/**
 * Windows whose run hung or crashed the server, in a file of the journal: written by the process that saw it, read by the
 * one that goes on.
 */
export class SuspectList {
  readonly #path: string;
  #suspects: Suspect[];

  constructor(journalDir: string) {
    this.#path = join(journalDir, 'suspects.json');
    this.#suspects = read(this.#path);
  }

  get all(): readonly Suspect[] {
    return this.#suspects;
  }

  /** Names a window that is to be tried once more, apart. One that was named before keeps its verdict. */
  add(suspect: Omit<Suspect, 'verdict'>): void {
    if (this.#find(suspect) !== undefined) return;
    this.#write([...this.#suspects, { ...suspect, verdict: 'retry' }]);
  }

  /** It failed apart, too, and was answered with its error: a later replay answers it the same way. */
  answered(stream: string, decoder: string, window: number, step: number): void {
    const known = this.#find({ stream, decoder, window, step });
    if (known === undefined || known.verdict === 'answered') return;
    this.#write(this.#suspects.map((other) => (other === known ? { ...other, verdict: 'answered' } : other)));
  }

  forget(stream: string): void {
    if (this.#suspects.some((suspect) => suspect.stream === stream)) {
      this.#write(this.#suspects.filter((suspect) => suspect.stream !== stream));
    }
  }

  #find(wanted: Pick<Suspect, 'stream' | 'decoder' | 'window' | 'step'>): Suspect | undefined {
    return this.#suspects.find(
      (suspect) =>
        suspect.stream === wanted.stream &&
        suspect.decoder === wanted.decoder &&
        suspect.window === wanted.window &&
        suspect.step === wanted.step,
    );
  }

  #write(suspects: Suspect[]): void {
    this.#suspects = suspects;
    writeFileSync(`${this.#path}.tmp`, JSON.stringify(suspects, null, 2));
    renameSync(`${this.#path}.tmp`, this.#path);
  }
}

/** Where a lane says which window it runs. */
export function runFilePath(journalDir: string, lane: number): string {
  return join(journalDir, `lane-${lane}.run`);
}

/** With threads of their own, and the one on the sockets' thread. */
const MAX_LANES = 257;

/**
 * After a process has ended, its run files name the windows that it ended for, or in.
 * @param how it `crashed` of its own fault, was `silent` until it was killed, or was `killed` for something else
 */
export function blameRuns(journalDir: string, how: 'crashed' | 'silent' | 'killed'): void {
  const list = new SuspectList(journalDir);
  for (let lane = 0; lane < MAX_LANES; lane++) {
    const run = readRunFile(runFilePath(journalDir, lane));
    if (run === undefined || (how === 'killed' && !run.hung)) continue;
    const { hung, ...window } = run;
    list.add({ ...window, code: hung || how === 'silent' ? 'MODEL_HUNG' : 'MODEL_CRASHED' });
  }
}

function read(path: string): Suspect[] {
  try {
    const suspects: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(suspects) ? (suspects as Suspect[]) : [];
  } catch {
    return [];
  }
}
