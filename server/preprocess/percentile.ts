/**
 * Percentiles of `values[from .. from + n)` by numpy's default method, linear between the two nearest order statistics:
 * fraction `p` stands at position p·(n − 1) of the sorted values. Reorders that part of the array.
 *
 * @param fractions in rising order, 0..1
 */
export function percentiles(values: Float64Array, from: number, n: number, fractions: readonly number[]): number[] {
  let sortedUpTo = from;
  return fractions.map((fraction) => {
    const position = fraction * (n - 1);
    const below = Math.floor(position);
    const at = from + below;
    // What an earlier, lower fraction put in its place bounds the part that is left to look through.
    select(values, Math.min(sortedUpTo, at), from + n - 1, at);
    sortedUpTo = at;
    const low = values[at]!;
    if (below === n - 1) return low;
    let high = Infinity;
    for (let i = at + 1; i < from + n; i++) if (values[i]! < high) high = values[i]!;
    const part = position - below;
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  });
}

/** Hoare's selection: afterwards `values[k]` is what sorting would put there, nothing before it is larger or after it smaller. */
function select(values: Float64Array, first: number, last: number, k: number): void {
  let left = first;
  let right = last;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i] = values[j]!;
        values[j] = swapped;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
