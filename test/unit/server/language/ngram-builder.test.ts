import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NgramBuilder, plainText, type NgramBuilderSettings } from '../../../../server/language/ngram-builder.js';
import type { NgramModel } from '../../../../server/language/ngram-model.js';
import { parseArpa, sequences } from '../../../helpers/language.js';

const LETTERS = ['a', 'b', 'c', ' '];

function build(sentences: readonly string[], settings: Partial<NgramBuilderSettings> = {}): NgramModel {
  const builder = new NgramBuilder({ order: 4, letters: LETTERS, digits: 12, ...settings });
  for (const sentence of sentences) builder.add(sentence);
  return parseArpa([...builder.arpa()].join('\n'), { letters: LETTERS });
}

/** All that may follow: letters, the end, and what is unknown. */
function sumAfter(model: NgramModel, state: number): number {
  const unknown = model.end + 2;
  const symbols = [...LETTERS.keys(), model.end, unknown];
  return symbols.reduce((sum, symbol) => sum + 10 ** model.score(state, symbol), 0);
}

describe('NgramBuilder', () => {
  it('gives probabilities that sum to 1 after every context', () => {
    const sentence = fc
      .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 30 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (sentences, order, isPruned) => {
          const model = build(sentences, { order, minCounts: isPruned ? [1, 1, 2, 3] : [1] });
          for (let length = 0; length < 4; length++) {
            for (const sequence of sequences(LETTERS.length, length)) {
              const state = sequence.reduce((s, symbol) => model.next(s, symbol), model.begin);
              expect(sumAfter(model, state)).toBeCloseTo(1, 5);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('smooths by modified Kneser-Ney, worked out by hand', () => {
    // Order 2 on "ab", "ab": 2-grams <s> a, a b, b </s>, each twice; too little to estimate discounts: 0.5, 1, 1.5.
    const model = build(['ab', 'ab'], { order: 2 });
    // 1-grams count in how many contexts they were seen: a, b, </s> one each, less 0.5; 6 symbols share the rest.
    const unigram = 0.5 / 3 + (1.5 / 3) * (1 / 6);
    const unseen = (1.5 / 3) * (1 / 6);
    // After a: b twice, less 1; half of the mass is left.
    expect(10 ** model.score(model.next(model.begin, 0), 1)).toBeCloseTo(1 / 2 + unigram / 2, 7);
    expect(10 ** model.score(model.next(model.begin, 0), 2)).toBeCloseTo(unseen / 2, 7);
    expect(10 ** model.score(model.begin, 0)).toBeCloseTo(1 / 2 + unigram / 2, 7);
    expect(model.counts).toEqual([7, 3]);
  });

  it('keeps only what was seen often enough', () => {
    const sentences = ['abc', 'abc', 'abd'.replace('d', ' ')];
    expect(build(sentences, { order: 3 }).counts[2]).toBeGreaterThan(
      build(sentences, { order: 3, minCounts: [1, 1, 2] }).counts[2]!,
    );
  });

  it('refuses letters, orders and texts that cannot be', () => {
    const make = (settings: Partial<NgramBuilderSettings>) => () =>
      new NgramBuilder({ order: 2, letters: LETTERS, ...settings });
    expect(make({ order: 11 })).toThrow('expected an order of 1 to 10, found 11');
    expect(make({ letters: [] })).toThrow('expected 1 to 250 letters, found 0');
    expect(make({ letters: ['ab'] })).toThrow('a letter is one character');
    expect(make({ letters: ['a', 'a'] })).toThrow('a letter is listed twice');
    expect(make({ minCounts: [2, 1] })).toThrow('never fall');
    expect(() => new NgramBuilder({ order: 2, letters: LETTERS }).add('xyz')).toThrow(
      '"x" is not a letter of the model',
    );
    expect(() => [...new NgramBuilder({ order: 2, letters: LETTERS }).arpa()]).toThrow('there is no sentence to count');
  });
});

describe('plainText', () => {
  it('makes of a line what a model of letters can count', () => {
    expect(plainText("  Know'st thou -- the 12 cafés?", [...'abcdefghijklmnopqrstuvwxyz 9'])).toBe(
      'knowst thou the 99 cafes',
    );
  });
});
