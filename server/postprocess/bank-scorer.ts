import { basename } from 'node:path';
import { BankFile, type BankHeader } from '../../models/bank.js';
import { ModelError } from '../../models/model-error.js';
import { kernelMemory, MAX_MEMORY_BYTES, type KernelMemory } from '../wasm/kernel-memory.js';
import { Float16Copy, Int8Copy, type BankCopy } from './bank-copy.js';
import { bestOf } from './best-of.js';
import {
  compileDotKernel,
  DOT_ERROR,
  rowBytes,
  ROWS_AT_ONCE,
  STEP_VALUES,
  vectorBytes,
  type DotKernel,
  type Precision,
} from './dot-kernel.js';

export interface BankScorerSettings {
  readonly precision: Precision;
  /** What has norm 1 in the product. */
  readonly normalise: 'candidate' | 'both' | 'none';
}

export interface BankScores {
  /** Of every candidate. In float16 and int8 only those of `best` are float32's, the others are near. */
  readonly scores: Float64Array;
  /** The candidates with the highest scores, highest first; of equal ones the first. The same in every precision. */
  readonly best: Uint32Array;
  /** How many candidates were scored in float32. */
  readonly nExact: number;
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const RESULT_BYTES = Float64Array.BYTES_PER_ELEMENT;
const ALIGNMENT = 64;
/** What is read at a time of candidates that are not in memory. */
const BLOCK_BYTES = 1 << 20;
/** What products of float32 that are too small for it can be off, each. */
const UNDERFLOW = 2 ** -149;
/** The sums of float64 behind the bounds are rounded too. */
const BOUND_MARGIN = 1 + 1e-9;

/**
 * Scores an estimate against every candidate of a bank.
 *
 * Candidates are kept in memory, in the precision asked for. Of float32 banks that are too large they are read from the
 * file each time, a block after the other into the same buffer; of the other precisions only those that are scored again.
 */
export class BankScorer {
  readonly header: BankHeader;
  /** Whether candidates are read from the file for every window. */
  readonly isStreamed: boolean;
  readonly #settings: BankScorerSettings;
  readonly #bank: BankFile;
  readonly #memory: KernelMemory;
  readonly #places: Places;
  readonly #norms: Float64Array;
  readonly #kernel: DotKernel;
  readonly #copy: BankCopy | undefined;
  readonly #copyKernel: DotKernel | undefined;

  /**
   * Reads and checks the whole bank.
   *
   * @param maxMemoryBytes  most that candidates may be kept in; 32-bit addresses allow no more than the default
   * @throws {ModelError} MODEL_UNLOADABLE with what is expected and what is there
   */
  constructor(path: string, settings: BankScorerSettings, maxMemoryBytes = MAX_MEMORY_BYTES) {
    const bank = BankFile.open(path);
    const { precision } = settings;
    this.#settings = settings;
    this.#bank = bank;
    this.header = bank.header;
    try {
      const whole = placesOf(bank, precision, true);
      this.isStreamed = precision === 'float32' && whole.nBytes > maxMemoryBytes;
      this.#places = this.isStreamed ? placesOf(bank, precision, false) : whole;
      this.#memory = allocate(basename(path), this.#places.nBytes, this.isStreamed ? MAX_MEMORY_BYTES : maxMemoryBytes);
      this.#kernel = compileDotKernel(this.#memory, 'float32');
      if (precision !== 'float32') {
        const place = { memory: this.#memory, rowsAt: this.#places.copyAt, vectorAt: this.#places.copyVectorAt };
        const Copy = precision === 'float16' ? Float16Copy : Int8Copy;
        this.#copy = new Copy(place, bank.nCandidates, bank.nFeatures);
        this.#copyKernel = compileDotKernel(this.#memory, precision);
      }
      this.#norms = bank.scan((first, values, norms) => this.#keep(first, values, norms));
    } catch (error) {
      bank.close();
      throw error;
    }
    if (precision === 'float32' && !this.isStreamed) bank.close();
  }

  /**
   * @param estimate  `[nFeatures]`, finite
   * @returns memory of its own
   */
  score(estimate: Float32Array, nBest: number): BankScores {
    const { nFeatures, nCandidates } = this.#bank;
    if (estimate.length !== nFeatures) throw new RangeError(`expected ${nFeatures} values, found ${estimate.length}`);
    const norm = normOf(estimate);
    if (norm === 0) {
      const scores = new Float64Array(nCandidates);
      return { scores, best: bestOf(scores, nBest), nExact: nCandidates };
    }
    new Float32Array(this.#memory.buffer, this.#places.vectorAt, nFeatures).set(estimate);
    if (this.#copy === undefined) {
      const scores = this.isStreamed ? this.#scoreStreamed() : this.#scoreInMemory();
      for (let i = 0; i < nCandidates; i++) scores[i]! *= this.#weight(i, norm);
      return { scores, best: bestOf(scores, nBest), nExact: nCandidates };
    }
    return this.#scoreCopy(this.#copy, estimate, norm, nBest);
  }

  /** What a product becomes a score by. */
  #weight(index: number, estimateNorm: number): number {
    const { normalise } = this.#settings;
    if (normalise === 'none') return 1;
    return 1 / (this.#norms[index]! * (normalise === 'both' ? estimateNorm : 1));
  }

  #keep(first: number, values: Float32Array, norms: Float64Array): void {
    const { nFeatures } = this.#bank;
    if (this.#copy !== undefined) {
      for (let at = 0, index = first; at < values.length; at += nFeatures, index++) {
        this.#copy.add(index, values.subarray(at, at + nFeatures), norms[index]!);
      }
    } else if (!this.isStreamed) {
      const to = this.#places.rowsAt + first * nFeatures * FLOAT_BYTES;
      new Float32Array(this.#memory.buffer, to, values.length).set(values);
    }
  }

  #scoreInMemory(): Float64Array {
    const scores = new Float64Array(this.#bank.nCandidates);
    this.#products('float32', this.#places.rowsAt, scores);
    return scores;
  }

  #scoreStreamed(): Float64Array {
    const { nCandidates, nFeatures } = this.#bank;
    const { rowsAt, nBlockRows } = this.#places;
    const scores = new Float64Array(nCandidates);
    for (let first = 0; first < nCandidates; first += nBlockRows) {
      const n = Math.min(nBlockRows, nCandidates - first);
      this.#bank.read(first, new Float32Array(this.#memory.buffer, rowsAt, n * nFeatures));
      this.#products('float32', rowsAt, scores.subarray(first, first + n));
    }
    return scores;
  }

  /** Products of the rows at `rowsAt` with the vector, one for each place of `products`. */
  #products(precision: Precision, rowsAt: number, products: Float64Array): void {
    const { vectorAt, copyVectorAt, resultsAt } = this.#places;
    const { nFeatures } = this.#bank;
    const isFloat32 = precision === 'float32';
    const kernel = isFloat32 ? this.#kernel : this.#copyKernel!;
    const rowLength = isFloat32 ? nFeatures * FLOAT_BYTES : rowBytes(precision, nFeatures);
    const vector = isFloat32 ? vectorAt : copyVectorAt;
    const end = vector + vectorBytes(precision, nFeatures);
    // Each of the rows worked on at once comes from another quarter, whose next row is worked on next.
    const quarter = Math.ceil(products.length / ROWS_AT_ONCE);
    for (let row = 0; row < quarter; row++) {
      const out = resultsAt + row * ROWS_AT_ONCE * RESULT_BYTES;
      kernel(rowsAt + row * rowLength, quarter * rowLength, vector, end, out);
    }
    const results = new Float64Array(this.#memory.buffer, resultsAt, quarter * ROWS_AT_ONCE);
    for (let row = 0, at = 0; row < quarter; row++) {
      for (let part = 0; part < ROWS_AT_ONCE; part++, at++) {
        const index = part * quarter + row;
        if (index < products.length) products[index] = results[at]!;
      }
    }
  }

  /**
   * Scores with the copy, then again in float32 whatever can be among the best: every candidate whose score may be, by
   * its error bound, at least what the n-th best has for certain.
   */
  #scoreCopy(copy: BankCopy, estimate: Float32Array, norm: number, nBest: number): BankScores {
    const { nCandidates, nFeatures } = this.#bank;
    const { precision } = this.#settings;
    copy.setEstimate(estimate, norm);
    const scores = new Float64Array(nCandidates);
    this.#products(precision, this.#places.copyAt, scores);
    const lowest = new Float64Array(nCandidates);
    const highest = new Float64Array(nCandidates);
    for (let i = 0; i < nCandidates; i++) {
      const weight = this.#weight(i, norm);
      const rounding = DOT_ERROR * norm * this.#norms[i]! + nFeatures * UNDERFLOW;
      const error = BOUND_MARGIN * (copy.error(i) + rounding) * weight;
      const score = scores[i]! * copy.scale(i) * weight;
      scores[i] = score;
      lowest[i] = score - error;
      highest[i] = score + error;
    }
    const certain = bestOf(lowest, nBest);
    const limit = lowest[certain[certain.length - 1]!]!;
    const short: number[] = [];
    for (let i = 0; i < nCandidates; i++) if (highest[i]! >= limit) short.push(i);
    this.#scoreAgain(short, scores, norm);
    const best = bestOf(
      short.map((index) => scores[index]!),
      nBest,
    ).map((at) => short[at]!);
    return { scores, best, nExact: short.length };
  }

  /** Reads candidates from the file and puts their float32 scores in place of those that are there. */
  #scoreAgain(indices: readonly number[], scores: Float64Array, norm: number): void {
    const { nFeatures } = this.#bank;
    const { rowsAt } = this.#places;
    for (let at = 0; at < indices.length; at += ROWS_AT_ONCE) {
      const group = indices.slice(at, at + ROWS_AT_ONCE);
      group.forEach((index, row) => {
        this.#bank.read(
          index,
          new Float32Array(this.#memory.buffer, rowsAt + row * nFeatures * FLOAT_BYTES, nFeatures),
        );
      });
      const products = new Float64Array(group.length);
      this.#products('float32', rowsAt, products);
      group.forEach((index, row) => (scores[index] = products[row]! * this.#weight(index, norm)));
    }
  }
}

/** Where things lie in the kernel's memory, bytes. */
interface Places {
  readonly resultsAt: number;
  readonly vectorAt: number;
  readonly copyVectorAt: number;
  readonly copyAt: number;
  /** Float32 candidates: all of them, or a block. */
  readonly rowsAt: number;
  readonly nBlockRows: number;
  readonly nBytes: number;
}

function placesOf(bank: BankFile, precision: Precision, isInMemory: boolean): Places {
  const { nCandidates, nFeatures } = bank;
  let end = 0;
  const place = (nBytes: number): number => {
    const at = end;
    end = Math.ceil((at + nBytes) / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const isFloat32 = precision === 'float32';
  const nFloatBytes = nFeatures * FLOAT_BYTES;
  const inBlock = isFloat32 ? Math.floor(BLOCK_BYTES / nFloatBytes) : 0;
  const nBlockRows = toGroups(isFloat32 && isInMemory ? nCandidates : Math.max(inBlock, 1));
  const resultsAt = place(toGroups(Math.max(nCandidates, nBlockRows)) * RESULT_BYTES);
  const vectorAt = place(vectorBytes('float32', nFeatures));
  const copyVectorAt = place(isFloat32 ? 0 : vectorBytes(precision, nFeatures));
  const copyAt = place(isFloat32 ? 0 : toGroups(nCandidates) * rowBytes(precision, nFeatures));
  // Behind the last row a step of the kernel may read on.
  const rowsAt = place(nBlockRows * nFloatBytes + STEP_VALUES * FLOAT_BYTES);
  return { resultsAt, vectorAt, copyVectorAt, copyAt, rowsAt, nBlockRows, nBytes: end };
}

function toGroups(nRows: number): number {
  return Math.ceil(nRows / ROWS_AT_ONCE) * ROWS_AT_ONCE;
}

/** Euclidean. */
export function normOf(values: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! * values[i]!;
  return Math.sqrt(squares);
}

function allocate(name: string, nBytes: number, maxBytes: number): KernelMemory {
  const refuse = (found: string): ModelError =>
    new ModelError('MODEL_UNLOADABLE', `${name}: expected ${nBytes} bytes of memory, found ${found}`);
  if (nBytes > maxBytes) throw refuse(`at most ${maxBytes}`);
  try {
    return kernelMemory(nBytes);
  } catch (error) {
    throw error instanceof RangeError ? refuse('less') : error;
  }
}
