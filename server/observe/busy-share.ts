import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** @returns a function that tells which share of its time this thread has worked, not waited, since it was called last */
export function busyShare(): () => number {
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
