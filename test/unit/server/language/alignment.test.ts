import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../../server/language/alignment.js';

const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });

describe('align', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['house', 'house', 0],
    ['', 'ab', 2],
    ['ab', '', 2],
    ['the', 'teh', 2],
  ])('counts the changes from %j to %j', (from, to, distance) => {
    expect(align(Array.from(from), Array.from(to)).distance).toBe(distance);
  });

  it('says where each place is found again', () => {
    expect([...align(Array.from('house'), Array.from('hose')).matches]).toEqual([0, 1, -1, 2, 3]);
    expect([...align(Array.from('ab'), Array.from('xaxb')).matches]).toEqual([1, 3]);
  });

  it('matches the same in order, and counts no less than what is not matched', () => {
    fc.assert(
      fc.property(letters, letters, (wanted, found) => {
        const { distance, matches } = align(wanted, found);
        const places = [...matches].filter((place) => place >= 0);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        matches.forEach((place, i) => place >= 0 && expect(found[place]).toBe(wanted[i]));
        expect(distance).toBeGreaterThanOrEqual(Math.max(wanted.length, found.length) - places.length);
        expect(distance).toBe(align(found, wanted).distance);
      }),
    );
  });
});
