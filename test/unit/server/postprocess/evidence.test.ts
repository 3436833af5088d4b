import { describe, expect, it } from 'vitest';
import type { ClassesSettings } from '../../../../server/postprocess/classes.js';
import { openClasses } from '../../../../server/postprocess/classes.js';
import type { Postprocessor } from '../../../../server/postprocess/postprocessor.js';
import type { Result } from '../../../../server/postprocess/result.js';

const settings: ClassesSettings = {
  kind: 'classes',
  output: 'y',
  labels: ['left', 'right'],
  probability: 'softmax',
  evidence: { posterior: 0.95, minEpochs: 2, maxEpochs: 4 },
};

/** Scores whose softmax is [1 - p, p]. */
const towards = (p: number): Float32Array => Float32Array.of(Math.log(1 - p), Math.log(p));

class Run {
  readonly #postprocessor: Postprocessor;
  readonly state: unknown;

  constructor(change: Partial<ClassesSettings> = {}) {
    this.#postprocessor = openClasses({ ...settings, ...change });
    this.state = this.#postprocessor.start();
  }

  answer(p: number, value = ''): string {
    const marker = { description: 'flash', value };
    return told(this.#postprocessor.answer(this.state, towards(p), [2], { marker, step: 0 }));
  }

  begin(): void {
    this.#postprocessor.begin?.(this.state);
  }

  finish(): string {
    const result = this.#postprocessor.finish?.(this.state, { from: 0, until: 10 });
    return result === undefined ? 'nothing' : told(result);
  }
}

function told(result: Result): string {
  if (result.kind !== 'classes') return result.kind;
  const { label, scores } = result.classes;
  return `${label} ${(scores[1]?.probability ?? 0).toFixed(3)}${result.final === true ? ' final' : ''}`;
}

describe('evidence over windows', () => {
  it('multiplies probabilities, and decides when they are clear', () => {
    const run = new Run();
    expect(run.answer(0.8)).toBe('right 0.800');
    expect(run.answer(0.8)).toBe('right 0.941');
    expect(run.answer(0.8)).toBe('right 0.985 final');
    expect(run.answer(0.2)).toBe('left 0.200');
  });

  it('takes so many windows at least, and at most', () => {
    const run = new Run();
    expect([0.99, 0.5].map((p) => run.answer(p))).toEqual(['right 0.990', 'right 0.990 final']);
    expect([0.5, 0.6, 0.4, 0.6].map((p) => run.answer(p))).toEqual([
      ' 0.500',
      'right 0.600',
      expect.stringContaining('0.500'),
      'right 0.600 final',
    ]);
  });

  it('keeps what belongs to other markers apart', () => {
    const run = new Run({ evidence: { by: 'value', posterior: 0.9, minEpochs: 1, maxEpochs: 9 } });
    expect(run.answer(0.8, 'a')).toBe('right 0.800');
    expect(run.answer(0.2, 'b')).toBe('left 0.200');
    expect(run.answer(0.8, 'a')).toBe('right 0.941 final');
    expect(run.answer(0.2, 'b')).toBe('left 0.059 final');
  });

  it('starts anew with a sequence, decides once in it, and at its end at the latest', () => {
    const run = new Run();
    run.answer(0.9);
    run.begin();
    expect(run.answer(0.8)).toBe('right 0.800');
    expect(run.finish()).toBe('right 0.800 final');
    run.begin();
    expect([0.9, 0.9, 0.9].map((p) => run.answer(p))).toEqual(['right 0.900', 'right 0.988 final', 'right 0.999']);
    expect(run.finish()).toBe('nothing');
    run.begin();
    expect(run.finish()).toBe('nothing');
  });

  it('is calibrated by a temperature', () => {
    const run = new Run({ temperature: 2 });
    expect(run.answer(0.8)).toBe('right 0.667');
  });

  it('says nothing of an output that is not finite', () => {
    const postprocessor = openClasses(settings);
    const state = postprocessor.start();
    expect(postprocessor.answer(state, Float32Array.of(NaN, 1), [2], { step: 0 }).kind).toBe('failure');
    expect(postprocessor.answer(state, towards(0.8), [2], { step: 0 })).toMatchObject({ final: false });
  });
});
