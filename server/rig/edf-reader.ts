import { basename } from 'node:path';
import { SampleFormat } from '../../protocol/frame.js';
import type { StreamInfo } from '../../protocol/frame.js';
import { readEdfTimeline } from './edf-annotations.js';
import type { EdfTimeline } from './edf-annotations.js';
import { chooseSignals, describeSignals } from './edf-channels.js';
import type { EdfChannel } from './edf-channels.js';
import { readEdfHeader } from './edf-header.js';
import type { EdfHeader } from './edf-header.js';
import { readFifEvents } from './fif-events.js';
import { firstIndex, gapsBetween, placeMarkers, RecordingError, requireRecorded } from './recorded.js';
import type { RecordedMarker, Recording, SampleSpan } from './recorded.js';
import { isLineEndMangled, lineEndError } from './recording-file.js';
import type { RecordingFile } from './recording-file.js';
import { findTriggers } from './trigger-codes.js';
import type { CodeRun } from './trigger-codes.js';

export interface EdfOptions {
  eventsPath?: string | undefined;
  allowTruncated: boolean;
}

const TRIGGER_BITS = 0x1ffff;
/** BioSemi's trigger codes; the bit above them flags a new epoch. */
const CODE_BITS = 0xffff;

/**
 * A recording in an EDF, EDF+C, EDF+D, BDF or BDF+ file. In a discontinuous one, a data record's time stamp says where
 * its samples stand, and what lies between two records is a gap.
 */
export class EdfRecording implements Recording {
  readonly info: StreamInfo;
  readonly nSamples: number;
  readonly gaps: readonly SampleSpan[];
  readonly notes: readonly string[];
  readonly #file: RecordingFile;
  readonly #header: EdfHeader;
  readonly #channels: EdfChannel[];
  /** Samples of each channel in a data record. */
  readonly #recordSamples: number;
  /** Absolute index of each data record's first sample. */
  readonly #recordStarts: Float64Array;
  readonly #findMarkers: () => RecordedMarker[];
  #markers: RecordedMarker[] | undefined;

  private constructor(file: RecordingFile, options: EdfOptions) {
    const notes: string[] = [];
    const header = readEdfHeader(file);
    const nRecords = countRecords(file, header, options.allowTruncated, notes);
    const signals = chooseSignals(header, notes);
    const [first] = signals;
    if (first === undefined || nRecords === 0) {
      throw new RecordingError(
        'NO_SIGNAL',
        `${file.path} holds ${first === undefined ? 'annotations only' : 'no data record'}; give the file with the signals`,
      );
    }
    if (header.recordDuration === 0) {
      throw new RecordingError(
        'UNSUPPORTED_FILE',
        `${file.path} says that a data record lasts 0 s, so that its sampling frequency is unknown; export it again`,
      );
    }
    this.notes = notes;
    this.#file = file;
    this.#header = header;
    this.#channels = describeSignals(signals, header.widthBytes, notes);
    this.#recordSamples = first.nSamples;
    const sfreq = first.nSamples / header.recordDuration;
    const timeline = readEdfTimeline(file, header, nRecords, notes);
    this.#recordStarts = placeRecords(file, header, timeline, nRecords, first.nSamples, notes);
    this.nSamples = this.#recordStarts.at(-1)! + first.nSamples;
    this.gaps = gapsBetween(spans(this.#recordStarts, first.nSamples));
    this.info = {
      name: file.title,
      sourceId: basename(file.path),
      subject: header.subject,
      session: '',
      device: header.device,
      sfreq,
      channels: this.#channels.map(({ described }) => described),
      format: SampleFormat.FLOAT32,
      simulated: false,
    };
    this.#findMarkers = this.#markerSource(timeline, sfreq, options.eventsPath, notes);
  }

  /** Takes the file over: closes it when it cannot be opened as a recording. */
  static open(file: RecordingFile, options: EdfOptions): EdfRecording {
    try {
      return new EdfRecording(file, options);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  get markers(): readonly RecordedMarker[] {
    this.#markers ??= this.#findMarkers();
    return this.#markers;
  }

  read(start: number, nSamples: number): Float32Array {
    requireRecorded(this, start, nSamples);
    const nChannels = this.#channels.length;
    const out = new Float32Array(nSamples * nChannels);
    const end = start + nSamples;
    let at = start;
    for (let record = this.#recordOf(start); at < end; record++) {
      const recordStart = this.#recordStarts[record]!;
      const from = at - recordStart;
      const to = Math.min(end - recordStart, this.#recordSamples);
      const bytes = this.#record(record);
      for (const [c, channel] of this.#channels.entries()) {
        decode(bytes, channel, this.#header.widthBytes, from, to, out, (at - start) * nChannels + c, nChannels);
      }
      at = recordStart + to;
    }
    return out;
  }

  close(): void {
    this.#file.close();
  }

  /** The data record that holds a sample, or the first after it. */
  #recordOf(sample: number): number {
    return firstIndex(this.#recordStarts.length, (i) => this.#recordStarts[i]! + this.#recordSamples > sample);
  }

  #record(record: number): Buffer {
    const { headerBytes, recordBytes } = this.#header;
    return this.#file.bytes(headerBytes + record * recordBytes, recordBytes);
  }

  #markerSource(
    { annotations }: EdfTimeline,
    sfreq: number,
    eventsPath: string | undefined,
    notes: string[],
  ): () => RecordedMarker[] {
    if (eventsPath !== undefined) {
      const markers = placeMarkers(readFifEvents(eventsPath, 0), this.nSamples, notes);
      notes.push(`${markers.length} markers are from ${eventsPath}`);
      return () => markers;
    }
    const labels = new Set(this.#header.signals.map(({ label }) => label));
    const annotated = annotations.map(({ onset, duration, text }): RecordedMarker => {
      // "text@@channel" is an annotation of one channel.
      const [, bare, channel] = /^(.*)@@(.*)$/s.exec(text) ?? [];
      const description = bare !== undefined && labels.has(channel ?? '') ? bare : text;
      return { sample: Math.round(onset * sfreq), description, value: description, duration };
    });
    const markers = placeMarkers(annotated, this.nSamples, notes);
    const trigger = this.#channels.findIndex(({ isTrigger }) => isTrigger);
    if (markers.length > 0 || trigger < 0) {
      notes.push(markers.length > 0 ? `${markers.length} markers are the file's annotations` : 'no markers');
      return () => markers;
    }
    notes.push(`markers are the rises of ${this.#channels[trigger]!.described.name}`);
    return () => findTriggers(this.#codes(trigger));
  }

  *#codes(channel: number): Generator<CodeRun> {
    const values = new Float32Array(this.#recordSamples);
    for (const [record, start] of this.#recordStarts.entries()) {
      decode(this.#record(record), this.#channels[channel]!, this.#header.widthBytes, 0, values.length, values, 0, 1);
      yield { start, codes: values.map((value) => value & CODE_BITS) };
    }
  }
}

function countRecords(file: RecordingFile, header: EdfHeader, allowTruncated: boolean, notes: string[]): number {
  const dataBytes = file.sizeBytes - header.headerBytes;
  const announcedBytes = header.nRecords * header.recordBytes;
  const nWhole = Math.floor(dataBytes / header.recordBytes);
  if (dataBytes !== announcedBytes && isLineEndMangled(file)) throw lineEndError(file.path);
  if (header.nRecords === -1) {
    notes.push(`the recording was not stopped in order: its ${nWhole} whole data records are taken`);
  } else if (dataBytes < announcedBytes) {
    const held = `${nWhole} of ${header.nRecords} data records (${dataBytes} of ${announcedBytes} bytes)`;
    if (!allowTruncated) {
      throw new RecordingError(
        'TRUNCATED_FILE',
        `${file.path} is cut short: it holds ${held}; copy it again, or allow a truncated file to read what is there`,
      );
    }
    notes.push(`the file is cut short: it holds ${held}`);
  } else if (nWhole > header.nRecords) {
    notes.push(`the header announces ${header.nRecords} data records, the file holds ${nWhole}: all are taken`);
  }
  const nExtra = dataBytes - nWhole * header.recordBytes;
  if (nExtra > 0) notes.push(`${nExtra} bytes after the last whole data record are left out`);
  return nWhole;
}

/** Where the data records stand. */
function placeRecords(
  file: RecordingFile,
  header: EdfHeader,
  { recordOnsets }: EdfTimeline,
  nRecords: number,
  recordSamples: number,
  notes: string[],
): Float64Array {
  const starts = Float64Array.from({ length: nRecords }, (_, record) => record * recordSamples);
  if (recordOnsets === undefined) return starts;
  if (!header.isDiscontinuous) {
    const jump = recordOnsets.findIndex((onset, record) => {
      return Math.abs(onset - record * header.recordDuration) > header.recordDuration / 2;
    });
    if (jump >= 0) {
      notes.push(
        `the file says that it is continuous, but data record ${jump} is stamped ${recordOnsets[jump]} s where ` +
          `${jump * header.recordDuration} s is due: taken as continuous`,
      );
    }
    return starts;
  }
  let end = 0;
  for (const [record, onset] of recordOnsets.entries()) {
    const stamped = Math.round((onset / header.recordDuration) * recordSamples);
    // Time stamps are rounded: within a sample of the record before, it follows that record.
    const start = Math.abs(stamped - end) <= 1 ? end : stamped;
    if (start < end || !Number.isSafeInteger(start + recordSamples)) {
      throw new RecordingError(
        'UNREADABLE_FILE',
        `${file.path}: data record ${record} is stamped ${onset} s, before the end of the one it follows; export it again`,
      );
    }
    starts[record] = start;
    end = start + recordSamples;
  }
  return starts;
}

function* spans(starts: Float64Array, length: number): Generator<SampleSpan> {
  for (const start of starts) yield { start, end: start + length };
}

/** Values [from, to) of one channel in a data record, written at `offset`, `offset + stride`, ... of `out`. */
function decode(
  bytes: Buffer,
  channel: EdfChannel,
  widthBytes: 2 | 3,
  from: number,
  to: number,
  out: Float32Array,
  offset: number,
  stride: number,
): void {
  const { scale, offset: shift, gain, isTrigger } = channel;
  let at = channel.offsetBytes + from * widthBytes;
  for (let o = offset, i = from; i < to; i++, o += stride, at += widthBytes) {
    let stored = bytes[at]! | (bytes[at + 1]! << 8);
    if (widthBytes === 2) stored = (stored << 16) >> 16;
    else stored = ((stored | (bytes[at + 2]! << 16)) << 8) >> 8;
    const value = (stored * scale + shift) * gain;
    out[o] = isTrigger ? Math.trunc(value) & TRIGGER_BITS : value;
  }
}
