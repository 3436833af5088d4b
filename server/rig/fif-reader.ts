import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SampleFormat } from '../../protocol/frame.js';
import type { StreamInfo } from '../../protocol/frame.js';
import { TEXT_LIMITS } from '../../protocol/limits.js';
import { describeChannels, readFifChannels } from './fif-channels.js';
import type { FifChannel } from './fif-channels.js';
import { findFifMarkers } from './fif-events.js';
import type { FifBlock, FifTag } from './fif-tags.js';
import { FIF, fifNumber, fifText, findBlocks, findTag, readFifTree } from './fif-tags.js';
import { firstIndex, gapsBetween, RecordingError, requireRecorded } from './recorded.js';
import type { RecordedMarker, Recording, SampleSpan } from './recorded.js';
import { RecordingFile } from './recording-file.js';
import type { CodeRun } from './trigger-codes.js';

export interface FifOptions {
  eventsPath?: string | undefined;
  allowTruncated: boolean;
}

/** Consecutive samples that stand together in the file. */
interface FifRun extends SampleSpan {
  file: RecordingFile;
  /** Of the first sample, bytes. */
  position: number;
  type: number;
  gains: Float64Array;
}

const BLOCK = {
  measurement: 100,
  info: 101,
  raw: 102,
  subject: 106,
  continuous: 112,
  reference: 118,
  shieldedRaw: 119,
  device: 124,
} as const;

const TAG = {
  referenceRole: 115,
  referenceNumber: 117,
  referenceName: 118,
  deviceModel: 153,
  nChannels: 200,
  sfreq: 201,
  firstSample: 208,
  data: 300,
  skippedBuffers: 301,
  skippedSamples: 303,
  subjectCode: 410,
} as const;

const NEXT_FILE = 2;

/** Bytes of one value in a data buffer. */
const VALUE_BYTES = new Map<number, number>([
  [FIF.typeInt16, 2],
  [FIF.typePacked16, 2],
  [FIF.typeInt32, 4],
  [FIF.typeFloat32, 4],
  [FIF.typeFloat64, 8],
]);

/**
 * A raw recording in a FIF file, with the parts that follow when it was split.
 * Values are stored value x calibration x range, as MNE computes them.
 */
export class FifRecording implements Recording {
  readonly info: StreamInfo;
  readonly nSamples: number;
  readonly gaps: readonly SampleSpan[];
  readonly notes: readonly string[];
  readonly #files: RecordingFile[];
  readonly #runs: FifRun[];
  readonly #nChannels: number;
  readonly #findMarkers: () => RecordedMarker[];
  #markers: RecordedMarker[] | undefined;

  private constructor(parts: FifPart[], notes: string[], options: FifOptions) {
    const [first] = parts as [FifPart, ...FifPart[]];
    this.#files = parts.map(({ file }) => file);
    this.#runs = joinRuns(parts);
    this.#nChannels = first.channels.length;
    this.nSamples = this.#runs.at(-1)!.end;
    this.gaps = gapsBetween(this.#runs);
    const text = (block: number, tag: number): string => {
      const found = findBlocks(first.info, block).flatMap(({ tags }) => tags.find(({ kind }) => kind === tag) ?? [])[0];
      return found === undefined ? '' : fifText(first.file, found).slice(0, TEXT_LIMITS.name);
    };
    this.info = {
      name: first.file.title,
      sourceId: basename(first.file.path),
      subject: text(BLOCK.subject, TAG.subjectCode),
      session: '',
      device: text(BLOCK.device, TAG.deviceModel),
      sfreq: first.sfreq,
      channels: describeChannels(first.file, first.info, first.channels, notes),
      format: SampleFormat.FLOAT32,
      simulated: false,
    };
    this.notes = notes;
    this.#findMarkers = findFifMarkers({
      file: first.file,
      root: first.root,
      sfreq: first.sfreq,
      firstSample: first.firstSample,
      nSamples: this.nSamples,
      stimChannels: first.channels.flatMap(({ name, kind }, channel) => (kind === 3 ? [{ name, channel }] : [])),
      codes: (channel) => this.#codes(channel),
      eventsPath: options.eventsPath,
      notes,
    });
  }

  /** Takes the file over: closes it when it cannot be opened as a recording. */
  static open(file: RecordingFile, options: FifOptions): FifRecording {
    const parts: FifPart[] = [];
    const notes: string[] = [];
    try {
      parts.push(readPart(file, options.allowTruncated, notes));
      for (let next = nextPart(parts.at(-1)!); next !== undefined; next = nextPart(parts.at(-1)!)) {
        if (!addPart(parts, next, options.allowTruncated, notes)) break;
      }
      return new FifRecording(parts, notes, options);
    } catch (error) {
      file.close();
      for (const part of parts) part.file.close();
      throw error;
    }
  }

  get markers(): readonly RecordedMarker[] {
    this.#markers ??= this.#findMarkers();
    return this.#markers;
  }

  read(start: number, nSamples: number): Float32Array {
    requireRecorded(this, start, nSamples);
    const nChannels = this.#nChannels;
    const out = new Float32Array(nSamples * nChannels);
    const end = start + nSamples;
    let at = start;
    for (let i = firstIndex(this.#runs.length, (run) => this.#runs[run]!.end > start); at < end; i++) {
      const run = this.#runs[i]!;
      const runEnd = Math.min(end, run.end);
      while (at < runEnd) {
        const { bytes, nRows } = rows(run, at, runEnd, nChannels);
        decodeRows(bytes, run.type, run.gains, out, (at - start) * nChannels, nRows);
        at += nRows;
      }
    }
    return out;
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  /** Values of one channel, cut to whole numbers. */
  *#codes(channel: number): Generator<CodeRun> {
    for (const run of this.#runs) {
      for (let at = run.start; at < run.end;) {
        const { bytes, nRows } = rows(run, at, run.end, this.#nChannels);
        const rowBytes = VALUE_BYTES.get(run.type)! * this.#nChannels;
        const codes = new Float64Array(nRows);
        const offset = channel * VALUE_BYTES.get(run.type)!;
        for (let row = 0; row < nRows; row++) {
          codes[row] = Math.trunc(storedValue(bytes, offset + row * rowBytes, run.type) * run.gains[channel]!);
        }
        yield { start: at, codes };
        at += nRows;
      }
    }
  }
}

/** One file of a recording that may have been split. */
interface FifPart {
  file: RecordingFile;
  root: FifBlock;
  info: FifBlock;
  sfreq: number;
  channels: FifChannel[];
  /** Number of the part's first sample since acquisition began. */
  firstSample: number;
  /** From 0 at the part's first sample. */
  runs: FifRun[];
  nSamples: number;
}

function readPart(file: RecordingFile, allowTruncated: boolean, notes: string[]): FifPart {
  const root = readFifTree(file, allowTruncated, notes);
  const info = findBlocks(root, BLOCK.measurement).flatMap((block) => findBlocks(block, BLOCK.info))[0];
  const raw = [BLOCK.raw, BLOCK.continuous, BLOCK.shieldedRaw].flatMap((kind) => findBlocks(root, kind))[0];
  if (info === undefined || raw === undefined) {
    throw new RecordingError(
      'NO_SIGNAL',
      `${file.path} is a FIF file without ${info === undefined ? 'a measurement' : 'raw data'} ` +
        '(it may hold averages, epochs, events or a model); give the raw file',
    );
  }
  if (raw.kind === BLOCK.shieldedRaw) {
    notes.push('recorded with active shielding (MaxShield): meant to be looked at after Maxwell filtering only');
  }
  const sfreq = requiredNumber(file, info, TAG.sfreq, 'sampling frequency');
  if (!(sfreq > 0) || !Number.isFinite(sfreq)) {
    throw new RecordingError('UNREADABLE_FILE', `${file.path}: its sampling frequency is ${sfreq} Hz; export it again`);
  }
  const channels = readFifChannels(file, info);
  const nChannels = requiredNumber(file, info, TAG.nChannels, 'number of channels');
  if (channels.length !== nChannels || nChannels < 1) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path} announces ${nChannels} channels and describes ${channels.length}; export it again`,
    );
  }
  return { file, root, info, sfreq, channels, ...readRuns(file, raw, channels) };
}

function requiredNumber(file: RecordingFile, block: FifBlock, kind: number, what: string): number {
  const tag = findTag(block, kind);
  if (tag === undefined) {
    throw new RecordingError('UNREADABLE_FILE', `${file.path} does not tell its ${what}; export it again`);
  }
  return fifNumber(file, tag);
}

function readRuns(
  file: RecordingFile,
  raw: FifBlock,
  channels: FifChannel[],
): { runs: FifRun[]; firstSample: number; nSamples: number } {
  const gains = Float64Array.from(channels, ({ gain }) => gain);
  const runs: FifRun[] = [];
  let firstSample = 0;
  let at = 0;
  let skippedBuffers = 0;
  for (const tag of raw.tags) {
    if (tag.kind === TAG.firstSample && runs.length === 0) firstSample = fifNumber(file, tag);
    else if (tag.kind === TAG.skippedBuffers) skippedBuffers = requireSkip(file, tag);
    else if (tag.kind === TAG.skippedSamples) at += requireSkip(file, tag);
    else if (tag.kind === TAG.data) {
      const nSamples = bufferSamples(file, tag, channels.length);
      // A skip counts in buffers of the length of the one that follows it.
      at += skippedBuffers * nSamples;
      skippedBuffers = 0;
      if (runs.length === 0) {
        firstSample += at;
        at = 0;
      }
      runs.push({ start: at, end: at + nSamples, file, position: tag.position, type: tag.type, gains });
      at += nSamples;
    }
  }
  if (runs.length === 0 || at === 0) {
    throw new RecordingError('NO_SIGNAL', `${file.path} is a raw FIF file without any sample; record again`);
  }
  return { runs, firstSample, nSamples: at };
}

function requireSkip(file: RecordingFile, tag: FifTag): number {
  const skip = fifNumber(file, tag);
  if (!(skip >= 0)) {
    throw new RecordingError('UNREADABLE_FILE', `${file.path}: it skips ${skip} samples or buffers; copy it again`);
  }
  return skip;
}

function bufferSamples(file: RecordingFile, tag: FifTag, nChannels: number): number {
  const widthBytes = VALUE_BYTES.get(tag.type);
  if (widthBytes === undefined) {
    throw new RecordingError(
      'UNSUPPORTED_FILE',
      `${file.path} stores samples as FIF type ${tag.type}; save it again with MNE as single, double, int or short`,
    );
  }
  const nSamples = tag.sizeBytes / (widthBytes * nChannels);
  if (!Number.isInteger(nSamples)) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path}: a data buffer of ${tag.sizeBytes} bytes is not a whole number of samples ` +
        `(${nChannels} channels x ${widthBytes} bytes); copy it again`,
    );
  }
  return nSamples;
}

/** The file in which the recording goes on. Only its name is taken, so it is looked for beside this one. */
function nextPart({ file, root }: FifPart): string | undefined {
  for (const block of findBlocks(root, BLOCK.reference)) {
    const role = findTag(block, TAG.referenceRole);
    if (role === undefined || fifNumber(file, role) !== NEXT_FILE) continue;
    const name = findTag(block, TAG.referenceName);
    if (name !== undefined) return join(dirname(file.path), basename(fifText(file, name)));
    const number = findTag(block, TAG.referenceNumber);
    if (number !== undefined) return numberedPath(file.path, fifNumber(file, number));
  }
  return undefined;
}

/** Some writers give the next part's number alone: X.fif, X-1.fif, X-2.fif. */
function numberedPath(path: string, number: number): string {
  const [, stem, suffix] = /^(.*?)(?:-\d+)?(\.[^-]*)$/.exec(basename(path)) ?? [undefined, basename(path), ''];
  return join(dirname(path), `${stem}-${number}${suffix}`);
}

/** @returns whether there was a part to add */
function addPart(parts: FifPart[], path: string, allowTruncated: boolean, notes: string[]): boolean {
  const [first] = parts as [FifPart, ...FifPart[]];
  if (parts.some(({ file }) => basename(file.path) === basename(path))) {
    throw new RecordingError('UNREADABLE_FILE', `${path} names itself as its next part; split it again with MNE`);
  }
  if (!existsSync(path)) {
    const detail = `${parts.at(-1)!.file.path} goes on in ${basename(path)}, which is not beside it`;
    if (!allowTruncated) {
      throw new RecordingError('TRUNCATED_FILE', `${detail}; put all parts, unrenamed, into one folder`);
    }
    notes.push(detail);
    return false;
  }
  const file = RecordingFile.open(path);
  try {
    const part = readPart(file, allowTruncated, notes);
    if (part.sfreq !== first.sfreq || part.channels.length !== first.channels.length) {
      throw new RecordingError(
        'UNREADABLE_FILE',
        `${path} has ${part.channels.length} channels at ${part.sfreq} Hz, but the first part ` +
          `${first.channels.length} at ${first.sfreq} Hz; they are not parts of one recording`,
      );
    }
    parts.push(part);
    return true;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Parts follow each other, with a gap where a part's first sample number says so. */
function joinRuns(parts: FifPart[]): FifRun[] {
  const origin = parts[0]!.firstSample;
  let end = 0;
  return parts.flatMap((part) => {
    const start = Math.max(end, part.firstSample - origin);
    end = start + part.nSamples;
    return part.runs.map((run) => ({ ...run, start: run.start + start, end: run.end + start }));
  });
}

/** Bytes of samples from `at` on: as many as a read-ahead holds, at least one, none past `end`. */
function rows(run: FifRun, at: number, end: number, nChannels: number): { bytes: Buffer; nRows: number } {
  const rowBytes = VALUE_BYTES.get(run.type)! * nChannels;
  const nRows = Math.min(end - at, Math.max(1, Math.floor((1024 * 1024) / rowBytes)));
  return { bytes: run.file.bytes(run.position + (at - run.start) * rowBytes, nRows * rowBytes), nRows };
}

function decodeRows(
  bytes: Buffer,
  type: number,
  gains: Float64Array,
  out: Float32Array,
  outOffset: number,
  nRows: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nChannels = gains.length;
  const widthBytes = VALUE_BYTES.get(type)!;
  for (let row = 0, offset = 0, o = outOffset; row < nRows; row++, offset += nChannels * widthBytes, o += nChannels) {
    // One loop for each type, so that nothing is chosen per value.
    if (type === FIF.typeFloat32) {
      for (let c = 0; c < nChannels; c++) out[o + c] = view.getFloat32(offset + 4 * c) * gains[c]!;
    } else if (type === FIF.typeInt32) {
      for (let c = 0; c < nChannels; c++) out[o + c] = view.getInt32(offset + 4 * c) * gains[c]!;
    } else if (type === FIF.typeFloat64) {
      for (let c = 0; c < nChannels; c++) out[o + c] = view.getFloat64(offset + 8 * c) * gains[c]!;
    } else {
      for (let c = 0; c < nChannels; c++) out[o + c] = view.getInt16(offset + 2 * c) * gains[c]!;
    }
  }
}

function storedValue(bytes: Buffer, offset: number, type: number): number {
  if (type === FIF.typeFloat32) return bytes.readFloatBE(offset);
  if (type === FIF.typeInt32) return bytes.readInt32BE(offset);
  if (type === FIF.typeFloat64) return bytes.readDoubleBE(offset);
  return bytes.readInt16BE(offset);
}
