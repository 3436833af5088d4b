import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../protocol/error-codes.js';
import type { FixtureSpec } from '../../../protocol/fixtures/fixture.js';
import { fixtureFiles } from '../../../protocol/fixtures/make.js';
import {
  checkMarker,
  checkOpenStream,
  checkSamples,
  checkSubscribe,
  checkTimeProbe,
  decodeReaderMessage,
  decodeRigMessage,
  decodeToReader,
  decodeToRig,
  encodeReaderMessage,
  encodeRigMessage,
  encodeToReader,
  encodeToRig,
  type StreamInfo,
} from '../../../protocol/frame.js';
import { FIELDS } from '../../../protocol/generated/messages.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL } from '../../../protocol/version.js';

const folder = 'protocol/fixtures';
const codecs = {
  RigMessage: { decode: decodeRigMessage, encode: encodeRigMessage },
  ToRig: { decode: decodeToRig, encode: encodeToRig },
  ReaderMessage: { decode: decodeReaderMessage, encode: encodeReaderMessage },
  ToReader: { decode: decodeToReader, encode: encodeToReader },
};

interface Fixture {
  readonly name: string;
  readonly spec: FixtureSpec;
  readonly bytes: Uint8Array;
}

const fixtures: Fixture[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const name = file.replace('.json', '');
    const spec = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as FixtureSpec;
    const hex = readFileSync(`${folder}/${name}.hex`, 'utf8').replace(/\s/g, '');
    return { name, spec, bytes: Buffer.from(hex, 'hex') };
  });
const valid = fixtures.filter(({ spec }) => spec.error === undefined);
const broken = fixtures.filter(({ spec }) => spec.error !== undefined);

function streamInfo(name: string): StreamInfo {
  const fixture = fixtures.find((one) => one.name === name)!;
  return checkOpenStream(decodeRigMessage(fixture.bytes, PROTOBUF_SUBPROTOCOL).open!);
}

/** What a server does with a message before the state of a stream comes into it. */
function take({ spec, bytes }: Pick<Fixture, 'spec' | 'bytes'>): object {
  const message = codecs[spec.message].decode(bytes, spec.subprotocol ?? PROTOBUF_SUBPROTOCOL);
  if ('open' in message && message.open !== undefined) checkOpenStream(message.open);
  if ('samples' in message && message.samples !== undefined) checkSamples(message.samples, streamInfo(spec.stream!));
  if ('marker' in message && message.marker !== undefined) checkMarker(message.marker);
  if ('probe' in message && message.probe !== undefined) checkTimeProbe(message.probe);
  if ('subscribe' in message && message.subscribe !== undefined) checkSubscribe(message.subscribe);
  return message;
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('fixtures', () => {
  it('are what make.ts writes', () => {
    const written = new Map(
      readdirSync(folder)
        .filter((file) => /\.(hex|json)$/.test(file))
        .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
    );
    expect(written).toEqual(fixtureFiles());
  });

  it('show every message and every member of every oneof', () => {
    const shown = new Set<string>();
    const walk = (name: string, json: Record<string, unknown>): void => {
      shown.add(name);
      for (const field of FIELDS[name as keyof typeof FIELDS]) {
        const value = json[field.name];
        if (value === undefined) continue;
        if (field.oneof !== undefined) shown.add(`${name}.${field.name}`);
        if (field.kind !== 'message') continue;
        for (const one of [value].flat()) walk(field.type, one as Record<string, unknown>);
      }
    };
    for (const { spec } of valid) walk(spec.message, spec.json as Record<string, unknown>);
    const all = Object.entries(FIELDS).flatMap(([name, fields]) => [
      name,
      ...fields.filter((field) => field.oneof !== undefined).map((field) => `${name}.${field.name}`),
    ]);
    expect(all.filter((one) => !shown.has(one))).toEqual([]);
  });

  it.each(valid)('$name: bytes give the JSON and pass every check', (fixture) => {
    const { spec, bytes } = fixture;
    const codec = codecs[spec.message];
    const message = codec.decode(bytes, PROTOBUF_SUBPROTOCOL);
    expect(JSON.parse(codec.encode(message, JSON_SUBPROTOCOL) as string)).toEqual(spec.json);
    if (spec.canonical !== false) expect(() => take(fixture)).not.toThrow();
  });

  it.each(valid)('$name: the JSON gives the bytes', ({ spec, bytes }) => {
    const codec = codecs[spec.message];
    const message = codec.decode(JSON.stringify(spec.json), JSON_SUBPROTOCOL);
    const encoded = codec.encode(message, PROTOBUF_SUBPROTOCOL) as Uint8Array;
    if (spec.canonical === false) {
      expect(codec.decode(encoded, PROTOBUF_SUBPROTOCOL)).toEqual(codec.decode(bytes, PROTOBUF_SUBPROTOCOL));
    } else {
      expect(Buffer.from(encoded).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
    }
  });

  it.each(broken)('$name: $spec.error', (fixture) => {
    const { spec, bytes } = fixture;
    const decode = () => codecs[spec.message].decode(bytes, spec.subprotocol!);
    expect(codeOf(decode)).toBe(spec.found === 'decoding' ? spec.error : 'no error');
    expect(codeOf(() => take(fixture))).toBe(spec.error);
  });

  it.each(valid)('$name: no truncation is taken for a message of a server', ({ spec, bytes }) => {
    for (let length = 0; length < bytes.length; length++) {
      const code = codeOf(() => take({ spec, bytes: bytes.subarray(0, length) }));
      // A client passes over an empty message; one that comes twice is whole after the first time.
      const whole = spec.message === 'ToRig' || spec.message === 'ToReader' ? length === 0 : false;
      if (whole || (spec.canonical === false && code === 'no error')) continue;
      expect([length, code]).toEqual([length, 'MALFORMED_MESSAGE']);
    }
  });

  it.each(valid)('$name: no truncation of the JSON is taken for a message', ({ spec }) => {
    const text = JSON.stringify(spec.json);
    for (let length = 0; length < text.length; length++) {
      const decode = () => codecs[spec.message].decode(text.slice(0, length), JSON_SUBPROTOCOL);
      expect([length, codeOf(decode)]).toEqual([length, 'MALFORMED_MESSAGE']);
    }
  });

  it.each(valid)('$name: no change of one byte raises anything but a ProtocolError', ({ spec, bytes }) => {
    for (let i = 0; i < bytes.length; i++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = Uint8Array.from(bytes);
        changed[i]! ^= flip;
        expect(codeOf(() => take({ spec, bytes: changed }))).toMatch(/^([A-Z_]+|no error)$/);
      }
    }
  });
});

describe('generated files', () => {
  it('are what the .proto gives', () => {
    expect(execFileSync(process.execPath, ['protocol/generate.mjs', '--check'], { encoding: 'utf8' })).toBe('');
  });
});
