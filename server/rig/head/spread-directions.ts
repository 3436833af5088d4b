import type { Vector } from './vector.js';

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * `n` unit vectors spread evenly over the part of the sphere that lies above an edge.
 *
 * A Fibonacci spiral on the whole sphere, made just dense enough that `n` of its points are above the edge.
 * @param edge  sine of the elevation of the edge at an azimuth in radians, from the x axis on towards the y axis
 */
export function spreadDirections(n: number, edge: (azimuth: number) => number): Vector[] {
  for (let total = n; ; total++) {
    const directions: Vector[] = [];
    for (let i = 0; i < total && directions.length < n; i++) {
      const z = 1 - (2 * i + 1) / total;
      const azimuth = (i * GOLDEN_ANGLE) % (2 * Math.PI);
      if (z < edge(azimuth)) continue;
      const level = Math.sqrt(1 - z * z);
      directions.push([level * Math.cos(azimuth), level * Math.sin(azimuth), z]);
    }
    if (directions.length === n) return directions;
  }
}
