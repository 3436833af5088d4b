import { ArpaParser, type ArpaOptions } from '../../server/language/arpa-reader.js';
import { NgramBuilder } from '../../server/language/ngram-builder.js';
import type { NgramModel } from '../../server/language/ngram-model.js';
import { BACKSPACE } from '../../server/language/typed-text.js';

/** A model from the text of an ARPA file. */
export function parseArpa(text: string, options: ArpaOptions): NgramModel {
  const parser = new ArpaParser('model.arpa', options);
  parser.push(new TextEncoder().encode(text));
  return parser.end();
}

/** A model counted on a few sentences. */
export function countedModel(sentences: readonly string[], letters: readonly string[], order: number): NgramModel {
  const builder = new NgramBuilder({ order, letters });
  for (const sentence of sentences) builder.add(sentence);
  return parseArpa([...builder.arpa()].join('\n'), { letters });
}

/** A seeded source of numbers from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** ln of random probabilities, row by row. */
export function randomOutputs(seed: number, nRows: number, nClasses: number, sharpness = 3): Float64Array {
  const random = seeded(seed);
  const outputs = new Float64Array(nRows * nClasses);
  for (let row = 0; row < nRows; row++) {
    const values = Array.from({ length: nClasses }, () => Math.exp(sharpness * random()));
    const sum = values.reduce((a, b) => a + b, 0);
    for (const [i, value] of values.entries()) outputs[row * nClasses + i] = Math.log(value / sum);
  }
  return outputs;
}

/** What the language says of a sequence of keys, in nats: letters by the model, a backspace leading it back. */
export function languageScore(
  keys: readonly string[],
  model: NgramModel | undefined,
  options: { factor: number; backspace: number | undefined },
): number {
  const { factor, backspace } = options;
  const letters: string[] = [];
  let score = 0;
  for (const key of keys) {
    if (backspace !== undefined) score += Math.log(key === BACKSPACE ? backspace : 1 - backspace);
    if (key === BACKSPACE) {
      letters.pop();
      continue;
    }
    const before = model === undefined ? 0 : model.scoreText(letters, false);
    letters.push(key);
    score += model === undefined ? 0 : factor * (model.scoreText(letters, false) - before);
  }
  return score;
}

/** All sequences of `length` numbers below `n`. */
export function* sequences(n: number, length: number): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const rest of sequences(n, length - 1)) for (let i = 0; i < n; i++) yield [...rest, i];
}
