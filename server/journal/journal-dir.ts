import { accessSync, constants, lstatSync, statfsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const TMPFS_TYPE = 0x01021994;
/** A tmpfs with less room than this is not worth filling. */
const MIN_TMPFS_BYTES = 2 ** 30;

export type JournalPlace = 'tmpfs' | 'disk';

export interface JournalDir {
  readonly directory: string;
  readonly where: JournalPlace;
  /** Room on its file system, for this user. */
  readonly freeBytes: number;
  /** Why this one, for a person. */
  readonly reason: string;
}

/** What choosing depends on; a test passes its own. */
export interface JournalDirChoices {
  readonly sharedMemory?: string;
  readonly stateHome?: string;
}

/**
 * Where the journal goes when nobody said so: to memory, which is faster and spares the disk, when there is enough
 * of it, else to the user's state directory. /dev/shm outlives the server process and a restart of it, not the machine.
 */
export function chooseJournalDir(configured?: string, choices: JournalDirChoices = {}): JournalDir {
  if (configured !== undefined) return describe(resolve(configured), 'as configured');
  const sharedMemory = choices.sharedMemory ?? '/dev/shm';
  const problem = whyNotSharedMemory(sharedMemory);
  if (problem === undefined) return describe(sharedMemoryDir(sharedMemory), `${sharedMemory} has room`);
  const fromEnvironment = process.env['XDG_STATE_HOME'];
  const stateHome =
    choices.stateHome ??
    (fromEnvironment !== undefined && fromEnvironment !== '' ? fromEnvironment : join(homedir(), '.local', 'state'));
  return describe(join(stateHome, 'cortexwire'), problem);
}

/** @returns the limit for a journal that was given none: half of what is free, at most 4 GiB of memory or 64 of disk */
export function defaultMaxBytes(where: JournalPlace, freeBytes: number): number {
  return Math.min(Math.floor(freeBytes / 2), where === 'tmpfs' ? 2 ** 32 : 2 ** 36);
}

/** @param path need not exist yet */
export function placeOf(path: string): { where: JournalPlace; freeBytes: number } {
  let existing = path;
  for (;;) {
    try {
      const stats = statfsSync(existing);
      return { where: stats.type === TMPFS_TYPE ? 'tmpfs' : 'disk', freeBytes: stats.bavail * stats.bsize };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(existing) === existing) throw error;
      existing = dirname(existing);
    }
  }
}

function describe(directory: string, reason: string): JournalDir {
  return { directory, reason, ...placeOf(directory) };
}

function sharedMemoryDir(sharedMemory: string): string {
  return join(sharedMemory, `cortexwire-${process.getuid?.() ?? 0}`);
}

function whyNotSharedMemory(sharedMemory: string): string | undefined {
  try {
    accessSync(sharedMemory, constants.W_OK | constants.X_OK);
    const { where, freeBytes } = placeOf(sharedMemory);
    if (where !== 'tmpfs') return `${sharedMemory} is no tmpfs`;
    if (freeBytes < MIN_TMPFS_BYTES)
      return `${sharedMemory} has ${Math.floor(freeBytes / 2 ** 20)} MiB free, under 1 GiB`;
    return whyNotMine(sharedMemoryDir(sharedMemory));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Anybody may write to /dev/shm: a folder that somebody else put there is not used for brain data. */
function whyNotMine(dir: string): string | undefined {
  const stats = lstatSync(dir, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  return stats.isDirectory() && stats.uid === (process.getuid?.() ?? stats.uid)
    ? undefined
    : `${dir} belongs to somebody else`;
}
