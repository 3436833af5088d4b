import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import type { Logger } from '../observe/logger.js';
import { LaneHost } from './lane-host.js';
import { ModelDirectory } from './model-directory.js';
import { runFilePath } from './suspects.js';

/** Models and the lanes that have loaded them: all of a server that takes time to make and touches nothing of another's. */
export interface LoadedModels {
  readonly models: ModelDirectory;
  readonly lanes: readonly LaneHost[];
}

/**
 * @throws {ProtocolError} CONFIG_INVALID when a model folder cannot be read, or `device` is `cuda` and a model does not
 *   load there
 */
export async function loadModels(config: Config, log: Logger): Promise<LoadedModels> {
  const models = new ModelDirectory(config.models);
  for (const entry of models.entries) {
    if (!entry.ok) log.error({ model: entry.id, dir: entry.dir }, `not served: ${entry.problems.join('; ')}`);
  }
  const folders = models.models.map(({ id, dir }) => ({ id, dir }));
  const { directory } = journalPlace(config);
  const device = config.device === 'cuda' ? 'cuda' : 'cpu';
  const lanes = Array.from({ length: config.lanes }, (_, index) => {
    const runFile = runFilePath(directory, index);
    return new LaneHost(index, {
      models: folders,
      runFile,
      device,
      hangMs: config.watchdog.runMs,
      maxAge: config.maxAgeMs / 1000,
    });
  });
  for (const { failed } of await Promise.all(lanes.map((lane) => lane.ready))) {
    for (const { id, code, detail } of failed) {
      if (models.problemOf(id) === undefined) log.error({ model: id, code }, `not served: ${detail}`);
      models.unloadable(id, code, detail);
    }
  }
  const [refused] = folders.flatMap(({ id }) => {
    const problem = models.problemOf(id);
    return problem === undefined ? [] : [`${id}: ${problem.code}: ${problem.detail}`];
  });
  if (device === 'cuda' && refused !== undefined) {
    await Promise.all(lanes.map((lane) => lane.stop()));
    throw new ProtocolError('CONFIG_INVALID', `device cuda: ${refused}`);
  }
  return { models, lanes };
}

/** Where this server keeps its journal; a recording is a journal that is not trimmed. */
export function journalPlace(config: Config): ReturnType<typeof chooseJournalDir> {
  return chooseJournalDir(config.record ?? config.journal ?? undefined);
}
