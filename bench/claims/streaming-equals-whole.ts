import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository } from '../../models/repository.js';
import { packageRoot } from '../../server/config/package-root.js';
import { ModelRunner } from '../../server/infer/model-runner.js';
import { python } from '../harness/python.js';
import { compareDecodes, describeDifference, nDecodes, nDifferences } from '../harness/reader-log.js';
import { decodeSimulated } from '../harness/simulated-decodes.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import type { Claim, ClaimContext } from './claim.js';

const DECODER = 'typing-stream';
const CHUNKS = [1, 7, 28, 256];
/** That the others are compared with. */
const REFERENCE_CHUNK = 100;
const N_SENTENCES = 3;
const MODELS = join(packageRoot(), 'models');

async function floats(path: string): Promise<Float32Array<ArrayBuffer>> {
  return new Float32Array(new Uint8Array(await readFile(path)).buffer);
}

/**
 * A network with random weights, its windows and states run by the server's runner, beside PyTorch's answer to all samples
 * at once.
 * @returns largest difference, as a share of the largest value
 */
async function differenceFromWhole({ scratch }: ClaimContext): Promise<{ figure: number; detail: string }> {
  const folder = await scratch();
  const needs = ['torch', 'numpy', 'onnx', 'onnxscript', 'onnxruntime'];
  const args = ['-m', 'architectures.whole_sequence', '--out', folder];
  await python(args, { needs, cwd: MODELS, path: [MODELS] });
  const [samples, whole] = await Promise.all(['signal.f32', 'logits.f32'].map((name) => floats(join(folder, name))));
  const [entry] = openRepository(join(folder, 'models'));
  if (entry?.ok !== true) throw new Error(entry?.problems.join('; ') ?? 'no model was exported');
  const runner = ModelRunner.load(entry);
  try {
    const length = runner.nSamples * runner.nChannels;
    const extras = runner.zeroExtras();
    let state = runner.startState();
    let largest = 0;
    let at = 0;
    for (let from = 0; from + length <= samples!.length; from += length) {
      const result = runner.run(samples!.slice(from, from + length), { ...extras, state });
      state = result.state ?? [];
      for (const value of result.output) largest = Math.max(largest, Math.abs(value - whole![at++]!));
    }
    if (at !== whole!.length) throw new Error(`${at} logits came of windows, ${whole!.length} of the whole`);
    const size = whole!.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const nWindows = samples!.length / length;
    return {
      figure: largest / size,
      detail: `${nWindows} windows of ${runner.nSamples} samples with ${state.length} states; random weights`,
    };
  } finally {
    runner.release();
  }
}

export const claim: Claim = {
  name: 'streaming-equals-whole',
  sentence: 'Text that is decoded as the samples come is that of the whole sequence, however they come',
  bounds: [
    {
      what: 'decodes that differ between frames of 1, 7, 28, 100 and 256 samples',
      op: '==',
      value: 0,
      unit: 'decodes',
    },
    { what: 'largest difference of logits from PyTorch on the whole', op: '<=', value: 1e-4, unit: 'of the output' },
  ],
  tags: ['peer', 'long'],
  measure: async (context) => {
    const { scratch, progress } = context;
    progress('PyTorch on the whole sequence');
    const fromWhole = await differenceFromWhole(context);
    const decodesIn = async (chunk: number) => {
      progress(`the server, frames of ${chunk}`);
      const [session] = await decodeSimulated({
        task: 'typing',
        decoders: [DECODER],
        models: [PACKAGE_MODELS],
        journal: await scratch(),
        sessions: [{ person: 3, session: 100 }],
        options: { nTrials: N_SENTENCES },
        chunk,
        progress: () => undefined,
      });
      return session!.decodes;
    };
    const reference = await decodesIn(REFERENCE_CHUNK);
    const details: string[] = [];
    let nDifferent = 0;
    for (const chunk of CHUNKS) {
      const difference = compareDecodes(reference, await decodesIn(chunk));
      nDifferent += nDifferences(difference);
      details.push(`frames of ${chunk}, ${describeDifference(difference, nDecodes(reference))}`);
    }
    return [{ figure: nDifferent, detail: details.join('\n') }, fromWhole];
  },
};
