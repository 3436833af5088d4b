import { describe, expect, it } from 'vitest';
import { addText, characterErrorRate, startTextScore, wordErrorRate } from '../../../../server/language/text-score.js';
import { BACKSPACE, textOfKeys } from '../../../../server/language/typed-text.js';

describe('textOfKeys', () => {
  it('applies backspaces, also where there is nothing to take away', () => {
    expect(textOfKeys(['t', 'g', BACKSPACE, 'h', 'e'])).toBe('the');
    expect(textOfKeys([BACKSPACE, 'a', BACKSPACE, BACKSPACE, 'b'])).toBe('b');
    expect(textOfKeys([])).toBe('');
  });
});

describe('addText', () => {
  it('keeps running error rates of letters and words', () => {
    const score = startTextScore();
    expect(characterErrorRate(score)).toBeUndefined();
    expect(wordErrorRate(score)).toBeUndefined();
    addText(score, 'the cat', 'the hat');
    expect(characterErrorRate(score)).toBeCloseTo(1 / 7);
    expect(wordErrorRate(score)).toBeCloseTo(1 / 2);
    addText(score, '', 'abc');
    expect(score).toEqual({ nTexts: 2, letterEdits: 4, nLetters: 10, wordEdits: 2, nWords: 3 });
  });
});
