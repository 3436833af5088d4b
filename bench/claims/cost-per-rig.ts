import { median } from '../harness/percentiles.js';
import { whyNotCarried } from '../harness/rig-load.js';
import { THROUGHPUT_DEFAULTS, ThroughputRig } from '../throughput.js';
import type { Claim } from './claim.js';

const MANY = 64;
const N_PAIRS = 5;

export const claim: Claim = {
  name: 'cost-per-rig',
  sentence: `A rig costs as much processor time beside ${MANY - 1} others as alone`,
  bounds: [{ what: `of one of ${MANY} rigs to that of one alone`, op: '<=', value: 1.1, unit: 'times' }],
  tags: ['long'],
  measure: async ({ progress }) => {
    const rig = await ThroughputRig.start(THROUGHPUT_DEFAULTS);
    try {
      const ratios: number[] = [];
      const lines: string[] = [];
      for (let pair = 0; pair < N_PAIRS; pair++) {
        const one = await rig.server(1);
        const many = await rig.server(MANY);
        const why = whyNotCarried(many);
        const [alone, each] = [one.cpuSecondsPerSecond, many.cpuSecondsPerSecond / MANY];
        const line =
          `${(alone * 100).toFixed(2)} % of a core alone, ${(each * 100).toFixed(2)} % as one of ${MANY}` +
          (why === undefined ? '' : `, which were not carried: ${why}`);
        progress(line);
        lines.push(line);
        // A server that cannot keep up leaves work undone, so its cost says nothing.
        ratios.push(why === undefined ? each / alone : NaN);
      }
      const figure = ratios.some(Number.isNaN) ? NaN : median(ratios);
      return [{ figure, detail: lines.join('\n'), data: ratios }];
    } finally {
      await rig.stop();
    }
  },
};
