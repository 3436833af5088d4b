import type { LoggedDecode } from './reader-log.js';

/** How late the decodes of one decoder came. All times in s. */
export interface Lateness {
  readonly n: number;
  /** Those that were later than allowed. */
  readonly nLate: number;
  /**
   * From the moment that a window could be decoded to its receipt at the subscriber: since the server got the last sample,
   * or what its newest sample was older than that of the decode with the freshest one, whichever is more.
   */
  readonly late: readonly number[];
  /** The distance to the next window, or the usual one where that is less. */
  readonly allowed: readonly number[];
  /** Of the model. */
  readonly run: readonly number[];
}

/**
 * @param logged  decodes of one decoder of a stream that was played at speed 1, in the order they came
 * @param sfreq   of the stream, Hz
 */
export function lateness(logged: readonly LoggedDecode[], sfreq: number): Lateness {
  const decodes = logged.flatMap(({ decode: { payload, timing }, arrived }) => {
    if (payload === undefined || timing === undefined || timing === null || (payload.failure ?? null) !== null)
      return [];
    const { deviceTime = 0, received = 0, inferStart = 0, inferEnd = 0 } = timing;
    const start = Number(payload.start);
    const isText = (payload.text ?? null) !== null;
    // The last answer of a sequence is not that of a window: nothing has been run for it.
    const isWindow = !(isText && payload.final === true);
    return [{ start, isWindow, age: arrived - deviceTime, wait: arrived - received, run: inferEnd - inferStart }];
  });
  const windows = decodes.filter(({ isWindow }) => isWindow);
  const starts = [...new Set(windows.map(({ start }) => start))].sort((a, b) => a - b);
  const distances = new Map(starts.slice(0, -1).map((start, i) => [start, (starts[i + 1]! - start) / sfreq]));
  const usual = [...distances.values()].sort((a, b) => a - b)[distances.size >> 1] ?? Infinity;
  const least = windows.reduce((age, one) => Math.min(age, one.age), Infinity);
  const late = decodes.map(({ isWindow, age, wait }) => (isWindow ? Math.max(wait, age - least) : wait));
  const allowed = decodes.map(({ isWindow, start }) =>
    isWindow ? Math.min(distances.get(start) ?? usual, usual) : usual,
  );
  return {
    n: decodes.length,
    nLate: late.filter((one, i) => one > allowed[i]!).length,
    late,
    allowed,
    run: windows.map(({ run }) => run),
  };
}
