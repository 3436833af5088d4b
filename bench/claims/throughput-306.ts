import { describeThroughput, runThroughput, THROUGHPUT_DEFAULTS } from '../throughput.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'throughput-306',
  sentence:
    'Rigs of 306 channels at 1 kHz are filtered, resampled and decoded without a drop, half as many as a bare WebSocket sink takes',
  bounds: [{ what: 'rigs carried, to those of the bare sink', op: '>=', value: 0.5, unit: 'times' }],
  tags: ['long', 'peer'],
  measure: async ({ progress }) => {
    const result = await runThroughput({ ...THROUGHPUT_DEFAULTS, progress });
    return [{ figure: result.ratio, detail: describeThroughput(result), data: result }];
  },
};
