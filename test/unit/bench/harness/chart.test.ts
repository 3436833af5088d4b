import { describe, expect, it } from 'vitest';
import { barRows, escaped, lineChart } from '../../../../bench/harness/chart.js';

describe('lineChart', () => {
  const axis = { label: 'x', scale: 'linear' } as const;

  it('draws a path for each series, the main one last', () => {
    const svg = lineChart({
      x: axis,
      y: { label: 'y', scale: 'log' },
      series: [
        {
          name: 'main',
          colour: 'red',
          isMain: true,
          points: [
            [0, 1],
            [1, 10],
          ],
        },
        {
          name: 'other',
          colour: 'blue',
          points: [
            [0, 2],
            [1, 20],
          ],
        },
      ],
    });
    expect(svg.match(/<path /g)).toHaveLength(2);
    expect(svg.indexOf('<title>other')).toBeLessThan(svg.indexOf('<title>main'));
    expect(svg).not.toContain('NaN');
  });

  it('leaves out what was not measured, and what a logarithm cannot show', () => {
    const points = [
      [0, NaN],
      [1, 0],
      [2, 3],
      [3, 4],
    ] as const;
    const svg = lineChart({ x: axis, y: { label: 'y', scale: 'log' }, series: [{ name: 'a', colour: 'red', points }] });
    expect(svg.match(/<circle /g)).toHaveLength(2);
    expect(svg).not.toContain('NaN');
    expect(lineChart({ x: axis, y: axis, series: [] })).toContain('Nothing was measured');
  });

  it('gives each nine of a tail as much room as the one before', () => {
    const points = [0, 0.9, 0.99, 0.999].map((share) => [share, 1 + share] as const);
    const svg = lineChart({
      x: { label: 'share', scale: 'tail' },
      y: axis,
      series: [{ name: 'a', colour: 'red', points }],
    });
    const at = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map((match) => Number(match[1]));
    const steps = at.slice(1).map((x, i) => x - at[i]!);
    expect(steps[1]).toBeCloseTo(steps[0]!, 0);
    expect(steps[2]).toBeCloseTo(steps[0]!, 0);
  });
});

describe('barRows', () => {
  it('makes the longest bar of the largest value', () => {
    const rows = [1, 4].map((value) => ({ name: `row ${value}`, bars: [{ value, colour: 'red' }] }));
    const widths = [...barRows(rows, String).matchAll(/<rect [^>]*width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(widths[1]! / widths[0]!).toBeCloseTo(4);
  });
});

describe('escaped', () => {
  it('lets no text be markup', () => {
    expect(escaped('a < b & "c">')).toBe('a &lt; b &amp; &quot;c&quot;&gt;');
  });
});
