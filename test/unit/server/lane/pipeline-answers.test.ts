import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../models/manifest.js';
import { ChannelKind, SampleFormat, Unit, type StreamInfo } from '../../../../protocol/frame.js';
import { ModelRunner, type RunExtras, type RunResult } from '../../../../server/infer/model-runner.js';
import { planDecoder } from '../../../../server/lane/decoder-plan.js';
import type { Suspect } from '../../../../server/lane/lane-messages.js';
import type { RunGuard } from '../../../../server/lane/pipeline.js';
import { monotonicSeconds } from '../../../../server/observe/monotonic-clock.js';
import { testModel, withManifest } from '../../../helpers/models.js';
import { echo, eegInfo, embedding, functionRunner, PipelineRun, type Step } from '../../../helpers/pipelines.js';
import { noise } from '../../../helpers/stage-runs.js';

const SFREQ = 256;
const NAMES = ['Oz', 'O1', 'O2', 'PO3', 'POz', 'PO7', 'PO8', 'PO4'];
const INFO = eegInfo(NAMES, SFREQ, { subject: 'anna' });

const loaded: ModelRunner[] = [];
afterAll(() => loaded.forEach((runner) => runner.release()));

function load(name: string, change: (manifest: Manifest) => void = () => undefined, repository?: string): ModelRunner {
  const runner = ModelRunner.load(withManifest(testModel(name, repository), change));
  loaded.push(runner);
  return runner;
}

const IDENTITY = load('identity-8');
const STATEFUL = load('stateful');
const SSVEP = load('ssvep-fbcca-1s', (manifest) => Object.assign(manifest.when, { tmin: 0 }), 'models');

const only = (runner: ModelRunner): Map<string, ModelRunner> => new Map([['model@1.0.0', runner]]);
const samples = (n: number): Step => ({ kind: 'samples', n });
const cue = (at: number): Step => ({ kind: 'marker', at, description: 'cue' });
const codes = (run: PipelineRun): string[] => run.answers.map(({ payload }) => payload.failure?.code ?? payload.kind);

/** Windows of `nSamples` of all channels, as they are, unless `change` says otherwise. */
function window(nSamples: number, change: Partial<Manifest> = {}): Manifest {
  const { manifest } = IDENTITY;
  return {
    ...manifest,
    signal: { ...manifest.signal, nSamples },
    when: { kind: 'sliding', stride: nSamples },
    ...change,
  };
}

describe('formats and channels', () => {
  const signal = Float32Array.from(noise(1500, 8, 3));

  it('give the same as float32 within what a count is worth, behind filters, too', () => {
    const filtered = load('stateful', (manifest) => {
      manifest.preprocess = [{ step: 'bandpass', low: 1, high: 40, order: 4 }];
    });
    const runners = new Map([
      ['raw@1.0.0', IDENTITY],
      ['filtered@1.0.0', filtered],
    ]);
    const plan = [samples(700), cue(0), samples(700)];
    const wanted = new PipelineRun(INFO, runners, { signal }).play(plan);
    const formats: [SampleFormat, number][] = [
      [SampleFormat.INT16, 0.05],
      [SampleFormat.INT24, 0.0002],
    ];
    for (const [format, scale] of formats) {
      const info = { ...INFO, format, channels: INFO.channels.map((channel) => ({ ...channel, scale })) };
      const run = new PipelineRun(info, runners, { signal }).play(plan, [37]);
      expect(run.answers).toHaveLength(wanted.answers.length);
      let largest = 0;
      wanted.answers.forEach(({ decoder, sequence, payload }) => {
        const same = run.answers.find((other) => other.decoder === decoder && other.sequence === sequence);
        const [found, exact] = [embedding(same!.payload), embedding(payload)];
        // Half a count, what float32 rounds, and what a band-pass makes of that at worst.
        const most = (scale / 2 + 5e-5) * (decoder === 0 ? 1 : 4);
        found.forEach((value, c) => {
          expect(Math.abs(value - exact[c]!)).toBeLessThan(most);
          largest = Math.max(largest, Math.abs(value - exact[c]!));
        });
      });
      expect(largest).toBeGreaterThan(scale / 10);
    }
  });

  it('give the same in volts and microvolts', () => {
    const info = { ...INFO, channels: INFO.channels.map((channel) => ({ ...channel, unit: Unit.VOLT })) };
    const volts = new PipelineRun(info, only(IDENTITY), { signal: signal.map((value) => value * 1e-6) }).play([
      samples(900),
    ]);
    const microvolts = new PipelineRun(INFO, only(IDENTITY), { signal }).play([samples(900)]);
    expect(volts.answers.length).toBe(21);
    volts.answers.forEach(({ payload }, i) => {
      embedding(payload).forEach((value, c) =>
        expect(value).toBeCloseTo(embedding(microvolts.answers[i]!.payload)[c]!, 3),
      );
    });
  });

  it('are picked by name from a stream in another order, with others in between', () => {
    const names = ['PO4', 'EOG', 'POz', 'O2', 'PO3', 'Oz', 'STI', 'PO7', 'PO8', 'O1'];
    const other = Float32Array.from({ length: 1500 * 10 }, (_, i) => {
      const c = NAMES.indexOf(names[i % 10]!);
      return c < 0 ? 1e5 * Math.sin(i) : signal[Math.floor(i / 10) * 8 + c]!;
    });
    const plan = [samples(100), cue(0), samples(400), cue(-100), samples(300)];
    const run = new PipelineRun(eegInfo(names, SFREQ), only(SSVEP), { signal: other }).play(plan);
    expect(codes(run)).toEqual(['classes', 'classes']);
    expect(run.payloads()).toEqual(new PipelineRun(INFO, only(SSVEP), { signal }).play(plan).payloads());
  });

  it('are read from shared memory at any address, and left as they are', () => {
    const run = new PipelineRun(INFO, only(IDENTITY), { signal });
    const wanted = new PipelineRun(INFO, only(IDENTITY), { signal }).play([samples(400)]);
    const bytes = new Uint8Array(run.values(0, 400).buffer);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3)).subarray(3);
    shared.set(bytes);
    run.pipeline.samples(0, 400, 0, 0, shared, false);
    expect(run.payloads()).toEqual(wanted.payloads());
    expect(Buffer.compare(shared, bytes)).toBe(0);
  });

  it('keep their place in time behind a change of rate', () => {
    const manifest = window(10, {
      preprocess: [{ step: 'resample', sfreq: 100, halfLength: 4 }],
      when: { kind: 'epoch', marker: 'cue', tmin: 0.1 },
    });
    const slow = functionRunner({ ...manifest, signal: { ...manifest.signal, sfreq: 100 } }, echo);
    const run = new PipelineRun(INFO, only(slow)).play([
      samples(512),
      cue(-256),
      { kind: 'gap', n: 256 },
      samples(512),
      cue(-200),
    ]);
    // 0.1 s after 1 s, and after 1080 / 256 s: outputs 110 and 432 of 100 Hz, which are inputs 281.6 and 1105.92.
    expect(run.answers.map(({ payload }) => [payload.start, payload.end, payload.missing])).toEqual([
      [281, Math.floor(119 * 2.56) + 1, 0],
      [1105, Math.floor(441 * 2.56) + 1, 0],
    ]);
  });
});

describe('time', () => {
  it('is told for the oldest and the newest sample by the clock of the rig', () => {
    const run = new PipelineRun(
      INFO,
      only(functionRunner(window(20, { when: { kind: 'sliding', stride: 30 } }), echo)),
    );
    run.received = 7;
    run.play([samples(25), samples(30)], [11]);
    expect(
      run.answers.map(({ head }) => [head.oldestDeviceTime * SFREQ, head.deviceTime * SFREQ, head.received]),
    ).toEqual([
      [0, 19, 7],
      [30, 49, 7],
    ]);
    for (const { head } of run.answers) {
      const { windowClosed, queued, inferStart, inferEnd } = head;
      expect([windowClosed, queued, inferStart, inferEnd]).toEqual(
        [...[windowClosed, queued, inferStart, inferEnd]].sort((a, b) => a - b),
      );
    }
  });

  it('drops windows of live streams that are too old, under a number of their own', () => {
    const run = new PipelineRun(INFO, only(IDENTITY), { settings: { live: true, maxAge: 2 } });
    run.received = monotonicSeconds();
    run.play([samples(256)]);
    run.received = monotonicSeconds() - 3;
    run.play([samples(64)]);
    run.received = monotonicSeconds() - 1;
    run.play([samples(32)]);
    expect(codes(run)).toEqual(['embedding', 'WINDOW_DROPPED', 'WINDOW_DROPPED', 'embedding']);
    expect(run.answers.map(({ sequence, payload }) => [sequence, payload.window, payload.start])).toEqual([
      [0, 0, 0],
      [1, 1, 32],
      [2, 2, 64],
      [3, 3, 96],
    ]);
    expect(run.answers[1]!.payload.failure).toMatchObject({
      count: 1,
      detail: expect.stringMatching(/^3\.\d\d s old, limit 2 s$/),
    });
  });

  it('drops nothing that is replayed, nor of a recording', () => {
    for (const settings of [
      { live: true, maxAge: 2 },
      { live: false, maxAge: 2 },
    ]) {
      const run = new PipelineRun(INFO, only(IDENTITY), { settings });
      run.replayed = settings.live;
      run.received = monotonicSeconds() - 100;
      run.play([samples(400)]);
      expect(new Set(codes(run))).toEqual(new Set(['embedding']));
    }
  });

  it('lets a marker be late by two seconds and more, by as much whoever keeps more of the signal', () => {
    const epoch = functionRunner(window(64, { when: { kind: 'epoch', marker: 'cue', tmin: 0.25 } }), echo);
    const latest = (runners: Map<string, ModelRunner>): number => {
      const plan = Array.from({ length: 1200 }, (_, i) => cue(-i));
      const run = new PipelineRun(INFO, runners).play([samples(2500), ...plan, samples(200)]);
      const ofEpochs = run.answers.filter(({ decoder }) => decoder === 0).map(({ payload }) => payload);
      expect(ofEpochs).toHaveLength(1200);
      const late = ofEpochs.filter(({ failure }) => failure?.code === 'MARKER_TOO_LATE').map(({ window: n }) => n);
      expect(late).toEqual(Array.from({ length: late.length }, (_, i) => 1200 - late.length + i));
      for (const payload of ofEpochs) {
        if (payload.failure) continue;
        expect(embedding(payload)).toEqual([...run.values(payload.start, 64)]);
      }
      return 1200 - late.length;
    };
    const alone = latest(only(epoch));
    expect(alone).toBeGreaterThan(64 + 64 + 2 * SFREQ);
    const longer = functionRunner(window(3000), echo);
    expect(
      latest(
        new Map([
          ['model@1.0.0', epoch],
          ['longer@1.0.0', longer],
        ]),
      ),
    ).toBe(alone);
  });
});

describe('a model that fails', () => {
  /** Fails in the windows that are listed; counts its runs in its state. */
  function failing(windows: readonly number[], seen: RunExtras['state'][] = []): ModelRunner {
    const inputs: Manifest['inputs'] = [
      ...IDENTITY.manifest.inputs,
      { name: 's', role: 'state', output: 't', shape: [1], reset: 'never' },
    ];
    let n = 0;
    return functionRunner(window(32, { inputs }), (_values, { state }) => {
      seen.push(state);
      if (windows.includes(n++)) throw new Error('Non-zero status code returned');
      return { output: Float32Array.of(state![0]![0]!), shape: [1], state: [Float32Array.of(state![0]![0]! + 1)] };
    });
  }

  it('answers that window with MODEL_FAILED and its reason, starts anew, and goes on', () => {
    const calls: string[] = [];
    const guard: RunGuard = {
      runStarts: (_index, decoder, n, step, limitMs) => calls.push(`${decoder} ${n}/${step} ${limitMs ?? ''}`),
      runEnds: () => calls.push('end'),
      answered: () => undefined,
      probe: () => expect.unreachable(),
    };
    const run = new PipelineRun(INFO, only(failing([2, 3])), { guard }).play([samples(6 * 32)]);
    expect(
      run.answers.map(({ payload, sequence, verdict }) => [payload.failure ?? embedding(payload), sequence, verdict]),
    ).toEqual([
      [[0], 0, false],
      [[1], 1, false],
      [{ code: 'MODEL_FAILED', detail: 'Non-zero status code returned', count: 1 }, 2, false],
      [{ code: 'MODEL_FAILED', detail: 'Non-zero status code returned', count: 1 }, 3, false],
      [[0], 4, false],
      [[1], 5, false],
    ]);
    expect(calls).toEqual([0, 1, 2, 3, 4, 5].flatMap((n) => [`model@1.0.0 ${n}/0 `, 'end']));
  });

  it('leaves the other decoders of the stream as they are', () => {
    const runners = new Map([
      ['bad@1.0.0', failing([0, 1, 2, 3])],
      ['good@1.0.0', IDENTITY],
    ]);
    const run = new PipelineRun(INFO, runners).play([samples(600)]);
    expect(run.payloads()[1]).toEqual(new PipelineRun(INFO, only(IDENTITY)).play([samples(600)]).payloads()[0]);
  });

  it('answers an output that is not finite with MODEL_OUTPUT_INVALID, and is not spoilt by the state that went with it', () => {
    const signal = Float32Array.from(noise(640, 8, 2));
    // Two samples whose sum is too much for float32.
    for (const t of [70, 71]) signal[t * 8 + 3] = 3.3e38;
    const run = new PipelineRun(INFO, only(STATEFUL), { signal }).play([samples(640)]);
    expect(codes(run)).toEqual(
      ['embedding', 'failure', ...Array.from({ length: 8 }, () => 'embedding')].map((kind) =>
        kind === 'failure' ? 'MODEL_OUTPUT_INVALID' : kind,
      ),
    );
    // Behind it all is as at the start of a stream.
    const rest = new PipelineRun(INFO, only(STATEFUL), { signal: signal.slice(128 * 8) }).play([samples(512)]);
    expect(run.answers.slice(2).map(({ payload }) => embedding(payload))).toEqual(
      rest.answers.map(({ payload }) => embedding(payload)),
    );
  });

  it('answers a sequence that ends before its baseline does, and goes on', () => {
    const manifest = window(100, {
      preprocess: [{ step: 'baseline', tmin: 0, tmax: 0.1 }],
      when: { kind: 'sequence', startMarker: 'on', endMarker: 'off', tmin: 0, tmax: 0, timeout: 1 },
    });
    const marker = (description: string): Step => ({ kind: 'marker', at: 0, description });
    const run = new PipelineRun(INFO, only(functionRunner(manifest, echo)));
    run.play([marker('on'), samples(10), marker('off'), samples(10), marker('on'), samples(40), marker('off')]);
    expect(codes(run)).toEqual(['MODEL_FAILED', 'embedding']);
    expect(run.answers[0]!.payload.failure!.detail).toContain('baseline needs samples 0 to 26');
  });
});

describe('a suspect window', () => {
  const suspect = (verdict: Suspect['verdict'], n = 2): Suspect => ({
    stream: 'test',
    decoder: 'model@1.0.0',
    window: n,
    step: 0,
    code: 'MODEL_HUNG',
    verdict,
  });

  /** What was run here and what was tried apart. */
  function guarded(answer: RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED'): {
    guard: RunGuard;
    runs: number[];
    probes: unknown[][];
  } {
    const runs: number[] = [];
    const probes: unknown[][] = [];
    return {
      runs,
      probes,
      guard: {
        runStarts: (_index, _decoder, n) => runs.push(n),
        runEnds: () => undefined,
        answered: () => undefined,
        probe: (decoder, values, extras, limitMs) => {
          probes.push([decoder, values.slice(), extras.state?.map((state) => state.slice()), limitMs]);
          return answer;
        },
      },
    };
  }

  it('is tried once and apart, with all the model wants, and answered with what came of it', () => {
    const result: RunResult = { output: new Float32Array(8).fill(4), shape: [8], state: [new Float32Array(8).fill(5)] };
    const { guard, runs, probes } = guarded(result);
    const runner = load('stateful', (manifest) => (manifest.maxRunMs = 321));
    const run = new PipelineRun(INFO, only(runner), { guard, settings: { suspects: [suspect('retry')] } }).play([
      samples(320),
    ]);
    expect(runs).toEqual([0, 1, 3, 4]);
    const before = embedding(run.answers[1]!.payload);
    expect(probes).toEqual([['model@1.0.0', run.values(128, 64), [Float32Array.from(before)], 321]]);
    expect(codes(run)).toEqual(['embedding', 'embedding', 'embedding', 'embedding', 'embedding']);
    expect(embedding(run.answers[2]!.payload)).toEqual([...result.output]);
    // The state that came back goes on.
    const mean = run
      .values(192, 64)
      .filter((_, i) => i % 8 === 0)
      .reduce((sum, value) => sum + value / 64, 0);
    expect(embedding(run.answers[3]!.payload)[0]).toBeCloseTo(0.9 * 5 + 0.1 * mean, 4);
    expect(run.answers.map(({ verdict }) => verdict)).toEqual([false, false, false, false, false]);
  });

  it('is answered with its error when it fails again, for good, and the model starts anew', () => {
    const { guard, probes } = guarded('MODEL_CRASHED');
    const play = (verdict: Suspect['verdict']): PipelineRun =>
      new PipelineRun(INFO, only(STATEFUL), { guard, settings: { suspects: [suspect(verdict)] } }).play([samples(320)]);
    const run = play('retry');
    expect(probes).toHaveLength(1);
    expect(codes(run)).toEqual(['embedding', 'embedding', 'MODEL_CRASHED', 'embedding', 'embedding']);
    expect(run.answers.map(({ verdict }) => verdict)).toEqual([false, false, true, false, false]);
    const rest = new PipelineRun(INFO, only(STATEFUL), { signal: run.signal.slice(192 * 8) }).play([samples(128)]);
    expect(run.answers.slice(3).map(({ payload }) => embedding(payload))).toEqual(
      rest.answers.map(({ payload }) => embedding(payload)),
    );
    // A later replay knows the answer, and is the same in every other window.
    const again = play('answered');
    expect(probes).toHaveLength(1);
    expect(codes(again)).toEqual(['embedding', 'embedding', 'MODEL_HUNG', 'embedding', 'embedding']);
    const others = (of: PipelineRun): string[] => of.payloads()[0]!.filter((_, i) => i !== 2);
    expect(others(again)).toEqual(others(run));
  });

  it('is nobody else: another window, another decoder', () => {
    const { guard, probes } = guarded('MODEL_HUNG');
    const suspects = [
      suspect('retry', 99),
      { ...suspect('answered'), decoder: 'other@1.0.0' },
      { ...suspect('answered'), step: 1 },
    ];
    const run = new PipelineRun(INFO, only(STATEFUL), { guard, settings: { suspects } }).play([samples(320)]);
    expect([probes, new Set(codes(run))]).toEqual([[], new Set(['embedding'])]);
  });
});

describe('notices', () => {
  it('name channels and samples alike for every chunking, and not while a journal is replayed', () => {
    const info: StreamInfo = {
      ...INFO,
      channels: INFO.channels.map((channel, c) => ({ ...channel, kind: c === 5 ? ChannelKind.STIM : ChannelKind.EEG })),
    };
    const signal = Float32Array.from(noise(1200, 8, 8));
    const rest = (c: number, from: number, to: number, value: number): void => {
      for (let t = from; t < to; t++) signal[t * 8 + c] = value;
    };
    rest(1, 300, 700, 5);
    rest(2, 300, 650, 5);
    rest(3, 400, 440, 30_000);
    rest(5, 0, 1200, 1);
    const play = (sizes: readonly number[], replayed = false): PipelineRun => {
      const run = new PipelineRun(info, new Map(), { signal });
      run.replayed = replayed;
      return run.play([samples(1200)], sizes);
    };
    const { notices } = play([]);
    expect(notices).toEqual([
      { kind: 'SATURATED_CHANNEL', start: 413, channels: ['PO3'] },
      { kind: 'CHANNEL_RECOVERED', start: 440, channels: ['PO3'] },
      { kind: 'FLAT_CHANNEL', start: 556, channels: ['O1', 'O2'] },
      { kind: 'CHANNEL_RECOVERED', start: 650, channels: ['O2'] },
      { kind: 'CHANNEL_RECOVERED', start: 700, channels: ['O1'] },
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        expect(play(sizes).notices).toEqual(notices);
      }),
      { numRuns: 20 },
    );
    expect(play([], true).notices).toEqual([]);
  });
});

describe('what a pipeline is given', () => {
  it('has no holes that are not told', () => {
    const run = new PipelineRun(INFO, only(IDENTITY)).play([samples(10)]);
    expect(() => run.samples(11, 5)).toThrow('samples from 11 on, expected 10');
    expect(() => run.samples(9, 5)).toThrow('expected 10');
    expect(() => run.pipeline.gap(11, 20, 0, false)).toThrow('gap from 11 on, expected 10');
    run.samples(10, 0);
    expect(run.pipeline.nextSample).toBe(10);
  });

  it('may name decoders whose models are not there: the others keep their numbers', () => {
    const run = new PipelineRun(INFO, only(IDENTITY), { settings: { decoders: ['gone@1.0.0', 'model@1.0.0'] } });
    run.play([samples(300)]);
    expect(run.answers.map(({ decoder }) => decoder)).toEqual([1, 1]);
  });

  it('is filled by what is held as if that were signal, baseline and all, and by zeros behind the baseline', () => {
    const fill = (gap: Manifest['gap']): number[] => {
      const manifest = window(8, {
        gap,
        preprocess: [{ step: 'baseline', tmin: -4 / SFREQ, tmax: 0 }],
        when: { kind: 'epoch', marker: 'cue', tmin: -4 / SFREQ },
      });
      const signal = Float32Array.from({ length: 8 * 20 }, (_, i) => 1000 + Math.floor(i / 8));
      const run = new PipelineRun(INFO, only(functionRunner(manifest, echo)), { signal });
      run.play([samples(10), cue(0), samples(1), { kind: 'gap', n: 2 }, samples(5)]);
      expect(run.answers[0]!.payload.missing).toBe(0.25);
      return embedding(run.answers[0]!.payload).filter((_, i) => i % 8 === 0);
    };
    expect(fill('hold')).toEqual([-1.5, -0.5, 0.5, 1.5, 2.5, 2.5, 2.5, 5.5]);
    expect(fill('zero')).toEqual([-1.5, -0.5, 0.5, 1.5, 2.5, 0, 0, 5.5]);
  });

  it('is refused when the first early answer does not have the baseline', () => {
    const early = (first: number) =>
      planDecoder(
        window(100, {
          preprocess: [{ step: 'baseline', tmin: -0.1, tmax: 0 }],
          when: { kind: 'epoch', marker: 'cue', tmin: -0.2, triggerDelay: -0.02, progressive: [first] },
        }),
        INFO,
      );
    expect(early(55)).toMatchObject({ ok: false, code: 'MODEL_CONTRACT' });
    expect(early(56)).toMatchObject({ ok: true });
  });
});
