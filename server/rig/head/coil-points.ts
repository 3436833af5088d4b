import { add, cross, scale } from './vector.js';
import type { Vector } from './vector.js';
import type { Coil, Sensor } from './sensor-array.js';

/** Where the field across the coil is taken, m along ex, ey = ez × ex and ez, and with what weight. */
type Point = readonly [weight: number, x: number, y: number, z: number];

/**
 * The points of MNE's coil definitions at "normal" accuracy: Vectorview planar gradiometer T1 (3012; weights 1/m),
 * Vectorview magnetometer T3 (3024) and CTF axial gradiometer (5001).
 */
const POINTS: Readonly<Record<Exclude<Coil, 'electrode'>, readonly Point[]>> = {
  planar: [
    [29.7619, 0.0084, 0.006713, 0.0003],
    [29.7619, 0.0084, -0.006713, 0.0003],
    [-29.7619, -0.0084, 0.006713, 0.0003],
    [-29.7619, -0.0084, -0.006713, 0.0003],
  ],
  magnetometer: [
    [0.25, -0.00525, -0.00525, 0.0003],
    [0.25, -0.00525, 0.00525, 0.0003],
    [0.25, 0.00525, -0.00525, 0.0003],
    [0.25, 0.00525, 0.00525, 0.0003],
  ],
  'axial-gradiometer': [
    [0.25, 0.0045, 0.0045, 0],
    [0.25, -0.0045, 0.0045, 0],
    [0.25, -0.0045, -0.0045, 0],
    [0.25, 0.0045, -0.0045, 0],
    [-0.25, 0.0045, 0.0045, 0.05],
    [-0.25, -0.0045, 0.0045, 0.05],
    [-0.25, -0.0045, -0.0045, 0.05],
    [-0.25, 0.0045, -0.0045, 0.05],
  ],
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
