import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreprocessStep } from '../../../../models/manifest.js';
import { bandpass } from '../../../../server/preprocess/bandpass.js';
import { type Chain, compileChain, describeChain } from '../../../../server/preprocess/chain.js';
import { resample } from '../../../../server/preprocess/resample.js';
import { robustScale } from '../../../../server/preprocess/robust-scale.js';
import { whiten } from '../../../../server/preprocess/whiten.js';
import { chainVector, channelNames, largestError, values, whole } from '../../../helpers/preprocess-vectors.js';
import { chunkSizes, cut, noise, pass, passChunks } from '../../../helpers/stage-runs.js';

const names = ['Fz', 'Cz', 'Pz'];
const compile = (steps: PreprocessStep[], sfreq = 100, channelNames = names): Chain =>
  compileChain(steps, { channelNames, sfreq });

const band: PreprocessStep = { step: 'bandpass', low: 2, high: 20, order: 2 };
const scaleFitted: PreprocessStep = { step: 'robustScale', statistics: { from: 'calibration', seconds: 0.8 } };
const whitenFitted: PreprocessStep = {
  step: 'whiten',
  whitening: { from: 'calibration', seconds: 0.5, shrinkage: 0.1 },
};
const to60: PreprocessStep = { step: 'resample', sfreq: 60, halfLength: 3 };
const base: PreprocessStep = { step: 'baseline', tmin: -0.1, tmax: 0 };

describe('compileChain', () => {
  it('gives the samples that SciPy and NumPy give step by step', () => {
    const { steps, sfreq, first } = chainVector;
    const chain = compileChain(steps, { channelNames, sfreq });
    const output = pass(chain, chain.start(first), values('signal'), 0, values('signal').length / 4);
    expect(largestError(output, values('chain'), 4)).toBeLessThan(1e-11);
  });

  it('passes samples on as they are when there is nothing to do', () => {
    const chain = compile([]);
    const data = noise(600, 3);
    expect(pass(chain, chain.start(5), data, 0, 600)).toEqual([...data]);
    expect([chain.sfreqOut, chain.nChannelsOut, chain.groupDelay, chain.outputIndex(7)]).toEqual([100, 3, 0, 7]);
  });

  it('joins rates, indices and delays of its stages', () => {
    const chain = compile([
      to60,
      { step: 'filterBank', bands: [{ high: 20 }, { low: 3 }], order: 2 },
      { step: 'resample', sfreq: 40, halfLength: 3 },
    ]);
    expect(chain.ratio).toEqual({ up: 2, down: 5 });
    expect([chain.sfreqIn, chain.sfreqOut, chain.nChannelsIn, chain.nChannelsOut]).toEqual([100, 40, 3, 6]);
    expect(chain.groupDelay).toBeCloseTo(chain.stages[0]!.groupDelay + chain.stages[1]!.groupDelay + 3 / 40, 12);
    expect(chain.outputIndex(11)).toBe(Math.ceil((Math.ceil((11 * 3) / 5) * 2) / 3));
    expect(chain.maxOutput(10)).toBe(4);
  });

  it('has the same key for the same work, and only then', () => {
    const key = compile([band, { step: 'clamp', limit: 5 }]).key;
    expect(
      compile([
        { order: 2, high: 20, low: 2, step: 'bandpass' },
        { limit: 5, step: 'clamp' },
      ]).key,
    ).toBe(key);
    const others = [
      compile([{ step: 'clamp', limit: 5 }, band]),
      compile([band, { step: 'clamp', limit: 6 }]),
      compile([band, { step: 'clamp', limit: 5 }], 101),
      compile([band, { step: 'clamp', limit: 5 }], 100, ['Cz', 'Fz', 'Pz']),
    ];
    expect(new Set([key, ...others.map((chain) => chain.key)]).size).toBe(5);
  });

  it('works through a long input in pieces, and through very many channels one sample at a time', () => {
    const bands = Array.from({ length: 8 }, (_, b) => ({ low: 1 + b, high: 30 + b }));
    const wide = compile(
      [{ step: 'filterBank', bands, order: 1 }],
      100,
      Array.from({ length: 9000 }, (_, c) => `C${c}`),
    );
    const data = noise(4, 9000);
    const output = pass(wide, wide.start(0), data, 0, 4);
    const alone = whole(
      bandpass({ low: 8, high: 37, order: 1 }, 1, 100),
      data.filter((_, i) => i % 9000 === 8999),
      4,
    );
    expect([0, 1, 2, 3].map((t) => output[t * 72_000 + 71_999])).toEqual([...alone]);

    const chain = compile([band, to60]);
    const long = noise(5000, 3);
    expect(pass(chain, chain.start(9), long, 0, 5000)).toEqual(
      passChunks(chain, chain.start(9), long, Array<number>(500).fill(10)),
    );
  });

  it('takes samples from the memory that it shares with other chains as from any other', () => {
    const chains = [compile([scaleFitted, band, to60, whitenFitted]), compile([band, { step: 'clamp', limit: 1 }])];
    const data = noise(1500, 3);
    for (const nEach of [7, 300]) {
      const states = chains.map((chain) => chain.start(0));
      const plain = chains.map((chain) => chain.start(0));
      for (let at = 0; at + nEach <= 1500; at += nEach) {
        chains.forEach((chain, i) => {
          const input = chain.inputFor(300);
          input.set(data.subarray(at * 3, (at + nEach) * 3));
          const output = new Float64Array(chain.maxOutput(nEach) * chain.nChannelsOut);
          const n = chain.step(states[i]!, input, nEach, output);
          expect([...output.subarray(0, n * chain.nChannelsOut)]).toEqual(pass(chain, plain[i]!, data, at, nEach));
        });
      }
    }
  });

  it('says which step breaks which rule', () => {
    const refused = (steps: PreprocessStep[]) => () => compile(steps);
    const cases: [PreprocessStep[], RegExp][] = [
      [
        [band, { step: 'notch', freq: 50, q: 30, harmonics: 1 }],
        /^preprocess\[1\] notch: notch\.freq must lie in \(0, 50\)/,
      ],
      [[to60, { step: 'bandpass', low: 2, high: 30, order: 2 }], /^preprocess\[1\] bandpass: .*\(0, 30\) Hz.*got 30/],
      [[{ step: 'reference', channels: ['A1'] }], /^preprocess\[0\] reference: .*got "A1"/],
      [[{ step: 'channelMap', matrix: [[1, 1]] }], /^preprocess\[0\] channelMap: .*3 values.*got 2/],
      [
        [
          { step: 'channelMap', matrix: [[1, 1, 1]] },
          { step: 'reference', channels: 'average' },
        ],
        /^preprocess\[1\] reference: must come before filterBank, whiten and channelMap/,
      ],
      [[base, band], /^preprocess\[1\] bandpass: works on the continuous signal and must come before baseline/],
      [[base, scaleFitted], /^preprocess\[1\] robustScale: must have stored statistics after baseline/],
      [[base, { step: 'channelMap', matrix: [[1, 1, 1]] }], /^preprocess\[1\] channelMap: must have as many rows/],
      [[{ ...base, tmax: -0.1 }], /^preprocess\[0\] baseline: .*at least 1 sample/],
    ];
    for (const [steps, message] of cases) {
      expect(refused(steps)).toThrow(RangeError);
      expect(refused(steps)).toThrow(message);
    }
    expect(() => compileChain([], { channelNames: [], sfreq: 100 })).toThrow(/at least 1 channel/);
    expect(() => compileChain([], { channelNames: names, sfreq: Number.NaN })).toThrow(/sfreq must be above 0/);
    expect(() => compile([]).start(-1)).toThrow(/index of 0 or more; got -1/);
    expect(() => compile([]).restart({ stages: [] }, 0.5)).toThrow(/index of 0 or more; got 0\.5/);
  });
});

describe('a chain with calibrations', () => {
  const steps = [scaleFitted, to60, whitenFitted, band];
  const chain = compile(steps);
  const data = noise(400, 3);
  // Scaled from sample 80 + 5 on; that is output 51 at 60 Hz; 30 samples later the whitening is fitted.
  const first = 5;
  const scaled = 85;
  const ready = 81;

  it('is ready from an index that does not depend on chunks', () => {
    fc.assert(
      fc.property(chunkSizes, (sizes) => {
        const state = chain.start(first);
        let end = chain.outputIndex(first);
        for (const [at, n] of cut(400, sizes)) {
          end += pass(chain, state, data, at, n).length / 3;
          expect(chain.ready(state)).toBe(end >= ready);
          expect(chain.readyFrom(state)).toBe(end >= ready ? ready : Infinity);
        }
      }),
    );
    expect(compile([band]).readyFrom(compile([band]).start(3))).toBe(0);
  });

  it('starts the stages behind a fitted one anew, on its first fitted sample', () => {
    const output = pass(chain, chain.start(first), data, 0, 400);
    const scale = robustScale({ statistics: { from: 'calibration', seconds: 0.8 } }, 3, 100);
    const fitted = whole(scale, data, 400).subarray((scaled - first) * 3);
    const slower = whole(resample({ sfreq: 60, halfLength: 3 }, 3, 100), fitted, fitted.length / 3, scaled);
    const whitening = whiten({ whitening: { from: 'calibration', seconds: 0.5, shrinkage: 0.1 } }, 3, 60);
    const white = whole(whitening, slower, slower.length / 3, 51).subarray(30 * 3);
    const expected = whole(bandpass({ low: 2, high: 20, order: 2 }, 3, 60), white, white.length / 3);
    expect(output.slice((ready - chain.outputIndex(first)) * 3)).toEqual([...expected]);
  });

  it('gathers nothing for a later calibration until the earlier one is fitted', () => {
    const state = chain.start(first);
    pass(chain, state, data, 0, 79);
    expect(state.stages[2]!['nGathered']).toBe(0);
    pass(chain, state, data, 79, 21);
    expect(state.stages[2]!['nGathered']).toBe(12);
  });

  it('keeps what was fitted after a gap and starts filters anew', () => {
    const state = chain.start(first);
    pass(chain, state, data, 0, 200);
    const later = chain.restart(structuredClone(state), 10_000);
    expect(chain.readyFrom(later)).toBe(ready);
    const output = pass(chain, later, data, 200, 200);
    expect(output.length / 3).toBe(chain.outputIndex(10_200) - chain.outputIndex(10_000));
    expect([...(later.stages[0]!['center'] as Float64Array)]).toEqual([
      ...(state.stages[0]!['center'] as Float64Array),
    ]);
    // From rest: the band-pass gives nothing for its first sample.
    expect(output.slice(0, 3)).toEqual([0, 0, 0]);
    expect(later.stages[0]!['index']).toBe(10_200);
  });

  it('goes on gathering after a gap', () => {
    const state = chain.start(0);
    pass(chain, state, data, 0, 79);
    const later = chain.restart(state, 500);
    expect(chain.ready(later)).toBe(false);
    pass(chain, later, data, 79, 100);
    expect(chain.readyFrom(later)).toBe(Math.ceil(501 * 0.6) + 30);
  });
});

describe('steps on windows', () => {
  const matrix = [
    [1, 0, -1],
    [0, 2, 0],
    [1, 1, 1],
  ];
  const chain = compile([
    to60,
    base,
    { step: 'robustScale', statistics: { from: 'stored', center: [1, 2, 3], scale: [2, 4, 8] } },
    { step: 'channelMap', matrix },
    { step: 'clamp', limit: 1.5 },
  ]);

  it('do to a window what they say, in order', () => {
    const nSamples = 30_000;
    const window = Float32Array.from(noise(nSamples, 3));
    const expected = slow(window, nSamples);
    for (const step of chain.windowSteps) expect(step.apply(window, nSamples, 3, -6)).toBe(true);
    expect(largestError(window, expected, 3)).toBeLessThan(1e-6);
  });

  function slow(window: Float32Array, nSamples: number): Float64Array {
    const output = new Float64Array(window.length);
    const means = [0, 1, 2].map((c) => [0, 1, 2, 3, 4, 5].reduce((sum, t) => sum + window[t * 3 + c]!, 0) / 6);
    for (let t = 0; t < nSamples; t++) {
      const x = [0, 1, 2].map((c) => (window[t * 3 + c]! - means[c]! - (c + 1)) / 2 ** (c + 1));
      matrix.forEach((row, i) => {
        const y = row.reduce((sum, weight, c) => sum + weight * x[c]!, 0);
        output[t * 3 + i] = Math.max(-1.5, Math.min(1.5, y));
      });
    }
    return output;
  }

  it('leave samples alone that are not there', () => {
    const window = Float32Array.from(noise(8, 3));
    window.fill(0, 4 * 3, 5 * 3);
    const all = window.slice();
    const valid = Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1);
    for (const step of chain.windowSteps) step.apply(window, 8, 3, -6, valid);
    expect([...window.subarray(12, 15)]).toEqual([0, 0, 0]);
    for (const step of chain.windowSteps) step.apply(all, 8, 3, -6);
    expect([...window]).not.toEqual([...all]);
  });

  it('refuse a window that lacks what they need', () => {
    expect(() => chain.requireWindow(60, -6)).not.toThrow();
    expect(() => chain.requireWindow(60, -5)).toThrow(
      new RangeError('baseline must lie in the window, samples -5 to 55; got -6 to 0'),
    );
    expect(() => chain.requireWindow(5, -6)).toThrow(/samples -6 to -1/);
    expect(() => chain.windowSteps[1]!.apply(new Float32Array(8), 4, 2, 0)).toThrow(/windows of 3 channels; got 2/);
  });
});

describe('describeChain', () => {
  it('tells each step, its causal form and how late it is', () => {
    const lines = describeChain(
      compile([
        { step: 'reference', channels: 'average' },
        { step: 'notch', freq: 20, q: 30, harmonics: 2 },
        band,
        to60,
        base,
      ]),
    );
    expect(lines).toEqual([
      'reference: mean of all 3 channels taken off each; group delay 0.0 ms',
      'notch: causal 2nd-order notch at 20, 40 Hz, Q 30; group delay 0.5 ms',
      'bandpass: causal Butterworth 2–20 Hz, order 2; group delay 23.6 ms',
      'resample: causal polyphase FIR 3/5, 31 taps (Kaiser), 100 to 60 Hz; group delay 50.0 ms',
      'baseline: mean from -0.1 to 0 s taken off each channel of a window; on each window',
      'in all: 3 channels at 100 Hz to 3 at 60 Hz, group delay 74.2 ms',
    ]);
  });
});
