import { join } from 'node:path';
import { candidateName, type Candidate } from '../../models/bank.js';
import type { Postprocess } from '../../models/manifest.js';
import { ModelError } from '../../models/model-error.js';
import type { Scored } from '../../protocol/frame.js';
import { BankScorer, normOf } from './bank-scorer.js';
import { bestOf } from './best-of.js';
import type { Postprocessor } from './postprocessor.js';
import { addRepetition, startRepetitions, type RepetitionsState } from './repetitions.js';
import { invalidOutput, refuseNonFinite, type Result } from './result.js';
import { softmax } from './softmax.js';

export type RetrievalSettings = Extract<Postprocess, { kind: 'retrieval' }>;

/** Most that the sums of repetitions may take, as they go into every checkpoint. */
const MAX_STATE_BYTES = 64 << 20;

/**
 * The candidates of a bank that an output is nearest to.
 *
 * The score of candidate c for output x is ⟨x, c⟩ / ‖c‖, the cosine, or ⟨x, c⟩ (`normalise`); probabilities are the
 * softmax of score / temperature over the bank, and that of a label is the sum over the candidates that have it.
 *
 * @param dir  the model's folder, where the bank is
 * @throws {ModelError} MODEL_UNLOADABLE, or MODEL_CONTRACT, with what is expected and what is there
 */
export function openRetrieval(settings: RetrievalSettings, dir: string): Postprocessor<RepetitionsState | undefined> {
  const { output: name, topK, topLabels = 0, temperature, normalise, precision = 'float32', average } = settings;
  const scorer = new BankScorer(join(dir, settings.bank), { precision, normalise });
  const { candidates, shape: bankShape } = scorer.header;
  const shape = bankShape.slice(1);
  const names = candidates.map(candidateName);
  const labels = groupByLabel(candidates);
  const truths = truthsOf(candidates);
  if (average !== undefined) checkState(average.maxStimuli, shape);

  const answer = (output: Float32Array, repetitions: number): Result => {
    if (normalise === 'both' && normOf(output) === 0)
      return invalidOutput(`output ${name}: zeros alone have no cosine`);
    const { scores, best } = scorer.score(output, topK);
    if (!scores.every(Number.isFinite)) return invalidOutput(`output ${name}: too large for products of float32`);
    const probabilities = softmax(scores.map((score) => score / temperature));
    const scored = (label: string, index: number, probability: number): Scored => {
      return { label, score: scores[index]!, probability };
    };
    return {
      kind: 'candidates',
      candidates: {
        best: Array.from(best, (index) => scored(names[index]!, index, probabilities[index]!)),
        labels: bestLabels(labels, scores, probabilities, topLabels).map(({ label, index, probability }) =>
          scored(label, index, probability),
        ),
        repetitions,
      },
    };
  };

  return {
    start: () => (average === undefined ? undefined : startRepetitions()),
    answer: (state, output, outputShape, { marker, step }) => {
      if (outputShape.join() !== shape.join()) {
        return invalidOutput(`output ${name}: [${shape.join(', ')}] expected, [${outputShape.join(', ')}] found`);
      }
      const refused = refuseNonFinite(name, output);
      if (refused) return refused;
      const stimulus = average === undefined || marker === undefined ? '' : marker[average.by];
      if (average === undefined || state === undefined || stimulus === '') return answer(output, 1);
      // Early answers to a window are compared with early answers alone.
      const key = `${step} ${stimulus}`;
      const { mean, count } = addRepetition(state, average.maxStimuli, key, output);
      return answer(mean, count);
    },
    truthOf: ({ description, value }) => truths.get(description) ?? truths.get(value) ?? '',
  };
}

/** Labels in the order in which they first come, and which of them each candidate has. */
interface Labels {
  readonly texts: readonly string[];
  readonly ofCandidate: Uint32Array;
}

function groupByLabel(candidates: readonly Candidate[]): Labels {
  const numbers = new Map<string, number>();
  const ofCandidate = Uint32Array.from(candidates, ({ label }) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
  return { texts: [...numbers.keys()], ofCandidate };
}

/** Labels by the sum of their candidates' probabilities, each with its best candidate. */
function bestLabels(
  { texts, ofCandidate }: Labels,
  scores: Float64Array,
  probabilities: Float64Array,
  n: number,
): { label: string; index: number; probability: number }[] {
  if (n === 0) return [];
  const sums = new Float64Array(texts.length);
  const bests = new Int32Array(texts.length).fill(-1);
  ofCandidate.forEach((label, index) => {
    sums[label]! += probabilities[index]!;
    if (bests[label]! < 0 || scores[index]! > scores[bests[label]!]!) bests[label] = index;
  });
  return Array.from(bestOf(sums, n), (label) => ({
    label: texts[label]!,
    index: bests[label]!,
    probability: sums[label]!,
  }));
}

/** Texts of markers that mean a candidate, by its name, or any of a label. */
function truthsOf(candidates: readonly Candidate[]): ReadonlyMap<string, string> {
  const labels = candidates.map(({ label }) => label);
  return new Map([...labels, ...candidates.map(candidateName)].map((text) => [text, text]));
}

function checkState(maxStimuli: number, shape: readonly number[]): void {
  const bytesEach = shape.reduce((size, length) => size * length, Float64Array.BYTES_PER_ELEMENT);
  const most = Math.floor(MAX_STATE_BYTES / bytesEach);
  if (maxStimuli <= most) return;
  const why = `as checkpoints hold ${bytesEach} bytes of each`;
  throw new ModelError(
    'MODEL_CONTRACT',
    `postprocess.average.maxStimuli: expected at most ${most}, ${why}, found ${maxStimuli}`,
  );
}
