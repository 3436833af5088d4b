import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { JournalLockedError } from './journal-errors.js';

interface Holder {
  readonly pid: number;
  /** When the process began, in clock ticks since boot: tells it from a later one with the same number. */
  readonly started: string;
  /** Which boot of the machine. */
  readonly boot: string;
}

/** What taking the lock found. */
export type LockFound =
  /** No lock: the last server closed the journal. */
  | 'free'
  /** Its process is gone but the machine is up: nothing that was appended is lost. */
  | 'left-by-process'
  /** The machine went down with it: what was not on disk yet may be lost. */
  | 'left-by-machine';

/** What a file system without hard links answers. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Keeps a directory to one process. The file names the process, so a dead one's lock can be told and taken over. */
export class LockFile {
  readonly path: string;
  readonly found: LockFound;
  readonly #mine: string;

  private constructor(path: string, found: LockFound, mine: string) {
    this.path = path;
    this.found = found;
    this.#mine = mine;
  }

  /** @throws {JournalLockedError} when a live process has it, this one included */
  static take(path: string, directory: string): LockFile {
    const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '', boot: bootId() });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, mine, { mode: 0o600 });
    try {
      let found: LockFound = 'free';
      // A link appears with its content, or not at all; of two servers that start together one gets it.
      while (!link(temporary, path)) {
        const holder = readHolder(path);
        if (holder === undefined) continue;
        if (isAlive(holder)) throw new JournalLockedError(directory, holder.pid);
        found = holder.boot === bootId() ? 'left-by-process' : 'left-by-machine';
        takeAway(path, holder, directory);
      }
      return new LockFile(path, found, mine);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  release(): void {
    if (read(this.path) === this.#mine) rmSync(this.path, { force: true });
  }
}

/** Removes a dead process's lock, unless another server has replaced it since it was read. */
function takeAway(path: string, dead: Holder, directory: string): void {
  const away = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(away);
  if (moved !== undefined && moved.pid !== dead.pid && isAlive(moved)) {
    link(away, path);
    rmSync(away, { force: true });
    throw new JournalLockedError(directory, moved.pid);
  }
  rmSync(away, { force: true });
}

/** @returns false when `to` exists */
function link(from: string, to: string): boolean {
  try {
    try {
      linkSync(from, to);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(to, readFileSync(from), { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readHolder(path: string): Holder | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return { pid: Number(holder.pid), started: String(holder.started), boot: String(holder.boot) };
  } catch {
    // Cut off by the machine going down: links are made of whole files, so no live process wrote it.
    return { pid: 0, started: '', boot: '' };
  }
}

function isAlive(holder: Holder): boolean {
  if (!(holder.pid > 0) || holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === '' || started === holder.started;
}

/** Field 22 of /proc/PID/stat; undefined where there is no such file. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, field 2, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
