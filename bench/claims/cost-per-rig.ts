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
        const isLost = many.nLost + many.nUnsent + many.problems.length > 0;
        const why = whyNotCarried(many);
        const [alone, each] = [one.cpuSecondsPerSecond, many.cpuSecondsPerSecond / MANY];
        const line =
          `${(alone * 100).toFixed(2)} % of a core alone, ${(each * 100).toFixed(2)} % as one of ${MANY}` +
          (why === undefined ? '' : `, with ${why}`);
        progress(line);
        lines.push(line);
        // A server that leaves work undone says nothing of what work costs.
        if (!isLost) ratios.push(each / alone);
      }
      const figure = 2 * ratios.length > N_PAIRS ? median(ratios) : NaN;
      return [{ figure, detail: lines.join('\n'), data: ratios }];
    } finally {
      await rig.stop();
    }
  },
};
