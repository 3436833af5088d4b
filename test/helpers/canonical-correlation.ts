/**
 * Scores of filter-bank canonical correlation analysis in float64: per target the sum over bands of
 * (k^-1.25 + 0.25) rho². Orthonormal bases by Householder's QR decomposition, the canonical correlation rho as the
 * largest singular value of their product by one-sided Jacobi rotations: differently from the graphs that are held
 * against it.
 *
 * @see Å. Björck, G. H. Golub, Numerical methods for computing angles between linear subspaces, 1973
 * @param window `[nSamples x (nBands · nChannels)]`, band after band
 */
export function filterBankScores(
  window: Float32Array,
  settings: {
    nSamples: number;
    nChannels: number;
    nBands: number;
    targets: readonly number[];
    sfreq: number;
    nHarmonics: number;
  },
): number[] {
  const { nSamples, nChannels, nBands, targets, sfreq, nHarmonics } = settings;
  const signal = (valueAt: (t: number) => number): Float64Array => {
    const values = new Float64Array(nSamples);
    for (let t = 0; t < nSamples; t++) values[t] = valueAt(t);
    return values;
  };
  const bands = Array.from({ length: nBands }, (_, band) =>
    orthonormal(
      Array.from({ length: nChannels }, (__, c) => signal((t) => window[(t * nBands + band) * nChannels + c]!)),
    ),
  );
  return targets.map((target) => {
    const waves = Array.from({ length: 2 * nHarmonics }, (_, i) => {
      const omega = (2 * Math.PI * target * (1 + (i >> 1))) / sfreq;
      return signal((t) => (i % 2 === 0 ? Math.sin(omega * t) : Math.cos(omega * t)));
    });
    const references = orthonormal(waves);
    return bands.reduce(
      (score, band, k) => score + ((k + 1) ** -1.25 + 0.25) * largestCosine(band, references) ** 2,
      0,
    );
  });
}

/** Of the angles between two subspaces given by orthonormal bases; 0 where one of them is empty. */
function largestCosine(left: readonly Float64Array[], right: readonly Float64Array[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  return largestSingularValue(left.map((u) => Float64Array.from(right, (v) => dot(u, v))));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Orthonormal basis of what the centred signals span. */
function orthonormal(signals: readonly Float64Array[]): Float64Array[] {
  const columns = signals.flatMap((signal) => {
    const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;
    const centred = signal.map((value) => value - mean);
    const norm = Math.sqrt(dot(centred, centred));
    return norm > 1e-9 ? [centred.map((value) => value / norm)] : [];
  });
  const n = columns[0]?.length ?? 0;
  const reflectors: Float64Array[] = [];
  for (const column of columns) {
    const v = column.slice();
    for (const reflector of reflectors) reflect(reflector, v);
    const k = reflectors.length;
    const tail = v.subarray(k);
    const norm = Math.sqrt(dot(tail, tail));
    // What the columns before it explain down to float32's rounding of the samples is no direction of its own.
    if (norm < 1e-6) continue;
    const reflector = new Float64Array(n);
    reflector.set(tail, k);
    reflector[k]! += v[k]! >= 0 ? norm : -norm;
    const length = Math.sqrt(dot(reflector, reflector));
    reflectors.push(reflector.map((value) => value / length));
  }
  return reflectors.map((_, k) => {
    const basis = new Float64Array(n);
    basis[k] = 1;
    for (let i = reflectors.length - 1; i >= 0; i--) reflect(reflectors[i]!, basis);
    return basis;
  });
}

/** v − 2 (u · v) u, in place. */
function reflect(u: Float64Array, v: Float64Array): void {
  const share = 2 * dot(u, v);
  for (let i = 0; i < v.length; i++) v[i]! -= share * u[i]!;
}

const MAX_SWEEPS = 60;

function largestSingularValue(rows: readonly Float64Array[]): number {
  const vectors = rows.map((row) => row.slice());
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let i = 0; i < vectors.length; i++) {
      for (let j = i + 1; j < vectors.length; j++) rotated = rotate(vectors[i]!, vectors[j]!) || rotated;
    }
    if (!rotated) break;
  }
  return Math.max(...vectors.map((vector) => Math.sqrt(dot(vector, vector))));
}

/** Makes two vectors orthogonal by a rotation. @returns whether they were not yet */
function rotate(x: Float64Array, y: Float64Array): boolean {
  const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
  if (Math.abs(xy) <= 1e-15 * Math.sqrt(xx * yy)) return false;
  const zeta = (yy - xx) / (2 * xy);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]!, y[i]!];
    x[i] = cosine * a - sine * b;
    y[i] = sine * a + cosine * b;
  }
  return true;
}
