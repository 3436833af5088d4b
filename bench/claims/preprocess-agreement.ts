import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreprocessStep } from '../../models/manifest.js';
import { packageRoot } from '../../server/config/package-root.js';
import { compileChain } from '../../server/preprocess/chain.js';
import type { Claim } from './claim.js';

interface Case {
  readonly name: string;
  readonly step?: PreprocessStep;
  readonly steps?: readonly PreprocessStep[];
  readonly sfreq: number;
  readonly first?: number;
  readonly nSamples?: number;
  /** Another input than the signal that all share. */
  readonly input?: string;
}

const FOLDER = join(packageRoot(), 'test/vectors/preprocess');

async function vector(name: string): Promise<Float64Array> {
  const bytes = await readFile(join(FOLDER, `${name}.f64`));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Largest difference of a channel over the RMS of what it must be, of all channels the worst. */
function worstChannel(got: Float64Array, wanted: Float64Array, nChannels: number): number {
  let worst = 0;
  for (let c = 0; c < nChannels; c++) {
    let largest = 0;
    let power = 0;
    for (let i = c; i < wanted.length; i += nChannels) {
      largest = Math.max(largest, Math.abs(got[i]! - wanted[i]!));
      power += wanted[i]! ** 2;
    }
    const rms = Math.sqrt(power / (wanted.length / nChannels));
    worst = Math.max(worst, rms > 0 ? largest / rms : largest);
  }
  return worst;
}

async function difference(test: Case, channelNames: readonly string[]): Promise<number> {
  const signal = await vector(test.input ?? 'signal');
  const nChannels = channelNames.length;
  const nSamples = test.nSamples ?? signal.length / nChannels;
  const chain = compileChain(test.steps ?? [test.step!], { channelNames, sfreq: test.sfreq });
  const state = chain.start(test.first ?? 0);
  const output = new Float64Array(chain.maxOutput(nSamples) * chain.nChannelsOut);
  const n = chain.step(state, signal.subarray(0, nSamples * nChannels), nSamples, output);
  const wanted = await vector(test.name);
  if (n * chain.nChannelsOut !== wanted.length) return Infinity;
  return worstChannel(output, wanted, chain.nChannelsOut);
}

export const claim: Claim = {
  name: 'preprocess-agreement',
  sentence: 'Preprocessing agrees with SciPy, NumPy and MNE, step by step and as a chain, in float64',
  bounds: [{ what: 'largest error over the RMS of the channel', op: '<=', value: 1e-6, unit: '' }],
  tags: [],
  measure: async () => {
    const text = await readFile(join(FOLDER, 'cases.json'), 'utf8');
    const { channelNames, cases, chain } = JSON.parse(text) as { channelNames: string[]; cases: Case[]; chain: Case };
    // A step on windows works on the model's float32 copy and is tested against that.
    const continuous = [...cases.filter(({ step }) => step?.step !== 'baseline'), chain];
    const errors: { name: string; error: number }[] = [];
    for (const test of continuous) errors.push({ name: test.name, error: await difference(test, channelNames) });
    const worst = errors.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
    return [{ figure: worst.error, detail: `worst of ${errors.length} vectors: ${worst.name}`, data: errors }];
  },
};
