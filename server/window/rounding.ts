/**
 * Binary fractions of a sample that must not decide a rounding: 1.005 s at 100 Hz is 100.5 samples, not 100.49999999999999.
 */
const TIE_TOLERANCE = 1e-6;

/**
 * Nearest whole sample; a tie goes up (towards later), for negative numbers too. What lies between two samples is rounded in this file alone.
 *
 * @throws {RangeError} when `position` is not finite
 */
export function toNearestSample(position: number): number {
  if (!Number.isFinite(position)) throw new RangeError(`a sample position must be finite, got ${position}`);
  return Math.floor(position + 0.5 + TIE_TOLERANCE);
}

/**
 * Duration or offset in whole samples; negative before the onset.
 *
 * @param sfreq Hz
 */
export function toSamples(seconds: number, sfreq: number): number {
  return toNearestSample(seconds * sfreq);
}

/** First sample of a chain at `sfreq` that is at sample `position` of a stream at `streamSfreq`, or behind it. */
export function toNextChainIndex(position: number, streamSfreq: number, sfreq: number): number {
  return Math.ceil((position * sfreq) / streamSfreq - TIE_TOLERANCE);
}

/**
 * The sample of a chain at `sfreq` that is nearest in time to sample `position` (fractions allowed) of a stream at
 * `streamSfreq`. Both count from the same instant.
 */
export function toChainIndex(position: number, streamSfreq: number, sfreq: number): number {
  return streamSfreq === sfreq ? toNearestSample(position) : toNearestSample((position * sfreq) / streamSfreq);
}
