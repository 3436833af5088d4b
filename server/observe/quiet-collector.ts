import { getHeapStatistics } from 'node:v8';

/** Garbage that calls for a collection, bytes: what V8 itself would wait for is twice that. */
const GARBAGE_BYTES = 1 << 19;
/** How often the heap is looked at, in calls: a look takes a microsecond or two. */
const LOOK_EVERY = 8;

type CollectYoung = (options: { type: 'minor' }) => void;

/**
 * Collects the young generation when nobody waits. Left alone, V8 does it when an allocation finds no room: in the middle of
 * what is allocated for, a decode, which is then late by the time of the collection.
 *
 * Needs the flag `--expose-gc`; without it V8 is left alone.
 */
export class QuietCollector {
  readonly #collect = (globalThis as { gc?: CollectYoung }).gc;
  #calls = 0;
  #usedBytes = 0;
  #isDue = false;

  /** To be called when something that was waited for is done. The collection comes behind what else the event loop has found. */
  done(): void {
    if (this.#collect === undefined || this.#isDue || ++this.#calls < LOOK_EVERY) return;
    this.#calls = 0;
    const used = getHeapStatistics().used_heap_size;
    // V8 was first.
    if (used < this.#usedBytes) this.#usedBytes = used;
    if (used - this.#usedBytes < GARBAGE_BYTES) return;
    this.#isDue = true;
    setImmediate(() => this.now());
  }

  /** Collects at once. */
  now(): void {
    this.#isDue = false;
    this.#collect?.({ type: 'minor' });
    this.#usedBytes = getHeapStatistics().used_heap_size;
  }
}
