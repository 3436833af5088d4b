/** How one sequence becomes another. */
export interface Alignment {
  /** Fewest insertions, deletions and replacements (Levenshtein). */
  readonly distance: number;
  /** For each place of the first sequence the place in the second that holds the same; −1 where none does. */
  readonly matches: Int32Array;
}

/** Aligns two sequences of keys, characters or words with the fewest changes. */
export function align(wanted: readonly string[], found: readonly string[]): Alignment {
  const width = found.length + 1;
  const costs = new Uint32Array((wanted.length + 1) * width);
  const cost = (i: number, j: number): number => costs[i * width + j] ?? 0;
  for (let i = 0; i <= wanted.length; i++) {
    for (let j = 0; j <= found.length; j++) {
      if (i === 0 || j === 0) costs[i * width + j] = i + j;
      else {
        const replaced = cost(i - 1, j - 1) + (wanted[i - 1] === found[j - 1] ? 0 : 1);
        costs[i * width + j] = Math.min(replaced, cost(i - 1, j) + 1, cost(i, j - 1) + 1);
      }
    }
  }
  const matches = new Int32Array(wanted.length).fill(-1);
  for (let [i, j] = [wanted.length, found.length]; i > 0 && j > 0;) {
    const isSame = wanted[i - 1] === found[j - 1];
    if (cost(i, j) === cost(i - 1, j - 1) + (isSame ? 0 : 1)) {
      i--;
      j--;
      if (isSame) matches[i] = j;
    } else if (cost(i, j) === cost(i - 1, j) + 1) i--;
    else j--;
  }
  return { distance: cost(wanted.length, found.length), matches };
}
