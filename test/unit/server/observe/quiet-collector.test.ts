import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { QuietCollector } from '../../../../server/observe/quiet-collector.js';

/** What the flag puts there. */
function exposeGc(): void {
  setFlagsFromString('--expose-gc');
  vi.stubGlobal('gc', runInNewContext('gc'));
}

const usedBytes = (): number => getHeapStatistics().used_heap_size;

describe('QuietCollector', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('finds nothing due, and collects nothing, where V8 cannot be asked to', () => {
    vi.stubGlobal('gc', undefined);
    const collector = new QuietCollector();
    const litter: object[] = [];
    for (let i = 0; i < 50_000; i++) {
      litter.push({ i });
      expect(collector.isDue()).toBe(false);
    }
    expect(() => collector.collect()).not.toThrow();
  });

  it('gives back what was left behind, again and again', () => {
    exposeGc();
    const collector = new QuietCollector();
    collector.collect();
    for (let round = 0; round < 5; round++) {
      const begin = usedBytes();
      let nKept = 0;
      while (!collector.isDue()) nKept += Array.from({ length: 100 }, (_, i) => ({ i })).length;
      expect(nKept).toBeGreaterThan(0);
      const before = usedBytes();
      expect(before - begin).toBeGreaterThan(1 << 18);
      collector.collect();
      expect(before - usedBytes()).toBeGreaterThan(1 << 18);
      // A look that finds nothing new finds nothing due.
      for (let i = 0; i < 8; i++) expect(collector.isDue()).toBe(false);
    }
  });
});
