import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BudgetShare } from './budget.js';
import { readCheckpointFile } from './checkpoint-file.js';
import { DecodeLog } from './decode-log.js';
import { isFull, JournalCorruptError, JournalFullError } from './journal-errors.js';
import { SegmentLog } from './segment-log.js';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What is kept of a stream beside its logs. Values of other names are kept as they are. */
export interface StreamMeta {
  readonly id: string;
  /** StreamInfo in proto3 JSON. */
  readonly info: Json;
  readonly resumeToken: string;
  /** name@version, in the order of their indices in the decode log: only ever appended to. */
  readonly decoders: readonly string[];
  readonly pacing: 'LIVE' | 'REPLAY';
  /** Unix time, s. */
  readonly created: number;
  /** Unix time at which the stream ended for good, s. */
  readonly ended?: number;
  /** Samples of a stream that has ended and been answered in full; its journal of samples may be gone. */
  readonly endSample?: number;
  readonly [key: string]: Json | undefined;
}

export interface Checkpoint {
  readonly path: string;
  /** Position in `samples` of the first record that the checkpoint does not cover. */
  readonly position: number;
  readonly bytes: Uint8Array;
}

export interface StreamStoreOptions {
  /** Default: that of `SegmentLog`. */
  readonly sampleSegmentBytes?: number;
  readonly decodeSegmentBytes?: number;
  readonly decodeRetentionBytes?: number;
  readonly corruption?: 'refuse' | 'set-aside';
  /** A recording: samples are never deleted. */
  readonly record?: boolean;
  readonly samplesBudget?: BudgetShare;
  readonly decodesBudget?: BudgetShare;
}

const CHECKPOINT_NAME = /^(\d{20})\.checkpoint$/;
const KEPT_CHECKPOINTS = 2;
/** Streams of a few channels do not get a file for each checkpoint. */
const MIN_ROLL_BYTES = 1 << 16;
const META_FILE = 'stream.json';

/** All that is on disk of one stream. */
export class StreamStore {
  readonly dir: string;
  readonly samples: SegmentLog;
  readonly decodes: DecodeLog;
  readonly #options: StreamStoreOptions;
  #meta: StreamMeta;
  #checkpointBytes = 0;

  private constructor(dir: string, meta: StreamMeta, options: StreamStoreOptions) {
    this.dir = dir;
    this.#meta = meta;
    this.#options = options;
    const corruption = options.corruption ?? 'refuse';
    this.samples = SegmentLog.open(join(dir, 'samples'), {
      corruption,
      ...(options.sampleSegmentBytes !== undefined && { segmentBytes: options.sampleSegmentBytes }),
      ...(options.samplesBudget !== undefined && { budget: options.samplesBudget }),
    });
    try {
      this.decodes = DecodeLog.open(join(dir, 'decodes'), {
        corruption,
        ...(options.decodeSegmentBytes !== undefined && { segmentBytes: options.decodeSegmentBytes }),
        ...(options.decodeRetentionBytes !== undefined && { retentionBytes: options.decodeRetentionBytes }),
        ...(options.decodesBudget !== undefined && { budget: options.decodesBudget }),
      });
    } catch (error) {
      this.samples.close();
      throw error;
    }
    mkdirSync(this.#checkpointDir, { recursive: true, mode: 0o700 });
    for (const position of this.#checkpointPositions()) {
      const path = this.checkpointPath(position);
      // Of samples that were lost with the machine or set aside: their positions will be used by other samples.
      if (position > this.samples.end) rmSync(path);
      else this.#checkpointBytes += sizeOf(path);
    }
  }

  /**
   * Makes a new stream's folder.
   * @throws {JournalFullError} nothing was left behind
   */
  static create(dir: string, meta: StreamMeta, options: StreamStoreOptions = {}): StreamStore {
    mkdirSync(dirname(dir), { recursive: true, mode: 0o700 });
    mkdirSync(dir, { mode: 0o700 });
    try {
      writeJson(join(dir, META_FILE), meta);
      return new StreamStore(dir, meta, options);
    } catch (error) {
      rmSync(dir, { recursive: true, force: true });
      throw isFull(error) ? new JournalFullError(`no room for a new stream in ${dir}`, { cause: error }) : error;
    }
  }

  /** @throws {JournalCorruptError} when a log or `stream.json` is damaged */
  static open(dir: string, options: StreamStoreOptions = {}): StreamStore {
    return new StreamStore(dir, readMeta(join(dir, META_FILE)), options);
  }

  /** Whether a folder was left by a process that was killed while it made a stream: nobody was told of it. */
  static isUnfinished(dir: string): boolean {
    return !existsSync(join(dir, META_FILE)) && !existsSync(join(dir, 'samples'));
  }

  get meta(): StreamMeta {
    return this.#meta;
  }

  /**
   * Replaces the values named; the file on disk is always either the old or the new one.
   * @throws {JournalFullError} nothing was changed
   */
  updateMeta(changes: Readonly<Record<string, Json | undefined>>): void {
    const meta = { ...this.#meta, ...changes };
    writeJson(join(this.dir, META_FILE), meta);
    this.#meta = meta;
  }

  /** Bytes of the files of logs and checkpoints. */
  get bytes(): number {
    return this.samples.fileBytes + this.decodes.bytes + this.#checkpointBytes;
  }

  /** Files that hold what was set aside when the logs were opened. */
  get aside(): readonly string[] {
    return [...this.samples.aside, ...this.decodes.aside];
  }

  /** Where a checkpoint may be written before `publishCheckpoint`: same file system, not taken for a checkpoint. */
  get temporaryCheckpointPath(): string {
    return join(this.#checkpointDir, 'next.tmp');
  }

  checkpointPath(position: number): string {
    return join(this.#checkpointDir, `${String(position).padStart(20, '0')}.checkpoint`);
  }

  /** The newest checkpoint that is whole and that the samples reach; undefined when the stream starts from its begin. */
  latestCheckpoint(): Checkpoint | undefined {
    for (const position of this.#checkpointPositions().reverse()) {
      if (position < this.samples.begin || position > this.samples.end) continue;
      const path = this.checkpointPath(position);
      const bytes = readCheckpointFile(path);
      if (bytes !== undefined) return { path, position, bytes };
    }
    return undefined;
  }

  /**
   * Makes a file written by `writeCheckpointFile` a checkpoint. The newest two are kept, so samples are deleted up to
   * the older one only: should the newer one turn out damaged, the older one and the samples behind it remain.
   * @param position in `samples`, of the first record that the checkpoint does not cover
   * @param makeRoom keep the newest alone, when it reads well, and no samples before it but those of the last segment
   */
  publishCheckpoint(temporaryPath: string, position: number, makeRoom = false): void {
    if (position < this.samples.begin || position > this.samples.end) {
      throw new RangeError(
        `checkpoint at ${position}: the samples log is [${this.samples.begin}, ${this.samples.end})`,
      );
    }
    const path = this.checkpointPath(position);
    this.#countCheckpoint(-sizeOf(path));
    renameSync(temporaryPath, path);
    this.#countCheckpoint(sizeOf(path));
    const nKept = makeRoom && readCheckpointFile(path) !== undefined ? 1 : KEPT_CHECKPOINTS;
    const positions = this.#checkpointPositions();
    for (const old of positions.splice(0, Math.max(0, positions.length - nKept))) {
      const oldPath = this.checkpointPath(old);
      this.#countCheckpoint(-sizeOf(oldPath));
      rmSync(oldPath, { force: true });
    }
    if (this.#options.record === true) return;
    const [oldest] = positions;
    // The segment that begins now is as large, as a rule, as the one that goes.
    if (oldest !== undefined && positions.length === nKept) this.samples.trim(oldest, !makeRoom);
    this.#rollSamples();
    if (makeRoom) this.samples.shrink();
  }

  /** A segment ends with each checkpoint, so that a full journal gets room even when nothing more is appended. */
  #rollSamples(): void {
    if (this.samples.activeBytes < MIN_ROLL_BYTES) return;
    try {
      this.samples.roll();
    } catch (error) {
      if (!(error instanceof JournalFullError)) throw error;
    }
  }

  /** The stream has ended and every decode of it is in the log: its samples are not needed any more, unless recorded. */
  dropSamples(): void {
    if (this.#options.record === true) return;
    this.samples.roll();
    this.samples.trim(this.samples.end);
    // What is left must not lie over a file that was kept for a segment that does not come.
    this.samples.shrink();
    for (const position of this.#checkpointPositions()) {
      const path = this.checkpointPath(position);
      this.#countCheckpoint(-sizeOf(path));
      rmSync(path, { force: true });
    }
  }

  close(): void {
    this.samples.close();
    this.decodes.close();
  }

  /** Deletes the stream. Killed in between, the journal goes on with it when it is opened again. */
  remove(): void {
    const bytes = this.bytes;
    const decodes = this.decodes.bytes;
    this.close();
    const condemned = join(dirname(this.dir), `.removed-${this.#meta.id}`);
    renameSync(this.dir, condemned);
    rmSync(condemned, { recursive: true, force: true });
    this.#options.samplesBudget?.give(bytes - decodes);
    this.#options.decodesBudget?.give(decodes);
  }

  get #checkpointDir(): string {
    return join(this.dir, 'checkpoints');
  }

  /** Oldest first. */
  #checkpointPositions(): number[] {
    return readdirSync(this.#checkpointDir)
      .map((name) => CHECKPOINT_NAME.exec(name)?.[1])
      .filter((digits) => digits !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  }

  #countCheckpoint(bytes: number): void {
    this.#checkpointBytes += bytes;
    this.#options.decodesBudget?.give(-bytes);
  }
}

/** Publishes by rename, so that a reader finds the old file or the new one, never a part. */
export function writeJson(path: string, value: object): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw isFull(error) ? new JournalFullError(`no room to write ${path}`, { cause: error }) : error;
  }
  renameSync(temporary, path);
}

function readMeta(path: string): StreamMeta {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StreamMeta;
  } catch (error) {
    throw new JournalCorruptError(path, 0, error instanceof Error ? error.message : String(error));
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
