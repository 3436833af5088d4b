/** Exponent of a growth: 1 when the cost grows as the size does, 0 when it does not grow. Least squares of logarithms. */
export function growthExponent(sizes: readonly number[], costs: readonly number[]): number {
  return slope(sizes.map(Math.log), costs.map(Math.log));
}

/** Slope of the straight line closest to the points, by least squares; NaN for fewer than two of them. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  const products = x.reduce((sum, value, i) => sum + (value - middleX) * (y[i]! - middleY), 0);
  const squares = x.reduce((sum, value) => sum + (value - middleX) ** 2, 0);
  return squares === 0 ? NaN : products / squares;
}
