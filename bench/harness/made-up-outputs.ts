/** Separation of the right class from the others, and the factor that makes the logits those of a calibrated network. */
const SEPARATION = 2.7;

/** Logits of a network that takes the right class for the most probable one three times in four; the same for a seed. */
export class MadeUpOutputs {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Templates that lie equally far apart, seen through white noise. */
  logits(nClasses: number, right: number): Float32Array<ArrayBuffer> {
    const values = new Float32Array(nClasses);
    for (let i = 0; i < nClasses; i++) values[i] = SEPARATION * (this.#normal() + (i === right ? SEPARATION : 0));
    return values;
  }

  /** ln of the softmax of logits. */
  posteriors(nClasses: number, right: number): Float64Array {
    const logits = Float64Array.from(this.logits(nClasses, right));
    const most = Math.max(...logits);
    const sum = logits.reduce((total, value) => total + Math.exp(value - most), 0);
    return logits.map((value) => value - most - Math.log(sum));
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#uniform())) * Math.cos(2 * Math.PI * this.#uniform());
  }

  /** mulberry32 */
  #uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
