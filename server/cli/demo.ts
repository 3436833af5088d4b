import { bankHeaderOf } from '../../models/bank.js';
import type { ModelEntry } from '../../models/repository.js';
import { ModelDirectory } from '../app/model-directory.js';
import { simulatePerson, type PersonOptions } from '../rig/person/simulate-person.js';
import type { Recording } from '../rig/recording.js';
import { simulateSsvep, SSVEP_DEFAULTS } from '../rig/simulate-ssvep.js';
import { ClassesView } from './demo-classes.js';
import { idealRetrieval, idealTyping } from './demo-ideal.js';
import type { DemoName } from './demo-name.js';
import { playDemo, type DemoView } from './demo-play.js';
import { RetrievalView } from './demo-retrieval.js';
import { Screen } from './demo-screen.js';
import { DemoServer } from './demo-server.js';
import { TypingView } from './demo-typing.js';
import type { Host } from './host.js';
import { CommandError } from './terminal.js';

export interface DemoOptions {
  readonly seed: number;
  /** Sentences, segments, images or flickers; absent: about a minute of them. */
  readonly trials?: number;
  readonly person?: number;
  readonly session?: number;
  /** Absent: real time, or faster where a model takes a minute to calibrate. */
  readonly speed?: number | 'max';
  readonly models: readonly string[];
  /** Absent: those that the demo is about. */
  readonly decoder?: readonly string[];
}

/** What a demo plays and how it shows it. */
interface Show {
  readonly recording: Recording;
  readonly decoders: readonly string[];
  readonly chunk: number;
  readonly intro: string;
  readonly view: DemoView;
}

const USUAL_TRIALS: Record<DemoName, number> = { typing: 5, speech: 30, images: 40, ssvep: 6 };
const USUAL_DECODERS: Record<DemoName, readonly string[]> = {
  typing: ['typing-keys', 'typing-stream'],
  speech: ['speech-segments'],
  images: ['image-embeddings'],
  ssvep: [],
};

/**
 * Server, rig and reader as three parties, over real sockets: a simulated person types, listens or looks, and what they
 * do is decoded while they do it. Ends by itself with the score and the delay.
 */
export async function demo(name: DemoName, options: DemoOptions, host: Host, signal: AbortSignal): Promise<void> {
  const screen = new Screen(host, host.env);
  const speed = options.speed ?? 1;
  const show = makeShow(name, { ...options, speed }, screen);
  screen.say('starting a server');
  const server = await DemoServer.start(options.models, host.env, signal);
  try {
    const { recording, intro, decoders, chunk, view } = show;
    const { channels, sfreq } = recording.info;
    screen.say(`server at ${server.url} (its status page shows the same)`);
    screen.say(`${intro}; ${channels.length} channels at ${sfreq} Hz, ${duration(recording, speed)}`);
    screen.keep(['']);
    const play = { url: server.url, recording, decoders, chunk, speed };
    const score = await playDemo(play, view, screen, signal);
    screen.keep([''], ...score.map((line) => [line]), ['simulated data: no person was recorded']);
  } finally {
    screen.close();
    await server.stop();
  }
}

function duration({ nSamples, info }: Recording, speed: number | 'max'): string {
  return `${(nSamples / info.sfreq).toFixed(0)} s${speed === 1 ? '' : ` at speed ${speed}`}`;
}

function makeShow(name: DemoName, options: DemoOptions, screen: Screen): Show {
  return name === 'ssvep' ? flickerShow(options, screen) : personShow(name, options, screen);
}

function flickerShow({ seed, trials = USUAL_TRIALS.ssvep, decoder }: DemoOptions, screen: Screen): Show {
  const recording = simulateSsvep({ seed, nTrials: trials });
  return {
    recording,
    decoders: decoder ?? USUAL_DECODERS.ssvep,
    chunk: 16,
    intro: `a simulated person looks at lights flickering at ${SSVEP_DEFAULTS.targets.join(', ')} Hz`,
    view: new ClassesView(recording.info.sfreq, screen),
  };
}

function personShow(name: Exclude<DemoName, 'ssvep'>, options: DemoOptions, screen: Screen): Show {
  const models = decodersOf(name, options);
  const { seed, person, session, trials = USUAL_TRIALS[name] } = options;
  const asked: Partial<PersonOptions> = {
    seed,
    nTrials: trials,
    ...(person === undefined ? {} : { person }),
    ...(session === undefined ? {} : { session }),
  };
  const recording = simulated(() => simulatePerson(name, asked));
  const { subject, session: on } = recording.info;
  const common = { recording, decoders: models.map(({ id }) => id), chunk: 10 };
  const who = `a simulated person, ${subject}, session ${on},`;
  if (name === 'typing') {
    const view = new TypingView({ recording, isLive: options.speed === 1, ideal: idealTyping() }, screen);
    return { ...common, view, intro: `${who} types ${trials} sentences` };
  }
  const header = models.map((model) => bankHeaderOf(model)).find((one) => one !== undefined);
  const nCandidates = header?.candidates.length ?? 0;
  const isSpeech = name === 'speech';
  const [verb, nPlaces] = isSpeech ? ['heard', 10] : ['saw', 5];
  const view = new RetrievalView(
    { recording, verb, nCandidates, nPlaces, ideal: idealRetrieval(name, nPlaces) },
    screen,
  );
  const does = isSpeech ? 'listens to a story' : 'looks at images';
  return { ...common, view, intro: `${who} ${does}: ${trials} of ${nCandidates.toLocaleString('en')} are to be found` };
}

/** @throws {CommandError} when none of them is there */
function decodersOf(name: DemoName, { models, decoder }: DemoOptions): ModelEntry[] {
  const directory = new ModelDirectory(models);
  const wanted = decoder ?? USUAL_DECODERS[name];
  const found = wanted.flatMap((one) => directory.find(one) ?? []);
  if (found.length > 0) return found;
  const known = directory.models.map(({ manifest }) => manifest.name).join(', ');
  throw new CommandError(`MODEL_UNKNOWN: no model ${wanted.join(' or ')}; there are: ${known || 'none'}`);
}

/** What the options make impossible is the user's to mend. */
function simulated(make: () => Recording): Recording {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message);
    throw error;
  }
}
