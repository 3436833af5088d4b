import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { languageModelPath } from '../../models/language-file.js';
import type { CharactersSettings } from '../../models/manifest.js';
import { ModelError } from '../../models/model-error.js';
import { ArpaParser } from '../language/arpa-reader.js';
import type { NgramModel } from '../language/ngram-model.js';

type LanguageModelSettings = NonNullable<CharactersSettings['languageModel']>;

/** Those of this thread, for as long as a decoder uses them. */
const loaded = new Map<string, WeakRef<NgramModel>>();

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * The language model of a text decoder. Decoders of one thread that name the same file and letters share it.
 *
 * @param dir      of the decoder's model
 * @param sha256   of the file, which has been checked; the same bytes are the same model, wherever they lie
 * @param letters  what the labels type, each one character
 * @throws {ModelError} MODEL_UNLOADABLE with what is expected of the file and what is there
 */
export function openLanguageModel(
  settings: LanguageModelSettings,
  dir: string,
  sha256: string | undefined,
  letters: readonly string[],
): NgramModel {
  const { file, space, otherLetters = 'refuse', missingLetters = 'refuse' } = settings;
  const options = { letters, ...(space === undefined ? {} : { space }), otherLetters, missingLetters };
  const path = languageModelPath(dir, file);
  const key = JSON.stringify([sha256 ?? path, options]);
  const before = loaded.get(key)?.deref();
  if (before !== undefined) return before;
  const parser = new ArpaParser(basename(file), options);
  parser.push(bytesOf(path));
  const model = parser.end();
  loaded.set(key, new WeakRef(model));
  return model;
}

function bytesOf(path: string): Uint8Array {
  try {
    const bytes = readFileSync(path);
    return GZIP_MAGIC.every((byte, i) => bytes[i] === byte) ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new ModelError('MODEL_UNLOADABLE', `${basename(path)}: ${(error as Error).message}`, { cause: error });
  }
}
