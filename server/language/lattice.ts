import type { LabelScorer } from './label-scorer.js';

/**
 * The texts that a beam search still thinks possible: a lattice of slots, one frame of them per step, with arcs from frame
 * to frame. It is what per-key and CTC search have in common.
 *
 * A slot stands for all texts that have the same future: they end in the same language state and have the same number of
 * keys. It has two halves, as CTC's prefixes have: ended in a blank, ended in the last key; per-key search uses only the
 * second. A half's mass is the sum of its texts' probabilities, so that the marginal of each key is exact over all that the
 * beam kept; of the texts it names the one that leads.
 *
 * Everything in the state is plain data.
 */
export interface LatticeState {
  /** Steps taken since the start. */
  nSteps: number;
  /** Labels that are final. */
  committed: number[];
  /** The last is after `nSteps` steps; in the first, no slot has more keys than are committed. */
  frames: Frame[];
  texts: Texts;
}

export interface Frame {
  /** s, as the caller said. */
  readonly time: number;
  /** Of every half of a slot (2 × slot + half): its leading text, what all its texts weigh, and what the leading one does. */
  readonly texts: Int32Array;
  readonly masses: Float64Array;
  readonly leads: Float64Array;
  /** Masses were divided by e to this in all; in this frame by `scale`, and weights by e to `offset`. */
  logScale: number;
  scale: number;
  readonly offset: number;
  /** Arcs from halves of the frame before to halves of this one, by slot; the label is −1 where they add no key. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly labels: Int16Array;
  readonly weights: Float64Array;
}

/** A tree of the keys typed. Number 0 is no key. */
export interface Texts {
  n: number;
  parents: Int32Array;
  labels: Int16Array;
  /** How many keys. */
  lengths: Int32Array;
  states: Int32Array;
  /** The text without its last letter: what a backspace leads back to. */
  erased: Int32Array;
  firstChildren: Int32Array;
  siblings: Int32Array;
  /** How many there were after those that nothing stands for were last taken out. */
  nKept: number;
}

/** Marginals of the keys after the committed ones. */
export interface Marginals {
  /** Probability by key and label, `[nKeys × nLabels]`; a row's sum is the probability that there is such a key. */
  readonly probabilities: Float64Array;
  readonly nKeys: number;
  /** By frame, the probability that there were more keys in it than are committed. */
  readonly presences: Float64Array;
}

export interface Hypothesis {
  readonly labels: number[];
  /** ln of the text's score, its alignments added up. */
  readonly score: number;
  /** Share of the beam's texts that have the same future. */
  readonly share: number;
}

export const BLANK_HALF = 0;
export const KEY_HALF = 1;
const ROOT = 0;
const NONE = -1;
const SPARE_TEXTS = 512;

export class Lattice {
  readonly scorer: LabelScorer;

  constructor(scorer: LabelScorer) {
    this.scorer = scorer;
  }

  /** @param half in which nothing yet lies */
  start(half: number, time: number): LatticeState {
    const masses = new Float64Array(2);
    masses[half] = 1;
    const texts = emptyTexts(SPARE_TEXTS);
    texts.states[ROOT] = this.scorer.begin;
    texts.labels[ROOT] = NONE;
    return {
      nSteps: 0,
      committed: [],
      frames: [
        {
          time,
          texts: new Int32Array(2),
          masses,
          leads: masses.slice(),
          logScale: 0,
          scale: 1,
          offset: 0,
          from: new Int32Array(0),
          to: new Int32Array(0),
          labels: new Int16Array(0),
          weights: new Float64Array(0),
        },
      ],
      texts,
    };
  }

  last(state: LatticeState): Frame {
    return state.frames[state.frames.length - 1]!;
  }

  /** The text that a key makes of another; the same one whenever it is asked for. */
  extend(texts: Texts, text: number, label: number): number {
    for (let child = texts.firstChildren[text]!; child !== NONE; child = texts.siblings[child]!) {
      if (texts.labels[child] === label) return child;
    }
    if (texts.n === texts.parents.length) growTexts(texts);
    const added = texts.n++;
    texts.parents[added] = text;
    texts.labels[added] = label;
    texts.lengths[added] = texts.lengths[text]! + 1;
    texts.firstChildren[added] = NONE;
    texts.siblings[added] = texts.firstChildren[text]!;
    texts.firstChildren[text] = added;
    if (label === this.scorer.backspaceLabel) {
      const left = texts.erased[text]!;
      texts.states[added] = texts.states[left]!;
      texts.erased[added] = texts.erased[left]!;
    } else {
      texts.states[added] = this.scorer.next(texts.states[text]!, label);
      texts.erased[added] = text;
    }
    return added;
  }

  /** Adds a frame whose arcs are known; its masses follow from them. */
  append(state: LatticeState, frame: Frame): void {
    state.frames.push(frame);
    state.nSteps++;
    this.#sum(state, state.frames.length - 1);
  }

  /** Masses and leading texts of a frame from those of the frame before. */
  #sum(state: LatticeState, index: number): void {
    const frame = state.frames[index]!;
    const before = state.frames[index - 1]!;
    const { from, to, labels, weights, masses, leads, texts } = frame;
    const nArcs = from.length;
    masses.fill(0);
    leads.fill(0);
    // Texts that meet in the half; mostly one or two.
    const met: number[] = [];
    const metLeads: number[] = [];
    let arc = 0;
    while (arc < nArcs) {
      const half = to[arc]!;
      met.length = 0;
      metLeads.length = 0;
      for (; arc < nArcs && to[arc] === half; arc++) {
        const weight = weights[arc]!;
        const origin = from[arc]!;
        if (weight === 0 || before.masses[origin] === 0) continue;
        masses[half]! += before.masses[origin]! * weight;
        const label = labels[arc]!;
        const text = label === NONE ? before.texts[origin]! : this.extend(state.texts, before.texts[origin]!, label);
        const i = met.indexOf(text);
        if (i >= 0) metLeads[i]! += before.leads[origin]! * weight;
        else metLeads[met.push(text) - 1] = before.leads[origin]! * weight;
      }
      for (let i = 0; i < met.length; i++) {
        if (i > 0 && metLeads[i]! <= leads[half]!) continue;
        texts[half] = met[i]!;
        leads[half] = metLeads[i]!;
      }
    }
    let scale = 0;
    for (let half = 0; half < masses.length; half++) if (masses[half]! > scale) scale = masses[half]!;
    if (scale === 0) throw new RangeError('no text is left: every label of a step has the score −∞');
    for (let half = 0; half < masses.length; half++) {
      masses[half]! /= scale;
      leads[half]! /= scale;
    }
    frame.scale = scale;
    frame.logScale = before.logScale + frame.offset + Math.log(scale);
  }

  /** What is known of the keys after the committed ones, given all steps. */
  marginals(state: LatticeState): Marginals {
    const { frames, texts } = state;
    const { nLabels } = this.scorer;
    const nCommitted = state.committed.length;
    const last = this.last(state);
    let nKeys = 0;
    let total = 0;
    for (let half = 0; half < last.masses.length; half++) {
      total += last.masses[half]!;
      if (last.masses[half]! > 0) nKeys = Math.max(nKeys, texts.lengths[last.texts[half]!]! - nCommitted);
    }
    const probabilities = new Float64Array(nKeys * nLabels);
    const presences = new Float64Array(frames.length);
    let posteriors = new Float64Array(last.masses.length);
    for (let half = 0; half < posteriors.length; half++) posteriors[half] = last.masses[half]! / total;
    for (let index = frames.length - 1; ; index--) {
      const frame = frames[index]!;
      for (let half = 0; half < posteriors.length; half++) {
        const posterior = posteriors[half]!;
        if (posterior === 0) continue;
        if (texts.lengths[frame.texts[half]!]! > nCommitted) presences[index]! += posterior;
        // From here on what an arc adds for each unit of mass.
        posteriors[half] = posterior / (frame.masses[half]! * frame.scale);
      }
      if (index === 0) break;
      const before = frames[index - 1]!;
      const earlier = new Float64Array(before.masses.length);
      const { from, to, labels, weights } = frame;
      for (let arc = 0; arc < from.length; arc++) {
        const origin = from[arc]!;
        const share = posteriors[to[arc]!]! * before.masses[origin]! * weights[arc]!;
        if (share === 0) continue;
        earlier[origin]! += share;
        const label = labels[arc]!;
        if (label === NONE) continue;
        const key = texts.lengths[before.texts[origin]!]! - nCommitted;
        if (key >= 0) probabilities[key * nLabels + label]! += share;
      }
      posteriors = earlier;
    }
    return { probabilities, nKeys, presences };
  }

  /** The leading texts of the last frame's slots, highest score first; of equal ones the first. */
  hypotheses(state: LatticeState, n: number): Hypothesis[] {
    const frame = this.last(state);
    const total = frame.masses.reduce((sum, mass) => sum + mass, 0);
    const found = new Map<number, { lead: number; mass: number }>();
    for (const [half, text] of frame.texts.entries()) {
      if (frame.leads[half] === 0) continue;
      const { lead, mass } = found.get(text) ?? { lead: 0, mass: 0 };
      found.set(text, { lead: lead + frame.leads[half]!, mass: mass + frame.masses[half]! });
    }
    return [...found]
      .sort(([, a], [, b]) => b.lead - a.lead)
      .slice(0, n)
      .map(([text, { lead, mass }]) => ({
        labels: labelsOf(state.texts, text),
        score: Math.log(lead) + frame.logScale,
        share: mass / total,
      }));
  }

  /** Counts the end of the sentence, in a last frame of its own. @throws {RangeError} when no text can end here */
  finish(state: LatticeState): void {
    const before = this.last(state);
    const nHalves = before.texts.length;
    const halves = Int32Array.from({ length: nHalves }, (_, half) => half);
    state.frames.push({
      time: before.time,
      texts: before.texts.slice(),
      masses: new Float64Array(nHalves),
      leads: new Float64Array(nHalves),
      logScale: 0,
      scale: 1,
      offset: 0,
      from: halves,
      to: halves,
      labels: new Int16Array(nHalves).fill(NONE),
      weights: Float64Array.from(before.texts, (text) => Math.exp(this.scorer.endScore(state.texts.states[text]!))),
    });
    this.#sum(state, state.frames.length - 1);
  }

  /**
   * Makes a label the key after the committed ones, for good: texts that have another there are gone, now and later.
   * @throws {RangeError} when no text has it there
   */
  commit(state: LatticeState, label: number): void {
    const length = state.committed.length + 1;
    state.committed.push(label);
    this.#drop(state, (frame, arc) => frame.labels[arc] !== label && lengthAfter(state, frame, arc) === length);
    this.trim(state);
  }

  /** Drops the texts that have more keys than are committed already in frame `index`. */
  commitAbsence(state: LatticeState, index: number): void {
    const most = state.committed.length;
    const frames = new Set(state.frames.slice(1, index + 1));
    this.#drop(state, (frame, arc) => frames.has(frame) && lengthAfter(state, frame, arc) > most);
    this.trim(state);
  }

  #drop(state: LatticeState, isDropped: (frame: Frame, arc: number) => boolean): void {
    let changed = state.frames.length;
    for (let index = 1; index < state.frames.length; index++) {
      const frame = state.frames[index]!;
      for (let arc = 0; arc < frame.from.length; arc++) {
        if (frame.labels[arc] === NONE || frame.weights[arc] === 0 || !isDropped(frame, arc)) continue;
        frame.weights[arc] = 0;
        changed = Math.min(changed, index);
      }
    }
    for (let index = changed; index < state.frames.length; index++) this.#sum(state, index);
  }

  /** Takes out frames before the last one in which only committed keys are, and texts that nothing stands for. */
  trim(state: LatticeState): void {
    const { frames, texts } = state;
    const nCommitted = state.committed.length;
    // Halves that something of the last frame comes from.
    let first = frames.length - 1;
    let alive = Uint8Array.from(frames[first]!.masses, (mass) => (mass > 0 ? 1 : 0));
    const hasMore = (): boolean => {
      const { texts: leading } = frames[first]!;
      for (let half = 0; half < alive.length; half++) {
        if (alive[half] && texts.lengths[leading[half]!]! > nCommitted) return true;
      }
      return false;
    };
    while (first > 0 && hasMore()) {
      const { from, to, weights } = frames[first--]!;
      const { masses } = frames[first]!;
      const earlier = new Uint8Array(masses.length);
      for (let arc = 0; arc < from.length; arc++) {
        if (alive[to[arc]!] && weights[arc]! > 0 && masses[from[arc]!]! > 0) earlier[from[arc]!] = 1;
      }
      alive = earlier;
    }
    if (first > 0) {
      const frame = frames[first]!;
      for (let half = 0; half < frame.masses.length; half++) {
        if (alive[half]) continue;
        frame.masses[half] = 0;
        frame.leads[half] = 0;
      }
      frames.splice(0, first, {
        ...frame,
        from: new Int32Array(0),
        to: new Int32Array(0),
        labels: new Int16Array(0),
        weights: new Float64Array(0),
      });
      frames.splice(1, 1);
    }
    if (texts.n > 2 * texts.nKept + SPARE_TEXTS) state.texts = keptTexts(state);
  }
}

function lengthAfter(state: LatticeState, frame: Frame, arc: number): number {
  return state.texts.lengths[frame.texts[frame.to[arc]!]!]!;
}

function labelsOf(texts: Texts, text: number): number[] {
  const labels = new Array<number>(texts.lengths[text]!);
  for (let at = text; at !== ROOT; at = texts.parents[at]!) labels[texts.lengths[at]! - 1] = texts.labels[at]!;
  return labels;
}

function emptyTexts(length: number): Texts {
  return {
    n: 1,
    parents: new Int32Array(length),
    labels: new Int16Array(length),
    lengths: new Int32Array(length),
    states: new Int32Array(length),
    erased: new Int32Array(length),
    firstChildren: new Int32Array(length).fill(NONE),
    siblings: new Int32Array(length).fill(NONE),
    nKept: 1,
  };
}

const COLUMNS = ['parents', 'labels', 'lengths', 'states', 'erased', 'firstChildren', 'siblings'] as const;

function growTexts(texts: Texts): void {
  const larger = emptyTexts(2 * texts.parents.length);
  for (const column of COLUMNS) larger[column].set(texts[column]);
  Object.assign(texts, larger, { n: texts.n, nKept: texts.nKept });
}

/** Only the texts that a slot leads with and what they begin with; slots are given the new numbers. */
function keptTexts(state: LatticeState): Texts {
  const old = state.texts;
  const numbers = new Int32Array(old.n).fill(NONE);
  numbers[ROOT] = ROOT;
  for (const frame of state.frames) {
    for (const text of frame.texts) {
      for (let at = text; numbers[at] === NONE; at = old.parents[at]!) numbers[at] = ROOT;
    }
  }
  let n = 1;
  for (let text = 1; text < old.n; text++) if (numbers[text] === ROOT) numbers[text] = n++;
  const kept = emptyTexts(n + SPARE_TEXTS);
  kept.n = n;
  kept.nKept = n;
  for (let text = 0; text < old.n; text++) {
    const number = numbers[text]!;
    if (number === NONE) continue;
    kept.labels[number] = old.labels[text]!;
    kept.lengths[number] = old.lengths[text]!;
    kept.states[number] = old.states[text]!;
    // What a text begins with has a lower number, so both are kept.
    kept.parents[number] = numbers[old.parents[text]!]!;
    kept.erased[number] = numbers[old.erased[text]!]!;
    if (text === ROOT) continue;
    kept.siblings[number] = kept.firstChildren[kept.parents[number]]!;
    kept.firstChildren[kept.parents[number]] = number;
  }
  for (const frame of state.frames)
    for (const [slot, text] of frame.texts.entries()) frame.texts[slot] = numbers[text]!;
  return kept;
}
