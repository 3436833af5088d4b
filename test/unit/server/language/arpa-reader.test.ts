import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { ArpaParser, readArpa } from '../../../../server/language/arpa-reader.js';
import type { NgramModel } from '../../../../server/language/ngram-model.js';
import { parseArpa } from '../../../helpers/language.js';

interface Vectors {
  readonly arpa: string;
  readonly letters: string;
  readonly small: readonly { readonly text: string; readonly scores: readonly number[] }[];
  readonly english: readonly { readonly text: string; readonly scores: readonly number[] }[];
}

const vectors = JSON.parse(readFileSync('test/vectors/language.json', 'utf8')) as Vectors;
const LETTERS = ['a', 'b', ' '];
/** p(b|a) by the 2-gram; p(a|b) = backoff(b) p(a); nothing follows </s>. */
const ARPA = `\\data\\
ngram 1=6
ngram 2=3

\\1-grams:
-99\t<s>\t-0.5
-1\t</s>
-2\t<unk>
-0.3\ta\t-0.2
-0.6\tb\t-0.1
-0.9\t&

\\2-grams:
-0.05\ta b
-0.4\t<s> a
-0.7\tb </s>

\\end\\
`;
const folder = mkdtempSync(join(tmpdir(), 'cortexwire-language-'));
afterAll(() => rmSync(folder, { recursive: true }));

function letterScores(model: NgramModel, text: string): number[] {
  const scores: number[] = [];
  let state = model.begin;
  for (const letter of text) {
    const symbol = model.letters.indexOf(letter);
    const all = new Float64Array(model.letters.length);
    const states = new Int32Array(model.letters.length);
    model.scoreLetters(state, all, states);
    expect(all[symbol]).toBe(model.score(state, symbol));
    expect(states[symbol]).toBe(model.next(state, symbol));
    scores.push(all[symbol]!);
    state = states[symbol]!;
  }
  return [...scores, model.score(state, model.end)];
}

function expectScores(model: NgramModel, expected: Vectors['small']): void {
  for (const { text, scores } of expected) {
    const found = letterScores(model, text);
    expect(found).toHaveLength(scores.length);
    for (const [i, score] of scores.entries()) expect(found[i]).toBeCloseTo(score, 5);
  }
}

describe('NgramModel', () => {
  it('scores by back-off, worked out by hand', () => {
    const model = parseArpa(ARPA, { letters: LETTERS });
    const expected = [-0.4, -0.05, -0.1 - 0.3, -0.2 - 0.9, -0.6, -0.7];
    for (const [i, score] of letterScores(model, 'aba b').entries()) expect(score).toBeCloseTo(expected[i]!, 6);
    expect(model.scoreText('ab', true)).toBeCloseTo(-0.4 - 0.05 - 0.7, 6);
    expect(() => model.scoreText('ac', true)).toThrow('"c" is not a letter');
  });

  it('scores as KenLM does, whatever the back-off weights', () => {
    expectScores(parseArpa(vectors.arpa, { letters: [...vectors.letters] }), vectors.small);
  });

  it('scores the English model as KenLM does', async () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz 9'];
    const model = await readArpa('models/language/english-9gram.arpa.gz', { letters });
    expect(model.order).toBe(9);
    expectScores(model, vectors.english);
  });

  it('gives texts with the same future the same state', () => {
    const model = parseArpa(ARPA, { letters: LETTERS });
    const after = (text: string): number => [...text].reduce((s, c) => model.next(s, LETTERS.indexOf(c)), model.begin);
    expect(after('a')).toBe(after('bba'));
    expect(after('a ')).toBe(after('b '));
    expect(after('a')).not.toBe(after('b'));
  });
});

describe('readArpa', () => {
  it('reads a file plain or as gzip, and the same however it is cut into pieces', async () => {
    const letters = [...vectors.letters];
    const plain = join(folder, 'plain.arpa');
    const packed = join(folder, 'packed.arpa.gz');
    writeFileSync(plain, vectors.arpa);
    writeFileSync(packed, gzipSync(vectors.arpa));
    for (const path of [plain, packed]) expectScores(await readArpa(path, { letters }), vectors.small);
    const bytes = Buffer.from(vectors.arpa);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const parser = new ArpaParser('cut', { letters });
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        for (let i = 1; i < places.length; i++) parser.push(bytes.subarray(places[i - 1], places[i]));
        expectScores(parser.end(), vectors.small.slice(0, 5));
      }),
      { numRuns: 20 },
    );
  });

  it('takes spaces between fields, other line ends, words before the data, and any spelling of the space', () => {
    const expected = parseArpa(ARPA, { letters: LETTERS }).scoreText('ab a', true);
    const score = (text: string, space?: string): number =>
      parseArpa(text, { letters: LETTERS, ...(space !== undefined && { space }) }).scoreText('ab a', true);
    expect(score(ARPA.replaceAll('\t', ' '))).toBe(expected);
    expect(score(ARPA.replaceAll('\n', '\r\n'))).toBe(expected);
    expect(score(`made by hand\n\n${ARPA}`)).toBe(expected);
    expect(score(ARPA.trimEnd())).toBe(expected);
    expect(score(ARPA.replace('&', '<space>'))).toBe(expected);
    expect(score(ARPA.replace('&', ' '))).toBe(expected);
    expect(score(ARPA.replace('&', '·'), '·')).toBe(expected);
  });

  it('leaves other letters out, and scores missing ones as unknown, where it may', () => {
    const fewer = parseArpa(ARPA, { letters: ['a', ' '], otherLetters: 'ignore' });
    expect(fewer.counts).toEqual([5, 1]);
    expect(fewer.scoreText('aa', false)).toBeCloseTo(-0.4 - 0.2 - 0.3, 6);
    const more = parseArpa(ARPA, { letters: [...LETTERS, 'z'], missingLetters: 'unknown' });
    expect(more.scoreText('az', false)).toBeCloseTo(-0.4 - 0.2 - 2, 6);
    expect(more.scoreText('aza', false)).toBeCloseTo(-0.4 - 0.2 - 2 - 0.3, 6);
  });

  const refusals: [string, string, string][] = [
    ['no ARPA file', 'hello\n', 'line 1: expected \\data\\, the begin of an ARPA file, found the end of the file'],
    [
      'a truncated file',
      ARPA.slice(0, ARPA.indexOf('-0.05')),
      'the end of the file after 0 of 3 2-grams: it is cut short',
    ],
    [
      'a file without its end',
      ARPA.replace('\\end\\\n', ''),
      'expected \\end\\, found the end of the file after 3 of 3 2-grams',
    ],
    [
      'too few n-grams',
      ARPA.replace('ngram 2=3', 'ngram 2=4'),
      'expected 4 2-grams, as \\data\\ says, found 3 before \\end\\',
    ],
    [
      'too many n-grams',
      ARPA.replace('ngram 2=3', 'ngram 2=2'),
      'line 16: expected 2 2-grams, as \\data\\ says, found one more',
    ],
    ['a missing order', ARPA.replace('ngram 2=3', 'ngram 3=3'), 'line 3: expected ngram 2=…, found ngram 3=3'],
    [
      'a section out of order',
      ARPA.replace('\\2-grams', '\\3-grams'),
      'line 13: expected \\2-grams:, found "\\\\3-grams:"',
    ],
    ['a section too many', ARPA.replace('\\end\\', '\\3-grams:\n\\end\\'), 'expected \\end\\, found "\\\\3-grams:"'],
    [
      'a probability above 1',
      ARPA.replace('-0.05', '0.05'),
      'line 14: expected log10 of a probability, 0 or less, found 0.05',
    ],
    ['what is no number', ARPA.replace('-0.05', 'x'), 'line 14: expected log10 of a probability, 0 or less, found "x"'],
    ['too few letters', ARPA.replace('a b', 'a'), 'line 14: expected 2 letters, found "a"'],
    ['too many letters', ARPA.replace('a b', 'a b a'), 'line 14: expected 2 letters, found "a b a"'],
    [
      'a letter that is no 1-gram',
      ARPA.replace('a b', 'a q'),
      'line 14: expected letters of the 1-grams, found "q" in "a q"',
    ],
    ['an n-gram twice', ARPA.replace('<s> a', 'a b'), 'expected every 2-gram once, found one twice'],
    ['a letter twice', ARPA.replace('<unk>', 'a'), 'expected every 1-gram once, found "a" twice'],
    [
      'a back-off in the highest order',
      ARPA.replace('a b', 'a b\t-1'),
      'line 14: expected no back-off weight in the highest order',
    ],
    [
      'no begin of a sentence',
      ARPA.replace('ngram 1=6', 'ngram 1=5').replace('-99\t<s>\t-0.5\n', ''),
      'expected <s> among the 1-grams',
    ],
    [
      'two spellings of the space',
      ARPA.replace('<unk>', '<space>'),
      'expected one spelling of the space, found "&" and "<space>"',
    ],
    ['something after the end', `${ARPA}more`, 'line 19: expected nothing after \\end\\, found "more"'],
    [
      'more than ten orders',
      '\\data\\\n' + Array.from({ length: 11 }, (_, i) => `ngram ${i + 1}=5\n`).join(''),
      'an order of at most 10',
    ],
  ];
  it.each(refusals)('refuses %s', (_, text, message) => {
    const parse = (): unknown => parseArpa(text, { letters: LETTERS });
    expect(parse).toThrow('MODEL_UNLOADABLE: model.arpa');
    expect(parse).toThrow(message);
  });

  it('refuses an n-gram without its context', () => {
    const text = ARPA.replace('ngram 2=3', 'ngram 2=3\nngram 3=1').replace('\\end\\', '\\3-grams:\n-1\tb a b\n\\end\\');
    expect(() => parseArpa(text, { letters: LETTERS })).toThrow(
      'expected its context among the 2-grams, found 3-gram "b a b"',
    );
  });

  it('refuses a language model with other letters, naming them', () => {
    expect(() => parseArpa(ARPA, { letters: ['a', 'c', 'd', ' '] })).toThrow(
      'model.arpa: language model with other letters: "c", "d" of the alphabet are not in it; its "b" is not in the alphabet',
    );
    const noSpace = ARPA.replace('&', 'q');
    expect(() => parseArpa(noSpace, { letters: LETTERS })).toThrow('" " of the alphabet is not in it; its "q" is not');
  });

  it("refuses packed files and KenLM's binary form by name, and a file that is not there", async () => {
    const path = join(folder, 'binary');
    const read = (): Promise<unknown> => readArpa(path, { letters: LETTERS });
    await expect(read()).rejects.toThrow('MODEL_UNLOADABLE: binary: ENOENT');
    writeFileSync(path, 'mmap lm http://kheafield.com/code format version 5\n\0');
    await expect(read()).rejects.toThrow("KenLM's binary form; give the ARPA file");
    writeFileSync(path, Buffer.from([0x42, 0x5a, 0x68, 0x39, 0x31, 0x41]));
    await expect(read()).rejects.toThrow('packed with bzip2');
    writeFileSync(path, gzipSync(ARPA).subarray(0, 60));
    await expect(read()).rejects.toThrow('MODEL_UNLOADABLE: binary: ');
  });
});
