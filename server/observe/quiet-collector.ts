import { getHeapStatistics } from 'node:v8';

/** Garbage that calls for a collection, bytes: V8 itself waits for 0.8 MiB, with the young generation that the server has. */
const GARBAGE_BYTES = 1 << 19;
/** How often the heap is looked at, in askings: a look takes a microsecond or two. */
const LOOK_EVERY = 8;

type CollectYoung = (options: { type: 'minor' }) => void;

/**
 * Collects the young generation of its thread when nobody waits. Left alone, V8 does it when an allocation finds no room: in
 * the middle of what is allocated for, a decode, which is then late by the time of the collection.
 *
 * Needs the flag `--expose-gc`; without it nothing is ever due, and V8 is left alone.
 */
export class QuietCollector {
  readonly #collect = (globalThis as { gc?: CollectYoung }).gc;
  #askings = 0;
  /** Of the heap, where nothing of it was garbage as far as is known. */
  #usedBytes = Infinity;

  /** Whether there is enough to be collected. To be asked when something that was waited for is done. */
  isDue(): boolean {
    if (this.#collect === undefined || ++this.#askings < LOOK_EVERY) return false;
    this.#askings = 0;
    const used = getHeapStatistics().used_heap_size;
    // The first look; or V8 was faster.
    if (used < this.#usedBytes) this.#usedBytes = used;
    return used - this.#usedBytes >= GARBAGE_BYTES;
  }

  collect(): void {
    this.#collect?.({ type: 'minor' });
    this.#usedBytes = getHeapStatistics().used_heap_size;
  }
}
