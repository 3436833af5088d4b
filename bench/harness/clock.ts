const waitOn = new Int32Array(new SharedArrayBuffer(4));

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
