import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, matchesDecoder } from '../../../../server/publish/pattern.js';

describe('matches', () => {
  it('agrees with the regular expression that says the same', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+', '*'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*');
        expect(matches(pattern, text)).toBe(pattern === '' || new RegExp(`^${source}$`, 's').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('answers at once to a pattern made to take long', () => {
    expect(matches('*a'.repeat(100) + '*b', 'a'.repeat(5000))).toBe(false);
  });
});

describe('matchesDecoder', () => {
  it('takes a name for all its versions', () => {
    expect(matchesDecoder('ssvep', 'ssvep@1.2')).toBe(true);
    expect(matchesDecoder('ssvep@1.2', 'ssvep@1.2')).toBe(true);
    expect(matchesDecoder('ssvep@1', 'ssvep@1.2')).toBe(false);
    expect(matchesDecoder('ssvep*', 'ssvep-fbcca@1')).toBe(true);
    expect(matchesDecoder('ssvep', 'ssvep-fbcca@1')).toBe(false);
    expect(matchesDecoder('', 'any@1')).toBe(true);
  });
});
