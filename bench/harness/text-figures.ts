import { align } from '../../server/cli/demo-alignment.js';
import { BACKSPACE, textOfKeys } from '../../server/language/typed-text.js';
import { addText, characterErrorRate, startTextScore, wordErrorRate } from '../../server/language/text-score.js';
import type { Decode, Text } from '../../protocol/frame.js';
import type { DecodedSession } from './simulated-decodes.js';

export interface TextFigures {
  /** Keys typed, and sentences. */
  readonly nKeys: number;
  readonly nSentences: number;
  /** Edits that make the decoded keys (backspaces are keys) the typed ones, per key typed. */
  readonly keyErrorRate: number;
  /** Of the text as it reads at a sentence's end. */
  readonly characterErrorRate: number;
  readonly wordErrorRate: number;
}

/** From the press of a key to its receipt, for keys that are right in the end; the others are misses, Infinity. All in s. */
export interface KeyDelays {
  /** Until the key stood in the text for good. */
  readonly provisional: readonly number[];
  /** Until it was committed. */
  readonly committed: readonly number[];
  /** Keys that had not come, by what the rig sent, within each lag asked for; per key typed. */
  readonly errorsAt: (lag: number) => number;
}

interface Sentence {
  readonly texts: readonly { readonly text: Text; readonly decode: Decode; readonly arrived: number }[];
  readonly typed: readonly { readonly key: string; readonly time: number }[];
  readonly decoded: string;
}

/** What a decoder of text made of sessions. */
export function textFigures(decoded: readonly DecodedSession[], decoder: string): TextFigures {
  const score = startTextScore();
  let [nKeys, edits, nSentences] = [0, 0, 0];
  for (const { typed, decoded: keys } of sentencesOf(decoded, decoder)) {
    const wanted = typed.map(({ key }) => key);
    nSentences++;
    nKeys += wanted.length;
    edits += align(wanted, [...keys]).distance;
    addText(score, textOfKeys(keys), textOfKeys(wanted));
  }
  return {
    nKeys,
    nSentences,
    keyErrorRate: edits / nKeys,
    characterErrorRate: characterErrorRate(score) ?? NaN,
    wordErrorRate: wordErrorRate(score) ?? NaN,
  };
}

/** How late its keys were at the subscriber; sessions played at speed 1. */
export function keyDelays(decoded: readonly DecodedSession[], decoder: string): KeyDelays {
  const provisional: number[] = [];
  const committed: number[] = [];
  const firstSeen: number[] = [];
  for (const { texts, typed, decoded: keys } of sentencesOf(decoded, decoder)) {
    const { matches } = align(
      typed.map(({ key }) => key),
      [...keys],
    );
    typed.forEach(({ time }, i) => {
      const place = matches[i]!;
      if (place < 0) {
        provisional.push(Infinity);
        committed.push(Infinity);
        firstSeen.push(Infinity);
        return;
      }
      const prefix = keys.slice(0, place + 1);
      // Told again and again from here on: the first of the unbroken run of texts that end the sentence with it.
      let since = texts.length;
      while (since > 0 && whole(texts[since - 1]!.text)[place] === keys[place]) since--;
      provisional.push((texts[since]?.arrived ?? Infinity) - time);
      const final = texts.find(({ text }) => (text.committed ?? '').startsWith(prefix) || text.committed === keys);
      committed.push((final?.arrived ?? Infinity) - time);
      firstSeen.push(provisional.at(-1)!);
    });
  }
  return {
    provisional,
    committed,
    errorsAt: (lag) => firstSeen.filter((delay) => delay > lag).length / firstSeen.length,
  };
}

const whole = ({ committed, provisional }: Text): string => `${committed ?? ''}${provisional ?? ''}`;

function sentencesOf(decoded: readonly DecodedSession[], decoder: string): Sentence[] {
  return decoded.flatMap(({ decodes, sfreq }) => {
    const logged = [...decodes].filter(([id]) => id === decoder || id.startsWith(`${decoder}@`)).flatMap(([, l]) => l);
    const sentences: Sentence[] = [];
    let texts: { text: Text; decode: Decode; arrived: number }[] = [];
    for (const { decode, arrived } of logged) {
      const text = decode.payload?.text;
      if (text === undefined || text === null) continue;
      texts.push({ text: text as Text, decode, arrived });
      if (decode.payload?.final !== true) continue;
      if ((text.typed?.length ?? 0) > 0) sentences.push(sentenceOf(texts, sfreq));
      texts = [];
    }
    return sentences;
  });
}

function sentenceOf(texts: Sentence['texts'], sfreq: number): Sentence {
  const { text, decode } = texts.at(-1)!;
  const { end } = decode.payload!;
  // The device's clock is this machine's: the newest sample of the decode ties it to sample indices.
  const atEnd = decode.timing?.deviceTime ?? NaN;
  const typed = (text.typed ?? []).map(({ sample, key }) => ({
    key: KEYS[key ?? ''] ?? key ?? '',
    time: atEnd - (Number(end) - 1 - Number(sample)) / sfreq,
  }));
  return { texts, typed, decoded: whole(text) };
}

const KEYS: Readonly<Record<string, string>> = { space: ' ', backspace: BACKSPACE };
