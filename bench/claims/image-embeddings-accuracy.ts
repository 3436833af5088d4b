import { retrievalClaim } from '../harness/retrieval-claim.js';

export const claim = retrievalClaim({
  name: 'image-embeddings-accuracy',
  sentence: 'Images seen by people it knows, live, in a new session, among 200; estimates that get better with time',
  task: 'images',
  decoder: 'image-embeddings',
  k: 5,
  nCandidates: 200,
  sessions: [
    { person: 0, session: 101 },
    { person: 3, session: 101 },
    { person: 6, session: 102 },
    { person: 9, session: 102 },
    { person: 2, session: 103 },
    { person: 11, session: 103 },
  ],
  nTrials: { x1: 100, 'x0.5': 50, x2: 50 },
  steps: ['at 0.25 s', '0.5 s', '0.75 s', '1 s'],
});
