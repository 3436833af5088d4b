import { measureKills } from '../harness/server-kills.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'kill-recovery-short',
  sentence: 'A server that is killed in the middle of a recording goes on within 2 s and loses and doubles nothing',
  bounds: [
    { what: 'longest time from SIGKILL to the first new decode', op: '<=', value: 2, unit: 's' },
    { what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
    { what: 'kills', op: '==', value: 3, unit: 'kills' },
    { what: 'rig or reader left "catching up"', op: '==', value: 0, unit: '' },
  ],
  tags: [],
  measure: (context) => measureKills(context, { times: 3, recording: 3, seconds: 80 }),
};
