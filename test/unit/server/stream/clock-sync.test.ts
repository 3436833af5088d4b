import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addProbe,
  CLOCK_SYNC_DEFAULTS as SETTINGS,
  estimateClock,
  startClockSync,
  toServerTime,
  UNKNOWN_CLOCK,
  type ClockSyncState,
} from '../../../../server/stream/clock-sync.js';
import { noise } from '../../../helpers/stage-runs.js';

/** What no estimate can be blamed for: a double holds Unix time to about 2e-7 s. */
const ROUNDING = 1e-6;

interface Path {
  /** Way up and down without anything in between, s. */
  readonly up: number;
  readonly down: number;
  /** Most that either takes longer now and then, s. */
  readonly upJitter: number;
  readonly downJitter: number;
}

const LAN: Path = { up: 0.0002, down: 0.0002, upJitter: 0.0004, downJitter: 0.0002 };

/** A rig whose clock is off and runs off, behind a network that takes its time; `time` is the server's. */
class Rig {
  readonly path: Path;
  readonly drift: number;
  offset: number;
  readonly state: ClockSyncState = startClockSync();
  time = 1000;
  readonly #random: Float64Array;
  #at = 0;

  constructor(path: Path, offset: number, drift: number, seed: number) {
    this.path = path;
    this.offset = offset;
    this.drift = drift;
    this.#random = noise(4096, 1, seed).map((value) => Math.min(1, Math.abs(value) / 1.5));
  }

  clock(time = this.time): number {
    return (time - this.offset - 1000) / (1 + this.drift) + 1000;
  }

  /** One probe `seconds` after the last one. @returns the step it reveals */
  probe(seconds = 1, stepOnTheWay = 0): number {
    const { path } = this;
    this.time += seconds;
    const sent = this.clock();
    this.time += path.up + path.upJitter * this.#next();
    const received = this.time;
    this.time += 1e-5;
    const answered = this.time;
    this.offset += stepOnTheWay;
    this.time += path.down + path.downJitter * this.#next();
    return addProbe(SETTINGS, this.state, sent, received, answered, this.clock());
  }

  /** How far the estimate is from the truth `ahead` seconds from now, and what it says about that. */
  error(ahead = 0): { error: number; uncertainty: number } {
    const estimate = estimateClock(SETTINGS, this.state);
    const time = this.time + ahead;
    return { error: Math.abs(toServerTime(estimate, this.clock(time)) - time), uncertainty: estimate.uncertainty };
  }

  /** Mostly small, sometimes 1. */
  #next(): number {
    return this.#random[this.#at++ % this.#random.length]! ** 2;
  }
}

/** From a wire to a crowded radio, slower one way than the other. */
const paths = fc
  .record({
    scale: fc.constantFrom(1e-4, 1e-3, 1e-2, 0.1),
    ways: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ scale, ways: [a, b, c, d] }): Path => ({
    up: scale * a!,
    down: scale * b!,
    upJitter: 5 * scale * c!,
    downJitter: 5 * scale * d!,
  }));
const offsets = fc.constantFrom(0, -12.5, 1e5, -1.76e9);
const drifts = fc.double({ min: -2e-4, max: 2e-4, noNaN: true });
const seeds = fc.integer({ min: 1, max: 1e6 });

describe('clock sync', () => {
  it('is never further off than it says, on any path, and sees no step where there is none', () => {
    fc.assert(
      fc.property(paths, offsets, drifts, seeds, (path, offset, drift, seed) => {
        const rig = new Rig(path, offset, drift, seed);
        const longest = path.up + path.down + path.upJitter + path.downJitter;
        // The estimate is for the moment the probe left; what the clock drifts until the answer is there comes on top.
        const slack = ROUNDING + longest * SETTINGS.maxDrift;
        for (let n = 0; n < 400; n++) {
          expect(rig.probe()).toBe(0);
          const { error, uncertainty } = rig.error();
          if (error > uncertainty + slack) expect({ n, error }).toEqual({ n, error: uncertainty });
        }
        expect(rig.error().uncertainty).toBeLessThan(longest / 2 + 5 * SETTINGS.maxDrift);
      }),
      { numRuns: 60 },
    );
  });

  it('knows the drift of a rig on a wire to some 1e-6, and so the time a minute ahead', () => {
    fc.assert(
      fc.property(offsets, drifts, seeds, (offset, drift, seed) => {
        const rig = new Rig(LAN, offset, drift, seed);
        for (let n = 0; n < 300; n++) rig.probe();
        expect(Math.abs(estimateClock(SETTINGS, rig.state).drift - drift)).toBeLessThan(2e-6);
        expect(rig.error(60).error).toBeLessThan(5e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('reports a step of the clock once, with its size, and is right again from that probe on', () => {
    const steps = fc.oneof(fc.double({ min: 0.06, max: 2, noNaN: true }), fc.double({ min: 2, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        steps,
        fc.boolean(),
        drifts,
        fc.integer({ min: 2, max: 400 }),
        seeds,
        (size, back, drift, at, seed) => {
          const rig = new Rig(LAN, 40, drift, seed);
          for (let n = 0; n < at; n++) expect(rig.probe()).toBe(0);
          const step = back ? -size : size;
          rig.offset += step;
          // Rig times of before and after are size / (1 + drift) apart, and a drift that is not quite known makes that much of it.
          const apart = size / (1 - SETTINGS.maxDrift);
          expect(Math.abs(rig.probe() - step)).toBeLessThan(2e-3 + apart * SETTINGS.maxDrift);
          for (let n = 0; n < 20; n++) {
            const { error, uncertainty } = rig.error();
            expect(error).toBeLessThan(uncertainty + ROUNDING);
            expect(rig.probe()).toBe(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not led astray by a probe during which the clock was set', () => {
    for (const step of [-3600, -0.3, 0.3, 3600]) {
      const rig = new Rig(LAN, 40, 5e-5, 3);
      for (let n = 0; n < 60; n++) rig.probe();
      // Set back, the answer comes before the question and counts for nothing; set forward, it seems to take very long.
      expect(rig.probe(1, step)).toBe(0);
      expect(Math.abs(rig.probe() - step)).toBeLessThan(2e-3);
      expect(rig.error().error).toBeLessThan(1e-3);
    }
  });

  it('takes a pause for a pause: what the clock may have drifted meanwhile is no step', () => {
    for (const drift of [-1.9e-4, 1e-4]) {
      const rig = new Rig(LAN, 40, drift, 4);
      rig.probe();
      expect(rig.probe(7200)).toBe(0);
      for (let n = 0; n < 20; n++) {
        const { error, uncertainty } = rig.error();
        expect(error).toBeLessThan(uncertainty);
        expect(rig.probe()).toBe(0);
      }
    }
  });

  it('prefers the probe with the shortest round trip among those of a few seconds', () => {
    const state = startClockSync();
    addProbe(SETTINGS, state, 100.0, 200.5, 200.5, 101.0);
    expect(estimateClock(SETTINGS, state)).toMatchObject({ offset: 100, uncertainty: 0.5, known: true });
    addProbe(SETTINGS, state, 101.0, 201.21, 201.25, 101.06);
    addProbe(SETTINGS, state, 102.0, 202.9, 202.9, 103.0);
    const estimate = estimateClock(SETTINGS, state);
    expect(estimate.reference).toBe(101);
    expect(estimate.offset).toBeCloseTo(100.2, 9);
    // Half of 20 ms, and a second of unknown drift.
    expect(estimate.uncertainty).toBeCloseTo(0.01 + SETTINGS.maxDrift, 9);
    expect(toServerTime(estimate, 150)).toBeCloseTo(250.2, 9);
  });

  it('passes over probes that cannot be', () => {
    const state = startClockSync();
    const wrong: [number, number, number, number][] = [
      [NaN, 1, 1, 2],
      [0, Infinity, 1, 2],
      [0, 1, 1, -Infinity],
      [5, 100, 101, 5.5],
    ];
    for (const stamps of wrong) expect(addProbe(SETTINGS, state, ...stamps)).toBe(0);
    expect(estimateClock(SETTINGS, state)).toBe(UNKNOWN_CLOCK);
    expect(toServerTime(UNKNOWN_CLOCK, 12)).toBe(12);
  });

  it('keeps as many probes as it is set to, and goes on the same from a copy of its state', () => {
    const rig = new Rig(LAN, 7, 3e-5, 9);
    for (let n = 0; n < 600; n++) {
      rig.probe();
      expect(rig.state.probes.length).toBeLessThanOrEqual(SETTINGS.nBuckets);
    }
    expect(rig.state.probes).toHaveLength(SETTINGS.nBuckets);
    const copy = structuredClone(rig.state);
    expect(addProbe(SETTINGS, copy, 2000, 2007.2, 2007.3, 2000.5)).toBe(
      addProbe(SETTINGS, rig.state, 2000, 2007.2, 2007.3, 2000.5),
    );
    expect(estimateClock(SETTINGS, copy)).toEqual(estimateClock(SETTINGS, rig.state));
  });
});
