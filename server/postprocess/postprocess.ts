import type { Manifest } from '../../models/manifest.js';
import { openCharacters } from './characters.js';
import { openClasses } from './classes.js';
import { embed } from './embedding.js';
import type { Postprocessor } from './postprocessor.js';
import { openRetrieval } from './retrieval.js';
import { passSignal } from './signal.js';

/** A model's folder and manifest: what `openRepository` gives, or the loaded model. */
interface Model {
  readonly dir: string;
  readonly manifest: Manifest;
}

const opened = new WeakMap<Model, Postprocessor>();

/**
 * What makes decodes of a model's outputs, by the manifest's `postprocess`. Files that it needs are loaded the first
 * time, and stay for as long as `model` does.
 *
 * @throws {ModelError} MODEL_UNLOADABLE or MODEL_CONTRACT where a file is not what the manifest says
 */
export function openPostprocess(model: Model): Postprocessor {
  const before = opened.get(model);
  if (before !== undefined) return before;
  const postprocessor = open(model);
  opened.set(model, postprocessor);
  return postprocessor;
}

function open({ dir, manifest }: Model): Postprocessor {
  const settings = manifest.postprocess;
  switch (settings.kind) {
    case 'classes':
      return openClasses(settings);
    case 'embedding':
      return { ...STATELESS, answer: (_state, output, shape) => embed(settings, output, shape) };
    case 'signal':
      return { ...STATELESS, answer: (_state, output, shape) => passSignal(settings, output, shape) };
    case 'retrieval':
      return openRetrieval(settings, dir);
    case 'characters':
      return openCharacters(manifest, settings, dir);
  }
}

const STATELESS = { start: () => undefined, truthOf: () => '' };
