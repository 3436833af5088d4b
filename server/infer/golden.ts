import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from '../../models/manifest.js';
import { transpose } from './model-runner.js';

/** A golden file that holds something else than the manifest promises. */
export class GoldenFileError extends Error {
  override readonly name = 'GoldenFileError';
}

/** A model as far as its golden files are concerned. */
export interface GoldenModel {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly nSamples: number;
  readonly nChannels: number;
}

/** @returns `[nSamples x nChannels]`, as a runner takes it  @throws {GoldenFileError} */
export function goldenWindow(model: GoldenModel): Float32Array {
  const { dir, manifest, nSamples, nChannels } = model;
  const { input } = manifest.golden;
  const values = readFloats(join(dir, input), nSamples * nChannels, `golden input ${input}`);
  if (manifest.signal.layout === 'time-channel') return values;
  const window = new Float32Array(values.length);
  transpose(values, nChannels, nSamples, window);
  return window;
}

/** @param length  values of the model's output  @throws {GoldenFileError} */
export function goldenOutput(model: GoldenModel, length: number): Float32Array {
  const { output } = model.manifest.golden;
  return readFloats(join(model.dir, output), length, `golden output ${output}`);
}

/**
 * How far two outputs are apart.
 *
 * @returns `largest`, the largest difference, infinite where one is not finite and the other is, or where there are more
 *   of one; `scale`, the largest value wanted
 */
export function largestDifference(found: Float32Array, wanted: Float32Array): { largest: number; scale: number } {
  let largest = found.length === wanted.length ? 0 : Number.POSITIVE_INFINITY;
  let scale = 0;
  wanted.forEach((value, index) => {
    const difference = Math.abs((found[index] ?? Number.NaN) - value);
    // Written so that NaN counts as the largest difference there is.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    scale = Math.max(scale, Math.abs(value));
  });
  return { largest, scale };
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
