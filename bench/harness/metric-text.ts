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

/** Bucket bound of a histogram that `share` of what came between two readings did not pass. */
export function quantileBetween(before: string, after: string, name: string, share: number): number | undefined {
  const buckets = (text: string): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const [, bound, count] of text.matchAll(
      new RegExp(`^${name}_bucket\\{[^}]*le="([^"]+)"[^}]*\\} (\\S+)$`, 'gm'),
    )) {
      const le = bound === '+Inf' ? Infinity : Number(bound);
      counts.set(le, (counts.get(le) ?? 0) + Number(count));
    }
    return counts;
  };
  const earlier = buckets(before);
  const counts = [...buckets(after)].map(([le, count]) => [le, count - (earlier.get(le) ?? 0)] as const);
  const total = Math.max(0, ...counts.map(([, count]) => count));
  return counts.toSorted(([a], [b]) => a - b).find(([, count]) => count >= share * total)?.[0];
}
