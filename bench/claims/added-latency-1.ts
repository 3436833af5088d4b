import { addedLatencyClaim } from '../harness/peer-claim.js';

export const claim = addedLatencyClaim(1, 0.1);
