import { randomKey, randomNormal, randomNormals, randomUniform } from './counter-random.js';
import type { Dipole } from '../head/lead-field.js';
import { norm, scale } from '../head/vector.js';
import type { Vector } from '../head/vector.js';
import { tangential, normalVector } from './geometry.js';
import { DRAW, personBackgroundDipole, WORLD_KEY } from './person.js';

/**
 * One stationary Gaussian process of variance `variance` with autocovariance e^(−rate·|τ|)·cos(2π·freq·τ): for freq 0 an
 * Ornstein–Uhlenbeck process, else the real part of a rotating one.
 */
export interface NoiseProcess {
  /** 1/s */
  readonly rate: number;
  /** Hz */
  readonly freq: number;
  readonly variance: number;
}

/** Processes that a dipole takes together, times its weight in this group. */
export interface NoiseGroup {
  readonly name: string;
  readonly processes: readonly NoiseProcess[];
}

const TURN = 2 * Math.PI;

/** Three of equal variance make about 1/f from 0.4 to 20 Hz. */
export const NOISE_GROUPS: readonly NoiseGroup[] = [
  { name: '1/f', processes: [0.4, 3, 20].map((freq) => ({ rate: TURN * freq, freq: 0, variance: 1 / 3 })) },
  { name: 'alpha', processes: [{ rate: TURN, freq: 10, variance: 1 }] },
  { name: 'beta', processes: [{ rate: TURN * 2.5, freq: 20, variance: 1 }] },
];

const N_DIPOLES = 150;
/** From the centre of the sphere, m. */
const NEAREST = 0.03;
const FARTHEST = 0.075;

/** Standard deviations, A·m, such that spectra from 1 to 40 Hz lie near those of a recording (claim `simulated-spectrum`). */
const PINK_MOMENT = 5.5e-9;
const ALPHA_MOMENT = 6e-9;
const BETA_MOMENT = 2.5e-9;

export interface Background {
  readonly dipoles: readonly Dipole[];
  /** `[nDipoles x nGroups]`, A·m. */
  readonly weight: Float64Array;
}

/** Dipoles in the upper half of the head, the same for all but for their deviations; alpha at the back, beta in the middle. */
export function personBackground(person: number, spread: number): Background {
  const key = randomKey(WORLD_KEY, DRAW.background);
  const weight = new Float64Array(N_DIPOLES * NOISE_GROUPS.length);
  const dipoles = Array.from({ length: N_DIPOLES }, (_, j) => {
    const drawn = normalVector(randomKey(key, 0), j);
    const up: Vector = [drawn[0], drawn[1], Math.abs(drawn[2])];
    const radius = NEAREST + (FARTHEST - NEAREST) * randomUniform(randomKey(key, 1), j);
    const place = scale(up, radius / norm(up));
    const direction = tangential(place, normalVector(randomKey(key, 2), j));
    const [x, y, z] = scale(place, 1 / radius);
    const isBack = y < -0.5;
    const isMiddle = !isBack && z > 0.5 && Math.abs(y) < 0.5 && Math.abs(x) > 0.2;
    const vary = Math.exp(0.3 * randomNormal(randomKey(key, 3), j));
    weight.set(
      [PINK_MOMENT * vary, isBack ? ALPHA_MOMENT * vary : 0, isMiddle ? BETA_MOMENT * vary : 0],
      j * NOISE_GROUPS.length,
    );
    return personBackgroundDipole(person, place, direction, j, spread);
  });
  return { dipoles, weight };
}

/** A run of numbers that one process of a group draws: one a dipole, two (real, imaginary) where it rotates. */
export interface NoiseDraw {
  readonly group: number;
  readonly process: number;
  /** Dipoles with a weight in the group, in order. */
  readonly dipoles: readonly number[];
  /** Number of its first normal among those of a sample: all real parts, then all imaginary parts. */
  readonly first: number;
  readonly isRotating: boolean;
}

/** In what order the background of a sample draws its normals. */
export function noiseDraws(weight: Float64Array): { draws: NoiseDraw[]; nNormals: number } {
  const nGroups = NOISE_GROUPS.length;
  const draws: NoiseDraw[] = [];
  let nNormals = 0;
  NOISE_GROUPS.forEach(({ processes }, group) => {
    const dipoles: number[] = [];
    for (let j = 0; j * nGroups < weight.length; j++) if (weight[j * nGroups + group] !== 0) dipoles.push(j);
    processes.forEach(({ freq }, process) => {
      draws.push({ group, process, dipoles, first: nNormals, isRotating: freq !== 0 });
      nNormals += dipoles.length * (freq === 0 ? 1 : 2);
    });
  });
  return { draws, nNormals };
}

/**
 * Moments of the background's dipoles, one sample after the other. Sample 0 is drawn from the stationary distribution,
 * each later one by the exact discretisation of its process: x ← e^(−rate/sfreq)·R(2π·freq/sfreq)·x + √(1 − e^(−2·rate/sfreq))·ε.
 */
export class BackgroundNoise {
  readonly #key: number;
  readonly #nNormals: number;
  readonly #runs: readonly NoiseRun[];
  readonly #normals: Float64Array;
  #state: Float64Array;
  /** Index of the next sample. */
  #next = 0;

  /** @param key normals of sample k are those of the stream `randomKey(key, k)` */
  constructor(key: number, weight: Float64Array, sfreq: number) {
    const { draws, nNormals } = noiseDraws(weight);
    this.#key = key;
    this.#nNormals = nNormals;
    this.#normals = new Float64Array(nNormals + 1);
    this.#state = new Float64Array(nNormals);
    this.#runs = draws.map(({ group, process, dipoles, first }) => {
      const { rate, freq, variance } = NOISE_GROUPS[group]!.processes[process]!;
      const decay = Math.exp(-rate / sfreq);
      return {
        first,
        dipoles: Int32Array.from(dipoles),
        isRotating: freq !== 0,
        cos: decay * Math.cos((TURN * freq) / sfreq),
        sin: decay * Math.sin((TURN * freq) / sfreq),
        drive: Math.sqrt(-Math.expm1((-2 * rate) / sfreq)),
        weight: Float64Array.from(dipoles, (j) => weight[j * NOISE_GROUPS.length + group]! * Math.sqrt(variance)),
      };
    });
  }

  get next(): number {
    return this.#next;
  }

  /** A copy of everything that the next sample depends on. */
  snapshot(): { next: number; state: Float64Array } {
    return { next: this.#next, state: this.#state.slice() };
  }

  restore({ next, state }: { next: number; state: Float64Array }): void {
    this.#next = next;
    this.#state.set(state);
  }

  restart(): void {
    this.#next = 0;
  }

  /** Goes to the next sample and adds the moments of all dipoles to `out[offset + dipole]`, A·m. */
  step(out: Float64Array, offset: number): void {
    const normals = this.#normals;
    const state = this.#state;
    randomNormals(randomKey(this.#key, this.#next), this.#nNormals, normals);
    const isFirst = this.#next === 0;
    this.#next += 1;
    for (const { first, dipoles, isRotating, cos, sin, drive, weight } of this.#runs) {
      const n = dipoles.length;
      if (isFirst) {
        const end = first + (isRotating ? 2 * n : n);
        for (let i = first; i < end; i++) state[i] = normals[i]!;
      } else if (isRotating) {
        for (let i = 0; i < n; i++) {
          const re = state[first + i]!;
          const im = state[first + n + i]!;
          state[first + i] = cos * re - sin * im + drive * normals[first + i]!;
          state[first + n + i] = sin * re + cos * im + drive * normals[first + n + i]!;
        }
      } else {
        for (let i = 0; i < n; i++) state[first + i] = cos * state[first + i]! + drive * normals[first + i]!;
      }
      for (let i = 0; i < n; i++) out[offset + dipoles[i]!]! += weight[i]! * state[first + i]!;
    }
  }
}

/** A process of a group with what it needs at each sample. */
interface NoiseRun {
  first: number;
  dipoles: Int32Array;
  isRotating: boolean;
  cos: number;
  sin: number;
  drive: number;
  weight: Float64Array;
}
