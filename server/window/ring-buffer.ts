/** What a sample in the ring is worth. */
export const MISSING = 0;
export const VALID = 1;
export const NOT_CALIBRATED = 2;
export type Validity = typeof MISSING | typeof VALID | typeof NOT_CALIBRATED;

/** Plain data: the newest samples of a ring, and what came before them. */
export interface RingState {
  readonly nChannels: number;
  /** Absolute index one past the newest sample. */
  readonly end: number;
  /** `[nSamples x nChannels]`, up to `end`. */
  readonly data: Float32Array;
  /** `[nSamples]` */
  readonly validity: Uint8Array;
  /** The newest valid sample before those in `data`, `[nChannels]`; empty when there was none. */
  readonly hold: Float32Array;
}

/**
 * The last `capacity` samples of one chain, addressed by absolute sample index.
 *
 * Layout: sample-major float32, every sample stored twice, `capacity` apart, so that any window is one contiguous view
 * and goes to the model without a copy. The memory is a plain ArrayBuffer: ONNX Runtime refuses shared ones.
 * One writer, same thread. A view stays right until `capacity - nSamples` more samples have come.
 *
 * Overflow: the oldest samples are overwritten; who asks for one of them gets `undefined`, never stale data.
 */
export class RingBuffer {
  readonly capacity: number;
  readonly nChannels: number;
  readonly #data: Float32Array<ArrayBuffer>;
  readonly #validity: Uint8Array<ArrayBuffer>;
  /** The newest valid sample that was overwritten. */
  readonly #hold: Float32Array<ArrayBuffer>;
  #hasHold = false;
  /** Absolute index one past the newest sample that is not valid. */
  #validFrom = 0;
  #first = 0;
  #end = 0;

  /**
   * @param capacity samples; at least the longest window plus the most samples appended between two looks
   */
  constructor(capacity: number, nChannels: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`a ring holds at least one sample, got capacity ${capacity}`);
    }
    if (!Number.isInteger(nChannels) || nChannels < 1) {
      throw new RangeError(`a ring has at least one channel, got ${nChannels}`);
    }
    this.capacity = capacity;
    this.nChannels = nChannels;
    this.#data = new Float32Array(2 * capacity * nChannels);
    this.#validity = new Uint8Array(2 * capacity);
    this.#hold = new Float32Array(nChannels);
  }

  /** Memory of a ring, bytes. */
  static bytes(capacity: number, nChannels: number): number {
    return 2 * capacity * (nChannels * Float32Array.BYTES_PER_ELEMENT + 1);
  }

  /** Absolute index one past the newest sample. */
  get end(): number {
    return this.#end;
  }

  /** Absolute index of the oldest sample that is still here; equals `end` when there is none. */
  get oldest(): number {
    return Math.max(this.#first, this.#end - this.capacity);
  }

  /** Forgets everything; the next sample has this absolute index. */
  startAt(index: number): void {
    if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`not a sample index: ${index}`);
    this.#first = index;
    this.#end = index;
    this.#validFrom = index;
    this.#hasHold = false;
  }

  /**
   * Adds samples, rounded to float32.
   *
   * @param data `[nSamples x nChannels]`, sample-major; more values than that are ignored
   * @param validity of all of them
   */
  append(data: Float64Array, nSamples: number, validity: Validity): void {
    const { capacity, nChannels } = this;
    if (nSamples * nChannels > data.length) {
      throw new RangeError(`${nSamples} samples x ${nChannels} channels, but only ${data.length} values`);
    }
    this.#keepHold(nSamples);
    // Of a chunk longer than the ring only the end stays; the newest value that goes past is still the one to hold.
    const skipped = Math.max(0, nSamples - capacity);
    if (skipped > 0 && validity === VALID) {
      for (let c = 0; c < nChannels; c++) this.#hold[c] = data[(skipped - 1) * nChannels + c]!;
      this.#hasHold = true;
    }
    const mirror = capacity * nChannels;
    let slot = (this.#end + skipped) % capacity;
    let from = skipped * nChannels;
    for (let s = skipped; s < nSamples; s++) {
      let to = slot * nChannels;
      for (let c = 0; c < nChannels; c++, to++, from++) {
        const value = data[from]!;
        this.#data[to] = value;
        this.#data[to + mirror] = value;
      }
      this.#validity[slot] = validity;
      this.#validity[slot + capacity] = validity;
      if (++slot === capacity) slot = 0;
    }
    this.#end += nSamples;
    if (validity !== VALID) this.#validFrom = this.#end;
  }

  /** Adds `nSamples` zeros under `validity`. Touches at most `capacity` samples, however long the gap. */
  skip(nSamples: number, validity: Exclude<Validity, typeof VALID>): void {
    const { capacity } = this;
    this.#keepHold(nSamples);
    const touched = Math.min(nSamples, capacity);
    const slot = (this.#end + nSamples - touched) % capacity;
    const first = Math.min(touched, capacity - slot);
    this.#clear(slot, first, validity);
    this.#clear(0, touched - first, validity);
    this.#end += nSamples;
    this.#validFrom = this.#end;
  }

  /** `[nSamples x nChannels]` from `start`, no copy; `undefined` when a part is overwritten or not there yet. */
  view(start: number, nSamples: number): Float32Array<ArrayBuffer> | undefined {
    if (!this.#holds(start, nSamples)) return undefined;
    const from = (start % this.capacity) * this.nChannels;
    return this.#data.subarray(from, from + nSamples * this.nChannels);
  }

  /** Whether every sample from `start` on came and is valid. */
  isValidFrom(start: number): boolean {
    return start >= this.#validFrom;
  }

  /** One code per sample from `start`, no copy; `undefined` when a part is overwritten or not there yet. */
  validity(start: number, nSamples: number): Uint8Array<ArrayBuffer> | undefined {
    if (!this.#holds(start, nSamples)) return undefined;
    const from = start % this.capacity;
    return this.#validity.subarray(from, from + nSamples);
  }

  /**
   * The newest valid sample before `index`, `[nChannels]`, no copy: what a gap that begins there is held at. It is known
   * even when the ring has lost it. `undefined` when there was none, or when `index` itself is before the oldest sample.
   */
  holdValue(index: number): Float32Array<ArrayBuffer> | undefined {
    const { oldest } = this;
    if (index < oldest || index > this.#end) return undefined;
    for (let i = index - 1; i >= oldest; i--) {
      if (this.#validity[i % this.capacity] === VALID) return this.view(i, 1);
    }
    return this.#hasHold ? this.#hold : undefined;
  }

  /**
   * The newest `lastSamples` samples, no copy: valid until more come. A ring restored from fewer than all gives up the older
   * ones, so that a marker reaching back to them is too late where it would not have been.
   */
  save(lastSamples: number): RingState {
    const nSamples = Math.min(lastSamples, this.#end - this.oldest);
    const start = this.#end - nSamples;
    return {
      nChannels: this.nChannels,
      end: this.#end,
      data: this.view(start, nSamples) ?? new Float32Array(0),
      validity: this.validity(start, nSamples) ?? new Uint8Array(0),
      hold: this.holdValue(start) ?? new Float32Array(0),
    };
  }

  /**
   * Takes over what another ring held; of a longer one the newest samples.
   * @throws {RangeError} when the state is of another number of channels
   */
  restore(state: RingState): void {
    const nSamples = Math.min(state.validity.length, this.capacity);
    const skipped = state.validity.length - nSamples;
    if (state.nChannels !== this.nChannels) {
      throw new RangeError(`ring has ${this.nChannels} channels, its saved state ${state.nChannels}`);
    }
    this.startAt(state.end - nSamples);
    const { capacity, nChannels } = this;
    for (let s = 0; s < nSamples; s++) {
      const slot = (this.#end + s) % capacity;
      const sample = state.data.subarray((skipped + s) * nChannels, (skipped + s + 1) * nChannels);
      this.#data.set(sample, slot * nChannels);
      this.#data.set(sample, (slot + capacity) * nChannels);
      this.#validity[slot] = state.validity[skipped + s]!;
      this.#validity[slot + capacity] = state.validity[skipped + s]!;
    }
    this.#end = state.end;
    for (let s = state.validity.length - 1; s >= skipped; s--) {
      if (state.validity[s] === VALID) continue;
      this.#validFrom = state.end - state.validity.length + s + 1;
      break;
    }
    const held = state.validity.subarray(0, skipped).lastIndexOf(VALID);
    const hold = held < 0 ? state.hold : state.data.subarray(held * nChannels, (held + 1) * nChannels);
    this.#hasHold = hold.length > 0;
    this.#hold.set(hold);
  }

  #holds(start: number, nSamples: number): boolean {
    return nSamples >= 0 && start >= this.oldest && start + nSamples <= this.#end && nSamples <= this.capacity;
  }

  #clear(slot: number, nSamples: number, validity: Validity): void {
    const { capacity, nChannels } = this;
    this.#data.fill(0, slot * nChannels, (slot + nSamples) * nChannels);
    this.#data.fill(0, (slot + capacity) * nChannels, (slot + capacity + nSamples) * nChannels);
    this.#validity.fill(validity, slot, slot + nSamples);
    this.#validity.fill(validity, slot + capacity, slot + capacity + nSamples);
  }

  /** Before `nSamples` more push out as many: keeps the newest valid one of those that go. */
  #keepHold(nSamples: number): void {
    const { oldest, capacity, nChannels } = this;
    const lost = Math.min(this.#end, this.#end + nSamples - capacity);
    for (let i = lost - 1; i >= oldest; i--) {
      const slot = i % capacity;
      if (this.#validity[slot] !== VALID) continue;
      const from = slot * nChannels;
      for (let c = 0; c < nChannels; c++) this.#hold[c] = this.#data[from + c]!;
      this.#hasHold = true;
      return;
    }
  }
}
