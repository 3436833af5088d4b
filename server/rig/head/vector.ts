/** Three coordinates. */
export type Vector = readonly [number, number, number];

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function scale(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function norm(a: Vector): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** `a` of length 1. */
export function normalise(a: Vector): Vector {
  return scale(a, 1 / norm(a));
}

/** A 3 × 3 matrix, row by row, times a vector. */
export function rotate(matrix: Float64Array, a: Vector): Vector {
  const row = (i: number) => matrix[i]! * a[0] + matrix[i + 1]! * a[1] + matrix[i + 2]! * a[2];
  return [row(0), row(3), row(6)];
}
