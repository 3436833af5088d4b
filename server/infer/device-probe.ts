import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ModelEntry } from '../../models/repository.js';
import { missingProviderFiles, notInstalled } from './cuda-provider.js';
import { failed, type DeviceReport, type Verdict } from './device.js';

/** What the process that tries models on CUDA says. */
export type DeviceAnswer =
  /** What it does next; null: the tiny graph. */
  | { readonly type: 'begins'; readonly model: string | null }
  /** `missing`: libraries that were not found, looked for where the graph did not run. */
  | { readonly type: 'tiny'; readonly verdict: Verdict; readonly missing: readonly string[] }
  | { readonly type: 'model'; readonly model: string; readonly verdict: Verdict };

export interface ProbeOptions {
  /** Told of each model before it is tried, which may take minutes. */
  readonly begins?: (model: string) => void;
  /** Entry of the process; tests have others. */
  readonly entry?: string;
  /** Provider files that are not there. */
  readonly missing?: readonly string[];
  /** Longest that the process may be silent: a model of many convolutions is searched for tens of seconds, ms. */
  readonly silenceMs?: number;
}

/**
 * CUDA multiplies float32 in TF32, ten bits of it, where this does not forbid it. For this process and those it starts;
 * has to be set before the first model is loaded.
 */
export function forbidTf32(): void {
  process.env['NVIDIA_TF32_OVERRIDE'] = '0';
}

/**
 * Tries models on CUDA, in a process of its own: a fault there costs that process, a run that hangs can be ended, and the
 * memory that the trial took on the GPU is given back. Where the provider's files are not there, nothing is started.
 */
export async function probeCuda(models: readonly ModelEntry[], options: ProbeOptions = {}): Promise<DeviceReport> {
  const { missing = missingProviderFiles() } = options;
  const verdicts = new Map<string, Verdict>();
  if (missing.length > 0)
    return { problem: `the CUDA provider is ${notInstalled(missing)}`, tiny: null, models: verdicts };
  let tiny: Verdict | null = null;
  let waiting = models;
  do {
    const trial = await tryModels(waiting, options, verdicts);
    tiny ??= trial.tiny;
    if (tiny === null || trial.problem !== null) return { problem: trial.problem ?? trial.end, tiny, models: verdicts };
    if (trial.at === null) break;
    verdicts.set(trial.at, failed(trial.end));
    waiting = waiting.filter(({ id }) => !verdicts.has(id));
    // Others may run where one crashed; but a GPU that hangs once keeps the server waiting with each.
    if (trial.hung) for (const { id } of waiting) verdicts.set(id, failed(`not tried, because ${trial.at} hung`));
    if (trial.hung) break;
  } while (waiting.length > 0);
  return { problem: null, tiny, models: verdicts };
}

interface Trial {
  readonly tiny: Verdict | null;
  /** Why nothing can run on CUDA. */
  readonly problem: string | null;
  /** Model that the process ended in; null: it did all it was told. */
  readonly at: string | null;
  readonly hung: boolean;
  /** How the process ended, where it ended early. */
  readonly end: string;
}

/** One process. */
function tryModels(
  models: readonly ModelEntry[],
  options: ProbeOptions,
  verdicts: Map<string, Verdict>,
): Promise<Trial> {
  const { entry = fileURLToPath(new URL('./device-process.js', import.meta.url)), silenceMs = 120_000 } = options;
  const env = { ...process.env, NVIDIA_TF32_OVERRIDE: '0' };
  const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', env });
  return new Promise((resolve) => {
    let tiny: Verdict | null = null;
    let problem: string | null = null;
    let at: string | null = null;
    let hung = false;
    let said = '';
    const silent = (): void => {
      hung = true;
      child.kill('SIGKILL');
    };
    let silence = setTimeout(silent, silenceMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-8192)));
    child.on('message', (answer: DeviceAnswer) => {
      clearTimeout(silence);
      silence = setTimeout(silent, silenceMs);
      if (answer.type === 'begins') {
        at = answer.model;
        if (at !== null) options.begins?.(at);
      } else if (answer.type === 'tiny') {
        tiny = answer.verdict;
        if (tiny.problem !== null) problem = explain(tiny.problem, answer.missing, said);
      } else {
        verdicts.set(answer.model, answer.verdict);
        at = null;
      }
    });
    const ended = (how: string): void => {
      clearTimeout(silence);
      const end = hung ? `it gave no answer in ${silenceMs / 1000} s` : `the process that tried it ended (${how})`;
      resolve({ tiny, problem, at, hung, end: at === null ? `the first run on CUDA: ${end}` : end });
    };
    child.once('error', (error) => ended(error.message));
    // After `close` its messages and its error output are all there.
    child.once('close', (code, signal) => ended(signal ?? `exit code ${code}`));
    child.send(models, (error) => {
      if (error !== null) child.kill('SIGKILL');
    });
  });
}

/** The provider only says that it cannot be opened; why is in the list of libraries or in what the loader printed. */
function explain(problem: string, missing: readonly string[], said: string): string {
  const absent = missing.length === 0 ? '' : `; not found: ${missing.join(', ')}`;
  if (!/shared library/i.test(problem)) return `${problem}${absent}`;
  const loader = / with error: (.+)/.exec(said)?.[1]?.trim();
  return `the CUDA provider cannot be opened${absent || `: ${loader ?? problem}`}`;
}
