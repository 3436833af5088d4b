import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { basename, join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import { openRecording, type Recording } from '../rig/recording.js';
import { simulateNoise } from '../rig/simulate-noise.js';
import { HELMETS } from '../rig/head/sensor-array.js';
import type { Helmet } from '../rig/head/sensor-array.js';
import { exportSession } from '../rig/person/export-session.js';
import { PERSON_TASKS } from '../rig/person/person.js';
import type { PersonTask } from '../rig/person/person.js';
import { PERSON_DEFAULTS, personSession, simulatePerson } from '../rig/person/simulate-person.js';
import type { PersonOptions } from '../rig/person/simulate-person.js';
import { simulateSsvep, SSVEP_DEFAULTS } from '../rig/simulate-ssvep.js';
import { DEMOS, type DemoName } from './demo-name.js';
import type { DemoOptions } from './demo.js';
import type { Host } from './host.js';
import type { LanguageBuildOptions } from './language.js';
import type { RigOptions } from './rig.js';
import type { SubscribeOptions } from './subscribe.js';
import { CommandError } from './terminal.js';

const DEFAULT_MODELS = join(packageRoot(), 'models');
const DEFAULT_URL = 'ws://127.0.0.1:8420';

/** What the commands are added to, and what each has to run with. */
export interface CommandLine {
  readonly program: Command;
  /** All of them, the command's name first. */
  readonly args: readonly string[];
  readonly host: Host;
  readonly signal: AbortSignal;
  /** Takes the exit code of a command that may end with another than 0. */
  readonly done: (code: number) => void;
}

/** All commands but `serve`. */
export function addCommands(line: CommandLine): void {
  line.program.hook('preAction', (_, command) => {
    const { url } = command.opts<{ url?: string }>();
    if (url !== undefined && !isServerUrl(url)) {
      throw new CommandError(`--url: expected an address such as ${DEFAULT_URL}, found ${url}`, 2);
    }
  });
  addRig(line);
  addSubscribe(line);
  addDecode(line);
  addDemo(line);
  addModels(line);
  addLanguage(line);
  addDoctor(line);
  addBench(line);
}

type RigFlags = RigOptions & { readonly name?: string; readonly subject?: string };

function addRig({ program, host, signal }: CommandLine): void {
  const rig = program.command('rig').description('Streams samples to a server, as an acquisition rig does.');
  const withTarget = (command: Command): Command =>
    command
      .option('--url <url>', 'the server', host.env['CORTEXWIRE_URL'] ?? DEFAULT_URL)
      .option('--decoder <name...>', 'decoders wanted; none named: every model that fits')
      .option('--chunk <samples>', 'samples per frame', positiveInteger, 16)
      .option('--speed <factor>', 'seconds of signal per second, or `max`', playSpeed, 1)
      .addOption(renameOption())
      .option('--name <name>', 'name of the stream')
      .option('--subject <name>', 'who it is, for models that know their subjects')
      .option('--token <token>', 'bearer token; better given as CORTEXWIRE_TOKEN', host.env['CORTEXWIRE_TOKEN']);
  withTarget(rig.command('replay').description('Streams a recording, with its markers and its gaps.'))
    .argument('<file>', 'recording: FIF raw (with its event file beside it), EDF, EDF+, BDF')
    .option('--events <file>', 'event file, where it is not beside the recording')
    .option('--max-gap-wait <seconds>', 'longest wait for a gap in the recording', positiveNumber, 5)
    .action(async (file: string, options: RigFlags & { events?: string }) => {
      const recording = openRecording(file, options.events === undefined ? {} : { eventsPath: options.events });
      try {
        const { playToServer } = await import('./rig.js');
        await playToServer(named(recording, { name: recordingName(file), ...options }), options, host, signal);
      } finally {
        recording.close();
      }
    });
  withPerson(
    withTarget(rig.command('simulate').description('Streams a simulated person, or plain noise.'))
      .addArgument(new Argument('<kind>', 'what is simulated').choices([...PERSON_TASKS, 'ssvep', 'noise']))
      .option('--duration <seconds>', 'ssvep, noise: how long; noise has no end without it', positiveNumber)
      .option('--targets <hz...>', 'ssvep: flicker frequencies', frequencies)
      .option('--amplitude <microvolts>', 'ssvep: strength of the response', positiveNumber),
  ).action(async (kind: PersonTask | 'ssvep' | 'noise', flags: RigFlags & SimulateFlags & PersonFlags) => {
    const options = { ...flags, maxGapWait: Infinity };
    const recording = refused(() =>
      kind === 'ssvep'
        ? ssvepRecording(flags)
        : kind === 'noise'
          ? noiseRecording(flags)
          : simulatePerson(kind, { nTrials: LIVE_TRIALS[kind], ...personOptions(flags) }),
    );
    const { playToServer } = await import('./rig.js');
    await playToServer(named(recording, options), options, host, signal);
  });
  withPerson(
    rig
      .command('export')
      .description('Writes what the samples of a simulated session are made from, for training and for checking.')
      .addArgument(new Argument('<kind>', 'what the person does').choices(PERSON_TASKS))
      .requiredOption('--out <folder>', 'where to')
      .option('--samples', 'writes the samples too', false)
      .option('--bank-dimensions <number>', 'speech, images: length of the vectors to find', positiveInteger),
  ).action((kind: PersonTask, flags: PersonFlags & ExportFlags) => {
    const { out, samples, bankDimensions } = flags;
    const session = refused(() => {
      const asked = personOptions(flags);
      return personSession(kind, bankDimensions === undefined ? asked : { ...asked, nDimensions: bankDimensions });
    });
    exportSession(session, out, { samples });
    const seconds = session.nSamples / session.options.sfreq;
    host.err.write(`${out}: ${seconds.toFixed(0)} s, ${session.plan.events.time.length} events, simulated\n`);
  });
}

/** Sentences, segments or images of a person on a stream: a few minutes. */
const LIVE_TRIALS: Record<PersonTask, number> = { typing: 12, speech: 60, images: 100 };

interface PersonFlags {
  readonly seed: number;
  readonly person?: number;
  readonly session?: number;
  readonly helmet?: Helmet;
  readonly channels?: number;
  readonly sfreq?: number;
  readonly trials?: number;
  readonly sentences?: number;
  readonly gain?: number;
  readonly spread?: number;
  readonly artefacts: boolean;
}

interface ExportFlags {
  readonly out: string;
  readonly samples: boolean;
  readonly bankDimensions?: number;
}

function withPerson(command: Command): Command {
  const { person, session } = PERSON_DEFAULTS;
  return command
    .option('--seed <number>', 'the same seed gives the same samples', wholeNumber, 1)
    .option('--sfreq <hz>', 'sampling frequency', positiveNumber)
    .option('--channels <number>', 'number of channels', positiveInteger)
    .option('--trials <number>', 'number of trials: segments heard, images seen, flickers', positiveInteger)
    .option('--sentences <number>', 'typing: number of sentences', positiveInteger)
    .option(
      '--person <number>',
      `who: 0 to 11 are known to the models, from 100 on not (default: ${person})`,
      wholeNumber,
    )
    .option('--session <number>', `0 to 99 for training, from 100 on for testing (default: ${session})`, wholeNumber)
    .addOption(new Option('--helmet <name>', `sensors (default: ${PERSON_DEFAULTS.helmet})`).choices(HELMETS))
    .option('--gain <factor>', 'signal level; as models/simulation/dials.json fixes it', numberFromZero)
    .option('--spread <factor>', 'differences between people; likewise', numberFromZero)
    .option('--no-artefacts', 'without heartbeats, blinks and line noise');
}

function personOptions(flags: PersonFlags): Partial<PersonOptions> {
  const { seed, artefacts, channels, trials, sentences } = flags;
  const nTrials = sentences ?? trials;
  const given = Object.fromEntries(
    (['person', 'session', 'helmet', 'sfreq', 'gain', 'spread'] as const).flatMap((name) =>
      flags[name] === undefined ? [] : [[name, flags[name]]],
    ),
  ) as Partial<PersonOptions>;
  return {
    ...given,
    seed,
    artefacts,
    ...(channels === undefined ? {} : { nChannels: channels }),
    ...(nTrials === undefined ? {} : { nTrials }),
  };
}

/** What the options make impossible is the user's to mend. */
function refused<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message);
    throw error;
  }
}

interface SimulateFlags {
  readonly seed: number;
  readonly channels?: number;
  readonly sfreq?: number;
  readonly duration?: number;
  readonly trials?: number;
  readonly targets?: readonly number[];
  readonly amplitude?: number;
}

function ssvepRecording({ seed, channels, sfreq, trials, duration, targets, amplitude }: SimulateFlags): Recording {
  const nTrials =
    trials ?? (duration === undefined ? undefined : Math.max(1, Math.floor(duration / SSVEP_DEFAULTS.trialInterval)));
  return simulateSsvep({
    seed,
    ...(channels === undefined ? {} : { nChannels: channels }),
    ...(sfreq === undefined ? {} : { sfreq }),
    ...(nTrials === undefined ? {} : { nTrials }),
    ...(targets === undefined ? {} : { targets }),
    ...(amplitude === undefined ? {} : { amplitudeMicrovolts: amplitude }),
  });
}

function noiseRecording({ seed, channels = 306, sfreq = 1000, duration = Infinity }: SimulateFlags): Recording {
  return simulateNoise({ seed, nChannels: channels, sfreq, nSamples: Math.round(duration * sfreq) });
}

/** The recording under the name and subject that were asked for. */
function named(recording: Recording, { name, subject }: { name?: string; subject?: string }): Recording {
  const info = { ...recording.info, name: name ?? recording.info.name, subject: subject ?? recording.info.subject };
  const { nSamples, gaps, notes } = recording;
  return {
    info,
    nSamples,
    gaps,
    notes,
    get markers() {
      return recording.markers;
    },
    read: (start, count) => recording.read(start, count),
    close: () => recording.close(),
  };
}

function addSubscribe({ program, host, signal }: CommandLine): void {
  program
    .command('subscribe')
    .description('Prints decodes as they come. Patterns take `*`.')
    .option('--url <url>', 'the server', host.env['CORTEXWIRE_URL'] ?? DEFAULT_URL)
    .option('--stream <pattern>', 'stream id or name')
    .option('--subject <pattern>', 'subject')
    .option('--decoder <pattern>', 'decoder, `name` or `name@version`')
    .addOption(
      new Option('--kind <kind>', 'one kind of decodes').choices([
        'classes',
        'text',
        'candidates',
        'embedding',
        'signal',
        'failure',
      ]),
    )
    .addOption(
      new Option('--from <place>', 'begin now, or at the oldest decode kept').choices(['now', 'start']).default('now'),
    )
    .option('--cursor <cursor>', 'begin after the decode with this cursor')
    .addOption(
      new Option('--policy <policy>', 'take every decode, or skip to the latest when too slow')
        .choices(['lossless', 'latest'])
        .default('lossless'),
    )
    .addOption(formatOption())
    .option('--until-closed', 'end when a stream has closed', false)
    .option('--token <token>', 'bearer token; better given as CORTEXWIRE_TOKEN', host.env['CORTEXWIRE_TOKEN'])
    .action(async (options: SubscribeOptions) => {
      const { subscribe } = await import('./subscribe.js');
      await subscribe(options, host, signal);
    });
}

function addDecode({ program, host }: CommandLine): void {
  program
    .command('decode')
    .description('Decodes a recording with the server’s own pipeline, without sockets, as fast as it goes.')
    .argument('<file>', 'recording: FIF raw (with its event file beside it), EDF, EDF+, BDF')
    .requiredOption('--model <name...>', 'decoder, `name` or `name@version`; several share one pass')
    .addOption(modelsOption())
    .addOption(formatOption())
    .option('--events <file>', 'event file, where it is not beside the recording')
    .addOption(renameOption())
    .option('--chunk <samples>', 'samples worked on at a time', positiveInteger, 256)
    .action(
      async (
        file: string,
        options: {
          model: string[];
          models: string[];
          format: 'text' | 'jsonl';
          events?: string;
          rename: Map<string, string>;
          chunk: number;
        },
      ) => {
        const recording = openRecording(file, options.events === undefined ? {} : { eventsPath: options.events });
        try {
          const { decodeRecording } = await import('./decode.js');
          decodeRecording(recording, { ...options, name: recordingName(file) }, host);
        } finally {
          recording.close();
        }
      },
    );
}

function addDemo({ program, host, signal }: CommandLine): void {
  program
    .command('demo')
    .description('Server, simulated person and subscriber in one command; ends by itself with the score.')
    .addArgument(new Argument('[name]', 'what is shown').choices(DEMOS).default('typing'))
    .option('--seed <number>', 'the same seed gives the same session', wholeNumber, 1)
    .option('--sentences <number>', 'typing: number of sentences', positiveInteger)
    .option('--trials <number>', 'segments heard, images seen, flickers looked at', positiveInteger)
    .option('--person <number>', 'who: 0 to 11 are known to the models, from 100 on not', wholeNumber)
    .option('--session <number>', 'from 100 on for testing', wholeNumber)
    .option('--speed <factor>', 'seconds of signal per second, or `max` (default: 1)', playSpeed)
    .addOption(modelsOption())
    .option('--decoder <name...>', 'decoders, instead of those that the demo is about')
    .action(async (name: DemoName, { sentences, ...flags }: DemoOptions & { sentences?: number }) => {
      const { demo } = await import('./demo.js');
      await demo(name, sentences === undefined ? flags : { ...flags, trials: sentences }, host, signal);
    });
}

function addModels({ program, host, done }: CommandLine): void {
  const models = program.command('models').description('The model repository.');
  const withFolders = (command: Command): Command => command.addOption(modelsOption());
  withFolders(models.command('list').description('Lists the models, and why some cannot be served.')).action(
    async (options: { models: string[] }) => {
      const { listModels } = await import('./models.js');
      listModels(options.models, host);
    },
  );
  withFolders(
    models
      .command('check')
      .description('Checksums, graph and golden run of every model, or of those named.')
      .argument('[name...]'),
  ).action(async (names: string[], options: { models: string[] }) => {
    const { checkModels } = await import('./models.js');
    done(checkModels(options.models, names, host) ? 0 : 1);
  });
  withFolders(
    models
      .command('describe')
      .description('What a model takes, what is done to the signal first, and what it answers.')
      .argument('<name>'),
  ).action(async (name: string, options: { models: string[] }) => {
    const { describeModel } = await import('./models.js');
    describeModel(options.models, name, host);
  });
}

/** Lower-case letters, the space, and `9` for every digit. */
const ENGLISH_LETTERS = 'abcdefghijklmnopqrstuvwxyz 9';

function addLanguage({ program, host }: CommandLine): void {
  const language = program.command('language').description('Language models of letters (ARPA files).');
  language
    .command('build')
    .description('Counts a text, a sentence per line, and writes a model.')
    .argument('<text>', 'file')
    .requiredOption('--order <n>', 'longest n-gram, 1-10', positiveNumber)
    .requiredOption('--out <file>', 'ARPA file to write; as gzip where it ends in .gz')
    .option('--letters <letters>', 'what the model is of, 9 standing for digits', ENGLISH_LETTERS)
    .option('--min-counts <counts>', 'least counts of n-grams, by order, with commas', positiveNumbers, [1])
    .option('--digits <n>', 'digits after the decimal point', positiveNumber, 7)
    .option('--skip <pattern>', 'lines that match this regular expression are left out', regularExpression)
    .action(async (text: string, options: LanguageBuildOptions) => {
      const { buildLanguage } = await import('./language.js');
      await buildLanguage(text, options, host);
    });
  language
    .command('describe')
    .description('Says what a model is of, how large it is, and how well it foretells a text.')
    .argument('<file>', 'ARPA file')
    .option('--letters <letters>', 'what is asked of it', ENGLISH_LETTERS)
    .option('--text <file>', 'text whose perplexity is told, a sentence per line')
    .action(async (file: string, options: { letters: string; text?: string }) => {
      const { describeLanguage } = await import('./language.js');
      await describeLanguage(file, options.letters, options.text, host);
    });
}

function frequencies(text: string, previous: readonly number[] = []): number[] {
  return [...previous, positiveNumber(text)];
}

function positiveNumbers(text: string): number[] {
  return text.split(',').map(positiveNumber);
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new InvalidArgumentError('expected a regular expression');
  }
}

function addDoctor({ program, host, done }: CommandLine): void {
  program
    .command('doctor')
    .description('Says what this machine can do, by doing it.')
    .addOption(modelsOption())
    .action(async (options: { models: string[] }) => {
      const { doctor } = await import('./doctor.js');
      done((await doctor(options.models, host)) ? 0 : 1);
    });
}

function addBench({ program, args, host, signal, done }: CommandLine): void {
  program
    .command('bench')
    .description('Measures how fast the server is on this machine, in a process of its own.')
    .argument('[what...]', 'latency, throughput, decoders, soak, growth; `help` lists the options of each')
    .option('--quick', 'the short version: the first three in two minutes')
    .option('--json <file>', 'where the result goes')
    .allowUnknownOption()
    .action(async () => {
      const { bench } = await import('./bench.js');
      done(await bench(args.slice(1), host, signal));
    });
}

function modelsOption(): Option {
  return new Option('--models <dir...>', 'model repositories').default([DEFAULT_MODELS], "the package's own");
}

function renameOption(): Option {
  return new Option('--rename <from=to...>', 'marker descriptions to replace; `from=` drops the marker')
    .argParser(rename)
    .default(new Map<string, string>(), 'none');
}

function formatOption(): Option {
  return new Option('--format <format>', 'a line of text or of JSON per decode')
    .choices(['text', 'jsonl'])
    .default('text');
}

/** Flag or environment variable: what is no address would come back as a fault of the program. */
function isServerUrl(text: string): boolean {
  return /^(ws|http)s?:\/\//.test(text) && URL.canParse(text);
}

/** Name of the stream that a file becomes. */
function recordingName(file: string): string {
  return basename(file).replace(/\.(fif|edf|bdf)$/i, '');
}

function playSpeed(text: string): number | 'max' {
  return text === 'max' ? 'max' : positiveNumber(text);
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function numberFromZero(text: string): number {
  const value = Number(text);
  if (!(value >= 0) || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number, at least 0');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('expected a whole number');
  return value;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number, at least 1');
  return value;
}

function rename(text: string, previous: Map<string, string>): Map<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected FROM=TO');
  return new Map(previous).set(text.slice(0, at), text.slice(at + 1));
}
