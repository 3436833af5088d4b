import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPattern } from '../../../models/marker-pattern.js';

/** Slow and plain: tries every length for a star. */
function matches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [head, rest] = [pattern[0], pattern.slice(1)];
  if (head !== '*') return text[0] === head && matches(rest, text.slice(1));
  for (let n = 0; n <= text.length; n++) if (matches(rest, text.slice(n))) return true;
  return false;
}

describe('matchPattern', () => {
  it('takes everything but `*` literally', () => {
    expect(matchPattern('key.a', 'key.a')).toBe(true);
    expect(matchPattern('key.a', 'keyxa')).toBe(false);
    expect(matchPattern('Key', 'key')).toBe(false);
    expect(matchPattern('', '')).toBe(true);
    expect(matchPattern('', 'a')).toBe(false);
  });

  it('lets `*` stand for any run of characters', () => {
    expect(matchPattern('*', '')).toBe(true);
    expect(matchPattern('stimulus/*/on', 'stimulus/13 Hz/on')).toBe(true);
    expect(matchPattern('stimulus/*/on', 'stimulus/13 Hz/off')).toBe(false);
  });

  it('agrees with trying every length', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, t) => {
        expect(matchPattern(pattern, t)).toBe(matches(pattern, t));
      }),
      { numRuns: 1000 },
    );
  });

  it('stays quick on a pattern made to be slow', () => {
    const pattern = '*a'.repeat(200) + 'b';
    const begin = performance.now();
    expect(matchPattern(pattern, 'a'.repeat(5000))).toBe(false);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
