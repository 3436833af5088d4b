import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { butterworth, type Sos } from '../../../../server/preprocess/butterworth.js';
import { resample } from '../../../../server/preprocess/resample.js';
import { sosFilter } from '../../../../server/preprocess/sos-filter.js';
import type { Stage } from '../../../../server/preprocess/stage.js';
import { VectorUnit } from '../../../../server/preprocess/vector-unit.js';
import { chunkSizes, cut, noise, pass, passChunks } from '../../../helpers/stage-runs.js';

const unit = new VectorUnit();
const sfreq = 256;

/** The same stage on either kind of instructions. */
type Twins = (nChannels: number) => [vectors: Stage, scalar: Stage];

const filter =
  (...branches: Sos[]): Twins =>
  (nChannels) => [
    sosFilter({ name: 'bandpass', form: 'test', branches, groupDelay: 0 }, nChannels, sfreq, unit),
    sosFilter({ name: 'bandpass', form: 'test', branches, groupDelay: 0 }, nChannels, sfreq, 'scalar'),
  ];
const resampler =
  (to: number, halfLength: number): Twins =>
  (nChannels) => [
    resample({ sfreq: to, halfLength }, nChannels, sfreq, unit),
    resample({ sfreq: to, halfLength }, nChannels, sfreq, 'scalar'),
  ];

const kinds: Record<string, Twins> = {
  '1 section': filter(butterworth({ high: 30 }, 2, sfreq)),
  '3 sections': filter(butterworth({ low: 5, high: 30 }, 3, sfreq)),
  '4 sections': filter(butterworth({ low: 0.1, high: 40 }, 4, sfreq)),
  '9 sections': filter(butterworth({ low: 5, high: 30 }, 9, sfreq)),
  'branches of 4, 2 and 5 sections': filter(
    butterworth({ low: 8, high: 70 }, 4, sfreq),
    butterworth({ high: 5 }, 3, sfreq),
    butterworth({ low: 2, high: 20 }, 5, sfreq),
  ),
  'resampling down': resampler(100, 16),
  'resampling up': resampler(640, 5),
  'the rate as it is': resampler(sfreq, 5),
};

/** Noise with silence, zeros of both signs and values that leave denormal numbers behind. */
function awkward(nSamples: number, nChannels: number, seed: number): Float64Array {
  return noise(nSamples, nChannels, seed).map((value, i) => {
    const c = i % nChannels;
    if (c % 4 === 1) return i % 3 === 0 ? -0 : 0;
    if (c % 4 === 2) return i < nChannels * 40 ? value * 1e-300 : -0;
    if (c % 4 === 3) return i > nChannels * 60 ? -250 : value;
    return value;
  });
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

describe.each(Object.entries(kinds))('vector instructions for %s', (_name, twins) => {
  const nChannels = fc.oneof(fc.integer({ min: 1, max: 19 }), fc.constantFrom(32, 61));

  it('give the bits that JavaScript gives, in the samples and in the state, however the signal is chunked', () => {
    fc.assert(
      fc.property(nChannels, chunkSizes, fc.nat(), (n, sizes, seed) => {
        const [vectors, scalar] = twins(n);
        const data = awkward(200, n, seed);
        const states = [vectors.start(5), scalar.start(5)] as const;
        const wanted = passChunks(scalar, states[1], data, sizes);
        expect(same(passChunks(vectors, states[0], data, sizes), wanted)).toBe(true);
        expect(serialize(states[0])).toEqual(serialize(states[1]));
      }),
      { numRuns: 40 },
    );
  });

  it('go on from a checkpoint of either kind', () => {
    fc.assert(
      fc.property(nChannels, fc.integer({ min: 0, max: 200 }), fc.boolean(), (n, at, swap) => {
        const [one, other] = swap ? twins(n).toReversed() : twins(n);
        const data = awkward(200, n, 7);
        const state = one!.start(0);
        const before = pass(one!, state, data, 0, at);
        const restored = deserialize(serialize(state)) as typeof state;
        const after = pass(other!, restored, data, at, 200 - at);
        expect(same([...before, ...after], pass(other!, other!.start(0), data, 0, 200))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('read and write samples where they are in the unit', () => {
    fc.assert(
      fc.property(nChannels, chunkSizes, (n, sizes) => {
        const [vectors, scalar] = twins(n);
        const data = awkward(200, n, 3);
        const input = unit.view('even', 200 * n);
        const output = unit.view('odd', vectors.maxOutput(200) * vectors.nChannelsOut);
        const states = [vectors.start(0), scalar.start(0)] as const;
        for (const [at, nSamples] of cut(200, sizes)) {
          input.set(data.subarray(at * n, (at + nSamples) * n));
          const nGiven = vectors.step(states[0], input, nSamples, output);
          const given = [...output.subarray(0, nGiven * vectors.nChannelsOut)];
          expect(same(given, pass(scalar, states[1], data, at, nSamples))).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('VectorUnit', () => {
  it.each([
    ['a filter', (n: number) => kinds['4 sections']!(n)],
    ['a resampler', (n: number) => kinds['resampling down']!(n)],
  ])('leaves %s that needs more memory than there is to JavaScript', (_what, twins) => {
    const n = 9001;
    const [vectors, scalar] = twins(n);
    const data = noise(40, n);
    const given = pass(vectors, vectors.start(0), data, 0, 40);
    expect(same(given, pass(scalar, scalar.start(0), data, 0, 40))).toBe(true);
  });

  it('takes a chunk that needs more memory than there is', () => {
    const [vectors, scalar] = kinds['resampling down']!(300);
    const data = noise(1000, 300);
    const given = pass(vectors, vectors.start(0), data, 0, 1000);
    expect(same(given, pass(scalar, scalar.start(0), data, 0, 1000))).toBe(true);
  });
});
