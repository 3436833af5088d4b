import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { envInfo, type EnvInfo } from './env-info.js';

const IN_CHECKOUT = join(packageRoot(), 'bench/results');

/** Where results go: an installed package is no place for them. */
export const RESULTS = existsSync(IN_CHECKOUT) ? IN_CHECKOUT : resolve('cortexwire-bench');

/** One file of results: what was measured, on what, and what came out. */
export interface ResultFile<What extends string = string, Result = unknown> {
  readonly what: What;
  readonly quick: boolean;
  readonly environment: EnvInfo;
  readonly results: readonly Result[];
}

/**
 * @param file  absent: `<date>-<what>.json` in `RESULTS`, or for quick ones, which nobody quotes, one in `local/` there
 * @returns where it was written, from the working folder
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
  return relative(process.cwd(), path);
}

/** More than six digits of a time or a share are noise. */
function sixDigits(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(6));
}
