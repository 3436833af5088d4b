/**
 * Offset and drift between a rig's clock and the server's monotonic clock, from time probes on the rig's own socket.
 *
 * A probe's four stamps (rig sends, server receives, server answers, rig receives) give, as in NTP (RFC 5905 §8),
 * offset = ((t2 − t1) + (t3 − t4)) / 2 and round trip = (t4 − t1) − (t3 − t2); the offset is wrong by at most half the
 * round trip. Of every `bucketSeconds` the probe with the shortest round trip is kept; drift is the least-squares slope
 * through the kept ones once they span `minDriftSpan`.
 */

export interface ClockSyncSettings {
  readonly bucketSeconds: number;
  /** Kept probes. */
  readonly nBuckets: number;
  /** s; below it the drift is taken as 0. */
  readonly minDriftSpan: number;
  /** A best probe that contradicts the line by more than this (s, beyond its uncertainty) is a clock step. */
  readonly stepThreshold: number;
}

export const CLOCK_SYNC_DEFAULTS: ClockSyncSettings = Object.freeze({
  bucketSeconds: 5,
  nBuckets: 60,
  minDriftSpan: 30,
  stepThreshold: 0.05,
});

export interface ClockSyncState {
  /** Per kept probe: bucket number, rig time, offset, round trip. Newest last. */
  probes: { bucket: number; rigTime: number; offset: number; roundTrip: number }[];
}

/** `serverTime = rigTime + offset + drift · (rigTime − reference)`, all in s; `uncertainty` is half a round trip. */
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

export function startClockSync(): ClockSyncState {
  return { probes: [] };
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
  if (!Number.isFinite(roundTrip) || !Number.isFinite(offset) || roundTrip < 0) return 0;
  let step = 0;
  if (state.probes.length > 0) {
    const now = estimateClock(settings, state);
    const expected = now.offset + now.drift * (rigSent - now.reference);
    const wrong = offset - expected;
    if (Math.abs(wrong) > settings.stepThreshold + roundTrip / 2 + now.uncertainty) {
      step = wrong;
      state.probes = [];
    }
  }
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
  const probes = state.probes;
  const last = probes[probes.length - 1];
  if (last === undefined) return UNKNOWN_CLOCK;
  let best = last;
  for (const probe of probes) if (probe.roundTrip < best.roundTrip) best = probe;
  const first = probes[0]!;
  let drift = 0;
  if (last.rigTime - first.rigTime >= settings.minDriftSpan) {
    let meanTime = 0;
    let meanOffset = 0;
    for (const probe of probes) {
      meanTime += probe.rigTime / probes.length;
      meanOffset += probe.offset / probes.length;
    }
    let covariance = 0;
    let variance = 0;
    for (const probe of probes) {
      covariance += (probe.rigTime - meanTime) * (probe.offset - meanOffset);
      variance += (probe.rigTime - meanTime) ** 2;
    }
    drift = variance > 0 ? covariance / variance : 0;
  }
  return { offset: best.offset, drift, reference: best.rigTime, uncertainty: best.roundTrip / 2, known: true };
}

export function toServerTime(clock: ClockEstimate, rigTime: number): number {
  return rigTime + clock.offset + clock.drift * (rigTime - clock.reference);
}
