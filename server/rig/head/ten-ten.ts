import { normalise } from './vector.js';
import type { Vector } from './vector.js';

/** 64 of the electrodes of the 10-10 system, left side, midline, right side. */
export const TEN_TEN_NAMES: readonly string[] = (
  'Fp1 AF7 AF3 F1 F3 F5 F7 FT7 FC5 FC3 FC1 C1 C3 C5 T7 TP7 CP5 CP3 CP1 P1 P3 P5 P7 P9 PO7 PO3 O1 ' +
  'Fpz AFz Fz FCz Cz CPz Pz POz Oz Iz ' +
  'Fp2 AF8 AF4 F2 F4 F6 F8 FT8 FC6 FC4 FC2 C2 C4 C6 T8 TP8 CP6 CP4 CP2 P2 P4 P6 P8 P10 PO8 PO4 O2'
).split(' ');

/** Rows from front to back; their ends lie on a ring around the head and have two letters at the temples. */
const ROWS = ['Fp', 'AF', 'F', 'FC', 'C', 'CP', 'P', 'PO', 'O', 'I'];
const ROW_OF_END: Readonly<Record<string, string>> = { FT: 'FC', T: 'C', TP: 'CP' };
/** Between two rows, on the midline: a tenth of the way from the nasion to the inion. */
const ROW_STEP = Math.PI / 8;
/** Between two rows, on the ring: a twentieth of its circumference. */
const RING_STEP = Math.PI / 10;
const VERTEX_ROW = ROWS.indexOf('C');

/**
 * Direction of an electrode from the centre of a spherical head: x to the right, y to the front, z up.
 *
 * Midline and ring are divided evenly, with the ring level with the centre. A row lies on the circle through its two ends
 * on the ring and its place on the midline, in even steps. As in the 10-10 system (V. Jurcak et al., NeuroImage 34, 2007).
 * @throws {RangeError} for a name that is not of the 10-10 system
 */
export function tenTenDirection(name: string): Vector {
  const match = /^([A-Z][A-Zp]?)(z|\d+)$/.exec(name);
  const [, letters = '', place = ''] = match ?? [];
  const row = ROWS.indexOf(ROW_OF_END[letters] ?? letters);
  if (row < 0) throw new RangeError(`no electrode of the 10-10 system is called ${name}`);
  const inclination = (VERTEX_ROW - row) * ROW_STEP;
  const middle: Vector = [0, Math.sin(inclination), Math.cos(inclination)];
  if (place === 'z') return middle;
  const number = Number(place);
  const side = number % 2 === 1 ? -1 : 1;
  // 1 and 2 are next to the midline, 7 and 8 on the ring; the rows at the ends have their 1 and 2 on the ring.
  const steps = Math.ceil(number / 2) / (letters === 'Fp' || letters === 'O' ? 1 : 4);
  const azimuth = (VERTEX_ROW - row) * RING_STEP;
  const end: Vector = [side * Math.cos(azimuth), Math.sin(azimuth), 0];
  return alongRow(middle, end, steps);
}

/** On the circle through `middle`, `end` and `end` mirrored: `steps` of the arc from `middle` to `end`. */
function alongRow(middle: Vector, end: Vector, steps: number): Vector {
  // The circle's centre lies halfway between left and right, on the line from `middle` through the middle of the ends.
  const chord: Vector = [0, end[1] - middle[1], end[2] - middle[2]];
  const length = Math.hypot(chord[1], chord[2]);
  const radius = (length * length + end[0] * end[0]) / (2 * length);
  const angle = steps * Math.atan2(Math.abs(end[0]), radius - length);
  const inward = radius * (1 - Math.cos(angle));
  return normalise([
    Math.sign(end[0]) * radius * Math.sin(angle),
    middle[1] + (chord[1] / length) * inward,
    middle[2] + (chord[2] / length) * inward,
  ]);
}
