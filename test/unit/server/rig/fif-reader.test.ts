import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelKind } from '../../../../protocol/frame.js';
import { eventPaths } from '../../../../server/rig/fif-events.js';
import { openRecording } from '../../../../server/rig/recording.js';
import type { Recording, RecordingOptions } from '../../../../server/rig/recording.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

interface Expected {
  nSamples: number;
  gaps: [number, number][];
  names: [string, string];
  nChannels: number;
  values: [number, number[]][];
  sums: number[];
}

const vectors = join(import.meta.dirname, '../../../vectors');
const { files } = JSON.parse(readFileSync(join(vectors, 'fif.json'), 'utf8')) as { files: Record<string, Expected> };

function open(path: string, options?: RecordingOptions): Recording {
  const recording = openRecording(path, options);
  onTestFinished(() => recording.close());
  return recording;
}

function vector(name: string): string {
  return join(vectors, 'fif', name);
}

/** Replaces the first run of bytes that equals `from`. */
function patched(path: string, from: Buffer, to: Buffer): Buffer {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from);
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
}

function int32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
  return bytes;
}

describe('FifRecording', () => {
  it.each(Object.entries(files))('reads %s as MNE does', (name, expected) => {
    const recording = open(vector(name));
    expect(recording.nSamples).toBe(expected.nSamples);
    expect(recording.gaps).toEqual(expected.gaps.map(([start, end]) => ({ start, end })));
    const { channels } = recording.info;
    expect([channels[0]!.name, channels.at(-1)!.name]).toEqual(expected.names);
    expect(channels.length).toBe(expected.nChannels);
    for (const [row, values] of expected.values) expect([...recording.read(row, 1)]).toEqual(values);
    const edges = [0, ...recording.gaps.flatMap(({ start, end }) => [start, end]), recording.nSamples];
    const sums = channels.map(() => 0);
    for (let i = 0; i < edges.length; i += 2) {
      recording.read(edges[i]!, edges[i + 1]! - edges[i]!).forEach((value, k) => (sums[k % sums.length]! += value));
    }
    sums.forEach((sum, k) => expect(Math.abs(sum - expected.sums[k]!)).toBeLessThan(1e-9 * Math.abs(sum) + 1e-18));
  });

  it('turns coils from the device to the head', () => {
    const [eeg, mag] = open(vector('single_raw.fif')).info.channels;
    // The head is turned by a quarter about z and shifted by (1, 2, 3) cm; coil normals are -y of the device.
    expect(mag!.kind).toBe(ChannelKind.MAG);
    [-0.02 + 0.01, 0.02 + 0.02, 0.03 + 0.03].forEach((v, axis) => expect(mag!.position[axis]).toBeCloseTo(v, 7));
    [1, 0, 0].forEach((v, axis) => expect(mag!.orientation[axis]).toBeCloseTo(v, 7));
    [0.01, 0.02, 0.03].forEach((v, axis) => expect(eeg!.position[axis]).toBeCloseTo(v, 7));
    expect(eeg!.orientation).toEqual([]);
  });

  it('takes the transform the other way round too', () => {
    const name = vector('single_raw.fif');
    const transform = readFileSync(name).indexOf(int32(1, 4));
    const bytes = readFileSync(name);
    const forward = Buffer.from(bytes.subarray(transform + 8, transform + 56));
    bytes.set(int32(4, 1), transform);
    bytes.copy(bytes, transform + 8, transform + 56, transform + 104);
    bytes.set(forward, transform + 56);
    const path = join(temporaryDir(), 'inverted_raw.fif');
    writeFileSync(path, bytes);
    expect(open(path).info.channels).toEqual(open(name).info.channels);
  });

  it('takes annotations for markers, but not those of bad spans', () => {
    for (const name of ['single_raw.fif', 'skips_raw.fif', 'directory_raw.fif']) {
      const markers = open(vector(name)).markers.map(({ duration, ...rest }) => ({
        ...rest,
        ms: Math.round(duration * 1e3),
      }));
      expect(markers).toEqual([
        { sample: 55, description: 'left: up', value: 'left: up', ms: 250 },
        { sample: 311, description: 'right', value: 'right', ms: 0 },
      ]);
    }
  });

  it('takes the trigger channel where there is nothing else', () => {
    const recording = open(vector('triggers_raw.fif'));
    expect(recording.markers.map(({ sample, description }) => [sample, description])).toEqual(
      Array.from({ length: 12 }, (_, i) => [50 * i + 21, String(i + 1)]),
    );
  });

  it('prefers an event file, under each name that one has', () => {
    const dir = temporaryDir();
    const events = [
      [100, 31, 20, 0, 0, 0, 0, 0, 0],
      [101, 3, 4, 0, -1],
      [104, 3, 4, 0, 361],
      [3561, 3, 48, 0, 1010, 0, 7, 1005, 0, 8, 1601, 0, 9, 999, 0, 10],
      [105, 3, 4, 0, 361],
      [108, 0, 0, -1],
    ];
    for (const name of ['a_raw', 'b-raw', 'c']) {
      copyFileSync(vector('single_raw.fif'), join(dir, `${name}.fif`));
      const beside = eventPaths(join(dir, `${name}.fif`));
      expect(beside.map((path) => path.slice(dir.length + 1))).toEqual(
        name === 'c'
          ? ['c-eve.fif', 'c_eve.fif']
          : [`${name[0]}-eve.fif`, `${name[0]}_eve.fif`, `${name}-eve.fif`, `${name}_eve.fif`],
      );
      // Each name is looked for before the ones written in the round before.
      for (const path of beside.reverse()) {
        writeFileSync(path, int32(...events.flat()));
        const recording = open(join(dir, `${name}.fif`));
        expect(recording.markers.map(({ sample, value }) => [sample, value])).toEqual([
          [5, '8'],
          [10, '7'],
        ]);
        expect(recording.notes).toContain('2 of 4 markers lie outside the recording and are left out');
        expect(recording.notes).toContain(`2 markers are from ${path}`);
      }
    }
  });

  it('counts a skip in samples where the file does', () => {
    const path = join(temporaryDir(), 'skip_raw.fif');
    writeFileSync(path, patched(vector('skips_raw.fif'), int32(301, 3, 4, 0, 2), int32(303, 3, 4, 0, 17)));
    const recording = open(path);
    expect(recording.gaps).toEqual([{ start: 200, end: 217 }]);
    expect(recording.nSamples).toBe(417);
    expect(recording.read(217, 200)).toEqual(open(vector('skips_raw.fif')).read(400, 200));
  });

  it('moves the beginning past a skip that comes first', () => {
    const path = join(temporaryDir(), 'skip_raw.fif');
    const first = int32(208, 3, 4, 0, 1000);
    writeFileSync(path, patched(vector('single_raw.fif'), first, Buffer.concat([first, int32(301, 3, 4, 0, 1)])));
    const recording = open(path);
    expect([recording.nSamples, recording.gaps]).toEqual([600, []]);
    // 170 samples in a buffer, so that the markers of the file lie that much earlier.
    expect(recording.markers.map(({ sample }) => sample)).toEqual([141]);
  });

  it('follows a split recording, and says so when a part is missing', () => {
    const dir = temporaryDir();
    const path = join(dir, 'split_raw.fif');
    copyFileSync(vector('split_raw.fif'), path);
    expect(() => openRecording(path)).toThrow(/goes on in split_raw-1\.fif, which is not beside it/);
    const first = open(path, { allowTruncated: true });
    expect(first.notes).toContainEqual(expect.stringMatching(/goes on in split_raw-1\.fif/));
    copyFileSync(vector('split_raw-1.fif'), join(dir, 'split_raw-1.fif'));
    const whole = open(path);
    expect(whole.nSamples).toBe(600);
    expect(whole.read(0, first.nSamples)).toEqual(first.read(0, first.nSamples));
    const seam = whole.read(first.nSamples - 3, 6);
    expect(seam).toEqual(Float32Array.from([...whole.read(first.nSamples - 3, 3), ...whole.read(first.nSamples, 3)]));
    copyFileSync(vector('single_raw.fif'), join(dir, 'split_raw-1.fif'));
    expect(() => openRecording(path)).toThrow(/not parts of one recording/);
    copyFileSync(path, join(dir, 'split_raw-1.fif'));
    expect(() => openRecording(path)).toThrow(/names itself/);
  });

  it('places a later part by its own first sample', () => {
    const dir = temporaryDir();
    copyFileSync(vector('split_raw.fif'), join(dir, 'split_raw.fif'));
    const nFirst = open(join(dir, 'split_raw.fif'), { allowTruncated: true }).nSamples;
    const shifted = patched(
      vector('split_raw-1.fif'),
      int32(208, 3, 4, 0, 1000 + nFirst),
      int32(208, 3, 4, 0, 1500 + nFirst),
    );
    writeFileSync(join(dir, 'split_raw-1.fif'), shifted);
    const recording = open(join(dir, 'split_raw.fif'));
    expect(recording.gaps).toEqual([{ start: nFirst, end: nFirst + 500 }]);
    expect(recording.nSamples).toBe(1100);
    expect(recording.read(nFirst + 500, 10)).toEqual(open(vector('split_raw.fif')).read(nFirst, 10));
  });

  it('refuses sample types, channel counts and rates that make no sense', () => {
    const path = join(temporaryDir(), 'odd_raw.fif');
    const odd: [Buffer, Buffer, RegExp][] = [
      [int32(300, 4), int32(300, 20), /UNSUPPORTED_FILE.*FIF type 20/],
      [int32(200, 3, 4, 0, 4), int32(200, 3, 4, 0, 5), /announces 5 channels and describes 4/],
      [int32(200, 3, 4, 0, 4), int32(999, 3, 4, 0, 4), /does not tell its number of channels/],
      [int32(201, 4, 4, 0, 0x42c80000), int32(201, 4, 4, 0, 0), /sampling frequency is 0 Hz/],
      [int32(201, 4, 4, 0, 0x42c80000), int32(201, 10, 4, 0, 0), /should hold 1 numbers/],
      [int32(104, 3, 4, 0, 102), int32(104, 3, 4, 0, 9999), /NO_SIGNAL.*without raw data/],
      [int32(104, 3, 4, 0, 101), int32(104, 3, 4, 0, 9999), /NO_SIGNAL.*without a measurement/],
      [int32(101, 3, 4, 0, -1), int32(101, 3, 4, 0x24), /UNREADABLE_FILE|TRUNCATED_FILE/],
    ];
    for (const [from, to, message] of odd) {
      writeFileSync(path, patched(vector('single_raw.fif'), from, to));
      expect(() => openRecording(path)).toThrow(message);
    }
  });

  it('ends on a chain of tags that turns back', () => {
    const path = join(temporaryDir(), 'loop_raw.fif');
    writeFileSync(path, patched(vector('single_raw.fif'), int32(104, 3, 4, 0, 100), int32(104, 3, 4, 36, 100)));
    expect(() => openRecording(path)).toThrow(/the chain of tags breaks/);
  });

  it('may be closed twice and refuses to read then', () => {
    const recording = openRecording(vector('single_raw.fif'));
    recording.close();
    recording.close();
    expect(() => recording.read(0, 1)).toThrow(/is closed/);
  });
});
