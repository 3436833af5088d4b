import type { Frame, LatticeState } from './lattice.js';

/** How wide a search is. */
export interface BeamSettings {
  /** Most slots that are kept at a step; Infinity keeps all. */
  readonly beam: number;
  /** Texts so much worse than the best are dropped, nats; by default 16. */
  readonly margin?: number;
  /**
   * What shares a slot: texts with the same future (`state`: the same language state and number of keys), which loses
   * nothing, or equal keys only (`text`), as in searches without recombination.
   */
  readonly recombine?: 'state' | 'text';
  /**
   * With a backspace among the labels: for how many backspaces in a row the future has to be the same. One more than that
   * may lead to the state of another text of the slot. By default 3.
   */
  readonly erasures?: number;
}

const DEFAULT_MARGIN = 16;
const DEFAULT_ERASURES = 3;
const NONE = -1;

export interface BeamLimits {
  readonly beam: number;
  readonly margin: number;
  readonly recombine: 'state' | 'text';
  readonly erasures: number;
}

/** @throws {RangeError} on a beam that cannot be */
export function beamLimits(settings: BeamSettings, hasBackspace: boolean): BeamLimits {
  const { beam, margin = DEFAULT_MARGIN, recombine = 'state', erasures = DEFAULT_ERASURES } = settings;
  if (!(beam >= 1)) throw new RangeError(`beam: expected 1 or more, found ${beam}`);
  if (!(margin > 0)) throw new RangeError(`margin: expected above 0, found ${margin}`);
  if (!Number.isInteger(erasures) || erasures < 0)
    throw new RangeError(`erasures: expected 0 or more, found ${erasures}`);
  return { beam, margin, recombine, erasures: hasBackspace ? erasures : 0 };
}

/** Gathers what a step may lead to, and makes the best of it a frame. Scratch memory: nothing outlives a step. */
export class Candidates {
  readonly #limits: BeamLimits;
  readonly #backspaceLabel: number;
  /** Whether texts of one slot end in the same key, as CTC needs it. */
  readonly #keepsLast: boolean;
  /** Numbers by which slots are told apart. */
  readonly #width: number;
  #n = 0;
  #best = -Infinity;
  #from = new Int32Array(1024);
  #halves = new Uint8Array(1024);
  #labels = new Int16Array(1024);
  #nextStates = new Int32Array(1024);
  #scores = new Float64Array(1024);
  #groups = new Int32Array(1024);
  #nGroups = 0;
  #keys = new Int32Array(1024);
  #masses = new Float64Array(256);
  #table = new Int32Array(1024);
  readonly #key: Int32Array;

  constructor(limits: BeamLimits, backspaceLabel: number, keepsLast: boolean) {
    this.#limits = limits;
    this.#backspaceLabel = backspaceLabel;
    this.#keepsLast = keepsLast;
    this.#width = limits.recombine === 'text' ? 2 : 3 + limits.erasures;
    this.#key = new Int32Array(this.#width);
  }

  clear(): void {
    this.#n = 0;
    this.#best = -Infinity;
  }

  /** Whether a score is worth adding. */
  reaches(score: number): boolean {
    return score >= this.#best - this.#limits.margin && score > -Infinity;
  }

  /**
   * @param from       half of the last frame that it comes from
   * @param half       of the new slot
   * @param label      the key it adds, −1 for none
   * @param nextState  the language state after it; of no account for a backspace and where no key is added
   * @param score      ln, that of `from` included
   */
  add(from: number, half: number, label: number, nextState: number, score: number): void {
    if (!this.reaches(score)) return;
    if (score > this.#best) this.#best = score;
    if (this.#n === this.#from.length) this.#grow();
    const i = this.#n++;
    this.#from[i] = from;
    this.#halves[i] = half;
    this.#labels[i] = label;
    this.#nextStates[i] = nextState;
    this.#scores[i] = score;
  }

  /**
   * The frame that the best candidates make; its masses are not yet summed.
   * @throws {RangeError} when there is no candidate
   */
  frame(state: LatticeState, time: number): Frame {
    if (this.#n === 0) throw new RangeError('no text is left: every label of a step has the score −∞');
    const before = state.frames[state.frames.length - 1]!;
    this.#group(state, before);
    const slots = this.#chosen();
    const slotOf = new Int32Array(this.#nGroups).fill(NONE);
    for (const [slot, group] of slots.entries()) slotOf[group] = slot;
    const starts = new Int32Array(2 * slots.length + 1);
    for (let i = 0; i < this.#n; i++) {
      const group = this.#groups[i]!;
      if (group !== NONE && slotOf[group] !== NONE) starts[2 * slotOf[group]! + this.#halves[i]! + 1]! += 1;
    }
    for (let half = 0; half < 2 * slots.length; half++) starts[half + 1]! += starts[half]!;
    const nArcs = starts[2 * slots.length]!;
    const from = new Int32Array(nArcs);
    const to = new Int32Array(nArcs);
    const labels = new Int16Array(nArcs);
    const weights = new Float64Array(nArcs);
    for (let i = 0; i < this.#n; i++) {
      const group = this.#groups[i]!;
      if (group === NONE || slotOf[group] === NONE) continue;
      const half = 2 * slotOf[group]! + this.#halves[i]!;
      const arc = starts[half]!++;
      from[arc] = this.#from[i]!;
      to[arc] = half;
      labels[arc] = this.#labels[i]!;
      weights[arc] = Math.exp(this.#scores[i]! - this.#best) / before.masses[this.#from[i]!]!;
    }
    return {
      time,
      texts: new Int32Array(2 * slots.length),
      masses: new Float64Array(2 * slots.length),
      leads: new Float64Array(2 * slots.length),
      logScale: 0,
      scale: 1,
      offset: this.#best,
      from,
      to,
      labels,
      weights,
    };
  }

  /** Puts candidates with the same future together. */
  #group(state: LatticeState, before: Frame): void {
    const floor = this.#best - this.#limits.margin;
    while (this.#table.length < 2 * this.#n) this.#table = new Int32Array(2 * this.#table.length);
    this.#table.fill(0);
    this.#nGroups = 0;
    for (let i = 0; i < this.#n; i++) {
      if (this.#scores[i]! < floor) {
        this.#groups[i] = NONE;
        continue;
      }
      this.#makeKey(state, before.texts[this.#from[i]!]!, this.#labels[i]!, this.#nextStates[i]!);
      const group = this.#find();
      this.#groups[i] = group;
      this.#masses[group]! += Math.exp(this.#scores[i]! - this.#best);
    }
  }

  #makeKey(state: LatticeState, text: number, label: number, nextState: number): void {
    const key = this.#key;
    const { parents, labels, lengths, states, erased } = state.texts;
    if (this.#limits.recombine === 'text') {
      key[0] = label === NONE ? parents[text]! : text;
      key[1] = label === NONE ? labels[text]! : label;
      return;
    }
    key[0] = lengths[text]! + (label === NONE ? 0 : 1);
    key[1] = this.#keepsLast ? (label === NONE ? labels[text]! : label) : 0;
    let left = text;
    let i = 2;
    if (label === this.#backspaceLabel && label !== NONE) left = erased[text]!;
    else if (label !== NONE) key[i++] = nextState;
    for (; i < this.#width; i++, left = erased[left]!) key[i] = states[left]!;
  }

  /** @returns the group of the key */
  #find(): number {
    const key = this.#key;
    const width = this.#width;
    const mask = this.#table.length - 1;
    let hash = 0;
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ key[i]!, 0x9e3779b1) ^ (hash >>> 13);
    let place = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const group = this.#table[place]! - 1;
      if (group < 0) break;
      let i = 0;
      while (i < width && this.#keys[group * width + i] === key[i]) i++;
      if (i === width) return group;
      place = (place + 1) & mask;
    }
    const group = this.#nGroups++;
    if (group === this.#masses.length) this.#masses = grown(this.#masses, Float64Array);
    if ((group + 1) * width > this.#keys.length) this.#keys = grown(this.#keys, Int32Array);
    this.#keys.set(key, group * width);
    this.#masses[group] = 0;
    this.#table[place] = group + 1;
    return group;
  }

  /** The groups with the highest masses, highest first; of equal ones the first. */
  #chosen(): number[] {
    const masses = this.#masses;
    const most = Math.min(this.#limits.beam, this.#nGroups);
    const isWorse = (a: number, b: number): boolean => masses[a]! < masses[b]! || (masses[a]! === masses[b]! && a > b);
    // A heap whose top is the worst that is kept.
    const heap: number[] = [];
    for (let group = 0; group < this.#nGroups; group++) {
      if (heap.length < most) {
        let child = heap.push(group) - 1;
        while (child > 0) {
          const parent = (child - 1) >> 1;
          if (!isWorse(heap[child]!, heap[parent]!)) break;
          [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
          child = parent;
        }
      } else if (isWorse(heap[0]!, group)) {
        heap[0] = group;
        let parent = 0;
        for (;;) {
          let worst = parent;
          for (const child of [2 * parent + 1, 2 * parent + 2]) {
            if (child < most && isWorse(heap[child]!, heap[worst]!)) worst = child;
          }
          if (worst === parent) break;
          [heap[worst], heap[parent]] = [heap[parent]!, heap[worst]!];
          parent = worst;
        }
      }
    }
    return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1));
  }

  #grow(): void {
    this.#from = grown(this.#from, Int32Array);
    this.#halves = grown(this.#halves, Uint8Array);
    this.#labels = grown(this.#labels, Int16Array);
    this.#nextStates = grown(this.#nextStates, Int32Array);
    this.#scores = grown(this.#scores, Float64Array);
    this.#groups = grown(this.#groups, Int32Array);
  }
}

function grown<T extends Int32Array | Uint8Array | Int16Array | Float64Array>(old: T, Type: new (n: number) => T): T {
  const larger = new Type(2 * old.length);
  larger.set(old);
  return larger;
}
