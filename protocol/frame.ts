/**
 * One WebSocket message to one plain object and back, in both sub-protocols.
 *
 * What is decoded has every field: absent ones have their default, absent messages and oneof members are undefined.
 * What is encoded may leave out any field. Whatever is wrong with a message, the error is a ProtocolError.
 */
import protobuf from 'protobufjs/minimal.js';
import { cortexwire } from '#codec';
import { ProtocolError } from './error-codes.js';
import type {
  MessageName,
  Messages,
  Payload,
  ReaderMessage,
  RigMessage,
  Timing,
  ToReader,
  ToRig,
} from './generated/messages.js';
import { isWhole, readSamples, writeTiming } from './hot-codec.js';
import { fromJson, toJson, toPlain } from './json.js';
import { JSON_SUBPROTOCOL, type Subprotocol } from './version.js';

export * from './check.js';
export { ChannelKind, From, NoticeKind, Pacing, Policy, SampleFormat, Unit } from './generated/messages.js';
export type {
  Ack,
  Candidates,
  Channel,
  Classes,
  Closed,
  CloseStream,
  Credit,
  Decode,
  DecoderOffer,
  Drain,
  Dropped,
  Failure,
  Limits,
  Marker,
  Notice,
  Opened,
  OpenStream,
  Payload,
  Problem,
  ReaderMessage,
  RigMessage,
  Samples,
  Scored,
  StreamInfo,
  StreamSummary,
  Subscribe,
  Subscribed,
  Tensor,
  Text,
  TimeProbe,
  TimeProbeAnswer,
  Timing,
  ToReader,
  ToRig,
  TypedKey,
} from './generated/messages.js';

/** A message to be encoded: any field may be left out. */
export type Init<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Init<Item>[]
    : T extends object
      ? { readonly [K in keyof T]?: Init<T[K]> | undefined }
      : T;

/** What the base class declares: an object of the package `long`. */
type Uint64 = ReturnType<protobuf.Reader['uint64']>;

/**
 * protobufjs gives 64-bit integers as objects wherever it finds the package `long`. This reader gives numbers, and
 * refuses those that a number cannot hold, without changing protobufjs for others in the same process.
 */
class NumberReader extends protobuf.Reader {
  override uint64(): Uint64 {
    let value = 0;
    for (let scale = 1, end = Math.min(this.len, this.pos + 10); this.pos < end; scale *= 128) {
      const byte = this.buf[this.pos++]!;
      value += (byte & 127) * scale;
      if (byte >= 128) continue;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a number above 2^53 - 1');
      return value as unknown as Uint64;
    }
    throw new RangeError('a number that does not end');
  }
}

const codecs = cortexwire.v1;

function decodeBinary<Name extends MessageName>(name: Name, data: Uint8Array): Messages[Name] {
  try {
    return toPlain(name, codecs[name].decode(new NumberReader(data)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProtocolError('MALFORMED_MESSAGE', `${name} of ${data.length} bytes: ${reason}`, { cause: error });
  }
}

function decodeJson<Name extends MessageName>(name: Name, data: Uint8Array | string): Messages[Name] {
  let json: unknown;
  try {
    const text = typeof data === 'string' ? data : new TextDecoder('utf-8', { fatal: true }).decode(data);
    json = JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the text, which may be signal.
    throw new ProtocolError('MALFORMED_MESSAGE', `${name}: ${data.length} characters that are not JSON`, {
      cause: error,
    });
  }
  return fromJson(name, json);
}

function decode<Name extends MessageName>(
  name: Name,
  data: Uint8Array | string,
  subprotocol: Subprotocol,
): Messages[Name] {
  if (subprotocol === JSON_SUBPROTOCOL) return decodeJson(name, data);
  if (typeof data !== 'string') return decodeBinary(name, data);
  throw new ProtocolError('MALFORMED_MESSAGE', `a text frame, but ${subprotocol} is binary`);
}

function encodeBinary(name: MessageName, message: object): Uint8Array {
  return codecs[name].encode(message).finish();
}

function encode(name: MessageName, message: object, subprotocol: Subprotocol): Uint8Array | string {
  return subprotocol === JSON_SUBPROTOCOL ? JSON.stringify(toJson(name, message)) : encodeBinary(name, message);
}

/** A server cannot pass over a request that it does not understand, a client can pass over news. */
function requireKnown<T extends object>(message: T, data: Uint8Array | string): T {
  if (Object.keys(message).length > 0) return message;
  if (data.length === 0) throw new ProtocolError('MALFORMED_MESSAGE', 'an empty message');
  throw new ProtocolError('UNKNOWN_CODE', 'no kind of message that this version knows');
}

/**
 * What a rig sends. `samples.data` is a view of `data`, not a copy.
 * @throws {ProtocolError} MALFORMED_MESSAGE, UNKNOWN_CODE
 */
export function decodeRigMessage(data: Uint8Array | string, subprotocol: Subprotocol): RigMessage {
  if (subprotocol !== JSON_SUBPROTOCOL && typeof data !== 'string') {
    const samples = readSamples(data);
    if (samples !== undefined) return { samples };
  }
  return requireKnown(decode('RigMessage', data, subprotocol), data);
}

/** For rigs. */
export function encodeRigMessage(message: Init<RigMessage>, subprotocol: Subprotocol): Uint8Array | string {
  return encode('RigMessage', message, subprotocol);
}

/**
 * For rigs. A kind of message that this version does not know gives an empty object, to be passed over.
 * @throws {ProtocolError} MALFORMED_MESSAGE, UNKNOWN_CODE
 */
export function decodeToRig(data: Uint8Array | string, subprotocol: Subprotocol): ToRig {
  return decode('ToRig', data, subprotocol);
}

/** What the server tells a rig. */
export function encodeToRig(message: Init<ToRig>, subprotocol: Subprotocol): Uint8Array | string {
  return encode('ToRig', message, subprotocol);
}

/**
 * What a reader sends.
 * @throws {ProtocolError} MALFORMED_MESSAGE, UNKNOWN_CODE
 */
export function decodeReaderMessage(data: Uint8Array | string, subprotocol: Subprotocol): ReaderMessage {
  return requireKnown(decode('ReaderMessage', data, subprotocol), data);
}

/** For readers. */
export function encodeReaderMessage(message: Init<ReaderMessage>, subprotocol: Subprotocol): Uint8Array | string {
  return encode('ReaderMessage', message, subprotocol);
}

/**
 * For readers. A kind of message that this version does not know gives an empty object, to be passed over.
 * @throws {ProtocolError} MALFORMED_MESSAGE, UNKNOWN_CODE
 */
export function decodeToReader(data: Uint8Array | string, subprotocol: Subprotocol): ToReader {
  return decode('ToReader', data, subprotocol);
}

/** What the server tells a reader. For decodes whose payload is encoded already there is `encodeDecode`. */
export function encodeToReader(message: Init<ToReader>, subprotocol: Subprotocol): Uint8Array | string {
  return encode('ToReader', message, subprotocol);
}

/** The same bytes for the same payload, always: fields in the order of their numbers, defaults left out. */
export function encodePayload(payload: Init<Payload>): Uint8Array {
  return encodeBinary('Payload', payload);
}

/** @throws {ProtocolError} MALFORMED_MESSAGE */
export function decodePayload(data: Uint8Array): Payload {
  return decodeBinary('Payload', data);
}

export function encodeTiming(timing: Init<Timing>): Uint8Array {
  return isWhole(timing) ? writeTiming(timing) : encodeBinary('Timing', timing);
}

/** @throws {ProtocolError} MALFORMED_MESSAGE */
export function decodeTiming(data: Uint8Array): Timing {
  return decodeBinary('Timing', data);
}

/**
 * The binary ToReader{decode} around a payload that is encoded already, with the same bytes as `encodeToReader`.
 * @param payload what `encodePayload` gave; copied once, into the result
 * @param timing what `encodeTiming` gave
 */
export { writeDecode as encodeDecode, type FramedMessage } from './hot-codec.js';
