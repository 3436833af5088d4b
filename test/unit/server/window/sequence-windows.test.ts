import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { When } from '../../../../models/manifest.js';
import {
  advanceWindows,
  decoderWindows,
  finishWindows,
  gapWindows,
  markWindows,
  nextWindowDue,
  startWindows,
} from '../../../../server/lane/decoder-windows.js';
import type { WindowSpan } from '../../../../server/window/window-span.js';

const SFREQ = 100;
const N_SAMPLES = 10;

type Sequence = NonNullable<Extract<When, { kind: 'sliding' }>['sequence']>;

const MARKED: Sequence = { startMarker: 'on', endMarker: 'off', tail: 0.1, timeout: 0.8 };
const sliding = (sequence: Sequence, stride = 10): When => ({ kind: 'sliding', stride, sequence });
const keys = (sequence: Sequence, tmin = -0.02): When => ({ kind: 'epoch', marker: 'key', tmin, sequence });

/** A marker at `index` that comes when there are `arrives` samples. */
type Mark = readonly [index: number, description: string, arrives?: number];

/** @param turn how many samples come at a time */
function play(when: When, marks: readonly Mark[], end: number, turn = 1, oldestKept = 1000): WindowSpan[] {
  const windows = decoderWindows(when, SFREQ, N_SAMPLES);
  const state = startWindows(windows);
  const spans: WindowSpan[] = [];
  const waiting = marks
    .map(([index, description, arrives = index]) => ({ index, description, arrives }))
    .sort((a, b) => a.arrives - b.arrives);
  for (let at = 0; ;) {
    for (; waiting[0] !== undefined && waiting[0].arrives <= at; waiting.shift()) {
      const { index, description } = waiting[0];
      const marker = { index, sample: index, description, value: '', duration: 0 };
      const refused = markWindows(windows, state, marker, Math.max(0, at - oldestKept));
      if (refused !== undefined) spans.push(refused);
      spans.push(...advanceWindows(windows, state, at));
    }
    if (at === end) break;
    at = Math.min(end, at + turn, waiting[0]?.arrives ?? Infinity);
    spans.push(...advanceWindows(windows, state, at));
  }
  spans.push(...finishWindows(windows, state, end));
  return spans;
}

/** `begin`, `start-end` of windows, `end start-end`, codes of failures. */
function words(spans: readonly WindowSpan[]): string {
  return spans
    .map(({ start, end, bound, failure, count }) => {
      const code = failure === undefined ? '' : `${failure.code}${count > 1 ? ` x ${count}` : ''} `;
      if (bound?.kind === 'begin') return 'begin';
      return `${bound === undefined ? '' : 'end '}${code}${start}-${end}`;
    })
    .join(', ');
}

describe('sliding windows in sequences', () => {
  it('are those between the markers and in the tail behind them', () => {
    const spans = play(
      sliding(MARKED),
      [
        [25, 'on'],
        [51, 'off'],
      ],
      120,
    );
    expect(words(spans)).toBe('begin, 30-40, 40-50, 50-60, end 25-61');
    expect(spans.map(({ window }) => window)).toEqual([0, 0, 1, 2, 3]);
    expect(spans.at(-1)).toMatchObject({ final: true, marker: { index: 25 }, endMarker: { index: 51 } });
    expect(spans.at(-1)?.bound).toEqual({ kind: 'end', from: 25, until: 51 });
  });

  it('end where another sequence starts', () => {
    expect(
      words(
        play(
          sliding(MARKED),
          [
            [0, 'on'],
            [25, 'on'],
            [41, 'off'],
            [45, 'on'],
          ],
          60,
        ),
      ),
    ).toBe('begin, 0-10, 10-20, end 0-25, begin, 30-40, end 25-45, begin, 50-60, end 45-60');
  });

  it('end when time is up, and tell so where an end marker was waited for', () => {
    const until = { ...MARKED, timeout: 0.3 };
    expect(
      words(
        play(
          sliding(until),
          [
            [0, 'on'],
            [31, 'off'],
          ],
          60,
        ),
      ),
    ).toBe('begin, 0-10, 10-20, 20-30, end SEQUENCE_TIMEOUT 0-30');
    const { startMarker, timeout } = until;
    const spans = play(sliding({ startMarker: startMarker!, timeout }), [[0, 'on']], 60);
    expect(words(spans)).toBe('begin, 0-10, 10-20, 20-30, end 0-30');
  });

  it('follow each other without markers', () => {
    expect(words(play(sliding({ timeout: 0.25 }), [], 52))).toBe(
      'begin, 0-10, 10-20, end 0-25, begin, 20-30, 30-40, end 20-45, begin, 40-50, end 40-52',
    );
  });

  it('are had from the start on, however late its marker comes, as far as there are samples', () => {
    const late = play(
      sliding(MARKED),
      [
        [20, 'on', 55],
        [60, 'off'],
      ],
      90,
    );
    expect(late).toEqual(
      play(
        sliding(MARKED),
        [
          [20, 'on'],
          [60, 'off'],
        ],
        90,
      ),
    );
    expect(
      words(
        play(
          sliding(MARKED),
          [
            [20, 'on', 55],
            [60, 'off'],
          ],
          90,
          1,
          20,
        ),
      ),
    ).toBe('begin, MARKER_TOO_LATE x 2 20-40, 40-50, 50-60, 60-70, end 20-70');
  });

  it('end at once where an end marker comes late', () => {
    expect(
      words(
        play(
          sliding(MARKED),
          [
            [0, 'on'],
            [15, 'off', 48],
          ],
          60,
        ),
      ),
    ).toBe('begin, 0-10, 10-20, 20-30, 30-40, end 0-40');
  });

  it('are taken by a gap up to the end of their sequence', () => {
    const windows = decoderWindows(sliding(MARKED), SFREQ, N_SAMPLES);
    const state = startWindows(windows);
    expect(gapWindows(windows, state, 0, 100, 'touching')).toBeUndefined();
    const marker = { index: 15, sample: 15, description: 'on', value: '', duration: 0 };
    markWindows(windows, state, marker, 0);
    advanceWindows(windows, state, 33);
    const run = gapWindows(windows, state, 33, 400, 'touching');
    expect(run).toMatchObject({ window: 1, start: 30, end: 90, count: 6 });
    expect(nextWindowDue(windows, state)).toBe(95);
    expect(words(advanceWindows(windows, state, 400))).toBe('end SEQUENCE_TIMEOUT 15-95');
    expect(gapWindows(windows, state, 33, 400, 'touching')).toBeUndefined();
  });
});

describe('epochs in sequences', () => {
  it('are all answered before the end is', () => {
    const when = keys({ ...MARKED, tail: 0 });
    expect(
      words(
        play(
          when,
          [
            [5, 'on'],
            [10, 'key'],
            [25, 'key'],
            [27, 'off'],
          ],
          60,
        ),
      ),
    ).toBe('begin, 8-18, 23-33, end 5-33');
  });

  it('belong to the sequence that their marker lies in', () => {
    const marks: Mark[] = [
      [3, 'key'],
      [5, 'on'],
      [10, 'key'],
      [12, 'on'],
      [15, 'key'],
      [20, 'off'],
      [40, 'key'],
    ];
    expect(words(play(keys({ ...MARKED, tail: 0 }), marks, 60))).toBe(
      'OUTSIDE_SEQUENCE 1-11, begin, 8-18, end 5-18, begin, 13-23, end 12-23, OUTSIDE_SEQUENCE 38-48',
    );
  });

  it('are refused in their turn, and begin no sequence', () => {
    const marks: Mark[] = [
      [0, 'on', 0],
      [1, 'key', 0],
      [10, 'key', 0],
      [25, 'off', 0],
    ];
    expect(words(play(keys({ ...MARKED, tail: 0 }), marks, 60))).toBe('begin, MARKER_TOO_LATE 0-9, 8-18, end 0-25');
    expect(words(play(keys({ timeout: 0.3 }), marks, 60))).toBe('MARKER_TOO_LATE 0-9, begin, 8-18, end 10-40');
    expect(words(play(keys(MARKED), marks, 5))).toBe('begin, MARKER_TOO_LATE 0-9, STREAM_ENDED 8-18, end 0-5');
  });

  it('that are complete before their onset wait for what comes with it', () => {
    const marks: Mark[] = [
      [0, 'on'],
      [20, 'key'],
      [20, 'off'],
    ];
    expect(words(play(keys({ ...MARKED, tail: 0 }, -0.15), marks, 60))).toBe('begin, end 0-20, OUTSIDE_SEQUENCE 5-15');
  });

  it('end when their time is over', () => {
    expect(
      words(
        play(
          keys({ ...MARKED, timeout: 0.2 }),
          [
            [5, 'on'],
            [24, 'key'],
          ],
          60,
        ),
      ),
    ).toBe('begin, 22-32, end SEQUENCE_TIMEOUT 5-32');
  });

  it('begin with the first one without start markers', () => {
    expect(
      words(
        play(
          keys({ timeout: 0.3 }),
          [
            [5, 'key'],
            [20, 'key'],
            [50, 'key'],
          ],
          90,
        ),
      ),
    ).toBe('begin, 3-13, 18-28, end 5-35, begin, 48-58, end 50-80');
  });

  it('are told that the stream ended, and then their sequence is', () => {
    expect(
      words(
        play(
          keys(MARKED),
          [
            [5, 'on'],
            [10, 'key'],
            [20, 'key'],
          ],
          22,
        ),
      ),
    ).toBe('begin, 8-18, STREAM_ENDED 18-28, end 5-22');
  });
});

describe('windows in sequences', () => {
  const marks = fc.array(
    fc.record({
      index: fc.nat(150),
      description: fc.constantFrom('on', 'off', 'key', 'key'),
      late: fc.integer({ min: -10, max: 30 }),
    }),
    { maxLength: 14 },
  );
  const optional = <T>(value: T): fc.Arbitrary<T | undefined> => fc.constantFrom(value, undefined);
  const sequences = fc
    .record({
      startMarker: optional('on'),
      endMarker: optional('off'),
      tail: fc.constantFrom(0, 0.03, 0.2),
      timeout: fc.constantFrom(0.1, 0.35, 2),
    })
    .map((sequence) => sequence as Sequence);
  const whens = fc.oneof(
    fc.tuple(sequences, fc.constantFrom(-0.15, -0.1, -0.02, 0.05)).map(([sequence, tmin]) => keys(sequence, tmin)),
    fc.tuple(sequences, fc.integer({ min: 3, max: 12 })).map(([sequence, stride]) => sliding(sequence, stride)),
  );

  it('are the same however the samples come', () => {
    fc.assert(
      fc.property(whens, marks, fc.integer({ min: 2, max: 200 }), (when, marked, turn) => {
        const marks = marked.map(({ index, description, late }): Mark => {
          return [index, description, Math.max(0, index + late)];
        });
        expect(play(when, marks, 200, turn)).toEqual(play(when, marks, 200, 1));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same however early the markers come', () => {
    const early = fc.array(fc.record({ index: fc.nat(150), description: fc.constantFrom('on', 'off', 'key', 'key') }), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(whens, early, (when, marked) => {
        const inOrder = [...marked].sort((a, b) => a.index - b.index);
        const ahead = inOrder.map(({ index, description }): Mark => [index, description, 0]);
        const onTime = inOrder.map(({ index, description }): Mark => [index, description]);
        expect(play(when, ahead, 200)).toEqual(play(when, onTime, 200));
      }),
      {
        numRuns: 300,
        // An epoch that begins before the stream, in the sequence that begins at the same sample.
        examples: [
          [
            keys({ startMarker: 'on', endMarker: 'off', tail: 0, timeout: 0.1 }),
            [
              { index: 1, description: 'on' },
              { index: 1, description: 'key' },
            ],
          ],
          // A sequence whose end marker lies where the next one starts.
          [
            keys({ startMarker: 'on', endMarker: 'off', tail: 0, timeout: 0.1 }),
            [
              { index: 127, description: 'on' },
              { index: 136, description: 'on' },
              { index: 136, description: 'off' },
            ],
          ],
        ],
      },
    );
  });

  it('are numbered without holes, and each sequence that begins has one end', () => {
    fc.assert(
      fc.property(whens, marks, (when, marked) => {
        const spans = play(
          when,
          marked.map(({ index, description, late }): Mark => [index, description, Math.max(0, index + late)]),
          200,
        );
        let isOpen = false;
        let window = 0;
        for (const span of spans) {
          if (span.bound !== undefined) expect(isOpen).toBe(span.bound.kind === 'end');
          if (span.bound !== undefined) isOpen = !isOpen;
          expect(span.window).toBe(window);
          window += span.count;
        }
        expect(isOpen).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
