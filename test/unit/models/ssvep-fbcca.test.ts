import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchStream } from '../../../models/contract.js';
import type { ModelEntry } from '../../../models/repository.js';
import { ModelRunner } from '../../../server/infer/model-runner.js';
import { compileChain } from '../../../server/preprocess/chain.js';
import { openRecording } from '../../../server/rig/recording.js';
import { postprocess, truthOf } from '../../helpers/answers.js';
import { filterBankScores } from '../../helpers/canonical-correlation.js';
import { goldenFloats, testModel } from '../../helpers/models.js';
import { hasRecordings, recordings } from '../../helpers/recordings.js';

interface Design {
  entry: ModelEntry;
  nBands: number;
  nChannels: number;
  nSamples: number;
  targets: number[];
  sfreq: number;
  nHarmonics: number;
}

const exo = { nBands: 3, nChannels: 8, targets: [13, 17, 21], sfreq: 256, nHarmonics: 2 };
const designs: [string, Design][] = [
  ['ssvep-fbcca', { ...exo, entry: testModel('ssvep-fbcca', 'models'), nSamples: 1024 }],
  ['ssvep-fbcca-2s', { ...exo, entry: testModel('ssvep-fbcca-2s', 'models'), nSamples: 512 }],
  ['ssvep-fbcca-1s', { ...exo, entry: testModel('ssvep-fbcca-1s', 'models'), nSamples: 256 }],
  [
    'fbcca-small',
    {
      entry: testModel('fbcca-small'),
      nBands: 2,
      nChannels: 3,
      nSamples: 143,
      targets: [7.5, 11, 19.3],
      sfreq: 200,
      nHarmonics: 3,
    },
  ],
];

/** Uniform in [-1, 1), the same for the same seed. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/**
 * Sources of which the weakest is `condition` times weaker than the strongest, turned into channels, with a target in
 * them.
 * @returns `[nSamples x (nBands · nChannels)]`, µV
 */
function mixture(
  design: Design,
  seed: number,
  condition: number,
  target: number | undefined,
): Float32Array<ArrayBuffer> {
  const { nBands, nChannels, nSamples, sfreq } = design;
  const random = noise(seed);
  const strengths = Array.from({ length: nChannels }, (_, s) => 10 * condition ** (-s / Math.max(1, nChannels - 1)));
  const turns = Array.from({ length: nChannels * nChannels }, () => Math.PI * random());
  const window = new Float32Array(nSamples * nBands * nChannels);
  const sample = new Float64Array(nChannels);
  for (let row = 0; row < nSamples * nBands; row++) {
    const t = Math.floor(row / nBands);
    const wave = target === undefined ? 0 : Math.sin((2 * Math.PI * target * t) / sfreq + (row % nBands));
    for (let s = 0; s < nChannels; s++) sample[s] = strengths[s]! * (random() + random() + wave);
    for (let a = 0; a < nChannels; a++) {
      for (let b = a + 1; b < nChannels; b++) {
        const [cosine, sine] = [Math.cos(turns[a * nChannels + b]!), Math.sin(turns[a * nChannels + b]!)];
        [sample[a], sample[b]] = [cosine * sample[a]! - sine * sample[b]!, sine * sample[a]! + cosine * sample[b]!];
      }
    }
    window.set(sample, row * nChannels);
  }
  return window;
}

/** Changes one channel in all bands, sample by sample. */
function setChannel(
  design: Design,
  window: Float32Array,
  channel: number,
  value: (index: (c: number) => number) => number,
): void {
  const { nBands, nChannels, nSamples } = design;
  for (let row = 0; row < nSamples * nBands; row++) {
    window[row * nChannels + channel] = value((c) => window[row * nChannels + c]!);
  }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

describe.each(designs)('%s', (_name, design) => {
  const runner = ModelRunner.load(design.entry);
  const scores = (window: Float32Array): number[] => [...runner.run(window).output];
  const { nChannels, targets } = design;

  it('agrees with the singular values in float64, well and badly conditioned', () => {
    const condition = fc.constantFrom(1, 30, 1000, 3000);
    const target = fc.option(fc.constantFrom(...targets), { nil: undefined });
    fc.assert(
      fc.property(fc.nat(), condition, target, (seed, ill, shown) => {
        const window = mixture(design, seed, ill, shown);
        const expected = filterBankScores(window, design);
        return largestDifference(scores(window), expected) < 2e-5;
      }),
      { numRuns: design.nSamples > 500 ? 8 : 30 },
    );
  });

  it('agrees with the golden output, which another program made', () => {
    const expected = goldenFloats(design.entry, 'output');
    const window = goldenFloats(design.entry, 'input');
    expect(largestDifference(filterBankScores(window, design), expected)).toBeLessThan(1e-6);
    expect(largestDifference(scores(window), expected)).toBeLessThan(1e-6);
  });

  it('does not mind the scale or an offset', () => {
    const window = mixture(design, 3, 10, targets[1]);
    const expected = scores(window);
    expect(largestDifference(scores(window.map((v) => v * 1e6)), expected)).toBeLessThan(1e-5);
    expect(largestDifference(scores(window.map((v) => v * 1e-6)), expected)).toBeLessThan(1e-5);
    expect(largestDifference(scores(window.map((v) => v + 1000)), expected)).toBeLessThan(1e-4);
  });

  it('gives 0 for all targets where every channel is flat', () => {
    for (const level of [0, 1e-30, 1, -1e5 / 3, 3e4]) {
      const window = new Float32Array(runner.nSamples * runner.nChannels).fill(level);
      expect(scores(window), `${level} µV`).toEqual(targets.map(() => 0));
    }
  });

  it('takes nothing from a channel that is flat, or the same as others', () => {
    const without = mixture(design, 5, 10, targets[0]);
    setChannel(design, without, nChannels - 1, () => 0);
    const expected = filterBankScores(without, design);
    const last: [string, (index: (c: number) => number) => number][] = [
      ['flat at 0', () => 0],
      ['flat at 7', () => 7],
      ['a copy', (at) => at(0)],
      ['a sum', (at) => 0.3 * at(0) - 2 * at(1)],
    ];
    for (const [what, value] of last) {
      const window = without.slice();
      setChannel(design, window, nChannels - 1, value);
      expect(largestDifference(scores(window), expected), what).toBeLessThan(1e-5);
    }
  });

  it('gives no label for a window that is not finite', () => {
    for (const value of [Number.NaN, Infinity]) {
      const window = mixture(design, 1, 10, targets[0]);
      window[100] = value;
      const { output, shape } = runner.run(window);
      expect(postprocess(design.entry.manifest.postprocess, output, shape)).toMatchObject({
        kind: 'failure',
        failure: { code: 'MODEL_OUTPUT_INVALID' },
      });
    }
  });
});

describe.runIf(hasRecordings)('ssvep-fbcca on the recordings', () => {
  const files = [
    'subject04/record-2012.07.18-17.52.30_raw.fif',
    'subject04/record-2012.07.18-17.56.53_raw.fif',
    'subject08/record-2013.04.06-16.29.18_raw.fif',
    'subject12/record-2014.03.10-19.47.49_raw.fif',
  ];

  /** Trials right of 24, and decodes that the singular values would have decided otherwise. */
  function decodeTrials(
    entry: ModelEntry,
    design: Omit<Design, 'entry'>,
    path: string,
  ): { right: number; n: number; differ: number } {
    const { manifest } = entry;
    const recording = openRecording(path);
    const { info, nSamples } = recording;
    const match = matchStream(manifest, info);
    if (!match.ok) throw new Error(match.detail);
    const raw = recording.read(0, nSamples);
    const input = new Float64Array(nSamples * match.picks.length);
    for (let t = 0; t < nSamples; t++) {
      match.picks.forEach((pick, c) => {
        input[t * match.picks.length + c] = raw[t * info.channels.length + pick]! * match.scaleToDsp[c]!;
      });
    }
    const chain = compileChain(manifest.preprocess, { channelNames: match.channelNames, sfreq: info.sfreq });
    const clean = new Float64Array(chain.maxOutput(nSamples) * chain.nChannelsOut);
    chain.step(chain.start(0), input, nSamples, clean);
    const runner = ModelRunner.load(entry);
    const { postprocess: settings, when } = manifest;
    if (settings.kind !== 'classes' || when.kind !== 'epoch') throw new Error('the model is another kind');
    let [right, n, differ] = [0, 0, 0];
    for (const marker of recording.markers) {
      const truth = truthOf(settings, marker);
      const start = (marker.sample + when.tmin * info.sfreq) * chain.nChannelsOut;
      const end = start + manifest.signal.nSamples * chain.nChannelsOut;
      if (truth === '' || end > clean.length) continue;
      const window = Float32Array.from(clean.subarray(start, end));
      const { output, shape } = runner.run(window);
      const result = postprocess(settings, output, shape);
      if (result.kind !== 'classes') throw new Error(`the answer is a ${result.kind}`);
      const exact = filterBankScores(window, design);
      n++;
      if (result.classes.label === truth) right++;
      if (result.classes.label !== settings.labels[exact.indexOf(Math.max(...exact))]) differ++;
    }
    runner.release();
    recording.close();
    return { right, n, differ };
  }

  it.each([
    ['ssvep-fbcca-1s', [20, 18, 21, 23]],
    ['ssvep-fbcca-2s', [22, 24, 23, 24]],
    ['ssvep-fbcca', [24, 24, 23, 24]],
  ])('%s is right as often as the offline reference', (name, expected) => {
    const entry = testModel(name, 'models');
    const design = { ...exo, nSamples: entry.manifest.signal.nSamples };
    const outcomes = files.map((file) => decodeTrials(entry, design, join(recordings(), 'ssvep-exo', file)));
    expect(outcomes).toEqual(expected.map((right) => ({ right, n: 24, differ: 0 })));
  });
});
