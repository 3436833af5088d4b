import { serialize } from 'node:v8';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { formatDifference } from '../../../../models/difference.js';
import { refineManifest } from '../../../../models/manifest-rules.js';
import type { Manifest } from '../../../../models/manifest.js';
import type { StreamInfo } from '../../../../protocol/frame.js';
import { ModelRunner } from '../../../../server/infer/model-runner.js';
import { readCheckpoint } from '../../../../server/lane/pipeline-state.js';
import { testModel, withManifest } from '../../../helpers/models.js';
import { eegInfo, functionRunner, PipelineRun, type Step } from '../../../helpers/pipelines.js';

const SFREQ = 256;
const INFO = eegInfo(['PO4', 'O1', 'Oz', 'O2', 'PO3', 'POz', 'PO7', 'PO8'], SFREQ, { subject: 'ben' });
const CUE: Manifest['when'] = { kind: 'epoch', marker: 'cue*', tmin: -0.2, progressive: [60, 80] };

const loaded: ModelRunner[] = [];
afterAll(() => loaded.forEach((runner) => runner.release()));

function load(name: string, change: (manifest: Manifest) => void = () => undefined, repository?: string): ModelRunner {
  const entry = withManifest(testModel(name, repository), change);
  checked(entry.manifest);
  const runner = ModelRunner.load(entry);
  loaded.push(runner);
  return runner;
}

/** Refuses what could not be in a manifest. */
function checked(manifest: Manifest): Manifest {
  const differences = refineManifest(manifest);
  if (differences.length > 0) throw new Error(differences.map(formatDifference).join('; '));
  return manifest;
}

/** Mixes all bits of a window, its mask and its state into a few numbers. */
function digest(manifest: Manifest): ModelRunner {
  return functionRunner(checked(manifest), (window, { mask, state }) => {
    let hash = 2166136261;
    for (const values of [window, mask ?? new Float32Array(0), ...(state ?? [])]) {
      const copy = Float32Array.from(values);
      for (const word of new Uint32Array(copy.buffer)) hash = Math.imul(hash ^ word, 16777619) >>> 0;
    }
    const output = Float32Array.of(hash >>> 16, hash & 0xffff, window.at(-1)!);
    return {
      output,
      shape: [3],
      ...(state === undefined ? {} : { state: state.map((values) => values.map((v) => v + 1)) }),
    };
  });
}

/** One of each: windows of every kind, every gap policy, filters, calibration, another rate, state, shared signals. */
const RUNNERS: ReadonlyMap<string, ModelRunner> = new Map([
  ['raw@1.0.0', load('identity-8')],
  ['raw-too@1.0.0', load('identity-8', (manifest) => Object.assign(manifest.when, { stride: 50 }))],
  [
    'state@1.0.0',
    load('stateful', (manifest) => {
      manifest.gap = 'hold';
      manifest.preprocess = [
        { step: 'reference', channels: 'average' },
        { step: 'bandpass', low: 1, high: 40, order: 4 },
      ];
    }),
  ],
  [
    'calibrated@1.0.0',
    load('stateful', (manifest) => {
      manifest.gap = 'zero';
      manifest.preprocess = [
        { step: 'notch', freq: 50, q: 30, harmonics: 2 },
        { step: 'robustScale', statistics: { from: 'calibration', seconds: 0.9 } },
        { step: 'whiten', whitening: { from: 'calibration', seconds: 0.5, shrinkage: 0.1 } },
      ];
      Object.assign(manifest.inputs[1]!, { reset: 'never' });
      Object.assign(manifest.when, { stride: 20 });
    }),
  ],
  ['ssvep@1.0.0', load('ssvep-fbcca-1s', (manifest) => Object.assign(manifest.when, { tmin: 0.3 }), 'models')],
  [
    'slow@1.0.0',
    load('every-input', (manifest) => {
      manifest.signal.sfreq = 100;
      manifest.preprocess = [{ step: 'resample', sfreq: 100, halfLength: 6 }];
      Object.assign(manifest.when, { stride: 9 });
    }),
  ],
  [
    'sequence@1.0.0',
    load('every-input', (manifest) => {
      manifest.when = {
        kind: 'sequence',
        startMarker: 'cue*',
        endMarker: 'end',
        tmin: -0.05,
        tmax: 0.02,
        timeout: 1.5,
      };
    }),
  ],
  [
    'epoch@1.0.0',
    digest({
      ...load('every-input').manifest,
      preprocess: [
        { step: 'bandpass', low: 2, high: 30, order: 2 },
        { step: 'robustScale', statistics: { from: 'calibration', seconds: 0.4 } },
        { step: 'baseline', tmin: -0.1, tmax: 0 },
        { step: 'clamp', limit: 3 },
      ],
      when: CUE,
      signal: { ...load('every-input').manifest.signal, nSamples: 120 },
    }),
  ],
  [
    'stateful-epoch@1.0.0',
    digest({ ...load('stateful').manifest, gap: 'hold', when: { kind: 'epoch', marker: '*', tmin: 0.1 } }),
  ],
]);

const pick = (...names: string[]): Map<string, ModelRunner> =>
  new Map(names.map((name) => [`${name}@1.0.0`, RUNNERS.get(`${name}@1.0.0`)!]));

/** Most streams are long enough for calibration, and have a gap and some markers. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant('samples' as const), n: fc.integer({ min: 1, max: 400 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('gap' as const),
          n: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 90, max: 2000 })),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('marker' as const),
          at: fc.integer({ min: -300, max: 300 }),
          description: fc.constantFrom('cue/1', 'cue/2', 'end', 'end', 'other'),
          value: fc.constantFrom('', '2', '3'),
        }),
      },
    ),
    { minLength: 8, maxLength: 16 },
  )
  .map((plan): Step[] => [{ kind: 'samples', n: 150 }, ...plan]);
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 300 })), {
  minLength: 1,
  maxLength: 6,
});

const runOf = (runners: ReadonlyMap<string, ModelRunner> = RUNNERS, info: StreamInfo = INFO): PipelineRun =>
  new PipelineRun(info, runners);

/** A stream that has everything once, in records as small as its chunks. */
const EVERYTHING: Step[] = [
  { kind: 'samples', n: 130 },
  { kind: 'marker', at: 5, description: 'cue/1', value: '2' },
  { kind: 'samples', n: 400 },
  { kind: 'gap', n: 30 },
  { kind: 'samples', n: 40 },
  { kind: 'marker', at: 100, description: 'cue/2', value: '3' },
  { kind: 'marker', at: 130, description: 'end' },
  { kind: 'samples', n: 300 },
  { kind: 'gap', n: 1000 },
  { kind: 'marker', at: -1100, description: 'cue/1', value: '4' },
  { kind: 'samples', n: 350 },
  { kind: 'marker', at: 20, description: 'cue/1' },
  { kind: 'samples', n: 64 },
];

describe('a pipeline', () => {
  it('gives the same payloads, bit by bit, however the samples came in chunks', () => {
    fc.assert(
      fc.property(steps, sizes, (plan, chunks) => {
        const whole = runOf().play(plan).finish().payloads();
        expect(runOf().play(plan, chunks).finish().payloads()).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('gives the same payloads sample by sample, and answers of every kind among them', () => {
    const whole = runOf().play(EVERYTHING).finish();
    expect(runOf().play(EVERYTHING, [1]).finish().payloads()).toEqual(whole.payloads());
    const kinds = whole.answers.map(({ payload }) => payload.failure?.code ?? payload.kind);
    expect(new Set(kinds)).toEqual(
      new Set(['embedding', 'classes', 'GAP', 'NOT_CALIBRATED', 'MARKER_TOO_LATE', 'STREAM_ENDED', 'SEQUENCE_TIMEOUT']),
    );
    expect(whole.payloads()).toHaveLength(RUNNERS.size);
  });

  it('gives each decoder what it would get alone, whether it shares its signal or not', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...RUNNERS.keys()], { minLength: 2 }), steps, sizes, (ids, plan, chunks) => {
        const together = runOf(new Map(ids.map((id) => [id, RUNNERS.get(id)!])));
        const payloads = together.play(plan, chunks).finish().payloads();
        ids.forEach((id, i) => {
          const alone = runOf(new Map([[id, RUNNERS.get(id)!]])).play(plan, chunks);
          expect(payloads[i] ?? []).toEqual(alone.finish().payloads()[0] ?? []);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('keeps streams apart that share models and workspace, record by record', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 2, maxLength: 3 }), sizes, (plans, chunks) => {
        const options = (i: number) => ({
          signal: Float32Array.from({ length: 8 * 900 }, (_, t) => Math.sin(t * (1 + i)) * 30),
        });
        const alone = plans.map((plan, i) => new PipelineRun(INFO, RUNNERS, options(i)).play(plan, chunks).payloads());
        const together = plans.map((_, i) => new PipelineRun(INFO, RUNNERS, options(i)));
        const most = Math.max(...plans.map((plan) => plan.length));
        for (let n = 0; n < most; n++) {
          together.forEach((run, i) => {
            const step = plans[i]![n];
            if (step !== undefined) run.step(step, chunks);
          });
        }
        expect(together.map((run) => run.payloads())).toEqual(alone);
      }),
      { numRuns: 6 },
    );
  });
});

/** Every sample step of a plan in records of `size`. */
function records(plan: readonly Step[], size: number): Step[] {
  return plan.flatMap((step): Step[] => {
    if (step.kind !== 'samples') return [step];
    const n = Math.ceil(step.n / size);
    return Array.from({ length: n }, (_, i) => ({ kind: 'samples', n: Math.min(size, step.n - i * size) }));
  });
}

describe('a saved pipeline', () => {
  it('goes on in another one as if nothing had been, saved at any record', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 300 }), fc.nat(1000), (plan, size, at) => {
        const all = records(plan, size);
        const cut = at % (all.length + 1);
        const whole = runOf().play(all).finish().payloads();
        const before = runOf().play(all.slice(0, cut));
        const bytes = before.saved();
        const after = runOf();
        after.pipeline.restore(bytes);
        expect(after.pipeline.nextSample).toBe(before.pipeline.nextSample);
        after.play(all.slice(cut)).finish();
        before.answers.push(...after.answers);
        expect(before.payloads()).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('goes on the same when it is saved and restored at every single record', () => {
    const all = records(EVERYTHING, 17);
    const whole = runOf().play(all).finish().payloads();
    let run = runOf();
    for (const record of all) {
      run.step(record);
      const next = runOf();
      next.answers.push(...run.answers);
      next.pipeline.restore(run.saved());
      run = next;
    }
    expect(run.finish().payloads()).toEqual(whole);
  });

  it('does not hold on to the bytes it was restored from, nor to the pipeline that was saved', () => {
    const hex = ({ answers }: PipelineRun): string[] => answers.map(({ bytes }) => bytes);
    const all: Step[] = [{ kind: 'samples', n: 1 }, ...records(EVERYTHING, 100)];
    const whole = hex(runOf().play(all));
    for (const cut of [1, 4, 10]) {
      const before = runOf().play(all.slice(0, cut));
      const nBefore = before.answers.length;
      const bytes = before.saved();
      const untouched = Buffer.from(bytes);
      const runs = [runOf(), runOf()];
      for (const { pipeline } of runs) pipeline.restore(bytes);
      for (const run of [...runs, before]) run.play(all.slice(cut));
      expect(bytes.equals(untouched)).toBe(true);
      expect(hex(before)).toEqual(whole);
      for (const run of runs) expect(hex(run)).toEqual(whole.slice(nBefore));
    }
  });

  it('goes on with those of its decoders that are still there, and with no others', () => {
    const all = records(EVERYTHING, 40);
    const cut = all.length >> 1;
    const names = ['raw', 'state', 'ssvep'];
    const before = runOf(pick(...names)).play(all.slice(0, cut));
    const bytes = before.saved();
    const goOn = (...decoders: string[]): Record<string, string[]> => {
      const run = runOf(pick(...decoders));
      run.pipeline.restore(bytes);
      const { answers } = run.play(all.slice(cut)).finish();
      const of = (index: number): string[] =>
        answers.flatMap(({ decoder, sequence, bytes: hex }) => (decoder === index ? [`${sequence} ${hex}`] : []));
      return Object.fromEntries(decoders.map((name, i) => [name, of(i)]));
    };
    const whole = goOn(...names);
    expect(Object.values(whole).every(({ length }) => length > 0)).toBe(true);
    const { raw, state, ssvep } = whole;
    expect(goOn('raw')).toEqual({ raw });
    expect(goOn('ssvep', 'state')).toEqual({ ssvep, state });
    expect(goOn('raw', 'calibrated')).toEqual({ raw, calibrated: [] });
    expect(goOn('calibrated')).toEqual({ calibrated: [] });
  });

  it('goes on from a checkpoint of version 1, and is refused where it is of none that is known', () => {
    const cut = EVERYTHING.length >> 1;
    const whole = runOf().play(EVERYTHING).finish().payloads();
    const before = runOf().play(EVERYTHING.slice(0, cut));
    const after = runOf();
    after.answers.push(...before.answers);
    after.pipeline.restore(serialize({ version: 1, ...readCheckpoint(before.saved()) }));
    expect(after.play(EVERYTHING.slice(cut)).finish().payloads()).toEqual(whole);

    expect(() => runOf().pipeline.restore(serialize({ version: 3 }))).toThrow('is of version 3, not 2 or 1');
    const later = before.saved();
    later.writeUInt32LE(4, 0);
    expect(() => runOf().pipeline.restore(later)).toThrow('is of version 4, not 2 or 1');
  });

  it('is refused where decoders of the same names work on another signal', () => {
    const bytes = runOf(pick('raw', 'state')).play(EVERYTHING).saved();
    const turned = eegInfo(INFO.channels.map(({ name }) => name).reverse(), SFREQ);
    expect(() => runOf(pick('raw', 'state'), turned).pipeline.restore(bytes)).toThrow('other decoders');
  });
});
