// What a measurement starts ends with it, however that ends: every starter of a process puts it on one list, and whoever is
// on the list when this process exits is killed. A signal leads there, too. A SIGKILL does not: a keeper, a process of its
// own, then does the same.
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** By which a person, a script or a closed terminal ends a program. */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the keeper is told: what is to go with this process, and what has gone. */
export type KeeperNews =
  | { readonly type: 'process'; readonly pid: number; readonly isThere: boolean }
  | { readonly type: 'folder'; readonly path: string; readonly isThere: boolean };

/** Processes and folders that go with this process. */
export class Belongings {
  readonly #pids = new Set<number>();
  readonly #folders = new Set<string>();

  note(news: KeeperNews): void {
    if (news.type === 'process') change(this.#pids, news.pid, news.isThere);
    else change(this.#folders, news.path, news.isThere);
  }

  /** Kills every process, with what it started, and then removes the folders that they wrote into. */
  end(): void {
    for (const pid of this.#pids) killTree(pid);
    for (const path of this.#folders) {
      try {
        // Whoever was killed may take a moment to let go of its files.
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      } catch {
        // The others still have to go.
      }
    }
    this.#pids.clear();
    this.#folders.clear();
  }
}

function change<Value>(values: Set<Value>, value: Value, isThere: boolean): void {
  if (isThere) values.add(value);
  else values.delete(value);
}

const belongings = new Belongings();
let isWatched = false;
let keeper: ChildProcess | undefined;

function note(news: KeeperNews): void {
  if (!isWatched) process.on('exit', () => belongings.end());
  isWatched = true;
  belongings.note(news);
  if (keeper?.connected === true) keeper.send(news, () => undefined);
}

/** Puts a process that was just started on the list, until it ends. @returns the same */
export function keepChild<Child extends ChildProcess>(child: Child): Child {
  const { pid } = child;
  // It could not be started.
  if (pid === undefined) return child;
  note({ type: 'process', pid, isThere: true });
  child.once('exit', () => note({ type: 'process', pid, isThere: false }));
  return child;
}

/** A new empty folder, removed at the latest when this process ends. */
export interface ScratchFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

export async function scratchFolder(prefix: string, home = tmpdir()): Promise<ScratchFolder> {
  const path = await mkdtemp(join(home, prefix));
  note({ type: 'folder', path, isThere: true });
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      note({ type: 'folder', path, isThere: false });
    },
  };
}

/**
 * For a program that measures, before it starts anything: a signal, or a SIGKILL, ends what it started, too. By a signal it
 * dies as it would have without this, so whoever waits for it sees that.
 */
export function endTogether(): void {
  // Of a session of its own: what is sent to this program's group, or to its terminal's, is not for the keeper.
  keeper = fork(new URL('./keeper-process.js', import.meta.url), {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  keeper.on('error', () => undefined);
  keeper.unref();
  keeper.channel?.unref();
  for (const signal of END_SIGNALS) {
    process.once(signal, () => {
      belongings.end();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  }
}

/** SIGKILL for a process and, where Linux lists them, for all that it started: a supervisor has no time to end its servers. */
function killTree(pid: number): void {
  const children = childPids(pid);
  kill(pid);
  for (const child of children) killTree(child);
}

/** Process ids of what a process started and has not outlived. Empty where nobody tells. */
export function childPids(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').flatMap((word) => (word === '' ? [] : [Number(word)]));
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
