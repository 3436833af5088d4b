/**
 * CLOCK_MONOTONIC in seconds: one clock for every thread and process of a host.
 * `performance.now()` makes no garbage but counts from a thread's own start, so each thread adds its own origin, found once.
 */
const origin = findOrigin();

export function monotonicSeconds(): number {
  return origin + performance.now() / 1e3;
}

/** Add to a monotonic time to get Unix time, s. */
export function unixOffset(): number {
  return Date.now() / 1e3 - monotonicSeconds();
}

/** Between two looks at one clock the other one passes; the first pair is slow (code is loaded), the closest one counts. */
function findOrigin(): number {
  let best = -Infinity;
  for (let i = 0; i < 16; i++) {
    const [seconds, nanoseconds] = process.hrtime();
    best = Math.max(best, seconds + nanoseconds / 1e9 - performance.now() / 1e3);
  }
  return best;
}
