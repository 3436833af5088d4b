import { strangersClaim } from '../harness/strangers-claim.js';
import { keyErrorRate, textFigures } from '../harness/text-figures.js';

export const claim = strangersClaim({
  name: 'typing-keys-strangers',
  sentence:
    'Typed keys of people it does not know, live: fewer are wrong after 200 labelled keys, and fewer again after 1,000',
  task: 'typing',
  decoder: 'typing-keys',
  nTrials: 8,
  calibration: { nSessions: 3, options: ['--sentences', '16'] },
  error: { what: 'error per key', of: (decoded, decoder) => keyErrorRate(textFigures(decoded, decoder)) },
});
