import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentiles } from '../../../bench/harness/percentiles.js';
import { whyNotCarried, type RigLoad } from '../../../bench/harness/rig-load.js';
import { findCapacity } from '../../../bench/throughput.js';

function loadOf(nRigs: number, change: Partial<RigLoad> = {}): RigLoad {
  return {
    nRigs,
    framesPerSecond: nRigs * 100,
    age: percentiles([0.001]),
    late: percentiles([0.0001]),
    nDecodes: 100,
    nLost: 0,
    nBlocked: 0,
    nUnsent: 0,
    cpuSecondsPerSecond: 0.1,
    residentBytes: null,
    loads: {},
    problems: [],
    ...change,
  };
}

describe('findCapacity', () => {
  const find = async (limit: number, start: number, isKnown: boolean) => {
    const tried: number[] = [];
    const carry = async (nRigs: number): Promise<RigLoad> => {
      tried.push(nRigs);
      return loadOf(nRigs, nRigs > limit ? { nLost: 1 } : {});
    };
    return { ...(await findCapacity(carry, start, isKnown, 256, () => undefined)), tried };
  };

  it('comes within a tenth of the most that is carried, wherever it begins, and never above', async () => {
    const anywhere = fc.integer({ min: 1, max: 200 });
    await fc.assert(
      fc.asyncProperty(anywhere, anywhere, fc.boolean(), async (limit, start, isKnown) => {
        const { nRigs } = await find(limit, start, isKnown);
        expect(nRigs).toBeLessThanOrEqual(limit);
        expect(nRigs + Math.max(1, nRigs * 0.1)).toBeGreaterThanOrEqual(limit);
      }),
    );
  });

  it('tries few numbers and none twice', async () => {
    const { tried } = await find(100, 64, false);
    expect(tried.length).toBeLessThan(9);
    expect(new Set(tried).size).toBe(tried.length);
  });

  it('says that nothing was carried, and why', async () => {
    expect(await find(0, 8, false)).toMatchObject({ nRigs: 0, at: null, limit: '1 windows or decodes dropped' });
  });

  it('stops at the most that is tried', async () => {
    expect(await find(1000, 200, false)).toMatchObject({ nRigs: 256, limit: 'no more than 256 were tried' });
  });
});

describe('whyNotCarried', () => {
  it('lets nothing be dropped, late or unsent', () => {
    expect(whyNotCarried(loadOf(4))).toBeUndefined();
    expect(whyNotCarried(loadOf(4, { age: percentiles([0.021]) }))).toBe('p99 21.0 ms');
    expect(whyNotCarried(loadOf(4, { late: percentiles([0.03]) }))).toContain('the generator was late');
    expect(whyNotCarried(loadOf(4, { nBlocked: 2 }))).toBe('2 frames waited for credit');
    expect(whyNotCarried(loadOf(4, { nUnsent: 2 }))).toBe('2 frames never left');
    expect(whyNotCarried(loadOf(4, { nDecodes: 0 }))).toBe('nothing came');
    expect(whyNotCarried(loadOf(4, { problems: ['closed with 1006'] }))).toBe('closed with 1006');
  });
});
