import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTriggers } from '../../../../server/rig/trigger-codes.js';

function rises(...runs: [number, number[]][]): [number, string][] {
  return findTriggers(runs.map(([start, codes]) => ({ start, codes }))).map(({ sample, value }) => [sample, value]);
}

// Expected as mne.event._find_events 1.13 gives them for the same codes.
describe('findTriggers', () => {
  it('counts changes to a higher code', () => {
    expect(rises([0, [0, 1, 1, 0, 2, 3, 1, 4, 0, 0]])).toEqual([
      [1, '1'],
      [4, '2'],
      [5, '3'],
      [7, '4'],
    ]);
  });

  it('leaves out the code that stands at the beginning', () => {
    expect(rises([0, [5, 5, 0, 2, 0]])).toEqual([[3, '2']]);
  });

  it('counts a last code that never falls', () => {
    expect(rises([0, [0, 1, 0, 2, 2]])).toEqual([
      [1, '1'],
      [3, '2'],
    ]);
    expect(rises([0, [0, 1, 1]])).toEqual([[1, '1']]);
  });

  it('drops signs', () => {
    expect(rises([0, [0, -32768, 0, 4, 0]])).toEqual([
      [1, '32768'],
      [3, '4'],
    ]);
  });

  it('takes 0 for the code in a gap', () => {
    expect(rises([0, [0, 3, 3]], [10, [3, 3, 0]])).toEqual([
      [1, '3'],
      [10, '3'],
    ]);
  });

  it('finds nothing in no samples', () => {
    expect(rises()).toEqual([]);
    expect(rises([0, []])).toEqual([]);
  });

  it('finds the same however the samples are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1 }), fc.array(fc.nat(5)), (codes, sizes) => {
        const runs: [number, number[]][] = [];
        let at = 0;
        for (const size of [...sizes, codes.length]) {
          runs.push([at, codes.slice(at, at + size)]);
          at = Math.min(codes.length, at + size);
        }
        expect(rises(...runs)).toEqual(rises([0, codes]));
      }),
    );
  });
});
