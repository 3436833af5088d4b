import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportSession } from '../../../../../server/rig/person/export-session.js';
import { personResponses, PERSON_TASKS } from '../../../../../server/rig/person/person.js';
import { personSession, simulatePerson } from '../../../../../server/rig/person/simulate-person.js';
import { temporaryDir } from '../../../../helpers/temporary-dir.js';

const SMALL = { nTrials: 1, nChannels: 9, sfreq: 200 };

it('gives the same samples however they are read', () => {
  const whole = simulatePerson('typing', SMALL);
  const all = whole.read(0, whole.nSamples);
  const nChannels = whole.info.channels.length;
  const again = simulatePerson('typing', SMALL);
  fc.assert(
    fc.property(fc.nat(whole.nSamples - 1), fc.integer({ min: 1, max: 70 }), (start, count) => {
      const n = Math.min(count, whole.nSamples - start);
      expect(again.read(start, n)).toEqual(all.slice(start * nChannels, (start + n) * nChannels));
    }),
    { numRuns: 40 },
  );
});

it('goes back to kept states in a long session', () => {
  const recording = simulatePerson('images', { nTrials: 40, nChannels: 3, sfreq: 500 });
  const late = recording.read(25_000, 50);
  const early = recording.read(10_001, 50);
  expect(recording.read(25_000, 50)).toEqual(late);
  expect(simulatePerson('images', { nTrials: 40, nChannels: 3, sfreq: 500 }).read(10_001, 50)).toEqual(early);
});

it('says that it is simulated, who it is and where the sensors are', () => {
  for (const task of PERSON_TASKS) {
    const { info, notes, markers, nSamples } = simulatePerson(task, { ...SMALL, person: 5 });
    expect(info.simulated).toBe(true);
    expect(info.subject).toBe('sim-05');
    expect(notes).toEqual(['simulated: no person was recorded']);
    for (const { position } of info.channels) expect(position).toHaveLength(3);
    expect(markers.length).toBeGreaterThan(0);
    for (const { sample } of markers) expect(sample).toBeLessThan(nSamples);
  }
});

it('puts the same sensors over another head in another session', () => {
  const position = (session: number) => simulatePerson('typing', { ...SMALL, session }).info.channels[0]!.position;
  expect(position(100)).toEqual(position(100));
  expect(position(100)).not.toEqual(position(101));
});

it('adds responses in proportion to the gain', () => {
  const read = (gain: number) => simulatePerson('typing', { ...SMALL, gain }).read(600, 100);
  const [none, one, two] = [read(0), read(1), read(2)];
  const largest = Math.max(...one.map((value, i) => Math.abs(value - none[i]!)));
  for (let i = 0; i < none.length; i++) {
    expect(Math.abs(two[i]! - none[i]! - 2 * (one[i]! - none[i]!))).toBeLessThan(1e-4 * largest);
  }
});

it('has white sensor noise of the density it states', () => {
  const session = personSession('typing', { ...SMALL, gain: 0, artefacts: false });
  const quiet = { ...session, backgroundWeight: session.backgroundWeight.map(() => 0) };
  const dir = temporaryDir();
  exportSession(quiet, dir, { samples: true });
  const samples = npy(join(dir, 'samples.npy'), Float32Array);
  const deviation = npy(join(dir, 'sensor_sd.npy'), Float64Array);
  expect(deviation[0]).toBeCloseTo(session.sensorDensity[0]! * 10, 20);
  for (let c = 0; c < 9; c++) {
    let power = 0;
    for (let k = 0; k < session.nSamples; k++) power += (samples[k * 9 + c]! / deviation[c]!) ** 2 / session.nSamples;
    expect(Math.abs(power - 1)).toBeLessThan(0.15);
  }
});

it('differs between people by the spread', () => {
  const weights = (person: number, spread: number) => personResponses(person, 'typing', 1, spread).map;
  expect(weights(0, 0)).toEqual(weights(100, 0));
  const correlation = (spread: number): number => {
    const [a, b] = [weights(0, spread), weights(100, spread)];
    const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  };
  expect(correlation(1)).toBeGreaterThan(0.75);
  expect(correlation(1)).toBeLessThan(0.97);
  expect(correlation(2)).toBeLessThan(correlation(1));
});

it('refuses options that make no sense', () => {
  expect(() => simulatePerson('typing', { person: -1 })).toThrow(RangeError);
  expect(() => simulatePerson('typing', { nTrials: 0 })).toThrow(RangeError);
  expect(() => simulatePerson('speech', { nDimensions: 5 })).toThrow(RangeError);
  expect(() => simulatePerson('speech', { nTrials: 2000 })).toThrow(RangeError);
});

function npy<T>(path: string, type: new (buffer: ArrayBuffer) => T): T {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  return new type(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}
