import { describeSoak, runSoak, SOAK_DEFAULTS } from '../soak.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'soak-hour',
  sentence: 'An hour at half of what the server carries leaves memory, handles and drops where they were',
  bounds: [
    { what: 'memory of the last quarter to that of the second', op: '<=', value: 1.05, unit: 'times' },
    { what: 'more handles in the last quarter', op: '<=', value: 0, unit: 'handles' },
    { what: 'windows or decodes dropped', op: '==', value: 0, unit: 'drops' },
  ],
  tags: ['long'],
  measure: async ({ progress }) => {
    const result = await runSoak({ ...SOAK_DEFAULTS, progress });
    const { memoryGrowth, handleGrowth, nDropped } = result;
    return [
      { figure: memoryGrowth, detail: describeSoak(result), data: result },
      { figure: handleGrowth },
      { figure: nDropped },
    ];
  },
};
