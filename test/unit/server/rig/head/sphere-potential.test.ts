import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOUR_SHELLS, spherePotential } from '../../../../../server/rig/head/sphere-potential.js';
import { spreadDirections } from '../../../../../server/rig/head/spread-directions.js';
import { add, dot, norm, normalise, scale } from '../../../../../server/rig/head/vector.js';
import type { Vector } from '../../../../../server/rig/head/vector.js';

const RADIUS = 0.09;
const DIRECTIONS = spreadDirections(100, () => -1);

/**
 * Potential of a dipole on the surface of one homogeneous sphere, V.
 * @see D. A. Brody, F. H. Terry, R. E. Ideker, IEEE Trans. Biomed. Eng. 20, 1973
 */
function homogeneous(direction: Vector, position: Vector, moment: Vector, conductivity: number): number {
  const point = scale(direction, RADIUS);
  const between = add(point, scale(position, -1));
  const d = norm(between);
  const towards = dot(moment, point);
  const rest =
    (towards * dot(point, position) - RADIUS ** 2 * dot(position, moment)) /
    (d * RADIUS + RADIUS ** 2 - dot(point, position));
  return ((2 * dot(between, moment)) / d ** 3 + (towards + rest) / (RADIUS ** 2 * d)) / (4 * Math.PI * conductivity);
}

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const vector = fc.tuple(coordinate, coordinate, coordinate);
const direction = vector.filter((v) => norm(v) > 0.1).map(normalise);
const inBrain = fc
  .tuple(direction, fc.double({ min: 0, max: 0.08, noNaN: true }))
  .map(([towards, far]) => scale(towards, far));
const moment = vector.filter((v) => norm(v) > 0.1).map((v) => scale(v, 1e-8));

describe('spherePotential', () => {
  it('is the closed form of the homogeneous sphere where all shells conduct alike', () => {
    fc.assert(
      fc.property(inBrain, moment, (at, q) => {
        const shells = { radii: FOUR_SHELLS.radii, conductivities: [0.33, 0.33, 0.33, 0.33] };
        const series = spherePotential(DIRECTIONS, [{ position: at, moment: q }], shells, RADIUS);
        const closed = DIRECTIONS.map((electrode) => homogeneous(electrode, at, q, 0.33));
        const difference = Math.hypot(...closed.map((value, i) => value - series[i]!));
        expect(difference).toBeLessThan(1e-10 * Math.hypot(...closed));
      }),
    );
  });

  it('does not change when a shell is cut in two of the same conductivity', () => {
    fc.assert(
      fc.property(inBrain, moment, (at, q) => {
        const dipoles = [{ position: at, moment: q }];
        const whole = spherePotential(DIRECTIONS, dipoles, FOUR_SHELLS, RADIUS);
        const radii = [0.9, 0.92, 0.95, 0.97, 1];
        const cut = spherePotential(
          DIRECTIONS,
          dipoles,
          { radii, conductivities: [0.33, 1, 0.004, 0.004, 0.33] },
          RADIUS,
        );
        const largest = Math.max(...whole.map(Math.abs));
        whole.forEach((value, i) => expect(Math.abs(value - cut[i]!)).toBeLessThan(1e-11 * largest));
      }),
      { numRuns: 30 },
    );
  });

  it('is weakened by the skull, more for a shallow dipole than for a deep one', () => {
    const alike = { radii: FOUR_SHELLS.radii, conductivities: [0.33, 0.33, 0.33, 0.33] };
    const left = [0.03, 0.07].map((far) => {
      const dipoles = [{ position: [0, 0, far] as const, moment: [0, 0, 1e-8] as const }];
      const size = (shells: typeof alike) => Math.hypot(...spherePotential(DIRECTIONS, dipoles, shells, RADIUS));
      return size({ ...FOUR_SHELLS, conductivities: [...FOUR_SHELLS.conductivities] }) / size(alike);
    });
    expect(left[0]).toBeLessThan(0.8);
    expect(left[1]).toBeLessThan(left[0]!);
  });

  it('refuses a dipole that is not in the innermost shell', () => {
    const dipoles = [{ position: [0, 0, 0.081] as const, moment: [0, 0, 1e-8] as const }];
    expect(() => spherePotential(DIRECTIONS, dipoles, FOUR_SHELLS, RADIUS)).toThrow(RangeError);
  });
});
