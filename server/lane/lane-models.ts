import { basename, dirname } from 'node:path';
import { ModelError } from '../../models/model-error.js';
import { openModel } from '../../models/repository.js';
import { ModelRunner } from '../infer/model-runner.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import type { LaneReady, ModelPlace } from './lane-messages.js';

/** Loads and warms the models of a lane; what fails is named and left out, the others serve. */
export function openModels(places: readonly ModelPlace[]): {
  models: Map<string, ModelRunner>;
  failed: LaneReady['failed'];
} {
  const models = new Map<string, ModelRunner>();
  const failed: { id: string; code: string; detail: string }[] = [];
  for (const { id, dir, device } of places) {
    try {
      const entry = openModel(dir, basename(dirname(dir)), basename(dir));
      if (!entry.ok) throw new Error(entry.problems.join('; '));
      const runner = ModelRunner.load(entry, { device });
      runner.warmUp();
      openPostprocess(runner);
      models.set(id, runner);
    } catch (error) {
      failed.push({ id, ...reasonOf(error) });
    }
  }
  return { models, failed };
}

function reasonOf(error: unknown): { code: string; detail: string } {
  if (error instanceof ModelError) return { code: error.code, detail: error.detail };
  const { code } = error as { code?: unknown };
  return {
    code: typeof code === 'string' ? code : 'MODEL_UNLOADABLE',
    detail: error instanceof Error ? error.message : String(error),
  };
}
