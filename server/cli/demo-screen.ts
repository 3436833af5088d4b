import type { Terminal } from './terminal.js';

export type Style = 'plain' | 'bold' | 'dim' | 'good' | 'bad';

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** A line of the screen: parts one behind the other. */
export type Line = readonly (Span | string)[];

const CODES: Record<Style, string> = { plain: '', bold: '1', dim: '2', good: '32', bad: '31;4' };
const ESCAPE = '\u001b[';
const USUAL_COLUMNS = 80;

/**
 * What a demo shows. On a terminal the last lines may be drawn over until they are kept; elsewhere only what is kept is
 * written, and without colours.
 */
export class Screen {
  readonly #terminal: Terminal;
  readonly isTty: boolean;
  readonly #hasColours: boolean;
  /** Lines that will be drawn over. */
  #drawn: Line[] = [];
  #isCursorHidden = false;

  constructor(terminal: Terminal, env: NodeJS.ProcessEnv) {
    this.#terminal = terminal;
    this.isTty = terminal.out.isTTY === true && env['TERM'] !== 'dumb';
    this.#hasColours = this.isTty && (env['NO_COLOR'] ?? '') === '';
  }

  /** Writes lines that stay, in the place of those that were drawn. */
  keep(...lines: readonly Line[]): void {
    this.#replace(lines);
    this.#drawn = [];
  }

  /** Draws lines in the place of those drawn before; nothing where that cannot be. */
  draw(...lines: readonly Line[]): void {
    if (!this.isTty) return;
    if (!this.#isCursorHidden) this.#terminal.out.write(`${ESCAPE}?25l`);
    this.#isCursorHidden = true;
    this.#replace(lines);
    this.#drawn = [...lines];
  }

  /** A line about what happens, above the lines that are drawn over. */
  say(text: string): void {
    const drawn = this.#drawn;
    if (drawn.length > 0) this.#terminal.out.write(this.#back());
    this.#drawn = [];
    this.#terminal.err.write(`${text}\n`);
    if (drawn.length > 0) this.draw(...drawn);
  }

  /** Leaves the terminal as it was found. */
  close(): void {
    if (this.#isCursorHidden) this.#terminal.out.write(`${ESCAPE}?25h`);
    this.#isCursorHidden = false;
  }

  #replace(lines: readonly Line[]): void {
    const text = lines.map((line) => `${this.#render(line)}\n`).join('');
    this.#terminal.out.write(`${this.#back()}${text}`);
  }

  /** To the first of the lines that are drawn over, with all of them gone. */
  #back(): string {
    const n = this.#drawn.length;
    return n === 0 ? '' : `${ESCAPE}${n}A\r${ESCAPE}J`;
  }

  #render(line: Line): string {
    // A line that wraps could not be drawn over.
    let left = this.isTty ? (this.#terminal.out.columns ?? USUAL_COLUMNS) - 1 : Infinity;
    return line
      .map((part) => {
        const { text, style } = typeof part === 'string' ? { text: part, style: 'plain' as const } : part;
        const characters = Array.from(text);
        const shown = characters.length > left ? characters.slice(0, left).join('') : text;
        left -= Math.min(left, characters.length);
        return this.#hasColours && CODES[style] !== '' && shown !== ''
          ? `${ESCAPE}${CODES[style]}m${shown}${ESCAPE}0m`
          : shown;
      })
      .join('');
  }
}

export function styled(style: Style, text: string): Span {
  return { text, style };
}

/** Rows with their columns under each other: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
}

/** A share as per cent; a dash for none. */
export function percent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return '–';
  return `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
}

/** Smallest value that this share of all are at or below; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
