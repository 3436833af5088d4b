import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelKind, checkStreamInfo, SampleFormat, Unit } from '../../../../protocol/frame.js';
import { openRecording, RecordingError } from '../../../../server/rig/recording.js';
import type { Recording, RecordingOptions } from '../../../../server/rig/recording.js';
import { hasRecordings, recordings } from '../../../helpers/recordings.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

interface Expected {
  sfreq: number;
  nSamples: number;
  gaps: [number, number][];
  nChannels: number;
  names: string;
  firstNames: string[];
  sha256: string;
  values: [number, number[]][];
  markers: { count: number; first: string[]; last: string[]; sha256: string };
  kinds?: Record<string, number>;
  places?: [number, number[], number[]][];
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../../../vectors/recordings.json'), 'utf8')) as {
  files: Record<string, Expected>;
};

function open(name: string, options?: RecordingOptions): Recording {
  const recording = openRecording(join(recordings(), name), options);
  onTestFinished(() => recording.close());
  return recording;
}

/** Spans of the recording that were recorded. */
function recordedSpans({ nSamples, gaps }: Recording): { start: number; end: number }[] {
  const edges = [0, ...gaps.flatMap(({ start, end }) => [start, end]), nSamples];
  return Array.from({ length: edges.length / 2 }, (_, i) => ({ start: edges[2 * i]!, end: edges[2 * i + 1]! }));
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readAll(recording: Recording, chunk: number): { sha256: string; rows: (row: number) => number[] } {
  const hash = createHash('sha256');
  const nChannels = recording.info.channels.length;
  const parts: Float32Array[] = [];
  for (const { start, end } of recordedSpans(recording)) {
    for (let at = start; at < end; at += chunk) {
      const samples = recording.read(at, Math.min(chunk, end - at));
      hash.update(bytesOf(samples));
      parts.push(samples);
    }
  }
  const rows = (row: number): number[] => {
    let before = 0;
    for (const part of parts) {
      const n = part.length / nChannels;
      if (row < before + n) return [...part.subarray((row - before) * nChannels, (row - before + 1) * nChannels)];
      before += n;
    }
    return [];
  };
  return { sha256: hash.digest('hex'), rows };
}

describe.runIf(hasRecordings)('openRecording', () => {
  it.each(Object.entries(vectors.files))('reads %s as MNE does', (name, expected) => {
    const recording = open(name);
    const { info } = recording;
    expect(info.sfreq).toBe(expected.sfreq);
    expect(recording.nSamples).toBe(expected.nSamples);
    expect(recording.gaps).toEqual(expected.gaps.map(([start, end]) => ({ start, end })));
    expect(info.channels.slice(0, 3).map((channel) => channel.name)).toEqual(expected.firstNames);
    expect(info.channels.length).toBe(expected.nChannels);
    expect(sha256(info.channels.map((channel) => channel.name).join('\n'))).toBe(expected.names);

    const all = readAll(recording, 997);
    for (const [row, values] of expected.values) expect(all.rows(row).slice(0, 4)).toEqual(values);
    expect(all.sha256).toBe(expected.sha256);

    const lines = recording.markers.map((marker) => {
      expect(marker.value).toBe(marker.description);
      return `${marker.sample} ${marker.description} ${marker.duration.toFixed(6)}`;
    });
    expect(lines.slice(0, 2)).toEqual(expected.markers.first);
    expect(lines.slice(-1)).toEqual(expected.markers.last);
    expect(lines.length).toBe(expected.markers.count);
    expect(sha256(lines.join('\n'))).toBe(expected.markers.sha256);

    const kinds: Record<string, number> = {};
    for (const { kind } of info.channels) {
      const [word] = Object.entries(ChannelKind).find(([, value]) => value === kind)!;
      kinds[word] = (kinds[word] ?? 0) + 1;
    }
    if (expected.kinds) expect(kinds).toEqual(expected.kinds);
    for (const [channel, position, orientation] of expected.places ?? []) {
      const { position: p, orientation: o } = info.channels[channel]!;
      expect([p.length, o.length]).toEqual([position.length, orientation.length]);
      p.forEach((value, axis) => expect(value).toBeCloseTo(position[axis]!, 9));
      o.forEach((value, axis) => expect(value).toBeCloseTo(orientation[axis]!, 9));
    }
  });

  it.each(Object.keys(vectors.files))('describes %s as a server takes it', (name) => {
    const { info } = open(name);
    expect(() => checkStreamInfo(info)).not.toThrow();
    expect(info.format).toBe(SampleFormat.FLOAT32);
    expect(info.simulated).toBe(false);
  });

  it('gives each kind of channel its unit', () => {
    const { channels } = open('meg-formats/neuromag306_eeg60_sample_audvis_2s_raw.fif').info;
    const units = new Map(channels.map(({ kind, unit }) => [kind, unit]));
    expect(units).toEqual(
      new Map<number, number>([
        [ChannelKind.GRAD, Unit.TESLA_PER_METRE],
        [ChannelKind.MAG, Unit.TESLA],
        [ChannelKind.STIM, Unit.DIMENSIONLESS],
        [ChannelKind.EEG, Unit.VOLT],
        [ChannelKind.EOG, Unit.VOLT],
      ]),
    );
  });

  it.each([
    'ssvep-exo/subject04/record-2012.07.18-17.52.30_raw.fif',
    'meg-formats/neuromag122_1s_raw.fif',
    'mi-eegmmi-s001/S001R06.edf',
    'bad-inputs/edfplus_discontinuous_test_merged.edf',
    'bad-inputs/bdf_stim_channel.bdf',
  ])('reads the same samples of %s however they are cut', (name) => {
    const recording = open(name);
    const nChannels = recording.info.channels.length;
    const spans = recordedSpans(recording);
    const whole = spans.map(({ start, end }) => recording.read(start, Math.min(end - start, 4000)));
    fc.assert(
      fc.property(fc.nat(spans.length - 1), fc.nat(3000), fc.array(fc.nat(400), { maxLength: 6 }), (i, from, sizes) => {
        let at = Math.min(from, whole[i]!.length / nChannels);
        for (const size of sizes) {
          const n = Math.min(size, whole[i]!.length / nChannels - at);
          const samples = recording.read(spans[i]!.start + at, n);
          const same = whole[i]!.subarray(at * nChannels, (at + n) * nChannels);
          expect(Buffer.compare(bytesOf(samples), bytesOf(same))).toBe(0);
          at += n;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses to read in a gap, across its edges, or past the end', () => {
    const recording = open('bad-inputs/edfplus_discontinuous_test_merged.edf');
    const [{ start, end }] = recording.gaps as [{ start: number; end: number }];
    for (const [first, n] of [
      [start, 1],
      [start - 1, 2],
      [end - 1, 1],
      [end - 1, 2],
      [start - 5, end - start + 10],
      [recording.nSamples, 1],
      [-1, 1],
      [0.5, 1],
      [0, -1],
      [0, NaN],
    ] as const) {
      expect(() => recording.read(first, n), `${first} ${n}`).toThrow(RangeError);
    }
    expect(recording.read(start, 0).length).toBe(0);
    expect(recording.read(start - 1, 1).length).toBe(recording.info.channels.length);
    expect(recording.read(end, 1).length).toBe(recording.info.channels.length);
  });

  it.each([
    ['edf_annotations_only_hypnogram.edf', 'NO_SIGNAL', /annotations only/],
    ['edf_crlf_mangled_S001R08_first300k.edf', 'UNREADABLE_FILE', /line-end conversion.*binary mode/],
    ['fif_unreadable_old_test_raw_first256k.fif', 'TRUNCATED_FILE', /cut short/],
    ['muse_csv_short_24s_28markers.csv', 'UNSUPPORTED_FILE', /not a FIF, EDF or BDF/],
    ['xdf_empty_streams.xdf', 'UNSUPPORTED_FILE', /convert/],
    ['brainvision', 'UNREADABLE_FILE', /not a file/],
    ['no-such-file.edf', 'UNREADABLE_FILE', /does not exist/],
  ])('refuses %s with %s', (name, code, detail) => {
    expect(() => open(join('bad-inputs', name))).toThrow(
      expect.objectContaining({
        name: 'RecordingError',
        code,
        detail: expect.stringMatching(detail) as string,
      }) as Error,
    );
  });

  it('reads or refuses by name every file of the damaged ones', () => {
    const folder = join(recordings(), 'bad-inputs');
    const outcomes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => extname(name) !== '' && extname(name) !== '.md')
      .map((name) => {
        try {
          const recording = openRecording(join(folder, name));
          const nRead = recordedSpans(recording).reduce((n, { start, end }) => {
            return n + recording.read(start, end - start).length;
          }, 0);
          recording.close();
          return nRead > 0 ? 'read' : 'empty';
        } catch (error) {
          return error instanceof RecordingError ? error.code : `${name}: ${String(error)}`;
        }
      });
    expect([...new Set(outcomes)].sort()).toEqual([
      'NO_SIGNAL',
      'TRUNCATED_FILE',
      'UNREADABLE_FILE',
      'UNSUPPORTED_FILE',
      'read',
    ]);
  });

  it.each([
    ['edf_uneven_sampling_rates.edf', /1 of 2 channels are left out.*100 Hz: 0\.2Hz Blk 1\/0uV \(12\.8 Hz\)/],
    ['edf_uneven_sampling_trailing_byte.edf', /1 bytes after the last whole data record are left out/],
    ['edf_duplicate_channel_labels.edf', /2 channels are named "EEG F1-Ref"/],
    ['edfplus_discontinuous_test_merged.edf', /not in volts.*A1 \("n\/a"\)/],
    ['../eeg-formats/eeglab/biosemi17ch_256hz.bdf', /not stopped in order: its 60 whole data records/],
    ['../ssvep-exo/subject12/record-2014.03.10-19.47.49_raw.fif', /positions too far from the head.*: Oz, O1/],
    ['../ssvep-exo/subject12/record-2014.03.10-19.47.49_raw.fif', /32 markers are from .*-eve\.fif/],
    ['../meg-formats/elekta_3ch_80s_162events_raw.fif', /rises of STI101/],
    ['../meg-formats/neuromag306_emptyroom_90Hz_10s_raw.fif', /where the head was/],
  ])('tells what it did with %s', (name, note) => {
    expect(open(join('bad-inputs', name)).notes).toContainEqual(expect.stringMatching(note));
  });

  it('takes the markers of the event file that is named', () => {
    const path = join(recordings(), 'ssvep-exo/subject04/record-2012.07.18-17.56.53-eve.fif');
    const other = open('ssvep-exo/subject04/record-2012.07.18-17.56.53_raw.fif');
    expect(other.markers.length).toBe(32);
    expect(open('mi-eegmmi-s001/S001R06.edf', { eventsPath: path }).markers).toEqual(
      other.markers.filter(({ sample }) => sample <= 20000),
    );
  });

  it('refuses an event file that is none', () => {
    const eventsPath = join(recordings(), 'mi-eegmmi-s001/S001R06.edf');
    const name = 'ssvep-exo/subject04/record-2012.07.18-17.56.53_raw.fif';
    expect(() => open(name, { eventsPath })).toThrow(/not a FIF event file/);
    expect(() => open(name, { eventsPath: join(recordings(), name) })).toThrow(/holds no event list/);
    expect(() => open(name, { eventsPath: '/nowhere-eve.fif' })).toThrow(/does not exist/);
  });

  it('reads a gzipped recording', () => {
    const name = 'bad-inputs/bdf_stim_channel.bdf';
    const path = join(temporaryDir(), 'recording.bdf.gz');
    writeFileSync(path, gzipSync(readFileSync(join(recordings(), name))));
    const recording = openRecording(path);
    expect(readAll(recording, 1000).sha256).toBe(vectors.files[name]!.sha256);
    expect(recording.info.name).toBe('recording');
    truncateSync(path, 3000);
    expect(() => openRecording(path)).toThrow(expect.objectContaining({ code: 'TRUNCATED_FILE' }) as Error);
  });

  it.each([
    ['bad-inputs/edf_subsecond_starttime.edf', true],
    ['bad-inputs/bdf_stim_channel.bdf', true],
    ['meg-formats/neuromag122_1s_raw.fif', true],
    ['bad-inputs/edf_subsecond_starttime.edf', false],
    ['bad-inputs/bdf_stim_channel.bdf', false],
    ['meg-formats/neuromag122_1s_raw.fif', false],
  ])('refuses every truncation of %s, or reads what is there (allowed: %s)', (name, allowTruncated) => {
    const bytes = readFileSync(join(recordings(), name));
    const path = join(temporaryDir(), `cut${extname(name)}`);
    const whole = open(name).read(0, 400);
    const offsets = Array.from({ length: 200 }, (_, i) => Math.floor((i / 200) * bytes.length));
    // Where records and tags begin and end, and what stands near the beginning, breaks readers most.
    for (const near of [0, 1, 7, 8, 15, 16, 36, 56, 76, 96, 255, 256, 257, 1280, bytes.length - 16, bytes.length - 1]) {
      offsets.push(near);
    }
    const outcomes = new Set<string>();
    for (const offset of offsets) {
      writeFileSync(path, bytes.subarray(0, offset));
      try {
        const recording = openRecording(path, { allowTruncated });
        const n = Math.min(400, recording.nSamples);
        const same = whole.subarray(0, n * recording.info.channels.length);
        expect(Buffer.compare(bytesOf(recording.read(0, n)), bytesOf(same))).toBe(0);
        expect(recording.read(recording.nSamples - 1, 1).length).toBe(recording.info.channels.length);
        expect(recording.markers.length).toBeLessThan(1000);
        recording.close();
        outcomes.add('read');
      } catch (error) {
        if (!(error instanceof RecordingError)) throw error;
        outcomes.add(error.code);
      }
    }
    outcomes.delete('NO_SIGNAL');
    outcomes.delete('UNSUPPORTED_FILE');
    // All data of the FIF file stands before its last two tags.
    const whatElse = allowTruncated || name.endsWith('.fif') ? ['TRUNCATED_FILE', 'read'] : ['TRUNCATED_FILE'];
    expect([...outcomes].sort()).toEqual(whatElse);
  });

  it.each(['bad-inputs/edf_subsecond_starttime.edf', 'meg-formats/neuromag122_1s_raw.fif'])(
    'survives damaged bytes anywhere in the head of %s',
    (name) => {
      const bytes = readFileSync(join(recordings(), name));
      const path = join(temporaryDir(), `damaged${extname(name)}`);
      fc.assert(
        fc.property(fc.nat(60_000), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, damage) => {
          const damaged = Buffer.from(bytes);
          damaged.set(damage, Math.min(at, bytes.length - damage.length));
          writeFileSync(path, damaged);
          let recording: Recording;
          try {
            recording = openRecording(path);
          } catch (error) {
            expect(error).toBeInstanceOf(RecordingError);
            return;
          }
          recording.read(0, 1);
          recording.close();
        }),
        { numRuns: 300, seed: 1 },
      );
    },
  );
});
