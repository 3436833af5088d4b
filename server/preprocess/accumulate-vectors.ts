import type { VectorUnit } from './vector-unit.js';

/**
 * The sums of a resampler with the instructions of a vector unit. Between `take` and `give` the unit is this stage's. Rows
 * that meet the same samples are worked on two by two: the first of two waits for the second.
 */
export class AccumulateVectors {
  readonly #unit: VectorUnit;
  readonly #taps: Float64Array;
  readonly #up: number;
  readonly #nChannels: number;
  readonly #pendingArea: Float64Array;
  readonly #inputArea: Float64Array;
  readonly #weights: Float64Array;
  readonly #weightsAt: number;
  readonly #pendingAt: number;
  #inputAt = 0;
  /** The row that waits, if there is one. */
  #isWaiting = false;
  #to = 0;
  #first = 0;
  #last = 0;
  #firstTap = 0;

  constructor(unit: VectorUnit, taps: Float64Array, up: number, nChannels: number, nPending: number) {
    this.#unit = unit;
    this.#taps = taps;
    this.#up = up;
    this.#nChannels = nChannels;
    this.#pendingArea = unit.view('state', nPending * nChannels);
    this.#inputArea = unit.view('input');
    this.#weights = unit.view('table');
    this.#weightsAt = unit.address('table');
    this.#pendingAt = unit.address('state');
  }

  /** @returns where sums are until they are given back; undefined when the input is too much for the unit */
  take(pending: Float64Array, input: Float64Array, nSamples: number): Float64Array | undefined {
    // There are two weights for each sample.
    const nValues = nSamples * Math.max(2, this.#nChannels);
    if (!this.#unit.fits(nValues)) return undefined;
    const at = this.#unit.find(input);
    if (at === undefined) this.#inputArea.set(input.subarray(0, nSamples * this.#nChannels));
    this.#inputAt = at ?? this.#unit.address('input');
    this.#pendingArea.set(pending);
    return this.#pendingArea;
  }

  /** Adds samples `first` to `last` to the row at `to`, at once or later; `firstTap` is the tap that the first one meets. */
  add(to: number, first: number, last: number, firstTap: number): void {
    if (this.#isWaiting && this.#first === first && this.#last === last) {
      this.#isWaiting = false;
      this.#addToTwo(to, firstTap);
      return;
    }
    this.finish();
    this.#isWaiting = true;
    this.#to = to;
    this.#first = first;
    this.#last = last;
    this.#firstTap = firstTap;
  }

  /** Behind it all sums are as they must be. */
  finish(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    const n = this.#last - this.#first + 1;
    for (let i = 0, tap = this.#firstTap; i < n; i++, tap -= this.#up) this.#weights[i] = this.#taps[tap]!;
    const stride = 8 * this.#nChannels;
    const samples = this.#inputAt + this.#first * stride;
    const weightsEnd = this.#weightsAt + 8 * n;
    const sums = this.#pendingAt + 8 * this.#to;
    this.#unit.accumulate(sums, sums, samples, stride, this.#weightsAt, weightsEnd, this.#nChannels);
  }

  #addToTwo(to: number, firstTap: number): void {
    const n = this.#last - this.#first + 1;
    const leap = firstTap - this.#firstTap;
    for (let i = 0, tap = this.#firstTap; i < n; i++, tap -= this.#up) {
      this.#weights[2 * i] = this.#taps[tap]!;
      this.#weights[2 * i + 1] = this.#taps[tap + leap]!;
    }
    const stride = 8 * this.#nChannels;
    const samples = this.#inputAt + this.#first * stride;
    const weightsEnd = this.#weightsAt + 16 * n;
    const [one, other] = [this.#pendingAt + 8 * this.#to, this.#pendingAt + 8 * to];
    this.#unit.accumulateTwo(one, other, samples, stride, this.#weightsAt, weightsEnd, this.#nChannels);
  }

  give(pending: Float64Array): void {
    this.finish();
    pending.set(this.#pendingArea);
  }
}
