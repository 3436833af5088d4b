import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../../protocol/frame.js';
import { decodePayload, encodePayload } from '../../../../protocol/frame.js';
import { decodeLine, decodeText, type DecodeLine } from '../../../../server/cli/decode-line.js';
import { Scoreboard } from '../../../../server/cli/scoreboard.js';

const scored = (label: string, score: number, probability: number) => ({ label, score, probability });

const payload = (truth: string, words = false, final = true): Payload =>
  decodePayload(
    encodePayload({
      start: 100,
      end: 200,
      window: 3,
      step: 1,
      final,
      kind: 'candidates',
      missing: 0,
      truth,
      marker: 'word',
      candidates: {
        best: [scored('segment-4', 2.5, 0.5), scored('segment-1', 2.25, 0.25)],
        labels: words ? [scored('dog', 2.25, 0.625), scored('cat', 2.5, 0.375)] : [],
        repetitions: 1,
      },
    }),
  );

const line = (truth: string, words = false, final = true): DecodeLine =>
  decodeLine('story', 'speech@1.0.0', 7, payload(truth, words, final), null);

describe('decodeLine of candidates', () => {
  it('has them best first, and labels where there are any', () => {
    expect(line('')).toMatchObject({
      kind: 'candidates',
      label: null,
      truth: null,
      labels: null,
      candidates: [
        { label: 'segment-4', score: 2.5, probability: 0.5 },
        { label: 'segment-1', score: 2.25, probability: 0.25 },
      ],
    });
    expect(line('', true).labels).toEqual([
      { label: 'dog', score: 2.25, probability: 0.625 },
      { label: 'cat', score: 2.5, probability: 0.375 },
    ]);
  });

  it('is one line of text', () => {
    expect(decodeText(line(''), 100)).toBe('   1.00 s –    2.00 s  speech            segment-4 50 % · segment-1 25 %');
    expect(decodeText(line('segment-1'), 100)).toMatch(/segment-4 50 % · segment-1 25 % {2}✗ \(segment-1\)$/);
    expect(decodeText(line('dog', true), 100)).toMatch(/dog 63 % · cat 38 % {2}✓$/);
  });
});

describe('Scoreboard', () => {
  const lines = (...all: DecodeLine[]): string[] => {
    const board = new Scoreboard();
    for (const one of all) board.add(one);
    return board.lines();
  };

  it('counts the first place and all that are told', () => {
    expect(lines(line('segment-4'), line('segment-1'), line('segment-9'), line(''))).toEqual([
      'speech@1.0.0: 1 of 3 right (33 %), 2 among the best 2 (67 %)',
    ]);
  });

  it('looks for the truth where it is told', () => {
    expect(lines(line('dog', true), line('cat', true), line('segment-4', true), line('horse', true))).toEqual([
      'speech@1.0.0: 2 of 4 right (50 %), 3 among the best 2 (75 %)',
    ]);
  });

  it('leaves early answers out', () => {
    expect(lines(line('segment-4', false, false), line('segment-1'))).toEqual([
      'speech@1.0.0: 0 of 1 right (0 %), 1 among the best 2 (100 %)',
    ]);
  });
});
