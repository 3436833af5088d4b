import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import type { PersonTask } from '../../server/rig/person/person.js';
import { CouldNotMeasure } from '../claims/claim.js';

/** Signal level as a multiple of the dial. */
export type Level = 'x0.5' | 'x1' | 'x2';

interface IdealFile {
  readonly [task: string]: {
    readonly gains?: Readonly<Record<string, Readonly<Record<string, { readonly value: number }>>>>;
  };
}

/**
 * A figure of the ideal observer, fixed before training: `models/simulation/ideal.json`.
 * @throws {CouldNotMeasure} where it was not computed
 */
export function idealFigure(task: PersonTask, name: string, level: Level = 'x1'): number {
  const path = join(packageRoot(), 'models/simulation/ideal.json');
  const file = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as IdealFile) : {};
  const value = file[task]?.gains?.[level]?.[name]?.value;
  if (value === undefined) throw new CouldNotMeasure(`${path} has no figure ${task} ${level} ${name}`);
  return value;
}

/** The factor that a level stands for. */
export const LEVEL_FACTOR: Readonly<Record<Level, number>> = { 'x0.5': 0.5, x1: 1, x2: 2 };
