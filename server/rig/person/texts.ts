import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { PERSON_TASKS } from './person.js';
import type { PersonTask } from './person.js';
import { FIRST_TEST_SESSION } from './session.js';

/** Signal level per task and spread between people, as the committed file fixes them. */
export interface Dials {
  readonly gain: Record<PersonTask, number>;
  readonly spread: number;
}

const MODELS = join(packageRoot(), 'models');

/** @throws {Error} when `models/simulation/dials.json` does not hold a number where one is expected */
export function readDials(): Dials {
  const path = join(MODELS, 'simulation', 'dials.json');
  const read = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, { gain?: unknown } | number>>;
  const number = (value: unknown, what: string): number => {
    if (typeof value !== 'number' || !(value >= 0)) throw new Error(`${path}: ${what} is not a number from 0`);
    return value;
  };
  const gainOf = (task: PersonTask): number => {
    const entry = read[task];
    return number(typeof entry === 'object' ? entry.gain : undefined, `${task}.gain`);
  };
  const gain = Object.fromEntries(PERSON_TASKS.map((task) => [task, gainOf(task)])) as Record<PersonTask, number>;
  return { gain, spread: number(read['spread'], 'spread') };
}

/** Sentences of a–z and spaces; those of test sessions come from other works than those of training sessions. */
export function sentencesFor(session: number): string[] {
  const name = session >= FIRST_TEST_SESSION ? 'sentences-test.txt' : 'sentences-train.txt';
  const sentences = readFileSync(join(MODELS, 'text', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  if (sentences.length === 0) throw new Error(`models/text/${name} holds no sentence`);
  return sentences;
}
