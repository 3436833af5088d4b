import { describe, expect, it } from 'vitest';
import { holds } from '../../../../bench/claims/claim.js';

describe('holds', () => {
  it('compares a figure with its bound', () => {
    const bound = (op: '<=' | '>=' | '==') => ({ op, value: 2, unit: 's' });
    expect([1, 2, 3].map((figure) => holds(bound('<='), figure))).toEqual([true, true, false]);
    expect([1, 2, 3].map((figure) => holds(bound('>='), figure))).toEqual([false, true, true]);
    expect([1, 2, 3].map((figure) => holds(bound('=='), figure))).toEqual([false, true, false]);
  });

  it('takes no figure that is none', () => {
    for (const figure of [NaN, Infinity, -Infinity]) {
      expect(holds({ op: '>=', value: 0, unit: '' }, figure)).toBe(false);
      expect(holds({ op: '<=', value: 0, unit: '' }, figure)).toBe(false);
    }
  });
});
