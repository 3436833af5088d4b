import { ModelError } from '../../models/model-error.js';
import { ModelRunner } from '../infer/model-runner.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import { threadUnit } from '../preprocess/vector-unit.js';
import type { LaneReady, ModelPlace } from './lane-messages.js';

/** What came of loading models. */
export interface OpenedModels {
  readonly models: Map<string, ModelRunner>;
  /** Time of one run of each, ms. */
  readonly runMs: Record<string, number>;
  readonly failed: LaneReady['failed'][number][];
}

/**
 * Loads and warms the models of a lane; what fails is named and left out, the others serve.
 * @param opened what they are added to
 * @param done told of each, with the time of a run, ms; null: it failed
 */
export function openModels(
  places: readonly ModelPlace[],
  opened: OpenedModels = { models: new Map(), runMs: {}, failed: [] },
  done: (id: string, runMs: number | null) => void = () => undefined,
): OpenedModels {
  // Made now, which takes some ms, and not when the first stream is waited for.
  threadUnit();
  const { models, runMs, failed } = opened;
  for (const { id, dir, manifest, device } of places) {
    try {
      const runner = ModelRunner.load({ dir, manifest }, { device });
      const ms = warmUp(runner);
      openPostprocess(runner);
      runMs[id] = ms;
      models.set(id, runner);
      done(id, ms);
    } catch (error) {
      failed.push({ id, ...reasonOf(error) });
      done(id, null);
    }
  }
  return opened;
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
