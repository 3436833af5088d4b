import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { IdealRetrieval } from './demo-retrieval.js';
import type { IdealTyping } from './demo-typing.js';

/** Figures of one task in `models/simulation/ideal.json`, by multiple of the dial. */
interface IdealFigures {
  readonly gains?: Readonly<
    Record<string, Readonly<Record<string, { readonly value: number } | undefined>> | undefined>
  >;
}

/** What the best possible decoder reaches with known people at the default dials; undefined where nothing was computed. */
export function idealTyping(): IdealTyping | undefined {
  const of = figuresOf('typing');
  return of && { errorPerKey: of('cer_keys'), cer: of('cer'), wer: of('wer') };
}

/** @param nPlaces  how many places count besides the first */
export function idealRetrieval(task: 'speech' | 'images', nPlaces: number): IdealRetrieval | undefined {
  const of = figuresOf(task);
  return of && { first: of('top1'), among: of(`top${nPlaces}`) };
}

function figuresOf(task: string): ((name: string) => number | undefined) | undefined {
  const path = join(packageRoot(), 'models', 'simulation', 'ideal.json');
  const ideal = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, IdealFigures | undefined>>;
  const figures = ideal[task]?.gains?.['x1'];
  return figures && ((name) => figures[name]?.value);
}
