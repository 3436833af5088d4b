import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository } from '../../models/repository.js';
import { packageRoot } from '../../server/config/package-root.js';
import { ModelRunner } from '../../server/infer/model-runner.js';
import { cortexwire } from '../harness/command.js';
import { percentiles } from '../harness/percentiles.js';
import { python } from '../harness/python.js';
import type { Claim } from './claim.js';

interface Published {
  readonly name: string;
  readonly nParameters: number;
  /** Of the answer to a window. */
  readonly shape: readonly number[];
  /** Samples that one step of the convolutions sees. */
  readonly sees: number;
  /** Windows that are timed; the first ones, as many as a fifth, are not counted. */
  readonly nRuns: number;
}

/** As the papers and the code that was published with them have them. */
const PUBLISHED: readonly Published[] = [
  { name: 'speech-segments', nParameters: 9_565_054, shape: [1024, 343], sees: 135, nRuns: 30 },
  { name: 'image-embeddings', nParameters: 6_424_472, shape: [768], sees: 35, nRuns: 50 },
  { name: 'typing-stream', nParameters: 99_859_754, shape: [2, 29], sees: 48, nRuns: 50 },
  { name: 'typing-keys', nParameters: 333_299_751, shape: [64, 29], sees: 35, nRuns: 20 },
];

/** What `architectures.describe --json` says of a network. */
interface Described {
  readonly name: string;
  readonly n_parameters: number;
  readonly sees: number;
  readonly shape: readonly number[];
  readonly n_samples: number;
  readonly sfreq: number;
}

const NEEDS = ['torch', 'numpy', 'onnx', 'onnxscript', 'onnxruntime'];
const MODELS = join(packageRoot(), 'models');

function differencesOf({ name, nParameters, shape, sees }: Published, found: Described | undefined): string[] {
  const compared: readonly (readonly [string, unknown, unknown])[] = [
    ['parameters', nParameters, found?.n_parameters],
    ['shape', shape.join(' × '), found?.shape.join(' × ')],
    ['receptive field', sees, found?.sees],
  ];
  return compared
    .filter(([, expected, there]) => expected !== there)
    .map(([what, expected, there]) => `${name}: ${what}: expected ${String(expected)}, found ${String(there)}`);
}

/** Exports a network with random weights. @returns its difference from PyTorch, as a share of the output */
async function exported(name: string, folder: string): Promise<number> {
  const args = ['-m', 'architectures.export', name, '--size', 'published', '--out', folder];
  const said = await python(args, { needs: NEEDS, cwd: MODELS, path: [MODELS] });
  const difference = /differs from PyTorch by (\S+) of the output/.exec(said)?.[1];
  if (difference === undefined) throw new Error(`the export says nothing of its difference from PyTorch: ${said}`);
  return Number(difference);
}

/** A run of the server's own runner, one thread: median by the clock, and mean of what the processor was busy, ms. */
function windowTime(folder: string, nRuns: number): { clock: number; processor: number } {
  const [entry] = openRepository(folder);
  if (entry?.ok !== true) throw new Error(entry?.problems.join('; ') ?? `there is no model in ${folder}`);
  const runner = ModelRunner.load(entry);
  try {
    const extras = runner.zeroExtras();
    const times: number[] = [];
    const window = Float32Array.from({ length: runner.nSamples * runner.nChannels }, (_, i) => Math.sin(i * i));
    const nWarmUp = Math.ceil(nRuns / 5);
    let before = process.cpuUsage();
    for (let run = 0; run < nRuns; run++) {
      if (run === nWarmUp) before = process.cpuUsage();
      const start = performance.now();
      runner.run(window, extras);
      times.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(before);
    const processor = (user + system) / 1e3 / (nRuns - nWarmUp);
    return { clock: percentiles(times.slice(nWarmUp)).p50, processor };
  } finally {
    runner.release();
  }
}

export const claim: Claim = {
  name: 'published-networks',
  sentence:
    'The four networks are those of the papers at their published size, and the server runs them as PyTorch does',
  bounds: [
    { what: 'numbers of parameters, shapes and receptive fields that are others', op: '==', value: 0, unit: 'of 12' },
    { what: 'largest difference of ONNX Runtime from PyTorch', op: '<=', value: 1e-4, unit: 'of the output' },
    { what: 'networks that `models check` passes', op: '==', value: PUBLISHED.length, unit: `of ${PUBLISHED.length}` },
  ],
  tags: ['peer', 'long'],
  measure: async ({ scratch, progress }) => {
    progress('counting parameters');
    const args = ['-m', 'architectures.describe', '--size', 'published', '--json'];
    const described = JSON.parse(await python(args, { needs: NEEDS, cwd: MODELS, path: [MODELS] })) as Described[];
    const differences: string[] = [];
    const parities: string[] = [];
    const times: string[] = [];
    let worst = 0;
    let nPassed = 0;
    for (const published of PUBLISHED) {
      const { name, nRuns } = published;
      const found = described.find((one) => one.name === name);
      differences.push(...differencesOf(published, found));
      const folder = await scratch();
      progress(`${name}: exporting`);
      const difference = await exported(name, folder);
      worst = Math.max(worst, difference);
      parities.push(`${name} ${difference.toExponential(1)}`);
      progress(`${name}: models check`);
      await cortexwire(['models', 'check', '--models', folder]);
      nPassed++;
      progress(`${name}: ${nRuns} windows`);
      const { clock, processor } = windowTime(folder, nRuns);
      const seconds = found === undefined ? NaN : found.n_samples / found.sfreq;
      times.push(
        `${name} ${clock.toFixed(1)} ms for a window of ${seconds.toFixed(2)} s (processor ${processor.toFixed(1)} ms)`,
      );
      // The largest one takes more than a gigabyte.
      await rm(folder, { recursive: true, force: true });
    }
    const counts = described.map((one) => {
      return `${one.name} ${one.n_parameters.toLocaleString('en')} parameters, ${one.shape.join(' × ')}, sees ${one.sees} samples`;
    });
    return [
      { figure: differences.length, detail: [...counts, ...differences].join('\n'), data: described },
      { figure: worst, detail: parities.join(', ') },
      { figure: nPassed, detail: ['median of a run, one thread, batch of 1:', ...times].join('\n'), data: times },
    ];
  },
};
