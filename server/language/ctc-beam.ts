import { beamLimits, Candidates, type BeamSettings } from './candidates.js';
import { BLANK_HALF, KEY_HALF, Lattice, type Hypothesis, type LatticeState, type Marginals } from './lattice.js';
import { LabelScorer, type ScoringSettings } from './label-scorer.js';
import type { NgramModel } from './ngram-model.js';

export interface CtcBeamSettings extends ScoringSettings, BeamSettings {
  /** Class of the blank among the outputs; the labels are the other classes in their order. */
  readonly blank: number;
  /** Probability of the blank that the network learnt with its data, divided out as those of `priors`. */
  readonly blankPrior?: number;
  /** What every key adds to a text's score, nats. */
  readonly insertion?: number;
}

const NO_LABEL = -1;

/**
 * Prefix beam search over the frames of a CTC network (A. Graves et al., ICML 2006; A. Hannun et al., arXiv 1408.2873):
 * the score of a text is the sum over its alignments, times the language model's share of every key.
 *
 * The state is plain data; the same frames give the same state, however they come.
 */
export class CtcBeam {
  readonly lattice: Lattice;
  readonly #settings: CtcBeamSettings;
  readonly #scorer: LabelScorer;
  readonly #candidates: Candidates;
  readonly #outputs: Float64Array;
  readonly #scores: Float64Array;

  /** @throws {RangeError} on settings that cannot be, or a model without some of the letters */
  constructor(settings: CtcBeamSettings, model?: NgramModel) {
    const { blank, labels } = settings;
    if (!Number.isInteger(blank) || blank < 0 || blank > labels.length)
      throw new RangeError(`blank: expected 0 to ${labels.length}, found ${blank}`);
    this.#settings = settings;
    this.#scorer = new LabelScorer(settings, model);
    this.lattice = new Lattice(this.#scorer);
    const limits = beamLimits(settings, this.#scorer.hasBackspace);
    this.#candidates = new Candidates(limits, this.#scorer.backspaceLabel, true);
    this.#outputs = new Float64Array(labels.length);
    this.#scores = new Float64Array(labels.length);
  }

  /** State at the begin of a sentence. @param time s */
  start(time: number): LatticeState {
    return this.lattice.start(BLANK_HALF, time);
  }

  /**
   * Adds a frame.
   *
   * @param outputs  ln of the classes' probabilities, `[nLabels + 1]` from index `from`, the blank among them
   * @param time     of the frame, s
   * @throws {RangeError} when every class has −∞
   */
  addFrame(state: LatticeState, outputs: Float32Array | Float64Array, time: number, from = 0): void {
    const scorer = this.#scorer;
    const candidates = this.#candidates;
    const scores = this.#scores;
    const { blank, insertion = 0, blankPrior, priors } = this.#settings;
    const { nLabels } = scorer;
    for (let label = 0; label < nLabels; label++)
      this.#outputs[label] = outputs[from + label + (label < blank ? 0 : 1)]!;
    scorer.outputScores(this.#outputs, 0, scores);
    const blankScore =
      outputs[from + blank]! - (blankPrior === undefined ? 0 : (priors?.weight ?? 1) * Math.log(blankPrior));
    let bestScore = -Infinity;
    for (let label = 0; label < nLabels; label++) if (scores[label]! > bestScore) bestScore = scores[label]!;
    const { committed, texts: known } = state;
    const { texts, masses } = this.lattice.last(state);
    candidates.clear();
    // Staying first: what adds a key mostly scores less, and is then not even looked at.
    for (let half = 0; half < texts.length; half++) {
      if (masses[half] === 0) continue;
      const before = Math.log(masses[half]!);
      const last = known.labels[texts[half]!]!;
      candidates.add(half, BLANK_HALF, NO_LABEL, 0, before + blankScore);
      if ((half & 1) === KEY_HALF && last !== NO_LABEL)
        candidates.add(half, KEY_HALF, NO_LABEL, 0, before + scorer.repeatScore(this.#outputs, last));
    }
    for (let half = 0; half < texts.length; half += 2) {
      const blankBefore = Math.log(masses[half + BLANK_HALF]!);
      const keyBefore = Math.log(masses[half + KEY_HALF]!);
      const text = texts[blankBefore > keyBefore ? half + BLANK_HALF : half + KEY_HALF]!;
      if (!candidates.reaches(Math.max(blankBefore, keyBefore) + bestScore + insertion)) continue;
      const last = known.labels[text]!;
      const length = known.lengths[text]!;
      scorer.scoreLetters(known.states[text]!);
      for (let label = 0; label < nLabels; label++) {
        if (length < committed.length && committed[length] !== label) continue;
        const score = scores[label]! + scorer.letterScores[label]! + insertion;
        const nextState = scorer.nextStates[label]!;
        candidates.add(half + BLANK_HALF, KEY_HALF, label, nextState, blankBefore + score);
        if (label !== last) candidates.add(half + KEY_HALF, KEY_HALF, label, nextState, keyBefore + score);
      }
    }
    this.lattice.append(state, candidates.frame(state, time));
  }

  /** Probabilities of the keys after the committed ones, given all frames so far. */
  marginals(state: LatticeState): Marginals {
    return this.lattice.marginals(state);
  }

  /** @returns up to `n` texts, highest score first; they differ in what decides their future */
  hypotheses(state: LatticeState, n: number): Hypothesis[] {
    return this.lattice.hypotheses(state, n);
  }

  /** Counts the end of the sentence; no frame follows. */
  finish(state: LatticeState): void {
    this.lattice.finish(state);
  }
}
