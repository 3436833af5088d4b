import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelKind, checkStreamInfo, Unit } from '../../../../protocol/frame.js';
import { parseAnnotationBytes } from '../../../../server/rig/edf-annotations.js';
import { openRecording } from '../../../../server/rig/recording.js';
import type { Recording, RecordingOptions } from '../../../../server/rig/recording.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

interface Signal {
  label: string;
  dimension?: string;
  physical?: [number | string, number | string];
  digital?: [number, number];
  /** Per data record; text for an annotation signal. */
  records: (number[] | string)[];
  /** Samples in a data record; of an annotation signal, as many as make room for its text. */
  n?: number;
}

interface File {
  bdf?: boolean;
  variant?: string;
  duration?: number | string;
  nRecords?: number;
  patient?: string;
  recording?: string;
  signals: Signal[];
}

/** An EDF or BDF file. */
function edf({
  bdf = false,
  variant = '',
  duration = 1,
  nRecords,
  patient = '',
  recording = '',
  signals,
}: File): Buffer {
  const field = (text: string | number, n: number): Buffer => {
    const bytes = Buffer.alloc(n, ' ');
    Buffer.from(String(text), 'latin1').copy(bytes);
    return bytes;
  };
  const width = bdf ? 3 : 2;
  const counts = signals.map(({ records, n }) => n ?? (typeof records[0] === 'string' ? 60 : records[0]!.length));
  const each = (of: (signal: Signal, i: number) => string | number, n: number): Buffer[] => {
    return signals.map((signal, i) => field(of(signal, i), n));
  };
  const header = [
    bdf ? Buffer.from('\xffBIOSEMI', 'latin1') : field('0', 8),
    field(patient, 80),
    field(recording, 80),
    field('01.01.2000.00.00', 16),
    field(256 * (signals.length + 1), 8),
    field(variant, 44),
    field(nRecords ?? signals[0]!.records.length, 8),
    field(duration, 8),
    field(signals.length, 4),
    ...each(({ label }) => label, 16),
    ...each(() => 'electrode', 80),
    ...each(({ dimension = 'uV' }) => dimension, 8),
    ...each(({ physical = [-32768, 32767] }) => physical[0], 8),
    ...each(({ physical = [-32768, 32767] }) => physical[1], 8),
    ...each(({ digital = [-32768, 32767] }) => digital[0], 8),
    ...each(({ digital = [-32768, 32767] }) => digital[1], 8),
    ...each(() => '', 80),
    ...each((_, i) => counts[i]!, 8),
    ...each(() => '', 32),
  ];
  const records = signals[0]!.records.map((_, r) => {
    const parts = signals.map((signal, i) => {
      const bytes = Buffer.alloc(Math.max(0, counts[i]!) * width);
      const values = signal.records[r]!;
      if (typeof values === 'string') Buffer.from(values).copy(bytes);
      else values.forEach((value, t) => bytes.writeIntLE(value, t * width, width));
      return bytes;
    });
    return Buffer.concat(parts);
  });
  return Buffer.concat([...header, ...records]);
}

function open(file: File | Buffer, options?: RecordingOptions): Recording {
  const path = join(temporaryDir(), 'recording.edf');
  writeFileSync(path, Buffer.isBuffer(file) ? file : edf(file));
  const recording = openRecording(path, options);
  onTestFinished(() => recording.close());
  return recording;
}

/** A stamp of its record, and what else is to be said. */
function stamp(onset: string, ...lists: string[]): string {
  return [`${onset}\x14\x14\0`, ...lists.map((list) => `${list}\x14\0`)].join('');
}

function annotations(...records: string[]): Signal {
  return { label: 'EDF Annotations', dimension: '', physical: [-1, 1], records };
}

const four = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
];

describe('EdfRecording', () => {
  it('gives values in volts, whatever the dimension', () => {
    const dimensions = ['V', 'mV', 'uV', '\xb5V', 'nV', 'K', ''];
    const recording = open({
      signals: dimensions.map((dimension) => ({
        label: `X${dimension}`,
        dimension,
        physical: [-100, 100],
        digital: [-1000, 1000],
        records: [[250, -1000]],
      })),
    });
    const expected = [25, 25e-3, 25e-6, 25e-6, 25e-9, 25, 25].map(Math.fround);
    expect([...recording.read(0, 1)]).toEqual(expected);
    expect([...recording.read(1, 1)]).toEqual(expected.map((value) => Math.fround(-4 * value)));
    const { VOLT, DIMENSIONLESS } = Unit;
    expect(recording.info.channels.map(({ unit }) => unit)).toEqual([
      VOLT,
      VOLT,
      VOLT,
      VOLT,
      VOLT,
      DIMENSIONLESS,
      DIMENSIONLESS,
    ]);
    expect(recording.notes).toContain('2 channels are not in volts and are sent as plain numbers: XK ("K"), X ("")');
  });

  it('guesses the kind of a channel from its label', () => {
    const { EEG, EOG, ECG, EMG, STIM, MISC } = ChannelKind;
    const kinds: [string, string, number][] = [
      ['EEG Fp1-Ref', 'uV', EEG],
      ['Cz', 'uV', EEG],
      ['EOG left', 'uV', EOG],
      ['HEOG', 'uV', EOG],
      ['ECG', 'mV', ECG],
      ['EKG1', 'mV', ECG],
      ['EMG-chin', 'uV', EMG],
      ['Emgale', 'uV', EEG],
      ['Status', 'Boolean', STIM],
      ['TRIGGER', '', STIM],
      ['Resp oro', 'uV', MISC],
      ['SaO2', '%', MISC],
      ['EEG unscaled', 'n/a', MISC],
    ];
    const { info } = open({ signals: kinds.map(([label, dimension]) => ({ label, dimension, records: [[1]] })) });
    expect(info.channels.map(({ kind }) => kind)).toEqual(kinds.map(([, , kind]) => kind));
    expect(() => checkStreamInfo(info)).not.toThrow();
  });

  it('trims padding dots and tells channels of one name apart', () => {
    const labels = ['Fc5.', 'Cz..', 'A', 'A', 'A.', 'A-1', '.', ''];
    const { info, notes } = open({ signals: labels.map((label) => ({ label, records: [[1]] })) });
    expect(info.channels.map(({ name }) => name)).toEqual(['Fc5', 'Cz', 'A-0', 'A-2', 'A-3', 'A-1', '.', 'channel 8']);
    expect(notes).toContainEqual(expect.stringMatching(/3 channels are named "A"/));
  });

  it('keeps the rate at which the EEG is, and names what it leaves out', () => {
    const recording = open({
      duration: 2,
      signals: [
        { label: 'EEG Cz', records: [[1, 2, 3, 4]] },
        { label: 'EEG Pz', records: [[5, 6, 7, 8]] },
        ...['Resp', 'EMG chin', 'Temp rectal'].map((label) => ({ label, records: [[7]] })),
      ],
    });
    expect(recording.info.sfreq).toBe(2);
    expect(recording.info.channels.map(({ name }) => name)).toEqual(['EEG Cz', 'EEG Pz']);
    expect(recording.notes).toContainEqual(
      expect.stringMatching(
        /3 of 5 channels.*here 2 Hz: Resp \(0\.5 Hz\), EMG chin \(0\.5 Hz\), Temp rectal \(0\.5 Hz\)/,
      ),
    );
  });

  it('turns annotations into markers', () => {
    const recording = open({
      variant: 'EDF+C',
      signals: [
        { label: 'Cz', records: four },
        annotations(
          stamp(
            '+0.25',
            '+0.5\x150.75\x14left',
            '-3\x14before',
            '+2\x14two\x14at once',
            '+1.5\x14grün',
            '+1.25\x14blink@@Cz',
            '+1.25\x14me@@home',
          ),
          stamp('+1.25', '+3.25\x14end', '+3.5\x14after', '2\x14no sign', '+2'),
          stamp('+2.25'),
        ),
      ],
    });
    expect(recording.nSamples).toBe(12);
    expect(recording.markers).toEqual([
      { sample: 1, description: 'left', value: 'left', duration: 0.75 },
      { sample: 4, description: 'blink', value: 'blink', duration: 0 },
      { sample: 4, description: 'me@@home', value: 'me@@home', duration: 0 },
      { sample: 5, description: 'grün', value: 'grün', duration: 0 },
      { sample: 7, description: 'two', value: 'two', duration: 0 },
      { sample: 7, description: 'at once', value: 'at once', duration: 0 },
      { sample: 12, description: 'end', value: 'end', duration: 0 },
    ]);
    expect(recording.notes).toContain('2 of 9 markers lie outside the recording and are left out');
    expect(recording.notes).toContain('1 annotations cannot be understood and are left out');
  });

  it('reads Latin-1 text too', () => {
    const file = edf({
      variant: 'EDF+C',
      signals: [{ label: 'Cz', records: four.slice(0, 1) }, annotations(stamp('+0', '+0.5\x14gr?n'))],
    });
    file[file.lastIndexOf('gr?n') + 2] = 0xfc;
    expect(open(file).markers[0]!.description).toBe('grün');
  });

  it('puts the records of a discontinuous file where their stamps say', () => {
    const recording = open({
      variant: 'EDF+D',
      signals: [
        { label: 'Cz', records: four },
        annotations(stamp('+10'), stamp('+11.2'), stamp('+3610', '+3610.5\x14late')),
      ],
    });
    // 11.2 s is within a sample of 11 s: stamps are rounded.
    expect(recording.gaps).toEqual([{ start: 8, end: 14400 }]);
    expect(recording.nSamples).toBe(14404);
    expect([...recording.read(0, 8)].map((value) => Math.round(value * 1e6))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...recording.read(14400, 4)].map((value) => Math.round(value * 1e6))).toEqual([9, 10, 11, 12]);
    expect(recording.markers).toMatchObject([{ sample: 14402, description: 'late' }]);
  });

  it.each([
    [[stamp('+0'), stamp('+5'), stamp('+2')], /data record 2 is stamped 2 s, before the end/],
    [[stamp('+0'), stamp('+0.5'), stamp('+2')], /data record 1 is stamped 0\.5 s/],
    [[stamp('+0'), '', stamp('+2')], /data record 1 has no time stamp/],
    [['', stamp('+1'), stamp('+2')], /data record 0 has no time stamp/],
    [[stamp('+0'), stamp('+1'), stamp('+99999999999999999999')], /data record 2 is stamped/],
  ])('refuses a discontinuous file whose stamps make no sense: %#', (stamps, message) => {
    expect(() => open({ variant: 'EDF+D', signals: [{ label: 'Cz', records: four }, annotations(...stamps)] })).toThrow(
      message,
    );
  });

  it('refuses a discontinuous file without annotations', () => {
    expect(() => open({ variant: 'EDF+D', signals: [{ label: 'Cz', records: four }] })).toThrow(/no time stamp/);
  });

  it('takes a file for continuous that says so, and tells when its stamps do not', () => {
    const recording = open({
      variant: 'EDF+C',
      signals: [{ label: 'Cz', records: four }, annotations(stamp('+0'), stamp('+1'), stamp('+700'))],
    });
    expect([recording.nSamples, recording.gaps]).toEqual([12, []]);
    expect(recording.notes).toContainEqual(expect.stringMatching(/data record 2 is stamped 700 s where 2 s is due/));
  });

  it('takes the lower bits of a trigger channel, and its rises for markers', () => {
    const code = 0x1_0005;
    const recording = open({
      bdf: true,
      signals: [
        {
          label: 'Cz',
          records: [[-8388608, 8388607, 0, 1]],
          physical: [-8388608, 8388607],
          digital: [-8388608, 8388607],
        },
        { label: 'Status', dimension: 'Boolean', records: [[0x1_0000, code - 0x80_0000, 3, 0]] },
      ],
    });
    expect([...recording.read(0, 4)].filter((_, i) => i % 2 === 1)).toEqual([0x1_0000, code, 3, 0]);
    expect([...recording.read(0, 2)].filter((_, i) => i % 2 === 0)).toEqual([-8.388608, 8.388607].map(Math.fround));
    expect(recording.markers).toMatchObject([{ sample: 1, description: '5' }]);
  });

  it('takes what there is of a recording that was not stopped in order', () => {
    const file = edf({ nRecords: -1, signals: [{ label: 'Cz', records: four }] });
    const recording = open(file.subarray(0, file.length - 3));
    expect(recording.nSamples).toBe(8);
    expect(recording.notes).toContainEqual(expect.stringMatching(/not stopped in order: its 2 whole data records/));
  });

  it('refuses a file that is cut short, unless told otherwise', () => {
    const file = edf({ signals: [{ label: 'Cz', records: four }] }).subarray(0, 512 + 13);
    expect(() => open(file)).toThrow(/TRUNCATED_FILE.*1 of 3 data records \(13 of 24 bytes\)/);
    const recording = open(file, { allowTruncated: true });
    expect(recording.nSamples).toBe(4);
    expect(recording.notes).toContain('the file is cut short: it holds 1 of 3 data records (13 of 24 bytes)');
    expect(() => open(file.subarray(0, 514), { allowTruncated: true })).toThrow(/NO_SIGNAL/);
  });

  it('takes all records when there are more than the header says', () => {
    const recording = open({ nRecords: 2, signals: [{ label: 'Cz', records: four }] });
    expect(recording.nSamples).toBe(12);
    expect(recording.notes).toContain('the header announces 2 data records, the file holds 3: all are taken');
  });

  it('sees line ends converted in a file of full length', () => {
    const file = edf({ signals: [{ label: 'Cz', records: Array.from({ length: 40 }, () => [10, 10, 3, 10]) }] });
    const mangled = Buffer.from(file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    expect(() => open(mangled)).toThrow(/line-end conversion/);
  });

  it('says when the scale is not told', () => {
    const recording = open({ signals: [{ label: 'Cz', physical: [0, 0], digital: [5, 5], records: [[7]] }] });
    expect(recording.notes).toContain('the header does not tell the scale of Cz: taken as 1');
    expect(recording.read(0, 1)[0]).toBe(Math.fround(2e-6));
  });

  it('takes the person’s code and the device, never a name', () => {
    const { info } = open({
      patient: 'S12 F 20-JAN-1998 Jane_Doe',
      recording: 'Startdate 01-JAN-2000 X X Actiamp',
      signals: [{ label: 'Cz', records: [[1]] }],
    });
    expect([info.subject, info.device, info.name, info.sourceId]).toEqual([
      'S12',
      'Actiamp',
      'recording',
      'recording.edf',
    ]);
    expect(JSON.stringify(info)).not.toContain('Doe');
    const anonymous = open({ patient: 'X X X X', recording: 'whatever', signals: [{ label: 'Cz', records: [[1]] }] });
    expect([anonymous.info.subject, anonymous.info.device]).toEqual(['', '']);
  });

  it('takes decimal commas', () => {
    const recording = open({ signals: [{ label: 'Cz', physical: ['-1,5', '1,5'], digital: [-3, 3], records: [[2]] }] });
    expect(recording.read(0, 1)[0]).toBe(Math.fround(1e-6));
  });

  it.each([
    [{ duration: 0 }, /UNSUPPORTED_FILE.*lasts 0 s/],
    [{ duration: 'long' }, /UNREADABLE_FILE.*"long" as duration/],
    [{ duration: -1 }, /UNREADABLE_FILE.*records of -1 s/],
    [{ nRecords: -2 }, /UNREADABLE_FILE.*-2 data records/],
    [{ nRecords: 1.5 }, /UNREADABLE_FILE.*1\.5 as number of data records/],
    [{ signals: [{ label: 'Cz', n: -4, records: [[]] }] }, /UNREADABLE_FILE.*-4 as number of samples of "Cz"/],
    [
      { signals: [{ label: 'Cz', physical: ['', 1] as [string, number], records: [[1]] }] },
      /"" as physical minimum of "Cz"/,
    ],
    [{ signals: [{ label: 'Cz', n: 0, records: [[]] }] }, /NO_SIGNAL/],
    [{ signals: [annotations(stamp('+0'))] }, /NO_SIGNAL.*annotations only/],
  ] as [Partial<File>, RegExp][])('refuses %o', (change, message) => {
    expect(() => open({ signals: [{ label: 'Cz', records: four }], ...change })).toThrow(message);
  });
});

describe('parseAnnotationBytes', () => {
  it('ends with every input', () => {
    const bytes = fc.array(fc.constantFrom(0, 20, 21, 43, 45, 46, 48, 57, 65, 255), { maxLength: 60 });
    fc.assert(
      fc.property(bytes, (values) => {
        const { lists } = parseAnnotationBytes(Uint8Array.from(values));
        for (const { onset, duration } of lists) {
          expect(Number.isFinite(onset)).toBe(true);
          expect(duration).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
