import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { idealOf } from '../harness/ideal-figures.js';
import { python } from '../harness/python.js';
import type { Claim } from './claim.js';

const MODELS = join(packageRoot(), 'models');
const WHO = { person: 0, session: 101 } as const;
/** What of the observer's figures is computed again, and how. */
const AGAIN = [
  { task: 'typing', levels: ['x0.5', 'x2'], names: ['key_error', 'cer'], options: ['--sentences', '4'] },
  { task: 'images', levels: ['x1', 'x0.5', 'x2'], names: ['top5'], options: [] },
] as const;

interface Observed {
  readonly gains: Readonly<Record<string, Readonly<Record<string, { readonly value: number }>>>>;
}

export const claim: Claim = {
  name: 'ideal-observer',
  sentence: 'The figures of the ideal observer that decoders are held against come out again when it is run again',
  bounds: [
    { what: 'largest difference from the figures that are kept', op: '<=', value: 0.005, unit: 'of all trials' },
  ],
  tags: ['long', 'peer'],
  measure: async ({ scratch, progress }) => {
    const cache = await scratch();
    const lines: string[] = [];
    let largest = 0;
    for (const { task, levels, names, options } of AGAIN) {
      progress(`${task}: person ${WHO.person}, session ${WHO.session}`);
      const gains = levels.map((level) => level.slice(1)).join(',');
      const who = ['--people', String(WHO.person), '--sessions', String(WHO.session)];
      const printed = await python(
        ['-m', 'simulation.observer', task, ...who, '--gains', gains, '--cache', cache, ...options],
        { needs: ['numpy', 'scipy'], cwd: MODELS, path: [MODELS] },
      );
      const observed = JSON.parse(printed) as Observed;
      for (const level of levels) {
        for (const name of names) {
          const [again, kept] = [observed.gains[level]?.[name]?.value ?? NaN, idealOf(task, name, level, [WHO])];
          largest = Math.max(largest, Math.abs(again - kept));
          lines.push(`${task} ${level} ${name}: ${again.toFixed(4)}, kept ${kept.toFixed(4)}`);
        }
      }
    }
    return [{ figure: largest, detail: lines.join('\n') }];
  },
};
