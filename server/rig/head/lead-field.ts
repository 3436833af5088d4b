import { coilPoints } from './coil-points.js';
import { HEAD_CENTRE, SCALP_RADIUS } from './sensor-array.js';
import type { HeadPosition, Sensor, SensorArray } from './sensor-array.js';
import { FOUR_SHELLS, spherePotential } from './sphere-potential.js';
import { add, norm, normalise, rotate, scale } from './vector.js';
import type { Vector } from './vector.js';

/** A current dipole in head coordinates. */
export interface Dipole {
  /** m */
  readonly position: Vector;
  /** A·m */
  readonly moment: Vector;
}

/** A dipole farther than this from the head's centre is not in the brain, m. */
export const BRAIN_RADIUS = SCALP_RADIUS * FOUR_SHELLS.radii[0]!;

/**
 * What each sensor measures of each dipole, for a spherical head.
 *
 * MEG by Sarvas' formula, integrated over the coils; EEG in four concentric shells, against infinity as reference and with
 * the electrodes moved along the radius to the scalp. Electrodes sit on the head, so the head's position moves only MEG.
 * @returns nChannels × nDipoles, one channel after the other: T, T/m or V for the moment each dipole has
 * @throws {RangeError} for a dipole outside the brain, or a coil inside the head
 */
export function leadField(sensors: SensorArray, head: HeadPosition, dipoles: readonly Dipole[]): Float64Array {
  const centred = dipoles.map(({ position, moment }): Dipole => {
    const fromCentre = add(position, scale(HEAD_CENTRE, -1));
    const distance = norm(fromCentre);
    if (!(distance < BRAIN_RADIUS)) {
      throw new RangeError(
        `a dipole ${distance} m from the centre of the head is not in the brain (${BRAIN_RADIUS} m)`,
      );
    }
    return { position: fromCentre, moment };
  });
  const field = new Float64Array(sensors.channels.length * dipoles.length);
  const electrodes: number[] = [];
  sensors.channels.forEach((sensor, channel) => {
    if (sensor.coil === 'electrode') electrodes.push(channel);
    else
      addMagneticField(field.subarray(channel * dipoles.length, (channel + 1) * dipoles.length), sensor, head, centred);
  });
  if (electrodes.length > 0) {
    const directions = electrodes.map((channel) =>
      normalise(add(sensors.channels[channel]!.position, scale(HEAD_CENTRE, -1))),
    );
    const potential = spherePotential(directions, centred, FOUR_SHELLS, SCALP_RADIUS);
    electrodes.forEach((channel, row) => {
      field.set(potential.subarray(row * dipoles.length, (row + 1) * dipoles.length), channel * dipoles.length);
    });
  }
  return field;
}

function addMagneticField(row: Float64Array, sensor: Sensor, head: HeadPosition, dipoles: readonly Dipole[]): void {
  const normal = rotate(head.rotation, sensor.ez);
  for (const { weight, position } of coilPoints(sensor)) {
    const inHead = add(rotate(head.rotation, position), head.translation);
    const point = add(inHead, scale(HEAD_CENTRE, -1));
    if (!(norm(point) > SCALP_RADIUS)) {
      throw new RangeError(`${sensor.name} is ${norm(point)} m from the centre of the head, which is inside it`);
    }
    for (let d = 0; d < dipoles.length; d++) row[d]! += weight * sarvas(point, normal, dipoles[d]!);
  }
}

/**
 * Magnetic field of a dipole in a spherically symmetric conductor about the origin, along `normal`, at a point outside, T.
 * @see J. Sarvas, "Basic mathematical and electromagnetic concepts of the biomagnetic inverse problem",
 *   Phys. Med. Biol. 32, 1987, equation 25
 */
function sarvas([x, y, z]: Vector, [nx, ny, nz]: Vector, { position, moment }: Dipole): number {
  // In numbers, not vectors: this runs for each point of each coil.
  const [px, py, pz] = position;
  const [qx, qy, qz] = moment;
  const a = Math.sqrt((x - px) ** 2 + (y - py) ** 2 + (z - pz) ** 2);
  const r = Math.sqrt(x * x + y * y + z * z);
  const along = (x - px) * x + (y - py) * y + (z - pz) * z;
  const f = a * (r * a + along);
  const radial = (a * a) / r + along / a + 2 * a + 2 * r;
  const back = a + 2 * r + along / a;
  const gradient = radial * (x * nx + y * ny + z * nz) - back * (px * nx + py * ny + pz * nz);
  // Moment × position.
  const [cx, cy, cz] = [qy * pz - qz * py, qz * px - qx * pz, qx * py - qy * px];
  return (1e-7 / (f * f)) * (f * (cx * nx + cy * ny + cz * nz) - (cx * x + cy * y + cz * z) * gradient);
}
