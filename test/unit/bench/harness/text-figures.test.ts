import { describe, expect, it } from 'vitest';
import { addToldDelays, toldPromptly, type ToldDelays } from '../../../../bench/harness/text-figures.js';
import type { DecodeLine } from '../../../../server/cli/decode-line.js';
import { TypingScore } from '../../../../server/cli/typing-score.js';

const SFREQ = 100;

/** A last text, of keys that were pressed every 0.2 s from 1 s on; samples are due when the clock says so. */
function lastLine(typed: string, found: string): DecodeLine {
  const end = 100 + 20 * typed.length + 50;
  return {
    final: true,
    end,
    truth: typed,
    timing: { deviceTimeServer: (end - 1) / SFREQ },
    text: {
      committed: found.slice(0, 2),
      provisional: found.slice(2),
      reads: found,
      typed: [...typed].map((key, i) => ({ sample: 100 + 20 * i, key })),
    },
  } as unknown as DecodeLine;
}

function delaysOf(typed: string, found: string): readonly number[] {
  const score = new TypingScore();
  for (const [line, received] of toldPromptly(lastLine(typed, found), 0.3, SFREQ)) score.add(line, received, SFREQ);
  return score.figures.shownAfter.map((delay) => Math.round(1e3 * delay));
}

describe('toldPromptly', () => {
  it('tells every key of a right text so long after its press', () => {
    expect(delaysOf('abcd', 'abcd')).toEqual([300, 300, 300, 300]);
  });

  it('counts what the last text has not as missed', () => {
    expect(delaysOf('abcd', 'abxd')).toEqual([300, 300, Infinity, 300]);
  });
});

/** Texts that came every 0.1 s from 1.1 s on. */
function partedDelays(typed: string, texts: readonly string[]): ToldDelays {
  const last = lastLine(typed, texts.at(-1)!);
  const shown = texts.map((text, n): [DecodeLine, number] => {
    const end = n === texts.length - 1 ? last.end : 110 + 10 * n;
    const line = {
      ...last,
      final: n === texts.length - 1,
      end,
      text: { ...last.text!, committed: '', provisional: text },
    };
    return [line, 1.1 + 0.1 * n];
  });
  const delays: ToldDelays = { atOnce: [], later: [] };
  addToldDelays(delays, shown, SFREQ);
  const inMs = (values: readonly number[]): number[] => values.map((value) => Math.round(1e3 * value));
  return { atOnce: inMs(delays.atOnce), later: inMs(delays.later) };
}

describe('addToldDelays', () => {
  it('counts keys that are right at first as told at once', () => {
    expect(partedDelays('ab', ['', '', 'a', 'a', 'ab', 'ab'])).toEqual({ atOnce: [300, 300], later: [] });
  });

  it('counts a key that was another at first as found later', () => {
    expect(partedDelays('ab', ['', '', 'x', 'x', 'ab', 'ab'])).toEqual({ atOnce: [300], later: [500] });
  });

  it('counts a key that was left out while a later one stood as found later', () => {
    expect(partedDelays('abc', ['', '', 'a', 'a', 'a', 'a', 'ac', 'ac', 'abc', 'abc'])).toEqual({
      atOnce: [300, 300],
      later: [700],
    });
  });

  it('leaves out what the last text has not', () => {
    expect(partedDelays('ab', ['', '', 'a', 'a', 'ab', 'ax'])).toEqual({ atOnce: [300], later: [] });
  });
});
