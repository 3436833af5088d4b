import { describe, expect, it } from 'vitest';
import { compareDecodes, nDifferences, type LoggedDecode } from '../../../../bench/harness/reader-log.js';

function logged(sequence: number, bytes = `${sequence}`): LoggedDecode {
  return { decode: { stream: 's', decoder: 'd', sequence, cursor: '' }, bytes, arrived: 0 };
}

const run = (...decodes: LoggedDecode[]): Map<string, LoggedDecode[]> => new Map([['d', decodes]]);
const reference = run(logged(0), logged(1), logged(2));

describe('compareDecodes', () => {
  it('finds nothing between equal runs', () => {
    expect(nDifferences(compareDecodes(reference, run(logged(0), logged(1), logged(2))))).toBe(0);
  });

  it('tells what is missing, doubled, different, too much and out of order', () => {
    const cases = {
      missing: run(logged(0), logged(2)),
      doubled: run(logged(0), logged(1), logged(1), logged(2)),
      different: run(logged(0), logged(1, 'other'), logged(2)),
      extra: run(logged(0), logged(1), logged(2), logged(3)),
      disordered: run(logged(0), logged(2), logged(1)),
    };
    for (const [what, got] of Object.entries(cases)) {
      const difference = compareDecodes(reference, got);
      expect(difference).toMatchObject({ [what]: 1 });
      expect(nDifferences(difference)).toBe(1);
    }
  });

  it('counts decoders that only one of the runs has', () => {
    expect(nDifferences(compareDecodes(reference, new Map()))).toBe(3);
    expect(nDifferences(compareDecodes(new Map(), reference))).toBe(3);
  });
});
