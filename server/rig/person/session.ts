import type { RecordedMarker } from '../recorded.js';
import { randomKey } from './counter-random.js';
import type { EventColumns } from './event-moments.js';
import { DRAW, PERSON_TASKS, WORLD_KEY } from './person.js';
import type { PersonTask } from './person.js';

/** Which session it is. */
export interface SessionIdentity {
  /** Draws text, timing, noise and how the head lies; never who the people are. */
  readonly seed: number;
  /** 0 … 11 are those that models know, from 100 on strangers. */
  readonly person: number;
  /** 0 … 99 are for training, from 100 on for testing: their texts, stories and images are others. */
  readonly session: number;
}

export const FIRST_TEST_SESSION = 100;

/** What happens in a session: times in s from sample 0, before any sampling. */
export interface SessionPlan {
  readonly task: PersonTask;
  /** s */
  readonly duration: number;
  readonly classes: readonly string[];
  /** `[nClasses x N_FEATURES]` */
  readonly features: Float64Array;
  readonly events: EventColumns;
  readonly markers: readonly PlannedMarker[];
  readonly retrieval?: RetrievalTargets;
}

/** A marker whose time is not yet a sample. */
export interface PlannedMarker {
  /** s */
  readonly time: number;
  readonly description: string;
  readonly value: string;
  /** s */
  readonly duration: number;
}

/** What a retrieval decoder is to find. */
export interface RetrievalTargets {
  readonly nDimensions: number;
  /** Per class `[nClasses x nDimensions]` (images), or none. */
  readonly embedding?: Float32Array;
  /** Orthonormal columns `[nDimensions x N_FEATURES]` (speech), or none. */
  readonly basis?: Float64Array;
  /** Standard deviation of what an event adds to the target (speech), s. */
  readonly width?: number;
  /** In test sessions. */
  readonly bank?: CandidateBank;
}

/** Candidates, made one at a time: a bank can be larger than memory. */
export interface CandidateBank {
  readonly names: readonly string[];
  readonly labels: readonly string[];
  /** Of one candidate. */
  readonly shape: readonly number[];
  candidate(index: number): Float32Array;
}

export function sessionKey({ seed, person, session }: SessionIdentity, task: PersonTask): number {
  return randomKey(WORLD_KEY, DRAW.session, seed, person, session, PERSON_TASKS.indexOf(task));
}

/** What a session's streams of random numbers are for. */
export const SESSION_DRAW = {
  head: 1,
  background: 2,
  sensors: 3,
  order: 4,
  timing: 5,
  errors: 6,
  amplitude: 7,
  delay: 8,
  heartbeat: 9,
  blink: 10,
  line: 11,
} as const;

/** Times of events lie on whole milliseconds, so that markers are exact at 1 kHz. */
export function toMillisecond(time: number): number {
  return Math.round(time * 1000) / 1000;
}

/** Markers at their nearest samples, in order. */
export function placedMarkers(markers: readonly PlannedMarker[], sfreq: number, nSamples: number): RecordedMarker[] {
  return markers
    .map(({ time, description, value, duration }) => ({
      sample: Math.round(time * sfreq),
      description,
      value,
      duration,
    }))
    .filter(({ sample }) => sample >= 0 && sample <= nSamples)
    .sort((a, b) => a.sample - b.sample);
}
