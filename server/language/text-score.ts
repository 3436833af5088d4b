/**
 * Fewest insertions, deletions and replacements that make one sequence of another (Levenshtein's distance).
 */
export function editDistance<T>(from: readonly T[], to: readonly T[]): number {
  let previous = Int32Array.from({ length: to.length + 1 }, (_, j) => j);
  let current = new Int32Array(to.length + 1);
  for (let i = 1; i <= from.length; i++) {
    current[0] = i;
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1);
    }
    [previous, current] = [current, previous];
  }
  return previous[to.length]!;
}

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
  score.letterEdits += editDistance([...decoded], [...truth]);
  score.nLetters += [...truth].length;
  score.wordEdits += editDistance(wordsOf(decoded), wordsOf(truth));
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
