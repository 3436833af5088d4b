import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { IdealRetrieval } from './demo-retrieval.js';
import type { IdealTyping } from './demo-typing.js';

/** What the best possible decoder reaches on typing at the default dials; undefined where it was not computed. */
export function idealTyping(): IdealTyping | undefined {
  return readIdeal('typing');
}

export function idealRetrieval(task: 'speech' | 'images'): IdealRetrieval | undefined {
  return readIdeal(task);
}

function readIdeal<T>(task: string): T | undefined {
  const path = join(packageRoot(), 'models', 'simulation', 'dials.json');
  const dials = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { ideal?: T } | undefined>;
  return dials[task]?.ideal;
}
