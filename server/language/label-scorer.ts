import type { NgramModel } from './ngram-model.js';
import { BACKSPACE } from './typed-text.js';

/** How a label's score is made of the network's output and of the language model. */
export interface ScoringSettings {
  /** What each class types: one letter or `BACKSPACE`. */
  readonly labels: readonly string[];
  /**
   * What the language model counts: `weight` × ln P (`e`; 1 is Bayes' rule for calibrated likelihoods), or `weight` ×
   * log10 P (`10`; Brain2Qwerty's mixed bases are weight 5). 0 or absent: nothing.
   */
  readonly language?: { readonly weight: number; readonly logBase: 'e' | '10' };
  /** Probabilities of the labels that the network learnt with its data, to be divided out to this power (1: wholly). */
  readonly priors?: { readonly probabilities: readonly number[]; readonly weight: number };
  /** Probability that a key is a backspace, of which a language model says nothing. */
  readonly backspace?: number;
  /**
   * Probability that a key is any key instead of the one that was meant: typists slip, and texts do not say so. Mixed into
   * the language model's probabilities.
   */
  readonly slip?: number;
  /** Labels that are never decoded. */
  readonly skipped?: readonly string[];
  /** Only so many of the labels with the highest outputs of a step are tried; of equal ones the first. */
  readonly labelsPerStep?: number;
}

const DEFAULT_BACKSPACE = 0.03;

/** Scores the labels of a step after a language state, in nats. */
export class LabelScorer {
  readonly nLabels: number;
  readonly backspaceLabel: number;
  /** Of every letter after the state that was asked for last: its score by the language model, and the state after it. */
  readonly letterScores: Float64Array;
  readonly nextStates: Int32Array;
  readonly model: NgramModel | undefined;
  readonly #settings: ScoringSettings;
  /** Letter of the model by label; −1 for a backspace and without a model. */
  readonly #symbols: Int32Array;
  readonly #offsets: Float64Array;
  readonly #isSkipped: Uint8Array;
  readonly #factor: number;
  readonly #scores: Float64Array;
  readonly #states: Int32Array;
  readonly #order: Int32Array;

  /** @throws {RangeError} on settings that cannot be, with what is expected and what is there */
  constructor(settings: ScoringSettings, model: NgramModel | undefined) {
    const { labels, language, priors, skipped = [], backspace = DEFAULT_BACKSPACE, slip = 0, labelsPerStep } = settings;
    if (new Set(labels).size !== labels.length || labels.length === 0)
      throw new RangeError('labels are listed once each');
    if (!(backspace > 0 && backspace < 1))
      throw new RangeError(`backspace: expected between 0 and 1, found ${backspace}`);
    if (!(slip >= 0 && slip < 1)) throw new RangeError(`slip: expected 0 or more and below 1, found ${slip}`);
    if (language !== undefined && !(language.weight >= 0))
      throw new RangeError(`language.weight: expected 0 or more, found ${language.weight}`);
    if (labelsPerStep !== undefined && !(labelsPerStep >= 1))
      throw new RangeError(`labelsPerStep: expected 1 or more, found ${labelsPerStep}`);
    for (const label of skipped)
      if (!labels.includes(label)) throw new RangeError(`skipped: no label ${JSON.stringify(label)}`);
    if (
      priors !== undefined &&
      (priors.probabilities.length !== labels.length || !priors.probabilities.every((p) => p > 0))
    )
      throw new RangeError(`priors: expected ${labels.length} probabilities above 0`);
    this.#settings = settings;
    this.model = language === undefined || language.weight === 0 ? undefined : model;
    if (language !== undefined && language.weight > 0 && model === undefined)
      throw new RangeError('language.weight: there is no language model to weigh');
    this.nLabels = labels.length;
    this.backspaceLabel = labels.indexOf(BACKSPACE);
    this.#isSkipped = Uint8Array.from(labels, (label) => (skipped.includes(label) ? 1 : 0));
    this.#symbols = Int32Array.from(labels, (label) => this.model?.letters.indexOf(label) ?? -1);
    if (this.model !== undefined) {
      const missing = labels.filter(
        (_, i) => i !== this.backspaceLabel && !this.#isSkipped[i] && this.#symbols[i]! < 0,
      );
      if (missing.length > 0)
        throw new RangeError(
          `language model with other letters: it has no ${missing.map((label) => JSON.stringify(label)).join(', ')}`,
        );
    }
    this.#factor = (language?.weight ?? 0) * (language?.logBase === '10' ? 1 : Math.LN10);
    const hasBackspace = this.backspaceLabel >= 0 && !this.#isSkipped[this.backspaceLabel];
    this.#offsets = Float64Array.from(labels, (_, i) => {
      const key = !hasBackspace ? 0 : Math.log(i === this.backspaceLabel ? backspace : 1 - backspace);
      return key - (priors === undefined ? 0 : priors.weight * Math.log(priors.probabilities[i]!));
    });
    const nLetters = this.model?.letters.length ?? 0;
    this.letterScores = new Float64Array(this.nLabels);
    this.nextStates = new Int32Array(this.nLabels);
    this.#scores = new Float64Array(nLetters);
    this.#states = new Int32Array(nLetters);
    this.#order = new Int32Array(this.nLabels);
  }

  get hasBackspace(): boolean {
    return this.backspaceLabel >= 0 && this.#isSkipped[this.backspaceLabel] === 0;
  }

  /** Language state before the first letter. */
  get begin(): number {
    return this.model?.begin ?? 0;
  }

  /** The language state after a letter. */
  next(state: number, label: number): number {
    return this.model === undefined ? 0 : this.model.next(state, this.#symbols[label]!);
  }

  /** What the end of a sentence adds to the score of a text in this language state. */
  endScore(state: number): number {
    return this.model === undefined ? 0 : this.#factor * this.model.score(state, this.model.end);
  }

  /**
   * Scores of the labels of a step without the language model.
   *
   * @param outputs  ln of probabilities (or likelihoods), first label at `from`
   * @param scores   filled, `[nLabels]`; −∞ where a label is not tried
   */
  outputScores(outputs: Float32Array | Float64Array, from: number, scores: Float64Array): void {
    const { labelsPerStep } = this.#settings;
    const n = this.nLabels;
    for (let label = 0; label < n; label++) {
      scores[label] = this.#isSkipped[label] ? -Infinity : outputs[from + label]! + this.#offsets[label]!;
    }
    if (labelsPerStep === undefined || labelsPerStep >= n) return;
    const order = this.#order;
    for (let label = 0; label < n; label++) order[label] = label;
    const key = (label: number): number => (this.#isSkipped[label] ? -Infinity : outputs[from + label]!);
    order.sort((a, b) => (key(b) === key(a) ? a - b : key(b) > key(a) ? 1 : -1));
    for (let i = labelsPerStep; i < n; i++) scores[order[i]!] = -Infinity;
  }

  /** Score of a key that goes on for another frame: neither a new letter nor a new choice of the label. */
  repeatScore(outputs: Float64Array, label: number): number {
    const { priors } = this.#settings;
    if (this.#isSkipped[label]) return -Infinity;
    return outputs[label]! - (priors === undefined ? 0 : priors.weight * Math.log(priors.probabilities[label]!));
  }

  /** Fills `letterScores` and `nextStates` for a language state; a backspace scores 0 there. */
  scoreLetters(state: number): void {
    const { model } = this;
    if (model === undefined) return;
    const scores = this.#scores;
    const states = this.#states;
    model.scoreLetters(state, scores, states);
    const { slip = 0 } = this.#settings;
    const floor = slip / model.letters.length;
    for (let label = 0; label < this.nLabels; label++) {
      const symbol = this.#symbols[label]!;
      if (symbol < 0) continue;
      const score = scores[symbol]!;
      this.letterScores[label] = this.#factor * (slip === 0 ? score : Math.log10((1 - slip) * 10 ** score + floor));
      this.nextStates[label] = states[symbol]!;
    }
  }
}
