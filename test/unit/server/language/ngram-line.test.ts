import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NgramLine, WordBytes } from '../../../../server/language/ngram-line.js';

const WORDS = ['a', 'ä', '&', '<s>', '</s>'];

function reader(): NgramLine {
  const words = new WordBytes();
  for (const [symbol, word] of [...WORDS, '<unk>'].entries()) words.add(word, symbol);
  return new NgramLine(words);
}

/** What is read of a line, and where it ends; nothing where it is left. */
function read(text: string, order: number): { symbols: number[]; numbers: number[]; stop: number } | undefined {
  const line = reader();
  const stop = line.read(Buffer.from(`##${text}`), 2, order);
  if (stop < 0) return undefined;
  const symbols = [...line.symbols.subarray(0, order)];
  return { symbols, numbers: [line.logProbability, line.backOff], stop: stop - 2 };
}

describe('NgramLine', () => {
  it('reads what stands in a line, whatever its numbers, as text would be read', () => {
    const number = fc.oneof(
      fc.integer({ min: -99, max: 0 }).map(String),
      fc.double({ min: -99, max: 99, noNaN: true }).map((value) => value.toFixed(7)),
      fc.float({ min: -9, max: 0, noNaN: true }).map((value) => value.toPrecision(6)),
      fc.constantFrom('-0', '.5', '-3.', '00.250', '-99'),
    );
    const words = fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(number, words, fc.option(number), fc.constantFrom('\n', '\r\n'), (first, ngram, last, end) => {
        const text = `${first}\t${ngram.join(' ')}${last === null ? '' : `\t${last}`}${end}`;
        fc.pre(!text.includes('e'));
        expect(read(`${text}-1\ta a\n`, ngram.length)).toEqual({
          symbols: ngram.map((word) => WORDS.indexOf(word)),
          numbers: [Number(first), Number(last ?? '0')],
          stop: Buffer.byteLength(text),
        });
      }),
    );
  });

  it.each([
    ['a line that is not complete', '-1\ta a'],
    ['another spelling of a number', '-1e-3\ta a\n'],
    ['more digits than are read without rounding', '-1.234567890123456\ta a\n'],
    ['no number', '-\ta a\n'],
    ['two points', '1.2.3\ta a\n'],
    ['spaces for tabs', '-1 a a\n'],
    ['an unknown word', '-1\ta b\n'],
    ['a long word', '-1\ta <unk>\n'],
    ['too few words', '-1\ta\n'],
    ['too many words', '-1\ta a a\n'],
    ['an empty word', '-1\ta  \n'],
    ['a space behind the words', '-1\ta a \n'],
    ['a tab with nothing behind it', '-1\ta a\t\n'],
    ['a heading', '\\3-grams:\n'],
    ['an empty line', '\n'],
  ])('leaves %s', (_, text) => {
    expect(read(text, 2)).toBeUndefined();
  });
});
