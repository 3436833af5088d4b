import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SampleFormat } from '../../../../protocol/frame.js';
import { Player } from '../../../../server/rig/player.js';
import type { PlayerClock, PlayerOptions, PlayerProgress, PlayerSink } from '../../../../server/rig/player.js';
import { requireRecorded } from '../../../../server/rig/recorded.js';
import type { RecordedMarker, Recording, SampleSpan } from '../../../../server/rig/recorded.js';

/** One channel at 100 Hz whose value is its index. */
function ramp(nSamples: number, gaps: SampleSpan[] = [], markers: RecordedMarker[] = []): Recording {
  return {
    info: {
      name: 'ramp',
      sourceId: '',
      subject: '',
      session: '',
      device: '',
      sfreq: 100,
      channels: [],
      format: SampleFormat.FLOAT32,
      simulated: true,
    },
    nSamples,
    gaps,
    markers,
    notes: [],
    read(start, n) {
      requireRecorded(this, start, n);
      return Float32Array.from({ length: n }, (_, i) => start + i);
    },
    close: () => undefined,
  };
}

function mark(sample: number, description: string): RecordedMarker {
  return { sample, description, value: `v${description}`, duration: 0 };
}

/** Time passes only while somebody sleeps, or when a test says so. */
class FakeClock implements PlayerClock {
  time = 1000;
  sleeps: number[] = [];

  now(): number {
    return this.time;
  }

  sleep(duration: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(duration);
    this.time += duration;
    return Promise.resolve();
  }
}

interface Sent {
  at: number;
  first?: number;
  n?: number;
  deviceTime?: number;
  marker?: string;
}

function record(clock: FakeClock, onChunk?: (first: number) => void | Promise<void>): PlayerSink & { sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    samples(first, data, n, deviceTime) {
      expect([...data]).toEqual(Array.from({ length: n }, (_, i) => first + i));
      sent.push({ at: clock.time, first, n, deviceTime });
      return onChunk?.(first);
    },
    marker({ sample, description }) {
      sent.push({ at: clock.time, marker: `${description}@${sample}` });
    },
  };
}

async function play(recording: Recording, options: PlayerOptions, onChunk?: (first: number) => void | Promise<void>) {
  const clock = (options.clock as FakeClock | undefined) ?? new FakeClock();
  const sink = record(clock, onChunk);
  const summary = await new Player(recording, sink, { ...options, clock }).play();
  return { sent: sink.sent, summary, clock };
}

/** Rounds what is a matter of float64 only. */
function ms(seconds: number | undefined): number {
  return Math.round(seconds! * 1e3);
}

describe('Player', () => {
  it('sends a chunk when its last sample is there', async () => {
    const { sent, summary } = await play(ramp(25), { chunk: 10 });
    expect(sent.map(({ at, first, n, deviceTime }) => [ms(at - 1000), first, n, ms(deviceTime! - 1000)])).toEqual([
      [100, 0, 10, 0],
      [200, 10, 10, 100],
      [250, 20, 5, 200],
    ]);
    expect(summary).toMatchObject({ completed: true, nSamples: 25, nMarkers: 0 });
  });

  it('keeps the device clock apart from the speed', async () => {
    const { sent } = await play(ramp(30), { chunk: 10, speed: 4, start: 7 });
    expect(sent.map(({ at, deviceTime }) => [ms(at - 1000), ms(deviceTime)])).toEqual([
      [25, 7000],
      [50, 7100],
      [75, 7200],
    ]);
  });

  it('catches up after a delay instead of moving everything', async () => {
    const clock = new FakeClock();
    const { sent, summary } = await play(ramp(60), { chunk: 10, clock }, (first) => {
      if (first === 10) clock.time += 0.25;
    });
    expect(sent.map(({ at }) => ms(at - 1000))).toEqual([100, 200, 450, 450, 500, 600]);
    expect(ms(summary.maxLate)).toBe(150);
  });

  it('waits again when a sleep ends early', async () => {
    const clock = new FakeClock();
    clock.sleep = (duration) => {
      clock.time += Math.max(duration / 2, 0.0005);
      return Promise.resolve();
    };
    const { sent } = await play(ramp(20), { chunk: 10, clock });
    for (const [i, { at }] of sent.entries()) expect(at - 1000).toBeGreaterThanOrEqual(0.1 * (i + 1) - 1e-9);
  });

  it('sends as fast as the sink takes it at speed max, and lets others in between', async () => {
    const { sent, clock, summary } = await play(ramp(1000), { chunk: 1, speed: 'max' });
    expect(sent.length).toBe(1000);
    expect(clock.time).toBe(1000);
    expect(clock.sleeps.length).toBe(15);
    expect(summary.maxLate).toBe(0);
  });

  it('waits for what the sink returns', async () => {
    let open = 0;
    await play(ramp(50), { chunk: 5, speed: 'max' }, async () => {
      open += 1;
      expect(open).toBe(1);
      await Promise.resolve();
      open -= 1;
    });
  });

  it('sends a marker before the chunk that holds its sample', async () => {
    const markers = [mark(0, 'a'), mark(9, 'b'), mark(10, 'c'), mark(19, 'd'), mark(25, 'end')];
    const { sent, summary } = await play(ramp(25, [], markers), { chunk: 10, speed: 'max' });
    expect(sent.map(({ first, marker }) => marker ?? first)).toEqual([
      'a@0',
      'b@9',
      0,
      'c@10',
      'd@19',
      10,
      20,
      'end@25',
    ]);
    expect(summary.nMarkers).toBe(5);
  });

  it('renames and drops markers', async () => {
    const markers = ['1', '2', '3', 'constructor'].map((code, i) => mark(i, code));
    const { sent, summary } = await play(ramp(10, [], markers), {
      chunk: 10,
      speed: 'max',
      rename: { 1: '', 2: '13 Hz' },
    });
    expect(sent.flatMap(({ marker }) => marker ?? [])).toEqual(['13 Hz@1', '3@2', 'constructor@3']);
    expect(summary).toMatchObject({ nMarkers: 3, nDropped: 1 });
    expect(markers[1]!.description).toBe('2');
  });

  it('skips the index over a gap and waits for as long as it was', async () => {
    const progress: PlayerProgress[] = [];
    const { sent } = await play(ramp(500, [{ start: 15, end: 470 }], [mark(100, 'lost')]), {
      chunk: 10,
      onProgress: (now) => progress.push(now),
    });
    expect(
      sent.map(({ at, first, n, marker, deviceTime }) => [ms(at - 1000), marker ?? [first, n, ms(deviceTime! - 1000)]]),
    ).toEqual([
      [100, [0, 10, 0]],
      [150, [10, 5, 100]],
      [4800, 'lost@100'],
      [4800, [470, 10, 4700]],
      [4900, [480, 10, 4800]],
      [5000, [490, 10, 4900]],
    ]);
    expect(progress.map(({ sample, gap }) => [sample, gap?.end])).toEqual([
      [10, undefined],
      [15, undefined],
      [15, 470],
      [480, undefined],
      [490, undefined],
      [500, undefined],
    ]);
  });

  it('shortens the wait for a long gap when told to', async () => {
    const { sent } = await play(ramp(500, [{ start: 15, end: 470 }]), { chunk: 10, maxGapWait: 0.5 });
    expect(sent.map(({ at }) => ms(at - 1000))).toEqual([100, 150, 750, 850, 950]);
    const deviceTimes = sent.map(({ deviceTime }) => ms(deviceTime! - 1000));
    expect(deviceTimes).toEqual([0, 100, 4700, 4800, 4900]);
  });

  it('starts the clock after the first look at the markers, which may take long', async () => {
    const clock = new FakeClock();
    const recording = Object.defineProperty(ramp(20), 'markers', {
      get: () => {
        if (clock.sleeps.length === 0) clock.time += 30;
        return [mark(3, 'a')];
      },
    });
    const { sent, summary } = await play(recording, { chunk: 10, clock });
    expect(sent.map(({ at }) => ms(at - 1030))).toEqual([100, 100, 200]);
    expect(ms(summary.maxLate)).toBe(0);
  });

  it('begins in the middle, also inside a gap', async () => {
    const recording = ramp(100, [{ start: 40, end: 60 }], [mark(10, 'before'), mark(55, 'in gap'), mark(70, 'after')]);
    const { sent } = await play(recording, { chunk: 25, from: 50, start: 0 });
    expect(sent.map(({ at, first, marker, deviceTime }) => [ms(at - 1000), marker ?? [first, ms(deviceTime)]])).toEqual(
      [
        [350, 'in gap@55'],
        [350, 'after@70'],
        [350, [60, 600]],
        [500, [85, 850]],
      ],
    );
  });

  it('ends between two chunks when the signal aborts', async () => {
    const abort = new AbortController();
    const { sent, summary } = await play(ramp(100), { chunk: 10, signal: abort.signal }, (first) => {
      if (first === 20) abort.abort();
    });
    expect(sent.map(({ first }) => first)).toEqual([0, 10, 20]);
    expect(summary).toMatchObject({ completed: false, nSamples: 30 });
  });

  it('ends while it waits when the signal aborts', async () => {
    const abort = new AbortController();
    const clock = new FakeClock();
    clock.sleep = (_, signal) => {
      abort.abort();
      return Promise.reject(signal!.reason as Error);
    };
    const { sent, summary } = await play(ramp(100), { chunk: 10, signal: abort.signal, clock });
    expect(sent).toEqual([]);
    expect(summary.completed).toBe(false);
  });

  it('passes on what the sink throws', async () => {
    await expect(play(ramp(100), { chunk: 10 }, () => Promise.reject(new Error('socket is gone')))).rejects.toThrow(
      'socket is gone',
    );
  });

  it('plays a simulator without an end until it is told to stop', async () => {
    const abort = new AbortController();
    const endless: Recording = {
      ...ramp(Infinity),
      read: (start, n) => Float32Array.from({ length: n }, (_, i) => start + i),
    };
    const { summary } = await play(endless, { chunk: 50, signal: abort.signal }, (first) => {
      if (first >= 10_000) abort.abort();
    });
    expect(summary).toMatchObject({ completed: false, nSamples: 10_050 });
  });

  it.each([
    { chunk: 0 },
    { chunk: 1.5 },
    { chunk: 1, speed: 0 },
    { chunk: 1, speed: NaN },
    { chunk: 1, speed: Infinity },
    { chunk: 1, from: -1 },
    { chunk: 1, from: 101 },
    { chunk: 1, maxGapWait: -1 },
  ])('refuses %o', (options) => {
    expect(() => new Player(ramp(100), record(new FakeClock()), options)).toThrow(RangeError);
  });

  it('sends every recorded sample and every marker once, in order, however it is chunked', async () => {
    const gapsOf = fc
      .uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 0, maxLength: 6 })
      .map((edges) => edges.sort((a, b) => a - b))
      .map((edges) => edges.slice(0, edges.length - (edges.length % 2)))
      .map((edges) =>
        Array.from({ length: edges.length / 2 }, (_, i) => ({ start: edges[2 * i]!, end: edges[2 * i + 1]! })),
      );
    await fc.assert(
      fc.asyncProperty(
        gapsOf,
        fc.array(fc.nat(100)),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom<number | 'max'>(0.5, 3, 'max'),
        async (gaps, at, chunk, speed) => {
          const markers = at.sort((a, b) => a - b).map((sample, i) => mark(sample, String(i)));
          const { sent, clock } = await play(ramp(100, gaps, markers), { chunk, speed });
          const indices = sent.flatMap(({ first, n }) => Array.from({ length: n ?? 0 }, (_, i) => first! + i));
          const recorded = Array.from({ length: 100 }, (_, i) => i).filter((i) => {
            return !gaps.some(({ start, end }) => i >= start && i < end);
          });
          expect(indices).toEqual(recorded);
          expect(sent.flatMap(({ marker }) => marker ?? [])).toEqual(markers.map(({ sample }, i) => `${i}@${sample}`));
          let next = 0;
          for (const { first, n, marker } of sent) {
            if (marker === undefined) next = first! + n!;
            else expect(Number(marker.split('@')[1])).toBeGreaterThanOrEqual(next);
          }
          if (speed !== 'max') expect(clock.time - 1000).toBeCloseTo(1 / speed, 6);
        },
      ),
    );
  });
});
