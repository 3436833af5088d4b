import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { languageModelPath } from '../../models/language-file.js';
import type { CharactersSettings } from '../../models/manifest.js';
import { ModelError } from '../../models/model-error.js';
import { ArpaParser, readArpa, type ArpaOptions } from '../language/arpa-reader.js';
import { NgramModel, sharedTables, type NgramTables } from '../language/ngram-model.js';

type LanguageModelSettings = NonNullable<CharactersSettings['languageModel']>;

/** Which language model a text decoder wants. */
export interface LanguageModelRequest {
  readonly settings: LanguageModelSettings;
  /** Of the decoder's model. */
  readonly dir: string;
  /** Of the file, which has been checked; the same bytes are the same model, wherever they lie. */
  readonly sha256: string | undefined;
  /** What the labels type, each one character. */
  readonly letters: readonly string[];
}

/** A language model in memory that threads share. */
export interface SharedLanguageModel {
  readonly key: string;
  readonly tables: NgramTables;
}

/** Those of this thread, for as long as a decoder uses them. */
const loaded = new Map<string, WeakRef<NgramModel>>();
/** Those that another thread has read for this one. */
const taken = new Map<string, NgramTables>();

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * The language model of a text decoder. Decoders of one thread that name the same file and letters share it.
 *
 * @throws {ModelError} MODEL_UNLOADABLE with what is expected of the file and what is there
 */
export function openLanguageModel(request: LanguageModelRequest): NgramModel {
  const { path, options, key } = sourceOf(request);
  const before = loaded.get(key)?.deref();
  if (before !== undefined) return before;
  const tables = taken.get(key);
  const model = tables === undefined ? read(path, options) : new NgramModel(tables);
  loaded.set(key, new WeakRef(model));
  return model;
}

/**
 * Reads language models for other threads, each once, a piece at a time. One that cannot be read is left out: the thread
 * that needs it finds out why.
 */
export async function readLanguageModels(requests: readonly LanguageModelRequest[]): Promise<SharedLanguageModel[]> {
  const models: SharedLanguageModel[] = [];
  for (const { key, path, options } of requests.map(sourceOf)) {
    if (models.some((model) => model.key === key)) continue;
    try {
      models.push({ key, tables: sharedTables((await readArpa(path, options)).tables) });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
    }
  }
  return models;
}

/** Takes over what another thread has read, for this thread's life. */
export function takeLanguageModels(models: readonly SharedLanguageModel[]): void {
  for (const { key, tables } of models) taken.set(key, tables);
}

function sourceOf({ settings, dir, sha256, letters }: LanguageModelRequest): {
  path: string;
  options: ArpaOptions;
  key: string;
} {
  const { file, space, otherLetters = 'refuse', missingLetters = 'refuse' } = settings;
  const options = { letters, ...(space === undefined ? {} : { space }), otherLetters, missingLetters };
  const path = languageModelPath(dir, file);
  return { path, options, key: JSON.stringify([sha256 ?? path, options]) };
}

function read(path: string, options: ArpaOptions): NgramModel {
  const parser = new ArpaParser(basename(path), options);
  parser.push(bytesOf(path));
  return parser.end();
}

function bytesOf(path: string): Uint8Array {
  try {
    const bytes = readFileSync(path);
    return GZIP_MAGIC.every((byte, i) => bytes[i] === byte) ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new ModelError('MODEL_UNLOADABLE', `${basename(path)}: ${(error as Error).message}`, { cause: error });
  }
}
