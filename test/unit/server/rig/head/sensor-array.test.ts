import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelKind, Unit } from '../../../../../protocol/frame.js';
import { leadField } from '../../../../../server/rig/head/lead-field.js';
import {
  ctfLike,
  eeg64,
  HEAD_CENTRE,
  HELMETS,
  neuromag306,
  SCALP_RADIUS,
  sensorArray,
  spreadSubset,
  typicalHeadPosition,
} from '../../../../../server/rig/head/sensor-array.js';
import type { SensorArray } from '../../../../../server/rig/head/sensor-array.js';
import { add, dot, norm, rotate, scale } from '../../../../../server/rig/head/vector.js';

const names = ({ channels }: SensorArray) => channels.map(({ name }) => name);

/** What is true of every array, of whatever size. */
function expectSound({ channels }: SensorArray): void {
  expect(new Set(channels.map(({ name }) => name)).size).toBe(channels.length);
  expect(new Set(channels.map(({ layout }) => layout.join())).size).toBe(channels.length);
  for (const axis of [0, 1] as const) {
    const values = channels.map(({ layout }) => layout[axis]);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    if (channels.length > 3) expect(Math.max(...values) - Math.min(...values)).toBe(1);
  }
  for (const { ex, ez } of channels) {
    expect(norm(ex)).toBeCloseTo(1, 12);
    expect(norm(ez)).toBeCloseTo(1, 12);
    expect(dot(ex, ez)).toBeCloseTo(0, 12);
  }
}

describe('sensorArray', () => {
  it.each(HELMETS)('gives a %s of any size, every sensor with a name and a place of its own', (helmet) => {
    const source = [{ position: [0.03, 0.02, 0.08], moment: [0, 1e-8, 0] }] as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 420 }), (nChannels) => {
        const array = sensorArray(helmet, nChannels);
        expect(array.channels).toHaveLength(nChannels);
        expectSound(array);
        expect(leadField(array, typicalHeadPosition, source).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('gives the whole helmet unless told', () => {
    expect(sensorArray('neuromag306')).toEqual(neuromag306());
    expect(sensorArray('ctf-like')).toEqual(ctfLike(275));
    expect(sensorArray('eeg64')).toEqual(eeg64());
  });

  it('refuses a count that is not a whole number from 1 on', () => {
    for (const nChannels of [0, -1, 1.5, NaN]) expect(() => sensorArray('eeg64', nChannels)).toThrow(RangeError);
  });
});

describe('neuromag306', () => {
  const { channels } = neuromag306();

  it('has 102 places with two planar gradiometers and a magnetometer', () => {
    expect(channels).toHaveLength(306);
    expectSound(neuromag306());
    for (let at = 0; at < 306; at += 3) {
      const triplet = channels.slice(at, at + 3);
      expect(new Set(triplet.map(({ position }) => position.join())).size).toBe(1);
      expect(triplet.map(({ kind }) => kind).sort()).toEqual([ChannelKind.MAG, ChannelKind.GRAD, ChannelKind.GRAD]);
      for (const { name, kind } of triplet) expect(kind).toBe(name.endsWith('1') ? ChannelKind.MAG : ChannelKind.GRAD);
    }
  });

  it('measures magnetometers in T and gradiometers in T/m', () => {
    for (const { kind, unit } of channels)
      expect(unit).toBe(kind === ChannelKind.MAG ? Unit.TESLA : Unit.TESLA_PER_METRE);
  });

  it('has its left sensors on the left of the layout and its front ones above', () => {
    const [left, right, front, back] = ['MEG 0131', 'MEG 1441', 'MEG 0811', 'MEG 2131'].map((name) =>
      channels.find((channel) => channel.name === name)!,
    );
    expect(left!.position[0]).toBeLessThan(-0.1);
    expect(right!.position[0]).toBeGreaterThan(0.1);
    expect(left!.layout[0]).toBeLessThan(right!.layout[0]);
    expect(front!.position[1]).toBeGreaterThan(back!.position[1]);
    expect(front!.layout[1]).toBeGreaterThan(back!.layout[1]);
  });
});

describe('spreadSubset', () => {
  it('keeps the order, and takes every place once before any twice', () => {
    const whole = names(neuromag306());
    const subset = spreadSubset(neuromag306(), 102);
    expect(names(subset)).toEqual(whole.filter((name) => names(subset).includes(name)));
    expect(new Set(names(subset).map((name) => name.slice(0, -1))).size).toBe(102);
  });

  it('takes as many sensors of each kind as there are in the helmet', () => {
    const { channels } = spreadSubset(neuromag306(), 102);
    const nMagnetometers = channels.filter(({ kind }) => kind === ChannelKind.MAG).length;
    expect(nMagnetometers).toBe(34);
  });
});

describe('ctfLike', () => {
  it('lies around the head, its sensors looking away from it', () => {
    const helmet = ctfLike();
    expect(helmet.channels).toHaveLength(275);
    for (const { position, ez } of helmet.channels) {
      const { rotation, translation } = typicalHeadPosition;
      const fromCentre = add(add(rotate(rotation, position), translation), scale(HEAD_CENTRE, -1));
      expect(norm(fromCentre)).toBeGreaterThan(SCALP_RADIUS + 0.003);
      expect(norm(fromCentre)).toBeLessThan(0.17);
      expect(dot(rotate(rotation, ez), fromCentre) / norm(fromCentre)).toBeGreaterThan(0.7);
    }
  });
});

describe('eeg64', () => {
  const { channels } = eeg64();
  const place = (name: string) => channels.find((channel) => channel.name === name)!.position;

  it('has its electrodes on the scalp where the 10-10 system has them', () => {
    expect(channels).toHaveLength(64);
    expectSound(eeg64());
    for (const { position } of channels)
      expect(norm(add(position, scale(HEAD_CENTRE, -1)))).toBeCloseTo(SCALP_RADIUS, 12);
    const expectAt = (name: string, at: readonly number[]) =>
      place(name).forEach((value, axis) => expect(value).toBeCloseTo(at[axis]!, 12));
    expectAt('Cz', [0, 0, 0.13]);
    expectAt('Fpz', [0, 0.09, 0.04]);
    expectAt('T7', [-0.09, 0, 0.04]);
    expectAt('T8', [0.09, 0, 0.04]);
    expectAt('C3', [-0.09 * Math.SQRT1_2, 0, 0.04 + 0.09 * Math.SQRT1_2]);
  });

  it('is the same on both sides', () => {
    for (const { name, position } of channels) {
      const number = Number(/\d+$/.exec(name)?.[0] ?? 0);
      if (number % 2 === 0) continue;
      const mirrored = place(name.replace(String(number), String(number + 1)));
      expect(mirrored[0]).toBeCloseTo(-position[0], 12);
      expect(mirrored[1]).toBeCloseTo(position[1], 12);
      expect(mirrored[2]).toBeCloseTo(position[2], 12);
    }
  });
});
