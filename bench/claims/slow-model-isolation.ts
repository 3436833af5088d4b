import { runIsolation } from '../harness/isolation.js';
import { inMilliseconds } from '../harness/percentiles.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'slow-model-isolation',
  sentence: 'A model slower than its stride loses windows that are told, stays fresh, and delays no other stream',
  bounds: [
    { what: 'p99 of another stream beside it, to that alone', op: '<=', value: 1.1, unit: 'times' },
    { what: 'windows neither decoded nor told to be dropped', op: '==', value: 0, unit: 'windows' },
    { what: 'age of its oldest decode beyond the age at which windows are dropped', op: '<=', value: 0.5, unit: 's' },
  ],
  tags: ['long'],
  measure: async ({ progress }) => {
    const result = await runIsolation({ seconds: 6, turns: 5, progress });
    const { alone, beside, ratio, slow, maxAge } = result;
    const { nWindows, nDecodes, nTold, age, run } = slow;
    if (nTold === 0) throw new Error(`the slow model was not slow: ${inMilliseconds(run)} a run`);
    const detail = [
      `alone   ${inMilliseconds(alone.at(-1)!)}`,
      `beside  ${inMilliseconds(beside.at(-1)!)}`,
      `its run ${inMilliseconds(run)}, its decodes' age ${inMilliseconds(age)}`,
      `${nWindows} windows: ${nDecodes} decoded, ${nTold} told to be dropped`,
    ];
    return [
      { figure: ratio, detail: detail.join('\n'), data: result },
      { figure: nWindows - nDecodes - nTold },
      { figure: age.max - maxAge },
    ];
  },
};
