import type { Playable } from '../../bench/harness/player.js';

/** Microvolts at the ends of the sixteen bits. */
const RANGE_MICROVOLTS = 3276.8;
const ANNOTATION_BYTES = 120;

/**
 * A recording in volts as an EDF+ file of one-second records, with its markers as annotations. Values are rounded to
 * tenths of microvolts; what lies behind the last whole second is left out.
 */
export function edfOf(recording: Playable): Buffer {
  const { info, nSamples, markers } = recording;
  const { sfreq, channels } = info;
  const nRecords = Math.floor(nSamples / sfreq);
  const signals = [
    ...channels.map(({ name }) => ({ label: name, dimension: 'uV', range: RANGE_MICROVOLTS, n: sfreq })),
    { label: 'EDF Annotations', dimension: '', range: 1, n: ANNOTATION_BYTES / 2 },
  ];
  const each = (of: (signal: (typeof signals)[number]) => string | number, width: number): string =>
    signals.map((signal) => String(of(signal)).padEnd(width)).join('');
  const header = [
    '0'.padEnd(8),
    'X X X X'.padEnd(80),
    'Startdate X X X X'.padEnd(80),
    '01.01.2000.00.00',
    String(256 * (signals.length + 1)).padEnd(8),
    'EDF+C'.padEnd(44),
    String(nRecords).padEnd(8),
    '1'.padEnd(8),
    String(signals.length).padEnd(4),
    each(({ label }) => label, 16),
    each(() => '', 80),
    each(({ dimension }) => dimension, 8),
    each(({ range }) => -range, 8),
    each(({ range }) => range, 8),
    each(() => -32768, 8),
    each(() => 32767, 8),
    each(() => '', 80),
    each(({ n }) => n, 8),
    each(() => '', 32),
  ].join('');
  const records = Array.from({ length: nRecords }, (_, second) => {
    const from = second * sfreq;
    const values = recording.read(from, sfreq);
    const samples = Buffer.alloc(2 * sfreq * channels.length);
    for (let c = 0; c < channels.length; c++) {
      for (let t = 0; t < sfreq; t++) {
        const microvolts = values[t * channels.length + c]! * 1e6;
        samples.writeInt16LE(Math.round((microvolts / RANGE_MICROVOLTS) * 32767.5 - 0.5), 2 * (c * sfreq + t));
      }
    }
    const inside = markers.filter(({ sample }) => sample >= from && sample < from + sfreq);
    const said = inside.map((m) => `+${m.sample / sfreq}\x15${m.duration}\x14${m.description}\x14\0`);
    const annotations = Buffer.alloc(ANNOTATION_BYTES);
    annotations.write(`+${second}\x14\x14\0${said.join('')}`);
    return Buffer.concat([samples, annotations]);
  });
  return Buffer.concat([Buffer.from(header, 'latin1'), ...records]);
}
