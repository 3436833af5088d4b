/** Rules that the settings of more than one stage must hold. Every breach is a RangeError: value, rule, what was given. */

/** @throws {RangeError} unless `freq` lies strictly between 0 and the Nyquist frequency */
export function requireBelowNyquist(what: string, freq: number, sfreq: number): void {
  if (!(freq > 0 && freq < sfreq / 2)) {
    throw new RangeError(`${what} must lie in (0, ${sfreq / 2}) Hz, half of ${sfreq} Hz; got ${freq}`);
  }
}

/** @throws {RangeError} unless `value` is a whole number of at least 1 */
export function requireCount(what: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new RangeError(`${what} must be a whole number of at least 1; got ${value}`);
  }
}

/** @throws {RangeError} unless `value` is above 0 and finite */
export function requirePositive(what: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} must be above 0 and finite; got ${value}`);
}

/** @throws {RangeError} unless `values` has `length` finite numbers */
export function requireNumbers(what: string, values: readonly number[], length: number): void {
  if (values.length !== length) {
    throw new RangeError(`${what} must have ${length} values, one per channel; got ${values.length}`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${what}[${bad}] must be finite; got ${values[bad]}`);
}

/**
 * @returns the matrix row by row, `[rows.length x nColumns]`
 * @throws {RangeError} unless there is a row and every row has `nColumns` finite numbers
 */
export function requireMatrix(what: string, rows: readonly (readonly number[])[], nColumns: number): Float64Array {
  if (rows.length === 0) throw new RangeError(`${what} must have at least 1 row; got 0`);
  const matrix = new Float64Array(rows.length * nColumns);
  rows.forEach((row, i) => {
    requireNumbers(`${what}[${i}]`, row, nColumns);
    matrix.set(row, i * nColumns);
  });
  return matrix;
}
