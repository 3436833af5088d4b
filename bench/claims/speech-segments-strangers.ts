import { payloadsOf, topK } from '../harness/simulated-decodes.js';
import { strangersClaim } from '../harness/strangers-claim.js';

export const claim = strangersClaim({
  name: 'speech-segments-strangers',
  sentence:
    'Speech heard by people it does not know, live: more segments are found after 200 labelled ones, and more again after 1,000',
  task: 'speech',
  decoder: 'speech-segments',
  nTrials: 80,
  calibration: { nSessions: 3, options: ['--trials', '400'] },
  error: {
    what: 'share not among the best 10 of 1,430',
    of: (decoded, decoder) => 1 - topK(payloadsOf(decoded, decoder), 10).share,
  },
});
