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
  /** One block, `[nIn x BLOCK]`. */
  const centred = new Float64Array(BLOCK * nIn);
  return (matrix, mean, input, from, to, output) => {
    for (let t = from; t < to; t += BLOCK) {
      const n = Math.min(BLOCK, to - t);
      for (let b = 0; b < n; b++) {
        const row = (t + b) * nIn;
        for (let j = 0; j < nIn; j++) centred[j * BLOCK + b] = input[row + j]! - mean[j]!;
      }
      // Two rows by four samples at a time: eight sums that do not wait for each other. An odd last row is its own pair.
      for (let i = 0; i < nOut; i += 2) {
        const w = i * nIn;
        const isPair = i + 1 < nOut;
        const v = isPair ? w + nIn : w;
        let y0 = 0;
        let y1 = 0;
        let y2 = 0;
        let y3 = 0;
        let z0 = 0;
        let z1 = 0;
        let z2 = 0;
        let z3 = 0;
        for (let j = 0, k = 0; j < nIn; j++, k += BLOCK) {
          const upper = matrix[w + j]!;
          const lower = matrix[v + j]!;
          const x0 = centred[k]!;
          const x1 = centred[k + 1]!;
          const x2 = centred[k + 2]!;
          const x3 = centred[k + 3]!;
          y0 += upper * x0;
          y1 += upper * x1;
          y2 += upper * x2;
          y3 += upper * x3;
          z0 += lower * x0;
          z1 += lower * x1;
          z2 += lower * x2;
          z3 += lower * x3;
        }
        const o = t * nOut + i;
        write(output, o, nOut, n, y0, y1, y2, y3);
        if (isPair) write(output, o + 1, nOut, n, z0, z1, z2, z3);
      }
    }
  };
}

/** The first `n` of four samples of one channel. */
function write(
  output: Float64Array,
  at: number,
  stride: number,
  n: number,
  y0: number,
  y1: number,
  y2: number,
  y3: number,
): void {
  output[at] = y0;
  if (n > 1) output[at + stride] = y1;
  if (n > 2) output[at + 2 * stride] = y2;
  if (n > 3) output[at + 3 * stride] = y3;
}
