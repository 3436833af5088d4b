import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { RunExtras, RunResult } from './model-runner.js';

/** What the other process is told by its standard input. */
export interface ProbeCall {
  readonly dir: string;
  readonly window: Float32Array;
  readonly extras: RunExtras;
}

/** What the other process needs to start and load the model, on top of the run's own limit, ms. */
const START_MS = 3000;
const MAX_ANSWER_BYTES = 1 << 28;

/**
 * Runs a window in a process of its own, because it hung or crashed the server before. Blocks this thread meanwhile: the
 * decodes behind it must wait for its answer anyway.
 *
 * @param dir folder of the model  @param limitMs longest a run may take
 */
export function probeModel(
  dir: string,
  window: Float32Array,
  extras: RunExtras,
  limitMs: number,
): RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED' {
  const entry = fileURLToPath(new URL('./probe-process.js', import.meta.url));
  const child = spawnSync(process.execPath, [entry], {
    input: serialize({ dir, window: window.slice(), extras } satisfies ProbeCall),
    timeout: limitMs + START_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_ANSWER_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (child.status === 0 && child.stdout.length > 0) return deserialize(child.stdout) as RunResult;
  return (child.error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT' ? 'MODEL_HUNG' : 'MODEL_CRASHED';
}
