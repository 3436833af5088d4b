/**
 * Indices of the `n` highest values, highest first; of equal ones the lower index first. Fewer where there are fewer.
 */
export function bestOf(values: ArrayLike<number>, n: number): Uint32Array {
  const best = new Uint32Array(Math.min(n, values.length));
  let nBest = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (nBest === best.length && !(value > values[best[nBest - 1]!]!)) continue;
    // The first place whose value is lower: what is equal came before, and stays before.
    let low = 0;
    let high = nBest;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[best[middle]!]! >= value) low = middle + 1;
      else high = middle;
    }
    if (nBest < best.length) nBest++;
    best.copyWithin(low + 1, low, nBest - 1);
    best[low] = index;
  }
  return best;
}
