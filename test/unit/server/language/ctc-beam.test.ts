import fc from 'fast-check';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { commitDue, tailOf, type CommitSettings } from '../../../../server/language/commit.js';
import { CtcBeam, type CtcBeamSettings } from '../../../../server/language/ctc-beam.js';
import type { LatticeState } from '../../../../server/language/lattice.js';
import { BACKSPACE } from '../../../../server/language/typed-text.js';
import { countedModel, languageScore, randomOutputs, sequences } from '../../../helpers/language.js';

const LETTERS = ['a', 'b'];
const MODEL = countedModel(['abba', 'ab ab', 'b a', 'aab', 'baba'], ['a', 'b', ' '], 3);
const WIDE = { beam: Infinity, margin: Infinity, blank: 0 } as const;
const BAYES = { language: { weight: 1, logBase: 'e' } } as const;

/** Scores of all texts: each alignment by itself, then collapsed. */
function exact(settings: CtcBeamSettings, outputs: Float64Array, withEnd = false): Map<string, number> {
  const { labels, blank, language, insertion = 0, backspace = 0.03 } = settings;
  const nClasses = labels.length + 1;
  const factor = (language?.weight ?? 0) * (language?.logBase === '10' ? 1 : Math.LN10);
  const options = { factor, backspace: labels.includes(BACKSPACE) ? backspace : undefined };
  const classes = labels.slice();
  classes.splice(blank, 0, '');
  const sums = new Map<string, number>();
  for (const alignment of sequences(nClasses, outputs.length / nClasses)) {
    const keys = alignment.filter((c, t) => c !== blank && c !== alignment[t - 1]).map((c) => classes[c]!);
    const score = alignment.reduce((sum, c, t) => sum + outputs[t * nClasses + c]!, 0);
    sums.set(keys.join(''), (sums.get(keys.join('')) ?? 0) + Math.exp(score));
  }
  for (const [text, sum] of sums) {
    const keys = [...text];
    let score =
      Math.log(sum) +
      languageScore(keys, language === undefined ? undefined : MODEL, options) +
      insertion * keys.length;
    if (withEnd) score += factor * (MODEL.scoreText(text, true) - MODEL.scoreText(text, false));
    sums.set(text, score);
  }
  return sums;
}

function run(beam: CtcBeam, outputs: Float64Array, nClasses: number): LatticeState {
  const state = beam.start(0);
  for (let frame = 0; frame * nClasses < outputs.length; frame++)
    beam.addFrame(state, outputs, frame, frame * nClasses);
  return state;
}

/** Marginals by brute force, among the texts that begin with what is committed. */
function expectMarginals(
  beam: CtcBeam,
  state: LatticeState,
  labels: readonly string[],
  scores: Map<string, number>,
): void {
  const committed = state.committed.map((label) => labels[label]!).join('');
  const isPossible = (text: string): boolean => text.startsWith(committed) || committed.startsWith(text);
  const texts = [...scores].filter(([text]) => isPossible(text));
  const total = texts.reduce((sum, [, score]) => sum + Math.exp(score), 0);
  const { probabilities, nKeys } = beam.marginals(state);
  for (let key = 0; key < nKeys; key++) {
    for (const [label, letter] of labels.entries()) {
      const mass = texts.reduce(
        (sum, [text, score]) => sum + (text[committed.length + key] === letter ? Math.exp(score) : 0),
        0,
      );
      expect(probabilities[key * labels.length + label]).toBeCloseTo(mass / total, 9);
    }
  }
}

function expectExact(settings: CtcBeamSettings, seed: number, nFrames: number): void {
  const nClasses = settings.labels.length + 1;
  const outputs = randomOutputs(seed, nFrames, nClasses);
  const beam = new CtcBeam(settings, MODEL);
  const state = run(beam, outputs, nClasses);
  const scores = exact(settings, outputs);
  expectMarginals(beam, state, settings.labels, scores);
  if (settings.recombine !== 'text') return;
  const sorted = [...scores].sort(([, a], [, b]) => b - a);
  for (const [i, { labels, score }] of beam.hypotheses(state, 10).entries()) {
    expect(labels.map((label) => settings.labels[label]!).join('')).toBe(sorted[i]![0]);
    expect(score).toBeCloseTo(sorted[i]![1], 9);
  }
}

describe('CtcBeam', () => {
  it.each(['state', 'text'] as const)(
    'finds the best texts and the marginals of all alignments, slots by %s',
    (recombine) => {
      for (let seed = 0; seed < 6; seed++) {
        expectExact({ labels: LETTERS, ...WIDE, recombine }, seed, 6);
        expectExact({ labels: LETTERS, ...WIDE, ...BAYES, recombine, insertion: 0.7 }, seed, 6);
      }
    },
  );

  it("scores by the paper's rule, with the blank anywhere", () => {
    const rule = { language: { weight: 2, logBase: '10' } } as const;
    for (const blank of [0, 1, 2]) expectExact({ labels: LETTERS, ...WIDE, ...rule, blank, recombine: 'text' }, 4, 6);
  });

  it('leads the language model back over backspaces', () => {
    const labels = ['a', BACKSPACE, 'b'];
    for (const recombine of ['state', 'text'] as const)
      expectExact({ labels, ...WIDE, ...BAYES, backspace: 0.2, erasures: 6, recombine }, 9, 5);
  });

  it('counts the end of the sentence', () => {
    const settings = { labels: LETTERS, ...WIDE, ...BAYES };
    const outputs = randomOutputs(5, 6, 3);
    const beam = new CtcBeam(settings, MODEL);
    const state = run(beam, outputs, 3);
    beam.finish(state);
    expectMarginals(beam, state, LETTERS, exact(settings, outputs, true));
  });

  it('divides the priors of the labels and of the blank out', () => {
    const probabilities = [0.2, 0.1];
    const outputs = randomOutputs(8, 6, 3);
    const priors = [0.7, ...probabilities];
    const divided = outputs.map((output, i) => output - 0.5 * Math.log(priors[i % 3]!));
    const settings = { labels: LETTERS, ...WIDE, ...BAYES };
    const beam = new CtcBeam({ ...settings, priors: { probabilities, weight: 0.5 }, blankPrior: 0.7 }, MODEL);
    expectMarginals(beam, run(beam, outputs, 3), LETTERS, exact(settings, divided));
  });

  it('goes on from a copy of the state as from the state, with a state that stays small', () => {
    const settings = { labels: [...LETTERS, BACKSPACE], blank: 0, beam: 6, ...BAYES };
    const rule: CommitSettings = { threshold: 0.9, lagSteps: 12 };
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 120 }), fc.nat(), (seed, nFrames, at) => {
        const beam = new CtcBeam(settings, MODEL);
        const outputs = randomOutputs(seed, nFrames, 4);
        const state = beam.start(0);
        let copied = beam.start(0);
        for (let frame = 0; frame < nFrames; frame++) {
          beam.addFrame(state, outputs, frame, frame * 4);
          commitDue(beam.lattice, state, rule, frame);
          if (frame === at % nFrames) copied = deserialize(serialize(copied)) as LatticeState;
          beam.addFrame(copied, outputs, frame, frame * 4);
          commitDue(beam.lattice, copied, rule, frame);
          expect(state.frames.length).toBeLessThanOrEqual(13);
        }
        expect(copied).toEqual(state);
        expect(state.texts.n).toBeLessThan(3000);
      }),
      { numRuns: 10 },
    );
  });

  it('refuses a blank that is no class', () => {
    expect(() => new CtcBeam({ labels: LETTERS, beam: 3, blank: 3 })).toThrow('blank: expected 0 to 2, found 3');
  });
});

describe('commitDue with CTC frames', () => {
  it('commits what passes the threshold, and leaves the marginals of what agrees with it', () => {
    const settings = { labels: LETTERS, ...WIDE, ...BAYES };
    let nCommitted = 0;
    for (let seed = 0; seed < 10; seed++) {
      const outputs = randomOutputs(seed, 7, 3, 8);
      const beam = new CtcBeam(settings, MODEL);
      const state = beam.start(0);
      const outcome: number[] = [];
      for (let frame = 0; frame < 7; frame++) {
        beam.addFrame(state, outputs, frame, frame * 3);
        outcome.push(...commitDue(beam.lattice, state, { threshold: 0.7 }, frame));
        expect(state.committed).toEqual(outcome);
        expectMarginals(beam, state, LETTERS, exact(settings, outputs.subarray(0, (frame + 1) * 3)));
      }
      nCommitted += outcome.length;
      const tail = tailOf(beam.lattice, state, 'best');
      expect(beam.hypotheses(state, 1)[0]!.labels).toEqual([...outcome, ...tail]);
    }
    expect(nCommitted).toBeGreaterThan(10);
  });

  it('commits after its lag a key that is more probable than none, and none where it is not', () => {
    const likely = [0.3, 0.35, 0.35].map(Math.log);
    const unlikely = [0.6, 0.2, 0.2].map(Math.log);
    const blank = [0.98, 0.01, 0.01].map(Math.log);
    for (const [first, nKeys] of [
      [likely, 1],
      [unlikely, 0],
    ] as const) {
      const beam = new CtcBeam({ labels: LETTERS, ...WIDE });
      const state = beam.start(0);
      for (let frame = 0; frame < 6; frame++) {
        beam.addFrame(state, Float64Array.from(frame === 0 ? first : blank), frame * 0.04);
        commitDue(beam.lattice, state, { threshold: 0.99, lagSeconds: 0.16 }, frame * 0.04);
        expect(state.committed).toHaveLength(frame < 4 ? 0 : nKeys);
      }
      expect(tailOf(beam.lattice, state, 'marginal')).toEqual([]);
    }
  });
});
