import { ChannelKind, Unit } from '../../protocol/frame.js';
import type { Channel } from '../../protocol/frame.js';
import { uniqueChannelNames } from './channel-names.js';
import type { FifBlock, FifTag } from './fif-tags.js';
import { fifNumber, fifNumbers, fifText, findBlocks, findTag } from './fif-tags.js';
import { RecordingError } from './recorded.js';
import type { RecordingFile } from './recording-file.js';

/** One channel as the file describes it. */
export interface FifChannel {
  name: string;
  kind: number;
  unit: number;
  unitMultiplier: number;
  /** Stored value x gain = value in `unit`. */
  gain: number;
  /** Position, then the three axes of the coil's frame: 12 numbers, m; device coordinates for MEG, head for EEG. */
  place: number[];
}

const BLOCK = { hpiResult: 109, channelInfo: 113 } as const;

const TAG = {
  channel: 203,
  coordinateTransform: 222,
  channelKind: 252,
  channelRange: 253,
  channelCalibration: 254,
  channelPlace: 255,
  channelUnit: 256,
  channelUnitMultiplier: 257,
  channelName: 258,
} as const;

const CHANNEL_RECORD_BYTES = 96;

const FRAME_DEVICE = 1;
const FRAME_HEAD = 4;

const UNIT_VOLT = 107;
const UNIT_TESLA = 112;
const UNIT_TESLA_PER_METRE = 201;
/** FIF's number of a unit; all others are sent as DIMENSIONLESS. */
const UNITS = new Map<number, Unit>([
  [UNIT_VOLT, Unit.VOLT],
  [UNIT_TESLA, Unit.TESLA],
  [UNIT_TESLA_PER_METRE, Unit.TESLA_PER_METRE],
]);

/** Kinds of FIF channels that have a kind of ours; all others are MISC. */
const KINDS = new Map<number, ChannelKind>([
  [2, ChannelKind.EEG],
  [3, ChannelKind.STIM],
  [202, ChannelKind.EOG],
  [301, ChannelKind.REF_MEG],
  [302, ChannelKind.EMG],
  [402, ChannelKind.ECG],
  [802, ChannelKind.EEG],
  [803, ChannelKind.EEG],
  [902, ChannelKind.EEG],
]);
const KIND_MEG = 1;
/** Depth electrodes, deep brain stimulation, cortex. */
const INTRACRANIAL = new Set([802, 803, 902]);

/** No sensor is that far from the head's centre, m: the file means another unit. */
const FARTHEST_SENSOR = 0.5;

/** The channels in the order of their values in a sample. */
export function readFifChannels(file: RecordingFile, info: FifBlock): FifChannel[] {
  const channels = info.tags.filter(({ kind }) => kind === TAG.channel).map((tag) => readChannel(file, tag));
  // Names longer than the record's 15 characters, and whatever else is newer, stand in blocks of their own.
  const longer = findBlocks(info, BLOCK.channelInfo);
  if (longer.length === channels.length) longer.forEach((block, i) => amendChannel(file, channels[i]!, block));
  return channels;
}

/** Layout: scan number, logical number, kind, range, cal, coil type, 12 floats of place, unit, multiplier, name. */
function readChannel(file: RecordingFile, tag: FifTag): FifChannel {
  if (tag.sizeBytes < CHANNEL_RECORD_BYTES) {
    throw new RecordingError(
      'UNREADABLE_FILE',
      `${file.path}: a channel record has ${tag.sizeBytes} bytes, not ${CHANNEL_RECORD_BYTES}; export it again`,
    );
  }
  const bytes = file.bytes(tag.position, CHANNEL_RECORD_BYTES);
  const name = bytes.subarray(80, 96);
  const nameEnd = name.indexOf(0);
  return {
    name: channelName(name.subarray(0, nameEnd < 0 ? name.length : nameEnd)),
    kind: bytes.readInt32BE(8),
    gain: bytes.readFloatBE(12) * bytes.readFloatBE(16),
    place: Array.from({ length: 12 }, (_, i) => bytes.readFloatBE(24 + 4 * i)),
    unit: bytes.readInt32BE(72),
    unitMultiplier: bytes.readInt32BE(76),
  };
}

function amendChannel(file: RecordingFile, channel: FifChannel, block: FifBlock): void {
  const number = (kind: number): number | undefined => {
    const tag = findTag(block, kind);
    return tag && fifNumber(file, tag);
  };
  const name = findTag(block, TAG.channelName);
  const place = findTag(block, TAG.channelPlace);
  const [range, calibration] = [number(TAG.channelRange), number(TAG.channelCalibration)];
  if (name !== undefined) channel.name = fifText(file, name);
  if (place !== undefined) channel.place = fifNumbers(file, place, 12);
  if (range !== undefined && calibration !== undefined) channel.gain = range * calibration;
  channel.kind = number(TAG.channelKind) ?? channel.kind;
  channel.unit = number(TAG.channelUnit) ?? channel.unit;
  channel.unitMultiplier = number(TAG.channelUnitMultiplier) ?? channel.unitMultiplier;
}

function channelName(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/**
 * The channels as a stream describes them: positions of electrodes as they stand, coils moved from the device's to the
 * head's coordinates, with the normal of their plane as orientation.
 */
export function describeChannels(
  file: RecordingFile,
  info: FifBlock,
  channels: FifChannel[],
  notes: string[],
): Channel[] {
  const deviceToHead = readDeviceToHead(file, info);
  const names = uniqueChannelNames(
    channels.map(({ name }) => name),
    notes,
  );
  const described = channels.map((channel, i) => describeChannel(channel, names[i]!, deviceToHead));
  note(notes, 'are electrodes inside the head, sent as EEG', channels, ({ kind }) => INTRACRANIAL.has(kind));
  note(notes, 'have a unit multiplier, which is not applied (MNE does not either)', channels, (channel) => {
    return channel.unitMultiplier !== 0;
  });
  note(notes, 'have a unit that does not fit their kind and are sent as MISC', channels, ({ kind }, i) => {
    return described[i]!.kind === ChannelKind.MISC && (kind === KIND_MEG || KINDS.has(kind));
  });
  note(notes, 'have positions too far from the head, which are left out (not in metres?)', channels, isFar);
  if (deviceToHead === undefined && channels.some(({ kind }) => kind === KIND_MEG)) {
    notes.push('the file does not tell where the head was in the device: positions of MEG channels are left out');
  }
  return described;
}

function note(
  notes: string[],
  what: string,
  channels: FifChannel[],
  applies: (channel: FifChannel, index: number) => boolean,
): void {
  const names = channels.filter(applies).map(({ name }) => name);
  if (names.length === 0) return;
  const listed = names.slice(0, 8).join(', ') + (names.length > 8 ? ', ...' : '');
  notes.push(`${names.length} of ${channels.length} channels ${what}: ${listed}`);
}

function describeChannel(channel: FifChannel, name: string, deviceToHead: RigidTransform | undefined): Channel {
  const kind = kindOf(channel);
  // Trigger codes are numbers, though files give them in volts.
  const unit = kind === ChannelKind.STIM ? Unit.DIMENSIONLESS : (UNITS.get(channel.unit) ?? Unit.DIMENSIONLESS);
  const described = { name, kind, unit, position: [], orientation: [], scale: 0 };
  const { place } = channel;
  if (!isPlaced(place) || isFar(channel)) return described;
  if (kind === ChannelKind.EEG) return { ...described, position: place.slice(0, 3) };
  const isCoil = kind === ChannelKind.MAG || kind === ChannelKind.GRAD || kind === ChannelKind.REF_MEG;
  if (!isCoil || deviceToHead === undefined) return described;
  const { rotation, shift } = deviceToHead;
  const normal = rotate(rotation, place.slice(9, 12));
  return {
    ...described,
    position: rotate(rotation, place).map((value, axis) => value + shift[axis]!),
    orientation: Math.abs(Math.hypot(...normal) - 1) < 0.01 ? normal : [],
  };
}

/** MISC where the unit is none in which that kind of channel can be measured. */
function kindOf({ kind, unit }: FifChannel): ChannelKind {
  if (kind === KIND_MEG && unit === UNIT_TESLA) return ChannelKind.MAG;
  if (kind === KIND_MEG && unit === UNIT_TESLA_PER_METRE) return ChannelKind.GRAD;
  const known = KINDS.get(kind) ?? ChannelKind.MISC;
  if (known === ChannelKind.STIM) return known;
  if (known === ChannelKind.REF_MEG)
    return unit === UNIT_TESLA || unit === UNIT_TESLA_PER_METRE ? known : ChannelKind.MISC;
  return unit === UNIT_VOLT ? known : ChannelKind.MISC;
}

/** All zero, or not a number, means that the position is not known. */
function isPlaced(place: number[]): boolean {
  const position = place.slice(0, 3);
  return position.every(Number.isFinite) && position.some((value) => value !== 0);
}

function isFar({ place }: FifChannel): boolean {
  return isPlaced(place) && Math.hypot(...place.slice(0, 3)) > FARTHEST_SENSOR;
}

/** head = rotation x device + shift */
interface RigidTransform {
  /** Row by row. */
  rotation: number[];
  /** m */
  shift: number[];
}

function rotate(rotation: number[], vector: number[]): number[] {
  return [0, 3, 6].map((row) => {
    return rotation[row]! * vector[0]! + rotation[row + 1]! * vector[1]! + rotation[row + 2]! * vector[2]!;
  });
}

function readDeviceToHead(file: RecordingFile, info: FifBlock): RigidTransform | undefined {
  for (const block of [info, ...findBlocks(info, BLOCK.hpiResult)]) {
    for (const tag of block.tags) {
      const transform = tag.kind === TAG.coordinateTransform ? readTransform(file, tag) : undefined;
      if (transform !== undefined) return transform;
    }
  }
  return undefined;
}

/** Layout: from, to, rotation (9 floats), shift (3 floats), then the same the other way round. */
function readTransform(file: RecordingFile, tag: FifTag): RigidTransform | undefined {
  const bytes = file.bytes(tag.position, tag.sizeBytes, 4096);
  if (bytes.length < 104) return undefined;
  const [from, to] = [bytes.readInt32BE(0), bytes.readInt32BE(4)];
  const forward = from === FRAME_DEVICE && to === FRAME_HEAD;
  if (!forward && !(from === FRAME_HEAD && to === FRAME_DEVICE)) return undefined;
  const offset = forward ? 8 : 56;
  const numbers = Array.from({ length: 12 }, (_, i) => bytes.readFloatBE(offset + 4 * i));
  return numbers.every(Number.isFinite) ? { rotation: numbers.slice(0, 9), shift: numbers.slice(9) } : undefined;
}
