/**
 * Numbers that look random and depend on nothing but a seed and a place, so that a simulator gives the same sample
 * whenever and in whatever order it is asked for.
 */

/** Mixes a seed and up to three places (their lowest 32 bits) into 32 bits; finalizer of MurmurHash3 after each. */
export function seededBits(seed: number, a: number, b = 0, c = 0): number {
  let bits = scramble(seed ^ 0x9e3779b9);
  bits = scramble(bits ^ (a | 0));
  bits = scramble(bits ^ (b | 0));
  return scramble(bits ^ (c | 0)) >>> 0;
}

/** Uniform in [0, 1). */
export function seededUniform(seed: number, a: number, b = 0, c = 0): number {
  return seededBits(seed, a, b, c) / 2 ** 32;
}

/** Nearly normal, mean 0, variance 1, within ±3.5: the sum of four uniform bytes. */
export function seededNormal(seed: number, a: number, b = 0, c = 0): number {
  const bits = seededBits(seed, a, b, c);
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) * NORMAL_SCALE;
}

/** 1 / standard deviation of the sum of four uniform bytes. */
const NORMAL_SCALE = 1 / Math.sqrt((4 * (256 ** 2 - 1)) / 12);

function scramble(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/**
 * Noise whose power falls as 1/f from half the sampling frequency down to about `lowest` Hz, variance 1: a sum of
 * white noises, each held twice as long as the one before.
 * @see R. F. Voss and J. Clarke, J. Acoust. Soc. Am. 63, 258 (1978)
 */
export class PinkNoise {
  readonly #seed: number;
  readonly #held: Float64Array;
  readonly #scale: number;
  #next = NaN;

  constructor(seed: number, sfreq: number, lowest = 0.5) {
    this.#seed = seed;
    this.#held = new Float64Array(Math.max(1, Math.ceil(Math.log2(sfreq / lowest))));
    this.#scale = 1 / Math.sqrt(this.#held.length);
  }

  /** Value at an index from 0; cheap for one index after the other, right for any. */
  at(index: number): number {
    const isNext = index === this.#next;
    const held = this.#held;
    for (let k = 0, span = 1; k < held.length; k++, span *= 2) {
      if (isNext && index % span !== 0) break;
      held[k] = seededNormal(this.#seed, k, Math.floor(index / span));
    }
    let sum = 0;
    for (let k = 0; k < held.length; k++) sum += held[k]!;
    this.#next = index + 1;
    return sum * this.#scale;
  }
}
