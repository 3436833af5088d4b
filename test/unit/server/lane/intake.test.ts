import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SampleFormat } from '../../../../protocol/frame.js';
import { Intake, planPicks } from '../../../../server/lane/intake.js';
import { VectorUnit } from '../../../../server/preprocess/vector-unit.js';
import { noise } from '../../../helpers/stage-runs.js';

const vectors = new Intake(new VectorUnit());
const scalar = new Intake('scalar');

/** A frame at an address that is no multiple of anything. */
function frameOf(bytes: Uint8Array, shift: number): Uint8Array {
  const frame = new Uint8Array(bytes.length + shift);
  frame.set(bytes, shift);
  return frame.subarray(shift);
}

const nChannels = fc.oneof(fc.integer({ min: 1, max: 19 }), fc.constantFrom(32, 61, 306));
const nSamples = fc.integer({ min: 1, max: 25 });
const seed = fc.nat();

const sameBits = (a: Float64Array, b: Float64Array): boolean => a.every((value, i) => Object.is(value, b[i]));

describe('Intake', () => {
  it.each([
    ['float32', SampleFormat.FLOAT32, 4],
    ['int16', SampleFormat.INT16, 2],
    ['int24', SampleFormat.INT24, 3],
  ])('gives the bits of %s frames that JavaScript gives', (_name, format, width) => {
    fc.assert(
      fc.property(nChannels, nSamples, seed, fc.nat(7), (n, m, s, shift) => {
        const values = noise(m, n, s);
        const bytes =
          format === SampleFormat.FLOAT32
            ? new Uint8Array(Float32Array.from(values).buffer)
            : Uint8Array.from({ length: width * n * m }, (_, i) =>
                Math.floor(Math.abs(values[i % values.length]!) * 99),
              );
        const frame = frameOf(bytes, shift);
        const scale = noise(1, n, s + 1);
        const given = vectors.decode(frame, format, scale, m).slice(0, n * m);
        expect(sameBits(given, scalar.decode(frame, format, scale, m).slice(0, n * m))).toBe(true);
      }),
    );
  });

  it('takes a frame that is larger than its memory, and the next that is not', () => {
    const [n, m] = [3000, 100];
    const values = Float32Array.from(noise(m, n, 1));
    const ones = new Float64Array(n).fill(1);
    const bytes = new Uint8Array(values.buffer);
    expect(vectors.decode(bytes, SampleFormat.FLOAT32, ones, m).subarray(0, n * m)).toEqual(Float64Array.from(values));
    const few = vectors.decode(bytes.subarray(0, 4 * n), SampleFormat.FLOAT32, ones, 1);
    expect(few.subarray(0, n)).toEqual(Float64Array.from(values.subarray(0, n)));
  });

  it('picks what JavaScript picks, in the units of the chain, whichever channels there are and in whatever order', () => {
    const unit = new VectorUnit();
    const intake = new Intake(unit);
    /** Runs of neighbours, some of channels that are not there. */
    const picked = fc.array(fc.record({ from: fc.integer({ min: -1, max: 60 }), n: fc.integer({ min: 1, max: 40 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(picked, nSamples, seed, (runs, m, s) => {
        const n = 100;
        const channels = Int32Array.from(
          runs.flatMap((run) => Array.from({ length: run.n }, (_, i) => (run.from < 0 ? -1 : run.from + i))),
        );
        const picks = planPicks(channels, noise(1, channels.length, s), n);
        const frame = new Uint8Array(Float32Array.from(noise(m, n, s + 1)).buffer);
        const scale = new Float64Array(n).fill(1);
        const input = unit.view('samples', m * channels.length).fill(NaN);
        const expected = new Float64Array(m * channels.length).fill(NaN);
        intake.pick(intake.decode(frame, SampleFormat.FLOAT32, scale, m), n, m, picks, input);
        scalar.pick(scalar.decode(frame, SampleFormat.FLOAT32, scale, m), n, m, picks, expected);
        expect(sameBits(input, expected)).toBe(true);
      }),
    );
  });
});

describe('planPicks', () => {
  const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

  it('knows a chain that gets the stream as it is', () => {
    expect(planPicks(Int32Array.of(0, 1, 2), ones(3), 3).isWhole).toBe(true);
    expect(planPicks(Int32Array.of(0, 1, 2), ones(3), 4).isWhole).toBe(false);
    expect(planPicks(Int32Array.of(0, 2, 1), ones(3), 3).isWhole).toBe(false);
    expect(planPicks(Int32Array.of(0, 1, 2), Float64Array.of(1, 1, 1e15), 3).isWhole).toBe(false);
  });

  it('finds neighbours, and leaves channels that are scattered or missing to JavaScript', () => {
    const range = (from: number, n: number): number[] => Array.from({ length: n }, (_, i) => from + i);
    const two = [...range(3, 10), ...range(40, 12)];
    expect(planPicks(Int32Array.from(two), ones(22), 99).runs).toEqual([
      { from: 3, to: 0, nChannels: 10 },
      { from: 40, to: 10, nChannels: 12 },
    ]);
    expect(planPicks(Int32Array.from([...two, -1]), ones(23), 99).runs).toEqual([]);
    expect(planPicks(Int32Array.from(range(0, 20).map((c) => 2 * c)), ones(20), 99).runs).toEqual([]);
  });
});
