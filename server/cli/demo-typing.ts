import type { Text } from '../../protocol/frame.js';
import { align } from '../language/alignment.js';
import { addText, characterErrorRate, startTextScore } from '../language/text-score.js';
import { BACKSPACE, textOfKeys } from '../language/typed-text.js';
import type { Recording } from '../rig/recording.js';
import { decodeLine } from './decode-line.js';
import type { DemoView, Received } from './demo-play.js';
import { percent, quantile, styled, table, type Line, type Screen, type Span } from './demo-screen.js';
import { TypingScore } from './typing-score.js';

/** What the best possible decoder reaches, as shares. */
export interface IdealTyping {
  readonly errorPerKey?: number | undefined;
  readonly cer?: number | undefined;
  readonly wer?: number | undefined;
}

export interface TypingOptions {
  readonly recording: Recording;
  /** Whether delays mean something: at the speed of the person. */
  readonly isLive: boolean;
  readonly ideal: IdealTyping | undefined;
}

/** What one decoder says of one sentence. */
interface Decoded {
  committed: string;
  provisional: string;
  isOver: boolean;
}

interface Sentence {
  readonly start: number;
  /** Keys as they were hit, one character each, and their samples. */
  readonly keys: readonly string[];
  readonly samples: readonly number[];
  /** The text as it ended. */
  readonly text: string;
  readonly decoded: Map<string, Decoded>;
}

/** Sentences that grow while they are typed, what was really typed below them, and how well that went. */
export class TypingView implements DemoView {
  readonly #options: TypingOptions;
  readonly #screen: Screen;
  readonly #sentences: Sentence[];
  readonly #scores = new Map<string, TypingScore>();
  /** The sentence that is shown. */
  #current = 0;
  #labelWidth = 0;
  #played = 0;
  #nFailed = 0;
  /** Words of the current sentence that were told where lines cannot be drawn over. */
  #nWordsTold = -1;

  constructor(options: TypingOptions, screen: Screen) {
    this.#options = options;
    this.#screen = screen;
    this.#sentences = sentencesOf(options.recording);
  }

  opened(decoders: readonly string[]): void {
    this.#labelWidth = Math.max(...['typed', ...decoders.map(withoutVersion)].map((name) => name.length));
    for (const decoder of decoders) {
      this.#scores.set(decoder, new TypingScore());
      for (const { decoded } of this.#sentences) {
        decoded.set(decoder, { committed: '', provisional: '', isOver: false });
      }
    }
  }

  played(sample: number): void {
    const isKey = this.#sentences[this.#current]?.samples.some((key) => key >= this.#played && key < sample) === true;
    this.#played = sample;
    if (isKey) this.#draw();
  }

  decode({ stream, decoder, sequence, payload, timing, received }: Received): void {
    if (payload.failure !== undefined) this.#nFailed += payload.failure.count;
    if (payload.text === undefined) return;
    const place = this.#placeOf(payload.text, payload.end);
    const decoded = this.#sentences[place]?.decoded.get(decoder);
    if (decoded === undefined) return;
    const { isLive, recording } = this.#options;
    const line = decodeLine(stream, decoder, sequence, payload, timing ?? null);
    this.#scores.get(decoder)?.add(line, isLive ? received : undefined, recording.info.sfreq);
    decoded.committed = payload.text.committed;
    decoded.provisional = payload.text.provisional;
    decoded.isOver = payload.final;
    for (const earlier of this.#sentences.slice(0, place)) setOver(earlier.decoded.get(decoder));
    if (place === this.#current) this.#tellWords(decoder, decoded, payload.end);
    this.#draw();
    while (this.#isOver(this.#current)) this.#keep();
  }

  finish(): string[] {
    // One that was not begun when the demo was interrupted is not shown.
    while (this.#hasBegun(this.#current)) this.#keep();
    return [...this.#errors(), ...(this.#options.isLive ? ['', ...this.#delays()] : []), ...this.#failures()];
  }

  #label(decoder: string): string {
    return `  ${withoutVersion(decoder).padEnd(this.#labelWidth)}  `;
  }

  #hasBegun(place: number): boolean {
    const sentence = this.#sentences[place];
    return sentence !== undefined && sentence.start < this.#played;
  }

  /** Which sentence a text is of: the one that had begun where it ends. */
  #placeOf({ typed }: Text, end: number): number {
    const sample = typed[0]?.sample ?? end - 1;
    return this.#sentences.findLastIndex(({ start }) => start <= sample);
  }

  #isOver(place: number): boolean {
    const decoded = this.#sentences[place]?.decoded;
    return decoded !== undefined && decoded.size > 0 && [...decoded.values()].every(({ isOver }) => isOver);
  }

  /** Where nothing can be drawn over: a line for each word that begins, of the decoder that comes first. */
  #tellWords(decoder: string, decoded: Decoded, end: number): void {
    if (this.#screen.isTty || decoder !== [...this.#scores.keys()][0]) return;
    if (this.#nWordsTold < 0) this.#screen.keep(...this.#header());
    this.#nWordsTold = Math.max(0, this.#nWordsTold);
    const nWords = textOfKeys(keysOf(decoded)).split(' ').filter(Boolean).length;
    if (nWords <= this.#nWordsTold) return;
    this.#nWordsTold = nWords;
    const { committed, provisional } = readTwice(decoded);
    const time = `${(end / this.#options.recording.info.sfreq).toFixed(1)} s`;
    this.#screen.keep([`  ${time.padStart(this.#labelWidth)}  ${committed}│${provisional}`]);
  }

  #draw(): void {
    const sentence = this.#sentences[this.#current];
    if (sentence === undefined || !this.#screen.isTty) return;
    const nTyped = sentence.samples.filter((sample) => sample < this.#played).length;
    this.#screen.draw(
      ...this.#header(),
      ...[...sentence.decoded].map(([decoder, decoded]) => [this.#label(decoder), ...spans(decoded)]),
      [this.#label('typed'), styled('dim', textOfKeys(sentence.keys.slice(0, nTyped)))],
    );
  }

  /** The sentence stays as it is, with its score. */
  #keep(): void {
    const sentence = this.#sentences[this.#current];
    if (sentence === undefined) return;
    if (this.#screen.isTty || this.#nWordsTold < 0) this.#screen.keep(...this.#header());
    const width = Math.max(...[...sentence.decoded.values()].map((decoded) => readable(decoded).length), 0);
    this.#screen.keep(
      ...[...sentence.decoded].map(([decoder, decoded]): Line => {
        const length = readable(decoded).length;
        const score = startTextScore();
        addText(score, textOfKeys(keysOf(decoded)), sentence.text);
        return [
          this.#label(decoder),
          ...verdict(sentence, decoded),
          ' '.repeat(width - length),
          `   CER ${percent(characterErrorRate(score))}`,
        ];
      }),
      [this.#label('typed'), styled('dim', sentence.text)],
      [''],
    );
    this.#nWordsTold = -1;
    this.#current++;
  }

  #header(): Line[] {
    return [[styled('bold', `sentence ${this.#current + 1} of ${this.#sentences.length}`), ' (simulated)']];
  }

  #errors(): string[] {
    const { ideal } = this.#options;
    const rows = [...this.#scores].map(([decoder, { figures }]) => {
      const { cer, wer, nKeys, keyEdits } = figures;
      return [withoutVersion(decoder), percent(keyEdits / nKeys), percent(cer), percent(wer)];
    });
    if (ideal !== undefined)
      rows.push(['ideal observer', percent(ideal.errorPerKey), percent(ideal.cer), percent(ideal.wer)]);
    const begun = this.#sentences.filter((_, place) => this.#hasBegun(place));
    const nKeys = begun.flatMap(({ samples }) => samples.filter((sample) => sample < this.#played)).length;
    return [
      `${begun.length} ${begun.length === 1 ? 'sentence' : 'sentences'}, ${nKeys} keys`,
      ...table([['', 'error per key', 'CER', 'WER'], ...rows]),
    ];
  }

  #delays(): string[] {
    const rows = [...this.#scores].map(([decoder, { figures }]) => {
      const { shownAfter, committedAfter } = figures;
      const missed = shownAfter.filter((delay) => delay === Infinity).length / shownAfter.length;
      return [withoutVersion(decoder), ...delays(shownAfter), ...delays(committedAfter), percent(missed)];
    });
    return [
      ...table([['keypress to screen', 'provisional', 'p95', 'committed', 'p95', 'missed'], ...rows]),
      'median and p95 of the keys that came right; missed: those that never did',
    ];
  }

  #failures(): string[] {
    return this.#nFailed === 0 ? [] : [`${this.#nFailed} windows answered with an error`];
  }
}

function sentencesOf({ markers }: Recording): Sentence[] {
  const sentences: Sentence[] = [];
  const open = { start: 0, keys: [] as string[], samples: [] as number[] };
  for (const { description, sample, value } of markers) {
    if (description === 'sentence start') Object.assign(open, { start: sample, keys: [], samples: [] });
    else if (description === 'key') {
      open.keys.push(value === 'space' ? ' ' : value === 'backspace' ? BACKSPACE : value);
      open.samples.push(sample);
    } else if (description === 'sentence end') sentences.push({ ...open, text: value, decoded: new Map() });
  }
  return sentences;
}

function withoutVersion(decoder: string): string {
  return decoder.replace(/@.*$/, '');
}

function setOver(decoded: Decoded | undefined): void {
  if (decoded !== undefined) decoded.isOver = true;
}

interface ShownCharacter {
  readonly character: string;
  readonly isCommitted: boolean;
}

/** What somebody who looks on reads: backspaces carried out. */
function readable({ committed, provisional }: Pick<Decoded, 'committed' | 'provisional'>): ShownCharacter[] {
  const shown: ShownCharacter[] = [];
  for (const [keys, isCommitted] of [
    [committed, true],
    [provisional, false],
  ] as const) {
    for (const character of keys) {
      if (character === BACKSPACE) shown.pop();
      else shown.push({ character, isCommitted });
    }
  }
  return shown;
}

function keysOf(decoded: Decoded | undefined): string[] {
  return decoded === undefined ? [] : Array.from(decoded.committed + decoded.provisional);
}

/** Committed text as it is, the rest dimmed. */
function spans(decoded: Decoded): Span[] {
  const { committed, provisional } = readTwice(decoded);
  return [styled('plain', committed), styled('dim', provisional)];
}

/** What can be read of each part. */
function readTwice(decoded: Decoded): { committed: string; provisional: string } {
  const shown = readable(decoded);
  const read = (isCommitted: boolean): string =>
    shown
      .filter((one) => one.isCommitted === isCommitted)
      .map(({ character }) => character)
      .join('');
  return { committed: read(true), provisional: read(false) };
}

/** The text with what is wrong in it marked. */
function verdict(sentence: Sentence, decoded: Decoded): Span[] {
  const shown = readable(decoded).map(({ character }) => character);
  const right = new Set(align(Array.from(sentence.text), shown).matches);
  return shown.map((character, i) => styled(right.has(i) ? 'plain' : 'bad', character));
}

/** Median and 95th percentile of the keys that came right. */
function delays(values: readonly number[]): string[] {
  const right = values.filter(Number.isFinite);
  return [0.5, 0.95].map((share) => (right.length === 0 ? '–' : `${(1e3 * quantile(right, share)).toFixed(0)} ms`));
}
