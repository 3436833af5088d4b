import { ChannelKind, Unit } from '../../../protocol/frame.js';
import { spreadDirections } from './spread-directions.js';
import { DEVICE_TO_HEAD_ROTATION, DEVICE_TO_HEAD_TRANSLATION, NEUROMAG_306 } from './neuromag-306.js';
import { add, cross, dot, normalise, scale } from './vector.js';
import type { Vector } from './vector.js';
import { TEN_TEN_NAMES, tenTenDirection } from './ten-ten.js';

/** Which points a sensor is integrated over; see coil-points.ts. */
export type Coil = 'planar' | 'magnetometer' | 'axial-gradiometer' | 'electrode';

/** One sensor that measures the brain. */
export interface Sensor {
  readonly name: string;
  readonly kind: ChannelKind;
  /** Of the values that lead fields give: TESLA, TESLA_PER_METRE or VOLT. */
  readonly unit: Unit;
  readonly coil: Coil;
  /** m, in device coordinates; an electrode's in head coordinates, on the scalp. */
  readonly position: Vector;
  /** Unit vector in the coil's plane; a planar gradiometer measures the change along it. */
  readonly ex: Vector;
  /** Unit vector across the coil's plane, away from the head: the direction of the field that is measured. */
  readonly ez: Vector;
  /** Place on a flat map of the helmet: x to the right, y to the front, each stretched to 0 to 1 over the array. */
  readonly layout: readonly [number, number];
}

export interface SensorArray {
  readonly name: string;
  readonly channels: readonly Sensor[];
}

/** Where the head lies in the device: head = rotation · device + translation. */
export interface HeadPosition {
  /** 3 × 3, row by row. */
  readonly rotation: Float64Array;
  /** m */
  readonly translation: Vector;
}

/** Centre of the spherical head in head coordinates, m. */
export const HEAD_CENTRE: Vector = [0, 0, 0.04];
/** Radius of the scalp about it, m. */
export const SCALP_RADIUS = 0.09;

/** How a head lay in a Neuromag helmet in one recording; it suits the other helmets here too. */
export const typicalHeadPosition: HeadPosition = {
  rotation: Float64Array.from(DEVICE_TO_HEAD_ROTATION.flat()),
  translation: DEVICE_TO_HEAD_TRANSLATION,
};

/** The helmets by the name they are asked for. */
export const HELMETS = ['neuromag306', 'ctf-like', 'eeg64'] as const;
export type Helmet = (typeof HELMETS)[number];

/**
 * A helmet with any number of channels: its own, so many of them spread over the head, or, when it has too few, a
 * generated one with the same kinds of sensors.
 * @throws {RangeError} when `nChannels` is not a whole number from 1 on
 */
export function sensorArray(helmet: Helmet, nChannels?: number): SensorArray {
  if (nChannels !== undefined && !(Number.isSafeInteger(nChannels) && nChannels >= 1)) {
    throw new RangeError(`a helmet of ${nChannels} channels: give a whole number from 1 on`);
  }
  switch (helmet) {
    case 'neuromag306':
      return resize(neuromag306(), nChannels, generatedTriplets);
    case 'ctf-like':
      return ctfLike(nChannels);
    case 'eeg64':
      return resize(eeg64(), nChannels, generatedCap);
  }
}

function resize(
  whole: SensorArray,
  nChannels = whole.channels.length,
  generate: (n: number) => SensorArray,
): SensorArray {
  return nChannels > whole.channels.length
    ? spreadSubset(generate(nChannels), nChannels)
    : spreadSubset(whole, nChannels);
}

/**
 * 102 places with two planar gradiometers and one magnetometer each, as measured in one recording; channels in its order,
 * layout as `Vectorview-all` of MNE, where no two sensors share a place.
 */
export function neuromag306(): SensorArray {
  const channels = NEUROMAG_306.map((row): Sensor => {
    const [number, x, y, z, exX, exY, exZ, ezX, ezY, ezZ, layoutX, layoutY] = row as Row;
    const ez = normalise([ezX, ezY, ezZ]);
    return {
      name: `MEG ${String(number).padStart(4, '0')}`,
      ...(number % 10 === 1 ? MAGNETOMETER : PLANAR),
      position: [x, y, z],
      ex: across([exX, exY, exZ], ez),
      ez,
      layout: [layoutX, layoutY],
    };
  });
  return { name: 'neuromag306', channels };
}

type Twelve<T> = [T, T, T, T, T, T, T, T, T, T, T, T];
type Row = Readonly<Twelve<number>>;

const MAGNETOMETER = { kind: ChannelKind.MAG, unit: Unit.TESLA, coil: 'magnetometer' } as const;
const PLANAR = { kind: ChannelKind.GRAD, unit: Unit.TESLA_PER_METRE, coil: 'planar' } as const;
/** The difference of two fields, not divided by the distance between them: T. */
const AXIAL = { kind: ChannelKind.MAG, unit: Unit.TESLA, coil: 'axial-gradiometer' } as const;
const ELECTRODE = { kind: ChannelKind.EEG, unit: Unit.VOLT, coil: 'electrode' } as const;

/** A generated helmet of axial gradiometers with the coils, not the places, of a CTF system. */
export function ctfLike(nChannels = 275): SensorArray {
  const sites = helmetSites(nChannels);
  const layout = flatMap(sites.map(({ position }) => position));
  const channels = sites.map((site, index): Sensor => ({
    name: `AG ${fourDigits(index + 1)}`,
    ...AXIAL,
    ...site,
    layout: layout[index]!,
  }));
  return { name: 'ctf-like', channels };
}

/** 64 electrodes with names and places of the 10-10 system, on the scalp sphere. */
export function eeg64(): SensorArray {
  return { name: 'eeg64', channels: electrodes(TEN_TEN_NAMES, TEN_TEN_NAMES.map(tenTenDirection)) };
}

function generatedCap(nChannels: number): SensorArray {
  const directions = spreadDirections(nChannels, () => CAP_LOWEST);
  return {
    name: 'eeg-generated',
    channels: electrodes(
      directions.map((_, i) => `EEG ${fourDigits(i + 1)}`),
      directions,
    ),
  };
}

/** Sine of the elevation below which a generated cap has no electrodes. */
const CAP_LOWEST = -0.3;

function electrodes(names: readonly string[], directions: readonly Vector[]): Sensor[] {
  const layout = flatMap(directions);
  return directions.map((direction, index) => ({
    name: names[index]!,
    ...ELECTRODE,
    position: add(HEAD_CENTRE, scale(direction, SCALP_RADIUS)),
    ex: inPlane(direction),
    ez: direction,
    layout: layout[index]!,
  }));
}

/** Triplets as those of a Neuromag on as many generated places as `nChannels` need. */
function generatedTriplets(nChannels: number): SensorArray {
  const sites = helmetSites(Math.ceil(nChannels / 3));
  const places = flatMap(sites.map(({ position }) => position));
  // As in `Vectorview-all`: the gradiometers above each other, the magnetometer to their right.
  const apart = 0.3 / Math.sqrt(sites.length);
  const channels = sites.flatMap(({ position, ex, ez }, site): Sensor[] => {
    const [x, y] = places[site]!;
    const name = (digit: number) => `MEG ${fourDigits(site + 1)}${digit}`;
    return [
      { name: name(1), ...MAGNETOMETER, position, ex, ez, layout: [x + apart, y + apart / 2] },
      { name: name(2), ...PLANAR, position, ex, ez, layout: [x, y] },
      { name: name(3), ...PLANAR, position, ex: cross(ez, ex), ez, layout: [x, y + apart] },
    ];
  });
  const layout = stretch(channels.map((channel) => channel.layout));
  return { name: 'neuromag-generated', channels: channels.map((channel, i) => ({ ...channel, layout: layout[i]! })) };
}

/**
 * So many channels of an array, in its order, far from each other; where sensors share a place, their kinds take turns.
 * The layout is stretched anew over the channels that are left.
 */
export function spreadSubset(array: SensorArray, nChannels: number): SensorArray {
  const { channels } = array;
  if (nChannels >= channels.length) return array;
  const sites = new Map<string, number[]>();
  channels.forEach(({ position }, index) => {
    const site = position.join();
    sites.set(site, [...(sites.get(site) ?? []), index]);
  });
  const places = [...sites.values()];
  const order = farthestFirst(places.map((site) => channels[site[0]!]!.position));
  const kept = new Set<number>();
  for (let round = 0; kept.size < nChannels; round++) {
    for (const [turn, place] of order.entries()) {
      const site = places[place]!;
      if (round < site.length && kept.size < nChannels) kept.add(site[(turn + round) % site.length]!);
    }
  }
  const left = channels.filter((_, index) => kept.has(index));
  const layout = stretch(left.map((channel) => channel.layout));
  return {
    name: `${array.name}-${nChannels}`,
    channels: left.map((channel, i) => ({ ...channel, layout: layout[i]! })),
  };
}

/** Indices so ordered that each point is as far as possible from all before it; the first is the highest. */
function farthestFirst(points: readonly Vector[]): number[] {
  const order: number[] = [];
  const distance = points.map((point) => 1e3 + point[2]);
  while (order.length < points.length) {
    const next = distance.indexOf(Math.max(...distance));
    order.push(next);
    points.forEach((point, i) => {
      const [dx, dy, dz] = [0, 1, 2].map((axis) => point[axis]! - points[next]![axis]!) as [number, number, number];
      distance[i] = Math.min(distance[i]!, dx * dx + dy * dy + dz * dz);
    });
    distance[next] = -1;
  }
  return order;
}

interface Site {
  readonly position: Vector;
  readonly ex: Vector;
  readonly ez: Vector;
}

/** Half the width, length and height of the generated helmet, m, near those of the Neuromag's. */
const HELMET_AXES: Vector = [0.11, 0.13, 0.11];

/** Places on the generated helmet and the directions of sensors on it, in device coordinates. */
function helmetSites(n: number): Site[] {
  return spreadDirections(n, helmetEdge).map((direction) => {
    const position: Vector = [
      direction[0] * HELMET_AXES[0],
      direction[1] * HELMET_AXES[1],
      direction[2] * HELMET_AXES[2],
    ];
    const ez = normalise([direction[0] / HELMET_AXES[0], direction[1] / HELMET_AXES[1], direction[2] / HELMET_AXES[2]]);
    return { position, ex: inPlane(ez), ez };
  });
}

/** Sine of the elevation at which the helmet ends: low at the back and sides, above the eyes in front. */
function helmetEdge(azimuth: number): number {
  const front = Math.max(0, Math.sin(azimuth));
  return -0.5 + 0.6 * front ** 2;
}

/** A unit vector across `ez`, level where that is possible. */
function inPlane(ez: Vector): Vector {
  return across(Math.abs(ez[2]) < 0.999 ? cross([0, 0, 1], ez) : [1, 0, 0], ez);
}

/** The part of `vector` across the unit vector `ez`, made a unit vector. */
function across(vector: Vector, ez: Vector): Vector {
  return normalise(add(vector, scale(ez, -dot(vector, ez))));
}

/** Azimuthal equidistant map about the vertical: the angle from the vertical becomes the distance from the middle. */
function flatMap(positions: readonly Vector[]): [number, number][] {
  const points = positions.map(([x, y, z]): [number, number] => {
    const level = Math.hypot(x, y);
    const ratio = level === 0 ? 0 : Math.atan2(level, z) / level;
    return [x * ratio, y * ratio];
  });
  return stretch(points);
}

/** Each axis stretched to 0 to 1; an axis on which all are the same is put in the middle. */
function stretch(points: readonly (readonly [number, number])[]): [number, number][] {
  const bounds = ([0, 1] as const).map((axis) => {
    const values = points.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const along = (value: number, axis: number) => {
    const [low, high] = bounds[axis]!;
    return high === low ? 0.5 : (value - low) / (high - low);
  };
  return points.map(([x, y]) => [along(x, 0), along(y, 1)]);
}

function fourDigits(value: number): string {
  return String(value).padStart(4, '0');
}
