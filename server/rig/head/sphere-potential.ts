import type { Vector } from './vector.js';
import { dot, norm, scale } from './vector.js';

/** Concentric shells, from the innermost on. */
export interface Shells {
  /** Outer radii, relative to the last, which is 1. */
  readonly radii: readonly number[];
  /** S/m */
  readonly conductivities: readonly number[];
}

/** Brain, cerebrospinal fluid, skull and scalp, as in MNE's sphere model. */
export const FOUR_SHELLS: Shells = { radii: [0.9, 0.92, 0.97, 1], conductivities: [0.33, 1, 0.004, 0.33] };

/** Where the rest of the series is less than this part of its first term, it ends. */
const PRECISION = 1e-15;

/**
 * Potential of dipoles in the innermost of concentric shells on the surface of the outermost, by the series in Legendre
 * polynomials whose terms each fulfil the conditions on all boundaries.
 *
 * @param directions  of the electrodes from the centre, unit vectors
 * @param dipoles  about the centre: position in m, moment in A·m
 * @param radius  of the outermost shell, m
 * @returns directions × dipoles, V; the mean over the sphere is 0
 * @throws {RangeError} for a dipole that is not in the innermost shell
 * @see J. C. de Munck, "The potential distribution in a layered anisotropic spheroidal volume conductor",
 *   J. Appl. Phys. 64, 1988, for the isotropic sphere
 */
export function spherePotential(
  directions: readonly Vector[],
  dipoles: readonly { readonly position: Vector; readonly moment: Vector }[],
  shells: Shells,
  radius: number,
): Float64Array {
  const depths = dipoles.map(({ position }) => norm(position) / radius);
  const deepest = Math.max(0, ...depths);
  if (!(deepest < shells.radii[0]!)) {
    throw new RangeError(`a dipole at ${deepest} of the head's radius is outside the innermost shell`);
  }
  const transfer = surfaceTransfer(shells, orderOf(deepest));
  const potential = new Float64Array(directions.length * dipoles.length);
  const unit = 1 / (4 * Math.PI * shells.conductivities[0]! * radius * radius);
  dipoles.forEach(({ position, moment }, d) => {
    const depth = depths[d]!;
    // At the centre every direction is outward.
    const outward: Vector = depth > 1e-100 ? scale(position, 1 / norm(position)) : [0, 0, 1];
    const radial = dot(moment, outward);
    const order = orderOf(depth);
    directions.forEach((direction, e) => {
      const cosine = dot(direction, outward);
      const tangential = dot(moment, direction) - radial * cosine;
      // P_n and its derivative, upwards: P_(n+1) = ((2n+1) x P_n - n P_(n-1)) / (n+1), P'_(n+1) = P'_(n-1) + (2n+1) P_n.
      let [before, now, slopeBefore, slope] = [1, cosine, 0, 1];
      let power = unit;
      let sum = 0;
      for (let n = 1; n <= order; n++) {
        sum += transfer[n]! * power * (n * radial * now + tangential * slope);
        power *= depth;
        const next = ((2 * n + 1) * cosine * now - n * before) / (n + 1);
        const slopeNext = slopeBefore + (2 * n + 1) * now;
        [before, now, slopeBefore, slope] = [now, next, slope, slopeNext];
      }
      potential[e * dipoles.length + d] = sum;
    });
  });
  return potential;
}

/** Terms needed for a dipole at a relative depth: term n is below (n + 1)³ depth^(n - 1) of the first. */
function orderOf(depth: number): number {
  let n = 1;
  while ((n + 1) ** 3 * depth ** (n - 1) > PRECISION * (1 - depth)) n++;
  return n;
}

/**
 * For each order n, the potential on the surface for a source whose potential in an infinite medium were 1 there.
 *
 * In each shell the potential is A r^n + B r^-(n+1), r in radii of the head. On the surface no current leaves:
 * A = n + 1, B = n up to a factor. Going inwards, potential and radial current pass each boundary unchanged;
 * the innermost B is the source.
 */
function surfaceTransfer({ radii, conductivities }: Shells, order: number): Float64Array {
  const transfer = new Float64Array(order + 1);
  for (let n = 1; n <= order; n++) {
    let [rising, falling] = [n + 1, n];
    for (let shell = radii.length - 2; shell >= 0; shell--) {
      const ratio = conductivities[shell + 1]! / conductivities[shell]!;
      const power = radii[shell]! ** (2 * n + 1);
      [rising, falling] = [
        ((n + 1 + n * ratio) * rising + ((n + 1) * (1 - ratio) * falling) / power) / (2 * n + 1),
        (n * (1 - ratio) * power * rising + (n + (n + 1) * ratio) * falling) / (2 * n + 1),
      ];
    }
    transfer[n] = (2 * n + 1) / falling;
  }
  return transfer;
}
