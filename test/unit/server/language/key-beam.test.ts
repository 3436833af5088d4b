import fc from 'fast-check';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { commitDue, tailOf, type CommitSettings } from '../../../../server/language/commit.js';
import { KeyBeam, type KeyBeamSettings } from '../../../../server/language/key-beam.js';
import type { LatticeState } from '../../../../server/language/lattice.js';
import { BACKSPACE } from '../../../../server/language/typed-text.js';
import { countedModel, languageScore, randomOutputs, sequences } from '../../../helpers/language.js';

const LETTERS = ['a', 'b', ' '];
const MODEL = countedModel(['ab ba', 'abba a', 'b ab ab', 'a b', 'ba ab a'], LETTERS, 3);
const WIDE = { beam: Infinity, margin: Infinity } as const;
const BAYES = { language: { weight: 1, logBase: 'e' } } as const;

interface Exact {
  readonly best: number[];
  readonly bestScore: number;
  readonly marginals: number[];
}

/** All sequences of keys, scored one by one. */
function exact(settings: KeyBeamSettings, outputs: Float64Array, withEnd = false): Exact {
  const { labels, language, backspace = 0.03 } = settings;
  const n = labels.length;
  const length = outputs.length / n;
  const factor = (language?.weight ?? 0) * (language?.logBase === '10' ? 1 : Math.LN10);
  const options = { factor, backspace: labels.includes(BACKSPACE) ? backspace : undefined };
  const marginals = new Array<number>(length * n).fill(0);
  let best: number[] = [];
  let bestScore = -Infinity;
  let total = 0;
  for (const sequence of sequences(n, length)) {
    const keys = sequence.map((label) => labels[label]!);
    let score = languageScore(keys, MODEL, options);
    for (const [key, label] of sequence.entries()) score += outputs[key * n + label]!;
    if (withEnd) {
      const text = keys.join('');
      score += factor * (MODEL.scoreText(text, true) - MODEL.scoreText(text, false));
    }
    if (score > bestScore) [best, bestScore] = [sequence, score];
    total += Math.exp(score);
    for (const [key, label] of sequence.entries()) marginals[key * n + label]! += Math.exp(score);
  }
  return { best, bestScore, marginals: marginals.map((mass) => mass / total) };
}

function run(beam: KeyBeam, outputs: Float64Array, nLabels: number): LatticeState {
  const state = beam.start(0);
  for (let key = 0; key * nLabels < outputs.length; key++) beam.addKey(state, outputs, key, key * nLabels);
  return state;
}

function expectExact(settings: KeyBeamSettings, seed: number, length: number): void {
  const n = settings.labels.length;
  const outputs = randomOutputs(seed, length, n);
  const beam = new KeyBeam(settings, MODEL);
  const state = run(beam, outputs, n);
  const { best, bestScore, marginals } = exact(settings, outputs);
  const [found] = beam.hypotheses(state, 1);
  expect(found!.labels).toEqual(best);
  expect(found!.score).toBeCloseTo(bestScore, 9);
  const { probabilities, nKeys } = beam.marginals(state);
  expect(nKeys).toBe(length);
  for (const [i, probability] of marginals.entries()) expect(probabilities[i]).toBeCloseTo(probability, 9);
}

describe('KeyBeam', () => {
  it.each(['state', 'text'] as const)(
    'finds the best text and the marginals of all texts, slots by %s',
    (recombine) => {
      for (let seed = 0; seed < 5; seed++) expectExact({ labels: LETTERS, ...WIDE, ...BAYES, recombine }, seed, 6);
    },
  );

  it('leads the language model back over backspaces', () => {
    const labels = ['a', BACKSPACE, 'b', ' '];
    for (let seed = 0; seed < 5; seed++)
      expectExact({ labels, ...WIDE, ...BAYES, backspace: 0.2, erasures: 6 }, seed, 6);
  });

  it("scores by the paper's rule, five times log10 P and ln of the output", () => {
    expectExact({ labels: LETTERS, ...WIDE, language: { weight: 5, logBase: '10' } }, 3, 6);
  });

  it('divides the priors of the labels out', () => {
    const probabilities = [0.7, 0.2, 0.1];
    const outputs = randomOutputs(8, 5, 3);
    const divided = outputs.map((output, i) => output - 0.5 * Math.log(probabilities[i % 3]!));
    const plain = new KeyBeam({ labels: LETTERS, ...WIDE, ...BAYES }, MODEL);
    const beam = new KeyBeam({ labels: LETTERS, ...WIDE, ...BAYES, priors: { probabilities, weight: 0.5 } }, MODEL);
    const expected = plain.hypotheses(run(plain, divided, 3), 3);
    for (const [i, { labels, score }] of beam.hypotheses(run(beam, outputs, 3), 3).entries()) {
      expect(labels).toEqual(expected[i]!.labels);
      expect(score).toBeCloseTo(expected[i]!.score, 9);
    }
  });

  it('counts the end of the sentence', () => {
    const settings = { labels: LETTERS, ...WIDE, ...BAYES };
    const outputs = randomOutputs(5, 5, 3);
    const beam = new KeyBeam(settings, MODEL);
    const state = run(beam, outputs, 3);
    beam.finish(state);
    const { bestScore, marginals } = exact(settings, outputs, true);
    expect(beam.hypotheses(state, 1)[0]!.score).toBeCloseTo(bestScore, 9);
    const { probabilities } = beam.marginals(state);
    for (const [i, probability] of marginals.entries()) expect(probabilities[i]).toBeCloseTo(probability, 9);
  });

  it('mixes slips into the language', () => {
    const outputs = new Float64Array(3).fill(Math.log(1 / 3));
    const beam = new KeyBeam({ labels: LETTERS, ...WIDE, ...BAYES, slip: 0.3 }, MODEL);
    const { probabilities } = beam.marginals(run(beam, outputs, 3));
    const likely = LETTERS.map((_, i) => 0.7 * 10 ** MODEL.score(MODEL.begin, i) + 0.1);
    const sum = likely.reduce((a, b) => a + b, 0);
    for (const [i, value] of likely.entries()) expect(probabilities[i]).toBeCloseTo(value / sum, 9);
  });

  it('tries only so many labels of a step, and never those that are skipped', () => {
    const outputs = Float64Array.from([0.1, 0.2, 0.7, 0.4, 0.4, 0.2].map(Math.log));
    const beam = new KeyBeam({ labels: LETTERS, ...WIDE, labelsPerStep: 1 });
    expect(beam.hypotheses(run(beam, outputs, 3), 9).map(({ labels }) => labels)).toEqual([[2, 0]]);
    const skipping = new KeyBeam({ labels: LETTERS, ...WIDE, recombine: 'text', skipped: [' '] });
    expect(skipping.hypotheses(run(skipping, outputs, 3), 9)).toHaveLength(4);
  });

  it('gives the same state again when keys are revised as when they had come so', () => {
    const settings = { labels: [...LETTERS, BACKSPACE], beam: 6, ...BAYES };
    const n = settings.labels.length;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), fc.nat(), (seed, length, at) => {
        const first = at % (length + 1);
        const old = randomOutputs(seed, length, n);
        const outputs = old.slice();
        outputs.set(randomOutputs(seed + 1, length - first, n), first * n);
        const beam = new KeyBeam(settings, MODEL);
        const revised = run(beam, old, n);
        beam.reviseKeys(revised, first, outputs.subarray(first * n));
        const expected = run(beam, outputs, n);
        expect(beam.hypotheses(revised, 6)).toEqual(beam.hypotheses(expected, 6));
        expect(beam.marginals(revised)).toEqual(beam.marginals(expected));
      }),
    );
  });

  it('goes on from a copy of the state as from the state', () => {
    const settings = { labels: [...LETTERS, BACKSPACE], beam: 5, ...BAYES };
    const n = settings.labels.length;
    const rule: CommitSettings = { threshold: 0.9, lagSteps: 4 };
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 150 }), fc.nat(), (seed, length, at) => {
        const beam = new KeyBeam(settings, MODEL);
        const outputs = randomOutputs(seed, length, n);
        let state = beam.start(0);
        let copied = beam.start(0);
        for (let key = 0; key < length; key++) {
          beam.addKey(state, outputs, key, key * n);
          commitDue(beam.lattice, state, rule, key);
          if (key === at % length) copied = deserialize(serialize(copied)) as LatticeState;
          beam.addKey(copied, outputs, key, key * n);
          commitDue(beam.lattice, copied, rule, key);
        }
        expect(copied).toEqual(state);
        state = copied;
      }),
      { numRuns: 10 },
    );
  });

  it('refuses a model without some of the letters, and outputs that leave nothing', () => {
    expect(() => new KeyBeam({ labels: [...LETTERS, 'c'], beam: 3, ...BAYES }, MODEL)).toThrow(
      'language model with other letters: it has no "c"',
    );
    expect(() => new KeyBeam({ labels: LETTERS, beam: 3, ...BAYES })).toThrow('there is no language model');
    expect(() => new KeyBeam({ labels: LETTERS, beam: 0 })).toThrow('beam: expected 1 or more, found 0');
    const beam = new KeyBeam({ labels: LETTERS, beam: 3 });
    expect(() => beam.addKey(beam.start(0), new Float64Array(3).fill(-Infinity), 0)).toThrow('no text is left');
  });
});

describe('commitDue with keys', () => {
  const settings: KeyBeamSettings = { labels: [...LETTERS, BACKSPACE], ...WIDE, ...BAYES, erasures: 8, backspace: 0.1 };
  const n = settings.labels.length;

  it('commits what passes the threshold, given what is committed, and drops what contradicts it', () => {
    for (let seed = 0; seed < 10; seed++) {
      const outputs = randomOutputs(seed, 6, n, 4);
      const beam = new KeyBeam(settings, MODEL);
      const state = beam.start(0);
      const outcome: number[] = [];
      for (let key = 0; key < 6; key++) {
        beam.addKey(state, outputs, key, key * n);
        outcome.push(...commitDue(beam.lattice, state, { threshold: 0.7, lagSteps: 3 }, key));
        expect(state.committed).toEqual(outcome);
        expect(outcome.length).toBeGreaterThanOrEqual(key - 2);
        const { probabilities } = beam.marginals(state);
        const { marginals } = exact(settings, constrained(outputs.subarray(0, (key + 1) * n), outcome, n));
        for (const [i, probability] of probabilities.entries())
          expect(probability).toBeCloseTo(marginals[outcome.length * n + i]!, 9);
        for (const { labels } of beam.hypotheses(state, 99)) expect(labels.slice(0, outcome.length)).toEqual(outcome);
      }
    }
  });

  it('commits after a time without another key', () => {
    const beam = new KeyBeam(settings, MODEL);
    const state = beam.start(0);
    beam.addKey(state, randomOutputs(1, 1, n, 0.1), 10);
    expect(commitDue(beam.lattice, state, { threshold: 0.99, lagSeconds: 2 }, 11.9)).toEqual([]);
    expect(commitDue(beam.lattice, state, { threshold: 0.99, lagSeconds: 2 }, 12)).toHaveLength(1);
  });

  it('leaves committed keys as they are when they are revised', () => {
    const beam = new KeyBeam(settings, MODEL);
    const outputs = randomOutputs(2, 6, n);
    const state = run(beam, outputs, n);
    commitDue(beam.lattice, state, { lagSteps: 3 }, 0);
    const committed = [...state.committed];
    expect(committed).toHaveLength(3);
    beam.reviseKeys(state, 1, randomOutputs(77, 5, n));
    expect(state.committed).toEqual(committed);
    expect(state.nSteps).toBe(6);
    expect(beam.hypotheses(state, 1)[0]!.labels.slice(0, 3)).toEqual(committed);
    expect(tailOf(beam.lattice, state, 'best')).toHaveLength(3);
    expect(tailOf(beam.lattice, state, 'marginal')).toHaveLength(3);
  });
});

/** Outputs that leave only the committed labels. */
function constrained(outputs: Float64Array, committed: readonly number[], n: number): Float64Array {
  return outputs.map((output, i) => {
    const label = committed[Math.floor(i / n)];
    return label === undefined || label === i % n ? output : -Infinity;
  });
}
