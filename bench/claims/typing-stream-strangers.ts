import { strangersClaim } from '../harness/strangers-claim.js';
import { textFigures } from '../harness/text-figures.js';

export const claim = strangersClaim({
  name: 'typing-stream-strangers',
  sentence:
    'Text without key times of people it does not know, live: less is wrong after 200 labelled keys, and less again after 1,000',
  task: 'typing',
  decoder: 'typing-stream',
  nTrials: 8,
  calibration: { nSessions: 3, options: ['--sentences', '16'] },
  error: { what: 'CER', of: (decoded, decoder) => textFigures(decoded, decoder).cer ?? NaN },
});
