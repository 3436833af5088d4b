import type { Postprocess } from '../../models/manifest.js';
import { openPostprocess } from '../../server/postprocess/postprocess.js';
import type { Postprocessor } from '../../server/postprocess/postprocessor.js';
import type { Result, ResultMarker } from '../../server/postprocess/result.js';
import { plainManifest } from './manifests.js';

/** @param dir where the files are that the settings name */
export function postprocessor(settings: Postprocess, dir = ''): Postprocessor {
  return openPostprocess({ dir, manifest: { ...plainManifest(), postprocess: settings } });
}

/** The answer to the first window of a stream. */
export function postprocess(settings: Postprocess, output: Float32Array, shape: readonly number[]): Result {
  const opened = postprocessor(settings);
  return opened.answer(opened.start(), output, shape, { step: 0 });
}

export function truthOf(settings: Postprocess, marker: ResultMarker): string {
  return postprocessor(settings).truthOf(marker);
}
