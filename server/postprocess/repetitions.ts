/** Sums of outputs by stimulus, the one seen longest ago first. Plain data: it goes into checkpoints. */
export interface RepetitionsState {
  stimuli: { key: string; count: number; sum: Float64Array }[];
}

export function startRepetitions(): RepetitionsState {
  return { stimuli: [] };
}

/**
 * Adds an output to those of the same stimulus before it.
 *
 * @param maxStimuli  how many are kept
 * @returns the mean of all of them, and how many there are
 */
export function addRepetition(
  state: RepetitionsState,
  maxStimuli: number,
  key: string,
  output: Float32Array,
): { mean: Float32Array; count: number } {
  const { stimuli } = state;
  const before = stimuli.findIndex((stimulus) => stimulus.key === key);
  const [stimulus = { key, count: 0, sum: new Float64Array(output.length) }] =
    before === -1 ? [] : stimuli.splice(before, 1);
  stimuli.push(stimulus);
  if (stimuli.length > maxStimuli) stimuli.shift();
  const { sum } = stimulus;
  const count = ++stimulus.count;
  output.forEach((value, index) => (sum[index]! += value));
  return { mean: Float32Array.from(sum, (value) => value / count), count };
}
