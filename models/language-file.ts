import { join } from 'node:path';
import type { Manifest } from './manifest.js';

/** Where language models lie that several models of a repository share; no model folder has the name. */
const SHARED = '../../language/';

/** Whether a language model lies beside the models instead of in the folder of one. */
export function isShared(file: string): boolean {
  return file.startsWith(SHARED);
}

/** @param dir  of the model */
export function languageModelPath(dir: string, file: string): string {
  return join(dir, file);
}

/** Files outside of a model's folder that it needs, and their SHA-256. */
export function sharedFiles({ postprocess }: Manifest): Record<string, string> {
  if (postprocess.kind !== 'characters' || postprocess.languageModel === undefined) return {};
  const { file, sha256 } = postprocess.languageModel;
  return isShared(file) && sha256 !== undefined ? { [file]: sha256 } : {};
}
