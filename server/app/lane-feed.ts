import type { LogReader } from '../journal/log-reader.js';
import type { SegmentLog } from '../journal/segment-log.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { RecordFlag, RecordType } from '../stream/record.js';
import type { LaneHost } from './lane-host.js';

/**
 * Hands a stream's records to its lane, in one of two ways. Live: a record goes to the lane's queue and to the journal, at
 * once. Behind: it goes to the journal only, and `pump` feeds the lane from there until it has caught up. A restart and a
 * full queue are the same case. Control messages keep their place in the order; when the queue is full they wait in line.
 *
 * Live, the lane comes first, and the journal while it works: nobody waits for the journal but acknowledgements, which
 * follow. Who dies in between has not acknowledged the record, gets it again, and decodes it to the same bytes.
 */
export class LaneFeed {
  readonly #journal: SegmentLog;
  readonly #lane: LaneHost;
  readonly #ref: number;
  /** Position in the journal of the first record the lane has not been given. */
  #position: number;
  readonly #replayUntil: number;
  #reader: LogReader | undefined;
  /** The lane is told nothing more. */
  #left = false;
  readonly #controls: { readonly type: number; readonly body: Uint8Array }[] = [];

  /**
   * @param position of the first record that the lane is to be given
   * @param replayUntil records before this position are from another process's life: they have no deadlines
   */
  constructor(journal: SegmentLog, lane: LaneHost, ref: number, position: number, replayUntil: number) {
    this.#journal = journal;
    this.#lane = lane;
    this.#ref = ref;
    this.#position = position;
    this.#replayUntil = replayUntil;
  }

  get position(): number {
    return this.#position;
  }

  /** The lane has been given everything there is. */
  get isLive(): boolean {
    return !this.#left && this.#controls.length === 0 && this.#position === this.#journal.end;
  }

  /** Sends a control message behind all records that were fed so far. */
  control(type: number, message: object): void {
    this.#controls.push({ type, body: Buffer.from(JSON.stringify(message)) });
    this.#sendControls();
  }

  /** The lane was given a record that the journal then did not take: it has to start over from a checkpoint. */
  get isAhead(): boolean {
    return this.#position > this.#journal.end;
  }

  /**
   * Feeds a record and journals it.
   * @returns how long the journal took, s; without the hand-over
   * @throws {JournalFullError} nothing was written then; see `isAhead`
   */
  append(type: number, head: Uint8Array, body?: Uint8Array): number {
    if (this.isLive) {
      const end = this.#journal.makeRoom(head.byteLength + (body?.byteLength ?? 0));
      if (this.#lane.inbox.write(type, 0, this.#ref, end, head, body)) this.#position = end;
    }
    const started = monotonicSeconds();
    if (body === undefined) this.#journal.append(type, head);
    else this.#journal.append(type, head, body);
    return monotonicSeconds() - started;
  }

  /** The lane lets go of the stream, behind what it was told before; what follows goes to the journal only. */
  leave(): void {
    this.control(RecordType.detach, {});
    this.#left = true;
  }

  /** Gives the lane what it has not seen yet, as far as its queue has room. */
  pump(): void {
    if (!this.#sendControls() || this.#left || this.isLive) return;
    this.#reader ??= this.#journal.reader(this.#position);
    for (;;) {
      const record = this.#reader.next();
      if (record === undefined) break;
      const flags = record.position < this.#replayUntil ? RecordFlag.replayed : 0;
      // The reader has gone past a record that finds no room: the next pump opens a new one there.
      if (!this.#lane.inbox.write(record.type, flags, this.#ref, record.end, record.body)) break;
      this.#position = record.end;
    }
    this.close();
  }

  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }

  #sendControls(): boolean {
    for (;;) {
      const next = this.#controls[0];
      if (next === undefined) return true;
      if (!this.#lane.inbox.write(next.type, 0, this.#ref, this.#position, next.body)) return false;
      this.#controls.shift();
    }
  }
}
