/**
 * A back-off n-gram model of letters in memory.
 *
 * A trie in typed arrays: nodes are numbered order by order, in each by their context and then their symbol, so that the
 * children of a node lie side by side. A state is the number of the longest n-gram that what was typed ends in and that
 * still says something about what follows; two texts with the same state have the same future. The same file gives the
 * same numbers, so states may be kept in checkpoints.
 *
 * Memory: 9 bytes per n-gram of the highest order, 21 bytes per shorter one (`nBytes`).
 */
export interface NgramTables {
  /** What the model is of; a symbol is an index into it. Behind it come `</s>`, `<s>` and `<unk>`. */
  readonly letters: readonly string[];
  /** How many n-grams there are, by order, first the 1-grams; after letters that the model is not asked for were left out. */
  readonly counts: readonly number[];
  /** Of every node: its last symbol, log10 of its probability, and the state after it. Node 0 is the empty n-gram. */
  readonly symbols: Uint8Array;
  readonly logProbabilities: Float32Array;
  readonly nextStates: Int32Array;
  /** Of every node below the highest order: log10 of its back-off weight, and its longest suffix that is there. */
  readonly backOffs: Float32Array;
  readonly suffixes: Int32Array;
  /** Its first child; one more than there are such nodes, the last being the end. */
  readonly firstChildren: Int32Array;
}

const ROOT = 0;

/** The same tables in memory that threads share. */
export function sharedTables(tables: NgramTables): NgramTables {
  const shared = <T extends Uint8Array | Int32Array | Float32Array>(
    values: T,
    Type: new (buffer: SharedArrayBuffer) => T,
  ): T => {
    const copy = new Type(new SharedArrayBuffer(values.byteLength));
    copy.set(values);
    return copy;
  };
  return {
    letters: tables.letters,
    counts: tables.counts,
    symbols: shared(tables.symbols, Uint8Array),
    logProbabilities: shared(tables.logProbabilities, Float32Array),
    nextStates: shared(tables.nextStates, Int32Array),
    backOffs: shared(tables.backOffs, Float32Array),
    suffixes: shared(tables.suffixes, Int32Array),
    firstChildren: shared(tables.firstChildren, Int32Array),
  };
}

export class NgramModel {
  readonly tables: NgramTables;
  readonly letters: readonly string[];
  readonly counts: readonly number[];
  readonly order: number;
  /** State at the begin of a sentence. */
  readonly begin: number;
  /** Symbol of the end of a sentence. */
  readonly end: number;
  readonly nBytes: number;
  readonly #symbols: Uint8Array;
  readonly #logProbabilities: Float32Array;
  readonly #nextStates: Int32Array;
  readonly #backOffs: Float32Array;
  readonly #suffixes: Int32Array;
  readonly #firstChildren: Int32Array;
  /** Contexts of a state, longest first, and log10 of what it costs to fall back to each. */
  readonly #chain: Int32Array;
  readonly #costs: Float64Array;

  /** Takes tables as `ArpaParser` makes them, and does not check them again. */
  constructor(tables: NgramTables) {
    this.tables = tables;
    this.letters = tables.letters;
    this.counts = tables.counts;
    this.order = tables.counts.length;
    this.#symbols = tables.symbols;
    this.#logProbabilities = tables.logProbabilities;
    this.#nextStates = tables.nextStates;
    this.#backOffs = tables.backOffs;
    this.#suffixes = tables.suffixes;
    this.#firstChildren = tables.firstChildren;
    this.#chain = new Int32Array(this.order + 1);
    this.#costs = new Float64Array(this.order + 1);
    this.end = this.letters.length;
    this.begin = this.next(ROOT, this.letters.length + 1);
    this.nBytes = [
      tables.symbols,
      tables.logProbabilities,
      tables.nextStates,
      tables.backOffs,
      tables.suffixes,
      tables.firstChildren,
    ].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /**
   * log10 of the probability of a symbol after a state: that of the longest n-gram that is there, and the back-off
   * weights of the contexts that have none: p(w|h) where h w is there, else b(h) p(w|h without its first).
   *
   * @param symbol index into `letters`, or `end`
   */
  score(state: number, symbol: number): number {
    let cost = 0;
    let context = state;
    for (;;) {
      const child = this.#child(context, symbol);
      if (child !== ROOT) return cost + this.#logProbabilities[child]!;
      if (context === ROOT) return -Infinity;
      cost += this.#backOffs[context]!;
      context = this.#suffixes[context]!;
    }
  }

  /** The state after a symbol. */
  next(state: number, symbol: number): number {
    let context = state;
    for (;;) {
      const child = this.#child(context, symbol);
      if (child !== ROOT) return this.#nextStates[child]!;
      if (context === ROOT) return ROOT;
      context = this.#suffixes[context]!;
    }
  }

  /**
   * Of every letter after a state: log10 of its probability, and the state after it.
   *
   * @param scores  filled, `[letters.length]`
   * @param states  filled, `[letters.length]`
   */
  scoreLetters(state: number, scores: Float64Array, states: Int32Array): void {
    const nLetters = this.letters.length;
    const symbols = this.#symbols;
    const chain = this.#chain;
    const costs = this.#costs;
    let n = 0;
    let cost = 0;
    for (let context = state; ; context = this.#suffixes[context]!) {
      chain[n] = context;
      costs[n++] = cost;
      if (context === ROOT) break;
      cost += this.#backOffs[context]!;
    }
    // From the shortest context on, each writing over what the shorter ones said.
    while (n-- > 0) {
      const context = chain[n]!;
      const stop = this.#firstChildren[context + 1]!;
      for (let child = this.#firstChildren[context]!; child < stop; child++) {
        const symbol = symbols[child]!;
        if (symbol >= nLetters) break;
        scores[symbol] = costs[n]! + this.#logProbabilities[child]!;
        states[symbol] = this.#nextStates[child]!;
      }
    }
  }

  /**
   * log10 of the probability of a text, letter by letter from the begin of a sentence.
   * @param withEnd  whether its end counts too
   * @throws {RangeError} on a letter that the model does not have
   */
  scoreText(text: Iterable<string>, withEnd: boolean): number {
    let state = this.begin;
    let sum = 0;
    for (const letter of text) {
      const symbol = this.letters.indexOf(letter);
      if (symbol < 0) throw new RangeError(`${JSON.stringify(letter)} is not a letter of the language model`);
      sum += this.score(state, symbol);
      state = this.next(state, symbol);
    }
    return withEnd ? sum + this.score(state, this.end) : sum;
  }

  /** @returns the child's node, or ROOT where there is none */
  #child(context: number, symbol: number): number {
    const symbols = this.#symbols;
    let low = this.#firstChildren[context]!;
    let high = this.#firstChildren[context + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = symbols[middle]!;
      if (found === symbol) return middle;
      if (found < symbol) low = middle + 1;
      else high = middle;
    }
    return ROOT;
  }
}
