import { join } from 'node:path';
import { BankFile } from '../../models/bank.js';
import { BankScorer } from '../../server/postprocess/bank-scorer.js';
import { openPlainRead, randomRow, writeRandomBank } from '../harness/random-bank.js';
import { percentiles } from '../harness/percentiles.js';
import type { Claim } from './claim.js';

/** The published size of speech segments: 2.0 GB of float32. */
const SHAPE = [1430, 1024, 343];
const N_FEATURES = 1024 * 343;
const N_BEST = 10;
/** The first ones compile. */
const N_WARM_UP = 2;
const N_ROUNDS = 9;

export const claim: Claim = {
  name: 'retrieval-speed',
  sentence:
    'Retrieval over 1,430 candidates of 1024 × 343 goes at the speed of memory; compressed banks give the same top 10',
  bounds: [
    { what: 'share of the speed of a plain read, float32', op: '>=', value: 0.6, unit: '' },
    { what: 'top 10 of int8 that differ from float32', op: '==', value: 0, unit: 'candidates' },
    { what: 'top 10 of float16 that differ from float32', op: '==', value: 0, unit: 'candidates' },
    { what: 'time of int8 over float32', op: '<=', value: 0.6, unit: '' },
  ],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const path = join(await scratch(), 'random.bank');
    progress('writing a bank of 2.0 GB');
    writeRandomBank(path, SHAPE);
    const all = new Float32Array(SHAPE[0]! * N_FEATURES);
    const bank = BankFile.open(path);
    bank.read(0, all);
    bank.close();
    const read = openPlainRead(all);
    progress('opening it three times');
    const precisions = ['float32', 'float16', 'int8'] as const;
    const scorers = precisions.map((precision) => new BankScorer(path, { precision, normalise: 'candidate' }));
    const times: number[][] = [[], [], [], []];
    const differing = [0, 0, 0];
    const clock = (into: number[], run: () => void): void => {
      const start = performance.now();
      run();
      into.push(performance.now() - start);
    };
    for (let round = 0; round < N_ROUNDS + N_WARM_UP; round++) {
      const toward = N_FEATURES * round * 31;
      const estimate = randomRow(N_FEATURES, 99 + round).map((value, i) => value + 0.02 * all[toward + i]!);
      clock(times[3]!, read);
      const best: number[][] = [];
      scorers.forEach((scorer, i) => {
        clock(times[i]!, () => best.push([...scorer.score(estimate, N_BEST).best]));
        differing[i]! += best[i]!.filter((candidate, rank) => candidate !== best[0]![rank]).length;
      });
      progress(`estimate ${round + 1} of ${N_ROUNDS + N_WARM_UP}`);
    }
    const [float32, float16, int8, plain] = times.map((one) => percentiles(one.slice(N_WARM_UP)).p50) as [
      number,
      number,
      number,
      number,
    ];
    const detail = [
      `medians of ${N_ROUNDS}: plain read ${plain.toFixed(0)} ms`,
      `float32 ${float32.toFixed(0)}, float16 ${float16.toFixed(0)}, int8 ${int8.toFixed(0)} ms an estimate`,
    ].join('; ');
    return [
      { figure: plain / float32, detail, data: { float32, float16, int8, plain } },
      { figure: differing[2]! },
      { figure: differing[1]! },
      { figure: int8 / float32 },
    ];
  },
};
