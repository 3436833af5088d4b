import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BankHeader, Candidate } from '../../models/bank.js';
import { writeBank } from '../../models/bank-writer.js';
import { temporaryDir } from './temporary-dir.js';

/** What `test/vectors/retrieval.py` wrote. */
const folder = resolve(import.meta.dirname, '../vectors/retrieval');

export interface RetrievalVector {
  readonly normalise: 'candidate' | 'both' | 'none';
  readonly temperature: number;
  /** All candidates, best first. */
  readonly order: readonly number[];
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  /** All labels with their probabilities, best first. */
  readonly labels: readonly (readonly [string, number])[];
}

export interface BankVector {
  readonly name: string;
  readonly shape: readonly number[];
  readonly labels: readonly string[];
  readonly estimates: readonly (readonly RetrievalVector[])[];
  /** `[nCandidates x nFeatures]` */
  readonly bank: Float32Array<ArrayBuffer>;
  /** One row per estimate. */
  readonly outputs: readonly Float32Array<ArrayBuffer>[];
}

export function bankVectors(): BankVector[] {
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Omit<BankVector, 'bank' | 'outputs'>[];
  return cases.map((one) => {
    const all = new Float32Array(new Uint8Array(readFileSync(join(folder, `${one.name}.f32`))).buffer);
    const size = one.shape.reduce((product, length) => product * length, 1);
    const nFeatures = size / one.shape[0]!;
    const outputs = one.estimates.map((_, k) => all.slice(size + k * nFeatures, size + (k + 1) * nFeatures));
    return { ...one, bank: all.slice(0, size), outputs };
  });
}

export function headerOf(shape: readonly number[], candidates: Candidate[]): BankHeader {
  return { schema: 1, description: 'For tests.', shape: [...shape], candidates };
}

/** Candidates that are called by their numbers. */
export function numbered(n: number): Candidate[] {
  return Array.from({ length: n }, (_, index) => ({ label: String(index) }));
}

/** Writes a bank into a folder of this test's own. @returns its path, `test.bank` */
export function bankOf(header: BankHeader, values: Float32Array): string {
  const path = join(temporaryDir(), 'test.bank');
  const nFeatures = values.length / header.candidates.length;
  writeBank(path, header, (index) => values.subarray(index * nFeatures, (index + 1) * nFeatures));
  return path;
}

/** Numbers between −1 and 1 that look random. */
export function noise(length: number, seed: number): Float32Array<ArrayBuffer> {
  let state = (seed * 2654435769) | 1;
  return Float32Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
}
