import { BRAIN_RADIUS } from '../head/lead-field.js';
import type { Dipole } from '../head/lead-field.js';
import { HEAD_CENTRE } from '../head/sensor-array.js';
import { add, dot, norm, normalise, scale } from '../head/vector.js';
import type { Vector } from '../head/vector.js';
import { randomKey, randomNormal } from './counter-random.js';

/** Three normal numbers of a stream, from number 3 · `index` on. */
export function normalVector(key: number, index: number): Vector {
  return [randomNormal(key, 3 * index), randomNormal(key, 3 * index + 1), randomNormal(key, 3 * index + 2)];
}

/** The part of `direction` that is tangential to the sphere at `position` (from its centre), length 1. */
export function tangential(position: Vector, direction: Vector): Vector {
  const radial = normalise(position);
  return normalise(add(direction, scale(radial, -dot(direction, radial))));
}

/** No dipole is moved beyond this distance from the centre, m. */
const OUTERMOST = 0.99 * BRAIN_RADIUS;

/** Row-major rotation by `angles` (rad) about x, then y, then z. */
export function rotation([a, b, c]: Vector): number[] {
  const [ca, sa, cb, sb, cc, sc] = [a, b, c].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return [
    ...[cc * cb, cc * sb * sa - sc * ca, cc * sb * ca + sc * sa],
    ...[sc * cb, sc * sb * sa + cc * ca, sc * sb * ca - cc * sa],
    ...[-sb, cb * sa, cb * ca],
  ];
}

/** Row-major product of two 3 × 3 matrices. */
export function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3), i % 3];
    let sum = 0;
    for (let k = 0; k < 3; k++) sum += a[3 * row + k]! * b[3 * k + column]!;
    return sum;
  });
}

/**
 * A person's version of a place that all have: moved by `distance` m (standard deviation per axis), its dipole turned.
 * @param place from the centre of the sphere, m
 */
export function personalDipole(
  place: Vector,
  direction: Vector,
  key: number,
  index: number,
  distance: number,
  turn: number,
): Dipole {
  const moved = add(place, scale(normalVector(randomKey(key, 0), index), distance));
  const position = scale(moved, Math.min(1, OUTERMOST / norm(moved)));
  const moment = tangential(position, add(direction, scale(normalVector(randomKey(key, 1), index), turn)));
  return { position: add(position, HEAD_CENTRE), moment };
}
