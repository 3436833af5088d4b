import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { readArpa } from '../language/arpa-reader.js';
import { NgramBuilder, plainText } from '../language/ngram-builder.js';
import { CommandError, Progress, type Terminal } from './terminal.js';

export interface LanguageBuildOptions {
  readonly order: number;
  readonly out: string;
  readonly letters: string;
  /** Least counts by order, first the 1-grams. */
  readonly minCounts: readonly number[];
  readonly digits: number;
  /** Lines that match are left out. */
  readonly skip?: RegExp;
}

/** Counts a text, a sentence per line, and writes an ARPA file; as gzip where its name ends in `.gz`. */
export async function buildLanguage(text: string, options: LanguageBuildOptions, terminal: Terminal): Promise<void> {
  const letters = [...options.letters];
  const { order, minCounts, digits, out, skip } = options;
  const builder = construct(() => new NgramBuilder({ order, letters, minCounts, digits }));
  const progress = new Progress(terminal);
  const nBytes = sizeOf(text);
  let nRead = 0;
  let nSentences = 0;
  for await (const line of createInterface({ input: createReadStream(text), crlfDelay: Infinity })) {
    nRead += Buffer.byteLength(line) + 1;
    const sentence = skip?.test(line) === true ? '' : plainText(line, letters);
    if (sentence === '') continue;
    builder.add(sentence);
    nSentences++;
    progress.show(`counting ${Math.round((100 * nRead) / nBytes)} %`);
  }
  progress.clear();
  if (nSentences === 0) throw new CommandError(`${basename(text)} has no line with a letter of the model`);
  const arpa = `${[...builder.arpa()].join('\n')}\n`;
  const bytes = out.endsWith('.gz') ? gzipSync(arpa, { level: 9 }) : Buffer.from(arpa);
  writeFileSync(out, bytes);
  terminal.out.write(`${nSentences} lines counted; ${out}, ${(bytes.length / 1e6).toFixed(2)} MB\n`);
  await describeLanguage(out, options.letters, undefined, terminal);
}

/** What a language model is of, how large it is, and how well it foretells a text. */
export async function describeLanguage(
  path: string,
  letters: string,
  text: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const model = await readArpa(path, { letters: [...letters] });
  const lines = [
    `${model.order}-gram model of ${model.letters.length} letters: ${JSON.stringify(letters)}`,
    ...model.counts.map((count, i) => `  ${String(i + 1).padStart(2)}-grams ${String(count).padStart(10)}`),
    `  in memory ${(model.nBytes / 1e6).toFixed(1)} MB`,
  ];
  if (text !== undefined) {
    sizeOf(text);
    let score = 0;
    let nLetters = 0;
    for await (const line of createInterface({ input: createReadStream(text), crlfDelay: Infinity })) {
      const sentence = plainText(line, model.letters);
      score += model.scoreText(sentence, false);
      nLetters += sentence.length;
    }
    if (nLetters === 0) throw new CommandError(`${basename(text)} has no letter of the model`);
    lines.push(`  perplexity of ${basename(text)} ${(10 ** (-score / nLetters)).toFixed(2)} per letter`);
  }
  terminal.out.write(`${lines.join('\n')}\n`);
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw new CommandError((error as Error).message, 1, { cause: error });
  }
}

/** Settings that cannot be are the user's to mend. */
function construct<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}
