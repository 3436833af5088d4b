import type { Lattice, LatticeState } from './lattice.js';

/** When a key is final. Whichever comes first; without any, nothing is committed before the end. */
export interface CommitSettings {
  /** Its marginal posterior, above 0.5; from this on. */
  readonly threshold?: number;
  /** So many steps (keys, or CTC frames) came after it. */
  readonly lagSteps?: number;
  /** So much time went by since its step, s. */
  readonly lagSeconds?: number;
}

const HALF = 0.5;

/** @throws {RangeError} on settings that cannot be */
export function checkCommit({ threshold, lagSteps, lagSeconds }: CommitSettings): void {
  if (threshold !== undefined && !(threshold > HALF && threshold <= 1))
    throw new RangeError(`threshold: expected above 0.5 and at most 1, found ${threshold}`);
  if (lagSteps !== undefined && !(lagSteps >= 0))
    throw new RangeError(`lagSteps: expected 0 or more, found ${lagSteps}`);
  if (lagSeconds !== undefined && !(lagSeconds >= 0))
    throw new RangeError(`lagSeconds: expected 0 or more, found ${lagSeconds}`);
}

/**
 * Commits what is due, in the order of the keys. What is committed never changes: hypotheses that contradict it are
 * dropped, and the marginals of the keys after it are those given it.
 *
 * A key whose lag has passed is committed as its most probable label. In CTC it may be doubtful whether there was a key at
 * all: when its lag has passed and that is less probable than not, it is committed that there was none by then.
 *
 * @param now  s, on the clock of the steps' times
 * @returns labels that were committed now
 */
export function commitDue(lattice: Lattice, state: LatticeState, settings: CommitSettings, now: number): number[] {
  const { threshold = Infinity } = settings;
  const committed: number[] = [];
  for (;;) {
    const { probabilities, nKeys, presences } = lattice.marginals(state);
    const label = mostProbable(probabilities, 0, lattice.scorer.nLabels);
    const due = lastDue(state, settings, now);
    if (nKeys === 0 || probabilities[label]! < threshold) {
      const presence = due > 0 ? presences[due]! : 0;
      if (presence === 0) {
        if (due > 0) lattice.trim(state);
        return committed;
      }
      if (presence < HALF) {
        lattice.commitAbsence(state, due);
        continue;
      }
    }
    lattice.commit(state, label);
    committed.push(label);
  }
}

/**
 * The keys after the committed ones, as far as there are any.
 *
 * `best` are those of the most probable text; `marginal` the most probable label of each key, which makes the fewest wrong
 * ones but may be a text that nobody would type.
 */
export function tailOf(lattice: Lattice, state: LatticeState, readout: 'best' | 'marginal'): number[] {
  if (readout === 'best') return lattice.hypotheses(state, 1)[0]?.labels.slice(state.committed.length) ?? [];
  const { probabilities, nKeys } = lattice.marginals(state);
  const { nLabels } = lattice.scorer;
  const labels: number[] = [];
  for (let key = 0; key < nKeys; key++) {
    const row = probabilities.subarray(key * nLabels, (key + 1) * nLabels);
    if (row.reduce((sum, probability) => sum + probability, 0) < HALF) break;
    labels.push(mostProbable(row, 0, nLabels));
  }
  return labels;
}

/** Index of the last frame whose keys are due; 0 where there is none. */
function lastDue(
  { frames }: LatticeState,
  { lagSteps = Infinity, lagSeconds = Infinity }: CommitSettings,
  now: number,
): number {
  for (let index = frames.length - 1; index > 0; index--) {
    if (frames.length - 1 - index >= lagSteps || now - frames[index]!.time >= lagSeconds) return index;
  }
  return 0;
}

/** The first of the most probable. */
function mostProbable(probabilities: Float64Array, from: number, n: number): number {
  let best = from;
  for (let i = from + 1; i < from + n; i++) if (probabilities[i]! > probabilities[best]!) best = i;
  return best - from;
}
