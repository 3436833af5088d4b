import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flushFrameOrder,
  orderFrame,
  startFrameOrder,
  type FrameOrderSettings,
  type FrameSink,
} from '../../../../server/stream/frame-order.js';

const SFREQ = 250;
const BYTES = 3;

/** `version` tells a frame's samples from those of another frame that has them, too. */
interface Frame {
  first: number;
  nSamples: number;
  version: number;
}

interface Told {
  /** In order: `[index, version, device time]` of each sample, or `[start, end]` of a gap. */
  out: number[][];
  /** How often each sample was told to be a duplicate. */
  duplicates: Map<number, number>;
}

function settingsFor(holdSamples: number): FrameOrderSettings {
  return { bytesPerSample: BYTES, sfreq: SFREQ, holdSamples };
}

function bytesOf({ first, nSamples, version }: Frame): Uint8Array {
  const bytes = new Uint8Array(nSamples * BYTES);
  for (let i = 0; i < nSamples; i++) bytes.set([(first + i) & 255, (first + i) >> 8, version], i * BYTES);
  return bytes;
}

/** The rig's clock at the frame's first sample: a little off in each frame. */
function deviceTimeOf({ first, version }: Frame): number {
  return first / SFREQ + version * 1e-6;
}

const roundTime = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;

/** Writes down what it is told, and throws where it is asked to: before it took what it was given. */
class Recorder implements FrameSink {
  readonly told: Told = { out: [], duplicates: new Map() };
  readonly throws: Set<number>;
  calls = 0;
  constructor(throws: readonly number[] = []) {
    this.throws = new Set(throws);
  }
  samples(first: number, nSamples: number, deviceTime: number, data: Uint8Array): void {
    this.#mayThrow();
    expect(data.length).toBe(nSamples * BYTES);
    for (let i = 0; i < nSamples; i++) {
      const [low, high, version] = data.subarray(i * BYTES) as unknown as [number, number, number];
      expect(low + 256 * high).toBe(first + i);
      this.told.out.push([first + i, version, roundTime(deviceTime + i / SFREQ)]);
    }
  }
  gap(start: number, end: number): void {
    this.#mayThrow();
    this.told.out.push([start, end]);
  }
  duplicate(start: number, end: number): void {
    expect(end).toBeGreaterThan(start);
    for (let i = start; i < end; i++) this.told.duplicates.set(i, (this.told.duplicates.get(i) ?? 0) + 1);
  }
  #mayThrow(): void {
    if (this.throws.has(this.calls++)) throw new Error('no room');
  }
}

/** The same in the plainest way: a map of the samples that wait, and one look after every frame. */
function reference(frames: readonly Frame[], holdSamples: number): Told {
  const told: Told = { out: [], duplicates: new Map() };
  const waiting = new Map<number, number[]>();
  let next = 0;
  const release = (most: number): void => {
    for (;;) {
      for (let sample = waiting.get(next); sample !== undefined; sample = waiting.get(next)) {
        told.out.push(sample);
        waiting.delete(next++);
      }
      if (waiting.size === 0 || Math.max(...waiting.keys()) + 1 - next <= most) return;
      const end = Math.min(...waiting.keys());
      told.out.push([next, end]);
      next = end;
    }
  };
  for (const frame of frames) {
    for (let i = 0; i < frame.nSamples; i++) {
      const index = frame.first + i;
      if (index < next || waiting.has(index)) told.duplicates.set(index, (told.duplicates.get(index) ?? 0) + 1);
      else waiting.set(index, [index, frame.version, roundTime(deviceTimeOf(frame) + i / SFREQ)]);
    }
    release(holdSamples);
  }
  release(-1);
  return told;
}

/** Gives a sink all frames; one that it could not take comes again until it can. */
function run(frames: readonly Frame[], holdSamples: number, sink: Recorder): void {
  const settings = settingsFor(holdSamples);
  const state = startFrameOrder(0);
  const untilDone = (attempt: () => void): void => {
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!(error instanceof Error && error.message === 'no room')) throw error;
      }
    }
  };
  for (const frame of frames) {
    // Sockets give views of their buffers, which are used again.
    const socket = Buffer.alloc(frame.nSamples * BYTES + 2);
    untilDone(() => {
      socket.set(bytesOf(frame), 1);
      const data = socket.subarray(1, socket.length - 1);
      try {
        orderFrame(settings, state, frame.first, frame.nSamples, deviceTimeOf(frame), data, sink);
      } finally {
        expect([...data]).toEqual([...bytesOf(frame)]);
        socket.fill(0xee);
      }
    });
  }
  untilDone(() => flushFrameOrder(settings, state, sink));
  expect(state.held).toEqual([]);
}

/** Frames of a stream that is cut anywhere, a part of which is late, sent again (cut in another way) or lost. */
const arrivals = fc
  .tuple(
    fc.array(fc.record({ nSamples: fc.integer({ min: 0, max: 12 }), fate: fc.nat(9), delay: fc.nat(8) }), {
      maxLength: 25,
    }),
    fc.array(fc.record({ first: fc.nat(150), nSamples: fc.nat(20), at: fc.nat(30) }), { maxLength: 4 }),
  )
  .map(([pieces, again]) => {
    let first = 0;
    const queue: { frame: Omit<Frame, 'version'>; at: number }[] = [];
    pieces.forEach(({ nSamples, fate, delay }, i) => {
      const frame = { first, nSamples };
      if (fate !== 0) queue.push({ frame, at: i + (fate < 4 ? delay : 0) });
      if (fate === 9) queue.push({ frame, at: i + delay });
      first += nSamples;
    });
    for (const { at, ...frame } of again) queue.push({ frame, at });
    return queue.sort((a, b) => a.at - b.at).map(({ frame }, version): Frame => ({ ...frame, version }));
  });
const holds = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 80 }));

describe('the order of frames', () => {
  it('lets every sample out once, at its place, or tells it as a gap, whatever comes twice, late or never', () => {
    fc.assert(
      fc.property(arrivals, holds, (frames, holdSamples) => {
        const sink = new Recorder();
        run(frames, holdSamples, sink);
        expect(sink.told).toEqual(reference(frames, holdSamples));
        let next = 0;
        for (const [start, end] of sink.told.out.map((told) => (told.length === 2 ? told : [told[0]!, told[0]! + 1]))) {
          expect(start).toBe(next);
          next = end!;
        }
        expect(next).toBe(Math.max(0, ...frames.map(({ first, nSamples }) => (nSamples > 0 ? first + nSamples : 0))));
      }),
      { numRuns: 600 },
    );
  });

  it('tells the same when the sink had to refuse some of it and the frame came again', () => {
    const refusals = fc.array(fc.nat(40), { maxLength: 12 });
    fc.assert(
      fc.property(arrivals, holds, refusals, (frames, holdSamples, throws) => {
        const sink = new Recorder(throws);
        run(frames, holdSamples, sink);
        expect(sink.told).toEqual(reference(frames, holdSamples));
      }),
      { numRuns: 600 },
    );
  });

  it('waits for what is missing as long as the samples ahead of it are few enough, and no longer', () => {
    const settings = settingsFor(20);
    const state = startFrameOrder(0);
    const sink = new Recorder();
    const give = (first: number, nSamples: number): void => {
      const frame = { first, nSamples, version: 1 };
      orderFrame(settings, state, first, nSamples, deviceTimeOf(frame), bytesOf(frame), sink);
    };
    give(10, 10);
    expect([state.next, sink.told.out.length]).toEqual([0, 0]);
    give(20, 1);
    expect(state.next).toBe(21);
    expect(sink.told.out[0]).toEqual([0, 10]);
    // Too late now: they were told as a gap.
    give(0, 10);
    expect([...sink.told.duplicates.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(state.next).toBe(21);
  });

  it('never keeps more than the limit and one frame', () => {
    fc.assert(
      fc.property(arrivals, holds, (frames, holdSamples) => {
        const state = startFrameOrder(0);
        for (const frame of frames) {
          const { first, nSamples } = frame;
          orderFrame(settingsFor(holdSamples), state, first, nSamples, 0, bytesOf(frame), new Recorder());
          expect(state.held.reduce((sum, held) => sum + held.nSamples, 0)).toBeLessThanOrEqual(holdSamples);
        }
      }),
    );
  });

  it('passes a frame that is in order on without a copy, from any sample of the stream on', () => {
    const state = startFrameOrder(2 ** 40);
    const data = bytesOf({ first: 0, nSamples: 5, version: 0 });
    const seen: [number, number, Uint8Array][] = [];
    const sink = {
      samples: (first: number, nSamples: number, _time: number, bytes: Uint8Array) =>
        seen.push([first, nSamples, bytes]),
      gap: () => expect.unreachable(),
      duplicate: () => expect.unreachable(),
    };
    orderFrame(settingsFor(0), state, 2 ** 40, 5, 0, data, sink);
    expect(seen).toEqual([[2 ** 40, 5, data]]);
    expect(seen[0]![2]).toBe(data);
    expect(state.next).toBe(2 ** 40 + 5);
  });
});
