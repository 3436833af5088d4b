import { beamLimits, Candidates, type BeamSettings } from './candidates.js';
import { KEY_HALF, Lattice, type Hypothesis, type LatticeState, type Marginals } from './lattice.js';
import { LabelScorer, type ScoringSettings } from './label-scorer.js';
import type { NgramModel } from './ngram-model.js';

export interface KeyBeamSettings extends ScoringSettings, BeamSettings {}

/**
 * Beam search over keys whose times are known: exactly one label per key, its score ln p(label | signal) and the language
 * model's. A backspace leads the language model back to before the letter that it takes away.
 *
 * The state is plain data; the same steps give the same state.
 */
export class KeyBeam {
  readonly lattice: Lattice;
  readonly #scorer: LabelScorer;
  readonly #candidates: Candidates;
  readonly #outputs: Float64Array;

  /** @throws {RangeError} on settings that cannot be, or a model without some of the letters */
  constructor(settings: KeyBeamSettings, model?: NgramModel) {
    this.#scorer = new LabelScorer(settings, model);
    this.lattice = new Lattice(this.#scorer);
    const limits = beamLimits(settings, this.#scorer.hasBackspace);
    this.#candidates = new Candidates(limits, this.#scorer.backspaceLabel, false);
    this.#outputs = new Float64Array(this.#scorer.nLabels);
  }

  /** State at the begin of a sentence. @param time s */
  start(time: number): LatticeState {
    return this.lattice.start(KEY_HALF, time);
  }

  /**
   * Adds a key.
   *
   * @param outputs  ln of the labels' probabilities (or likelihoods), `[nLabels]` from index `from`
   * @param time     of the key, s
   * @throws {RangeError} when every label has −∞
   */
  addKey(state: LatticeState, outputs: Float32Array | Float64Array, time: number, from = 0): void {
    const scorer = this.#scorer;
    const candidates = this.#candidates;
    const scores = this.#outputs;
    scorer.outputScores(outputs, from, scores);
    candidates.clear();
    const { texts, masses } = this.lattice.last(state);
    for (let half = KEY_HALF; half < texts.length; half += 2) {
      if (masses[half] === 0) continue;
      const before = Math.log(masses[half]!);
      scorer.scoreLetters(state.texts.states[texts[half]!]!);
      for (let label = 0; label < scorer.nLabels; label++) {
        const score = before + scores[label]! + scorer.letterScores[label]!;
        candidates.add(half, KEY_HALF, label, scorer.nextStates[label]!, score);
      }
    }
    this.lattice.append(state, candidates.frame(state, time));
  }

  /**
   * Puts other outputs in the place of those of the last keys, as a network does that looks at the whole sentence.
   * Committed keys stay what they are.
   *
   * @param firstKey  index of the first key that `outputs` is of; it goes to the last key
   * @param outputs   `[nKeys − firstKey, nLabels]`
   */
  reviseKeys(state: LatticeState, firstKey: number, outputs: Float32Array | Float64Array): void {
    const { nLabels } = this.#scorer;
    const nKeys = state.nSteps;
    if (!(firstKey >= 0 && firstKey <= nKeys) || outputs.length !== (nKeys - firstKey) * nLabels)
      throw new RangeError(
        `expected outputs of keys ${firstKey} to ${nKeys - 1}, ${nLabels} each, found ${outputs.length}`,
      );
    const first = Math.max(firstKey, nKeys - (state.frames.length - 1));
    const removed = state.frames.splice(state.frames.length - (nKeys - first));
    state.nSteps = first;
    for (const [i, { time }] of removed.entries()) this.addKey(state, outputs, time, (first - firstKey + i) * nLabels);
  }

  /** Probabilities of the keys after the committed ones, given all outputs so far. */
  marginals(state: LatticeState): Marginals {
    return this.lattice.marginals(state);
  }

  /** @returns up to `n` texts, highest score first; they differ in what decides their future */
  hypotheses(state: LatticeState, n: number): Hypothesis[] {
    return this.lattice.hypotheses(state, n);
  }

  /** Counts the end of the sentence; no key follows. */
  finish(state: LatticeState): void {
    this.lattice.finish(state);
  }
}
