const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
/** So many digits are a whole number that float64 holds, and the quotient of two such is rounded once. */
const MAX_DIGITS = 15;
const LONGEST_WORD = 4;
const NONE = -1;

/** Symbols of words by their UTF-8 bytes. Words of more than four bytes are not looked up here. */
export class WordBytes {
  readonly #ofByte = new Int16Array(256).fill(NONE);
  readonly #ofBytes = new Map<number, number>();

  add(word: string, symbol: number): void {
    const bytes = Buffer.from(word);
    if (bytes.length === 0 || bytes.length > LONGEST_WORD) return;
    if (bytes.length === 1) this.#ofByte[bytes[0]!] = symbol;
    else this.#ofBytes.set(packed(bytes, 0, bytes.length), symbol);
  }

  /** @returns the symbol of the word `[start, stop)`, -1 where it is not known */
  symbolOf(bytes: Uint8Array, start: number, stop: number): number {
    if (stop - start === 1) return this.#ofByte[bytes[start]!]!;
    if (stop === start || stop - start > LONGEST_WORD) return NONE;
    return this.#ofBytes.get(packed(bytes, start, stop)) ?? NONE;
  }
}

function packed(bytes: Uint8Array, start: number, stop: number): number {
  let all = 0;
  for (let at = start; at < stop; at++) all = (all << 8) | bytes[at]!;
  return all;
}

/**
 * An n-gram's line of an ARPA file in the form that tools write, read from its bytes: a number, the words with one space
 * between two, and perhaps another number, with tabs between them. Making text of each line takes several times as long.
 */
export class NgramLine {
  /** `[order]` of the line that was read. */
  readonly symbols = new Uint8Array(256);
  logProbability = 0;
  backOff = 0;
  readonly #words: WordBytes;
  /** What `#number` has read. */
  #value = 0;

  constructor(words: WordBytes) {
    this.#words = words;
  }

  /** @returns where the next line begins; -1 when the line has another form, an unknown word, or no end yet */
  read(bytes: Uint8Array, start: number, order: number): number {
    let at = this.#number(bytes, start);
    if (at < 0 || bytes[at] !== TAB) return NONE;
    this.logProbability = this.#value;
    for (let i = 0; i < order; i++) {
      if (i > 0 && bytes[at] !== SPACE) return NONE;
      const from = ++at;
      while (at < bytes.length && bytes[at]! > SPACE) at++;
      const symbol = this.#words.symbolOf(bytes, from, at);
      if (symbol < 0) return NONE;
      this.symbols[i] = symbol;
    }
    this.backOff = 0;
    if (bytes[at] === TAB) {
      at = this.#number(bytes, at + 1);
      if (at < 0) return NONE;
      this.backOff = this.#value;
    }
    if (bytes[at] === RETURN) at++;
    return bytes[at] === NEWLINE ? at + 1 : NONE;
  }

  /** Reads digits with perhaps a sign and a point. @returns where they end, -1 when there are none or too many */
  #number(bytes: Uint8Array, start: number): number {
    const isNegative = bytes[start] === MINUS;
    let at = isNegative ? start + 1 : start;
    const first = at;
    let point = NONE;
    let digits = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === POINT && point < 0) point = at;
      else if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO);
      else break;
    }
    const nDigits = at - first - (point < 0 ? 0 : 1);
    if (nDigits < 1 || nDigits > MAX_DIGITS) return NONE;
    const value = point < 0 ? digits : digits / POWERS[at - point - 1]!;
    this.#value = isNegative ? -value : value;
    return at;
  }
}

const POWERS = Float64Array.from({ length: MAX_DIGITS + 1 }, (_, i) => 10 ** i);
