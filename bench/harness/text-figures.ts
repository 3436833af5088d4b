import { decodeLine, type DecodeLine } from '../../server/cli/decode-line.js';
import { TypingScore, type TypingFigures } from '../../server/cli/typing-score.js';
import { align } from '../../server/language/alignment.js';
import { BACKSPACE } from '../../server/language/typed-text.js';
import type { DecodedSession } from './simulated-decodes.js';

/** What a decoder made of people who typed, scored as `subscribe` scores it. */
export function textFigures(decoded: readonly DecodedSession[], decoder: string): TypingFigures {
  const score = new TypingScore();
  for (const { line, arrived, sfreq } of textLines(decoded, decoder)) score.add(line, arrived, sfreq);
  return score.figures;
}

/**
 * What the same last texts would score had a decoder told each of their keys so long after its press, and never changed one: as
 * late as errors alone make it. A key that stands for none goes with the one before it.
 *
 * @param after s
 */
export function promptFigures(decoded: readonly DecodedSession[], decoder: string, after: number): TypingFigures {
  const score = new TypingScore();
  for (const { line, sfreq } of textLines(decoded, decoder)) {
    if (!line.final) continue;
    for (const [told, received] of toldPromptly(line, after, sfreq)) score.add(told, received, sfreq);
  }
  return score.figures;
}

/** Lines of a text that grows by a key at a time, and when they would have come; the last is the text's own. */
export function toldPromptly(line: DecodeLine, after: number, sfreq: number): [DecodeLine, number][] {
  const { text, timing, end } = line;
  if (text === null || timing === null || text.typed.length === 0) return [];
  const keys = [...text.committed, ...text.provisional];
  const at = (sample: number): number => timing.deviceTimeServer - (end - 1 - sample) / sfreq;
  const { matches } = align(
    text.typed.map(({ key }) => typedKey(key)),
    keys,
  );
  const pressOf = new Map<number, number>();
  matches.forEach((key, i) => pressOf.set(key, text.typed[i]!.sample));
  const told: [DecodeLine, number][] = [];
  let press = text.typed[0]!.sample;
  for (const [key] of keys.entries()) {
    press = Math.max(press, pressOf.get(key) ?? press);
    const shown = keys.slice(0, key + 1).join('');
    const partial = {
      ...line,
      final: false,
      end: press + 1,
      text: { ...text, committed: shown, provisional: '', typed: [] },
    };
    told.push([partial, at(press) + after]);
  }
  const last = Math.max(at(press) + after, at(end - 1));
  return [...told, [{ ...line, text: { ...text, committed: keys.join(''), provisional: '' } }, last]];
}

/** From the press of keys that the last text has right to the first text that shows them, s. */
export interface ToldDelays {
  /** Those of which no text had said anything else before. */
  readonly atOnce: number[];
  /** Those that a text had first told wrong or left out, and a later one found. */
  readonly later: number[];
}

/** The delays of `textFigures`, those that come, parted by what was told first. */
export function toldDelays(decoded: readonly DecodedSession[], decoder: string): ToldDelays {
  const delays: ToldDelays = { atOnce: [], later: [] };
  let shown: [DecodeLine, number][] = [];
  for (const { line, arrived, sfreq } of textLines(decoded, decoder)) {
    if (line.text === null) continue;
    shown.push([line, arrived]);
    if (!line.final) continue;
    addToldDelays(delays, shown, sfreq);
    shown = [];
  }
  return delays;
}

/**
 * A text has told a key otherwise where its place is taken (behind the last key before it that is right there are letters
 * enough for the keys since, and for this one), or where a later key stands.
 *
 * @param shown of one text, in the order in which they came, the last one last; and when they came
 */
export function addToldDelays(
  delays: ToldDelays,
  shown: readonly (readonly [DecodeLine, number])[],
  sfreq: number,
): void {
  const final = shown.at(-1)?.[0];
  if (!final?.text || final.timing === null) return;
  const { timing, end: newest } = final;
  const { typed } = final.text;
  const keys = typed.map(({ key }) => typedKey(key));
  const readings = shown.map(([{ text, end }, received]) => {
    const found = [...(text?.committed ?? ''), ...(text?.provisional ?? '')];
    const { matches } = align(
      keys.filter((_, i) => typed[i]!.sample < end),
      found,
    );
    return { matches, nFound: found.length, received };
  });
  const last = readings.at(-1)!.matches;
  for (const [key, { sample }] of typed.entries()) {
    if (last[key]! < 0) continue;
    let isFirst = true;
    for (const { matches, nFound, received } of readings) {
      if (key >= matches.length) continue;
      if (matches[key]! >= 0) {
        const pressed = timing.deviceTimeServer - (newest - 1 - sample) / sfreq;
        (isFirst ? delays.atOnce : delays.later).push(received - pressed);
        break;
      }
      let before = key - 1;
      while (before >= 0 && matches[before]! < 0) before--;
      const place = (before < 0 ? -1 : matches[before]!) + key - before;
      if (nFound > place || matches.subarray(key + 1).some((at) => at >= 0)) isFirst = false;
    }
  }
}

/** What a marker calls a key, as texts have it. */
function typedKey(key: string): string {
  if (key === 'space') return ' ';
  return key === 'backspace' ? BACKSPACE : key;
}

function* textLines(
  decoded: readonly DecodedSession[],
  decoder: string,
): Generator<{ line: DecodeLine; arrived: number; sfreq: number }> {
  for (const { decodes, sfreq } of decoded) {
    for (const [id, logged] of decodes) {
      if (id !== decoder && !id.startsWith(`${decoder}@`)) continue;
      for (const { decode, arrived } of logged) {
        if (decode.payload === undefined) continue;
        const { stream, sequence, payload, timing } = decode;
        yield { line: decodeLine(stream, id, sequence, payload, timing ?? null), arrived, sfreq };
      }
    }
  }
}

/** Edits per key typed; a backspace is a key. */
export function keyErrorRate({ keyEdits, nKeys }: TypingFigures): number {
  return keyEdits / nKeys;
}

/** The same, when what has not come `lag` seconds after its press counts as missed. */
export function keyErrorRateAt({ shownAfter, keyEdits, nKeys }: TypingFigures, lag: number): number {
  const nInserted = keyEdits - shownAfter.filter((delay) => delay === Infinity).length;
  return (shownAfter.filter((delay) => delay > lag).length + nInserted) / nKeys;
}

/** Nearest rank; what was missed is later than anything. @param share 0..1 */
export function delayQuantile(delays: readonly number[], share: number): number {
  const sorted = [...delays].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
