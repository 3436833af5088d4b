import { describe, expect, it } from 'vitest';
import type { Timing } from '../../../../protocol/frame.js';
import type { DecodeLine } from '../../../../server/cli/decode-line.js';
import { LiveText } from '../../../../server/cli/live-text.js';
import { Scoreboard } from '../../../../server/cli/scoreboard.js';
import { TypingScore } from '../../../../server/cli/typing-score.js';
import { textOfKeys } from '../../../../server/language/typed-text.js';

const SFREQ = 100;

/** @param end sample; the server's clock is 1000 s ahead of the samples' */
function line(
  committed: string,
  provisional: string,
  end: number,
  over: { truth?: string; typed?: [number, string][] } = {},
): DecodeLine {
  const { truth, typed = [] } = over;
  return {
    stream: 's',
    decoder: 'typing@1.0.0',
    end,
    kind: 'text',
    final: truth !== undefined,
    text: {
      committed,
      provisional,
      reads: textOfKeys(committed + provisional),
      revision: 0,
      nBest: [],
      typed: typed.map(([sample, key]) => ({ sample, key })),
    },
    truth: truth ?? null,
    error: null,
    label: null,
    candidates: null,
    timing: { deviceTimeServer: 1000 + (end - 1) / SFREQ } as Timing,
  } as unknown as DecodeLine;
}

describe('TypingScore', () => {
  it('counts from the press of a key to the receipt of the text that shows it, and has it committed', () => {
    const score = new TypingScore();
    score.add(line('', 'a', 130), 1001.4, SFREQ);
    score.add(line('', 'ab', 160), 1001.7, SFREQ);
    score.add(line('ab', '', 200), 1002.1, SFREQ);
    const typed: [number, string][] = [
      [100, 'a'],
      [140, 'b'],
    ];
    score.add(line('ab', '', 220, { truth: 'ab', typed }), 1002.3, SFREQ);
    const { cer, wer, nKeys, keyEdits, shownAfter, committedAfter } = score.figures;
    expect({ cer, wer, nKeys, keyEdits }).toEqual({ cer: 0, wer: 0, nKeys: 2, keyEdits: 0 });
    expect(shownAfter.map((s) => s.toFixed(3))).toEqual(['0.400', '0.300']);
    expect(committedAfter.map((s) => s.toFixed(3))).toEqual(['1.100', '0.700']);
    expect(score.line()).toBe(
      'CER 0.0 %, WER 0.0 %, 0.0 % of 2 keys wrong, 1 text, keys shown after 400 ms (p95 400 ms), ' +
        'committed after 1100 ms (p95 1100 ms)',
    );
  });

  it('takes what was never right for as late as can be, and does not take a guess for an answer', () => {
    const score = new TypingScore();
    // The b is on the screen before it is pressed.
    score.add(line('', 'ab', 130), 1001.4, SFREQ);
    const typed: [number, string][] = [
      [100, 'a'],
      [140, 'b'],
      [150, 'c'],
      [160, 'space'],
    ];
    score.add(line('abx', '', 220, { truth: 'abc ', typed }), 1002.3, SFREQ);
    expect(score.figures.shownAfter.map((s) => s.toFixed(3))).toEqual(['0.400', '0.900', 'Infinity', 'Infinity']);
    expect(score.figures.cer).toBe(0.5);
    expect(score.line()).toContain('p95 –');
  });

  it('keeps backspaces among the keys, and the text as it ended', () => {
    const score = new TypingScore();
    const typed: [number, string][] = [
      [100, 'x'],
      [110, 'backspace'],
      [120, 'a'],
    ];
    score.add(line('x\ba', '', 220, { truth: 'a', typed }), 1002.3, SFREQ);
    expect(score.figures).toMatchObject({ cer: 0, nKeys: 3, keyEdits: 0 });
    score.add(line('a', '', 320, { truth: 'a', typed }), 1003.3, SFREQ);
    expect(score.figures).toMatchObject({ cer: 0, nKeys: 6, keyEdits: 2, nTexts: 2 });
  });

  it('says nothing of texts without truth, nor of delays without clocks', () => {
    const score = new TypingScore();
    score.add(line('a', '', 130), undefined, SFREQ);
    expect(score.line()).toBeUndefined();
    score.add(line('a', '', 220, { truth: 'b', typed: [[100, 'b']] }), undefined, 0);
    expect(score.line()).toBe('CER 100.0 %, WER 100.0 %, 100.0 % of 1 keys wrong, 1 text');
  });
});

describe('Scoreboard of texts', () => {
  it('runs along, and tells each decoder in the end', () => {
    const board = new Scoreboard();
    expect(board.lineOf(line('', 'a', 130))).toBeUndefined();
    const last = line('a', '', 220, { truth: 'ab' });
    board.add(line('', 'a', 130));
    board.add(last);
    expect(board.lineOf(last)).toBe('typing@1.0.0: CER 50.0 %, WER 100.0 %, 1 text');
    expect(board.lines()).toEqual(['typing@1.0.0: CER 50.0 %, WER 100.0 %, 1 text']);
    board.add({ ...last, stream: 'other' });
    expect(board.lines()).toHaveLength(2);
  });
});

describe('LiveText', () => {
  const written = (isTTY: boolean, use: (live: LiveText) => void): string => {
    let text = '';
    const out = { isTTY, columns: 30, write: (chunk: string) => (text += chunk) !== '' };
    use(new LiveText(out as unknown as NodeJS.WritableStream));
    return text;
  };

  it('draws a growing text over itself on a terminal, what may change dimmed', () => {
    const text = written(true, (live) => {
      live.show(line('a', 'bx\bc', 100));
      live.print('a line');
      live.clear();
      live.print('over');
    });
    const drawn = 'typing  a\u001b[2mbc\u001b[22m';
    expect(text).toBe(`\r\u001b[2K${drawn}\r\u001b[2Ka line\n${drawn}\r\u001b[2Kover\n`);
  });

  it('shows the end of what is longer than the terminal is wide', () => {
    const text = written(true, (live) => live.show(line('x'.repeat(50) + 'end', '', 100)));
    expect(text).toContain(`typing  ${'x'.repeat(18)}end`);
  });

  it('draws nothing elsewhere', () => {
    expect(written(false, (live) => live.show(line('a', 'b', 100)))).toBe('');
  });
});
