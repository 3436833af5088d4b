/**
 * Memory that holds something only while one record is worked on, so that all pipelines of a thread take turns with it: a
 * stream owns what it must remember, and nothing else.
 *
 * Each array grows to the largest that was asked for, and has in it what the last one left there.
 */
export class Workspace {
  #output = new Float64Array(0);
  #window = new Float32Array(0);

  /** What comes out of a chain. At least so long. */
  output(nValues: number): Float64Array {
    if (this.#output.length < nValues) this.#output = new Float64Array(nValues);
    return this.#output;
  }

  /** A window that is not the ring's own memory. Exactly so long. */
  window(nValues: number): Float32Array<ArrayBuffer> {
    if (this.#window.length < nValues) this.#window = new Float32Array(nValues);
    return this.#window.subarray(0, nValues);
  }
}

/** The thread's own. */
export const workspace = new Workspace();
