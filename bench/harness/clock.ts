const waitOn = new Int32Array(new SharedArrayBuffer(4));

/** What a blocked wait comes too late at most, as a rule, s: the rest of it is spun away. */
const SPIN = 2e-4;

/** CLOCK_MONOTONIC, s: the same for every process of this machine. */
export function clockSeconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds + nanoseconds / 1e9;
}

/**
 * Blocks this thread until `deadline`, which a timer of the event loop would miss by up to a millisecond.
 * @returns how late it woke, s
 */
export function blockUntil(deadline: number): number {
  for (let left = deadline - clockSeconds(); left > 0; left = deadline - clockSeconds()) {
    Atomics.wait(waitOn, 0, 0, left * 1e3);
  }
  return clockSeconds() - deadline;
}

/**
 * As `blockUntil`, but awake for the last moments: to the microsecond, at the price of a core that has nothing else to do.
 * @returns how late it woke, s
 */
export function spinUntil(deadline: number): number {
  blockUntil(deadline - SPIN);
  let late = clockSeconds() - deadline;
  while (late < 0) late = clockSeconds() - deadline;
  return late;
}
