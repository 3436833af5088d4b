import { add, cross, scale } from './vector.js';
import type { Vector } from './vector.js';
import type { Coil, Sensor } from './sensor-array.js';

/** Where the field across the coil is taken, m along ex, ey = ez × ex and ez, and with what weight. */
type Point = readonly [weight: number, x: number, y: number, z: number];

/** Each x with each y, all at height z. */
function grid(weight: number, xs: readonly number[], ys: readonly number[], z: number): Point[] {
  return xs.flatMap((x) => ys.map((y): Point => [weight, x, y, z]));
}

/** A circular loop: its middle and six points around it. */
function loop(sign: 1 | -1, z: number): Point[] {
  const around = [
    [0.007348, 0],
    [-0.007348, 0],
    [0.003674, 0.006364],
    [0.003674, -0.006364],
    [-0.003674, 0.006364],
    [-0.003674, -0.006364],
  ] as const;
  return [[sign * 0.25, 0, 0, z], ...around.map(([x, y]): Point => [sign * 0.125, x, y, z])];
}

/**
 * The points of MNE's coil definitions at the accuracy "accurate", which MNE's forward solutions are made with: Vectorview
 * planar gradiometer T1 (3012; weights 1/m), Vectorview magnetometer T3 (3024) and CTF axial gradiometer (5001).
 */
const POINTS: Readonly<Record<Exclude<Coil, 'electrode'>, readonly Point[]>> = {
  planar: [
    ...grid(14.9858, [0.01079, 0.005891], [0.006713, -0.006713], 0.0003),
    ...grid(-14.9858, [-0.01079, -0.005891], [0.006713, -0.006713], 0.0003),
  ],
  magnetometer: grid(
    0.0625,
    [-0.007875, -0.002625, 0.002625, 0.007875],
    [-0.007875, -0.002625, 0.002625, 0.007875],
    0.0003,
  ),
  'axial-gradiometer': [...loop(1, 0), ...loop(-1, 0.05)],
};

export interface CoilPoint {
  readonly weight: number;
  /** m, in the coordinates of the sensor */
  readonly position: Vector;
}

/** The points over which one sensor's coil is integrated; none for an electrode. */
export function coilPoints({ coil, position, ex, ez }: Sensor): CoilPoint[] {
  if (coil === 'electrode') return [];
  const ey = cross(ez, ex);
  return POINTS[coil].map(([weight, x, y, z]) => ({
    weight,
    position: add(position, add(scale(ex, x), add(scale(ey, y), scale(ez, z)))),
  }));
}
