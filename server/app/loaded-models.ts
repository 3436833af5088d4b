import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import type { ModelDevice } from '../infer/device.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import type { Logger } from '../observe/logger.js';
import type { LaneReady } from '../lane/lane-messages.js';
import { LaneHost } from './lane-host.js';
import { modelDevices } from './model-devices.js';
import { ModelDirectory } from './model-directory.js';
import { runFilePath } from './suspects.js';

/** Models and the lanes that have loaded them: all of a server that takes time to make and touches nothing of another's. */
export interface LoadedModels {
  readonly models: ModelDirectory;
  readonly lanes: readonly LaneHost[];
}

/**
 * Reads the models, decides what each runs on, and has every lane load them.
 *
 * @throws {ProtocolError} CONFIG_INVALID when a model folder cannot be read, or `device` is `cuda` and a model cannot
 *   run there
 */
export async function loadModels(config: Config, log: Logger): Promise<LoadedModels> {
  const models = new ModelDirectory(config.models);
  for (const entry of models.entries) {
    if (!entry.ok) log.error({ model: entry.id, dir: entry.dir }, `not served: ${entry.problems.join('; ')}`);
  }
  models.devices = await modelDevices(config.device, models.models, log);
  let { lanes, failed } = await startLanes(config, models);
  const lost = failed.filter(({ id }) => models.deviceOf(id)?.device === 'cuda');
  if (lost.length > 0 && config.device === 'auto') {
    // It ran there alone; with every lane's copy of every model beside it, it may not (memory of the GPU).
    const reasons = new Map(lost.map(({ id, detail }) => [id, `a lane could not load it there: ${detail}`]));
    for (const [model, reason] of reasons) log.warn({ model, device: 'cpu' }, `on the CPU: ${reason}`);
    models.devices = models.devices.map((place): ModelDevice => {
      const reason = reasons.get(place.model);
      return reason === undefined ? place : { ...place, device: 'cpu', reason };
    });
    await Promise.all(lanes.map((lane) => lane.stop()));
    ({ lanes, failed } = await startLanes(config, models));
  }
  for (const { id, code, detail } of failed) {
    if (models.problemOf(id) === undefined) log.error({ model: id, code }, `not served: ${detail}`);
    models.unloadable(id, code, detail);
  }
  const [refused] = failed;
  if (config.device === 'cuda' && refused !== undefined) {
    await Promise.all(lanes.map((lane) => lane.stop()));
    throw new ProtocolError('CONFIG_INVALID', `device cuda: ${refused.id}: ${refused.code}: ${refused.detail}`);
  }
  return { models, lanes };
}

/** Settles when every lane has loaded what it could. */
async function startLanes(
  config: Config,
  models: ModelDirectory,
): Promise<{ lanes: LaneHost[]; failed: LaneReady['failed'] }> {
  const { directory } = journalPlace(config);
  const places = models.models.map(({ id, dir }) => ({ id, dir, device: models.deviceOf(id)?.device ?? 'cpu' }));
  const lanes = Array.from({ length: config.lanes }, (_, index) => {
    const runFile = runFilePath(directory, index);
    return new LaneHost(index, {
      models: places,
      runFile,
      hangMs: config.watchdog.runMs,
      maxAge: config.maxAgeMs / 1000,
    });
  });
  const ready = await Promise.all(lanes.map((lane) => lane.ready));
  return { lanes, failed: ready.flatMap(({ failed }) => failed) };
}

/** Where this server keeps its journal; a recording is a journal that is not trimmed. */
export function journalPlace(config: Config): ReturnType<typeof chooseJournalDir> {
  return chooseJournalDir(config.record ?? config.journal ?? undefined);
}
