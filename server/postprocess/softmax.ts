/** exp(xᵢ) / Σ exp(xⱼ), from the largest on so that none overflows. */
export function softmax(values: ArrayLike<number>): Float64Array {
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i]!);
  const weights = Float64Array.from(values, (value) => Math.exp(value - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
