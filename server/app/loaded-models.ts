import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import { LaneStatus, type LaneSettings } from '../lane/lane-messages.js';
import type { Logger } from '../observe/logger.js';
import { InlineLane } from './inline-lane.js';
import type { LaneHost } from './lane-host.js';
import { ModelDirectory } from './model-directory.js';
import { runFilePath } from './suspects.js';
import { ThreadLane } from './thread-lane.js';

/** Models and the lanes that have loaded them: all of a server that takes time to make and touches nothing of another's. */
export interface LoadedModels {
  readonly models: ModelDirectory;
  readonly lanes: readonly LaneHost[];
  /** Time of one run of each model, ms. */
  readonly runMs: ReadonlyMap<string, number>;
}

/**
 * @param supervised whether somebody starts this process again: only then may a model run on the sockets' thread, since
 *   a run that hangs there ends with the process
 * @throws {ProtocolError} CONFIG_INVALID when a model folder cannot be read, or `device` is `cuda` and a model does not
 *   load there
 */
export async function loadModels(config: Config, supervised: boolean, log: Logger): Promise<LoadedModels> {
  const models = new ModelDirectory(config.models);
  for (const entry of models.entries) {
    if (!entry.ok) log.error({ model: entry.id, dir: entry.dir }, `not served: ${entry.problems.join('; ')}`);
  }
  const folders = models.models.map(({ id, dir }) => ({ id, dir }));
  const { directory } = journalPlace(config);
  const device: LaneSettings['device'] = config.device === 'cuda' ? 'cuda' : 'cpu';
  const settingsOf = (index: number): LaneSettings => ({
    models: folders,
    runFile: runFilePath(directory, index),
    device,
    hangMs: config.watchdog.runMs,
    maxAge: config.maxAgeMs / 1000,
  });
  const inlineIndex = config.lanes;
  const inlineStatus = new SharedArrayBuffer(LaneStatus.bytes);
  const inline = { status: inlineStatus, runFile: runFilePath(directory, inlineIndex) };
  const lanes: LaneHost[] = Array.from(
    { length: config.lanes },
    (_, index) => new ThreadLane(index, { ...settingsOf(index), inline: index === 0 ? inline : undefined }),
  );
  const runMs = new Map<string, number>();
  for (const ready of await Promise.all(lanes.map((lane) => lane.ready))) {
    for (const [id, ms] of Object.entries(ready.runMs)) runMs.set(id, Math.min(ms, runMs.get(id) ?? Infinity));
    for (const { id, code, detail } of ready.failed) {
      if (models.problemOf(id) === undefined) log.error({ model: id, code }, `not served: ${detail}`);
      models.unloadable(id, code, detail);
    }
  }
  const short = folders.filter(({ id }) => (runMs.get(id) ?? Infinity) <= config.inlineMs);
  if (supervised && device === 'cpu' && short.length > 0) {
    lanes.push(new InlineLane(inlineIndex, { ...settingsOf(inlineIndex), models: short }, inlineStatus));
  }
  const [refused] = folders.flatMap(({ id }) => {
    const problem = models.problemOf(id);
    return problem === undefined ? [] : [`${id}: ${problem.code}: ${problem.detail}`];
  });
  if (device === 'cuda' && refused !== undefined) {
    await Promise.all(lanes.map((lane) => lane.stop()));
    throw new ProtocolError('CONFIG_INVALID', `device cuda: ${refused}`);
  }
  return { models, lanes, runMs };
}

/** Where this server keeps its journal; a recording is a journal that is not trimmed. */
export function journalPlace(config: Config): ReturnType<typeof chooseJournalDir> {
  return chooseJournalDir(config.record ?? config.journal ?? undefined);
}
