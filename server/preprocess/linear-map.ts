/** Samples that share one pass over the matrix. */
const BLOCK = 4;

/** Writes W (x − mean) for samples `from` to `to` of `input` into the same samples of `output`. */
export type LinearMap = (
  matrix: Float64Array,
  mean: Float64Array,
  input: Float64Array,
  from: number,
  to: number,
  output: Float64Array,
) => void;

/**
 * A map with W `[nOut x nIn]`, row by row, and mean `[nIn]`; input `[nSamples x nIn]`, output `[nSamples x nOut]`.
 * Each sum runs over the input channels in their order, so that chunks do not matter.
 */
export function linearMap(nOut: number, nIn: number): LinearMap {
  const centred = new Float64Array(BLOCK * nIn);
  return (matrix, mean, input, from, to, output) => {
    for (let t = from; t < to; t += BLOCK) {
      const n = Math.min(BLOCK, to - t);
      for (let b = 0; b < n; b++) {
        const row = (t + b) * nIn;
        for (let j = 0; j < nIn; j++) centred[b * nIn + j] = input[row + j]! - mean[j]!;
      }
      for (let i = 0; i < nOut; i++) {
        let y0 = 0;
        let y1 = 0;
        let y2 = 0;
        let y3 = 0;
        const w = i * nIn;
        for (let j = 0; j < nIn; j++) {
          const weight = matrix[w + j]!;
          y0 += weight * centred[j]!;
          y1 += weight * centred[nIn + j]!;
          y2 += weight * centred[2 * nIn + j]!;
          y3 += weight * centred[3 * nIn + j]!;
        }
        const o = t * nOut + i;
        output[o] = y0;
        if (n > 1) output[o + nOut] = y1;
        if (n > 2) output[o + 2 * nOut] = y2;
        if (n > 3) output[o + 3 * nOut] = y3;
      }
    }
  };
}
