import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PreprocessStep } from '../../models/manifest.js';
import type { Stage } from '../../server/preprocess/stage.js';

/** What `test/vectors/preprocess.py` wrote. */
const folder = resolve(import.meta.dirname, '../vectors/preprocess');

interface Case {
  readonly name: string;
  readonly step: PreprocessStep;
  readonly sfreq: number;
  /** Another input than `signal`. */
  readonly input?: string;
  readonly first?: number;
  readonly nSamples?: number;
  readonly groupDelay?: number;
  readonly ratio?: { readonly up: number; readonly down: number };
  readonly tminSample?: number;
}

interface Cases {
  readonly channelNames: readonly string[];
  readonly cases: readonly Case[];
  readonly chain: { readonly steps: readonly PreprocessStep[]; readonly sfreq: number; readonly first: number };
}

export interface Design {
  readonly band: { readonly low?: number; readonly high?: number };
  readonly order: number;
  readonly sfreq: number;
  readonly sos: readonly number[];
  readonly zi: readonly number[];
  readonly freqs: readonly number[];
  readonly groupDelays: readonly number[];
}

const { channelNames, cases, chain } = JSON.parse(readFileSync(resolve(folder, 'cases.json'), 'utf8')) as Cases;

export { channelNames, chain as chainVector };

export function designs(): readonly Design[] {
  return JSON.parse(readFileSync(resolve(folder, 'designs.json'), 'utf8')) as Design[];
}

/** Float64 values of a file, sample-major. */
export function values(name: string): Float64Array {
  const bytes = readFileSync(resolve(folder, `${name}.f64`));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export interface Vector<Step extends PreprocessStep['step']> extends Case {
  readonly step: Extract<PreprocessStep, { step: Step }>;
  readonly first: number;
  readonly nSamples: number;
  readonly data: Float64Array;
  readonly expected: Float64Array;
}

/** The vectors of a step, each with the samples that go in and must come out. */
export function vectors<Step extends PreprocessStep['step']>(step: Step): Vector<Step>[] {
  const found = cases.filter((one) => one.step.step === step);
  if (found.length === 0) throw new Error(`no vector for ${step}`);
  return found.map((one) => {
    const data = values(one.input ?? 'signal');
    const nSamples = one.nSamples ?? data.length / channelNames.length;
    return { ...one, first: one.first ?? 0, nSamples, data, expected: values(one.name) } as Vector<Step>;
  });
}

/** All that a stage gives for `nSamples` of `data` in one piece. */
export function whole(stage: Stage, data: Float64Array, nSamples: number, first = 0): Float64Array {
  const output = new Float64Array(stage.maxOutput(nSamples) * stage.nChannelsOut);
  const n = stage.step(stage.start(first), data, nSamples, output);
  return output.slice(0, n * stage.nChannelsOut);
}

/**
 * Largest error in any channel, as a share of that channel's root mean square in `expected`; Infinity where the lengths
 * differ or a channel that must be 0 is not.
 */
export function largestError(got: ArrayLike<number>, expected: ArrayLike<number>, nChannels: number): number {
  if (got.length !== expected.length) return Infinity;
  let worst = 0;
  for (let c = 0; c < nChannels; c++) {
    let squares = 0;
    let error = 0;
    for (let i = c; i < expected.length; i += nChannels) {
      squares += expected[i]! ** 2;
      error = Math.max(error, Math.abs(got[i]! - expected[i]!));
      if (!Number.isFinite(got[i]!)) return Infinity;
    }
    const rms = Math.sqrt(squares / (expected.length / nChannels));
    if (error > 0) worst = Math.max(worst, error / rms);
  }
  return worst;
}
