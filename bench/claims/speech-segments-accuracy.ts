import { retrievalClaim } from '../harness/retrieval-claim.js';

export const claim = retrievalClaim({
  name: 'speech-segments-accuracy',
  sentence: 'Speech segments heard by people it knows, live, in a new session, among 1,430',
  task: 'speech',
  decoder: 'speech-segments',
  k: 10,
  nCandidates: 1430,
  sessions: [
    { person: 0, session: 101 },
    { person: 3, session: 101 },
    { person: 6, session: 102 },
    { person: 9, session: 102 },
    { person: 2, session: 103 },
    { person: 11, session: 103 },
  ],
  nTrials: { x1: 60, 'x0.5': 30, x2: 30 },
  steps: ['at 2.5 s'],
});
