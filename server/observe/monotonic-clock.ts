/**
 * CLOCK_MONOTONIC in seconds: one clock for every thread and process of a host.
 * `performance.now()` counts from a thread's own start, so each thread adds its own origin once.
 */
const [seconds, nanoseconds] = process.hrtime();
const origin = seconds + nanoseconds / 1e9 - performance.now() / 1e3;

export function monotonicSeconds(): number {
  return origin + performance.now() / 1e3;
}

/** Add to a monotonic time to get Unix time, s. */
export function unixOffset(): number {
  return Date.now() / 1e3 - monotonicSeconds();
}
