import { SampleFormat } from '../../../protocol/frame.js';
import type { StreamInfo } from '../../../protocol/frame.js';
import { sensorArray } from '../head/sensor-array.js';
import type { Helmet } from '../head/sensor-array.js';
import { requireRecorded } from '../recorded.js';
import type { Recording } from '../recorded.js';
import { planImages } from './image-session.js';
import { personName } from './person.js';
import type { PersonTask } from './person.js';
import { FIRST_TEST_SESSION } from './session.js';
import type { SessionPlan } from './session.js';
import { SessionSynthesis } from './session-synthesis.js';
import { inHead, measuredSession } from './simulated-session.js';
import type { SimulatedSession } from './simulated-session.js';
import { planSpeech } from './speech-session.js';
import { readDials, sentencesFor } from './texts.js';
import { planTyping } from './typing-session.js';

export interface PersonOptions {
  /** Draws the session; the people are the same under every seed. */
  readonly seed: number;
  /** 0 … 11 are those that models know, from 100 on strangers. */
  readonly person: number;
  /** 0 … 99 are for training, from 100 on for testing. */
  readonly session: number;
  readonly helmet: Helmet;
  /** Absent: as many as the helmet has. */
  readonly nChannels?: number;
  /** Hz */
  readonly sfreq: number;
  /** Sentences (typing), segments (speech) or images shown; absent: a session's usual number. */
  readonly nTrials?: number;
  /** Signal level and spread between people; absent: as `models/simulation/dials.json` fixes them. */
  readonly gain?: number;
  readonly spread?: number;
  /** Heartbeats, blinks and line noise. */
  readonly artefacts: boolean;
  /** Hz */
  readonly lineFrequency: number;
  /** Of the vectors that retrieval is to find. */
  readonly nDimensions?: number;
}

export const PERSON_DEFAULTS: Readonly<PersonOptions> = Object.freeze({
  seed: 1,
  person: 3,
  session: FIRST_TEST_SESSION,
  helmet: 'neuromag306',
  sfreq: 1000,
  artefacts: true,
  lineFrequency: 50,
});

/**
 * A session of a simulated person, ready to be read or written down.
 * @throws {RangeError} when an option makes no sense
 */
export function personSession(task: PersonTask, options: Partial<PersonOptions> = {}): SimulatedSession {
  const settings: PersonOptions = { ...PERSON_DEFAULTS, ...options };
  checkSettings(settings);
  const { seed, person, session, helmet, nChannels, sfreq, artefacts, lineFrequency } = settings;
  const dials = readDials();
  return measuredSession({ seed, person, session }, planFor(task, settings), {
    sensors: sensorArray(helmet, nChannels),
    sfreq,
    gain: settings.gain ?? dials.gain[task],
    spread: settings.spread ?? dials.spread,
    artefacts,
    lineFrequency,
  });
}

const USUAL_SENTENCES = 40;
const SPEECH_DIMENSIONS = 16;
const IMAGE_DIMENSIONS = 128;

function planFor(task: PersonTask, settings: PersonOptions): SessionPlan {
  const identity = { seed: settings.seed, person: settings.person, session: settings.session };
  switch (task) {
    case 'typing':
      return planTyping(identity, sentencesFor(identity.session), settings.nTrials ?? USUAL_SENTENCES);
    case 'speech': {
      const nDimensions = settings.nDimensions ?? SPEECH_DIMENSIONS;
      return planSpeech(identity, sentencesFor(identity.session), settings.nTrials, nDimensions);
    }
    case 'images':
      return planImages(identity, settings.nTrials, settings.nDimensions ?? IMAGE_DIMENSIONS);
  }
}

function checkSettings({
  seed,
  person,
  session,
  sfreq,
  nTrials,
  gain,
  spread,
  lineFrequency,
  nDimensions,
}: PersonOptions): void {
  const require = (holds: boolean, what: string): void => {
    if (!holds) throw new RangeError(what);
  };
  require(Number.isSafeInteger(seed), `seed is ${seed}, expected a whole number`);
  for (const [name, value] of Object.entries({ person, session })) {
    require(Number.isInteger(value) && value >= 0, `${name} is ${value}, expected a whole number from 0`);
  }
  require(sfreq >= 50 && Number.isFinite(sfreq), `sfreq is ${sfreq} Hz, expected 50 or more`);
  require(lineFrequency > 0, `lineFrequency is ${lineFrequency} Hz, expected more than 0`);
  for (const [name, value] of Object.entries({ nTrials, nDimensions })) {
    require(value === undefined || (Number.isInteger(value) && value > 0), `${name} is ${value}, expected 1 or more`);
  }
  for (const [name, value] of Object.entries({ gain, spread })) {
    require(value === undefined || (value >= 0 && Number.isFinite(value)), `${name} is ${value}, expected 0 or more`);
  }
}

/**
 * A simulated person as a rig sees one. A sample depends on nothing but the options and its index.
 * @throws {RangeError} when an option makes no sense
 */
export function simulatePerson(task: PersonTask, options: Partial<PersonOptions> = {}): Recording {
  return new SimulatedPerson(personSession(task, options));
}

class SimulatedPerson implements Recording {
  readonly info: StreamInfo;
  readonly nSamples: number;
  readonly gaps = [];
  readonly notes = ['simulated: no person was recorded'];
  readonly markers: Recording['markers'];
  readonly #synthesis: SessionSynthesis;

  constructor(session: SimulatedSession) {
    const { identity, options, plan, head } = session;
    this.nSamples = session.nSamples;
    this.markers = session.markers;
    this.#synthesis = new SessionSynthesis(session);
    this.info = {
      name: `simulated-${plan.task}`,
      sourceId: `simulated-${plan.task}-${identity.seed}-${identity.person}-${identity.session}`,
      subject: personName(identity.person),
      session: String(identity.session),
      device: 'simulator',
      sfreq: options.sfreq,
      channels: options.sensors.channels.map(({ name, kind, unit, coil, position }) => ({
        name,
        kind,
        unit,
        position: [...(coil === 'electrode' ? position : inHead(position, head))],
        orientation: [],
        scale: 0,
      })),
      format: SampleFormat.FLOAT32,
      simulated: true,
    };
  }

  read(start: number, nSamples: number): Float32Array {
    requireRecorded(this, start, nSamples);
    return this.#synthesis.read(start, nSamples);
  }

  close(): void {
    // Nothing is open.
  }
}
