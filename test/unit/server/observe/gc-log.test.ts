import { describe, expect, it } from 'vitest';
import { GcLog } from '../../../../server/observe/gc-log.js';

/** Makes enough garbage for the young generation to be collected a few times. */
function litter(): number {
  let length = 0;
  for (let i = 0; i < 400; i++) length += Array.from({ length: 10_000 }, (_, j) => ({ i, j })).length;
  return length;
}

describe('GcLog', () => {
  it('tells the collections since it was asked, once', () => {
    const log = new GcLog();
    expect(litter()).toBe(4_000_000);
    const pauses = log.take();
    expect(pauses.length).toBeGreaterThan(0);
    for (const { kind, seconds } of pauses) {
      expect(['minor', 'major', 'incremental', 'weak']).toContain(kind);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(10);
    }
    expect(log.take().length).toBeLessThan(pauses.length);
    log.close();
  });
});
