import { payloadsOf, topK } from '../harness/simulated-decodes.js';
import { strangersClaim } from '../harness/strangers-claim.js';

/** Of the answers to one image, the last one's. */
const LAST_STEP = 3;

export const claim = strangersClaim({
  name: 'image-embeddings-strangers',
  sentence:
    'Images seen by people it does not know, live: more are found after 200 labelled trials, and more again after 1,000',
  task: 'images',
  decoder: 'image-embeddings',
  nTrials: 80,
  calibration: { nSessions: 3, options: ['--trials', '400'] },
  error: {
    what: 'share not among the best 5 of 200',
    of: (decoded, decoder) => 1 - topK(payloadsOf(decoded, decoder), 5, LAST_STEP).share,
  },
});
