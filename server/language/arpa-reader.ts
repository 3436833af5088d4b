import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { formatNames } from '../../models/difference.js';
import { ModelError } from '../../models/model-error.js';
import { NgramLine, WordBytes } from './ngram-line.js';
import { NgramModel } from './ngram-model.js';

export interface ArpaOptions {
  /** What is asked of the model, each one character; symbols are indices into it. */
  readonly letters: readonly string[];
  /** How the file spells a space; without it `&`, `<space>`, `▁`, `_`, `|` or a space itself, whichever is there. */
  readonly space?: string;
  /** What becomes of letters that the file has and `letters` has not: refused, or left out with all their n-grams. */
  readonly otherLetters?: 'refuse' | 'ignore';
  /** What becomes of letters that the file has not: refused, or scored as its `<unk>`. */
  readonly missingLetters?: 'refuse' | 'unknown';
}

/** How much is read before somebody else has a turn. */
const PIECE_BYTES = 1 << 20;
const MAX_ORDER = 10;
const MAX_LETTERS = 250;
const SPACES = ['&', '<space>', '<SPACE>', '▁', '_', '|', ' '];
const BEGIN = '<s>';
const END = '</s>';
const UNKNOWNS = ['<unk>', '<UNK>'];
const ROOT = 0;
const NONE = -1;
const IGNORED = -2;
/** Most lines of a file that may come before `\data\`. */
const MAX_PREFACE_LINES = 1000;
const MAX_LINE_BYTES = 1 << 16;
const NEWLINE = 10;
const RETURN = 13;
/** A byte order mark is one at the begin of a file alone. */
const FIRST_LINE = new TextDecoder();
const LINE = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads a back-off model of letters from an ARPA file (KenLM's, SRILM's), plain or gzip, a piece at a time.
 *
 * @throws {ModelError} MODEL_UNLOADABLE with the file, the line, and what was expected there
 */
export async function readArpa(path: string, options: ArpaOptions): Promise<NgramModel> {
  const name = basename(path);
  const parser = new ArpaParser(name, options);
  const pieces = { highWaterMark: PIECE_BYTES };
  const take = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) parser.push(piece);
  };
  try {
    const file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    await file.close();
    const packing = PACKINGS.find(({ magic }) => magic.every((byte, i) => buffer[i] === byte));
    if (packing !== undefined) throw new ModelError('MODEL_UNLOADABLE', `${name}: ${packing.what}`);
    if (buffer[0] === 0x1f && buffer[1] === 0x8b)
      await pipeline(createReadStream(path, pieces), createGunzip({ chunkSize: PIECE_BYTES }), take);
    else await pipeline(createReadStream(path, pieces), take);
    return parser.end();
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError('MODEL_UNLOADABLE', `${name}: ${(error as Error).message}`, { cause: error });
  }
}

const PACKINGS = [
  { magic: [0x6d, 0x6d, 0x61, 0x70], what: "KenLM's binary form; give the ARPA file that it was made of" },
  { magic: [0x42, 0x5a, 0x68], what: 'packed with bzip2; give the ARPA file plain or as gzip' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'packed with xz; give the ARPA file plain or as gzip' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed with zstd; give the ARPA file plain or as gzip' },
];

/** The n-grams of one order, as they are read: the node of the context, the last symbol, and the numbers. */
interface Section {
  readonly order: number;
  n: number;
  parents: Int32Array;
  symbols: Uint8Array;
  logProbabilities: Float32Array;
  backOffs: Float32Array;
}

/** Nodes of the orders that are read, by number: order by order, each by context and then symbol. Node 0 is the empty n-gram. */
interface Nodes {
  n: number;
  symbols: Uint8Array;
  logProbabilities: Float32Array;
  backOffs: Float32Array;
  suffixes: Int32Array;
}

/** Takes an ARPA file in pieces of any size. */
export class ArpaParser {
  readonly #name: string;
  readonly #options: ArpaOptions;
  /** Its line that is not complete yet. */
  #rest: Uint8Array = new Uint8Array(0);
  #line = 0;
  #place: 'preface' | 'counts' | 'between' | 'section' | 'end' = 'preface';
  /** As the file says. */
  readonly #declared: number[] = [];
  #section: Section | undefined;
  /** Lines of the section that were read, the ones left out with them. */
  #nRead = 0;
  readonly #unigrams: { word: string; logProbability: number; backOff: number }[] = [];
  readonly #ids = new Map<string, number>();
  readonly #words = new WordBytes();
  readonly #usual = new NgramLine(this.#words);
  /** How many n-grams there are, by order, and the number of the first of each order. */
  readonly #counts: number[] = [];
  readonly #starts: number[] = [];
  #nodes: Nodes = {
    n: 1,
    symbols: new Uint8Array(1),
    logProbabilities: new Float32Array(1),
    backOffs: new Float32Array(1),
    suffixes: new Int32Array(1),
  };
  /** By node, for all orders that are read and below the highest. */
  #firstChildren = new Int32Array(0);
  /** The context of the n-gram before, symbol by symbol, and the nodes on the way: the next one mostly shares it. */
  readonly #path = { n: 0, symbols: new Uint8Array(MAX_ORDER), nodes: new Int32Array(MAX_ORDER) };

  /** @param name  of the file, for what is refused */
  constructor(name: string, options: ArpaOptions) {
    if (options.letters.length === 0 || options.letters.length > MAX_LETTERS)
      throw new RangeError(`expected 1 to ${MAX_LETTERS} letters, found ${options.letters.length}`);
    this.#name = name;
    this.#options = options;
  }

  /** @throws {ModelError} MODEL_UNLOADABLE with the line */
  push(bytes: Uint8Array): void {
    let start = 0;
    if (this.#rest.length > 0) {
      const stop = bytes.indexOf(NEWLINE) + 1;
      this.#rest = joined(this.#rest, bytes.subarray(0, stop === 0 ? bytes.length : stop));
      if (stop > 0) {
        const line = this.#rest;
        this.#rest = new Uint8Array(0);
        this.#takeLines(line, 0);
      }
      start = stop === 0 ? bytes.length : stop;
    }
    start = this.#takeLines(bytes, start);
    if (start < bytes.length) this.#rest = bytes.slice(start);
    if (this.#rest.length > MAX_LINE_BYTES) this.#refuse('a line of text', 'a line without an end', this.#line + 1);
  }

  /** @returns where the last line begins, which is not complete */
  #takeLines(bytes: Uint8Array, start: number): number {
    for (;;) {
      start = this.#takeUsual(bytes, start);
      const stop = bytes.indexOf(NEWLINE, start);
      if (stop < 0) return start;
      this.#take(this.#text(bytes.subarray(start, stop > start && bytes[stop - 1] === RETURN ? stop - 1 : stop)));
      start = stop + 1;
    }
  }

  #text(line: Uint8Array): string {
    return (this.#line === 0 ? FIRST_LINE : LINE).decode(line);
  }

  /**
   * N-grams as tools write them, without making text of them. What is otherwise, be it wrong or another spelling, is left.
   * @returns where the first line begins that is left
   */
  #takeUsual(bytes: Uint8Array, start: number): number {
    const section = this.#section;
    if (section === undefined || section.order === 1) return start;
    const { order } = section;
    const usual = this.#usual;
    const declared = this.#declared[order - 1]!;
    const isHighest = order === this.#declared.length;
    for (;;) {
      const stop = usual.read(bytes, start, order);
      if (stop < 0 || usual.logProbability > 0 || (isHighest && usual.backOff !== 0) || this.#nRead === declared)
        return start;
      const context = this.#contextOf(usual.symbols, order);
      if (context === ROOT) return start;
      this.#keep(section, context, usual.symbols[order - 1]!, usual.logProbability, usual.backOff);
      this.#nRead++;
      this.#line++;
      start = stop;
    }
  }

  /** Node of all symbols but the last, ROOT where it is not there. */
  #contextOf(symbols: Uint8Array, order: number): number {
    const path = this.#path;
    let n = 0;
    while (n < path.n && n < order - 1 && path.symbols[n] === symbols[n]) n++;
    for (; n < order - 1; n++) {
      const node = this.#node(n === 0 ? ROOT : path.nodes[n - 1]!, symbols[n]!);
      path.n = n;
      if (node === ROOT) return ROOT;
      path.symbols[n] = symbols[n]!;
      path.nodes[n] = node;
    }
    path.n = order - 1;
    return path.nodes[order - 2]!;
  }

  /**
   * @returns the model, once the last piece was pushed
   * @throws {ModelError} MODEL_UNLOADABLE, when the file ends too early too
   */
  end(): NgramModel {
    const last = this.#text(this.#rest);
    this.#rest = new Uint8Array(0);
    if (last !== '') this.#take(last.replace(/\r$/, ''));
    if (this.#place !== 'end') {
      if (this.#place === 'preface') this.#refuse('\\data\\, the begin of an ARPA file', 'the end of the file');
      const where =
        this.#section === undefined
          ? ''
          : ` after ${this.#nRead} of ${this.#declared[this.#section.order - 1]} ${this.#section.order}-grams`;
      this.#refuse('\\end\\', `the end of the file${where}: it is cut short`);
    }
    return this.#model();
  }

  #refuse(expected: string, found: string, line = this.#line): never {
    throw new ModelError('MODEL_UNLOADABLE', `${this.#name} line ${line}: expected ${expected}, found ${found}`);
  }

  #take(line: string): void {
    this.#line++;
    if (this.#section !== undefined && line !== '' && line.charCodeAt(0) !== 92) {
      this.#takeNgram(this.#section, line);
      return;
    }
    const text = line.trim();
    if (text === '') return;
    switch (this.#place) {
      case 'preface':
        if (text === '\\data\\') this.#place = 'counts';
        else if (this.#line >= MAX_PREFACE_LINES || text.includes('\u0000') || text.includes('\ufffd'))
          this.#refuse('\\data\\, the begin of an ARPA file', shown(text));
        return;
      case 'counts': {
        const match = /^ngram\s+(\d+)\s*=\s*(\d+)$/.exec(text);
        if (match !== null) return this.#takeCount(Number(match[1]), Number(match[2]));
        if (this.#declared.length === 0) this.#refuse('ngram 1=…', shown(text));
        return this.#takeHeading(text);
      }
      case 'between':
      case 'section':
        return this.#takeHeading(text);
      case 'end':
        this.#refuse('nothing after \\end\\', shown(text));
    }
  }

  #takeCount(order: number, count: number): void {
    if (order !== this.#declared.length + 1)
      this.#refuse(`ngram ${this.#declared.length + 1}=…`, `ngram ${order}=${count}`);
    if (order > MAX_ORDER) this.#refuse(`an order of at most ${MAX_ORDER}`, `${order}-grams`);
    if ((order === 1 && count === 0) || count > 0x7fffffff)
      this.#refuse('a count of n-grams', `ngram ${order}=${count}`);
    this.#declared.push(count);
  }

  #takeHeading(text: string): void {
    this.#closeSection(text);
    const order = this.#counts.length + 1;
    const expected = order > this.#declared.length ? '\\end\\' : `\\${order}-grams:`;
    if (text !== expected) this.#refuse(expected, shown(text));
    if (text === '\\end\\') {
      this.#place = 'end';
      return;
    }
    this.#place = 'section';
    this.#nRead = 0;
    const length = Math.min(this.#declared[order - 1]!, 1 << 16);
    this.#section = {
      order,
      n: 0,
      parents: new Int32Array(length),
      symbols: new Uint8Array(length),
      logProbabilities: new Float32Array(length),
      backOffs: new Float32Array(length),
    };
  }

  #closeSection(text: string): void {
    const section = this.#section;
    if (section === undefined) return;
    const declared = this.#declared[section.order - 1]!;
    if (this.#nRead !== declared)
      this.#refuse(`${declared} ${section.order}-grams, as \\data\\ says`, `${this.#nRead} before ${text}`);
    if (section.order === 1) this.#takeLetters(section);
    this.#enter(section);
    this.#section = undefined;
    this.#place = 'between';
  }

  #takeNgram(section: Section, line: string): void {
    const { order } = section;
    const isHighest = order === this.#declared.length;
    if (++this.#nRead > this.#declared[order - 1]!)
      this.#refuse(`${this.#declared[order - 1]!} ${order}-grams, as \\data\\ says`, 'one more');
    // Tabs between the three fields; where there are none, spaces.
    const tab = line.indexOf('\t');
    let first = line;
    let words: string;
    let last = '';
    if (tab >= 0) {
      const stop = line.indexOf('\t', tab + 1);
      first = line.slice(0, tab);
      words = stop < 0 ? line.slice(tab + 1) : line.slice(tab + 1, stop);
      last = stop < 0 ? '' : line.slice(stop + 1).trim();
    } else {
      const fields = line.trim().split(/ +/);
      if (fields.length !== order + 1 && fields.length !== order + 2)
        this.#refuse(`a number, ${order} letters and perhaps a number`, shown(line));
      first = fields[0]!;
      words = fields.slice(1, order + 1).join(' ');
      last = fields[order + 1] ?? '';
    }
    const logProbability = this.#number(first, 'log10 of a probability, 0 or less');
    if (logProbability > 0) this.#refuse('log10 of a probability, 0 or less', first.trim());
    const backOff = last === '' ? 0 : this.#number(last, 'log10 of a back-off weight');
    if (isHighest && backOff !== 0) this.#refuse(`no back-off weight in the highest order`, last);
    if (order === 1) {
      this.#unigrams.push({ word: words, logProbability, backOff });
      return;
    }
    let context = ROOT;
    let symbol = NONE;
    let at = 0;
    for (let i = 0; i < order; i++) {
      if (i > 0) {
        context = this.#node(context, symbol);
        if (context === ROOT) this.#refuse(`its context among the ${order - 1}-grams`, `${order}-gram ${shown(words)}`);
      }
      let stop = words.indexOf(' ', at);
      if (stop === at) stop = at + 1;
      if (stop < 0) stop = words.length;
      if (at >= words.length) this.#refuse(`${order} letters`, shown(words));
      const word = words.slice(at, stop);
      const id = this.#ids.get(word);
      if (id === undefined) this.#refuse(`letters of the 1-grams`, `${shown(word)} in ${shown(words)}`);
      symbol = id;
      if (symbol === IGNORED) return;
      at = stop + 1;
    }
    if (at <= words.length) this.#refuse(`${order} letters`, shown(words));
    this.#keep(section, context, symbol, logProbability, backOff);
  }

  #number(text: string, expected: string): number {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) this.#refuse(expected, shown(text));
    return value;
  }

  #keep(section: Section, parent: number, symbol: number, logProbability: number, backOff: number): void {
    if (section.n === section.parents.length) grow(section);
    section.parents[section.n] = parent;
    section.symbols[section.n] = symbol;
    section.logProbabilities[section.n] = logProbability;
    section.backOffs[section.n++] = backOff;
  }

  /** Gives the words of the file their symbols, and refuses a model of other letters. */
  #takeLetters(section: Section): void {
    const { letters, otherLetters = 'refuse', missingLetters = 'refuse' } = this.#options;
    const words = new Map(this.#unigrams.map((unigram) => [unigram.word, unigram]));
    if (words.size !== this.#unigrams.length) {
      const seen = new Set<string>();
      const twice = this.#unigrams.find(({ word }) => seen.size === seen.add(word).size);
      this.#refuse('every 1-gram once', `${shown(twice!.word)} twice`);
    }
    const space = letters.includes(' ') ? this.#space(words) : undefined;
    const unknown = UNKNOWNS.find((word) => words.has(word));
    const wordOf = (letter: string): string => (letter === ' ' ? (space ?? ' ') : letter);
    const missing = letters.filter((letter) => !words.has(wordOf(letter)));
    const symbols = [...letters.map(wordOf), END, BEGIN, unknown ?? UNKNOWNS[0]!];
    const others = this.#unigrams.map(({ word }) => word).filter((word) => !symbols.includes(word));
    const problems: string[] = [];
    if (missing.length > 0 && (missingLetters === 'refuse' || unknown === undefined))
      problems.push(`${formatNames(missing.map(shown))} of the alphabet ${are(missing)} not in it`);
    if (others.length > 0 && otherLetters === 'refuse')
      problems.push(`its ${formatNames(others.map(shown))} ${are(others)} not in the alphabet`);
    if (problems.length > 0)
      throw new ModelError(
        'MODEL_UNLOADABLE',
        `${this.#name}: language model with other letters: ${problems.join('; ')}`,
      );
    for (const word of [BEGIN, END]) if (!words.has(word)) this.#refuse(`${word} among the 1-grams`, 'none');
    for (const word of others) this.#ids.set(word, IGNORED);
    for (const [symbol, word] of symbols.entries()) {
      const unigram =
        words.get(word) ?? (symbol < letters.length ? { ...words.get(unknown!)!, backOff: 0 } : undefined);
      if (unigram === undefined) continue;
      this.#keep(section, ROOT, symbol, unigram.logProbability, unigram.backOff);
      if (words.has(word)) this.#ids.set(word, symbol);
    }
    for (const [word, symbol] of this.#ids) if (symbol !== IGNORED) this.#words.add(word, symbol);
    this.#unigrams.length = 0;
  }

  #space(words: ReadonlyMap<string, unknown>): string | undefined {
    const { letters, space } = this.#options;
    if (space !== undefined) return space;
    const found = SPACES.filter((word) => words.has(word) && (word === ' ' || !letters.includes(word)));
    if (found.length > 1)
      this.#refuse('one spelling of the space', `${found.map(shown).join(' and ')}: say which it is`);
    return found[0];
  }

  /** Node of `context` followed by `symbol` among the orders that are read, ROOT where there is none. */
  #node(context: number, symbol: number): number {
    const { symbols } = this.#nodes;
    const stop = this.#firstChildren[context + 1]!;
    for (let node = this.#firstChildren[context]!; node < stop; node++) if (symbols[node] === symbol) return node;
    return ROOT;
  }

  /** Gives the n-grams of an order their numbers. */
  #enter(section: Section): void {
    const { order, n, parents, symbols } = section;
    const { n: start } = this.#nodes;
    const firstParent = this.#starts.at(-1) ?? ROOT;
    const nParents = start - firstParent;
    const firstChildren = new Int32Array(start + 1);
    firstChildren.set(this.#firstChildren.subarray(0, Math.min(this.#firstChildren.length, start)));
    const counts = new Int32Array(nParents + 1);
    for (let i = 0; i < n; i++) counts[parents[i]! - firstParent + 1]! += 1;
    for (let i = 0; i < nParents; i++) counts[i + 1]! += counts[i]!;
    for (let i = 0; i <= nParents; i++) firstChildren[firstParent + i] = start + counts[i]!;
    const places = new Int32Array(n);
    const ends = counts.slice(0, nParents);
    for (let i = 0; i < n; i++) {
      const parent = parents[i]! - firstParent;
      let place = ends[parent]!++;
      for (; place > counts[parent]! && symbols[places[place - 1]!]! > symbols[i]!; place--)
        places[place] = places[place - 1]!;
      places[place] = i;
    }
    const nodes = extended(this.#nodes, start + n);
    for (let i = 0; i < n; i++) {
      const from = places[i]!;
      const parent = parents[from]!;
      const symbol = symbols[from]!;
      if (i > 0 && parents[places[i - 1]!] === parent && nodes.symbols[start + i - 1] === symbol)
        this.#refuse(`every ${order}-gram once`, 'one twice');
      nodes.symbols[start + i] = symbol;
      nodes.logProbabilities[start + i] = section.logProbabilities[from]!;
      nodes.backOffs[start + i] = section.backOffs[from]!;
      nodes.suffixes[start + i] = this.#longestSuffix(parent, symbol);
    }
    this.#nodes = nodes;
    this.#firstChildren = firstChildren;
    this.#starts.push(start);
    this.#counts.push(n);
  }

  /** The longest n-gram that is there of those that end `parent` followed by `symbol` and are shorter. */
  #longestSuffix(parent: number, symbol: number): number {
    for (let context = parent; context !== ROOT;) {
      context = this.#nodes.suffixes[context]!;
      const node = this.#node(context, symbol);
      if (node !== ROOT) return node;
    }
    return ROOT;
  }

  #model(): NgramModel {
    const { n, symbols, logProbabilities, backOffs, suffixes } = this.#nodes;
    const nShorter = this.#starts.at(-1)!;
    const nextStates = new Int32Array(n);
    const firstChildren = this.#firstChildren;
    for (let node = 1; node < n; node++) {
      const isContext = node < nShorter && (firstChildren[node + 1]! > firstChildren[node]! || backOffs[node] !== 0);
      nextStates[node] = isContext ? node : nextStates[suffixes[node]!]!;
    }
    return new NgramModel({
      letters: this.#options.letters,
      counts: this.#counts,
      symbols,
      logProbabilities,
      nextStates,
      backOffs: backOffs.slice(0, nShorter),
      suffixes: suffixes.slice(0, nShorter),
      firstChildren,
    });
  }
}

/** The same nodes with room for more: their `n` is that of those with room. */
function extended(nodes: Nodes, n: number): Nodes {
  const { symbols, logProbabilities, backOffs, suffixes } = nodes;
  const larger = {
    n,
    symbols: new Uint8Array(n),
    logProbabilities: new Float32Array(n),
    backOffs: new Float32Array(n),
    suffixes: new Int32Array(n),
  };
  larger.symbols.set(symbols);
  larger.logProbabilities.set(logProbabilities);
  larger.backOffs.set(backOffs);
  larger.suffixes.set(suffixes);
  return larger;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function grow(section: Section): void {
  const length = 2 * section.parents.length;
  const larger = <T extends Int32Array | Uint8Array | Float32Array>(old: T, Type: new (n: number) => T): T => {
    const grown = new Type(length);
    grown.set(old);
    return grown;
  };
  section.parents = larger(section.parents, Int32Array);
  section.symbols = larger(section.symbols, Uint8Array);
  section.logProbabilities = larger(section.logProbabilities, Float32Array);
  section.backOffs = larger(section.backOffs, Float32Array);
}

function are(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}

const SHOWN_CHARACTERS = 60;

function shown(text: string): string {
  return JSON.stringify(text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`);
}
