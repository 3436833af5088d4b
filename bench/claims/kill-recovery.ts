import { measureKills } from '../harness/server-kills.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'kill-recovery',
  sentence: 'A server that is killed 20 times in the middle of a recording loses and doubles nothing',
  bounds: [
    { what: 'longest time from SIGKILL to the first new decode', op: '<=', value: 2, unit: 's' },
    { what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
    { what: 'kills', op: '==', value: 20, unit: 'kills' },
    { what: 'rig or reader left "catching up"', op: '==', value: 0, unit: '' },
  ],
  tags: ['long'],
  measure: (context) => measureKills(context, { times: 20, recording: 3 }),
};
