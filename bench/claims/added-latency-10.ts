import { addedLatencyClaim } from '../harness/peer-claim.js';

export const claim = addedLatencyClaim(10, 0.2);
