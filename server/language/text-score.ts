import { align } from './alignment.js';

/** Edits and lengths so far. Plain data. */
export interface TextScore {
  nTexts: number;
  letterEdits: number;
  /** Of the truth. */
  nLetters: number;
  wordEdits: number;
  nWords: number;
}

export function startTextScore(): TextScore {
  return { nTexts: 0, letterEdits: 0, nLetters: 0, wordEdits: 0, nWords: 0 };
}

/** Counts one decoded text against the true one. */
export function addText(score: TextScore, decoded: string, truth: string): void {
  score.nTexts++;
  score.letterEdits += align([...decoded], [...truth]).distance;
  score.nLetters += [...truth].length;
  score.wordEdits += align(wordsOf(decoded), wordsOf(truth)).distance;
  score.nWords += wordsOf(truth).length;
}

/** Character error rate so far: edits per letter of the truth, 0 and above; undefined before the first letter. */
export function characterErrorRate({ letterEdits, nLetters }: TextScore): number | undefined {
  return nLetters === 0 ? undefined : letterEdits / nLetters;
}

/** Word error rate so far. */
export function wordErrorRate({ wordEdits, nWords }: TextScore): number | undefined {
  return nWords === 0 ? undefined : wordEdits / nWords;
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
