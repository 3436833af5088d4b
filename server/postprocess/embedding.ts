import type { Postprocess } from '../../models/manifest.js';
import { invalidOutput, refuseNonFinite, type Result } from './result.js';
import { float16Bytes, float32Bytes, MAX_FLOAT16 } from './tensor-bytes.js';

export type EmbeddingSettings = Extract<Postprocess, { kind: 'embedding' }>;

/** First value that float16 rounds to infinity: half a unit above its largest. */
const FLOAT16_OVERFLOW = MAX_FLOAT16 + 16;

/**
 * The model's vector as it is, for retrieval by whoever reads it; as float16 where the manifest says `half`.
 *
 * @param output  values, row by row
 * @param shape   of `output`, without the batch axis
 */
export function embed(settings: EmbeddingSettings, output: Float32Array, shape: readonly number[]): Result {
  const refused = refuseNonFinite(settings.output, output);
  if (refused) return refused;
  const half = settings.half ?? false;
  if (half) {
    const index = output.findIndex((value) => Math.abs(value) >= FLOAT16_OVERFLOW);
    if (index !== -1) return invalidOutput(`output ${settings.output}: value ${index} is too large for float16`);
  }
  const data = half ? float16Bytes(output) : float32Bytes(output);
  return { kind: 'embedding', embedding: { shape: [...shape], data, half } };
}
