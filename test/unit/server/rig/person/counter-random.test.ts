import { expect, it } from 'vitest';
import {
  randomBits,
  randomKey,
  randomNormal,
  randomNormals,
  randomOrder,
} from '../../../../../server/rig/person/counter-random.js';

/** fmix32(key xor index · 0x9e3779b1) in whole numbers of any size: what NumPy's uint32 does. */
function referenceBits(key: number, index: number): number {
  const wrap = (value: bigint): bigint => value & 0xffffffffn;
  let bits = wrap(BigInt(key) ^ wrap(BigInt(index) * 0x9e3779b1n));
  bits = wrap((bits ^ (bits >> 16n)) * 0x85ebca6bn);
  bits = wrap((bits ^ (bits >> 13n)) * 0xc2b2ae35n);
  return Number(bits ^ (bits >> 16n));
}

it('gives the bits of the published recipe', () => {
  for (const key of [0, 1, 0x63777265, 0xffffffff]) {
    for (const index of [0, 1, 2, 1000, 0x7fffffff, 0xffffffff])
      expect(randomBits(key, index)).toBe(referenceBits(key, index));
  }
});

it('derives a key step by step', () => {
  expect(randomKey(5, 7, 9)).toBe(randomBits(randomBits(5, 7), 9));
});

it('gives one normal as the run of them does, for even and odd lengths', () => {
  for (const n of [1, 2, 7, 10]) {
    const run = new Float64Array(n + 3).fill(-99);
    randomNormals(1234, n, run, 1);
    expect(Array.from(run.subarray(1, n + 1))).toEqual(Array.from({ length: n }, (_, i) => randomNormal(1234, i)));
    expect([run[0], run[n + 1]]).toEqual([-99, -99]);
  }
});

it('gives normals of mean 0 and variance 1 that neighbouring keys do not share', () => {
  const n = 50_000;
  const [a, b] = [new Float64Array(n), new Float64Array(n)];
  randomNormals(randomKey(1, 0), n, a);
  randomNormals(randomKey(1, 1), n, b);
  const mean = (x: (i: number) => number): number => a.reduce((sum, _, i) => sum + x(i), 0) / n;
  expect(mean((i) => a[i]!)).toBeCloseTo(0, 1);
  expect(mean((i) => a[i]! ** 2)).toBeCloseTo(1, 1);
  expect(mean((i) => a[i]! ** 4)).toBeCloseTo(3, 0);
  expect(Math.abs(mean((i) => a[i]! * b[i]!))).toBeLessThan(0.02);
});

it('orders every number once', () => {
  expect(randomOrder(3, 50).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
