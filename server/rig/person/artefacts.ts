import type { Dipole } from '../head/lead-field.js';
import { HEAD_CENTRE } from '../head/sensor-array.js';
import { add } from '../head/vector.js';
import type { Vector } from '../head/vector.js';
import { randomKey, randomNormal, randomUniform } from './counter-random.js';
import { eventColumns } from './event-moments.js';
import type { Bumps, EventColumns, SimulatedEvent } from './event-moments.js';
import { tangential } from './geometry.js';
import { SESSION_DRAW, toMillisecond } from './session.js';

/** Classes of artefact events. */
export const ARTEFACT_CLASSES: readonly string[] = ['heartbeat', 'blink'];

/** What the heart and the eyes look like from the sensors: dipoles low in the head and behind the eyes. */
const PLACES: readonly { place: Vector; direction: Vector }[] = [
  { place: [-0.03, 0, -0.06], direction: [0.6, 1, 0] },
  { place: [0.02, -0.01, -0.065], direction: [1, 0.3, 0] },
  { place: [-0.03, 0.065, -0.02], direction: [0, 0.4, 1] },
  { place: [0.03, 0.065, -0.02], direction: [0, 0.4, 1] },
];

/** Dipoles of the artefacts, the same for all people; directions of length 1. */
export function artefactDipoles(): Dipole[] {
  return PLACES.map(({ place, direction }) => ({
    position: add(place, HEAD_CENTRE),
    moment: tangential(place, direction),
  }));
}

const N_BUMPS = 4;
/** Heartbeat: Q, R, S, T. The eyelid's field rises and falls once. Unused bumps have weight 0. */
const HEART_LATENCY = [-0.03, 0, 0.03, 0.25];
const HEART_WIDTH = [0.01, 0.012, 0.012, 0.05];
const HEART_MOMENTS = [
  [-10e-9, 64e-9, -20e-9, 14e-9],
  [-6e-9, 44e-9, -24e-9, 8e-9],
];
const BLINK_LATENCY = [0.1, 0.2, 0, 0];
const BLINK_WIDTH = [0.06, 0.08, 0.05, 0.05];
const BLINK_MOMENTS = [150e-9, 60e-9, 0, 0];

/** Waveforms of the artefacts as bumps, A·m and s. */
export function artefactBumps(): Bumps {
  const weights = new Float64Array(ARTEFACT_CLASSES.length * PLACES.length * N_BUMPS);
  weights.set(HEART_MOMENTS.flat(), 0);
  const eyes = (PLACES.length + 2) * N_BUMPS;
  weights.set([...BLINK_MOMENTS, ...BLINK_MOMENTS], eyes);
  return {
    nSources: PLACES.length,
    nBumps: N_BUMPS,
    weights,
    latency: Float64Array.from([HEART_LATENCY, HEART_LATENCY, BLINK_LATENCY, BLINK_LATENCY].flat()),
    width: Float64Array.from([HEART_WIDTH, HEART_WIDTH, BLINK_WIDTH, BLINK_WIDTH].flat()),
  };
}

/** Mean time between heartbeats and its deviation, s. */
const HEART_PERIOD = 0.9;
const HEART_DEVIATION = 0.05;
/** Blinks come at random, s: mean time between them and the shortest. */
const BLINK_PERIOD = 5;
const SHORTEST_BLINK_PERIOD = 0.8;
const AMPLITUDE_DEVIATION = { heart: 0.08, blink: 0.25 };

/** When heart and eyelids move, from 1 s before the session to 1 s after it. */
export function artefactEvents(sessionKey: number, duration: number): EventColumns {
  const events: SimulatedEvent[] = [];
  const beats = randomKey(sessionKey, SESSION_DRAW.heartbeat);
  for (let n = 0, t = -1; t < duration + 1; n++) {
    t += HEART_PERIOD + HEART_DEVIATION * randomNormal(beats, 2 * n);
    const amplitude = 1 + AMPLITUDE_DEVIATION.heart * randomNormal(beats, 2 * n + 1);
    events.push({ time: toMillisecond(t), class: 0, amplitude, delay: 0, group: n });
  }
  const blinks = randomKey(sessionKey, SESSION_DRAW.blink);
  for (let n = 0, t = -1; t < duration + 1; n++) {
    const wait = -Math.log(randomUniform(randomKey(blinks, 0), n)) * (BLINK_PERIOD - SHORTEST_BLINK_PERIOD);
    t += SHORTEST_BLINK_PERIOD + wait;
    const amplitude = 1 + AMPLITUDE_DEVIATION.blink * randomNormal(randomKey(blinks, 1), n);
    events.push({ time: toMillisecond(t), class: 1, amplitude, delay: 0, group: n });
  }
  return eventColumns(events);
}
