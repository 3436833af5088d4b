import { decodeLine } from '../../server/cli/decode-line.js';
import { TypingScore, type TypingFigures } from '../../server/cli/typing-score.js';
import type { DecodedSession } from './simulated-decodes.js';

/** What a decoder made of people who typed, scored as `subscribe` scores it. */
export function textFigures(decoded: readonly DecodedSession[], decoder: string): TypingFigures {
  const score = new TypingScore();
  for (const { decodes, sfreq } of decoded) {
    for (const [id, logged] of decodes) {
      if (id !== decoder && !id.startsWith(`${decoder}@`)) continue;
      for (const { decode, arrived } of logged) {
        if (decode.payload === undefined) continue;
        const { stream, sequence, payload, timing } = decode;
        score.add(decodeLine(stream, id, sequence, payload, timing ?? null), arrived, sfreq);
      }
    }
  }
  return score.figures;
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
