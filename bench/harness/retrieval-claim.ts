import type { Bound, Claim } from '../claims/claim.js';
import { readDials } from '../../server/rig/person/texts.js';
import type { PersonTask } from '../../server/rig/person/person.js';
import { idealOf, LEVEL_FACTOR, type Level } from './ideal-figures.js';
import { packageModel } from './model-variant.js';
import { decodeSimulated, payloadsOf, topK, type SimulatedSession } from './simulated-decodes.js';
import { PACKAGE_MODELS } from './test-models.js';

export interface RetrievalClaim {
  readonly name: string;
  readonly sentence: string;
  readonly task: PersonTask;
  readonly decoder: string;
  /** How many candidates count as found, and of how many. */
  readonly k: number;
  readonly nCandidates: number;
  readonly sessions: readonly SimulatedSession[];
  /** Trials of a session, by signal level. */
  readonly nTrials: Readonly<Record<Level, number>>;
  /** Answers to one trial, early ones first. */
  readonly steps: readonly string[];
}

/** A claim about candidates found live, beside the ideal observer's share. */
export function retrievalClaim(what: RetrievalClaim): Claim {
  const { name, sentence, task, decoder, k, nCandidates, sessions, nTrials, steps } = what;
  const bounds: Bound[] = [
    { what: `top ${k} of ${nCandidates}, over the ideal`, op: '>=', value: 0.75, unit: 'times' },
  ];
  if (steps.length > 1) bounds.push({ what: 'steps at which later is worse', op: '==', value: 0, unit: 'steps' });
  return {
    name,
    sentence,
    bounds,
    tags: ['long'],
    measure: async ({ scratch, progress }) => {
      await packageModel(decoder);
      const { gain } = readDials();
      const rows: { level: Level; shares: number[]; first: number; n: number; ideal: number }[] = [];
      for (const level of ['x1', 'x0.5', 'x2'] as const) {
        const decoded = await decodeSimulated({
          task,
          decoders: [decoder],
          models: [PACKAGE_MODELS],
          journal: await scratch(),
          sessions,
          options: { nTrials: nTrials[level], gain: gain[task] * LEVEL_FACTOR[level] },
          progress: (text) => progress(`${level}: ${text}`),
        });
        const payloads = payloadsOf(decoded, decoder);
        const shares = steps.map((_, step) => topK(payloads, k, step).share);
        const last = steps.length - 1;
        const first = topK(payloads, 1, last).share;
        const { nTrials: n } = topK(payloads, k, last);
        rows.push({ level, shares, first, n, ideal: idealOf(task, `top${k}`, level, sessions) });
      }
      const chance = k / nCandidates;
      const detail = rows
        .map(({ level, shares, first, n, ideal }) => {
          const curve = shares.map((share, i) => `${steps[i]} ${share.toFixed(3)}`).join(', ');
          return `${level.padEnd(5)} top ${k}: ${curve} (ideal ${ideal.toFixed(3)}, chance ${chance.toFixed(4)}); top 1 ${first.toFixed(3)}; ${n} trials`;
        })
        .join('\n');
      const [{ shares, ideal }] = rows as [(typeof rows)[0]];
      const nWorse = shares.filter((share, i) => i > 0 && share < shares[i - 1]!).length;
      const figure = { figure: shares.at(-1)! / ideal, detail, data: rows };
      return steps.length > 1 ? [figure, { figure: nWorse }] : [figure];
    },
  };
}
