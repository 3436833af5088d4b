import { RecordingError } from './recorded.js';
import type { RecordingFile } from './recording-file.js';

/** One entry of a FIF file. */
export interface FifTag {
  readonly kind: number;
  readonly type: number;
  /** Of its data, bytes. */
  readonly sizeBytes: number;
  /** Of its data in the file, bytes. */
  readonly position: number;
}

/** Tags between a block's start and its end; blocks inside it are not among `tags`. */
export interface FifBlock {
  readonly kind: number;
  readonly tags: FifTag[];
  readonly blocks: FifBlock[];
}

/** Tag kinds, block kinds and data types, as the FIF constants number them. */
export const FIF = {
  fileId: 100,
  directoryPointer: 101,
  directory: 102,
  blockStart: 104,
  blockEnd: 105,
  typeInt16: 2,
  typeInt32: 3,
  typeFloat32: 4,
  typeFloat64: 5,
  typePacked16: 16,
  typeIdStruct: 31,
} as const;

const HEADER_BYTES = 16;
/** A file identity and a pointer to the directory. */
const SMALLEST_BYTES = 56;
const NEXT_IN_SEQUENCE = 0;
/** Longest text that is taken in; the longest seen (acquisition settings) have some ten thousand characters. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/**
 * The blocks of a FIF file, from its directory when there is one, else by walking from tag to tag.
 * @param notes gets a line when the file is cut short and that is allowed
 * @throws {RecordingError} UNREADABLE_FILE, TRUNCATED_FILE
 */
export function readFifTree(file: RecordingFile, allowTruncated: boolean, notes: string[]): FifBlock {
  if (file.sizeBytes < SMALLEST_BYTES) {
    throw new RecordingError(
      'TRUNCATED_FILE',
      `${file.path} has ${file.sizeBytes} bytes, and the smallest FIF file has ${SMALLEST_BYTES}; copy it again`,
    );
  }
  if (!startsAsFif(file)) {
    throw new RecordingError('UNREADABLE_FILE', `${file.path} does not start as a FIF file does; copy it again`);
  }
  const { tags, cut } = fileTags(file);
  const root: FifBlock = { kind: 0, tags: [], blocks: [] };
  const open = [root];
  for (const tag of tags) {
    const block = open.at(-1)!;
    if (tag.kind === FIF.blockStart) {
      const child: FifBlock = { kind: fifNumber(file, tag), tags: [], blocks: [] };
      block.blocks.push(child);
      open.push(child);
    } else if (tag.kind === FIF.blockEnd) {
      if (open.length > 1) open.pop();
    } else {
      block.tags.push(tag);
    }
  }
  const truncation = cut ?? (open.length > 1 ? `ends inside ${open.length - 1} open blocks` : undefined);
  if (truncation !== undefined) {
    if (!allowTruncated) {
      throw new RecordingError(
        'TRUNCATED_FILE',
        `${file.path} is cut short: it ${truncation}; copy it again, or allow a truncated file to read what is there`,
      );
    }
    notes.push(`the file is cut short: it ${truncation}`);
  }
  return root;
}

/** Whether the first tag is a FIF file's identity. */
export function startsAsFif(file: RecordingFile): boolean {
  if (file.sizeBytes < HEADER_BYTES) return false;
  const head = file.bytes(0, HEADER_BYTES);
  return head.readInt32BE(0) === FIF.fileId && head.readInt32BE(4) === FIF.typeIdStruct && head.readInt32BE(8) === 20;
}

/** Every block of a kind under `block`, in the file's order, at any depth; blocks inside a match are not searched. */
export function findBlocks(block: FifBlock, kind: number): FifBlock[] {
  const found: FifBlock[] = [];
  const waiting = [...block.blocks].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === kind) found.push(next);
    else for (let i = next.blocks.length - 1; i >= 0; i--) waiting.push(next.blocks[i]!);
  }
  return found;
}

/** The first tag of a kind that stands directly in `block`. */
export function findTag(block: FifBlock, kind: number): FifTag | undefined {
  return block.tags.find((tag) => tag.kind === kind);
}

/** First value of a numeric tag. */
export function fifNumber(file: RecordingFile, tag: FifTag): number {
  return fifNumbers(file, tag, 1)[0]!;
}

/**
 * The values of a numeric tag.
 * @param limit read no more than this many, and no fewer
 */
export function fifNumbers(file: RecordingFile, tag: FifTag, limit?: number): number[] {
  const widthBytes = NUMBER_BYTES.get(tag.type);
  const nValues = widthBytes === undefined ? 0 : Math.floor(tag.sizeBytes / widthBytes);
  if (widthBytes === undefined || nValues < (limit ?? 0)) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path}: tag ${tag.kind} at byte ${tag.position} should hold ${limit ?? 'some'} numbers, ` +
        `but has type ${tag.type} and ${tag.sizeBytes} bytes; copy it again or save it again with MNE`,
    );
  }
  const count = limit ?? nValues;
  const bytes = file.bytes(tag.position, count * widthBytes);
  return Array.from({ length: count }, (_, i) => readNumber(bytes, i * widthBytes, tag.type));
}

/** A text tag; FIF text is Latin-1. */
export function fifText(file: RecordingFile, tag: FifTag): string {
  const text = file.bytes(tag.position, Math.min(tag.sizeBytes, MAX_TEXT_BYTES)).toString('latin1');
  return text.replace(/\0+$/, '');
}

const NUMBER_BYTES = new Map<number, number>([
  [1, 1],
  [FIF.typeInt16, 2],
  [FIF.typeInt32, 4],
  [FIF.typeFloat32, 4],
  [FIF.typeFloat64, 8],
  [7, 2],
  [8, 4],
]);

function readNumber(bytes: Buffer, offset: number, type: number): number {
  switch (type) {
    case 1:
      return bytes.readUInt8(offset);
    case FIF.typeInt16:
      return bytes.readInt16BE(offset);
    case FIF.typeInt32:
      return bytes.readInt32BE(offset);
    case FIF.typeFloat32:
      return bytes.readFloatBE(offset);
    case FIF.typeFloat64:
      return bytes.readDoubleBE(offset);
    case 7:
      return bytes.readUInt16BE(offset);
    default:
      return bytes.readUInt32BE(offset);
  }
}

interface TagList {
  tags: FifTag[];
  /** How the file is cut short, if it is. */
  cut?: string;
}

function fileTags(file: RecordingFile): TagList {
  const first = tagHeader(file, 0);
  const pointer = tagHeader(file, HEADER_BYTES + first.sizeBytes);
  if (pointer?.kind === FIF.directoryPointer && pointer.position + 4 <= file.sizeBytes) {
    const at = fifNumber(file, pointer);
    if (at > 0) {
      const directory = tagHeader(file, at);
      if (directory?.kind === FIF.directory && directory.position + directory.sizeBytes <= file.sizeBytes) {
        return directoryTags(file, directory);
      }
      if (directory === undefined || directory.kind === FIF.directory) {
        return { ...sequentialTags(file), cut: `has ${file.sizeBytes} bytes, and its directory is at byte ${at}` };
      }
    }
  }
  return sequentialTags(file);
}

function directoryTags(file: RecordingFile, directory: FifTag): TagList {
  const tags: FifTag[] = [];
  for (let offset = 0; offset + HEADER_BYTES <= directory.sizeBytes; offset += HEADER_BYTES) {
    const entry = file.bytes(directory.position + offset, HEADER_BYTES);
    const at = entry.readInt32BE(12);
    const kind = entry.readInt32BE(0);
    // The directory lists itself, or an end mark, as a tag at no place.
    if (at < 0 || kind < 0) continue;
    const tag = { kind, type: entry.readInt32BE(4), sizeBytes: entry.readInt32BE(8), position: at + HEADER_BYTES };
    if (tag.sizeBytes < 0 || tag.position + tag.sizeBytes > file.sizeBytes) {
      throw new RecordingError(
        'UNREADABLE_FILE',
        `${file.path}: its directory places tag ${kind} at byte ${at} with ${tag.sizeBytes} bytes, outside the file ` +
          `of ${file.sizeBytes} bytes; copy it again`,
      );
    }
    tags.push(tag);
  }
  return { tags };
}

function sequentialTags(file: RecordingFile): TagList {
  const tags: FifTag[] = [];
  const maxTags = file.sizeBytes / HEADER_BYTES;
  let at = 0;
  while (at < file.sizeBytes) {
    const tag = tagHeader(file, at);
    if (tag === undefined) return { tags, cut: `ends inside the header of a tag at byte ${at}` };
    const end = tag.position + tag.sizeBytes;
    if (tag.sizeBytes < 0 || tags.length > maxTags) {
      throw new RecordingError(
        'UNREADABLE_FILE',
        `${file.path}: the chain of tags breaks at byte ${at} (size ${tag.sizeBytes}); copy it again`,
      );
    }
    if (end > file.sizeBytes) {
      return { tags, cut: `ends at byte ${file.sizeBytes}, inside a tag (kind ${tag.kind}) that goes to byte ${end}` };
    }
    tags.push(tag);
    if (tag.next === NEXT_IN_SEQUENCE) at = end;
    else if (tag.next > 0) at = tag.next;
    else return { tags };
  }
  return { tags };
}

function tagHeader(file: RecordingFile, at: 0): FifTag & { next: number };
function tagHeader(file: RecordingFile, at: number): (FifTag & { next: number }) | undefined;
function tagHeader(file: RecordingFile, at: number): (FifTag & { next: number }) | undefined {
  if (at < 0 || at + HEADER_BYTES > file.sizeBytes) return undefined;
  const head = file.bytes(at, HEADER_BYTES, 4096);
  return {
    kind: head.readInt32BE(0),
    type: head.readInt32BE(4),
    sizeBytes: head.readInt32BE(8),
    next: head.readInt32BE(12),
    position: at + HEADER_BYTES,
  };
}
