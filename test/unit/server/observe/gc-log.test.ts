import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { GcLog, type GcPause } from '../../../../server/observe/gc-log.js';

/** Makes enough garbage for the young generation to be collected a few times. */
function litter(): number {
  let length = 0;
  for (let i = 0; i < 400; i++) length += Array.from({ length: 10_000 }, (_, j) => ({ i, j })).length;
  return length;
}

function expectPauses(pauses: readonly GcPause[]): void {
  expect(pauses.length).toBeGreaterThan(0);
  for (const { kind, seconds } of pauses) {
    expect(['minor', 'major', 'incremental', 'weak']).toContain(kind);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(10);
  }
}

describe('GcLog', () => {
  it('tells the collections since it was asked, once, a turn of the event loop later', async () => {
    const log = new GcLog();
    const pauses: GcPause[] = [];
    await vi.waitFor(() => {
      litter();
      pauses.push(...log.take());
      expectPauses(pauses);
    });
    await nextTurn();
    expect(log.take().length).toBeLessThanOrEqual(pauses.length);
    log.close();
  });
});
