import { describe, expect, it } from 'vitest';
import { meanBetween, metricValue, quantileBetween } from '../../../../bench/harness/metric-text.js';

const before = 'append_seconds_sum 0.5\nappend_seconds_count 10\n';
const after = [
  '# TYPE append_seconds histogram',
  'append_seconds_bucket{le="0.1"} 14',
  'append_seconds_sum{disk="a"} 0.6',
  'append_seconds_sum{disk="b"} 0.3',
  'append_seconds_count{disk="a"} 10',
  'append_seconds_count{disk="b"} 4',
].join('\n');

describe('metric text', () => {
  it('adds up the series of a name and of no longer one', () => {
    expect(metricValue(after, 'append_seconds_count')).toBe(14);
    expect(metricValue(after, 'append_seconds')).toBeUndefined();
    expect(metricValue(after, 'other')).toBeUndefined();
  });

  it('gives the mean of what came between two readings', () => {
    const { n, mean } = meanBetween(before, after, 'append_seconds')!;
    expect(n).toBe(4);
    expect(mean).toBeCloseTo(0.1);
    expect(meanBetween(before, after, 'other')).toBeUndefined();
  });

  it('names the bucket that a share of them stayed in', () => {
    const at = (a: number, b: number, all: number): string =>
      `x_bucket{le="0.001",disk="a"} ${a}\nx_bucket{le="0.01",disk="a"} ${b}\nx_bucket{le="+Inf",disk="a"} ${all}\n`;
    expect(quantileBetween(at(10, 10, 10), at(60, 109, 110), 'x', 0.5)).toBe(0.001);
    expect(quantileBetween(at(10, 10, 10), at(60, 109, 110), 'x', 0.99)).toBe(0.01);
    expect(quantileBetween(at(10, 10, 10), at(60, 109, 110), 'x', 1)).toBe(Infinity);
    expect(quantileBetween('', '', 'x', 0.5)).toBeUndefined();
  });
});
