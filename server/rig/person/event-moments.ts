import { firstIndex } from '../recorded.js';

/** Columns of equal length, ordered by time. */
export interface EventColumns {
  /** s from sample 0; may lie before it. */
  readonly time: Float64Array;
  readonly class: Int32Array;
  readonly amplitude: Float64Array;
  /** Latency jitter, s. */
  readonly delay: Float64Array;
  /** Which sentence, word or trial it belongs to. */
  readonly group: Int32Array;
}

/** An event as the generators make it. */
export interface SimulatedEvent {
  time: number;
  class: number;
  amplitude: number;
  delay: number;
  group: number;
}

export function eventColumns(events: readonly SimulatedEvent[]): EventColumns {
  const sorted = events.toSorted((a, b) => a.time - b.time);
  return {
    time: Float64Array.from(sorted, (event) => event.time),
    class: Int32Array.from(sorted, (event) => event.class),
    amplitude: Float64Array.from(sorted, (event) => event.amplitude),
    delay: Float64Array.from(sorted, (event) => event.delay),
    group: Int32Array.from(sorted, (event) => event.group),
  };
}

/** What each class of events does to each source. */
export interface Bumps {
  readonly nSources: number;
  readonly nBumps: number;
  /** `[nClasses x nSources x nBumps]`, A·m */
  readonly weights: Float64Array;
  /** `[nSources x nBumps]`, s */
  readonly latency: Float64Array;
  readonly width: Float64Array;
}

/** A bump is cut where it has fallen below 1.6e-8 of its top. */
export const BUMP_REACH = 6;

/**
 * Moments of sources that answer events: Σ over events of amplitude · Σ_b weights[class, s, b] ·
 * exp(−½((t − time − delay − latency[s, b]) / width[s, b])²), each bump 0 beyond `BUMP_REACH` widths.
 */
export class EventMoments {
  readonly #events: EventColumns;
  readonly #bumps: Bumps;
  /** Onset to the first and the last moment of any answer, s. */
  readonly #earliest: number;
  readonly #latest: number;

  constructor(events: EventColumns, bumps: Bumps) {
    this.#events = events;
    this.#bumps = bumps;
    const { latency, width } = bumps;
    const edge = (side: number): number[] => Array.from(latency, (at, i) => at + side * BUMP_REACH * width[i]!);
    const longestDelay = events.delay.reduce((longest, delay) => Math.max(longest, Math.abs(delay)), 0);
    this.#earliest = Math.min(...edge(-1)) - longestDelay;
    this.#latest = Math.max(...edge(1)) + longestDelay;
  }

  /** Adds the moments at `t` (s) to `out[offset + source]`. */
  addAt(t: number, out: Float64Array, offset: number): void {
    const { time, class: classes, amplitude, delay } = this.#events;
    const { nSources, nBumps, weights, latency, width } = this.#bumps;
    const nPerClass = nSources * nBumps;
    const first = firstIndex(time.length, (i) => time[i]! + this.#latest >= t);
    for (let e = first; e < time.length && time[e]! + this.#earliest <= t; e++) {
      const since = t - time[e]! - delay[e]!;
      const row = classes[e]! * nPerClass;
      for (let s = 0, i = 0; s < nSources; s++) {
        let moment = 0;
        for (let b = 0; b < nBumps; b++, i++) {
          const z = (since - latency[i]!) / width[i]!;
          if (z > -BUMP_REACH && z < BUMP_REACH) moment += weights[row + i]! * Math.exp(-0.5 * z * z);
        }
        out[offset + s]! += amplitude[e]! * moment;
      }
    }
  }
}
