import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { packageRoot } from '../../server/config/package-root.js';

/** What a figure was measured on; saved beside it. */
export interface EnvInfo {
  readonly date: string;
  /** Null outside a checkout. */
  readonly commit: string | null;
  /** The working tree was not the commit. */
  readonly modified: boolean;
  readonly version: string;
  readonly node: string;
  readonly onnxruntime: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

export function envInfo(): EnvInfo {
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    modified: git('status', '--porcelain', '--untracked-files=no') !== '',
    version: versionOf(`${packageRoot()}/package.json`),
    node: process.version,
    onnxruntime: versionOf(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
    platform: `${process.platform}-${process.arch} ${release()}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: packageRoot(),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return null;
  }
}

function versionOf(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
  return version ?? 'unknown';
}
