import type { Config } from '../config/config.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import { LaneStatus, type LaneSettings } from '../lane/lane-messages.js';
import { runFilePath } from './suspects.js';
import { ThreadLane } from './thread-lane.js';

/** The threads of a server's lanes, which have no models yet. */
export interface LaneThreads {
  readonly lanes: readonly ThreadLane[];
  /** Of the lane on the sockets' thread, should there be one: the first of `lanes` watches it. */
  readonly inlineStatus: SharedArrayBuffer;
}

/**
 * Starts the threads of the lanes. They take longer to load their modules than the main thread takes to read the models,
 * so they are started before anything else is loaded; this module imports little for that reason.
 */
export function startLaneThreads(config: Config): LaneThreads {
  const inlineStatus = new SharedArrayBuffer(LaneStatus.bytes);
  const inline = { status: inlineStatus, runFile: laneSettings(config, config.lanes).runFile };
  const lanes = Array.from(
    { length: config.lanes },
    (_, index) => new ThreadLane(index, { ...laneSettings(config, index), inline: index === 0 ? inline : undefined }),
  );
  return { lanes, inlineStatus };
}

/** @param index of the lane; that on the sockets' thread comes behind the others */
export function laneSettings(config: Config, index: number): Omit<LaneSettings, 'models'> {
  return {
    runFile: runFilePath(journalPlace(config).directory, index),
    hangMs: config.watchdog.runMs,
    maxAge: config.maxAgeMs / 1000,
  };
}

/** Where this server keeps its journal; a recording is a journal that is not trimmed. */
export function journalPlace(config: Config): ReturnType<typeof chooseJournalDir> {
  return chooseJournalDir(config.record ?? config.journal ?? undefined);
}
