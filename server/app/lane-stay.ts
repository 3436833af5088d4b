import type { StreamStore } from '../journal/stream-store.js';
import type { AttachMessage } from '../lane/lane-messages.js';
import { RecordType } from '../stream/record.js';
import { LaneFeed } from './lane-feed.js';
import type { LaneHost } from './lane-host.js';

/**
 * A stream's stay on a lane: what the lane has been given, the checkpoint from which another could go on, and the way there.
 * A stream comes to its first lane, goes to another and starts over in the same way: from a checkpoint, and from the journal
 * behind it. So no decode is lost, made twice or changed.
 */
export class LaneStay {
  readonly #store: StreamStore;
  readonly #ref: number;
  readonly #attachment: () => Omit<AttachMessage, 'checkpointPath'>;
  #lane: LaneHost;
  #feed: LaneFeed;
  /** Position in the journal up to which a checkpoint holds. */
  #savedPosition: number;
  #checkpointPending = false;
  /** Of the checkpoint asked for last. */
  #checkpointNumber = 0;
  /** Where the stream goes when the checkpoint that was asked for is there. */
  #movesTo: LaneHost | undefined;
  #hasEnded: boolean;

  /**
   * @param hasEnded    the lane has seen the stream's end in another process's life: it is given nothing any more
   * @param attachment  what a lane has to know of the stream
   */
  constructor(
    store: StreamStore,
    ref: number,
    lane: LaneHost,
    hasEnded: boolean,
    attachment: () => Omit<AttachMessage, 'checkpointPath'>,
  ) {
    this.#store = store;
    this.#ref = ref;
    this.#lane = lane;
    this.#hasEnded = hasEnded;
    this.#attachment = attachment;
    const { samples } = store;
    const checkpoint = hasEnded ? undefined : store.latestCheckpoint();
    this.#savedPosition = checkpoint?.position ?? samples.begin;
    this.#feed = new LaneFeed(samples, lane, ref, this.#savedPosition, samples.end);
    if (hasEnded) return;
    lane.nStreams++;
    lane.status.setProcessed(ref, 0);
    this.#attach(checkpoint?.path ?? null);
    this.#feed.pump();
  }

  get lane(): LaneHost {
    return this.#lane;
  }

  /** The lane has been given everything there is. */
  get isLive(): boolean {
    return this.#feed.isLive;
  }

  /** The lane has seen the stream's end, or has given it up. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** One past the newest sample that the lane has dealt with. */
  get processed(): number {
    return this.#lane.status.processed(this.#ref);
  }

  get isSaving(): boolean {
    return this.#checkpointPending;
  }

  /**
   * Feeds a record and journals it.
   * @returns how long the journal took, s
   * @throws {JournalFullError} nothing was written then, and the lane knows nothing of it
   */
  append(type: number, head: Uint8Array, body?: Uint8Array): number {
    try {
      return this.#feed.append(type, head, body);
    } catch (error) {
      if (this.#feed.isAhead) this.#startOver();
      throw error;
    }
  }

  /** Gives the lane what it has not seen yet, as far as its queue has room. */
  pump(): void {
    if (!this.#hasEnded && !this.#feed.isLive) this.#feed.pump();
  }

  /** The stream has ended, or was given up: the lane lets go of it. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#lane.nStreams--;
    this.#feed.control(RecordType.detach, {});
  }

  /** Asks the lane for a checkpoint, when there is something new to save and it is not behind. @returns whether it did */
  save(): boolean {
    if (!this.#feed.isLive || this.#hasEnded || this.#checkpointPending) return false;
    if (this.#savedPosition >= this.#feed.position) return false;
    this.#askForCheckpoint();
    return true;
  }

  /**
   * The lane has written a checkpoint, and every decode before it is in the decode log by now.
   * @param makeRoom drop at once what it makes superfluous
   */
  saved(path: string, position: number, number: number, makeRoom: boolean): void {
    // Asked for before the lane had to start over, from a checkpoint that publishing this one might delete.
    if (number !== this.#checkpointNumber || !this.#checkpointPending) return;
    this.#checkpointPending = false;
    this.#savedPosition = position;
    this.#store.publishCheckpoint(path, position, makeRoom);
    if (this.#movesTo !== undefined && !this.#hasEnded) this.#arrive(this.#movesTo, position);
  }

  /** Whether it can be moved now: it is up to date, and nothing of the kind is under way. */
  get canMove(): boolean {
    return this.#feed.isLive && !this.#hasEnded && !this.#checkpointPending;
  }

  /**
   * Goes on in another lane: this one writes a checkpoint behind everything that it was given and lets go; the other takes it
   * up, and gets from the journal what has come meanwhile. Only when `canMove`.
   */
  moveTo(lane: LaneHost): void {
    this.#movesTo = lane;
    this.#askForCheckpoint();
    this.#feed.leave();
  }

  #askForCheckpoint(): void {
    this.#checkpointPending = true;
    const path = this.#store.temporaryCheckpointPath;
    this.#feed.control(RecordType.checkpoint, { path, number: ++this.#checkpointNumber });
  }

  #arrive(lane: LaneHost, position: number): void {
    this.#movesTo = undefined;
    lane.status.setProcessed(this.#ref, this.processed);
    this.#lane.nStreams--;
    lane.nStreams++;
    this.#lane = lane;
    this.#begin(position, this.#store.latestCheckpoint()?.path ?? null, position);
  }

  /** The lane has seen what the journal has not: it goes back to the newest checkpoint, and decodes nothing twice. */
  #startOver(): void {
    this.#feed.leave();
    this.#movesTo = undefined;
    this.#checkpointPending = false;
    const { samples } = this.#store;
    const checkpoint = this.#store.latestCheckpoint();
    this.#begin(checkpoint?.position ?? samples.begin, checkpoint?.path ?? null, samples.end);
  }

  #begin(position: number, checkpointPath: string | null, replayUntil: number): void {
    this.#feed.close();
    this.#feed = new LaneFeed(this.#store.samples, this.#lane, this.#ref, position, replayUntil);
    this.#attach(checkpointPath);
    this.#feed.pump();
  }

  #attach(checkpointPath: string | null): void {
    const message: AttachMessage = { ...this.#attachment(), checkpointPath };
    this.#feed.control(RecordType.attach, message);
  }
}
