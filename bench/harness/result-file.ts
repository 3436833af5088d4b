import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { envInfo, type EnvInfo } from './env-info.js';

export const RESULTS = join(packageRoot(), 'bench/results');

/** One file of results: what was measured, on what, and what came out. */
export interface ResultFile<What extends string = string, Result = unknown> {
  readonly what: What;
  readonly quick: boolean;
  readonly environment: EnvInfo;
  readonly results: readonly Result[];
}

/**
 * @param file  absent: `bench/results/<date>-<what>.json`, or for quick ones, which nobody quotes, one in `local/` there
 * @returns where it was written, from the package's folder
 */
export async function writeResults(
  what: string,
  results: readonly unknown[],
  { quick, file }: { quick: boolean; file?: string },
): Promise<string> {
  const environment = envInfo();
  const name = `${environment.date.slice(0, 10)}-${what}.json`;
  const path = file ?? join(RESULTS, quick ? `local/${name}` : name);
  await mkdir(dirname(path), { recursive: true });
  const content: ResultFile = { what, quick, environment, results };
  await writeFile(path, `${JSON.stringify(content, sixDigits, 2)}\n`);
  return relative(packageRoot(), path);
}

/** More than six digits of a time or a share are noise. */
function sixDigits(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(6));
}
