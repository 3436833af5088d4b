import { Command, CommanderError, Option } from 'commander';
import { ModelError } from '../../models/model-error.js';
import { ERROR_CODES, ProtocolError } from '../../protocol/error-codes.js';
import { ConfigError, loadConfig } from '../config/load-config.js';
import { packageVersion } from '../config/package-root.js';
import { configOptions } from '../config/settings.js';
import { RecordingError } from '../rig/recorded.js';
import type { CommandLine } from './commands.js';
import type { Host } from './host.js';
import { CommandError } from './terminal.js';

/**
 * Runs one command. Each loads what it needs and no more, so that help and refusals come at once.
 * @returns the exit code: 0 done, 1 failed, 2 the words were not understood
 */
export async function runCommandLine(args: readonly string[], host: Host, signal: AbortSignal): Promise<number> {
  let exitCode = 0;
  const program = new Command('cortexwire')
    .description(
      'Real-time MEG/EEG brain decoding: rigs stream samples in, subscribers get decodes while the person is still in the scanner.',
    )
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .configureOutput({
      writeOut: (text) => host.out.write(text),
      writeErr: (text) => host.err.write(text),
    });
  const done = (code: number): void => {
    exitCode = code;
  };
  const line: CommandLine = { program, args, host, signal, done };
  addServe(line);
  // A server starts sooner without what the other commands are described with, and its supervisor stays small.
  if (args[0] !== 'serve') (await import('./commands.js')).addCommands(line);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error, host);
  }
  return exitCode;
}

/**
 * Failures that are the user's to mend are one line, and another with what to do where the first does not say it; anything
 * else is a fault of the program and keeps its stack.
 */
function report(error: unknown, host: Host): number {
  if (
    error instanceof CommandError ||
    error instanceof RecordingError ||
    error instanceof ConfigError ||
    error instanceof ModelError ||
    error instanceof ProtocolError
  ) {
    host.err.write(`cortexwire: ${error.message}\n`);
    // The detail of a setting that is wrong says it all.
    if (error instanceof ProtocolError && error.code !== 'CONFIG_INVALID')
      host.err.write(`  ${ERROR_CODES[error.code].remedy}\n`);
    return error instanceof CommandError ? error.exitCode : 1;
  }
  if (isFileError(error)) {
    host.err.write(`cortexwire: ${error.message}\n`);
    return 1;
  }
  throw error;
}

/** A path that the user gave and that cannot be read or written. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error)) return false;
  const { code = '', path } = error as NodeJS.ErrnoException;
  return path !== undefined && /^E(NOENT|ACCES|PERM|ROFS|NOSPC|NOTDIR|ISDIR|EXIST)$/.test(code);
}

interface ServeFlags {
  readonly config?: string;
  readonly printConfig?: boolean;
  readonly standBy?: boolean;
  readonly restarts: number;
}

function addServe({ program, args, host, signal, done }: CommandLine): void {
  const command = program
    .command('serve')
    .description('Runs the server.')
    .option('--config <file>', 'settings as YAML or JSON; flags and CORTEXWIRE_* variables go before them')
    .option('--print-config', 'prints the settings that hold, and where each comes from')
    .addOption(new Option('--stand-by', 'wait for the supervisor').hideHelp())
    .addOption(new Option('--restarts <times>', 'servers before this one').hideHelp().argParser(Number).default(0));
  for (const { flags, description } of configOptions()) command.option(flags, description);
  command.action(async (options: Record<string, unknown> & ServeFlags) => {
    const loaded = loadConfig(options, host.env, options.config);
    if (options.printConfig === true) {
      const { printConfig } = await import('../config/documents.js');
      host.out.write(printConfig(loaded));
      return;
    }
    const role = { standBy: options.standBy === true, nRestarts: options.restarts };
    const { serve } = await import('./serve.js');
    done(await serve(loaded, args.slice(1), role, host, signal));
  });
}
