import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { BankHeader, Candidate } from '../../../../models/bank.js';
import { addRepetition, startRepetitions } from '../../../../server/postprocess/repetitions.js';
import type { Result } from '../../../../server/postprocess/result.js';
import type { RetrievalSettings } from '../../../../server/postprocess/retrieval.js';
import { postprocessor } from '../../../helpers/answers.js';
import { bankOf, bankVectors, headerOf, noise, numbered } from '../../../helpers/banks.js';

const SETTINGS: RetrievalSettings = {
  kind: 'retrieval',
  output: 'y',
  bank: 'test.bank',
  normalise: 'candidate',
  temperature: 1,
  topK: 2,
};

/** The first window's answer. */
function answerOf(result: Result): Extract<Result, { kind: 'candidates' }>['candidates'] {
  if (result.kind !== 'candidates') throw new Error(JSON.stringify(result));
  return result.candidates;
}

const failure = (detail: string): Result => ({
  kind: 'failure',
  failure: { code: 'MODEL_OUTPUT_INVALID', detail, count: 1 },
});

const open = (header: BankHeader, values: Float32Array, change: Partial<RetrievalSettings> = {}) =>
  postprocessor({ ...SETTINGS, ...change }, dirname(bankOf(header, values)));

const THREE: Candidate[] = [
  { label: 'dog', name: 'story 3 s' },
  { label: 'cat', name: 'story 9 s' },
  { label: 'dog', name: 'tale 1 s' },
];
const THREE_VALUES = Float32Array.of(2, 0, 0, 3, 1, 1);
const three = (change: Partial<RetrievalSettings> = {}) => open(headerOf([3, 2], THREE), THREE_VALUES, change);

describe('retrieval', () => {
  describe.each(bankVectors())('from $name', ({ shape, labels, bank, outputs, estimates }) => {
    const candidates = labels.map((label, index) => ({ label, name: `candidate ${index}` }));
    const outputShape = shape.slice(1);
    const nLabels = new Set(labels).size;

    it.each(['candidate', 'both', 'none'] as const)('gives what NumPy works out, norm of %s', (normalise) => {
      const vectors = estimates.map((all) => all.find((one) => one.normalise === normalise)!);
      const opened = open(headerOf(shape, candidates), bank, {
        normalise,
        temperature: vectors[0]!.temperature,
        topK: labels.length,
        topLabels: nLabels,
      });
      vectors.forEach((wanted, k) => {
        const { best, labels: words } = answerOf(opened.answer(opened.start(), outputs[k]!, outputShape, { step: 0 }));
        expect(best.map(({ label }) => label)).toEqual(wanted.order.map((index) => `candidate ${index}`));
        best.forEach(({ score, probability }, rank) => {
          const index = wanted.order[rank]!;
          expect(Math.abs(score - wanted.scores[index]!)).toBeLessThan(1e-5 * Math.max(...wanted.scores));
          expect(Math.abs(probability - wanted.probabilities[index]!)).toBeLessThan(1e-5);
        });
        expect(words.map(({ label }) => label)).toEqual(wanted.labels.map(([label]) => label));
        words.forEach(({ probability }, rank) => {
          expect(Math.abs(probability - wanted.labels[rank]![1])).toBeLessThan(1e-5);
        });
      });
    });

    it.each(['float16', 'int8'] as const)(
      'gives the same best in %s, and nearly the same probabilities',
      (precision) => {
        const answers = (change: Partial<RetrievalSettings>) => {
          const opened = open(headerOf(shape, candidates), bank, { topK: 10, temperature: 3, ...change });
          return outputs.map(
            (output) => answerOf(opened.answer(opened.start(), output, outputShape, { step: 0 })).best,
          );
        };
        const [exact, near] = [answers({}), answers({ precision })];
        exact.flat().forEach(({ label, score, probability }, index) => {
          const other = near.flat()[index]!;
          expect([other.label, other.score]).toEqual([label, score]);
          expect(Math.abs(other.probability / probability - 1)).toBeLessThan(precision === 'int8' ? 0.02 : 0.001);
        });
      },
    );
  });

  it('tells candidates by name, labels by the sum of their candidates, and each label with its best score', () => {
    const opened = three({ topLabels: 2, temperature: 0.5 });
    const { best, labels, repetitions } = answerOf(opened.answer(undefined, Float32Array.of(1, 1.5), [2], { step: 0 }));
    const scores = [1, 1.5, 2.5 / Math.SQRT2];
    const weights = scores.map((score) => Math.exp(score / 0.5));
    const [a, b, c] = weights.map((weight) => weight / (weights[0]! + weights[1]! + weights[2]!)) as [
      number,
      number,
      number,
    ];
    expect(best.map(({ label }) => label)).toEqual(['tale 1 s', 'story 9 s']);
    expect(best.map(({ score }) => score)).toEqual([expect.closeTo(scores[2]!, 6), 1.5]);
    expect(best.map(({ probability }) => probability)).toEqual([expect.closeTo(c, 6), expect.closeTo(b, 6)]);
    expect(labels).toEqual([
      { label: 'dog', score: best[0]!.score, probability: expect.closeTo(a + c, 6) as number },
      { label: 'cat', score: 1.5, probability: expect.closeTo(b, 6) as number },
    ]);
    expect(repetitions).toBe(1);
  });

  it('tells no labels unless asked', () => {
    expect(answerOf(three().answer(undefined, Float32Array.of(1, 0), [2], { step: 0 })).labels).toEqual([]);
  });

  it('takes the length of an estimate for certainty where only candidates are normalised, and not in the cosine', () => {
    const probability = (factor: number, normalise: RetrievalSettings['normalise']): number => {
      const output = Float32Array.of(factor, 0.5 * factor);
      return answerOf(three({ normalise }).answer(undefined, output, [2], { step: 0 })).best[0]!.probability;
    };
    expect(probability(2, 'candidate')).toBeGreaterThan(probability(1, 'candidate') + 0.05);
    expect(probability(2, 'both')).toBeCloseTo(probability(1, 'both'), 6);
  });

  it('knows the truth by name or label, the description before the value', () => {
    const { truthOf } = three();
    expect(truthOf({ description: 'word', value: 'cat' })).toBe('cat');
    expect(truthOf({ description: 'tale 1 s', value: 'cat' })).toBe('tale 1 s');
    expect(truthOf({ description: 'word', value: 'horse' })).toBe('');
    expect(truthOf({ description: '', value: '' })).toBe('');
  });

  it('refuses outputs that no candidate can be compared with', () => {
    const refused = (values: number[], shape: number[], change: Partial<RetrievalSettings> = {}): Result =>
      three(change).answer(undefined, Float32Array.from(values), shape, { step: 0 });
    expect(refused([1, 2, 3], [3])).toEqual(failure('output y: [2] expected, [3] found'));
    expect(refused([1, 2], [2, 1])).toEqual(failure('output y: [2] expected, [2, 1] found'));
    expect(refused([1, Number.NaN], [2])).toEqual(
      failure('output y: 1 of 2 values are not finite, the first is value 1'),
    );
    expect(refused([3e38, 3e38], [2])).toEqual(failure('output y: too large for products of float32'));
    expect(refused([0, 0], [2], { normalise: 'both' })).toEqual(failure('output y: zeros alone have no cosine'));
    expect(refused([0, 0], [2])).toMatchObject({
      candidates: { best: [{ probability: 1 / 3 }, { probability: 1 / 3 }] },
    });
  });

  it('says what is wrong with a bank', () => {
    expect(() =>
      postprocessor(SETTINGS, dirname(bankOf(headerOf([1, 2], numbered(1)), noise(2, 1))) + '/none'),
    ).toThrow(/^MODEL_UNLOADABLE: test.bank: ENOENT/);
    expect(() => three({ average: { by: 'value', maxStimuli: 1e7 } })).toThrow(
      'MODEL_CONTRACT: postprocess.average.maxStimuli: expected at most 4194304, as checkpoints hold 16 bytes of each, found 10000000',
    );
  });
});

describe('retrieval that averages', () => {
  const average = { by: 'value', maxStimuli: 2 } as const;
  const marker = (value: string) => ({ description: 'image', value });

  it('scores the mean over the windows of a stimulus, early answers apart', () => {
    const [opened, plain] = [three({ average }), three()];
    const state = opened.start();
    const outputs = [Float32Array.of(3, 0), Float32Array.of(-1, 2), Float32Array.of(1, 1)];
    const answers = outputs.map((output) =>
      answerOf(opened.answer(state, output, [2], { marker: marker('17'), step: 1 })),
    );
    expect(answers.map(({ repetitions }) => repetitions)).toEqual([1, 2, 3]);
    const mean = plain.answer(undefined, Float32Array.of(1, 1), [2], { step: 1 });
    expect(answers[1]!.best).toEqual(answerOf(mean).best);
    const early = answerOf(opened.answer(state, outputs[0]!, [2], { marker: marker('17'), step: 0 }));
    expect([early.repetitions, early.best]).toEqual([1, answers[0]!.best]);
  });

  it('keeps windows without a marker or a text by themselves, and refused outputs out', () => {
    const opened = three({ average });
    const state = opened.start();
    const count = (values: number[], window: Parameters<typeof opened.answer>[3]): number =>
      answerOf(opened.answer(state, Float32Array.from(values), [2], window)).repetitions;
    expect(count([1, 2], { step: 0 })).toBe(1);
    expect(count([1, 2], { step: 0, marker: marker('') })).toBe(1);
    expect(count([1, 2], { step: 0, marker: marker('') })).toBe(1);
    expect(count([1, 2], { step: 0, marker: marker('4') })).toBe(1);
    opened.answer(state, Float32Array.of(Number.NaN, 1), [2], { step: 0, marker: marker('4') });
    expect(count([1, 2], { step: 0, marker: marker('4') })).toBe(2);
  });

  it('forgets the stimulus seen longest ago', () => {
    const state = startRepetitions();
    const add = (key: string): number => addRepetition(state, 2, key, Float32Array.of(1)).count;
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(add)).toEqual([1, 1, 2, 1, 3, 1]);
    expect(state.stimuli.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('goes on from a state that was stored', () => {
    const state = startRepetitions();
    addRepetition(state, 9, 'a', Float32Array.of(1, 2));
    const restored = deserialize(serialize(state)) as typeof state;
    expect(addRepetition(restored, 9, 'a', Float32Array.of(2, 5))).toEqual({
      mean: Float32Array.of(1.5, 3.5),
      count: 2,
    });
    expect(state.stimuli[0]!.count).toBe(1);
  });
});
