import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BankFile } from '../../models/bank.js';
import { checkChecksums } from '../../models/checksum.js';
import { sharedFiles } from '../../models/language-file.js';
import { ModelError } from '../../models/model-error.js';
import type { ModelEntry } from '../../models/repository.js';
import { ModelRunner, transpose } from './model-runner.js';
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
    const { largest, limit } = compareGolden(runner, dir);
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

function compareGolden(runner: ModelRunner, dir: string): { largest: number; limit: number } {
  const { manifest, nSamples, nChannels } = runner;
  const input = readFloats(
    join(dir, manifest.golden.input),
    nSamples * nChannels,
    `golden input ${manifest.golden.input}`,
  );
  const window = new Float32Array(input.length);
  if (manifest.signal.layout === 'time-channel') window.set(input);
  else transpose(input, nChannels, nSamples, window);

  const { output } = runner.run(window, runner.zeroExtras());
  const expected = readFloats(
    join(dir, manifest.golden.output),
    output.length,
    `golden output ${manifest.golden.output}`,
  );
  let largest = 0;
  let scale = 0;
  output.forEach((value, index) => {
    const wanted = expected[index] ?? Number.NaN;
    const difference = Math.abs(value - wanted);
    // Written so that NaN counts as the largest difference there is.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    scale = Math.max(scale, Math.abs(wanted));
  });
  return { largest, limit: manifest.golden.tolerance * scale };
}

/** A golden file that holds something else than the manifest promises. */
class GoldenFileError extends Error {
  override readonly name = 'GoldenFileError';
}

/** @returns `length` values of a raw little-endian float32 file, unpacked where its name ends in `.gz` */
function readFloats(path: string, length: number, what: string): Float32Array {
  const file = readFileSync(path);
  const expectedBytes = length * Float32Array.BYTES_PER_ELEMENT;
  let bytes: Uint8Array = file;
  if (path.endsWith('.gz')) {
    try {
      // One byte more than wanted is enough to see that there are too many.
      bytes = gunzipSync(file, { maxOutputLength: expectedBytes + 1 });
    } catch (error) {
      throw new GoldenFileError(
        `${what}: expected ${expectedBytes} bytes packed by gzip, found ${(error as Error).message}`,
      );
    }
  }
  if (bytes.byteLength !== expectedBytes) {
    throw new GoldenFileError(
      `${what}: expected ${length} float32 values, ${expectedBytes} bytes, found ${bytes.byteLength} bytes`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length }, (_, index) => view.getFloat32(index * Float32Array.BYTES_PER_ELEMENT, true));
}
