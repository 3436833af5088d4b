import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BankScorer, type BankScorerSettings } from '../../../../server/postprocess/bank-scorer.js';
import type { Precision } from '../../../../server/postprocess/dot-kernel.js';
import { bankOf, bankVectors, headerOf, noise, numbered } from '../../../helpers/banks.js';

const PRECISIONS: readonly Precision[] = ['float32', 'float16', 'int8'];
const FLOAT32: BankScorerSettings = { precision: 'float32', normalise: 'candidate' };

/** A bank whose values are of one of several kinds, and estimates that are near some of its candidates. */
function made(
  nCandidates: number,
  nFeatures: number,
  seed: number,
  kind: string,
): { path: string; values: Float32Array } {
  const values = noise(nCandidates * nFeatures, seed);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / nFeatures);
    if (kind === 'heavy tails') values[at] = 1 / (values[at]! * 1.0001 + 1e-3);
    // Rows that differ in the last bits alone, so that hardly anything but float32 tells them apart.
    if (kind === 'alike')
      values[at] = values[at % nFeatures]! * (1 + 2 ** -22 * (at % nFeatures === 0 ? row : (row * at) % 5));
    if (kind === 'one-sided') values[at] = Math.abs(values[at]!) + 0.5;
    if (kind === 'wide') values[at]! *= 10 ** (8 * noise(1, row)[0]!);
  }
  return { path: bankOf(headerOf([nCandidates, nFeatures], numbered(nCandidates)), values), values };
}

describe('BankScorer', () => {
  describe.each(bankVectors())('with $name', ({ shape, bank, outputs, estimates }) => {
    const path = (): string => bankOf(headerOf(shape, numbered(shape[0]!)), bank);
    const each = PRECISIONS.flatMap((precision) =>
      (['candidate', 'both', 'none'] as const).map((normalise, rule) => ({ precision, normalise, rule })),
    );

    it.each(each)('scores as NumPy does, $precision, norm of $normalise', ({ precision, normalise, rule }) => {
      const scorer = new BankScorer(path(), { precision, normalise });
      const near = { float32: 1e-6, float16: 1e-3, int8: 3e-2 }[precision];
      outputs.forEach((output, k) => {
        const wanted = estimates[k]![rule]!;
        const { scores, best } = scorer.score(output, 10);
        expect([...best]).toEqual(wanted.order.slice(0, 10));
        const largest = Math.max(...wanted.scores.map(Math.abs));
        scores.forEach((score, index) => {
          expect(Math.abs(score - wanted.scores[index]!)).toBeLessThan(near * largest);
        });
        for (const index of best) expect(Math.abs(scores[index]! - wanted.scores[index]!)).toBeLessThan(1e-6 * largest);
      });
    });
  });

  it.each(['plain', 'heavy tails', 'alike', 'one-sided', 'wide'])(
    'gives the best of float32 in float16 and int8, to the bit, of candidates that are %s',
    (kind) => {
      const cases = fc.record({
        n: fc.integer({ min: 1, max: 90 }),
        nFeatures: fc.integer({ min: 2, max: 300 }),
        seed: fc.integer({ min: 1, max: 1e9 }),
        k: fc.integer({ min: 1, max: 12 }),
        blend: fc.constantFrom(0, 0.1, 1),
        normalise: fc.constantFrom('candidate' as const, 'both' as const, 'none' as const),
      });
      fc.assert(
        fc.property(cases, ({ n, nFeatures, seed, k, blend, normalise }) => {
          const { path, values } = made(n, nFeatures, seed, kind);
          const row = values.subarray((seed % n) * nFeatures, (seed % n) * nFeatures + nFeatures);
          const estimate = noise(nFeatures, seed + 1).map((value, index) => value + blend * row[index]!);
          const [wanted, ...others] = PRECISIONS.map((precision) =>
            new BankScorer(path, { precision, normalise }).score(estimate, k),
          );
          for (const { best, scores } of others) {
            expect([...best]).toEqual([...wanted!.best]);
            for (const index of best) expect(scores[index]).toBe(wanted!.scores[index]);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it('needs float32 for few of many candidates', () => {
    const { path } = made(2000, 256, 9, 'plain');
    const estimate = noise(256, 10);
    const share = (precision: Precision): number =>
      new BankScorer(path, { precision, normalise: 'candidate' }).score(estimate, 10).nExact;
    expect(share('float32')).toBe(2000);
    expect(share('float16')).toBeLessThan(20);
    expect(share('int8')).toBeLessThan(100);
  });

  it('gives the same bits where candidates are read from the file each time', () => {
    // More than one block of 1 MiB, and a last group that is not full.
    const { path } = made(701, 515, 11, 'plain');
    const estimate = noise(515, 12);
    const inMemory = new BankScorer(path, FLOAT32);
    const streamed = new BankScorer(path, FLOAT32, 1_200_000);
    expect([inMemory.isStreamed, streamed.isStreamed]).toEqual([false, true]);
    expect(streamed.score(estimate, 701)).toEqual(inMemory.score(estimate, 701));
    expect(streamed.score(estimate, 3)).toEqual(inMemory.score(estimate, 3));
  });

  it('keeps nothing of the estimate before', () => {
    const { path } = made(30, 100, 13, 'plain');
    const [first, second] = [noise(100, 14), noise(100, 15).fill(0, 5)];
    for (const precision of PRECISIONS) {
      const settings = { precision, normalise: 'both' } as const;
      const scorer = new BankScorer(path, settings);
      scorer.score(first, 30);
      expect(scorer.score(second, 30)).toEqual(new BankScorer(path, settings).score(second, 30));
    }
  });

  it('ranks the same however large or small the estimate is', () => {
    const { path } = made(20, 64, 16, 'plain');
    const estimate = noise(64, 17);
    const order = [...new BankScorer(path, FLOAT32).score(estimate, 20).best];
    for (const precision of PRECISIONS) {
      const scorer = new BankScorer(path, { precision, normalise: 'candidate' });
      for (const factor of [2 ** -90, 2 ** 90]) {
        expect([
          ...scorer.score(
            estimate.map((value) => value * factor),
            20,
          ).best,
        ]).toEqual(order);
      }
      expect([...scorer.score(new Float32Array(64), 3).scores]).toEqual(Array<number>(20).fill(0));
    }
  });

  it('refuses a copy that does not fit into memory, and an estimate of another length', () => {
    const { path } = made(20, 64, 18, 'plain');
    expect(() => new BankScorer(path, { precision: 'int8', normalise: 'none' }, 1000)).toThrow(
      /^MODEL_UNLOADABLE: test.bank: expected \d+ bytes of memory, found at most 1000$/,
    );
    expect(() => new BankScorer(path, FLOAT32).score(new Float32Array(63), 1)).toThrow(
      new RangeError('expected 64 values, found 63'),
    );
  });
});
