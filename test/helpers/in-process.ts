import { PassThrough } from 'node:stream';
import { runCommandLine } from '../../server/cli/command-line.js';

/** What became of a run. */
export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, which is much quicker than to start the program. */
export async function inProcess(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const host = { out, err, env, parent: undefined, kill: () => undefined };
  const code = await runCommandLine(args, host, new AbortController().signal);
  const text = (stream: PassThrough): string => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(out), err: text(err) };
}
