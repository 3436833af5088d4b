import type { Samples, Timing } from './generated/messages.js';

/**
 * The messages that go by with every chunk, read and written by hand: to the byte what the generated codec does, without
 * its objects for every field. A core that has slept for the length of a chunk has forgotten all code, so that fewer
 * instructions count for more here than in a busy loop. What these do not know is left to the codec.
 */

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const tag = (field: number, wireType: number): number => (field << 3) | wireType;

const RIG_MESSAGE_SAMPLES = tag(2, BYTES);
const SAMPLES_SEQUENCE = tag(1, VARINT);
const SAMPLES_FIRST_SAMPLE = tag(2, VARINT);
const SAMPLES_DEVICE_TIME = tag(3, FIXED64);
const SAMPLES_DATA = tag(4, BYTES);

const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

/** Where `readVarint` stopped; NaN when there was no whole number. */
let after = NaN;

function readVarint(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let scale = 1; at < end && scale < 2 ** 56; scale *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 127) * scale;
    if (byte >= 128) continue;
    after = at;
    return value;
  }
  after = NaN;
  return NaN;
}

/**
 * A rig's message that is one frame of samples, each field at most once and in order, as every codec writes it.
 * @returns undefined when it is anything else; `data` is a view
 */
export function readSamples(message: Uint8Array): Samples | undefined {
  const end = message.length;
  if (message[0] !== RIG_MESSAGE_SAMPLES) return undefined;
  const length = readVarint(message, 1, end);
  let at = after;
  if (at + length !== end) return undefined;
  let sequence = 0;
  let firstSample = 0;
  let deviceTime = 0;
  if (message[at] === SAMPLES_SEQUENCE) {
    sequence = readVarint(message, at + 1, end);
    at = after;
    if (!(sequence < 2 ** 32)) return undefined;
  }
  if (message[at] === SAMPLES_FIRST_SAMPLE) {
    firstSample = readVarint(message, at + 1, end);
    at = after;
    if (!(firstSample <= Number.MAX_SAFE_INTEGER)) return undefined;
  }
  if (message[at] === SAMPLES_DEVICE_TIME) {
    if (at + 9 > end) return undefined;
    for (let i = 0; i < 8; i++) doubleBytes[i] = message[at + 1 + i]!;
    deviceTime = double[0]!;
    at += 9;
  }
  if (message[at] !== SAMPLES_DATA) return undefined;
  const dataLength = readVarint(message, at + 1, end);
  at = after;
  if (at + dataLength !== end) return undefined;
  return { sequence, firstSample, deviceTime, data: message.subarray(at, end) };
}

const TIMES = [
  'deviceTime',
  'deviceTimeServer',
  'uncertainty',
  'received',
  'windowClosed',
  'queued',
  'inferStart',
  'inferEnd',
  'published',
  'ageOldest',
  'ageNewest',
] as const;
const TIMING_REPLAYED = tag(TIMES.length + 1, VARINT);
const TIMING_BYTES = TIMES.length * 9 + 2;

/** Whether every field is there. */
export function isWhole(timing: { readonly [K in keyof Timing]?: Timing[K] | undefined }): timing is Timing {
  for (let i = 0; i < TIMES.length; i++) if (timing[TIMES[i]!] === undefined) return false;
  return timing.replayed !== undefined;
}

export function writeTiming(timing: Timing): Uint8Array {
  const bytes = new Uint8Array(TIMING_BYTES);
  let at = 0;
  for (let i = 0; i < TIMES.length; i++) {
    const time = timing[TIMES[i]!];
    if (Object.is(time, 0)) continue;
    bytes[at] = tag(i + 1, FIXED64);
    double[0] = time;
    bytes.set(doubleBytes, at + 1);
    at += 9;
  }
  if (timing.replayed) {
    bytes[at] = TIMING_REPLAYED;
    bytes[at + 1] = 1;
    at += 2;
  }
  return at === bytes.length ? bytes : bytes.subarray(0, at);
}

const TO_READER_DECODE = tag(2, BYTES);
const DECODE_STREAM = tag(1, BYTES);
const DECODE_DECODER = tag(2, BYTES);
const DECODE_SEQUENCE = tag(3, VARINT);
const DECODE_CURSOR = tag(4, BYTES);
const DECODE_PAYLOAD = tag(5, BYTES);
const DECODE_TIMING = tag(6, BYTES);

function varintBytes(value: number): number {
  let n = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) n++;
  return n;
}

/** @returns where to go on */
function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest >= 128) {
    bytes[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  bytes[at++] = rest;
  return at;
}

const textField = (bytes: number): number => (bytes === 0 ? 0 : 1 + varintBytes(bytes) + bytes);
const bytesField = (bytes: number): number => 1 + varintBytes(bytes) + bytes;

function writeText(bytes: Buffer, at: number, field: number, text: string, length: number): number {
  if (length === 0) return at;
  bytes[at] = field;
  at = writeVarint(bytes, at + 1, length);
  return at + bytes.write(text, at, length, 'utf8');
}

function writeBytes(bytes: Buffer, at: number, field: number, value: Uint8Array): number {
  bytes[at] = field;
  at = writeVarint(bytes, at + 1, value.length);
  bytes.set(value, at);
  return at + value.length;
}

/** The longest head of a WebSocket frame that is not masked. */
const FRAME_HEAD_BYTES = 10;
const FINAL_BINARY = 0x82;

/** A message, and the WebSocket frame that it is the body of. */
export interface FramedMessage {
  readonly message: Uint8Array;
  /** Unmasked and in one piece (RFC 6455, 5.2): what a server writes to a socket on which nothing is compressed. */
  readonly frame: Uint8Array;
}

/** `ToReader{decode}` around a payload and a timing that are encoded already. */
export function writeDecode(
  stream: string,
  decoder: string,
  sequence: number,
  cursor: string,
  payload: Uint8Array,
  timing: Uint8Array,
): FramedMessage {
  const streamBytes = Buffer.byteLength(stream);
  const decoderBytes = Buffer.byteLength(decoder);
  const cursorBytes = Buffer.byteLength(cursor);
  const decodeBytes =
    textField(streamBytes) +
    textField(decoderBytes) +
    (sequence === 0 ? 0 : 1 + varintBytes(sequence)) +
    textField(cursorBytes) +
    bytesField(payload.length) +
    bytesField(timing.length);
  const messageBytes = bytesField(decodeBytes);
  const bytes = Buffer.allocUnsafe(FRAME_HEAD_BYTES + messageBytes);
  let at = FRAME_HEAD_BYTES;
  bytes[at] = TO_READER_DECODE;
  at = writeVarint(bytes, at + 1, decodeBytes);
  at = writeText(bytes, at, DECODE_STREAM, stream, streamBytes);
  at = writeText(bytes, at, DECODE_DECODER, decoder, decoderBytes);
  if (sequence !== 0) {
    bytes[at] = DECODE_SEQUENCE;
    at = writeVarint(bytes, at + 1, sequence);
  }
  at = writeText(bytes, at, DECODE_CURSOR, cursor, cursorBytes);
  at = writeBytes(bytes, at, DECODE_PAYLOAD, payload);
  writeBytes(bytes, at, DECODE_TIMING, timing);
  const message = bytes.subarray(FRAME_HEAD_BYTES);
  return { message, frame: bytes.subarray(writeFrameHead(bytes, messageBytes)) };
}

/** Writes the head so that it ends where the message begins. @returns where it begins */
function writeFrameHead(bytes: Buffer, messageBytes: number): number {
  if (messageBytes < 126) {
    bytes[8] = FINAL_BINARY;
    bytes[9] = messageBytes;
    return 8;
  }
  if (messageBytes < 65_536) {
    bytes[6] = FINAL_BINARY;
    bytes[7] = 126;
    bytes.writeUInt16BE(messageBytes, 8);
    return 6;
  }
  bytes[0] = FINAL_BINARY;
  bytes[1] = 127;
  bytes.writeUIntBE(Math.floor(messageBytes / 2 ** 32), 2, 4);
  bytes.writeUInt32BE(messageBytes % 2 ** 32, 6);
  return 0;
}
