import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreprocessStep } from '../../../../models/manifest.js';
import { bandpass } from '../../../../server/preprocess/bandpass.js';
import { type Chain, type ChainState, compileChain } from '../../../../server/preprocess/chain.js';
import { channelMap } from '../../../../server/preprocess/channel-map.js';
import { clamp } from '../../../../server/preprocess/clamp.js';
import { filterBank } from '../../../../server/preprocess/filter-bank.js';
import { notch } from '../../../../server/preprocess/notch.js';
import { rereference } from '../../../../server/preprocess/rereference.js';
import { resample } from '../../../../server/preprocess/resample.js';
import { robustScale } from '../../../../server/preprocess/robust-scale.js';
import type { Stage, StageState } from '../../../../server/preprocess/stage.js';
import { whiten } from '../../../../server/preprocess/whiten.js';
import { chunkSizes, cut, noise, pass, passChunks, type Runnable } from '../../../helpers/stage-runs.js';

const sfreq = 256;
const names = ['Fz', 'Cz', 'Pz', 'O1', 'O2'];
const nChannels = names.length;
const nSamples = 400;
const data = noise(nSamples, nChannels);
const other = noise(nSamples, nChannels, 99);
const matrix = [
  [1, -1, 0, 0, 0],
  [0.5, 0.25, -2, 1, 3],
];
const steps: PreprocessStep[] = [
  { step: 'reference', channels: ['Cz', 'O2'] },
  { step: 'notch', freq: 50, q: 30, harmonics: 2 },
  { step: 'robustScale', statistics: { from: 'calibration', seconds: 0.3 } },
  { step: 'bandpass', low: 1, high: 40, order: 3 },
  { step: 'resample', sfreq: 100, halfLength: 4 },
  { step: 'whiten', whitening: { from: 'calibration', seconds: 0.4, shrinkage: 0.1 } },
  { step: 'filterBank', bands: [{ low: 2, high: 20 }, { high: 10 }], order: 2 },
  { step: 'clamp', limit: 2 },
];

const stages: Record<string, Stage> = {
  bandpass: bandpass({ low: 5, high: 45, order: 4 }, nChannels, sfreq),
  'bandpass of odd order': bandpass({ high: 20, order: 11 }, nChannels, sfreq),
  notch: notch({ freq: 50, q: 30, harmonics: 2 }, nChannels, sfreq),
  filterBank: filterBank({ bands: [{ low: 8, high: 70 }, { high: 5 }], order: 3 }, nChannels, sfreq),
  reference: rereference({ channels: 'average' }, names, sfreq),
  'robustScale, stored': robustScale(
    { statistics: { from: 'stored', center: [1, 2, 3, 4, 5], scale: [1, 2, 3, 4, 5] } },
    nChannels,
    sfreq,
  ),
  'robustScale, calibrated': robustScale({ statistics: { from: 'calibration', seconds: 0.5 } }, nChannels, sfreq),
  'whiten, stored': whiten({ whitening: { from: 'stored', matrix, mean: [1, 2, 3, 4, 5] } }, nChannels, sfreq),
  'whiten, calibrated': whiten({ whitening: { from: 'calibration', seconds: 0.5, shrinkage: 0.05 } }, nChannels, sfreq),
  channelMap: channelMap({ matrix }, nChannels, sfreq),
  clamp: clamp({ limit: 150 }, nChannels, sfreq),
  'resample down': resample({ sfreq: 100, halfLength: 6 }, nChannels, sfreq),
  'resample up': resample({ sfreq: 640, halfLength: 6 }, nChannels, sfreq),
  'resample by an awkward ratio': resample({ sfreq: 120, halfLength: 3 }, nChannels, 1017.25),
};
const chain: Chain = compileChain(steps, { channelNames: names, sfreq });

describe.each(Object.entries(stages).concat([['chain', chain as unknown as Stage]]))('%s', (_name, stage) => {
  const runnable: Runnable<StageState> = stage;

  it('gives the same samples however the signal is chunked', () => {
    const whole = pass(runnable, stage.start(0), data, 0, nSamples);
    fc.assert(
      fc.property(chunkSizes, (sizes) => {
        expect(same(passChunks(runnable, stage.start(0), data, sizes), whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps two streams apart that take turns', () => {
    const alone = [data, other].map((signal) => pass(runnable, stage.start(0), signal, 0, nSamples));
    fc.assert(
      fc.property(chunkSizes, (sizes) => {
        const states = [stage.start(0), stage.start(0)];
        const got: number[][] = [[], []];
        for (const [at, n] of cut(nSamples, sizes)) {
          got[0]!.push(...pass(runnable, states[0]!, data, at, n));
          got[1]!.push(...pass(runnable, states[1]!, other, at, n));
        }
        expect(same(got[0]!, alone[0]!) && same(got[1]!, alone[1]!)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('goes on from a copy of its state as from the state itself', () => {
    const whole = pass(runnable, stage.start(3), data, 0, nSamples);
    for (const at of [0, 1, 77, 128, 200, 399]) {
      const state = stage.start(3);
      const before = pass(runnable, state, data, 0, at);
      const copy = structuredClone(state);
      pass(runnable, state, other, 0, 50);
      expect(same([...before, ...pass(runnable, copy, data, at, nSamples - at)], whole)).toBe(true);
    }
  });

  it('leaves state as it is on an empty chunk', () => {
    const state = stage.start(0);
    pass(runnable, state, data, 0, 10);
    const before = structuredClone(state);
    expect(pass(runnable, state, data, 0, 0)).toEqual([]);
    expect(state).toEqual(before);
  });

  it('counts its outputs from the index it says, without a hole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 300 }), (first, n) => {
        const state = stage.start(first);
        const given = pass(runnable, state, data, 0, n).length / stage.nChannelsOut;
        expect(stage.outputIndex(first) + given).toBe(stage.outputIndex(first + n));
      }),
      { numRuns: 50 },
    );
  });
});

describe('stages', () => {
  it('hold numbers and typed arrays as state, and nothing else', () => {
    const states: StageState[] = Object.values(stages).map((stage) => stage.start(0));
    const chainState: ChainState = chain.start(0);
    for (const state of [...states, ...chainState.stages]) {
      for (const value of Object.values(state)) {
        expect(typeof value === 'number' || ArrayBuffer.isView(value)).toBe(true);
      }
    }
  });
});

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
