import { align } from '../language/alignment.js';
import { addText, characterErrorRate, startTextScore, wordErrorRate } from '../language/text-score.js';
import { BACKSPACE } from '../language/typed-text.js';
import type { DecodeLine } from './decode-line.js';

/** What was shown of an open text, in the order in which it came. */
interface Shown {
  /** Keys, and how many of them were committed. */
  readonly keys: readonly string[];
  readonly nCommitted: number;
  /** One past the newest sample that it is of. */
  readonly end: number;
  /** On the server's clock, s. */
  readonly received: number;
}

/** How right and how late the texts of one decoder were. */
export interface TypingFigures {
  readonly nTexts: number;
  /** Shares; undefined before the first text with a truth. */
  readonly cer: number | undefined;
  readonly wer: number | undefined;
  /** Keys that were typed, and the fewest changes that make what was decoded of them. */
  readonly nKeys: number;
  readonly keyEdits: number;
  /**
   * From the press of each key to the receipt of the first text that shows it, and of the first that has it committed, s,
   * Infinity where the last text has it not: a key that is never told counts as late as can be.
   */
  readonly shownAfter: readonly number[];
  readonly committedAfter: readonly number[];
}

/**
 * Scores the texts of one decoder of one stream against what markers say was typed.
 *
 * Keys are aligned with what each text shows by the fewest changes; a text can only show keys that were pressed by its
 * newest sample. Whatever the last text has wrong or not at all is missed.
 */
export class TypingScore {
  readonly #score = startTextScore();
  readonly #shownAfter: number[] = [];
  readonly #committedAfter: number[] = [];
  #nKeys = 0;
  #keyEdits = 0;
  #shown: Shown[] = [];

  /**
   * @param received  when the line's decode came, on the server's clock, s; without it delays are not counted
   * @param sfreq     of the stream, Hz; 0 when unknown
   */
  add(line: DecodeLine, received: number | undefined, sfreq: number): void {
    const { text, final, truth, timing, end } = line;
    if (text === null) return;
    const committed = [...text.committed];
    const keys = [...committed, ...text.provisional];
    this.#shown.push({ keys, nCommitted: committed.length, end, received: received ?? NaN });
    if (!final) return;
    if (truth !== null) addText(this.#score, text.reads, truth);
    const typed = text.typed.map(({ key }) => characterOf(key));
    if (typed.length > 0) {
      this.#nKeys += typed.length;
      const { distance, matches } = align(typed, keys);
      this.#keyEdits += distance;
      if (timing !== null && received !== undefined && sfreq > 0) {
        const pressed = text.typed.map(({ sample }) => timing.deviceTimeServer - (end - 1 - sample) / sfreq);
        const samples = text.typed.map(({ sample }) => sample);
        this.#addDelays(typed, samples, pressed, matches);
      }
    }
    this.#shown = [];
  }

  #addDelays(typed: readonly string[], samples: readonly number[], pressed: readonly number[], last: Int32Array): void {
    const shownAfter = typed.map(() => Infinity);
    const committedAfter = typed.map(() => Infinity);
    for (const { keys, nCommitted, end, received } of this.#shown) {
      const { matches } = align(
        typed.filter((_, i) => (samples[i] ?? Infinity) < end),
        keys,
      );
      matches.forEach((at, i) => {
        if (at < 0 || (last[i] ?? -1) < 0) return;
        const after = received - (pressed[i] ?? NaN);
        shownAfter[i] = Math.min(shownAfter[i] ?? Infinity, after);
        if (at < nCommitted) committedAfter[i] = Math.min(committedAfter[i] ?? Infinity, after);
      });
    }
    this.#shownAfter.push(...shownAfter);
    this.#committedAfter.push(...committedAfter);
  }

  get figures(): TypingFigures {
    return {
      nTexts: this.#score.nTexts,
      cer: characterErrorRate(this.#score),
      wer: wordErrorRate(this.#score),
      nKeys: this.#nKeys,
      keyEdits: this.#keyEdits,
      shownAfter: this.#shownAfter,
      committedAfter: this.#committedAfter,
    };
  }

  /** The figures in one line for a person; undefined while there is nothing to compare with. */
  line(): string | undefined {
    const { nTexts, cer, wer, nKeys, keyEdits, shownAfter, committedAfter } = this.figures;
    const parts: string[] = [];
    if (cer !== undefined) parts.push(`CER ${percent(cer)}`);
    if (wer !== undefined) parts.push(`WER ${percent(wer)}`);
    if (nKeys > 0) parts.push(`${percent(keyEdits / nKeys)} of ${nKeys} keys wrong`);
    if (nTexts > 0) parts.push(`${nTexts} ${nTexts === 1 ? 'text' : 'texts'}`);
    if (shownAfter.length > 0) {
      parts.push(`keys shown after ${delays(shownAfter)}`, `committed after ${delays(committedAfter)}`);
    }
    return parts.length === 0 ? undefined : parts.join(', ');
  }
}

/** What a marker calls a key, as texts have it. */
function characterOf(key: string): string {
  if (key === 'space') return ' ';
  return key === 'backspace' ? BACKSPACE : key;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Median and 95th percentile; a dash where it is among what was missed. */
function delays(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [median, late] = [0.5, 0.95].map((share) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Infinity;
    return Number.isFinite(value) ? `${(1e3 * value).toFixed(0)} ms` : '–';
  });
  return `${median} (p95 ${late})`;
}
