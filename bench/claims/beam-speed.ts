import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../models/checksum.js';
import type { CharactersSettings, Manifest } from '../../models/manifest.js';
import { openModel } from '../../models/repository.js';
import { packageRoot } from '../../server/config/package-root.js';
import { openPostprocess } from '../../server/postprocess/postprocess.js';
import { MadeUpOutputs } from '../harness/made-up-outputs.js';
import { percentiles, type Percentiles } from '../harness/percentiles.js';
import { TEST_MODELS } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const LANGUAGE_MODEL = 'english-9gram.arpa.gz';
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const LABELS = [...LETTERS, 'space', 'backspace', '9'];
const BEAM = 30;
/** Keys that a network with a memory of the sentence speaks of again with each key. */
const N_REVISED = 64;
const FRAMES_PER_KEY = 5;
const FRAMES_PER_SECOND = 25;
/** The first ones compile and fill caches. */
const N_WARM_UP = 500;
const N_KEYS = 4000;
const N_FRAMES = 8000;

type Mode = CharactersSettings['mode'];

/** The text decoder of a model folder that nobody has to have: one of the tests' manifests with this search. */
function decoder(mode: Mode): ReturnType<typeof openPostprocess> {
  const name = mode === 'ctc' ? 'typing-stream-small' : 'typing-keys-small';
  const entry = openModel(join(TEST_MODELS, name, '1.0.0'), name, '1.0.0');
  if (!entry.ok) throw new Error(entry.problems.join('; '));
  const postprocess: CharactersSettings = {
    kind: 'characters',
    output: 'y',
    mode,
    labels: mode === 'ctc' ? ['blank', ...LABELS] : LABELS,
    ...(mode === 'ctc' ? { blank: 'blank' } : {}),
    languageModel: {
      file: `../../language/${LANGUAGE_MODEL}`,
      sha256: sha256(join(packageRoot(), 'models/language', LANGUAGE_MODEL)),
      weight: 1,
      rule: 'natural',
    },
    beam: BEAM,
    nBest: 5,
    commit: { posterior: 0.95, ...(mode === 'ctc' ? { lagSeconds: 1 } : { lagKeys: 12 }) },
    keyMarker: 'key',
  };
  const manifest: Manifest = { ...entry.manifest, postprocess };
  return openPostprocess({ dir: join(packageRoot(), 'models', name, '1.0.0'), manifest });
}

/** ms of each answer, and of all processors together per answer. */
interface Times extends Percentiles {
  readonly processorMs: number;
}

function timed(answers: Iterable<() => void>, nAnswers: number): Times {
  const times: number[] = [];
  let processor = 0;
  let n = 0;
  for (const answer of answers) {
    const before = process.cpuUsage();
    const start = performance.now();
    answer();
    const milliseconds = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    if (n++ < N_WARM_UP) continue;
    times.push(milliseconds);
    processor += (user + system) / 1e3;
    if (times.length === nAnswers) break;
  }
  return { ...percentiles(times), processorMs: processor / times.length };
}

function sentences(): string[] {
  return readFileSync(join(packageRoot(), 'models/text/sentences-test.txt'), 'utf8').trim().split('\n');
}

const labelOf = (letter: string): number => LABELS.indexOf(letter === ' ' ? 'space' : letter);

/** One answer per key: search, commit rule, and the text with its five best. */
function* keyAnswers(nRevised: number): Generator<() => void> {
  const search = decoder('epoch');
  const outputs = new MadeUpOutputs(1);
  for (const sentence of sentences()) {
    const state = search.start();
    search.begin?.(state);
    const rows: Float32Array[] = [];
    for (const [key, letter] of [...sentence].entries()) {
      rows.push(outputs.logits(LABELS.length, labelOf(letter)));
      const told = rows.slice(-nRevised);
      const output = Float32Array.from(told.flatMap((row) => [...row]));
      const shape = [told.length, LABELS.length];
      yield () => search.answer(state, output, shape, { step: 0, end: key });
    }
  }
}

function* frameAnswers(): Generator<() => void> {
  const search = decoder('ctc');
  const outputs = new MadeUpOutputs(2);
  const nClasses = LABELS.length + 1;
  // Of the manifest that the settings are put into, Hz.
  const samplesPerFrame = 256 / FRAMES_PER_SECOND;
  for (const sentence of sentences()) {
    const state = search.start();
    search.begin?.(state);
    for (let frame = 0; frame < sentence.length * FRAMES_PER_KEY; frame++) {
      const isKey = frame % FRAMES_PER_KEY === 2;
      const letter = sentence[Math.floor(frame / FRAMES_PER_KEY)]!;
      const output = outputs.logits(nClasses, isKey ? 1 + labelOf(letter) : 0);
      yield () => search.answer(state, output, [1, nClasses], { step: 0, end: frame * samplesPerFrame });
    }
  }
}

function words({ n, p50, p95, p99, max, processorMs }: Times): string {
  const ms = (value: number): string => value.toFixed(3);
  return (
    `${n} after ${N_WARM_UP} dropped: p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)} ms; ` +
    `processor ${ms(processorMs)} ms on average (median of the clock ${ms(p50)})`
  );
}

export const claim: Claim = {
  name: 'beam-speed',
  sentence: `A key of text takes at most a millisecond at beam ${BEAM} with a 9-gram over ${LABELS.length} classes`,
  bounds: [
    { what: 'median of a key', op: '<=', value: 1, unit: 'ms' },
    { what: `median of a key, the ${N_REVISED} before it told anew`, op: '<=', value: 1, unit: 'ms' },
    { what: 'median of a CTC frame', op: '<=', value: 1, unit: 'ms' },
  ],
  tags: [],
  measure: ({ progress }) => {
    const measured = (what: string, answers: Generator<() => void>, n: number) => {
      progress(what);
      const times = timed(answers, n);
      return { figure: times.p50, detail: words(times), data: times };
    };
    return Promise.resolve([
      measured('keys', keyAnswers(1), N_KEYS),
      measured('keys, told anew', keyAnswers(N_REVISED), N_KEYS),
      measured('CTC frames', frameAnswers(), N_FRAMES),
    ]);
  },
};
