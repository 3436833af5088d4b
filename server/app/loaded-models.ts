import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../models/manifest.js';
import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import type { ModelDevice } from '../infer/device.js';
import type { LaneReady, ModelPlace } from '../lane/lane-messages.js';
import type { Logger } from '../observe/logger.js';
import { readLanguageModels } from '../postprocess/language-models.js';
import { languageModelRequest } from '../postprocess/language-request.js';
import type { LaneHost } from './lane-host.js';
import { laneSettings, startLaneThreads, type LaneThreads } from './lane-threads.js';
import { modelDevices } from './model-devices.js';
import { ModelDirectory } from './model-directory.js';

/** Models and the lanes that have loaded them: all of a server that takes time to make and touches nothing of another's. */
export interface LoadedModels {
  readonly models: ModelDirectory;
  readonly lanes: readonly LaneHost[];
  /** Time of one run of each model, ms. */
  readonly runMs: ReadonlyMap<string, number>;
}

/**
 * Reads the models, decides what each runs on, and has every lane load them.
 *
 * @param threads    of the lanes; they are stopped when this fails
 * @param supervised whether somebody starts this process again: only then may a model run on the sockets' thread, since
 *   a run that hangs there ends with the process
 * @param fed  called as soon as the lanes have been given all they load: this thread has little to do from then on
 * @throws {ProtocolError} CONFIG_INVALID when a model folder cannot be read, or `device` is `cuda` and a model cannot
 *   run there
 */
export async function loadModels(
  config: Config,
  threads: LaneThreads,
  supervised: boolean,
  log: Logger,
  fed: () => void,
): Promise<LoadedModels> {
  let running: readonly LaneHost[] = threads.lanes;
  try {
    const models = new ModelDirectory(config.models);
    for (const entry of models.entries) {
      if (!entry.ok) log.error({ model: entry.id, dir: entry.dir }, `not served: ${entry.problems.join('; ')}`);
    }
    models.devices = await modelDevices(config.device, models.models, log);
    let started = await loadLanes(config, threads, supervised, models, fed);
    running = started.lanes;
    const lost = started.failed.filter(({ id }) => models.deviceOf(id)?.device === 'cuda');
    if (lost.length > 0 && config.device === 'auto') {
      // It ran there alone; with every lane's copy of every model beside it, it may not (memory of the GPU).
      const reasons = new Map(lost.map(({ id, detail }) => [id, `a lane could not load it there: ${detail}`]));
      for (const [model, reason] of reasons) log.warn({ model, device: 'cpu' }, `on the CPU: ${reason}`);
      models.devices = models.devices.map((place): ModelDevice => {
        const reason = reasons.get(place.model);
        return reason === undefined ? place : { ...place, device: 'cpu', reason };
      });
      await Promise.all(running.map((lane) => lane.stop()));
      const fresh = startLaneThreads(config);
      running = fresh.lanes;
      started = await loadLanes(config, fresh, supervised, models, fed);
      running = started.lanes;
    }
    const { lanes, runMs, failed } = started;
    for (const { id, code, detail } of failed) {
      if (models.problemOf(id) === undefined) log.error({ model: id, code }, `not served: ${detail}`);
      models.unloadable(id, code, detail);
    }
    const [refused] = failed;
    if (config.device === 'cuda' && refused !== undefined)
      throw new ProtocolError('CONFIG_INVALID', `device cuda: ${refused.id}: ${refused.code}: ${refused.detail}`);
    return { models, lanes, runMs };
  } catch (error) {
    await Promise.all(running.map((lane) => lane.stop()));
    throw error;
  }
}

/** Larger graphs do not run in so short a time that it would pay to try. */
const LARGEST_INLINE_BYTES = 1 << 24;

/** Whether a model may be short enough, and takes little to have once more: no language model, no large bank. */
function mayBeInline({ dir, manifest }: { readonly dir: string; readonly manifest: Manifest }): boolean {
  const { postprocess } = manifest;
  if (postprocess.kind === 'characters') return false;
  const files = [manifest.model, ...(postprocess.kind === 'retrieval' ? [postprocess.bank] : [])];
  return files.every((file) => statSync(join(dir, file)).size <= LARGEST_INLINE_BYTES);
}

/** Room for what a busy machine adds to the time of a run while models are being loaded. */
const INLINE_MARGIN = 1.25;

interface StartedLanes {
  readonly lanes: readonly LaneHost[];
  readonly runMs: ReadonlyMap<string, number>;
  readonly failed: LaneReady['failed'];
}

/** Settles when every lane has loaded what it could. */
async function loadLanes(
  config: Config,
  { lanes: threads, inlineStatus }: LaneThreads,
  supervised: boolean,
  models: ModelDirectory,
  fed: () => void,
): Promise<StartedLanes> {
  const isInline = supervised && config.inlineMs > 0;
  const small = new Set(isInline ? models.models.filter(mayBeInline).map(({ id }) => id) : []);
  const places = placesOf(models);
  const candidates = places.filter(({ id, device }) => device === 'cpu' && small.has(id));
  const withText = places.filter((place) => languageModelRequest(place) !== undefined);
  // What may be inline comes first: it is loaded here too, while the threads load the rest.
  const others = places.filter((place) => !candidates.includes(place) && !withText.includes(place));
  const isLast = withText.length === 0;
  for (const lane of threads) lane.load({ models: [...candidates, ...others], languageModels: [], isLast });
  const lanes: LaneHost[] = [...threads];
  const [inline] = await Promise.all([
    openInlineLane(config, threads, inlineStatus, candidates),
    (isLast ? Promise.resolve() : loadTextModels(threads, withText)).then(fed),
  ]);
  if (inline !== undefined) lanes.push(inline);
  const ready = await Promise.all(lanes.map((lane) => lane.ready));
  const runMs = new Map<string, number>();
  for (const [id, ms] of ready.flatMap((lane) => Object.entries(lane.runMs))) {
    runMs.set(id, Math.min(ms, runMs.get(id) ?? Infinity));
  }
  return { lanes, runMs, failed: ready.flatMap(({ failed }) => failed) };
}

/** Language models are read here, once for all lanes, while those load what needs none. */
async function loadTextModels(threads: LaneThreads['lanes'], models: readonly ModelPlace[]): Promise<void> {
  const requests = models.map(languageModelRequest).filter((request) => request !== undefined);
  const languageModels = await readLanguageModels(requests);
  for (const lane of threads) lane.load({ models, languageModels, isLast: true });
}

/** The lane of this thread. What a lane of its own thread has found to be long is not loaded once more to see that it is. */
async function openInlineLane(
  config: Config,
  [first]: LaneThreads['lanes'],
  status: SharedArrayBuffer,
  candidates: readonly ModelPlace[],
): Promise<LaneHost | undefined> {
  if (first === undefined || candidates.length === 0) return undefined;
  const times = await Promise.all(candidates.map(({ id }) => first.runMsOf(id)));
  const short = candidates.filter((_, i) => (times[i] ?? Infinity) <= INLINE_MARGIN * config.inlineMs);
  if (short.length === 0) return undefined;
  const settings = { ...laneSettings(config, config.lanes), models: short };
  // Much to load, and the threads are given their models first.
  const { InlineLane } = await import('./inline-lane.js');
  const lane = new InlineLane(config.lanes, settings, status, config.inlineMs);
  return lane.nModels > 0 ? lane : undefined;
}

function placesOf(models: ModelDirectory): ModelPlace[] {
  return models.models.map(({ id, dir, manifest }) => {
    return { id, dir, manifest, device: models.deviceOf(id)?.device ?? 'cpu' };
  });
}
