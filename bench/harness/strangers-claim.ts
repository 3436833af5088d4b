import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { personName, type PersonTask } from '../../server/rig/person/person.js';
import type { Bound, Claim } from '../claims/claim.js';
import { cortexwire } from './command.js';
import { packageModel } from './model-variant.js';
import { python } from './python.js';
import { decodeSimulated, type DecodedSession } from './simulated-decodes.js';
import { PACKAGE_MODELS } from './test-models.js';

/** Labelled trials that a stranger's row is fitted on. */
const N_TRIALS = [200, 1000] as const;
/** People whom no training has seen. */
const PEOPLE = [100, 101, 102, 103] as const;
/** Each with the head at another place. */
const TEST_SESSIONS = [101, 102, 103] as const;

export interface StrangersClaim {
  readonly name: string;
  readonly sentence: string;
  readonly task: PersonTask;
  readonly decoder: string;
  /** Of each test session. */
  readonly nTrials: number;
  /** Sessions that a row is fitted on, and what the export of each is asked for. */
  readonly calibration: { readonly nSessions: number; readonly options: readonly string[] };
  /** What falls from step to step, and its name. */
  readonly error: {
    readonly what: string;
    readonly of: (decoded: readonly DecodedSession[], decoder: string) => number;
  };
}

/**
 * A claim about people whom a model does not know, live: with the mean row (table b), and with rows of their own that were
 * fitted on 200 and on 1,000 labelled trials (table c) by the command that a lab would use.
 */
export function strangersClaim(what: StrangersClaim): Claim {
  const { name, sentence, task, decoder, nTrials, calibration, error } = what;
  const bounds: Bound[] = [
    { what: `${error.what} after 200 trials, over that of the mean row`, op: '<=', value: 1, unit: 'times' },
    { what: `${error.what} after 1,000 trials, over that after 200`, op: '<=', value: 1, unit: 'times' },
  ];
  return {
    name,
    sentence,
    bounds,
    tags: ['long', 'peer'],
    measure: async ({ scratch, progress }) => {
      const from = await packageModel(decoder);
      const [repository, data] = [await scratch(), await scratch()];
      await cp(join(PACKAGE_MODELS, 'language'), join(repository, 'language'), { recursive: true });
      const folderOf = (model: string): string => join(repository, model, '1.0.0');
      await cp(from, folderOf(decoder), { recursive: true });
      const models = [decoder];
      for (const n of N_TRIALS) {
        const model = `${decoder}-${n}`;
        let base = from;
        for (const person of PEOPLE) {
          progress(`person ${person}, ${n} trials: fitting a row`);
          const folders: string[] = [];
          for (let session = 0; session < calibration.nSessions; session++) {
            const folder = join(data, `${person}-${session}`);
            if (n === N_TRIALS[0]) {
              const who = ['--person', String(person), '--session', String(session)];
              await cortexwire(['rig', 'export', task, ...who, ...calibration.options, '--out', folder]);
            }
            folders.push(folder);
          }
          const out = join(data, `${model}-${person}`, decoder, '1.0.0');
          await python(
            ['models/training/calibrate.py', decoder, '--model', base, '--data', ...folders].concat([
              '--name',
              personName(person),
              '--trials',
              String(n),
              '--out',
              out,
            ]),
            { needs: ['torch', 'numpy', 'onnx', 'onnxscript', 'onnxruntime'], cwd: packageRoot() },
          );
          base = out;
        }
        await cp(base, folderOf(model), { recursive: true });
        await rename(join(folderOf(model), 'manifest.json'), model);
        models.push(model);
      }
      const decoded = await decodeSimulated({
        task,
        decoders: models,
        models: [repository],
        journal: await scratch(),
        sessions: PEOPLE.flatMap((person) => TEST_SESSIONS.map((session) => ({ person, session }))),
        options: { nTrials },
        progress,
      });
      const errors = models.map((model) => error.of(decoded, model));
      const [mean, after200, after1000] = errors as [number, number, number];
      const figures = errors.map((value) => value.toFixed(3));
      const steps = [1, 2].map((step) => {
        const change = (sessions: readonly DecodedSession[]): number =>
          error.of(sessions, models[step]!) - error.of(sessions, models[step - 1]!);
        return `${change(decoded).toFixed(3)} ± ${standardError(decoded, change).toFixed(3)}`;
      });
      const detail =
        `${error.what} of ${PEOPLE.length} strangers: ${figures[0]} with the mean row, ` +
        `${figures[1]} after 200 labelled trials, ${figures[2]} after 1,000\n` +
        `from step to step, with the standard error over ${decoded.length} sessions: ${steps.join(', then ')}`;
      return [
        { figure: after200 / mean, detail, data: { people: PEOPLE, mean, after200, after1000 } },
        { figure: after1000 / after200 },
      ];
    },
  };
}

/** Of a statistic of independent items, by leaving out one at a time (the jackknife). */
export function standardError<Item>(items: readonly Item[], statistic: (items: readonly Item[]) => number): number {
  const values = items.map((_, left) => statistic(items.filter((_item, i) => i !== left)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((items.length - 1) / items.length) * squares);
}

async function rename(path: string, name: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...manifest, name }));
}
