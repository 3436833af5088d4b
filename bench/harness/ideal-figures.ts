import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import type { PersonTask } from '../../server/rig/person/person.js';
import { CouldNotMeasure } from '../claims/claim.js';
import type { SimulatedSession } from './simulated-decodes.js';

/** Signal level as a multiple of the dial. */
export type Level = 'x0.5' | 'x1' | 'x2';

/** What the observer reached in one session. */
interface SessionFigures extends SimulatedSession {
  /** What the figures are means over: keys, or trials. */
  readonly n: number;
  readonly figures: Readonly<Record<string, number>>;
}

interface IdealFile {
  /** By task and level; `typing-lags`: by lag, s. */
  readonly by_session?: Readonly<Record<string, Readonly<Record<string, readonly SessionFigures[]>>>>;
}

/**
 * What the ideal observer reaches with these people in these very sessions: `models/simulation/ideal.json`. People differ more
 * than anything else, so that a mean over others would be no measure.
 *
 * @param at  level; of `typing-lags` the lag, s
 * @returns mean over what is in the sessions, each key or trial alike
 * @throws {CouldNotMeasure} where it was not computed
 */
export function idealOf(
  task: PersonTask | 'typing-lags' | 'typing-untimed',
  name: string,
  at: string,
  sessions: readonly SimulatedSession[],
): number {
  const path = join(packageRoot(), 'models/simulation/ideal.json');
  const file = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as IdealFile) : {};
  let [sum, n] = [0, 0];
  for (const { person, session } of sessions) {
    const found = file.by_session?.[task]?.[at]?.find((one) => one.person === person && one.session === session);
    const figure = found?.figures[name];
    if (found === undefined || figure === undefined)
      throw new CouldNotMeasure(`${path} has no figure ${task} ${at} ${name} of person ${person}, session ${session}`);
    sum += found.n * figure;
    n += found.n;
  }
  return sum / n;
}

/** The factor that a level stands for. */
export const LEVEL_FACTOR: Readonly<Record<Level, number>> = { 'x0.5': 0.5, x1: 1, x2: 2 };
