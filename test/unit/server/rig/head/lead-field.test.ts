import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelKind, Unit } from '../../../../../protocol/frame.js';
import { BRAIN_RADIUS, leadField } from '../../../../../server/rig/head/lead-field.js';
import type { Dipole } from '../../../../../server/rig/head/lead-field.js';
import {
  ctfLike,
  eeg64,
  HEAD_CENTRE,
  neuromag306,
  sensorArray,
  typicalHeadPosition,
} from '../../../../../server/rig/head/sensor-array.js';
import type { HeadPosition, Sensor, SensorArray } from '../../../../../server/rig/head/sensor-array.js';
import { add, cross, norm, normalise, rotate, scale } from '../../../../../server/rig/head/vector.js';
import type { Vector } from '../../../../../server/rig/head/vector.js';

const VECTORS = new URL('../../../../vectors/head/', import.meta.url);
const IDENTITY: HeadPosition = { rotation: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), translation: [0, 0, 0] };
const AXIAL = { kind: ChannelKind.MAG, unit: Unit.TESLA, coil: 'axial-gradiometer', layout: [0, 0] } as const;
const ELECTRODE = { kind: ChannelKind.EEG, unit: Unit.VOLT, coil: 'electrode', layout: [0, 0] } as const;

interface Case<T> {
  sensors: T[];
  dipoles: Dipole[];
}

const readCase = <T>(name: string): Case<T> => JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), 'utf8'));

function readFields(name: string): Float32Array {
  const bytes = readFileSync(new URL(`${name}.f32`, VECTORS));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Largest over the dipoles of |ours − theirs| / |theirs|, over the channels whose index `counts`. */
function worst(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  nDipoles: number,
  counts: (channel: number) => boolean = () => true,
): number {
  expect(ours.length).toBe(theirs.length);
  const [differences, sizes] = [new Float64Array(nDipoles), new Float64Array(nDipoles)];
  for (let i = 0; i < ours.length; i++) {
    if (!counts(Math.floor(i / nDipoles))) continue;
    differences[i % nDipoles]! += (ours[i]! - theirs[i]!) ** 2;
    sizes[i % nDipoles]! += theirs[i]! ** 2;
  }
  return Math.max(...differences.map((difference, d) => Math.sqrt(difference / sizes[d]!)));
}

const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const vector = fc.tuple(coordinate, coordinate, coordinate);
const direction = vector.filter((v) => norm(v) > 0.1).map(normalise);
/** From the head's centre, m. */
const inBrain = fc
  .tuple(direction, fc.double({ min: 0.01, max: 0.078, noNaN: true }))
  .map(([towards, far]) => scale(towards, far));
const dipole = fc
  .record({ position: inBrain, moment: vector })
  .map(({ position, moment }): Dipole => ({ position: add(HEAD_CENTRE, position), moment: scale(moment, 1e-8) }));

/** Turn about an axis through the origin, radians. */
function turn([x, y, z]: Vector, angle: number): Float64Array {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const k = 1 - c;
  return Float64Array.of(
    ...[c + x * x * k, x * y * k - z * s, x * z * k + y * s],
    ...[y * x * k + z * s, c + y * y * k, y * z * k - x * s],
    ...[z * x * k - y * s, z * y * k + x * s, c + z * z * k],
  );
}

describe('leadField', () => {
  it('agrees with MNE on a Neuromag helmet', () => {
    const { sensors, dipoles } = readCase<string>('neuromag');
    const helmet = neuromag306();
    expect(helmet.channels.map(({ name }) => name)).toEqual(sensors);
    const ours = leadField(helmet, typicalHeadPosition, dipoles);
    const isKind = (kind: ChannelKind) => (channel: number) => helmet.channels[channel]!.kind === kind;
    for (const kind of [ChannelKind.MAG, ChannelKind.GRAD]) {
      expect(worst(ours, readFields('neuromag-unit'), dipoles.length, isKind(kind))).toBeLessThan(1e-6);
      // The directions in the recording are of length 1 to 1e-4 only, and MNE takes them as they are.
      expect(worst(ours, readFields('neuromag'), dipoles.length, isKind(kind))).toBeLessThan(1e-4);
    }
  });

  it('agrees with MNE on axial gradiometers', () => {
    const { sensors, dipoles } = readCase<Pick<Sensor, 'position' | 'ex' | 'ez'>>('axial');
    const helmet: SensorArray = {
      name: 'axial',
      channels: sensors.map((sensor, i) => ({ ...sensor, ...AXIAL, name: `AG ${i}` })),
    };
    expect(worst(leadField(helmet, IDENTITY, dipoles), readFields('axial'), dipoles.length)).toBeLessThan(1e-6);
  });

  it("agrees with MNE's approximation of the four shells on electrodes", () => {
    const { sensors, dipoles } = readCase<Pick<Sensor, 'position'>>('eeg');
    const cap: SensorArray = {
      name: 'cap',
      channels: sensors.map(({ position }, i) => ({
        position,
        ex: [1, 0, 0],
        ez: [0, 0, 1],
        ...ELECTRODE,
        name: `EEG ${i}`,
      })),
    };
    expect(worst(leadField(cap, IDENTITY, dipoles), readFields('eeg'), dipoles.length)).toBeLessThan(5e-3);
  });

  it('gives nothing in MEG for a radial dipole', () => {
    fc.assert(
      fc.property(fc.constantFrom(neuromag306(), ctfLike(60)), inBrain, direction, (helmet, position, aside) => {
        const outward = normalise(position);
        fc.pre(norm(cross(outward, aside)) > 0.5);
        const at = add(HEAD_CENTRE, position);
        const field = (moment: Vector) => leadField(helmet, typicalHeadPosition, [{ position: at, moment }]);
        const tangential = normalise(cross(outward, aside));
        expect(rms(field(outward))).toBeLessThan(1e-11 * rms(field(tangential)));
      }),
      { numRuns: 40 },
    );
  });

  it('is linear in the moment', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(neuromag306(), ctfLike(40), eeg64()),
        dipole,
        vector,
        fc.double({ min: -3, max: 3, noNaN: true }),
        (sensors, first, other, factor) => {
          const second = scale(other, 1e-8);
          const { position } = first;
          const field = leadField(sensors, typicalHeadPosition, [
            first,
            { position, moment: second },
            { position, moment: add(scale(first.moment, factor), second) },
          ]);
          const largest = Math.max(...field.map(Math.abs));
          for (let at = 0; at < field.length; at += 3) {
            const sum = factor * field[at]! + field[at + 1]!;
            expect(Math.abs(field[at + 2]! - sum)).toBeLessThanOrEqual(1e-12 * largest);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is the same when helmet and head are moved together', () => {
    fc.assert(
      fc.property(
        dipole,
        direction,
        fc.double({ min: -3, max: 3, noNaN: true }),
        vector,
        (source, axis, angle, shift) => {
          fc.pre(
            norm(source.moment) > 1e-10 &&
              norm(cross(normalise(source.moment), add(source.position, scale(HEAD_CENTRE, -1)))) > 1e-3,
          );
          const helmet = sensorArray('neuromag306', 60);
          const rotation = turn(axis, angle);
          const moved: SensorArray = {
            name: 'moved',
            channels: helmet.channels.map((sensor) => ({
              ...sensor,
              position: add(rotate(rotation, sensor.position), shift),
              ex: rotate(rotation, sensor.ex),
              ez: rotate(rotation, sensor.ez),
            })),
          };
          // head = R·device + t and moved = Q·device + s, so head = R·Qᵀ·moved + (t − R·Qᵀ·s).
          const back = turn(axis, -angle);
          const columns = (
            [
              [1, 0, 0],
              [0, 1, 0],
              [0, 0, 1],
            ] as const
          ).map((unit) => rotate(typicalHeadPosition.rotation, rotate(back, unit)));
          const total = Float64Array.from([0, 1, 2].flatMap((row) => columns.map((column) => column[row]!)));
          const translation = add(typicalHeadPosition.translation, scale(rotate(total, shift), -1));
          const field = leadField(helmet, typicalHeadPosition, [source]);
          expect(worst(leadField(moved, { rotation: total, translation }, [source]), field, 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('turns the potential with dipole and electrodes about the centre', () => {
    fc.assert(
      fc.property(dipole, direction, fc.double({ min: -3, max: 3, noNaN: true }), (source, axis, angle) => {
        fc.pre(norm(source.moment) > 1e-10);
        const rotation = turn(axis, angle);
        const about = (place: Vector) => add(HEAD_CENTRE, rotate(rotation, add(place, scale(HEAD_CENTRE, -1))));
        const cap = eeg64();
        const turned: SensorArray = {
          name: 'turned',
          channels: cap.channels.map((electrode) => ({ ...electrode, position: about(electrode.position) })),
        };
        const turnedSource = { position: about(source.position), moment: rotate(rotation, source.moment) };
        const field = leadField(cap, IDENTITY, [source]);
        expect(worst(leadField(turned, IDENTITY, [turnedSource]), field, 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('moves electrodes along the radius to the scalp, wherever the head lies', () => {
    const cap = eeg64();
    const source: Dipole = { position: [0.03, 0.02, 0.09], moment: [0, 1e-8, 0] };
    const lifted: SensorArray = {
      name: 'lifted',
      channels: cap.channels.map((electrode) => ({
        ...electrode,
        position: add(HEAD_CENTRE, scale(add(electrode.position, scale(HEAD_CENTRE, -1)), 1.1)),
      })),
    };
    const field = leadField(cap, IDENTITY, [source]);
    expect(worst(leadField(lifted, typicalHeadPosition, [source]), field, 1)).toBeLessThan(1e-12);
  });

  it('puts channels of both kinds in the rows they have', () => {
    const [meg, eeg] = [sensorArray('neuromag306', 3), eeg64()];
    const channels = [eeg.channels[0]!, meg.channels[0]!, eeg.channels[1]!, meg.channels[1]!, meg.channels[2]!];
    const sources: Dipole[] = [
      { position: [0.03, 0.02, 0.09], moment: [0, 1e-8, 0] },
      { position: [-0.02, 0.02, 0.08], moment: [1e-8, 0, 0] },
    ];
    const mixed = leadField({ name: 'mixed', channels }, typicalHeadPosition, sources);
    const magnetic = leadField(meg, typicalHeadPosition, sources);
    const electric = leadField(eeg, typicalHeadPosition, sources);
    expect([...mixed]).toEqual([
      ...electric.subarray(0, 2),
      ...magnetic.subarray(0, 2),
      ...electric.subarray(2, 4),
      ...magnetic.subarray(2, 6),
    ]);
  });

  it('refuses a dipole outside the brain and a coil inside the head', () => {
    const moment: Vector = [1e-8, 0, 0];
    const outside: Vector = add(HEAD_CENTRE, [0, 0, 1.001 * BRAIN_RADIUS]);
    expect(() => leadField(neuromag306(), typicalHeadPosition, [{ position: outside, moment }])).toThrow(RangeError);
    expect(() => leadField(eeg64(), typicalHeadPosition, [{ position: outside, moment }])).toThrow(/not in the brain/);
    expect(() => leadField(eeg64(), typicalHeadPosition, [{ position: [NaN, 0, 0], moment }])).toThrow(RangeError);
    const high: HeadPosition = { ...typicalHeadPosition, translation: [0, 0, 0] };
    expect(() => leadField(neuromag306(), high, [{ position: HEAD_CENTRE, moment }])).toThrow(/inside it/);
  });
});
