/**
 * Offset and drift between a rig's clock and the server's monotonic clock, from time probes on the rig's own socket.
 *
 * A probe's four stamps (rig sends, server receives, server answers, rig receives) give, as in NTP (RFC 5905 §8),
 * offset = ((t2 − t1) + (t3 − t4)) / 2 and round trip = (t4 − t1) − (t3 − t2); the offset is wrong by at most half the
 * round trip. Of every `bucketSeconds` the probe with the shortest round trip is kept.
 *
 * Drift is the least-squares slope through the kept ones, each weighted by 1 / round trip². From their bounds follows a
 * bound on the slope's error; until it is below `maxDrift`, the drift is taken as 0 ± `maxDrift`. The estimate stands on
 * the probe whose half round trip plus drift error times age is smallest, and that sum is its uncertainty.
 */

export interface ClockSyncSettings {
  readonly bucketSeconds: number;
  /** Kept probes. */
  readonly nBuckets: number;
  /** Most that a drift which is not known yet may be, s per s. */
  readonly maxDrift: number;
  /** A best probe that contradicts the line by more than this (s, beyond its uncertainty) is a clock step. */
  readonly stepThreshold: number;
}

export const CLOCK_SYNC_DEFAULTS: ClockSyncSettings = Object.freeze({
  bucketSeconds: 5,
  nBuckets: 60,
  maxDrift: 2e-4,
  stepThreshold: 0.05,
});

export interface ClockSyncState {
  /** Per kept probe: bucket number, rig time, offset, round trip. Newest last. */
  probes: { bucket: number; rigTime: number; offset: number; roundTrip: number }[];
  /** Rig time of the newest probe, kept or not. */
  newest: number;
}

/**
 * `serverTime = rigTime + offset + drift · (rigTime − reference)`, all in s. `uncertainty` bounds its error at the newest
 * probe: half the round trip of the probe it stands on, and what the drift may have added since.
 */
export interface ClockEstimate {
  readonly offset: number;
  readonly drift: number;
  readonly reference: number;
  readonly uncertainty: number;
  readonly known: boolean;
}

export const UNKNOWN_CLOCK: ClockEstimate = Object.freeze({
  offset: 0,
  drift: 0,
  reference: 0,
  uncertainty: 0,
  known: false,
});

/** Round trips below it are equally good, s. */
const MIN_ROUND_TRIP = 1e-5;

export function startClockSync(): ClockSyncState {
  return { probes: [], newest: 0 };
}

/**
 * Takes one answered probe.
 * @param rigSent t1, rig clock  @param serverReceived t2  @param serverSent t3, server clock  @param rigReceived t4
 * @returns the clock step in s that this probe reveals, else 0; after a step older probes are forgotten
 */
export function addProbe(
  settings: ClockSyncSettings,
  state: ClockSyncState,
  rigSent: number,
  serverReceived: number,
  serverSent: number,
  rigReceived: number,
): number {
  const roundTrip = rigReceived - rigSent - (serverSent - serverReceived);
  const offset = (serverReceived - rigSent + (serverSent - rigReceived)) / 2;
  // An answer before the question: the clock was set meanwhile. A tick's worth is only rounding.
  if (!Number.isFinite(roundTrip) || !Number.isFinite(offset) || roundTrip < -MIN_ROUND_TRIP) return 0;
  let step = 0;
  if (state.probes.length > 0) {
    const now = fitLine(settings, state);
    const expected = now.offset + now.drift * (rigSent - now.reference);
    const wrong = offset - expected;
    const drifted = now.driftError * Math.max(0, rigSent - state.newest);
    if (Math.abs(wrong) > settings.stepThreshold + roundTrip / 2 + now.uncertainty + drifted) {
      step = wrong;
      state.probes = [];
    }
  }
  state.newest = rigSent;
  // Buckets run on the server's clock, which never jumps.
  const bucket = Math.floor(serverReceived / settings.bucketSeconds);
  const last = state.probes[state.probes.length - 1];
  if (last !== undefined && last.bucket === bucket) {
    if (roundTrip < last.roundTrip)
      state.probes[state.probes.length - 1] = { bucket, rigTime: rigSent, offset, roundTrip };
  } else {
    state.probes.push({ bucket, rigTime: rigSent, offset, roundTrip });
    if (state.probes.length > settings.nBuckets) state.probes.shift();
  }
  return step;
}

export function estimateClock(settings: ClockSyncSettings, state: ClockSyncState): ClockEstimate {
  if (state.probes.length === 0) return UNKNOWN_CLOCK;
  const { offset, drift, reference, uncertainty } = fitLine(settings, state);
  return { offset, drift, reference, uncertainty, known: true };
}

interface Line {
  readonly offset: number;
  readonly drift: number;
  readonly driftError: number;
  readonly reference: number;
  readonly uncertainty: number;
}

/** @param state with at least one probe */
function fitLine(settings: ClockSyncSettings, { probes, newest }: ClockSyncState): Line {
  const last = probes[probes.length - 1]!;
  // Relative to the newest probe, so that no digits are lost to the epoch of either clock.
  const points = probes.map(({ rigTime, offset, roundTrip }) => {
    const halfTrip = Math.max(roundTrip, MIN_ROUND_TRIP) / 2;
    return { time: rigTime - newest, offset: offset - last.offset, halfTrip, weight: 1 / halfTrip ** 2 };
  });
  let total = 0;
  let meanTime = 0;
  let meanOffset = 0;
  for (const { time, offset, weight } of points) {
    total += weight;
    meanTime += weight * time;
    meanOffset += weight * offset;
  }
  meanTime /= total;
  meanOffset /= total;
  let covariance = 0;
  let variance = 0;
  let worst = 0;
  for (const { time, offset, halfTrip, weight } of points) {
    covariance += weight * (time - meanTime) * (offset - meanOffset);
    variance += weight * (time - meanTime) ** 2;
    worst += weight * Math.abs(time - meanTime) * halfTrip;
  }
  const isKnown = worst < settings.maxDrift * variance;
  const drift = isKnown ? covariance / variance : 0;
  const driftError = isKnown ? worst / variance : settings.maxDrift;
  let best = last;
  let uncertainty = Infinity;
  points.forEach(({ time, halfTrip }, i) => {
    const error = halfTrip - driftError * time;
    if (error > uncertainty) return;
    best = probes[i]!;
    uncertainty = error;
  });
  return { offset: best.offset, drift, driftError, reference: best.rigTime, uncertainty };
}

export function toServerTime(clock: ClockEstimate, rigTime: number): number {
  return rigTime + clock.offset + clock.drift * (rigTime - clock.reference);
}
