import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { percent, quantile, Screen, styled, table } from '../../../../server/cli/demo-screen.js';

const UP = (n: number): string => `\u001b[${n}A\r\u001b[J`;

function screenOn(tty: { isTTY?: boolean; columns?: number } = {}, env: NodeJS.ProcessEnv = {}) {
  const [out, err] = [Object.assign(new PassThrough(), tty), new PassThrough()];
  const text = (stream: PassThrough): string => String((stream.read() as Buffer | null) ?? '');
  return { screen: new Screen({ out, err }, env), out: () => text(out), err: () => text(err) };
}

describe('a screen', () => {
  it('writes what is kept and draws nothing where it is no terminal', () => {
    const { screen, out } = screenOn();
    screen.draw(['growing']);
    screen.keep([styled('bad', 'kept'), ' plain'], ['second']);
    screen.close();
    expect(out()).toBe('kept plain\nsecond\n');
  });

  it('draws over what it drew, and keeps the last', () => {
    const { screen, out } = screenOn({ isTTY: true, columns: 40 });
    screen.draw(['a'], ['b']);
    screen.draw(['c']);
    screen.keep(['d']);
    screen.keep(['e']);
    screen.close();
    expect(out()).toBe(`\u001b[?25la\nb\n${UP(2)}c\n${UP(1)}d\ne\n\u001b[?25h`);
  });

  it('cuts lines at the width, as one that wraps could not be drawn over', () => {
    const { screen, out } = screenOn({ isTTY: true, columns: 8 }, { NO_COLOR: '1' });
    screen.keep(['abcd', styled('dim', 'efgh'), 'i']);
    expect(out()).toBe('abcdefg\n');
  });

  it('colours on a terminal alone', () => {
    const { screen, out } = screenOn({ isTTY: true, columns: 40 });
    screen.keep([styled('dim', 'tail')]);
    expect(out()).toBe('\u001b[2mtail\u001b[0m\n');
  });

  it('says things above what it draws over', () => {
    const { screen, out, err } = screenOn({ isTTY: true, columns: 40 });
    screen.draw(['growing']);
    out();
    screen.say('a gap');
    expect(err()).toBe('a gap\n');
    expect(out()).toBe(`${UP(1)}growing\n`);
  });
});

describe('figures', () => {
  it('stand under each other', () => {
    expect(
      table([
        ['', 'CER'],
        ['typing-keys', '9 %'],
        ['x', '12.5 %'],
      ]),
    ).toEqual(['                 CER', 'typing-keys      9 %', 'x             12.5 %']);
  });

  it('are shares in per cent, or a dash', () => {
    expect([0, 0.004, 0.0994, 0.25, 1, undefined, NaN].map(percent)).toEqual([
      '0 %',
      '0.4 %',
      '9.9 %',
      '25 %',
      '100 %',
      '–',
      '–',
    ]);
  });

  it('have quantiles, and none of nothing', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([3, 1, 2], 1)).toBe(3);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
