import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../models/manifest.js';
import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import type { ModelDevice } from '../infer/device.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import { LaneStatus, type LaneReady, type LaneSettings, type ModelPlace } from '../lane/lane-messages.js';
import type { Logger } from '../observe/logger.js';
import { InlineLane } from './inline-lane.js';
import type { LaneHost } from './lane-host.js';
import { modelDevices } from './model-devices.js';
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
 * Reads the models, decides what each runs on, and has every lane load them.
 *
 * @param supervised whether somebody starts this process again: only then may a model run on the sockets' thread, since
 *   a run that hangs there ends with the process
 * @throws {ProtocolError} CONFIG_INVALID when a model folder cannot be read, or `device` is `cuda` and a model cannot
 *   run there
 */
export async function loadModels(config: Config, supervised: boolean, log: Logger): Promise<LoadedModels> {
  const models = new ModelDirectory(config.models);
  for (const entry of models.entries) {
    if (!entry.ok) log.error({ model: entry.id, dir: entry.dir }, `not served: ${entry.problems.join('; ')}`);
  }
  models.devices = await modelDevices(config.device, models.models, log);
  let started = await startLanes(config, supervised, models);
  const lost = started.failed.filter(({ id }) => models.deviceOf(id)?.device === 'cuda');
  if (lost.length > 0 && config.device === 'auto') {
    // It ran there alone; with every lane's copy of every model beside it, it may not (memory of the GPU).
    const reasons = new Map(lost.map(({ id, detail }) => [id, `a lane could not load it there: ${detail}`]));
    for (const [model, reason] of reasons) log.warn({ model, device: 'cpu' }, `on the CPU: ${reason}`);
    models.devices = models.devices.map((place): ModelDevice => {
      const reason = reasons.get(place.model);
      return reason === undefined ? place : { ...place, device: 'cpu', reason };
    });
    await Promise.all(started.lanes.map((lane) => lane.stop()));
    started = await startLanes(config, supervised, models);
  }
  const { lanes, runMs, failed } = started;
  for (const { id, code, detail } of failed) {
    if (models.problemOf(id) === undefined) log.error({ model: id, code }, `not served: ${detail}`);
    models.unloadable(id, code, detail);
  }
  const [refused] = failed;
  if (config.device === 'cuda' && refused !== undefined) {
    await Promise.all(lanes.map((lane) => lane.stop()));
    throw new ProtocolError('CONFIG_INVALID', `device cuda: ${refused.id}: ${refused.code}: ${refused.detail}`);
  }
  return { models, lanes, runMs };
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

interface StartedLanes {
  readonly lanes: LaneHost[];
  readonly runMs: ReadonlyMap<string, number>;
  readonly failed: LaneReady['failed'];
}

/** Settles when every lane has loaded what it could. */
async function startLanes(config: Config, supervised: boolean, models: ModelDirectory): Promise<StartedLanes> {
  const places = placesOf(models);
  // The first lane watches the lane on the sockets' thread, should there be one.
  const inline = {
    status: new SharedArrayBuffer(LaneStatus.bytes),
    runFile: laneSettings(config, config.lanes, []).runFile,
  };
  const lanes: LaneHost[] = Array.from(
    { length: config.lanes },
    (_, index) =>
      new ThreadLane(index, {
        ...laneSettings(config, index, places),
        inline: index === 0 ? inline : undefined,
      }),
  );
  if (supervised && config.inlineMs > 0) {
    // While the other threads load theirs.
    const small = models.models.filter(mayBeInline).map(({ id }) => id);
    const candidates = places.filter(({ id, device }) => device === 'cpu' && small.includes(id));
    const settings = laneSettings(config, config.lanes, candidates);
    const lane = new InlineLane(config.lanes, settings, inline.status, config.inlineMs);
    if (lane.nModels > 0) lanes.push(lane);
  }
  const ready = await Promise.all(lanes.map((lane) => lane.ready));
  const runMs = new Map<string, number>();
  for (const [id, ms] of ready.flatMap((lane) => Object.entries(lane.runMs))) {
    runMs.set(id, Math.min(ms, runMs.get(id) ?? Infinity));
  }
  return { lanes, runMs, failed: ready.flatMap(({ failed }) => failed) };
}

function placesOf(models: ModelDirectory): ModelPlace[] {
  return models.models.map(({ id, dir }) => ({ id, dir, device: models.deviceOf(id)?.device ?? 'cpu' }));
}

function laneSettings(config: Config, index: number, models: readonly ModelPlace[]): LaneSettings {
  return {
    models,
    runFile: runFilePath(journalPlace(config).directory, index),
    hangMs: config.watchdog.runMs,
    maxAge: config.maxAgeMs / 1000,
  };
}

/** Where this server keeps its journal; a recording is a journal that is not trimmed. */
export function journalPlace(config: Config): ReturnType<typeof chooseJournalDir> {
  return chooseJournalDir(config.record ?? config.journal ?? undefined);
}
