import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf } from '../../../../server/postprocess/best-of.js';

describe('bestOf', () => {
  it('gives what sorting gives, whatever is equal', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 70 }), (all, n) => {
        const sorted = all.map((_, index) => index).sort((a, b) => all[b]! - all[a]! || a - b);
        expect([...bestOf(all, n)]).toEqual(sorted.slice(0, n));
      }),
    );
  });

  it('leaves out no infinity', () => {
    expect([...bestOf([-Infinity, -Infinity, Infinity], 3)]).toEqual([2, 0, 1]);
  });
});
