import { BACKSPACE } from '../language/typed-text.js';
import type { DecodeLine } from './decode-line.js';

const CLEAR_LINE = '\r\u001b[2K';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[22m';

/**
 * Lines of results, and below them on a terminal the text that is growing: what is committed as it is, the rest dimmed.
 * Elsewhere texts are told when they are over.
 */
export class LiveText {
  readonly #out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  #open = '';

  constructor(out: NodeJS.WritableStream) {
    this.#out = out;
  }

  /** A line that stays. */
  print(line: string): void {
    this.#out.write(this.#open === '' ? `${line}\n` : `${CLEAR_LINE}${line}\n${this.#open}`);
  }

  /** The text as it is now, in the place of the one before. */
  show({ decoder, text }: DecodeLine): void {
    if (this.#out.isTTY !== true || text === null) return;
    const name = `${decoder.replace(/@.*$/, '')}  `;
    // A text longer than the terminal is wide shows its end: a line that wraps cannot be drawn over.
    const room = Math.max(10, (this.#out.columns ?? 80) - name.length - 1);
    const shown = readable(text.committed, text.provisional).slice(-room);
    const nCommitted = shown.filter(({ isCommitted }) => isCommitted).length;
    const letters = shown.map(({ letter }) => letter);
    this.#open = `${name}${letters.slice(0, nCommitted).join('')}${DIM}${letters.slice(nCommitted).join('')}${PLAIN}`;
    this.#out.write(`${CLEAR_LINE}${this.#open}`);
  }

  /** The text is over, or the output is: what is printed next takes its place. */
  clear(): void {
    if (this.#open !== '') this.#out.write(CLEAR_LINE);
    this.#open = '';
  }
}

/** The letters that keys leave, committed ones first. */
function readable(committed: string, provisional: string): { letter: string; isCommitted: boolean }[] {
  const shown: { letter: string; isCommitted: boolean }[] = [];
  for (const [keys, isCommitted] of [
    [committed, true],
    [provisional, false],
  ] as const) {
    for (const letter of keys) {
      if (letter === BACKSPACE) shown.pop();
      else shown.push({ letter, isCommitted });
    }
  }
  return shown;
}
