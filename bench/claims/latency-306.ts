import { measureLatency } from '../harness/latency-claim.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'latency-306',
  sentence: '306 channels at 1 kHz in chunks of 10 are decoded for a minute without a drop, beside an empty relay',
  bounds: [
    { what: 'decodes missing, doubled, dropped or failed', op: '==', value: 0, unit: 'decodes' },
    { what: 'added latency over that of the empty relay, medians', op: '<=', value: 3, unit: 'times' },
  ],
  tags: ['long'],
  measure: (context) => measureLatency(context, { seconds: 60, turns: 6 }),
};
