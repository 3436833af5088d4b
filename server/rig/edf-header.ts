import { RecordingError } from './recorded.js';
import type { RecordingFile } from './recording-file.js';

/** One signal of an EDF or BDF file as its header describes it. */
export interface EdfSignal {
  label: string;
  /** Physical dimension as written, such as "uV". */
  dimension: string;
  physicalMin: number;
  physicalMax: number;
  digitalMin: number;
  digitalMax: number;
  /** In one data record. */
  nSamples: number;
  /** Of its samples inside a data record, bytes. */
  offsetBytes: number;
  isAnnotations: boolean;
}

export interface EdfHeader {
  /** Bytes of one value: 2 in EDF, 3 in BDF. */
  widthBytes: 2 | 3;
  /** EDF+D or BDF+D: data records need not follow each other in time. */
  isDiscontinuous: boolean;
  /** EDF+ or BDF+. */
  hasTimeStamps: boolean;
  headerBytes: number;
  recordBytes: number;
  /** As the header says; -1 when the recorder was not stopped in order. */
  nRecords: number;
  /** s */
  recordDuration: number;
  signals: EdfSignal[];
  /** The person's code, empty when there is none. */
  subject: string;
  device: string;
}

const FIXED_BYTES = 256;
const SIGNAL_BYTES = 256;
/** A data record is held in memory at once. */
const MAX_RECORD_BYTES = 1024 ** 3;

/** Whether the file starts as EDF ("0") or BDF (byte 255, "BIOSEMI"), and which it is. */
export function edfKind(beginning: Uint8Array): 'EDF' | 'BDF' | undefined {
  const start = Buffer.from(beginning.subarray(0, 8)).toString('latin1');
  if (start === '\xffBIOSEMI') return 'BDF';
  return start === '0       ' ? 'EDF' : undefined;
}

/**
 * @throws {RecordingError} UNREADABLE_FILE, TRUNCATED_FILE, UNSUPPORTED_FILE
 * @see https://www.edfplus.info/specs/edf.html, https://www.edfplus.info/specs/edfplus.html
 */
export function readEdfHeader(file: RecordingFile): EdfHeader {
  const fixed = new HeaderFields(file, 0, FIXED_BYTES);
  const kind = edfKind(fixed.raw(8));
  if (kind === undefined) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path} does not start as an EDF or BDF file does; get it again from its source`,
    );
  }
  const patient = fixed.text(80);
  const recording = fixed.text(80);
  fixed.raw(16);
  const headerBytes = fixed.integer(8, 'number of header bytes');
  const variant = fixed.text(44);
  const nRecords = fixed.integer(8, 'number of data records');
  const recordDuration = fixed.number(8, 'duration of a data record');
  const nSignals = fixed.integer(4, 'number of signals');
  if (nSignals < 1 || headerBytes !== FIXED_BYTES + nSignals * SIGNAL_BYTES) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path}: a header of ${nSignals} signals has ${FIXED_BYTES + nSignals * SIGNAL_BYTES} bytes, ` +
        `but the file says ${headerBytes}; export it again`,
    );
  }
  if (nRecords < -1 || !(recordDuration >= 0)) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path} announces ${nRecords} data records of ${recordDuration} s; export it again`,
    );
  }
  const widthBytes = kind === 'BDF' ? 3 : 2;
  const signals = readSignals(new HeaderFields(file, FIXED_BYTES, nSignals * SIGNAL_BYTES), nSignals, widthBytes);
  const recordBytes = signals.reduce((sum, { nSamples }) => sum + nSamples * widthBytes, 0);
  if (recordBytes < 1 || recordBytes > MAX_RECORD_BYTES) {
    throw new RecordingError(
      recordBytes < 1 ? 'NO_SIGNAL' : 'UNSUPPORTED_FILE',
      `${file.path}: one data record has ${recordBytes} bytes, and 1 to ${MAX_RECORD_BYTES} can be read; export it again`,
    );
  }
  return {
    widthBytes,
    isDiscontinuous: /^(EDF|BDF)\+D/.test(variant),
    hasTimeStamps: /^(EDF|BDF)\+/.test(variant),
    headerBytes,
    recordBytes,
    nRecords,
    recordDuration,
    signals,
    subject: subfield(patient, 0),
    device: /^Startdate /.test(recording) ? subfield(recording, 4) : '',
  };
}

/** EDF+ writes identifications as words with blanks between them, "X" for what is not told. */
function subfield(identification: string, index: number): string {
  const word = identification.split(' ')[index] ?? '';
  return word === 'X' ? '' : word;
}

/** Every field stands for all signals before the next field begins. */
function readSignals(fields: HeaderFields, nSignals: number, widthBytes: number): EdfSignal[] {
  const each = <T>(read: (i: number) => T): T[] => Array.from({ length: nSignals }, (_, i) => read(i));
  const labels = each(() => fields.text(16));
  each(() => fields.raw(80));
  const dimensions = each(() => fields.text(8));
  const numbers = (what: string): number[] => each((i) => fields.number(8, `${what} of "${labels[i]}"`));
  const physicalMin = numbers('physical minimum');
  const physicalMax = numbers('physical maximum');
  const digitalMin = numbers('digital minimum');
  const digitalMax = numbers('digital maximum');
  each(() => fields.raw(80));
  const nSamples = each((i) => fields.integer(8, `number of samples of "${labels[i]}"`));
  let offsetBytes = 0;
  return each((i) => {
    const signal: EdfSignal = {
      label: labels[i]!,
      dimension: dimensions[i]!,
      physicalMin: physicalMin[i]!,
      physicalMax: physicalMax[i]!,
      digitalMin: digitalMin[i]!,
      digitalMax: digitalMax[i]!,
      nSamples: nSamples[i]!,
      offsetBytes,
      isAnnotations: labels[i] === 'EDF Annotations' || labels[i] === 'BDF Annotations',
    };
    if (signal.nSamples < 0) fields.fail(`number of samples of "${signal.label}"`, String(signal.nSamples));
    offsetBytes += signal.nSamples * widthBytes;
    return signal;
  });
}

/** UTF-8 where it is that, else Latin-1: the standard asks for ASCII, and files hold both. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Reads the header's fixed-width text fields one after the other. */
class HeaderFields {
  readonly #file: RecordingFile;
  readonly #bytes: Uint8Array;
  readonly #position: number;
  #at = 0;

  constructor(file: RecordingFile, position: number, lengthBytes: number) {
    if (position + lengthBytes > file.sizeBytes) {
      throw new RecordingError(
        'TRUNCATED_FILE',
        `${file.path} has ${file.sizeBytes} bytes, and its header alone has ${position + lengthBytes}; copy it again`,
      );
    }
    this.#file = file;
    this.#bytes = Uint8Array.from(file.bytes(position, lengthBytes));
    this.#position = position;
  }

  raw(nBytes: number): Uint8Array {
    this.#at += nBytes;
    return this.#bytes.subarray(this.#at - nBytes, this.#at);
  }

  text(nBytes: number): string {
    return decodeText(this.raw(nBytes)).split('\0')[0]!.trim();
  }

  number(nBytes: number, what: string): number {
    const text = this.text(nBytes);
    // Some programs write numbers as their user's country does.
    const value = Number(text.replace(',', '.'));
    if (text === '' || !Number.isFinite(value)) this.fail(what, `"${text}"`);
    return value;
  }

  integer(nBytes: number, what: string): number {
    const value = this.number(nBytes, what);
    if (!Number.isSafeInteger(value)) this.fail(what, String(value));
    return value;
  }

  fail(what: string, found: string): never {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${this.#file.path}: its header gives ${found} as ${what} (near byte ${this.#position + this.#at}); export it again`,
    );
  }
}
