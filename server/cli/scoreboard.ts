import { placeOfTruth, type DecodeLine } from './decode-line.js';
import { TypingScore } from './typing-score.js';

interface Score {
  right: number;
  among: number;
  best: number;
  of: number;
  failed: number;
  /** By stream: texts of two persons do not continue each other. */
  readonly texts: Map<string, TypingScore>;
}

/** Counts how often labels, candidates and texts were what the markers said, and how late texts were, by decoder. */
export class Scoreboard {
  readonly #byDecoder = new Map<string, Score>();

  /**
   * @param received  when the decode came, on the server's clock, s; without it delays are not counted
   * @param sfreq     of the stream, Hz; 0 when unknown
   */
  add(line: DecodeLine, received?: number, sfreq = 0): void {
    let score = this.#byDecoder.get(line.decoder);
    if (score === undefined) {
      score = { right: 0, among: 0, best: 0, of: 0, failed: 0, texts: new Map() };
      this.#byDecoder.set(line.decoder, score);
    }
    const place = placeOfTruth(line);
    if (line.error !== null) score.failed += line.error.count;
    else if (line.text !== null) {
      const typing = score.texts.get(line.stream) ?? new TypingScore();
      score.texts.set(line.stream, typing);
      typing.add(line, received, sfreq);
    } else if (place !== undefined && line.final) {
      score.of++;
      if (place === 0) score.right++;
      if (place >= 0) score.among++;
      score.best = line.candidates?.length ?? 0;
    }
  }

  /** How the decoder of a line does so far, in one line; undefined where nothing can be said. */
  lineOf({ decoder, stream }: DecodeLine): string | undefined {
    const score = this.#byDecoder.get(decoder);
    if (score === undefined) return undefined;
    const parts = partsOf(score, score.texts.get(stream));
    return parts.length === 0 ? undefined : `${decoder}: ${parts.join(', ')}`;
  }

  /** One line per decoder, and stream of texts, that had truth to compare with or windows that failed. */
  lines(): string[] {
    return [...this.#byDecoder].flatMap(([decoder, score]) => {
      const texts = [...score.texts.values()];
      const [first] = texts;
      const lines = texts.length > 1 ? texts.map((typing) => partsOf(EMPTY, typing)) : [];
      return [partsOf(score, texts.length > 1 ? undefined : first), ...lines].flatMap((parts) =>
        parts.length === 0 ? [] : [`${decoder}: ${parts.join(', ')}`],
      );
    });
  }
}

const EMPTY = { right: 0, among: 0, best: 0, of: 0, failed: 0 };

function partsOf(score: Omit<Score, 'texts'>, typing: TypingScore | undefined): string[] {
  const { right, among, best, of, failed } = score;
  const parts = [];
  if (of > 0) parts.push(`${right} of ${of} right (${Math.round((100 * right) / of)} %)`);
  if (best > 1) parts.push(`${among} among the best ${best} (${Math.round((100 * among) / of)} %)`);
  const text = typing?.line();
  if (text !== undefined) parts.push(text);
  if (failed > 0) parts.push(`${failed} answered with an error`);
  return parts;
}
