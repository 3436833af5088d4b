import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Payload, Timing } from '../../../../protocol/frame.js';
import type { Recording } from '../../../../server/rig/recording.js';
import { textOfKeys } from '../../../../server/language/typed-text.js';
import { Screen } from '../../../../server/cli/demo-screen.js';
import { TypingView } from '../../../../server/cli/demo-typing.js';

const KEYS = 'typing-keys@1.0.0';
const STREAM = 'typing-stream@1.0.0';
/** Samples at 1000 Hz. */
const SENTENCES = [
  { start: 1000, keys: ['n', 'i', 'backspace', 'o', 'space', 'b'], text: 'no b' },
  { start: 5000, keys: ['o', 'k'], text: 'ok' },
];

function recording(): Recording {
  const markers = SENTENCES.flatMap(({ start, keys, text }) => [
    { sample: start, description: 'sentence start', value: text, duration: 0 },
    ...keys.map((value, i) => ({ sample: start + 500 + 200 * i, description: 'key', value, duration: 0 })),
    { sample: start + 3000, description: 'sentence end', value: text, duration: 0 },
  ]);
  return { info: { sfreq: 1000, channels: [] }, nSamples: 9000, markers } as unknown as Recording;
}

function shown(options: { isTTY?: boolean; isLive?: boolean } = {}) {
  const out = Object.assign(new PassThrough(), { isTTY: options.isTTY ?? false, columns: 80 });
  const screen = new Screen({ out, err: new PassThrough() }, { NO_COLOR: '1' });
  const view = new TypingView(
    { recording: recording(), isLive: options.isLive ?? true, ideal: { cer: 0.125 } },
    screen,
  );
  view.opened([STREAM, KEYS]);
  const says = (decoder: string, end: number, committed: string, provisional = '', final = false): void => {
    const { start, keys, text: truth } = SENTENCES[end < 5000 ? 0 : 1]!;
    const typed = keys.map((key, i) => ({ sample: start + 500 + 200 * i, key }));
    const reads = textOfKeys(committed + provisional);
    const text = { committed, provisional, revision: 0, nBest: [], reads, typed: final ? typed : [] };
    const payload = {
      start: end - 100,
      end,
      final,
      kind: 'text',
      truth: final ? truth : '',
      text,
    } as unknown as Payload;
    // The first sample was taken at 100 s, and each decode comes 0.1 s after its newest sample.
    const timing = { deviceTimeServer: 100 + (end - 1) / 1000 } as Timing;
    view.decode({ decoder, sequence: 0, stream: 's', payload, timing, received: 100.1 + end / 1000 });
  };
  return { view, says, out: () => String((out.read() as Buffer | null) ?? '') };
}

/** Both decoders say all of both sentences; the second is wrong once. */
function decodeAll(says: ReturnType<typeof shown>['says']): void {
  says(STREAM, 1700, '', 'n');
  says(STREAM, 2000, 'n', 'i\b');
  says(STREAM, 2800, 'ni\bo', ' v');
  says(KEYS, 2800, '', 'ni\bo b');
  says(STREAM, 4000, 'ni\bo v', '', true);
  says(KEYS, 4000, 'ni\bo b', '', true);
  says(STREAM, 8000, 'ok', '', true);
  says(KEYS, 8000, 'ok', '', true);
}

describe('the typing demo', () => {
  it('writes a line for each word that begins, then both texts and what was typed', () => {
    const { says, out } = shown();
    decodeAll(says);
    expect(out().split('\n')).toEqual([
      'sentence 1 of 2 (simulated)',
      '          1.7 s  │n',
      '          2.8 s  no│ v',
      '  typing-stream  no v   CER 25 %',
      '  typing-keys    no b   CER 0 %',
      '  typed          no b',
      '',
      'sentence 2 of 2 (simulated)',
      '          8.0 s  ok│',
      '  typing-stream  ok   CER 0 %',
      '  typing-keys    ok   CER 0 %',
      '  typed          ok',
      '',
      '',
    ]);
  });

  it('draws the text again on a terminal, with backspaces carried out', () => {
    const { view, says, out } = shown({ isTTY: true });
    view.played(1800);
    says(STREAM, 1800, '', 'ni');
    expect(out()).toContain('  typing-stream  ni\n  typing-keys    \n  typed          ni\n');
    view.played(2000);
    says(STREAM, 2000, 'n', 'i\b');
    expect(out()).toMatch(/ {2}typing-stream {2}n\n {2}typing-keys {4}\n {2}typed {10}n\n$/);
  });

  it('tells errors, and the delay of each key from its press to the screen', () => {
    const { view, says } = shown();
    decodeAll(says);
    view.played(9000);
    expect(view.finish()).toEqual([
      '2 sentences, 8 keys',
      '                 error per key    CER    WER',
      'typing-stream             13 %   17 %   33 %',
      'typing-keys                0 %    0 %    0 %',
      'ideal observer               –   13 %      –',
      '',
      'keypress to screen   provisional       p95   committed       p95   missed',
      'typing-stream             600 ms   2600 ms     1200 ms   2600 ms     13 %',
      'typing-keys              1200 ms   2600 ms     2400 ms   2600 ms      0 %',
      'median and p95 of the keys that came right; missed: those that never did',
    ]);
  });

  it('leaves out what was not typed when it was interrupted', () => {
    const { view, says, out } = shown();
    view.played(2200);
    says(STREAM, 2200, '', 'ni');
    says(KEYS, 2200, '', 'n');
    expect(view.finish()[0]).toBe('1 sentence, 4 keys');
    expect(out().match(/sentence \d/g)).toEqual(['sentence 1']);
  });

  it('tells no delays where the person is not as fast as one', () => {
    const { view } = shown({ isLive: false });
    expect(view.finish().join('\n')).not.toContain('keypress');
  });

  it('goes on to the next sentence where the end of one is never told', () => {
    const { view, says, out } = shown();
    says(KEYS, 2800, '', 'no b');
    says(STREAM, 2800, '', 'no b');
    says(KEYS, 8000, 'ok', '', true);
    expect(out()).not.toContain('typed');
    says(STREAM, 8000, 'ok', '', true);
    expect(out().match(/typed .*/g)).toEqual(['typed          no b', 'typed          ok']);
    view.played(9000);
    expect(view.finish()[0]).toBe('2 sentences, 8 keys');
  });
});
