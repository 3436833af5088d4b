/** Prometheus' text format, as far as a measurement reads it. */

/** Sum of all series of `name`, whatever their labels; undefined when there is none. */
export function metricValue(text: string, name: string): number | undefined {
  let sum: number | undefined;
  for (const line of text.split('\n')) {
    if (!line.startsWith(name) || !'{ '.includes(line[name.length] ?? '')) continue;
    sum = (sum ?? 0) + Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}

/** Mean of a histogram or summary over what came between two readings. */
export function meanBetween(before: string, after: string, name: string): { n: number; mean: number } | undefined {
  const read = (text: string, part: string): number => metricValue(text, `${name}_${part}`) ?? 0;
  if (metricValue(after, `${name}_count`) === undefined) return undefined;
  const n = read(after, 'count') - read(before, 'count');
  return { n, mean: n > 0 ? (read(after, 'sum') - read(before, 'sum')) / n : 0 };
}
