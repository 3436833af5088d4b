import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ByteBudget } from './budget.js';
import { defaultMaxBytes, type JournalPlace, placeOf } from './journal-dir.js';
import { JournalError, JournalFullError } from './journal-errors.js';
import { LockFile } from './lock-file.js';
import { StreamStore, type StreamMeta, type StreamStoreOptions, writeJson } from './stream-store.js';

export interface JournalOptions {
  readonly directory: string;
  /** Of everything under the directory. Default: `defaultMaxBytes` of where it is. */
  readonly maxBytes?: number;
  /** See `ByteBudget`. */
  readonly keptBytes?: number;
  /** Default: a 256th of `maxBytes`, at most 16 MiB. */
  readonly sampleSegmentBytes?: number;
  readonly decodeSegmentBytes?: number;
  /** Per stream. */
  readonly decodeRetentionBytes?: number;
  readonly corruption?: 'refuse' | 'set-aside';
  /** A recording: samples are never deleted. */
  readonly record?: boolean;
}

/** A stream that could not be opened. Its folder was left as it is; the other streams are not touched by it. */
export interface BrokenStream {
  readonly id: string;
  readonly dir: string;
  readonly error: JournalError;
}

const STREAM_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const REMOVED_PREFIX = '.removed-';
const MAX_SEGMENT_BYTES = 1 << 24;
/** Of the journal, that samples do not take from decodes. */
const DECODES_SHARE = 0.25;
/** Removed streams remembered by name; of older ones only the newest position is. */
const MAX_REMOVED = 256;
/** Positions skipped when decodes may have been lost, so that none is ever given to two. */
const POSITION_JUMP = 2 ** 32;

/** What is remembered of a stream that was removed, for readers that come back for it. */
export interface RemovedStream {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  /** name@version */
  readonly decoders: readonly string[];
  /** Position of its newest decode. */
  readonly lastPosition: number;
}

interface Identity {
  readonly identity: string;
  /** Publish positions below this have been used. */
  readonly floor: number;
  readonly removed: readonly RemovedStream[];
  /** Of the newest decode of streams that were removed and are not in `removed` any more. */
  readonly removedThrough: number;
}

/** The directory in which everything that must outlive the server process is kept. */
export class Journal {
  readonly directory: string;
  readonly where: JournalPlace;
  readonly record: boolean;
  readonly budget: ByteBudget;
  /** Streams that could not be opened, for the log and for the operator. */
  readonly broken: readonly BrokenStream[];
  readonly #lock: LockFile;
  readonly #streams = new Map<string, StreamStore>();
  readonly #storeOptions: StreamStoreOptions;
  #identity: Identity;
  #closed = false;

  private constructor(options: JournalOptions, lock: LockFile) {
    this.directory = resolve(options.directory);
    this.record = options.record ?? false;
    this.#lock = lock;
    const { where, freeBytes } = placeOf(this.directory);
    this.where = where;
    // What is there already counts as room: the limit must not shrink with each restart.
    const maxBytes = options.maxBytes ?? defaultMaxBytes(where, freeBytes + directoryBytes(this.directory));
    this.budget = new ByteBudget(maxBytes, options.keptBytes);
    const { decodeSegmentBytes, decodeRetentionBytes, corruption } = options;
    // Only whole segments can be deleted, so in a small journal they are small.
    const sampleSegmentBytes = options.sampleSegmentBytes ?? Math.min(MAX_SEGMENT_BYTES, Math.ceil(maxBytes / 256));
    this.#storeOptions = {
      record: this.record,
      sampleSegmentBytes,
      samplesBudget: this.budget.samples,
      decodesBudget: this.budget.decodes,
      ...(decodeSegmentBytes !== undefined && { decodeSegmentBytes }),
      ...(decodeRetentionBytes !== undefined && { decodeRetentionBytes }),
      ...(corruption !== undefined && { corruption }),
    };
    const known = this.#readIdentity();
    this.#identity = known ?? { identity: randomBytes(6).toString('hex'), floor: 1, removed: [], removedThrough: 0 };
    this.broken = this.#openStreams();
    this.budget.whenShort((bytes) => this.#dropDecodes(bytes));
    const lostDecodes = lock.found === 'left-by-machine' || this.broken.length > 0 || this.#aside.length > 0;
    if (lostDecodes) this.#write({ floor: this.#firstUnused() + POSITION_JUMP });
    else if (known === undefined) this.#write({});
  }

  /**
   * Opens the directory, made when it is absent, and every stream in it.
   * @throws {JournalLockedError} when another server has it
   */
  static open(options: JournalOptions): Journal {
    mkdirSync(join(options.directory, 'streams'), { recursive: true, mode: 0o700 });
    const lock = LockFile.take(join(options.directory, 'lock'), options.directory);
    try {
      return new Journal(options, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Drawn once, when the directory was made: cursors of another journal mean nothing here. */
  get identity(): string {
    return this.#identity.identity;
  }

  /** First publish position that no decode ever had. Asked once, before decodes are published. */
  get firstPosition(): number {
    return this.#firstUnused();
  }

  /** Streams that were removed, newest last. */
  get removed(): readonly RemovedStream[] {
    return this.#identity.removed;
  }

  /** Position of the newest decode of all streams removed before those in `removed`; 0 when there are none. */
  get removedThrough(): number {
    return this.#identity.removedThrough;
  }

  /** How the last server left the directory: `left-by-machine` means that its newest records may be lost. */
  get found(): LockFile['found'] {
    return this.#lock.found;
  }

  /** By id, in the order in which they were created. */
  get streams(): ReadonlyMap<string, StreamStore> {
    return this.#streams;
  }

  createStream(meta: StreamMeta): StreamStore {
    this.#mustBeOpen();
    if (!STREAM_ID.test(meta.id)) throw new RangeError(`stream id ${JSON.stringify(meta.id)} cannot name a folder`);
    const store = StreamStore.create(this.#streamDir(meta.id), meta, this.#storeOptions);
    this.#streams.set(meta.id, store);
    return store;
  }

  /** Deletes a stream and all its decodes. Its positions are not used again. */
  removeStream(id: string): void {
    const store = this.#streams.get(id);
    if (store === undefined) return;
    const { lastPosition } = store.decodes;
    const { decoders, info } = store.meta;
    const { name = '', subject = '' } = info as { name?: string; subject?: string };
    const removed = [...this.#identity.removed, { id, name, subject, decoders, lastPosition }];
    const forgotten = removed.splice(0, Math.max(0, removed.length - MAX_REMOVED));
    const changes = {
      floor: Math.max(this.#identity.floor, lastPosition + 1),
      removed,
      removedThrough: Math.max(this.#identity.removedThrough, ...forgotten.map((stream) => stream.lastPosition)),
    };
    this.#streams.delete(id);
    try {
      this.#write(changes);
      store.remove();
    } catch (error) {
      if (!(error instanceof JournalFullError)) throw error;
      // What makes room must not need any.
      store.remove();
      this.#write(changes);
    }
  }

  /**
   * Samples that are to be decoded come before decodes that somebody might read again: what the retention of each stream allows may
   * be more than there is room for. The largest log gives first, and a share stays for them.
   */
  #dropDecodes(bytes: number): void {
    const logs = [...this.#streams.values()].map(({ decodes }) => decodes);
    let total = logs.reduce((sum, log) => sum + log.bytes, 0);
    let freed = 0;
    while (freed < bytes && total > this.budget.maxBytes * DECODES_SHARE) {
      logs.sort((a, b) => b.bytes - a.bytes);
      const dropped = logs[0]?.dropOldest() ?? 0;
      // Of one segment, which is written to.
      if (dropped === 0) logs.shift();
      if (logs.length === 0) return;
      freed += dropped;
      total -= dropped;
    }
  }

  /** Closes every stream and gives the directory free. May be called twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const store of this.#streams.values()) store.close();
    this.#lock.release();
  }

  get #aside(): readonly string[] {
    return [...this.#streams.values()].flatMap((store) => store.aside);
  }

  get #identityPath(): string {
    return join(this.directory, 'journal.json');
  }

  #streamDir(id: string): string {
    return join(this.directory, 'streams', id);
  }

  #firstUnused(): number {
    let first = Math.max(1, this.#identity.floor);
    for (const store of this.#streams.values()) first = Math.max(first, store.decodes.lastPosition + 1);
    return first;
  }

  #openStreams(): BrokenStream[] {
    const broken: BrokenStream[] = [];
    const stores: StreamStore[] = [];
    for (const name of readdirSync(join(this.directory, 'streams'))) {
      const dir = this.#streamDir(name);
      if (name.startsWith(REMOVED_PREFIX) || (STREAM_ID.test(name) && StreamStore.isUnfinished(dir))) {
        rmSync(dir, { recursive: true, force: true });
        continue;
      }
      if (!STREAM_ID.test(name)) continue;
      try {
        const store = StreamStore.open(dir, this.#storeOptions);
        this.budget.add(store.bytes);
        stores.push(store);
      } catch (error) {
        if (!(error instanceof JournalError)) throw error;
        this.budget.add(directoryBytes(dir));
        broken.push({ id: name, dir, error });
      }
    }
    stores.sort((a, b) => a.meta.created - b.meta.created || (a.meta.id < b.meta.id ? -1 : 1));
    for (const store of stores) this.#streams.set(store.meta.id, store);
    return broken;
  }

  /**
   * @returns undefined when there is none, or it was lost with the machine: the journal then gets a new name, under
   * which no old cursor can be taken for one of its own
   */
  #readIdentity(): Identity | undefined {
    let read: Partial<Identity>;
    try {
      read = JSON.parse(readFileSync(this.#identityPath, 'utf8')) as Partial<Identity>;
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const whole =
      typeof read.identity === 'string' &&
      Number.isSafeInteger(read.floor) &&
      Number.isSafeInteger(read.removedThrough) &&
      Array.isArray(read.removed);
    return whole ? (read as Identity) : undefined;
  }

  #write(changes: Partial<Identity>): void {
    const identity = { ...this.#identity, ...changes };
    writeJson(this.#identityPath, identity);
    this.#identity = identity;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Error(`the journal ${this.directory} is closed`);
  }
}

function directoryBytes(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
