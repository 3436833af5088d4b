import fc from 'fast-check';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { InlineLane } from '../../../../server/app/inline-lane.js';
import type { LaneHost } from '../../../../server/app/lane-host.js';
import { LiveStream } from '../../../../server/app/live-stream.js';
import { JournalFullError } from '../../../../server/journal/journal-errors.js';
import { Journal } from '../../../../server/journal/journal.js';
import type { FrameQueueReader } from '../../../../server/lane/frame-queue.js';
import {
  DECODE_HEAD_BYTES,
  emptyDecodeHead,
  LaneStatus,
  readDecodeHead,
  ResultFlag,
  ResultType,
} from '../../../../server/lane/lane-messages.js';
import { monotonicSeconds } from '../../../../server/observe/monotonic-clock.js';
import { createMetrics } from '../../../../server/observe/metrics.js';
import { DEFAULT_LIMITS } from '../../../../protocol/limits.js';
import { encodeSamples, countScale } from '../../../../protocol/samples.js';
import { testModel } from '../../../helpers/models.js';
import { eegInfo } from '../../../helpers/pipelines.js';
import { noise } from '../../../helpers/stage-runs.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const SFREQ = 256;
const INFO = eegInfo(['PO4', 'O1', 'Oz', 'O2', 'PO3', 'POz', 'PO7', 'PO8'], SFREQ, { subject: 'ben' });
const N_CHANNELS = INFO.channels.length;
const N_SAMPLES = 12 * SFREQ;
const SIGNAL = Float32Array.from(noise(N_SAMPLES, N_CHANNELS, 11));
const MODELS = ['identity-8', 'stateful'].map((name) => testModel(name));
const DECODERS = MODELS.map(({ id }) => id);

const bed: { close(): void | Promise<void> }[] = [];
afterAll(async () => {
  for (const one of bed.reverse()) await one.close();
});

/** A stream in real lanes of this thread, over a real journal; what lanes send up is kept, in its order. */
class Scene {
  readonly lanes: LaneHost[];
  readonly stream: LiveStream;
  readonly payloads: string[][] = DECODERS.map(() => []);
  readonly failures: string[] = [];
  nReplayed = 0;
  /** Decodes that were made before, and are not sent again. */
  nAgain = 0;
  nFull = 0;
  nMoves = 0;
  #ended: () => void = () => undefined;
  readonly ended = new Promise<void>((resolve) => {
    this.#ended = resolve;
  });

  constructor() {
    const dir = temporaryDir();
    const journal = Journal.open({ directory: join(dir, 'journal') });
    this.lanes = [0, 1].map((index) => {
      const settings = {
        models: MODELS.map(({ id, dir: folder, manifest }) => ({ id, dir: folder, manifest, device: 'cpu' as const })),
        runFile: join(dir, `lane-${index}.run`),
        hangMs: 10_000,
        maxAge: 60,
      };
      const lane = new InlineLane(index, settings, new SharedArrayBuffer(LaneStatus.bytes), Infinity);
      lane.deliverTo({
        result: (record) => this.#result(record),
        died: (error) => this.failures.push(String(error)),
      });
      return lane;
    });
    const store = journal.createStream({
      id: 'moved',
      info: {},
      resumeToken: 'token',
      decoders: DECODERS,
      pacing: 'LIVE',
      created: 0,
    });
    this.stream = new LiveStream(
      3,
      { id: 'moved', info: INFO, resumeToken: 'token', decoders: DECODERS, live: true },
      store,
      this.lanes[0]!,
      () => [],
      { creditBytes: 1 << 30, holdSeconds: 0.1, checkpointSeconds: 1e9, limits: DEFAULT_LIMITS },
      { notice: () => undefined, journalFull: () => this.nFull++ },
      createMetrics(),
    );
    bed.push({
      close: async () => {
        for (const lane of this.lanes) await lane.stop();
        journal.close();
      },
    });
  }

  #result(record: FrameQueueReader): boolean {
    const text = (): string => Buffer.from(record.copyBody()).toString('utf8');
    if (record.type === ResultType.decode) {
      const head = emptyDecodeHead();
      readDecodeHead(record.view, record.bodyOffset, head);
      const list = this.payloads[head.decoderIndex]!;
      const payload = Buffer.from(record.copyBody()).subarray(DECODE_HEAD_BYTES).toString('hex');
      const before = list[head.sequence];
      if (head.sequence > list.length) this.failures.push(`decode ${head.sequence} after ${list.length}`);
      if (before === undefined) list.push(payload);
      else if (before !== payload) this.failures.push(`decode ${head.sequence} came out otherwise`);
      else this.nAgain++;
      if ((record.flags & ResultFlag.replayed) !== 0) this.nReplayed++;
    } else if (record.type === ResultType.checkpoint) {
      const { path, position, number } = JSON.parse(text()) as { path: string; position: number; number: number };
      this.stream.checkpointWritten(path, position, number);
    } else if (record.type === ResultType.ended) {
      this.stream.laneHasEnded();
      this.#ended();
    } else if (record.type === ResultType.failed) {
      this.failures.push(text());
    }
    return true;
  }

  frame(firstSample: number, nSamples: number): void {
    const values = SIGNAL.subarray(firstSample * N_CHANNELS, (firstSample + nSamples) * N_CHANNELS);
    const { data } = encodeSamples(values, INFO.format, countScale(INFO));
    this.stream.samplesFrame({ sequence: 0, firstSample, deviceTime: firstSample / SFREQ, data }, monotonicSeconds());
  }

  /** The file system has no room for the next record, whatever the journal thought. */
  fillDisk(): void {
    const { samples } = this.stream.store;
    vi.spyOn(samples, 'append').mockImplementationOnce(() => {
      throw new JournalFullError('the disk is full');
    });
  }

  move(): void {
    if (!this.stream.canMove) return;
    this.stream.moveTo(this.lanes.find((lane) => lane !== this.stream.lane)!);
    this.nMoves++;
  }

  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.stream.tick(monotonicSeconds());
  }
}

async function play(
  chunk: number,
  moveAt: ReadonlySet<number>,
  breatheEvery: number,
  fullAt: ReadonlySet<number> = new Set(),
): Promise<Scene> {
  const scene = new Scene();
  await scene.turn();
  for (let at = 0, n = 0; at < N_SAMPLES; at += chunk, n++) {
    if (moveAt.has(n)) scene.move();
    if (fullAt.has(n)) scene.fillDisk();
    scene.frame(at, Math.min(chunk, N_SAMPLES - at));
    if (n % 40 === 17) scene.stream.marker({ sample: at + 3, description: 'cue', id: `m${n}` });
    if (n % breatheEvery === 0) await scene.turn();
  }
  scene.stream.finish();
  for (let n = 0; !scene.stream.laneEnded; n++) {
    if (n > 5000) throw new Error('the stream does not end');
    await scene.turn();
  }
  await scene.ended;
  return scene;
}

describe('a stream that is moved from lane to lane', () => {
  it('gives the same decodes, each once and in order, wherever it is moved and whatever comes meanwhile', async () => {
    const still = await play(16, new Set(), 4);
    expect(still.failures).toEqual([]);
    expect(still.payloads.map((list) => list.length > 10)).toEqual(DECODERS.map(() => true));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(180), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (moves, breatheEvery) => {
          const moved = await play(16, new Set(moves), breatheEvery);
          expect(moved.failures).toEqual([]);
          expect([moved.nReplayed, moved.nAgain, moved.nFull]).toEqual([0, 0, 0]);
          expect(moved.payloads).toEqual(still.payloads);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('starts over where a disk is full that seemed to have room, and gives the same decodes', async () => {
    const still = await play(16, new Set(), 4);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(180), { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(fc.nat(180), { maxLength: 4 }),
        fc.integer({ min: 1, max: 30 }),
        async (full, moves, breatheEvery) => {
          const scene = await play(16, new Set(moves), breatheEvery, new Set(full));
          expect(scene.failures).toEqual([]);
          expect(scene.nFull).toBeGreaterThan(0);
          expect(scene.payloads).toEqual(still.payloads);
        },
      ),
      // A checkpoint asked for before the lane starts over must not be published behind it.
      { numRuns: 30, examples: [[[109, 106, 107], [0, 150], 15]] },
    );
  });

  it('leaves the lane that it came from, and counts where it is', async () => {
    const scene = await play(16, new Set([20]), 1);
    expect(scene.nMoves).toBe(1);
    expect(scene.stream.lane).toBe(scene.lanes[1]);
    expect(scene.lanes.map((lane) => lane.nStreams)).toEqual([0, 0]);
    for (const lane of scene.lanes) expect(lane.status.busySeconds(scene.stream.ref)).toBeGreaterThan(0);
  });
});
