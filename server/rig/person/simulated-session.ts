import { ChannelKind, Unit } from '../../../protocol/frame.js';
import { leadField } from '../head/lead-field.js';
import { HEAD_CENTRE, typicalHeadPosition } from '../head/sensor-array.js';
import type { HeadPosition, SensorArray } from '../head/sensor-array.js';
import { add, norm, rotate, scale } from '../head/vector.js';
import type { Vector } from '../head/vector.js';
import type { RecordedMarker } from '../recorded.js';
import { artefactBumps, artefactDipoles, artefactEvents } from './artefacts.js';
import { personBackground } from './background.js';
import { randomKey, randomNormal, randomUniform } from './counter-random.js';
import type { Bumps, EventColumns } from './event-moments.js';
import { normalVector, product, rotation } from './geometry.js';
import { classWeights, N_SOURCES, personHead, personResponses } from './person.js';
import { placedMarkers, SESSION_DRAW, sessionKey } from './session.js';
import type { SessionIdentity, SessionPlan } from './session.js';

/** How a planned session is measured. */
export interface MeasurementOptions {
  readonly sensors: SensorArray;
  /** Hz */
  readonly sfreq: number;
  readonly gain: number;
  readonly spread: number;
  /** Heartbeats, blinks and line noise. */
  readonly artefacts: boolean;
  /** Hz */
  readonly lineFrequency: number;
}

/** Everything that the samples of a session are made from. */
export interface SimulatedSession {
  readonly identity: SessionIdentity;
  readonly options: MeasurementOptions;
  readonly plan: SessionPlan;
  readonly nSamples: number;
  readonly markers: readonly RecordedMarker[];
  readonly head: HeadPosition;
  /** Fields of the answering sources `[nChannels x N_SOURCES]`, unit of the channel per A·m. */
  readonly lead: Float64Array;
  readonly bumps: Bumps;
  /** `[nChannels x nDipoles]` */
  readonly backgroundLead: Float64Array;
  /** `[nDipoles x nGroups]`, A·m */
  readonly backgroundWeight: Float64Array;
  /** White noise per channel, unit per √Hz. */
  readonly sensorDensity: Float64Array;
  readonly artefacts?: SessionArtefacts;
  readonly backgroundKey: number;
  readonly sensorKey: number;
}

export interface SessionArtefacts {
  /** `[nChannels x nSources]` */
  readonly lead: Float64Array;
  readonly bumps: Bumps;
  readonly events: EventColumns;
  /** Of a cosine at `lineFrequency`, per channel; rad at sample 0. */
  readonly lineAmplitude: Float64Array;
  readonly linePhase: Float64Array;
}

/** Sessions of one person differ so much in how the head lies, per axis. */
const SESSION_TRANSLATION_DEVIATION = 0.003;
const SESSION_ROTATION_DEVIATION = (3 * Math.PI) / 180;
/** Sensors stay this far from the centre of the head, m. */
const NEAREST_SENSOR = 0.093;

/** Of a sensor, unit per √Hz: 3 fT and 3 fT/cm as the makers state, 25 nV for an amplifier with its electrode. */
const DENSITY = new Map<Unit, number>([
  [Unit.TESLA, 3e-15],
  [Unit.TESLA_PER_METRE, 3e-13],
  [Unit.VOLT, 25e-9],
]);
/** Of the mains, median over channels. */
const LINE_AMPLITUDE = new Map<Unit, number>([
  [Unit.TESLA, 50e-15],
  [Unit.TESLA_PER_METRE, 10e-13],
  [Unit.VOLT, 1e-6],
]);

/** Puts a person who does what the plan says under the sensors. */
export function measuredSession(
  identity: SessionIdentity,
  plan: SessionPlan,
  options: MeasurementOptions,
): SimulatedSession {
  const { sensors, sfreq, gain, spread } = options;
  const key = sessionKey(identity, plan.task);
  const head = sessionHead(identity, key, spread, sensors);
  const responses = personResponses(identity.person, plan.task, gain, spread);
  const background = personBackground(identity.person, spread);
  const nSamples = Math.ceil(plan.duration * sfreq);
  return {
    identity,
    options,
    plan,
    nSamples,
    markers: placedMarkers(plan.markers, sfreq, nSamples),
    head,
    lead: leadField(sensors, head, responses.dipoles),
    bumps: {
      nSources: N_SOURCES,
      nBumps: responses.nBumps,
      weights: classWeights(plan.features, responses),
      latency: responses.latency,
      width: responses.width,
    },
    backgroundLead: leadField(sensors, head, background.dipoles),
    backgroundWeight: background.weight,
    sensorDensity: Float64Array.from(sensors.channels, ({ unit }) => DENSITY.get(unit) ?? 0),
    ...(options.artefacts ? { artefacts: sessionArtefacts(key, plan.duration, sensors, head) } : {}),
    backgroundKey: randomKey(key, SESSION_DRAW.background),
    sensorKey: randomKey(key, SESSION_DRAW.sensors),
  };
}

function sessionArtefacts(key: number, duration: number, sensors: SensorArray, head: HeadPosition): SessionArtefacts {
  const lineKey = randomKey(key, SESSION_DRAW.line);
  return {
    lead: leadField(sensors, head, artefactDipoles()),
    bumps: artefactBumps(),
    events: artefactEvents(key, duration),
    lineAmplitude: Float64Array.from(sensors.channels, ({ unit }, c) => {
      return (LINE_AMPLITUDE.get(unit) ?? 0) * Math.exp(0.5 * randomNormal(randomKey(lineKey, 0), c));
    }),
    linePhase: Float64Array.from(sensors.channels, (_, c) => 2 * Math.PI * randomUniform(randomKey(lineKey, 1), c)),
  };
}

/** The person's own place in the helmet, and this session's on top; a move that would push the head into a sensor is halved. */
function sessionHead({ person }: SessionIdentity, key: number, spread: number, sensors: SensorArray): HeadPosition {
  const own = personHead(person, spread);
  const headKey = randomKey(key, SESSION_DRAW.head);
  const angles = scale(normalVector(headKey, 0), SESSION_ROTATION_DEVIATION);
  const shift = add(own.translation, scale(normalVector(headKey, 1), SESSION_TRANSLATION_DEVIATION));
  const turn = product(rotation(own.angles), rotation(angles));
  // Turned about the centre of the head: r ← turn · (typical(r) − centre) + centre + shift.
  const typical = typicalHeadPosition;
  const fromCentre = rotate(Float64Array.from(turn), add(typical.translation, scale(HEAD_CENTRE, -1)));
  const rotationMatrix = Float64Array.from(product(turn, Array.from(typical.rotation)));
  for (let share = 1; ; share /= 2) {
    const translation = add(add(fromCentre, HEAD_CENTRE), scale(shift, share));
    const head = { rotation: rotationMatrix, translation };
    if (
      share < 0.05 ||
      sensors.channels.every(
        (sensor) => sensor.kind === ChannelKind.EEG || fromHeadCentre(sensor.position, head) > NEAREST_SENSOR,
      )
    )
      return head;
  }
}

function fromHeadCentre(position: Vector, head: HeadPosition): number {
  return norm(add(inHead(position, head), scale(HEAD_CENTRE, -1)));
}

/** A place of the device in head coordinates, m. */
export function inHead(position: Vector, { rotation: matrix, translation }: HeadPosition): Vector {
  return add(rotate(matrix, position), translation);
}
