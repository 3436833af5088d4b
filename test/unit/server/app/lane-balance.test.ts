import { describe, expect, it } from 'vitest';
import { LaneBalance } from '../../../../server/app/lane-balance.js';
import type { LaneHost } from '../../../../server/app/lane-host.js';
import type { LiveStream, StreamIdentity } from '../../../../server/app/live-stream.js';
import type { LoadedModels } from '../../../../server/app/loaded-models.js';
import { LaneStatus } from '../../../../server/lane/lane-messages.js';
import { eegInfo } from '../../../helpers/pipelines.js';

function laneOn(thread: 'own' | 'main'): LaneHost {
  const status = new LaneStatus(new SharedArrayBuffer(LaneStatus.bytes));
  return { thread, status, hasModels: () => true } as unknown as LaneHost;
}

class Stream {
  readonly ref: number;
  lane: LaneHost;
  readonly laneEnded = false;
  readonly canMove = true;

  constructor(ref: number, lane: LaneHost) {
    this.ref = ref;
    this.lane = lane;
  }

  moveTo(lane: LaneHost): void {
    this.lane = lane;
  }
}

const identity = (live: boolean): StreamIdentity => ({
  id: 'a',
  info: eegInfo(['Oz'], 250),
  resumeToken: '',
  decoders: [],
  live,
});

describe('LaneBalance', () => {
  const scene = (socketsBusy = () => 0) => {
    const [own, other, main] = [laneOn('own'), laneOn('own'), laneOn('main')];
    const balance = new LaneBalance(
      {
        lanes: [own, other, main],
        models: { get: () => undefined },
        runMs: new Map(),
      } as unknown as LoadedModels,
      socketsBusy,
    );
    const add = (ref: number, live: boolean, lane?: LaneHost): Stream => {
      const place = balance.place(identity(live));
      const stream = new Stream(ref, lane ?? place.lane);
      balance.add(stream as unknown as LiveStream, place);
      return stream;
    };
    return { own, other, main, balance, add };
  };

  it("begins live streams on the sockets' thread, and what comes as fast as it goes on another", () => {
    const { main, own, add } = scene();
    expect(add(0, true).lane).toBe(main);
    expect(add(1, false).lane).toBe(own);
  });

  it("takes a stream from the sockets' thread when it turns out to take more than was expected, and leaves it there", () => {
    const { main, own, balance, add } = scene();
    const stream = add(0, true);
    balance.look(0);
    main.status.worked(0, 0.6);
    balance.look(1);
    expect(stream.lane).toBe(own);
    for (let second = 2; second < 20; second++) {
      stream.lane.status.worked(0, 0.4);
      balance.look(second);
      expect(stream.lane).toBe(own);
    }
  });

  it("counts what the sockets' thread has to do besides", () => {
    let busy = 0.1;
    const { main, own, other, balance, add } = scene(() => busy);
    const stream = add(0, true);
    balance.look(0);
    stream.lane.status.worked(0, 0.05);
    balance.look(1);
    expect(stream.lane).toBe(main);
    busy = 0.45;
    stream.lane.status.worked(0, 0.05);
    balance.look(2);
    expect([stream.lane, add(1, true).lane]).toEqual([main, own]);
    busy = 0.6;
    stream.lane.status.worked(0, 0.05);
    balance.look(3);
    expect([own, other]).toContain(stream.lane);
  });

  it('evens out two threads by what their streams took, not by how many they are', () => {
    const { own, other, balance, add } = scene();
    const [heavy, light] = [add(0, false, own), add(1, false, own)];
    balance.look(0);
    own.status.worked(0, 0.6);
    own.status.worked(1, 0.3);
    balance.look(1);
    expect([heavy.lane, light.lane]).toEqual([other, own]);
  });
});
