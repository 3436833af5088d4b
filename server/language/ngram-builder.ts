/**
 * An n-gram language model of letters, counted on a text: interpolated modified Kneser-Ney.
 *
 * S. F. Chen and J. Goodman, "An empirical study of smoothing techniques for language modeling", Computer Speech and
 * Language 13 (1999) 359–394, equations 18–23; pruned n-grams give their mass to the back-off, as in K. Heafield et al.,
 * "Scalable modified Kneser-Ney language model estimation" (ACL 2013).
 */

export interface NgramBuilderSettings {
  /** Longest n-gram, 1–10. */
  readonly order: number;
  /** What the model is of, each one character; a space is written `&` in the file. */
  readonly letters: readonly string[];
  /** Least count of an n-gram that is kept, by order, first the 1-grams; the last holds for the orders after it. */
  readonly minCounts?: readonly number[];
  /** Digits after the decimal point. */
  readonly digits?: number;
}

/** Lines of a text in the letters of a model: lower case, accents and apostrophes gone, all else a space. */
export function plainText(line: string, letters: readonly string[]): string {
  const known = new Set(letters);
  let text = '';
  for (const letter of line.normalize('NFD').toLowerCase()) {
    if (known.has(letter)) text += letter;
    else if (/\d/.test(letter) && known.has('9')) text += '9';
    else if (!/[\p{M}'’]/u.test(letter)) text += ' ';
  }
  return text.replace(/ +/g, ' ').trim();
}

const ROOT = 0;
const MAX_ORDER = 10;
const MAX_LETTERS = 250;
const DEFAULT_DIGITS = 7;
/** What ARPA files give a word that is never predicted. */
const NEVER = -99;
/** Discounts where there is too little to estimate them, as lmplz falls back to. */
const FALLBACK_DISCOUNTS = [0, 0.5, 1, 1.5] as const;
const BEGIN = '<s>';
const END = '</s>';
const UNKNOWN = '<unk>';

/** Counts sentences and writes the model. */
export class NgramBuilder {
  readonly #settings: NgramBuilderSettings;
  readonly #symbols: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #begin: number;
  readonly #end: number;
  readonly #trie = new CountTrie();

  /** @throws {RangeError} on an order or letters that cannot be */
  constructor(settings: NgramBuilderSettings) {
    const { order, letters, minCounts = [] } = settings;
    if (!Number.isInteger(order) || order < 1 || order > MAX_ORDER)
      throw new RangeError(`expected an order of 1 to ${MAX_ORDER}, found ${order}`);
    if (letters.length === 0 || letters.length > MAX_LETTERS)
      throw new RangeError(`expected 1 to ${MAX_LETTERS} letters, found ${letters.length}`);
    for (const letter of letters) {
      if ([...letter].length !== 1 || letter === '&' || (/\s/.test(letter) && letter !== ' '))
        throw new RangeError(
          `a letter is one character and neither & nor white space, found ${JSON.stringify(letter)}`,
        );
    }
    if (new Set(letters).size !== letters.length) throw new RangeError('a letter is listed twice');
    if (minCounts.some((count, i) => !(count >= 1) || count < (minCounts[i - 1] ?? 1)))
      throw new RangeError('least counts are 1 or more and never fall from one order to the next');
    this.#settings = settings;
    this.#symbols = [...letters, END, BEGIN, UNKNOWN];
    this.#ids = new Map(letters.map((letter, id) => [letter, id]));
    this.#end = letters.length;
    this.#begin = letters.length + 1;
  }

  /**
   * Counts one sentence, begin and end included; empty ones do not count.
   * @throws {RangeError} on a letter that the model does not have
   */
  add(sentence: string): void {
    if (sentence === '') return;
    const symbols = [this.#begin];
    for (const letter of sentence) {
      const id = this.#ids.get(letter);
      if (id === undefined) throw new RangeError(`${JSON.stringify(letter)} is not a letter of the model`);
      symbols.push(id);
    }
    symbols.push(this.#end);
    const { order } = this.#settings;
    for (let start = 0; start < symbols.length; start++) {
      let node = ROOT;
      const stop = Math.min(start + order, symbols.length);
      for (let i = start; i < stop; i++) node = this.#trie.count(node, symbols[i]!);
    }
  }

  /**
   * The model as the lines of an ARPA file, without their line ends.
   * @throws {RangeError} when nothing was counted
   */
  *arpa(): Generator<string> {
    const trie = this.#trie;
    if (trie.nNodes === 1) throw new RangeError('there is no sentence to count');
    const { minCounts = [1], digits = DEFAULT_DIGITS } = this.#settings;
    const levels = this.#levels(minCounts);
    yield '\\data\\';
    for (const [k, { kept }] of levels.entries())
      yield `ngram ${k + 1}=${kept.length + (k === 0 ? this.#nUnseen() : 0)}`;
    let lower = new Float64Array(trie.nNodes);
    const vocabulary = this.#symbols.length - 1;
    for (const [k, level] of levels.entries()) {
      const { kept, counts, totals, discounts } = level;
      const probabilities = new Float64Array(trie.nNodes);
      const gammas = new Float64Array(trie.nNodes).fill(1);
      // What the discounts and the pruned n-grams leave.
      for (const node of kept) {
        if (this.#isBegin(node)) continue;
        const parent = trie.parents[node]!;
        const count = counts[node]!;
        gammas[parent]! -= (count - discounts[Math.min(count, 3)]!) / totals[parent]!;
      }
      if (k > 0) yield* this.#section(levels[k - 1]!.kept, k, lower, gammas, totals, digits);
      for (const node of kept) {
        if (this.#isBegin(node)) continue;
        const parent = trie.parents[node]!;
        const count = counts[node]!;
        const below = k === 0 ? 1 / vocabulary : lower[trie.suffixes[node]!]!;
        const own = (count - discounts[Math.min(count, 3)]!) / totals[parent]!;
        probabilities[node] = own + gammas[parent]! * below;
      }
      if (k === 0) this.#unseen = gammas[ROOT]! / vocabulary;
      lower = probabilities;
      if (k === levels.length - 1) yield* this.#section(kept, k + 1, lower, undefined, totals, digits);
    }
    yield '';
    yield '\\end\\';
  }

  /** Probability of a letter that the text does not have. */
  #unseen = 0;

  #isBegin(node: number): boolean {
    return this.#trie.parents[node] === ROOT && this.#trie.symbols[node] === this.#begin;
  }

  #seen(): Set<number> {
    const seen = new Set<number>();
    for (const node of this.#trie.nodesOf(1)) seen.add(this.#trie.symbols[node]!);
    return seen;
  }

  #nUnseen(): number {
    return this.#symbols.length - this.#seen().size;
  }

  *#section(
    kept: readonly number[],
    k: number,
    probabilities: Float64Array,
    gammas: Float64Array | undefined,
    totals: Float64Array,
    digits: number,
  ): Generator<string> {
    yield '';
    yield `\\${k}-grams:`;
    const trie = this.#trie;
    const log = (value: number): string => shortened(Math.log10(value).toFixed(digits));
    for (const node of kept) {
      const probability = this.#isBegin(node) ? String(NEVER) : log(probabilities[node]!);
      // A context that nothing follows, as the end of a sentence, backs off with weight 1 and needs none.
      const backOff = gammas !== undefined && totals[node]! > 0 ? `\t${log(gammas[node]!)}` : '';
      yield `${probability}\t${this.#words(trie.path(node))}${backOff}`;
    }
    if (k > 1) return;
    const seen = this.#seen();
    for (let symbol = 0; symbol < this.#symbols.length; symbol++) {
      if (!seen.has(symbol)) yield `${log(this.#unseen)}\t${this.#words([symbol])}`;
    }
  }

  #words(path: readonly number[]): string {
    return path.map((symbol) => (this.#symbols[symbol] === ' ' ? '&' : this.#symbols[symbol])).join(' ');
  }

  /** Adjusted counts, their sums by context, discounts, and the n-grams that are kept, by order. */
  #levels(minCounts: readonly number[]): Level[] {
    const trie = this.#trie;
    trie.link();
    const { order } = this.#settings;
    const levels: Level[] = [];
    const continuations = new Float64Array(trie.nNodes);
    for (let node = 1; node < trie.nNodes; node++) {
      const suffix = trie.suffixes[node]!;
      if (suffix !== ROOT) continuations[suffix]! += 1;
    }
    for (let k = 1; k <= order; k++) {
      const nodes = trie.nodesOf(k);
      if (nodes.length === 0) break;
      const counts = k === order ? trie.counts : Float64Array.from(continuations);
      const totals = new Float64Array(trie.nNodes);
      const least = minCounts[Math.min(k, minCounts.length) - 1] ?? 1;
      const kept: number[] = [];
      const ofCounts = [0, 0, 0, 0, 0];
      for (const node of nodes) {
        // Nothing comes before the begin of a sentence, so n-grams that start there keep their own counts.
        if (k < order && trie.firsts[node] === this.#begin) counts[node] = trie.counts[node]!;
        if (k === 1 || trie.counts[node]! >= least) kept.push(node);
        if (this.#isBegin(node)) continue;
        totals[trie.parents[node]!]! += counts[node]!;
        if (counts[node]! <= 4) ofCounts[counts[node]!]! += 1;
      }
      levels.push({ kept, counts, totals, discounts: discountsOf(ofCounts) });
    }
    while (levels.at(-1)!.kept.length === 0) levels.pop();
    return levels;
  }
}

interface Level {
  readonly kept: readonly number[];
  /** Adjusted, by node. */
  readonly counts: Float64Array;
  /** Sums of the counts of what follows, by node. */
  readonly totals: Float64Array;
  /** Of the counts 0, 1, 2, and 3 and more. */
  readonly discounts: readonly number[];
}

/** Chen and Goodman's equation 26, from how many n-grams have a count of 1, 2, 3 and 4. */
function discountsOf(ofCounts: readonly number[]): readonly number[] {
  const [, n1 = 0, n2 = 0, n3 = 0, n4 = 0] = ofCounts;
  if (n1 === 0 || n2 === 0 || n3 === 0) return FALLBACK_DISCOUNTS;
  const y = n1 / (n1 + 2 * n2);
  const discounts = [0, 1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3];
  const isUsable = discounts.every((discount, count) => count === 0 || (discount > 0 && discount < count));
  return isUsable ? discounts : FALLBACK_DISCOUNTS;
}

/** A decimal number without zeros at its end. */
function shortened(text: string): string {
  const short = text.replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}

/** All n-grams of a text with their counts. Node 0 is the empty one. */
class CountTrie {
  nNodes = 1;
  parents = new Int32Array(1 << 12);
  symbols = new Uint8Array(1 << 12);
  counts = new Float64Array(1 << 12);
  #depths = new Uint8Array(1 << 12);
  /** Node of the n-gram without its first symbol, and that symbol; set by `link`. */
  suffixes = new Int32Array(0);
  firsts = new Uint8Array(0);
  /** Node by hash, 0 where there is none. */
  #table = new Int32Array(1 << 14);

  /** @returns the node of `parent` followed by `symbol`, counted once more */
  count(parent: number, symbol: number): number {
    let slot = this.#slot(parent, symbol);
    let node = this.#table[slot]!;
    if (node === 0) {
      if (this.nNodes === this.parents.length) this.#growNodes();
      if (2 * this.nNodes > this.#table.length) {
        this.#growTable();
        slot = this.#slot(parent, symbol);
      }
      node = this.nNodes++;
      this.parents[node] = parent;
      this.symbols[node] = symbol;
      this.#depths[node] = this.#depths[parent]! + 1;
      this.#table[slot] = node;
    }
    this.counts[node]! += 1;
    return node;
  }

  /** Finds the suffix of every node; parents come before their children. */
  link(): void {
    this.suffixes = new Int32Array(this.nNodes);
    this.firsts = new Uint8Array(this.nNodes);
    for (let node = 1; node < this.nNodes; node++) {
      const parent = this.parents[node]!;
      const symbol = this.symbols[node]!;
      this.firsts[node] = parent === ROOT ? symbol : this.firsts[parent]!;
      if (parent !== ROOT) this.suffixes[node] = this.#table[this.#slot(this.suffixes[parent]!, symbol)]!;
    }
  }

  /** The nodes of an order, sorted by context and symbol. */
  nodesOf(order: number): number[] {
    const nodes: number[] = [];
    for (let node = 1; node < this.nNodes; node++) if (this.#depths[node] === order) nodes.push(node);
    const paths = new Map(nodes.map((node) => [node, String.fromCharCode(...this.path(node))]));
    return nodes.sort((a, b) => (paths.get(a)! < paths.get(b)! ? -1 : 1));
  }

  path(node: number): number[] {
    const path: number[] = [];
    for (let n = node; n !== ROOT; n = this.parents[n]!) path.unshift(this.symbols[n]!);
    return path;
  }

  #slot(parent: number, symbol: number): number {
    const mask = this.#table.length - 1;
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(symbol + 1, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const node = this.#table[slot]!;
      if (node === 0 || (this.parents[node] === parent && this.symbols[node] === symbol)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #growNodes(): void {
    const length = 2 * this.parents.length;
    const grown = <T extends Int32Array | Uint8Array | Float64Array>(old: T, Type: new (n: number) => T): T => {
      const larger = new Type(length);
      larger.set(old);
      return larger;
    };
    this.parents = grown(this.parents, Int32Array);
    this.symbols = grown(this.symbols, Uint8Array);
    this.counts = grown(this.counts, Float64Array);
    this.#depths = grown(this.#depths, Uint8Array);
  }

  #growTable(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    for (const node of old) {
      if (node !== 0) this.#table[this.#slot(this.parents[node]!, this.symbols[node]!)] = node;
    }
  }
}
