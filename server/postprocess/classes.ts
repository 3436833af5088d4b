import type { Postprocess } from '../../models/manifest.js';
import {
  addEvidence,
  beginEvidence,
  leftEvidence,
  startEvidence,
  type EvidenceSettings,
  type EvidenceState,
} from './evidence.js';
import type { Postprocessor } from './postprocessor.js';
import { invalidOutput, refuseNonFinite, type Result, type ResultMarker } from './result.js';
import { softmax } from './softmax.js';

export type ClassesSettings = Extract<Postprocess, { kind: 'classes' }>;

/** One of a few labels, from each window by itself or from all of a stimulus together (`evidence`). */
export function openClasses(settings: ClassesSettings): Postprocessor {
  const { evidence } = settings;
  if (evidence !== undefined) return openEvidence(settings, evidence);
  return {
    start: () => undefined,
    answer: (_state, output) => scoreClasses(settings, output),
    truthOf: (marker) => labelOfMarker(settings, marker),
  };
}

function openEvidence(settings: ClassesSettings, evidence: EvidenceSettings): Postprocessor<EvidenceState> {
  return {
    start: startEvidence,
    begin: beginEvidence,
    answer: (state, output, _shape, { marker }) => {
      const refused = refuseOutput(settings, output);
      if (refused) return refused;
      const probabilities = probabilitiesOf(settings, output);
      const { sums, probabilities: together, isDecided } = addEvidence(evidence, state, marker, probabilities);
      return { ...told(settings, sums, together), final: isDecided };
    },
    finish: (state) => {
      const left = leftEvidence(evidence, state);
      return left && { ...told(settings, left.sums, left.probabilities), final: true };
    },
    truthOf: (marker) => labelOfMarker(settings, marker),
  };
}

/**
 * The label with the highest score, and all scores in the model's order of labels. Of equal scores the first wins; when
 * all are equal (a window without any signal) nothing was decided, and the label is empty.
 *
 * @param output `[nLabels]`
 */
function scoreClasses(settings: ClassesSettings, output: Float32Array): Result {
  return refuseOutput(settings, output) ?? told(settings, output, probabilitiesOf(settings, output));
}

function refuseOutput({ labels, output: name }: ClassesSettings, output: Float32Array): Result | undefined {
  if (output.length !== labels.length) {
    return invalidOutput(`output ${name}: ${labels.length} scores expected, ${output.length} found`);
  }
  return refuseNonFinite(name, output);
}

function probabilitiesOf({ probability, temperature = 1 }: ClassesSettings, output: Float32Array): Float64Array {
  if (probability === 'none') return new Float64Array(output.length);
  return softmax(temperature === 1 ? output : Float64Array.from(output, (score) => score / temperature));
}

function told({ labels }: ClassesSettings, scores: ArrayLike<number>, probabilities: Float64Array): Result {
  let best = 0;
  let isDecided = false;
  for (let i = 1; i < labels.length; i++) {
    if (scores[i] !== scores[0]) isDecided = true;
    if (scores[i]! > scores[best]!) best = i;
  }
  const each = labels.map((label, i) => ({ label, score: scores[i]!, probability: probabilities[i]! }));
  return { kind: 'classes', classes: { label: isDecided ? labels[best]! : '', scores: each } };
}

/**
 * The label that a marker stands for: its description or its value is the label itself or in the manifest's map. The
 * description is asked first.
 *
 * @returns a label, or empty text where the marker stands for none
 */
function labelOfMarker(settings: ClassesSettings, marker: ResultMarker): string {
  for (const text of [marker.description, marker.value]) {
    const label = settings.labels.find((candidate) => candidate === text || listed(settings, candidate).includes(text));
    if (label !== undefined) return label;
  }
  return '';
}

function listed(settings: ClassesSettings, label: string): readonly string[] {
  const { truth } = settings;
  return truth !== undefined && Object.hasOwn(truth, label) ? truth[label]! : [];
}
