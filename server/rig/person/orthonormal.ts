import { randomNormals } from './counter-random.js';

/**
 * Drawn orthonormal columns `[nRows x nColumns]` (Gram and Schmidt, twice).
 * @throws {RangeError} when there are more columns than rows
 */
export function orthonormalColumns(key: number, nRows: number, nColumns: number): Float64Array {
  if (nColumns > nRows) throw new RangeError(`${nRows} dimensions, expected ${nColumns} or more`);
  const drawn = new Float64Array(nRows * nColumns);
  randomNormals(key, drawn.length, drawn);
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < nRows; i++) sum += drawn[i * nColumns + a]! * drawn[i * nColumns + b]!;
    return sum;
  };
  for (let c = 0; c < nColumns; c++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < c; before++) {
        const along = dot(before, c);
        for (let i = 0; i < nRows; i++) drawn[i * nColumns + c]! -= along * drawn[i * nColumns + before]!;
      }
    }
    const length = Math.sqrt(dot(c, c));
    for (let i = 0; i < nRows; i++) drawn[i * nColumns + c]! /= length;
  }
  return drawn;
}
