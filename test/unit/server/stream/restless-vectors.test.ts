import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RestlessVectors } from '../../../../server/stream/restless-vectors.js';
import {
  startSignalQuality,
  watchSignal,
  type SignalQualitySettings,
} from '../../../../server/stream/signal-quality.js';
import { VectorAreas } from '../../../../server/wasm/vector-areas.js';
import { chunkSizes, cut } from '../../../helpers/stage-runs.js';

const areas = new VectorAreas();
const vectors = new RestlessVectors(areas);

function settingsFor(nChannels: number): SignalQualitySettings {
  return {
    nChannels,
    sfreq: 100,
    flatSeconds: 0.1,
    saturatedSeconds: 0.05,
    watched: new Uint8Array(nChannels).fill(1),
  };
}

/** Most samples differ from those before; some rest, at a rail or elsewhere, and zeros have either sign. */
const sample = fc.oneof(
  { weight: 40, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
  { weight: 5, arbitrary: fc.constantFrom(0, -0, 3, 9, -9) },
);
const runs = fc.array(fc.tuple(sample, fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 5, 11)), { minLength: 1, maxLength: 20 });
const channel = runs.map((parts) => parts.flatMap(([value, times]) => Array.from({ length: times }, () => value)));

describe('RestlessVectors', () => {
  it('tell the changes that JavaScript tells, and leave the same state, however the signal is chunked', () => {
    fc.assert(
      fc.property(fc.array(channel, { minLength: 1, maxLength: 11 }), chunkSizes, (channels, sizes) => {
        const nChannels = channels.length;
        const nSamples = 80;
        const settings = settingsFor(nChannels);
        const states = [startSignalQuality(settings), startSignalQuality(settings)] as const;
        for (const [at, n] of cut(nSamples, sizes)) {
          const chunk = Float64Array.from({ length: n * nChannels }, (_, i) => {
            const values = channels[i % nChannels]!;
            return values[(at + Math.floor(i / nChannels)) % values.length]!;
          });
          const inAreas = areas.view('raw', chunk.length);
          inAreas.set(chunk);
          const told = watchSignal(settings, states[0], inAreas, n, vectors);
          expect(told).toEqual(watchSignal(settings, states[1], chunk, n));
        }
        expect(states[0]).toEqual(states[1]);
      }),
      { numRuns: 300 },
    );
  });

  it('mark a channel for any of its samples, and no other', () => {
    const nChannels = 7;
    const rails = {
      last: new Float64Array(nChannels).fill(1),
      high: new Float64Array(nChannels).fill(5),
      low: new Float64Array(nChannels).fill(-5),
    };
    const calm = Float64Array.from({ length: 4 * nChannels }, (_, i) => (Math.floor(i / nChannels) % 2 === 0 ? 2 : 3));
    const data = areas.view('raw', calm.length);
    data.set(calm);
    expect(vectors.look(rails, data, 4)).toBe(false);
    for (let i = 0; i < calm.length; i++) {
      for (const value of [5.5, -5.5, i < nChannels ? 1 : calm[i - nChannels]!]) {
        data.set(calm);
        data[i] = value;
        expect(vectors.look(rails, data, 4)).toBe(true);
        const marked = Array.from({ length: nChannels }, (_, c) => c).filter((c) => vectors.isMarked(c));
        expect(marked).toEqual([i % nChannels]);
      }
    }
  });

  it('leave data that lie elsewhere, or are too many, to JavaScript', () => {
    const one = Float64Array.of(1);
    expect(vectors.look({ last: one, high: one, low: one }, Float64Array.of(2), 1)).toBeUndefined();
    const many = new Float64Array(100_000);
    expect(vectors.look({ last: many, high: many, low: many }, areas.view('raw', many.length), 1)).toBeUndefined();
  });
});
