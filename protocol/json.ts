/** Messages as proto3 JSON, and as the plain objects that the rest of the code works with. */
import { ProtocolError } from './error-codes.js';
import { ENUMS, FIELDS, type FieldSpec, type MessageName, type Messages } from './generated/messages.js';

type Json = Record<string, unknown>;

const LONE_SURROGATE = /\p{Surrogate}/u;
const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const ZERO: Readonly<Record<string, unknown>> = { bool: false, string: '', bytes: new Uint8Array(0) };

const enumNames = new Map(
  Object.entries(ENUMS).map(([type, values]) => [
    type,
    new Map(Object.entries(values).map(([name, value]) => [value, name])),
  ]),
);

/** What an absent field means, undefined where absence itself is the meaning: messages and members of a oneof. */
function defaultOf(field: FieldSpec): unknown {
  if (field.repeated) return [];
  if (field.kind === 'message' || field.oneof !== undefined) return undefined;
  return ZERO[field.type] ?? 0;
}

function malformed(path: string, expected: string, got: unknown): ProtocolError {
  const what = typeof got === 'string' ? 'text that is not' : got === null ? 'null' : typeof got;
  return new ProtocolError('MALFORMED_MESSAGE', `${path}: expected ${expected}, got ${what}`);
}

function readNumber(value: unknown, type: string, path: string): number {
  const float = type === 'double' || type === 'float';
  if (float && (value === 'NaN' || value === 'Infinity' || value === '-Infinity')) return Number(value);
  const text = typeof value === 'string' && (float ? DECIMAL : INTEGER).test(value);
  let number = text ? Number(value) : value;
  if (type === 'float' && typeof number === 'number') number = Math.fround(number);
  if (typeof number !== 'number' || (float && !Number.isFinite(number))) throw malformed(path, `a ${type}`, value);
  if (float) return number;
  const largest = type === 'uint32' ? 0xffffffff : Number.MAX_SAFE_INTEGER;
  if (!Number.isInteger(number) || number < 0 || number > largest) {
    throw new ProtocolError('MALFORMED_MESSAGE', `${path}: ${number} is no whole number from 0 to ${largest}`);
  }
  return number;
}

function readEnum(value: unknown, type: string, path: string): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value !== 'string') throw malformed(path, `a name of ${type}`, value);
  const values = ENUMS[type] ?? {};
  const number = Object.hasOwn(values, value) ? values[value] : undefined;
  if (number === undefined) {
    throw new ProtocolError('UNKNOWN_CODE', `${path}: not one of ${Object.keys(values).join(', ')}`);
  }
  return number;
}

function readBytes(value: unknown, path: string): Uint8Array {
  if (typeof value !== 'string' || !BASE64.test(value) || value.replace(/=+$/, '').length % 4 === 1) {
    throw malformed(path, 'base64', value);
  }
  return Buffer.from(value, 'base64');
}

function readOne(value: unknown, field: FieldSpec, path: string): unknown {
  if (field.kind === 'message') return fromJson(field.type as MessageName, value, path);
  if (field.kind === 'enum') return readEnum(value, field.type, path);
  if (field.type === 'bytes') return readBytes(value, path);
  if (field.type === 'bool') {
    if (typeof value !== 'boolean') throw malformed(path, 'true or false', value);
    return value;
  }
  if (field.type === 'string') {
    if (typeof value !== 'string' || LONE_SURROGATE.test(value)) throw malformed(path, 'Unicode text', value);
    return value;
  }
  return readNumber(value, field.type, path);
}

/**
 * Reads the parsed JSON of one message. Unknown fields are ignored; field names may be camelCase or as in the .proto.
 * @param path how errors name this message
 * @throws {ProtocolError} MALFORMED_MESSAGE, UNKNOWN_CODE
 */
export function fromJson<Name extends MessageName>(name: Name, json: unknown, path: string = name): Messages[Name] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw malformed(path, 'an object', json);
  const message: Json = {};
  const members = new Map<string, string>();
  for (const field of FIELDS[name]) {
    const value = (json as Json)[field.name] ?? (json as Json)[field.protoName];
    if (value === undefined || value === null) {
      const zero = defaultOf(field);
      if (zero !== undefined) message[field.name] = zero;
      continue;
    }
    const at = `${path}.${field.name}`;
    if (field.oneof !== undefined) {
      const other = members.get(field.oneof);
      if (other !== undefined) {
        throw new ProtocolError('MALFORMED_MESSAGE', `${path}: both ${other} and ${field.name}, only one is allowed`);
      }
      members.set(field.oneof, field.name);
    }
    if (!field.repeated) message[field.name] = readOne(value, field, at);
    else if (Array.isArray(value)) message[field.name] = value.map((one, i) => readOne(one, field, `${at}[${i}]`));
    else throw malformed(at, 'an array', value);
  }
  return message as unknown as Messages[Name];
}

/** The shortest decimal that is this float32 again; a float64 would show seventeen digits of it. */
function shortFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}

function writeOne(value: unknown, field: FieldSpec): unknown {
  if (field.kind === 'message') return toJson(field.type as MessageName, value as object);
  if (field.kind === 'enum') return enumNames.get(field.type)?.get(value as number) ?? value;
  if (field.type === 'bytes') {
    const bytes = value as Uint8Array;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
  if (field.type === 'uint64') return String(value);
  if (field.type === 'double' || field.type === 'float') {
    if (!Number.isFinite(value)) return String(value);
    return field.type === 'float' ? shortFloat(value as number) : value;
  }
  return value;
}

/**
 * One message as an object for `JSON.stringify`. Every field that has a default is written even when it has it, so that
 * a script sees `sequence: "0"` and not nothing.
 */
export function toJson(name: MessageName, message: object): Json {
  const json: Json = {};
  for (const field of FIELDS[name]) {
    const value = (message as Json)[field.name] ?? defaultOf(field);
    if (value === undefined) continue;
    json[field.name] = field.repeated
      ? (value as readonly unknown[]).map((one) => writeOne(one, field))
      : writeOne(value, field);
  }
  return json;
}

/**
 * A plain object of what the binary codec decoded. Its instances keep defaults on the prototype, where a copy, a spread
 * or a message to another thread loses them.
 */
export function toPlain<Name extends MessageName>(name: Name, decoded: object): Messages[Name] {
  const message: Json = {};
  for (const field of FIELDS[name]) {
    const value = Object.hasOwn(decoded, field.name) ? (decoded as Json)[field.name] : null;
    if (value === null || value === undefined) {
      const zero = defaultOf(field);
      if (zero !== undefined) message[field.name] = zero;
    } else if (field.kind !== 'message') {
      message[field.name] = value;
    } else if (field.repeated) {
      message[field.name] = (value as object[]).map((one) => toPlain(field.type as MessageName, one));
    } else {
      message[field.name] = toPlain(field.type as MessageName, value);
    }
  }
  return message as unknown as Messages[Name];
}
