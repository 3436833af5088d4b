import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../../../models/manifest.js';
import { RingBuffer } from '../../../../server/window/ring-buffer.js';
import { plainManifest } from '../../../helpers/manifests.js';
import {
  echo,
  eegInfo,
  embedding,
  functionRunner,
  PipelineRun,
  type Answer,
  type Step,
} from '../../../helpers/pipelines.js';

const SFREQ = 100;
const NCHANNELS = 2;
const INFO = eegInfo(['A', 'B'], SFREQ);

type Gap = Manifest['gap'];
type When = Manifest['when'];

function echoManifest(gap: Gap, nSamples: number, when: When, change: Partial<Manifest> = {}): Manifest {
  return {
    ...plainManifest(),
    signal: {
      channels: { kinds: ['eeg'], count: NCHANNELS, missing: 'refuse' },
      unit: 'uV',
      sfreq: SFREQ,
      nSamples,
      layout: 'time-channel',
    },
    when,
    gap,
    inputs:
      gap === 'mask'
        ? [
            { name: 'x', role: 'signal' },
            { name: 'm', role: 'mask' },
          ]
        : [{ name: 'x', role: 'signal' }],
    postprocess: { kind: 'embedding', output: 'y' },
    ...change,
  };
}

function runOf(manifests: readonly Manifest[]): PipelineRun {
  return new PipelineRun(
    INFO,
    new Map(manifests.map((manifest, i) => [`m${i}@1.0.0`, functionRunner(manifest, echo)])),
  );
}

/** What of an answer the reference knows. */
interface Brief {
  window: number;
  step: number;
  start: number;
  end: number;
  final: boolean;
  missing: number;
  result: string | number[];
}

function brief({ payload }: Answer): Brief {
  const { window, step, start, end, final, missing, failure } = payload;
  const result = failure ? `${failure.code} x${failure.count}` : embedding(payload);
  return { window, step, start, end, final, missing, result };
}

/** The whole stream in one list: a sample of values, or nothing where none came. */
class Whole {
  readonly samples: ({ values: number[] } | undefined)[] = [];
  readonly gaps: [start: number, end: number][] = [];
  readonly markers: number[] = [];

  constructor(steps: readonly Step[], run: PipelineRun) {
    for (const step of steps) {
      const at = this.samples.length;
      if (step.kind === 'marker') this.markers.push(Math.max(0, at + step.at));
      else if (step.kind === 'gap') {
        this.gaps.push([at, at + step.n]);
        for (let i = 0; i < step.n; i++) this.samples.push(undefined);
      } else {
        const values = run.values(at, step.n);
        for (let i = 0; i < step.n; i++) this.samples.push({ values: [...values.subarray(2 * i, 2 * i + 2)] });
      }
    }
  }

  /** The model's window, and the share of it that never came. */
  view(gap: Gap, start: number, nAvailable: number, nSamples: number): { missing: number; values: number[] } {
    const values: number[] = [];
    const mask: number[] = [];
    let nMissing = 0;
    for (let i = 0; i < nSamples; i++) {
      const sample = i < nAvailable ? this.samples[start + i] : undefined;
      if (i < nAvailable && sample === undefined) nMissing++;
      const before =
        gap === 'hold' && i < nAvailable
          ? this.samples.slice(0, start + i).findLast((s) => s !== undefined)
          : undefined;
      values.push(...(sample?.values ?? before?.values ?? [0, 0]));
      mask.push(sample === undefined ? 0 : 1);
    }
    return { missing: Math.fround(nMissing / nAvailable), values: gap === 'mask' ? [...values, ...mask] : values };
  }

  one(gap: Gap, window: number, start: number, nAvailable: number, nSamples: number, step = 0): Brief {
    const { missing, values } = this.view(gap, start, nAvailable, nSamples);
    const isGap = missing === 1 || (missing > 0 && gap === 'skip');
    const final = nAvailable === nSamples;
    return { window, step, start, end: start + nAvailable, final, missing, result: isGap ? 'GAP x1' : values };
  }

  sliding(gap: Gap, nSamples: number, stride: number): Brief[] {
    const answers: Brief[] = [];
    const touches = (k: number, [from, to]: [number, number]): boolean =>
      k * stride < to && k * stride + nSamples > from;
    const isInside = (k: number, [from, to]: [number, number]): boolean =>
      k * stride >= from && k * stride + nSamples <= to;
    const taken = gap === 'skip' ? touches : isInside;
    for (let k = 0; ;) {
      const hole = this.gaps.find((other) => taken(k, other));
      if (hole === undefined) {
        if (k * stride + nSamples > this.samples.length) return answers;
        answers.push(this.one(gap, k, k * stride, nSamples, nSamples));
        k++;
        continue;
      }
      const first = k;
      while (taken(k, hole)) k++;
      const [start, end] = [first * stride, (k - 1) * stride + nSamples];
      const missing = Math.fround((Math.min(end, hole[1]) - Math.max(start, hole[0])) / (end - start));
      answers.push({ window: first, step: 0, start, end, final: true, missing, result: `GAP x${k - first}` });
    }
  }

  /** By window and step. @param steps samples that are there at each answer */
  epochs(gap: Gap, offset: number, steps: readonly number[]): Brief[] {
    const nSamples = steps.at(-1)!;
    return this.markers.flatMap((sample, window): Brief[] => {
      const start = sample + offset;
      const failed = (step: number, code: string): Brief => {
        const from = Math.max(0, start);
        const end = Math.max(from, start + nSamples);
        return { window, step, start: from, end, final: true, missing: 0, result: `${code} x1` };
      };
      if (start < 0) return [failed(0, 'MARKER_TOO_LATE')];
      const nThere = steps.filter((n) => start + n <= this.samples.length).length;
      const answers = steps.slice(0, nThere).map((n, step) => this.one(gap, window, start, n, nSamples, step));
      return nThere < steps.length ? [...answers, failed(nThere, 'STREAM_ENDED')] : answers;
    });
  }
}

/** Counts the samples that rings write from now on. @returns ends the count, and says what it is */
function ringWork(): () => number {
  let nTouched = 0;
  const { append, skip } = RingBuffer.prototype;
  const spies = [
    vi.spyOn(RingBuffer.prototype, 'append').mockImplementation(function (this: RingBuffer, data, n, validity) {
      nTouched += Math.min(n, this.capacity);
      append.call(this, data, n, validity);
    }),
    vi.spyOn(RingBuffer.prototype, 'skip').mockImplementation(function (this: RingBuffer, n, validity) {
      nTouched += Math.min(n, this.capacity);
      skip.call(this, n, validity);
    }),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
    return nTouched;
  };
}

const gaps = fc.constantFrom<Gap>('skip', 'hold', 'zero', 'mask');
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('samples' as const),
        n: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 200 })),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('gap' as const),
        n: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 700 })),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('marker' as const),
        at: fc.integer({ min: -120, max: 120 }),
        description: fc.constant('go'),
      }),
    },
  ),
  { maxLength: 14 },
);
const slidings = fc.array(
  fc.record({ nSamples: fc.integer({ min: 1, max: 300 }), stride: fc.integer({ min: 1, max: 60 }) }),
  { minLength: 1, maxLength: 3 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 5 });

describe('a pipeline over gaps', () => {
  it('answers every sliding window once as its policy says, however gaps lie and whoever shares the signal', () => {
    fc.assert(
      fc.property(gaps, slidings, steps, sizes, (gap, decoders, plan, chunks) => {
        const run = runOf(
          decoders.map(({ nSamples, stride }) => echoManifest(gap, nSamples, { kind: 'sliding', stride })),
        );
        run.play(plan, chunks);
        const whole = new Whole(plan, run);
        decoders.forEach(({ nSamples, stride }, i) => {
          const answers = run.answers.filter(({ decoder }) => decoder === i).map(brief);
          expect(answers).toEqual(whole.sliding(gap, nSamples, stride));
        });
      }),
      { numRuns: 150 },
    );
  });

  it('answers every marker with its epoch, early or late, whether its samples came, never came, or came in part', () => {
    const epochs = fc
      .record({
        nSamples: fc.integer({ min: 1, max: 90 }),
        offset: fc.integer({ min: -60, max: 60 }),
        early: fc.array(fc.integer({ min: 1, max: 89 }), { maxLength: 3 }),
      })
      .map(({ nSamples, offset, early }) => ({
        offset,
        lengths: [...new Set([...early.filter((n) => n < nSamples), nSamples])].sort((a, b) => a - b),
      }));
    fc.assert(
      fc.property(
        gaps,
        fc.array(epochs, { minLength: 1, maxLength: 2 }),
        slidings,
        steps,
        sizes,
        (gap, decoders, others, plan, chunks) => {
          const manifests = decoders.map(({ offset, lengths }) =>
            echoManifest(gap, lengths.at(-1)!, {
              kind: 'epoch',
              marker: 'g*',
              tmin: offset / SFREQ,
              progressive: lengths.slice(0, -1),
            }),
          );
          // Sliding decoders of the same signal make other steps through a gap, and must change nothing.
          const beside = others.map(({ nSamples, stride }) => echoManifest(gap, nSamples, { kind: 'sliding', stride }));
          const run = runOf([...manifests, ...beside]);
          run.play(plan, chunks).finish();
          const whole = new Whole(plan, run);
          decoders.forEach(({ offset, lengths }, i) => {
            const answers = run.answers.filter(({ decoder }) => decoder === i).map(brief);
            expect(answers.sort((a, b) => a.window - b.window || a.step - b.step)).toEqual(
              whole.epochs(gap, offset, lengths),
            );
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('answers sequences across a gap, and gives up those whose end never came', () => {
    const when: When = { kind: 'sequence', startMarker: 'on', endMarker: 'off', tmin: 0, tmax: 0, timeout: 2 };
    for (const gap of ['skip', 'zero', 'mask'] as const) {
      const run = runOf([echoManifest(gap, 50, when)]);
      run.play([
        { kind: 'samples', n: 10 },
        { kind: 'marker', at: 0, description: 'on' },
        { kind: 'samples', n: 10 },
        { kind: 'gap', n: 5 },
        { kind: 'samples', n: 10 },
        { kind: 'marker', at: 0, description: 'off' },
        { kind: 'marker', at: 3, description: 'on' },
        { kind: 'samples', n: 10 },
        { kind: 'gap', n: 12 * 3600 * SFREQ },
        { kind: 'marker', at: 0, description: 'off' },
      ]);
      const [first, second, ...more] = run.answers.map(brief);
      expect(more).toEqual([]);
      expect(first).toMatchObject({ window: 0, start: 10, end: 35, missing: Math.fround(0.2) });
      expect(second).toMatchObject({ window: 1, start: 38, result: 'SEQUENCE_TIMEOUT x1' });
      if (gap === 'skip') expect(first!.result).toBe('GAP x1');
      else
        expect(first!.result.slice(0, 50)).toEqual(
          new Whole(
            [
              { kind: 'samples', n: 10 },
              { kind: 'samples', n: 10 },
              { kind: 'gap', n: 5 },
              { kind: 'samples', n: 10 },
            ],
            run,
          )
            .view(gap, 10, 25, 25)
            .values.slice(0, 50),
        );
    }
  });

  it('takes no more work and gives no more answers for half a day without samples than for a long window', () => {
    const [gapStart, length] = [503, 12 * 3600 * SFREQ];
    const gapEnd = gapStart + length;
    for (const gap of ['skip', 'hold', 'zero', 'mask'] as const) {
      const run = runOf([
        echoManifest(gap, 100, { kind: 'sliding', stride: 10 }),
        echoManifest(gap, 37, { kind: 'sliding', stride: 7 }),
        echoManifest(gap, 40, { kind: 'epoch', marker: 'go', tmin: -0.1 }),
      ]);
      run.play([
        { kind: 'samples', n: gapStart },
        { kind: 'marker', at: -5, description: 'go' },
        { kind: 'marker', at: 2000, description: 'go' },
      ]);
      const before = run.answers.length;
      const work = ringWork();
      run.play([{ kind: 'gap', n: length }]);
      const nTouched = work();
      // Windows 41 and up were not complete before it. One answer for each that began before it, one for all behind those.
      const answers = run.answers.slice(before);
      const ofFirst = answers.flatMap(({ decoder, payload }) => (decoder === 0 ? [payload] : []));
      const nWindows = ofFirst.reduce((sum, { failure }) => sum + (failure?.count ?? 1), 0);
      const last = gap === 'skip' ? Math.ceil(gapEnd / 10) - 1 : Math.floor((gapEnd - 100) / 10);
      expect(nWindows).toBe(last - 40);
      expect(ofFirst).toHaveLength(gap === 'skip' ? 1 : 10 + 1);
      const ofMarkers = answers.flatMap(({ decoder, payload }) => (decoder === 2 ? [payload] : []));
      expect(ofMarkers.map(({ start, missing }) => [start, missing])).toEqual([
        [488, Math.fround(25 / 40)],
        [2493, 1],
      ]);
      // Two jumps, to the second marker's epoch and to the end, fill the ring (378 samples) at most twice each.
      expect(nTouched).toBeLessThanOrEqual(100 + 4 * 378);
      run.play([{ kind: 'samples', n: 300 }]);
      const behind = run.answers.filter(({ decoder, payload }) => decoder === 1 && payload.start >= gapEnd);
      expect(behind).toHaveLength(Math.floor((gapEnd + 300 - 37) / 7) - Math.ceil(gapEnd / 7) + 1);
      for (const { payload } of behind) {
        expect(embedding(payload).slice(0, 2 * 37)).toEqual([...run.values(payload.start, 37)]);
      }
    }
  });

  it('tells the age of what a gap took', () => {
    const run = runOf([echoManifest('skip', 10, { kind: 'sliding', stride: 10 })]);
    run.play([{ kind: 'samples', n: 10 }]);
    run.received = 77;
    run.play([{ kind: 'gap', n: 95 }]);
    const [before, failed] = run.answers;
    expect(failed!.head).toMatchObject({ received: 77, window: 1, deviceTime: 1.09, oldestDeviceTime: 0.1 });
    expect(failed!.head.windowClosed).toBeGreaterThan(before!.head.windowClosed);
    expect(failed!.payload).toMatchObject({ start: 10, end: 110, missing: Math.fround(0.95) });
  });
});
