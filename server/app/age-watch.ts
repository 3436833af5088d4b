/** Decodes count as old from this age on, and as timely again below the other, s beyond what is usual for the stream. */
const OLD = 1;
const TIMELY = 0.5;

/**
 * Watches how old a stream's decodes are: signal that waits in the server, and samples that arrive later after they were
 * taken than they usually do.
 */
export class AgeWatch {
  /** Decodes are older than they should be. */
  isLate: boolean;
  /** When samples came that the lane has not dealt with, oldest first. */
  readonly #waiting: { readonly end: number; readonly since: number }[] = [];
  /** Least age that samples of this stream had on arrival, s: a rig's buffering is no lateness. */
  #usual = Number.POSITIVE_INFINITY;

  /** @param isLate a stream that was brought back is late until its rig has shown that it is not */
  constructor(isLate: boolean) {
    this.isLate = isLate;
  }

  /**
   * Age of what is decoded now, beyond what is usual, s.
   * @param now server clock, s
   * @param end index one past the newest sample there is  @param processed the same for what the lane has dealt with
   * @param arrival age of the newest sample when it arrived, s; undefined while clocks are unknown
   */
  age(now: number, end: number, processed: number, arrival: number | undefined): number {
    const waiting = this.#waiting;
    if (end > (waiting.at(-1)?.end ?? processed)) waiting.push({ end, since: now });
    let oldest = waiting[0];
    while (oldest !== undefined && oldest.end <= processed) {
      waiting.shift();
      oldest = waiting[0];
    }
    const inServer = oldest === undefined ? 0 : now - oldest.since;
    if (arrival === undefined) return inServer;
    this.#usual = Math.min(this.#usual, arrival);
    return Math.max(inServer, arrival - this.#usual);
  }

  /**
   * Decides whether the stream is late.
   * @param canRecover it has been heard of, so that a small age means something
   * @returns whether that has changed
   */
  judge(age: number, canRecover: boolean): boolean {
    const isLate = this.isLate ? age >= TIMELY || !canRecover : age > OLD;
    const changed = isLate !== this.isLate;
    this.isLate = isLate;
    return changed;
  }
}
