import { describe, expect, it, vi } from 'vitest';
import { LaneFeed } from '../../../../server/app/lane-feed.js';
import type { LaneHost } from '../../../../server/app/lane-host.js';
import type { SegmentLog } from '../../../../server/journal/segment-log.js';

describe('LaneFeed', () => {
  it('tells how long the journal took, without the hand-over to the lane', () => {
    let nowMs = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const journal = {
      end: 0,
      makeRoom: () => 108,
      append(): void {
        nowMs += 3;
        this.end += 108;
      },
    };
    const inbox = {
      write(): boolean {
        nowMs += 1000;
        return true;
      },
    };
    const feed = new LaneFeed(journal as unknown as SegmentLog, { inbox } as unknown as LaneHost, 1, 0, 0);
    expect(feed.append(1, new Uint8Array(8))).toBeCloseTo(0.003, 6);
    expect(feed.isLive).toBe(true);
    now.mockRestore();
  });
});
