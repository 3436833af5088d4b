/**
 * A channel counts as a mixture of others, and its own direction as without signal, when less than this share of its
 * variance is left after them: rounding of a covariance leaves about 1e-14.
 */
const RANK_TOLERANCE = 1e-11;

/** Columns whose cosine is below this count as orthogonal. */
const ORTHOGONAL = 2 ** -46;

/** Sweeps converge quadratically; six to ten are usual. */
const MAX_SWEEPS = 60;

/**
 * Symmetric inverse square root of a positive semidefinite matrix A; directions in which A is 0 stay 0 (pseudo-inverse).
 *
 * Eigenvalues by Jacobi rotations from one side: A = G Gᵀ by Cholesky with pivoting, then the columns of G are turned
 * against each other until all are orthogonal. Then they are the eigenvectors times the roots of the eigenvalues, and
 * A^(−1/2) is the sum of g gᵀ / |g|³.
 *
 * @param matrix A, `[n x n]`
 * @returns A^(−1/2), `[n x n]`
 * @see K. Veselić and V. Hari, A note on a one-sided Jacobi algorithm, Numer. Math. 56, 1989
 */
export function inverseSquareRoot(matrix: Float64Array, n: number): Float64Array {
  const { columns, rank } = choleskyColumns(matrix, n);
  orthogonalise(columns, rank, n);
  const root = new Float64Array(n * n);
  for (let k = 0; k < rank; k++) {
    const g = columns.subarray(k * n, (k + 1) * n);
    const weight = dot(g, 0, g, 0, n) ** -1.5;
    for (let i = 0; i < n; i++) {
      const left = g[i]! * weight;
      for (let j = i; j < n; j++) root[i * n + j] = root[i * n + j]! + left * g[j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) root[i * n + j] = root[j * n + i]!;
  return root;
}

/**
 * G with A = G Gᵀ, column by column `[rank x n]`. Works on correlations, so that the rank does not depend on the units
 * of the channels.
 */
function choleskyColumns(matrix: Float64Array, n: number): { columns: Float64Array; rank: number } {
  const deviation = Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(0, matrix[i * n + i]!)));
  /** Share of each channel's variance that the columns so far do not explain. */
  const left = Float64Array.from(deviation, (value) => (value > 0 ? 1 : 0));
  const columns = new Float64Array(n * n);
  let rank = 0;
  for (; rank < n; rank++) {
    let pivot = 0;
    for (let i = 1; i < n; i++) if (left[i]! > left[pivot]!) pivot = i;
    if (!(left[pivot]! > RANK_TOLERANCE)) break;
    const own = Math.sqrt(left[pivot]!);
    for (let i = 0; i < n; i++) {
      if (left[i]! === 0) continue;
      let value = matrix[i * n + pivot]! / (deviation[i]! * deviation[pivot]!);
      for (let k = 0; k < rank; k++) value -= columns[k * n + i]! * columns[k * n + pivot]!;
      columns[rank * n + i] = i === pivot ? own : value / own;
    }
    for (let i = 0; i < n; i++) left[i] = Math.max(0, left[i]! - columns[rank * n + i]! ** 2);
    left[pivot] = 0;
  }
  for (let k = 0; k < rank; k++) {
    for (let i = 0; i < n; i++) columns[k * n + i] = columns[k * n + i]! * deviation[i]!;
  }
  return { columns, rank };
}

/**
 * Turns pairs of columns, sweep after sweep, until no two have a cosine above {@link ORTHOGONAL}; then once more through
 * all, however small the angle. Without that last sweep a channel in much smaller units than the others (tesla beside
 * femtotesla) would keep an error of the size of theirs.
 */
function orthogonalise(columns: Float64Array, nColumns: number, n: number): void {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    if (turnPairs(columns, nColumns, n, ORTHOGONAL)) continue;
    turnPairs(columns, nColumns, n, 0);
    return;
  }
  throw new RangeError(`a covariance must be finite to be whitened: no end after ${MAX_SWEEPS} Jacobi sweeps`);
}

/** One sweep. @returns whether any two columns had a cosine above `limit` */
function turnPairs(columns: Float64Array, nColumns: number, n: number, limit: number): boolean {
  /** Squared lengths, followed through the rotations. */
  const squares = new Float64Array(nColumns);
  for (let p = 0; p < nColumns; p++) squares[p] = dot(columns, p * n, columns, p * n, n);
  let turned = false;
  for (let p = 0; p < nColumns - 1; p++) {
    for (let q = p + 1; q < nColumns; q++) {
      const product = dot(columns, p * n, columns, q * n, n);
      if (Math.abs(product) <= limit * Math.sqrt(squares[p]!) * Math.sqrt(squares[q]!)) continue;
      turned = true;
      const zeta = (squares[q]! - squares[p]!) / (2 * product);
      const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      rotate(columns, p * n, q * n, n, tangent);
      squares[p] = Math.max(0, squares[p]! - tangent * product);
      squares[q] = squares[q]! + tangent * product;
    }
  }
  return turned;
}

function rotate(columns: Float64Array, p: number, q: number, n: number, tangent: number): void {
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < n; i++) {
    const a = columns[p + i]!;
    const b = columns[q + i]!;
    columns[p + i] = cosine * a - sine * b;
    columns[q + i] = sine * a + cosine * b;
  }
}

/** Four running sums, so that additions need not wait for each other. */
function dot(a: Float64Array, p: number, b: Float64Array, q: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[p + i]! * b[q + i]!;
    s1 += a[p + i + 1]! * b[q + i + 1]!;
    s2 += a[p + i + 2]! * b[q + i + 2]!;
    s3 += a[p + i + 3]! * b[q + i + 3]!;
  }
  for (; i < n; i++) s0 += a[p + i]! * b[q + i]!;
  return s0 + s1 + (s2 + s3);
}
