import type { Postprocess } from '../../models/manifest.js';
import { refuseNonFinite, type Result } from './result.js';
import { float32Bytes } from './tensor-bytes.js';

export type SignalSettings = Extract<Postprocess, { kind: 'signal' }>;

/**
 * What the model made of the signal, sample by sample, in the axes of its output.
 *
 * @param output  values, row by row
 * @param shape   of `output`, without the batch axis
 */
export function passSignal(settings: SignalSettings, output: Float32Array, shape: readonly number[]): Result {
  const refused = refuseNonFinite(settings.output, output);
  if (refused) return refused;
  return { kind: 'signal', signal: { shape: [...shape], data: float32Bytes(output), half: false } };
}
