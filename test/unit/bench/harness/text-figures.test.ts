import { describe, expect, it } from 'vitest';
import { toldPromptly } from '../../../../bench/harness/text-figures.js';
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
