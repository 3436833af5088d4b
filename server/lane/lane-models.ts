import { basename, dirname } from 'node:path';
import { ModelError } from '../../models/model-error.js';
import { openModel } from '../../models/repository.js';
import { ModelRunner } from '../infer/model-runner.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import { threadUnit } from '../preprocess/vector-unit.js';
import type { LaneReady, ModelPlace } from './lane-messages.js';

/** Loads and warms the models of a lane; what fails is named and left out, the others serve. */
export function openModels(places: readonly ModelPlace[]): {
  models: Map<string, ModelRunner>;
  runMs: Record<string, number>;
  failed: LaneReady['failed'];
} {
  // Made now, which takes some ms, and not when the first stream is waited for.
  threadUnit();
  const models = new Map<string, ModelRunner>();
  const runMs: Record<string, number> = {};
  const failed: { id: string; code: string; detail: string }[] = [];
  for (const { id, dir, device } of places) {
    try {
      const entry = openModel(dir, basename(dirname(dir)), basename(dir));
      if (!entry.ok) throw new Error(entry.problems.join('; '));
      const runner = ModelRunner.load(entry, { device });
      runMs[id] = warmUp(runner);
      openPostprocess(runner);
      models.set(id, runner);
    } catch (error) {
      failed.push({ id, ...reasonOf(error) });
    }
  }
  return { models, runMs, failed };
}

/** A first run is slow; of a model that is slow anyway one more says enough. */
const MEASURED_MS = 5;
const MEASURED_RUNS = 5;

/** @returns time of a run that has been run before, ms */
function warmUp(runner: ModelRunner): number {
  runner.warmUp();
  let shortest = Infinity;
  const begun = performance.now();
  for (let n = 0; n < MEASURED_RUNS && (n === 0 || performance.now() - begun < MEASURED_MS); n++) {
    const started = performance.now();
    runner.warmUp();
    shortest = Math.min(shortest, performance.now() - started);
  }
  return shortest;
}

function reasonOf(error: unknown): { code: string; detail: string } {
  if (error instanceof ModelError) return { code: error.code, detail: error.detail };
  const { code } = error as { code?: unknown };
  return {
    code: typeof code === 'string' ? code : 'MODEL_UNLOADABLE',
    detail: error instanceof Error ? error.message : String(error),
  };
}
