import type { Postprocess } from '../../models/manifest.js';
import type { ResultMarker } from './result.js';
import { softmax } from './softmax.js';

export type EvidenceSettings = NonNullable<Extract<Postprocess, { kind: 'classes' }>['evidence']>;

/** Sums of log-probabilities by stimulus, the one seen longest ago first. Plain data: it goes into checkpoints. */
export interface EvidenceState {
  groups: { key: string; count: number; sums: Float64Array }[];
  /** Whether a sequence is open: then one decision is all that it gives. */
  inSequence: boolean;
  decided: boolean;
}

/** Stimuli that are kept; who shows more at once starts some of them anew. */
const MAX_GROUPS = 1024;

export function startEvidence(): EvidenceState {
  return { groups: [], inSequence: false, decided: false };
}

/** A sequence begins: what was seen before says nothing about it. */
export function beginEvidence(state: EvidenceState): void {
  state.groups = [];
  state.inSequence = true;
  state.decided = false;
}

export interface Evidence {
  /** Sums of the logarithms of the labels' probabilities. */
  readonly sums: Float64Array;
  /** What they make together. */
  readonly probabilities: Float64Array;
  /** Whether this is the decision; what comes next starts anew, or in a sequence says no more. */
  readonly isDecided: boolean;
}

/**
 * Adds a window's evidence up with that of the same stimulus before it: windows are taken as independent, so that
 * P(label | all) is the normalised product of P(label | window) under equal priors (Wald's sequential test where there are
 * two labels).
 *
 * @param probabilities of the labels, from this window alone
 */
export function addEvidence(
  settings: EvidenceSettings,
  state: EvidenceState,
  marker: ResultMarker | undefined,
  probabilities: Float64Array,
): Evidence {
  const { groups } = state;
  const key = settings.by === undefined || marker === undefined ? '' : marker[settings.by];
  const before = groups.findIndex((group) => group.key === key);
  const [group = { key, count: 0, sums: new Float64Array(probabilities.length) }] =
    before === -1 ? [] : groups.splice(before, 1);
  probabilities.forEach((probability, i) => (group.sums[i]! += Math.log(Math.max(probability, Number.MIN_VALUE))));
  group.count++;
  const together = softmax(group.sums);
  const isSure = group.count >= settings.minEpochs && Math.max(...together) >= settings.posterior;
  const isDecided = !state.decided && (isSure || group.count >= settings.maxEpochs);
  if (isDecided && state.inSequence) state.decided = true;
  if (!isDecided || state.inSequence) groups.push(group);
  if (groups.length > MAX_GROUPS) groups.shift();
  return { sums: group.sums.slice(), probabilities: together, isDecided };
}

/** The evidence at a sequence's end, where nothing was decided and all windows were of one stimulus. */
export function leftEvidence(settings: EvidenceSettings, state: EvidenceState): Evidence | undefined {
  const [group] = state.groups;
  const { decided } = state;
  state.groups = [];
  state.decided = false;
  if (group === undefined || decided || settings.by !== undefined) return undefined;
  return { sums: group.sums, probabilities: softmax(group.sums), isDecided: true };
}
