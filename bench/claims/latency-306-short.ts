import { measureLatency } from '../harness/latency-claim.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'latency-306-short',
  sentence: '306 channels at 1 kHz in chunks of 10 are decoded without a drop, beside an empty relay',
  bounds: [
    { what: 'decodes missing, doubled, dropped or failed', op: '==', value: 0, unit: 'decodes' },
    { what: 'added latency over that of the empty relay, medians', op: '<=', value: 4, unit: 'times' },
  ],
  tags: [],
  measure: (context) => measureLatency(context, { seconds: 6, turns: 3 }),
};
