import { randomKey, randomNormal } from './counter-random.js';
import type { Dipole } from '../head/lead-field.js';
import { scale } from '../head/vector.js';
import type { Vector } from '../head/vector.js';
import { normalVector, personalDipole, tangential } from './geometry.js';

/** What a simulated person does. */
export type PersonTask = 'typing' | 'speech' | 'images';
export const PERSON_TASKS: readonly PersonTask[] = ['typing', 'speech', 'images'];

/** Rank of the map from features to the field. */
export const N_FEATURES = 12;
export const N_SOURCES = 12;

/**
 * Everything that all simulated people share hangs on this key, and so does what tells one from another: a person is
 * the same under every seed. The seed draws sessions: text, timing, noise, how the head lies.
 */
export const WORLD_KEY = 0x63777265;

/** What a stream of random numbers is for; keeps the draws apart. */
export const DRAW = {
  orientation: 1,
  latency: 2,
  width: 3,
  map: 4,
  person: 5,
  background: 6,
  features: 7,
  basis: 8,
  story: 9,
  session: 10,
} as const;

const PERSON_DRAW = { dipole: 1, strength: 2, ownMap: 3, latency: 4, head: 5, background: 6 } as const;

/** Between-people deviations at spread 1. */
const PLACE_DEVIATION = 0.004;
const DIRECTION_DEVIATION = 0.3;
/** Of the logarithm of a response's strength. */
const STRENGTH_DEVIATION = 0.2;
/** Share of the map that is the person's own. */
const OWN_MAP = 0.3;
/** s */
const LATENCY_DEVIATION = 0.01;
const HEAD_TRANSLATION_DEVIATION = 0.003;
const HEAD_ROTATION_DEVIATION = (2 * Math.PI) / 180;

/** Size of a response's bump, A·m, root mean square over classes, at gain 1. */
const MOMENT = 10e-9;

interface TaskAnatomy {
  /** From the centre of the sphere, m: x right, y front, z up. */
  places: readonly Vector[];
  nBumps: number;
  /** Range of the centres of the bumps after the event, s. */
  latency: readonly [number, number];
  /** Range of the standard deviations of the bumps, s. */
  width: readonly [number, number];
}

const ANATOMY: Record<PersonTask, TaskAnatomy> = {
  // Hand areas of the motor strip (three a side), premotor, supplementary motor, parietal, visual.
  typing: {
    places: [
      ...([
        [-0.04, 0.01, 0.055],
        [0.04, 0.01, 0.055],
        [-0.045, 0, 0.052],
        [0.045, 0, 0.052],
      ] as const),
      ...([
        [-0.04, 0.008, 0.058],
        [0.04, 0.008, 0.058],
        [-0.043, 0.022, 0.046],
        [0.043, 0.022, 0.046],
      ] as const),
      ...([
        [0.004, 0.015, 0.07],
        [-0.045, -0.025, 0.045],
        [-0.02, -0.07, 0.02],
        [0.02, -0.07, 0.02],
      ] as const),
    ],
    nBumps: 2,
    latency: [-0.1, 0.18],
    width: [0.03, 0.06],
  },
  // Upper temporal (four a side), lower frontal, motor.
  speech: {
    places: [
      ...([
        [-0.055, 0, 0.02],
        [0.055, 0, 0.02],
        [-0.058, -0.012, 0.018],
        [0.058, -0.012, 0.018],
      ] as const),
      ...([
        [-0.056, 0.014, 0.012],
        [0.056, 0.014, 0.012],
        [-0.053, -0.026, 0.028],
        [0.053, -0.026, 0.028],
      ] as const),
      ...([
        [-0.048, 0.038, 0.022],
        [0.048, 0.038, 0.022],
        [-0.042, 0.012, 0.055],
        [0.042, 0.012, 0.055],
      ] as const),
    ],
    nBumps: 3,
    latency: [0.03, 0.45],
    width: [0.03, 0.08],
  },
  // Occipital, lateral occipital, lower temporal, parietal.
  images: {
    places: [
      ...([
        [-0.012, -0.07, 0.015],
        [0.012, -0.07, 0.015],
        [-0.02, -0.066, 0.03],
        [0.02, -0.066, 0.03],
      ] as const),
      ...([
        [-0.042, -0.056, 0.012],
        [0.042, -0.056, 0.012],
        [-0.05, -0.04, 0.004],
        [0.05, -0.04, 0.004],
      ] as const),
      ...([
        [-0.057, -0.018, 0.004],
        [0.057, -0.018, 0.004],
        [-0.03, -0.045, 0.055],
        [0.03, -0.045, 0.055],
      ] as const),
    ],
    nBumps: 3,
    latency: [0.08, 0.85],
    width: [0.03, 0.12],
  },
};

/** How a person answers the events of one task. */
export interface Responses {
  readonly nBumps: number;
  /** Directions of length 1. */
  readonly dipoles: readonly Dipole[];
  /** Centre and standard deviation of the bumps `[N_SOURCES x nBumps]`, s. */
  readonly latency: Float64Array;
  readonly width: Float64Array;
  /** From features to bumps `[N_FEATURES x N_SOURCES x nBumps]`, A·m, gain included. */
  readonly map: Float64Array;
}

/** Key of what is a person's own. */
function personKey(person: number): number {
  return randomKey(WORLD_KEY, DRAW.person, person);
}

/** Subject name: `sim-00` and so on. */
export function personName(person: number): string {
  return `sim-${String(person).padStart(2, '0')}`;
}

/**
 * @param gain times the signal
 * @param spread times every deviation between people; 0 makes all the same
 */
export function personResponses(person: number, task: PersonTask, gain: number, spread: number): Responses {
  const { places, nBumps, latency, width } = ANATOMY[task];
  const taskIndex = PERSON_TASKS.indexOf(task);
  const shared = (draw: number): number => randomKey(WORLD_KEY, draw, taskIndex);
  const own = (draw: number): number => randomKey(personKey(person), draw, taskIndex);
  const n = places.length * nBumps;
  const dipoles = places.map((place, s) => {
    const direction = tangential(place, normalVector(shared(DRAW.orientation), s));
    const key = own(PERSON_DRAW.dipole);
    return personalDipole(place, direction, key, s, PLACE_DEVIATION * spread, DIRECTION_DEVIATION * spread);
  });
  const shift = LATENCY_DEVIATION * spread * randomNormal(own(PERSON_DRAW.latency), 0);
  const within = ([low, high]: readonly [number, number], key: number, i: number): number =>
    low + (high - low) * spreadOut(key, i, n);
  const responses = {
    nBumps,
    dipoles,
    latency: Float64Array.from({ length: n }, (_, i) => within(latency, shared(DRAW.latency), i) + shift),
    width: Float64Array.from({ length: n }, (_, i) => within(width, shared(DRAW.width), i)),
    map: new Float64Array(N_FEATURES * n),
  };
  const unit = (gain * MOMENT) / Math.sqrt(N_FEATURES);
  for (let i = 0; i < n; i++) {
    const strength = Math.exp(STRENGTH_DEVIATION * spread * randomNormal(own(PERSON_DRAW.strength), i));
    for (let r = 0; r < N_FEATURES; r++) {
      const of = randomNormal(shared(DRAW.map), r * n + i);
      const mine = OWN_MAP * spread * randomNormal(own(PERSON_DRAW.ownMap), r * n + i);
      responses.map[r * n + i] = unit * (of * strength + mine);
    }
  }
  return responses;
}

/** Place of number `i` of `n` in a drawn order, as the middle of its share of (0, 1): the range is covered evenly. */
function spreadOut(key: number, i: number, n: number): number {
  const mine = randomNormal(key, i);
  let rank = 0;
  for (let k = 0; k < n; k++) if (randomNormal(key, k) < mine) rank += 1;
  return (rank + 0.5) / n;
}

/** How far a person's head lies from the typical, device to head: angles in rad, translation in m. */
export function personHead(person: number, spread: number): { angles: Vector; translation: Vector } {
  const key = randomKey(personKey(person), PERSON_DRAW.head);
  return {
    angles: scale(normalVector(key, 0), HEAD_ROTATION_DEVIATION * spread),
    translation: scale(normalVector(key, 1), HEAD_TRANSLATION_DEVIATION * spread),
  };
}

/** A dipole of the background as this person has it. */
export function personBackgroundDipole(
  person: number,
  place: Vector,
  direction: Vector,
  index: number,
  spread: number,
): Dipole {
  const key = randomKey(personKey(person), PERSON_DRAW.background);
  return personalDipole(place, direction, key, index, PLACE_DEVIATION * spread, DIRECTION_DEVIATION * spread);
}

/** Class weights `[nClasses x N_SOURCES x nBumps]`, A·m: features times map. */
export function classWeights(features: Float64Array, { map, nBumps }: Responses): Float64Array {
  const nClasses = features.length / N_FEATURES;
  const n = N_SOURCES * nBumps;
  const weights = new Float64Array(nClasses * n);
  for (let c = 0; c < nClasses; c++) {
    for (let r = 0; r < N_FEATURES; r++) {
      const feature = features[c * N_FEATURES + r]!;
      for (let i = 0; i < n; i++) weights[c * n + i]! += feature * map[r * n + i]!;
    }
  }
  return weights;
}
