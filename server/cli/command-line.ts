import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { basename } from 'node:path';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import { openRecording, RecordingError } from '../rig/recording.js';
import { decodeRecording } from './decode.js';
import { CommandError, type Terminal } from './terminal.js';

const DEFAULT_MODELS = join(packageRoot(), 'models');

/**
 * Runs one command.
 * @returns the exit code: 0 done, 1 failed, 2 the words were not understood
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  let exitCode = 0;
  const program = new Command('cortexwire')
    .description('Real-time MEG/EEG brain decoding: rigs stream samples in, subscribers get decodes while the person is still in the scanner.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    });
  void signal;
  addDecode(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
    else exitCode = report(error, terminal);
  }
  return exitCode;
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommandError) {
    terminal.err.write(`cortexwire: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof RecordingError) {
    terminal.err.write(`cortexwire: ${error.message}\n`);
    return 1;
  }
  throw error;
}

function addDecode(program: Command, terminal: Terminal): void {
  program
    .command('decode')
    .description('Decodes a recording with the server’s own pipeline, without sockets, as fast as it goes.')
    .argument('<file>', 'recording: FIF raw (with its event file beside it), EDF, EDF+, BDF')
    .requiredOption('--model <name...>', 'decoder, `name` or `name@version`; several share one pass')
    .option('--models <dir...>', 'model repositories', [DEFAULT_MODELS])
    .addOption(new Option('--format <format>', 'a line of text or of JSON per decode').choices(['text', 'jsonl']).default('text'))
    .option('--events <file>', 'event file, where it is not beside the recording')
    .option('--rename <from=to...>', 'marker descriptions to replace; `from=` drops the marker', rename, new Map())
    .option('--chunk <samples>', 'samples worked on at a time', positiveInteger, 256)
    .action(
      (
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
          decodeRecording(recording, { ...options, name: recordingName(file) }, terminal);
        } finally {
          recording.close();
        }
      },
    );
}

/** Name of the stream that a file becomes. */
export function recordingName(file: string): string {
  return basename(file).replace(/\.(fif|edf|bdf)$/i, '');
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
