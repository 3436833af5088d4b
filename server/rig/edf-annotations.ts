import { decodeText } from './edf-header.js';
import type { EdfHeader } from './edf-header.js';
import { RecordingError } from './recorded.js';
import type { RecordingFile } from './recording-file.js';

/** Time-stamped annotation list: texts that share a time. */
export interface TimeStampedList {
  /** After the file's start time, s. */
  onset: number;
  /** s */
  duration: number;
  /** The first one of the list that stamps a data record is empty. */
  texts: string[];
}

/** What the annotation signals of a whole file say. */
export interface EdfTimeline {
  /** Onset of each data record after the first one's, s; absent where the file has no time stamps. */
  recordOnsets?: Float64Array;
  /** Annotations, with onsets after the first data record's, in the file's order. */
  annotations: { onset: number; duration: number; text: string }[];
}

const END_OF_LIST = 0;
const END_OF_TEXT = 20;
const BEFORE_DURATION = 21;

/** The lists in one annotation signal of one data record; those that cannot be understood are counted. */
export function parseAnnotationBytes(bytes: Uint8Array): { lists: TimeStampedList[]; nMalformed: number } {
  const lists: TimeStampedList[] = [];
  let nMalformed = 0;
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === END_OF_LIST) {
      at += 1;
      continue;
    }
    const zero = bytes.indexOf(END_OF_LIST, at);
    const end = zero < 0 ? bytes.length : zero;
    const list = parseList(bytes.subarray(at, end));
    if (list === undefined) nMalformed += 1;
    else lists.push(list);
    at = end;
  }
  return { lists, nMalformed };
}

function parseList(bytes: Uint8Array): TimeStampedList | undefined {
  const stampEnd = bytes.indexOf(END_OF_TEXT);
  if (stampEnd < 0 || bytes.at(-1) !== END_OF_TEXT) return undefined;
  const stamp = decodeText(bytes.subarray(0, stampEnd));
  const [, onset, duration] = STAMP.exec(stamp) ?? [];
  if (onset === undefined) return undefined;
  const texts: string[] = [];
  for (let at = stampEnd + 1; at < bytes.length;) {
    const end = bytes.indexOf(END_OF_TEXT, at);
    texts.push(decodeText(bytes.subarray(at, end)));
    at = end + 1;
  }
  return { onset: Number(onset), duration: Number(duration ?? 0), texts };
}

const STAMP = new RegExp(`^([+-]\\d+(?:\\.\\d*)?)(?:${String.fromCharCode(BEFORE_DURATION)}(\\d+(?:\\.\\d*)?))?$`);

/**
 * Reads the annotation signals of all data records.
 * @throws {RecordingError} UNREADABLE_FILE when a discontinuous file lacks a record's time stamp
 */
export function readEdfTimeline(
  file: RecordingFile,
  header: EdfHeader,
  nRecords: number,
  notes: string[],
): EdfTimeline {
  const signals = header.signals.filter(({ isAnnotations, nSamples }) => isAnnotations && nSamples > 0);
  if (signals.length === 0) {
    if (header.isDiscontinuous) throw noTimeStamp(file, 0);
    return { annotations: [] };
  }
  const onsets = new Float64Array(nRecords).fill(NaN);
  const annotations: EdfTimeline['annotations'] = [];
  let nMalformed = 0;
  for (let record = 0; record < nRecords; record++) {
    for (const signal of signals) {
      const position = header.headerBytes + record * header.recordBytes + signal.offsetBytes;
      // A long record is not read for the sake of its few annotations.
      const aheadBytes = header.recordBytes > 16 * 1024 ? 0 : undefined;
      const parsed = parseAnnotationBytes(file.bytes(position, signal.nSamples * header.widthBytes, aheadBytes));
      nMalformed += parsed.nMalformed;
      for (const [i, { onset, duration, texts }] of parsed.lists.entries()) {
        if (i === 0 && signal === signals[0] && texts[0] === '') onsets[record] = onset;
        for (const text of texts) if (text !== '') annotations.push({ onset, duration, text });
      }
    }
  }
  if (nMalformed > 0) notes.push(`${nMalformed} annotations cannot be understood and are left out`);
  const origin = Number.isNaN(onsets[0]!) ? 0 : onsets[0]!;
  for (const annotation of annotations) annotation.onset -= origin;
  const missing = onsets.findIndex((onset) => Number.isNaN(onset));
  if (missing >= 0) {
    if (header.isDiscontinuous) throw noTimeStamp(file, missing);
    if (header.hasTimeStamps) notes.push(`data record ${missing} has no time stamp: records are taken as continuous`);
    return { annotations };
  }
  return { annotations, recordOnsets: onsets.map((onset) => onset - origin) };
}

function noTimeStamp(file: RecordingFile, record: number): RecordingError {
  return new RecordingError(
    'UNREADABLE_FILE',
    `${file.path} is discontinuous (EDF+D), but data record ${record} has no time stamp, so that nobody can tell when ` +
      'it was recorded; export it again',
  );
}
