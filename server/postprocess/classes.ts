import type { Postprocess } from '../../models/manifest.js';
import { invalidOutput, refuseNonFinite, type Result, type ResultMarker } from './result.js';
import { softmax } from './softmax.js';

export type ClassesSettings = Extract<Postprocess, { kind: 'classes' }>;

/**
 * The label with the highest score, and all scores in the model's order of labels. Of equal scores the first wins; when
 * all are equal (a window without any signal) nothing was decided, and the label is empty.
 *
 * @param output `[nLabels]`
 */
export function scoreClasses(settings: ClassesSettings, output: Float32Array): Result {
  const { labels } = settings;
  if (output.length !== labels.length) {
    return invalidOutput(`output ${settings.output}: ${labels.length} scores expected, ${output.length} found`);
  }
  const refused = refuseNonFinite(settings.output, output);
  if (refused) return refused;
  const best = output.reduce((top, score, index) => (score > output[top]! ? index : top), 0);
  const isDecided = output.some((score) => score !== output[best]);
  const probabilities = settings.probability === 'softmax' ? softmax(output) : new Float64Array(labels.length);
  const scores = labels.map((label, index) => ({
    label,
    score: output[index]!,
    probability: probabilities[index]!,
  }));
  return { kind: 'classes', classes: { label: isDecided ? labels[best]! : '', scores } };
}

/**
 * The label that a marker stands for: its description or its value is the label itself or in the manifest's map. The
 * description is asked first.
 *
 * @returns a label, or empty text where the marker stands for none
 */
export function labelOfMarker(settings: ClassesSettings, marker: ResultMarker): string {
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
