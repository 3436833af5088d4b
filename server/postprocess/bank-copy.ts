import type { KernelMemory } from '../wasm/kernel-memory.js';
import { DOT_ERROR, FLOAT16_SCALE, rowBytes } from './dot-kernel.js';

/**
 * A bank in fewer bits, beside what is needed to bound how far its products are off. They only choose the candidates that
 * are then scored in float32; thanks to the bounds none of the best is ever left out.
 */
export interface BankCopy {
  /** Takes candidate `index`. @param norm Euclidean */
  add(index: number, row: Float32Array, norm: number): void;
  /** Takes what the candidates are to be compared with, in the kernel's own type. @param norm Euclidean, above 0 */
  setEstimate(estimate: Float32Array, norm: number): void;
  /** What the kernel's product with candidate `index` has to be multiplied by. */
  scale(index: number): number;
  /** Largest difference between that product and the exact one. */
  error(index: number): number;
}

/** Where a copy lies in the kernel's memory, bytes. */
export interface CopyPlace {
  readonly memory: KernelMemory;
  readonly rowsAt: number;
  readonly vectorAt: number;
}

/** The power of two that brings `largest` to [2^exponent, 2^(exponent + 1)). */
function powerToReach(exponent: number, largest: number): number {
  return 2 ** (exponent - Math.floor(Math.log2(largest)));
}

function largestOf(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > largest) largest = size;
  }
  return largest;
}

/** Exponent that a candidate's largest value is brought to, so that few of its values are below the normal float16. */
const FLOAT16_EXPONENT = 14;
/** Bits of 2^−14 as float32, the smallest normal float16: what is less counts as 0, as its products would be slow. */
const SMALLEST_NORMAL = 0x38800000;
/** Exponents of float32 are so much higher than those of float16, and their fractions that many bits longer. */
const EXPONENT_DIFFERENCE = 112;
const FRACTION_DIFFERENCE = 13;
/** Exponent that an estimate's largest value is brought to: values shifted into float32 are as small as 2^−126. */
const ESTIMATE_EXPONENT = 95;

/** Candidates as float16, each times a power of two of its own, rounded to the nearest. */
export class Float16Copy implements BankCopy {
  readonly #place: CopyPlace;
  readonly #strideBytes: number;
  readonly #factors: Float64Array;
  /** Norms of what rounding took away. */
  readonly #residuals: Float64Array;
  readonly #norms: Float64Array;
  readonly #row: Float32Array<ArrayBuffer>;
  #estimateFactor = 1;
  #estimateNorm = 0;

  constructor(place: CopyPlace, nCandidates: number, nFeatures: number) {
    this.#place = place;
    this.#strideBytes = rowBytes('float16', nFeatures);
    this.#factors = new Float64Array(nCandidates);
    this.#residuals = new Float64Array(nCandidates);
    this.#norms = new Float64Array(nCandidates);
    this.#row = new Float32Array(nFeatures);
  }

  add(index: number, row: Float32Array, norm: number): void {
    const { memory, rowsAt } = this.#place;
    const factor = powerToReach(FLOAT16_EXPONENT, largestOf(row));
    const scaled = this.#row;
    const bits = new Int32Array(scaled.buffer);
    const halves = new Uint16Array(memory.buffer, rowsAt + index * this.#strideBytes, row.length);
    for (let i = 0; i < row.length; i++) scaled[i] = row[i]! * factor;
    let squares = 0;
    for (let i = 0; i < row.length; i++) {
      const exact = scaled[i]!;
      const sign = bits[i]! & 0x80000000;
      const size = bits[i]! & 0x7fffffff;
      // To the nearest, halves to even; a carry out of the fraction goes where it must, and never as far as infinity.
      const rounded = (size + 0xfff + ((size >>> FRACTION_DIFFERENCE) & 1)) >>> FRACTION_DIFFERENCE;
      const isNormal = size >= SMALLEST_NORMAL;
      halves[i] = isNormal ? (sign >>> 16) | (rounded - (EXPONENT_DIFFERENCE << 10)) : 0;
      bits[i] = isNormal ? sign | (rounded << FRACTION_DIFFERENCE) : 0;
      const difference = exact - scaled[i]!;
      squares += difference * difference;
    }
    this.#factors[index] = factor;
    this.#residuals[index] = Math.sqrt(squares) / factor;
    this.#norms[index] = norm + this.#residuals[index];
  }

  setEstimate(estimate: Float32Array, norm: number): void {
    const { memory, vectorAt } = this.#place;
    const factor = powerToReach(ESTIMATE_EXPONENT, largestOf(estimate));
    const vector = new Float32Array(memory.buffer, vectorAt, estimate.length);
    for (let i = 0; i < estimate.length; i++) vector[i] = estimate[i]! * factor;
    this.#estimateFactor = factor;
    this.#estimateNorm = norm;
  }

  scale(index: number): number {
    return 1 / (FLOAT16_SCALE * this.#estimateFactor * this.#factors[index]!);
  }

  /** Cauchy-Schwarz: the product of the estimate with what rounding took away, and the rounding of the kernel's sums. */
  error(index: number): number {
    return this.#estimateNorm * (this.#residuals[index]! + DOT_ERROR * this.#norms[index]!);
  }
}

const MAX_INT8 = 127;
const MAX_INT16 = 32767;
/** Chance that a bound on random rounding fails, for one candidate of one window. */
const FAILURE_CHANCE = 1e-18;
/** t / (step · norm of the estimate) at which 2 exp(−2t² / (step² · norm²)) is that chance. */
const HOEFFDING = Math.sqrt(Math.log(2 / FAILURE_CHANCE) / 2);
const SEED = 0x2545f491;

/**
 * Candidates as int8, each in steps of its own, with the estimate as int16; products are exact integers.
 *
 * Values are rounded up or down at random (seeded, the same in every process), so that errors have mean 0 and are
 * independent. For candidates of many values the product with them is then far below what Cauchy-Schwarz promises: errors
 * lie in an interval of one step each, and Hoeffding's inequality bounds the weighted sum (W. Hoeffding, "Probability
 * inequalities for sums of bounded random variables", J. Am. Stat. Assoc. 58 (1963) 13–30, theorem 2), whatever the
 * candidates and the estimate, as long as nobody makes an estimate out of the seed. The smaller of the two bounds holds.
 */
export class Int8Copy implements BankCopy {
  readonly #place: CopyPlace;
  readonly #strideBytes: number;
  readonly #steps: Float64Array;
  readonly #residuals: Float64Array;
  readonly #norms: Float64Array;
  #random = SEED;
  #estimateStep = 1;
  #estimateNorm = 0;
  /** Norm of what rounding took from the estimate. */
  #estimateResidual = 0;

  constructor(place: CopyPlace, nCandidates: number, nFeatures: number) {
    this.#place = place;
    this.#strideBytes = rowBytes('int8', nFeatures);
    this.#steps = new Float64Array(nCandidates);
    this.#residuals = new Float64Array(nCandidates);
    this.#norms = new Float64Array(nCandidates);
  }

  add(index: number, row: Float32Array, norm: number): void {
    const { memory, rowsAt } = this.#place;
    const step = largestOf(row) / MAX_INT8;
    const bytes = new Int8Array(memory.buffer, rowsAt + index * this.#strideBytes, row.length);
    let random = this.#random;
    let squares = 0;
    for (let i = 0; i < row.length; i++) {
      // Marsaglia's xorshift32.
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const exact = row[i]! / step;
      const rounded = Math.floor(exact + (random >>> 0) * 2 ** -32);
      bytes[i] = rounded;
      const difference = exact - rounded;
      squares += difference * difference;
    }
    this.#random = random;
    this.#steps[index] = step;
    this.#residuals[index] = Math.sqrt(squares) * step;
    this.#norms[index] = norm + this.#residuals[index];
  }

  setEstimate(estimate: Float32Array, norm: number): void {
    const { memory, vectorAt } = this.#place;
    const step = largestOf(estimate) / MAX_INT16;
    const vector = new Int16Array(memory.buffer, vectorAt, estimate.length);
    let squares = 0;
    for (let i = 0; i < estimate.length; i++) {
      const exact = estimate[i]! / step;
      const rounded = Math.round(exact);
      vector[i] = rounded;
      const difference = exact - rounded;
      squares += difference * difference;
    }
    this.#estimateStep = step;
    this.#estimateNorm = norm;
    this.#estimateResidual = Math.sqrt(squares) * step;
  }

  scale(index: number): number {
    return this.#estimateStep * this.#steps[index]!;
  }

  error(index: number): number {
    const rounding = Math.min(this.#residuals[index]!, HOEFFDING * this.#steps[index]!);
    return this.#estimateNorm * rounding + this.#estimateResidual * this.#norms[index]!;
  }
}
