import { join } from 'node:path';
import { BankFile } from '../../models/bank.js';
import { checkChecksums } from '../../models/checksum.js';
import { sharedFiles } from '../../models/language-file.js';
import { ModelError } from '../../models/model-error.js';
import type { ModelEntry } from '../../models/repository.js';
import { GoldenFileError, goldenOutput, goldenWindow, largestDifference } from './golden.js';
import { ModelRunner } from './model-runner.js';
import type { OnnxSessionOptions } from './onnx-session.js';

export interface ModelCheck {
  ok: boolean;
  /** One line per step, each starting with `ok` or `failed`; nothing is tried after a step that failed. */
  lines: string[];
}

/**
 * Whether a model is what its manifest says: its files by their checksums, its graph by the manifest, and its answer to
 * the golden input; of a retrieval model every candidate of its bank too. Loads the model and runs it once, on the calling thread.
 */
export function checkModel(entry: ModelEntry, options: OnnxSessionOptions = {}): ModelCheck {
  const { manifest, dir } = entry;
  const lines: string[] = [];
  const failed = (...details: string[]): ModelCheck => {
    for (const detail of details) lines.push(`failed  ${detail}`);
    return { ok: false, lines };
  };

  const files = { ...manifest.files, ...sharedFiles(manifest) };
  const wrong = checkChecksums(dir, files);
  if (wrong.length > 0) return failed(...wrong);
  lines.push(`ok      checksums of ${Object.keys(files).length} files`);

  let runner: ModelRunner | undefined;
  try {
    runner = ModelRunner.load(entry, options);
    const { nSamples, nChannels } = runner;
    lines.push(
      `ok      graph ${manifest.model} takes ${nSamples} samples x ${nChannels} channels as the manifest says`,
    );
    const { largest, limit } = compareGolden(runner);
    const figures = `largest difference ${largest.toExponential(1)} (limit ${limit.toExponential(1)})`;
    if (!(largest <= limit)) return failed(`golden output: ${figures}`);
    lines.push(`ok      golden output: ${figures}`);
    if (manifest.postprocess.kind === 'retrieval') lines.push(`ok      ${checkBank(dir, manifest.postprocess.bank)}`);
    return { ok: true, lines };
  } catch (error) {
    if (error instanceof ModelError || error instanceof GoldenFileError) return failed(error.message);
    throw error;
  } finally {
    runner?.release();
  }
}

/** Reads every candidate. @throws {ModelError} where the server would refuse one */
function checkBank(dir: string, name: string): string {
  const bank = BankFile.open(join(dir, name));
  try {
    bank.scan();
    const { shape, candidates } = bank.header;
    const nLabels = new Set(candidates.map(({ label }) => label)).size;
    return `bank ${name}: ${candidates.length} candidates of ${shape.slice(1).join(' x ')} values, ${nLabels} labels`;
  } finally {
    bank.close();
  }
}

function compareGolden(runner: ModelRunner): { largest: number; limit: number } {
  const { output } = runner.run(goldenWindow(runner), runner.zeroExtras());
  const { largest, scale } = largestDifference(output, goldenOutput(runner, output.length));
  return { largest, limit: runner.manifest.golden.tolerance * scale };
}
