import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelRunner } from '../../../../server/infer/model-runner.js';
import { testModel } from '../../../helpers/models.js';
import { eegInfo, functionRunner, PipelineRun, type Step } from '../../../helpers/pipelines.js';

const info = eegInfo(
  Array.from({ length: 8 }, (_, i) => `E${i + 1}`),
  256,
);
const runners = new Map(
  ['typing-keys-small', 'typing-stream-small'].map((name) => [`${name}@1.0.0`, ModelRunner.load(testModel(name))]),
);
afterAll(() => runners.forEach((runner) => runner.release()));

const LABELS = [...'abcde', 'space', 'backspace'];

/** Channel k is high while key k is pressed, for an eighth of a second each; between keys channel `rest` is. */
function typed(keys: readonly number[], rest?: number): { signal: Float32Array; steps: Step[] } {
  const signal = new Float32Array(8192 * 8);
  const steps: Step[] = [
    { kind: 'samples', n: 64 },
    { kind: 'marker', at: 0, description: 'sentence start' },
  ];
  if (rest !== undefined) for (let at = rest; at < signal.length; at += 8) signal[at] = 60;
  keys.forEach((key, i) => {
    if (rest !== undefined) for (let t = 0; t < 32; t++) signal[(64 + 64 * i + t) * 8 + rest] = 0;
    for (let t = 0; t < 32; t++) signal[(64 + 64 * i + t) * 8 + key] = 60;
    steps.push({ kind: 'marker', at: 0, description: 'key', value: LABELS[key]! }, { kind: 'samples', n: 64 });
  });
  steps.push({ kind: 'marker', at: 0, description: 'sentence end', value: 'the end' }, { kind: 'samples', n: 192 });
  return { signal, steps };
}

const ofDecoder = (run: PipelineRun, decoder: number) =>
  run.answers.filter((answer) => answer.decoder === decoder).map(({ payload }) => payload);

describe('text of a stream', () => {
  it('grows, is committed, and is final at the end of its sentence', () => {
    const { signal, steps } = typed([0, 1, 5, 3, 6, 4]);
    const keys = ofDecoder(new PipelineRun(info, runners, { signal }).play(steps).finish(), 0);
    expect(keys.map(({ kind, window, final }) => [kind, window, final])).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((window) => ['text', window, false]),
      ['text', 6, true],
    ]);
    expect(keys.map(({ text }) => text?.reads)).toEqual(['a', 'ab', 'ab ', 'ab d', 'ab ', 'ab e', 'ab e']);
    const last = keys.at(-1)!;
    expect(last).toMatchObject({ start: 64, truth: 'the end', marker: 'sentence start' });
    expect(last.text).toMatchObject({ committed: 'ab d\be', provisional: '' });
    expect(last.text?.typed.map(({ key }) => key)).toEqual(['a', 'b', 'space', 'd', 'backspace', 'e']);
    expect(last.text?.typed[1]?.sample).toBe(128);
    expect(keys[2]).toMatchObject({ truth: 'space', marker: 'key', start: 192, end: 208 });
    expect(keys.every(({ text }, i) => text!.committed.startsWith(keys[i - 1]?.text?.committed ?? ''))).toBe(true);
  });

  it('comes out of frames without key times', () => {
    // The stream's classes have the blank first: a key's channel is one further.
    const { signal, steps } = typed([1, 2, 3], 0);
    const texts = ofDecoder(new PipelineRun(info, runners, { signal }).play(steps).finish(), 1);
    expect(texts.at(-1)).toMatchObject({ final: true, truth: 'the end', text: { reads: 'abc', provisional: '' } });
    expect(texts.slice(0, -1).some(({ text }) => text?.committed === 'ab')).toBe(true);
    expect(texts.map(({ window }) => window)).toEqual(texts.map((_, i) => i));
    expect(texts.at(-1)?.text?.typed).toHaveLength(3);
  });

  it('ends by its time, which is told before', () => {
    const { signal, steps } = typed([0, 1]);
    const run = new PipelineRun(info, runners, { signal });
    run.play([...steps.slice(0, -2), { kind: 'samples', n: 2400 }]);
    const [failure, last] = ofDecoder(run, 0).slice(-2);
    expect(failure).toMatchObject({ kind: 'failure', final: false, step: 0, failure: { code: 'SEQUENCE_TIMEOUT' } });
    expect(last).toMatchObject({ kind: 'text', final: true, step: 1, truth: '', text: { reads: 'ab' } });
    expect(last?.window).toBe(failure?.window);
  });

  it('starts anew with another sentence, and so does the model', () => {
    const { signal, steps } = typed([0, 1]);
    // The second time from behind the first, without the silence before it.
    const length = 64 * 5 * 8;
    const twice = new Float32Array(2 * length + 64 * 8);
    twice.set(signal.subarray(0, 64 * 8 + length));
    twice.set(signal.subarray(64 * 8, 64 * 8 + length), 64 * 8 + length);
    const run = new PipelineRun(info, runners, { signal: twice }).play([...steps, ...steps.slice(1)]).finish();
    const texts = ofDecoder(run, 0).map(({ text }) => text);
    const half = texts.length / 2;
    expect(texts.slice(half).map((text) => text?.nBest)).toEqual(texts.slice(0, half).map((text) => text?.nBest));
    expect(texts.at(-1)).toMatchObject({ reads: 'ab', committed: 'ab' });
  });

  it('is final when the stream ends', () => {
    const { signal, steps } = typed([0, 1]);
    const run = new PipelineRun(info, runners, { signal }).play(steps.slice(0, -2)).finish();
    expect(ofDecoder(run, 0).at(-1)).toMatchObject({ kind: 'text', final: true, text: { reads: 'ab' } });
    expect(ofDecoder(run, 1).at(-1)).toMatchObject({ kind: 'text', final: true });
  });

  it('tells the model the time from key to key, from 0 in each sentence, behind a gap and behind a failure', () => {
    const intervals: (number | undefined)[] = [];
    const { manifest } = runners.get('typing-keys-small@1.0.0')!;
    const runner = functionRunner(manifest, (_, { interval }) => {
      intervals.push(interval);
      if (intervals.length === 3) throw new Error('no');
      return { output: new Float32Array(32), shape: [4, 8], state: [new Float32Array(32)] };
    });
    const run = new PipelineRun(info, new Map([['keys@1.0.0', runner]]));
    const start: Step = { kind: 'marker', at: 0, description: 'sentence start' };
    const key: Step = { kind: 'marker', at: 0, description: 'key', value: 'a' };
    const samples = (n: number): Step => ({ kind: 'samples', n });
    run.play([start, key, samples(64), key, samples(32), key, samples(32), key, samples(128), key, samples(32)]);
    expect(intervals).toEqual([0, 0.25, 0.125, 0, 0.5]);
    run.play([{ kind: 'gap', n: 10 }, key, samples(64), key, samples(32), start, key, samples(64), key, samples(64)]);
    expect(intervals.slice(5)).toEqual([0, 0.25, 0, 0.25]);
  });

  it('ends at the same window whether its end marker comes long before or right before its sample', () => {
    const { manifest } = runners.get('typing-stream-small@1.0.0')!;
    const slower = {
      ...manifest,
      preprocess: [{ step: 'resample', sfreq: 64, halfLength: 2 } as const],
      signal: { ...manifest.signal, sfreq: 64, nSamples: 4 },
      when: {
        ...manifest.when,
        kind: 'sliding',
        stride: 4,
        sequence: { startMarker: 'go', endMarker: 'stop', timeout: 20 },
      } as const,
    };
    const runner = functionRunner(slower, () => ({
      output: new Float32Array(16),
      shape: [2, 8],
      state: [new Float32Array(8)],
    }));
    const kinds = (early: number, sample: number): unknown[] => {
      const run = new PipelineRun(info, new Map([['stream@1.0.0', runner]]));
      const samples = (n: number): Step => ({ kind: 'samples', n });
      const stop: Step = { kind: 'marker', at: early, description: 'stop' };
      run.play([{ kind: 'marker', at: 0, description: 'go' }, samples(sample - early), stop, samples(400)]);
      return run.answers.map(({ payload }) => [payload.window, payload.start, payload.end, payload.final]);
    };
    // Four samples of the stream are one of the model's: the nearest to a marker may lie before it.
    for (let sample = 500; sample < 520; sample++) expect(kinds(0, sample)).toEqual(kinds(120, sample));
  });

  const steps = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('samples' as const), n: fc.integer({ min: 1, max: 90 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('gap' as const), n: fc.integer({ min: 1, max: 200 }) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('marker' as const),
          at: fc.integer({ min: -60, max: 40 }),
          description: fc.constantFrom('sentence start', 'sentence end', 'key', 'key', 'key'),
          value: fc.constantFrom(...LABELS),
        }),
      },
    ),
    { minLength: 4, maxLength: 40 },
  );

  it('is the same however the samples come, and when it goes on from a checkpoint', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(steps, sizes, fc.nat(40), (played, chunks, at) => {
        const start: Step = { kind: 'marker', at: 0, description: 'sentence start' };
        const all: Step[] = [start, ...played];
        const whole = new PipelineRun(info, runners).play(all).finish();
        expect(new PipelineRun(info, runners).play(all, chunks).finish().payloads()).toEqual(whole.payloads());
        const first = new PipelineRun(info, runners).play(all.slice(0, at), chunks);
        const second = new PipelineRun(info, runners);
        second.pipeline.restore(first.saved());
        second.play(all.slice(at)).finish();
        for (const decoder of [0, 1]) {
          const bytes = (run: PipelineRun): string[] =>
            run.answers.filter((answer) => answer.decoder === decoder).map((answer) => answer.bytes);
          expect([...bytes(first), ...bytes(second)]).toEqual(bytes(whole));
        }
      }),
      { numRuns: 40 },
    );
  });
});
