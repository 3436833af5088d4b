import type { Postprocess } from '../../models/manifest.js';
import { labelOfMarker, scoreClasses } from './classes.js';
import { embed } from './embedding.js';
import type { Result, ResultMarker } from './result.js';
import { passSignal } from './signal.js';

/**
 * Makes a decode's result of a model's output, by the manifest's `postprocess`.
 *
 * @param output  values of the output that the manifest names, row by row
 * @param shape   of `output`, without the batch axis
 * @returns the result, or a failure (MODEL_OUTPUT_INVALID) where a value is not finite: never a label in its place
 */
export function postprocess(settings: Postprocess, output: Float32Array, shape: readonly number[]): Result {
  switch (settings.kind) {
    case 'classes':
      return scoreClasses(settings, output);
    case 'embedding':
      return embed(settings, output, shape);
    case 'signal':
      return passSignal(settings, output, shape);
  }
}

/** What a window's marker says was shown or meant, in the model's words; empty where it says nothing, or there is none. */
export function truthOf(settings: Postprocess, marker: ResultMarker | undefined): string {
  return settings.kind === 'classes' && marker !== undefined ? labelOfMarker(settings, marker) : '';
}
