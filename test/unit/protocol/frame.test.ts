import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../protocol/error-codes.js';
import {
  ChannelKind,
  decodePayload,
  decodeRigMessage,
  decodeTiming,
  decodeToReader,
  decodeToRig,
  encodeDecode,
  encodePayload,
  encodeRigMessage,
  encodeTiming,
  encodeToReader,
  encodeToRig,
  NoticeKind,
  Unit,
  type Payload,
} from '../../../protocol/frame.js';
import { FIELDS, type MessageName } from '../../../protocol/generated/messages.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL } from '../../../protocol/version.js';

const payload: Payload = {
  start: 0,
  end: 2 ** 40,
  window: 3,
  step: 0,
  final: true,
  kind: 'classes',
  classes: { label: 'a', scores: [{ label: 'a', score: 0.5, probability: 0 }] },
  missing: 0,
  truth: '',
  marker: '',
};

const timing = {
  deviceTime: 1,
  deviceTimeServer: 2,
  uncertainty: 0.001,
  received: 3,
  windowClosed: 4,
  queued: 5,
  inferStart: 6,
  inferEnd: 7,
  published: 8,
  ageOldest: 0.5,
  ageNewest: 0.1,
  replayed: true,
};

/** Any value of a message, over every field of the table. */
function anyMessage(name: MessageName): fc.Arbitrary<Record<string, unknown>> {
  const members = new Map<string, string[]>();
  const entries = FIELDS[name].map((field) => {
    if (field.oneof !== undefined) members.set(field.oneof, [...(members.get(field.oneof) ?? []), field.name]);
    const one = (): fc.Arbitrary<unknown> => {
      if (field.kind === 'message') return anyMessage(field.type as MessageName);
      if (field.kind === 'enum') return fc.integer({ min: 0, max: 3 });
      if (field.type === 'string') return fc.string({ unit: 'grapheme', maxLength: 8 });
      if (field.type === 'bytes') return fc.uint8Array({ maxLength: 8 });
      if (field.type === 'bool') return fc.boolean();
      if (field.type === 'uint32') return fc.integer({ min: 0, max: 0xffffffff });
      if (field.type === 'uint64') return fc.maxSafeNat();
      if (field.type === 'float') return fc.float();
      return fc.double();
    };
    return [field.name, field.repeated ? fc.array(one(), { maxLength: 3 }) : one()] as const;
  });
  return fc.record(Object.fromEntries(entries)).chain((message) =>
    // Of the members of a oneof one is kept.
    fc.tuple(...[...members.values()].map((names) => fc.constantFrom(...names))).map((kept) => {
      const all = [...members.values()].flat();
      return Object.fromEntries(Object.entries(message).filter(([key]) => !all.includes(key) || kept.includes(key)));
    }),
  );
}

/** JSON has no minus zero, and one NaN is as good as another. */
function plainNumbers(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainNumbers(one)]));
  }
  return value === 0 ? 0 : value;
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return (error as ProtocolError).code;
  }
  return 'no error';
}

describe('decodeRigMessage', () => {
  it('gives every field of a message, also those that were left out', () => {
    const data = encodeRigMessage({ open: { info: { channels: [{ name: 'Oz' }] } } }, PROTOBUF_SUBPROTOCOL);
    expect(decodeRigMessage(data, PROTOBUF_SUBPROTOCOL)).toStrictEqual({
      open: {
        info: {
          name: '',
          sourceId: '',
          subject: '',
          session: '',
          device: '',
          sfreq: 0,
          channels: [{ name: 'Oz', kind: 0, unit: 0, position: [], orientation: [], scale: 0 }],
          format: 0,
          simulated: false,
        },
        resumeToken: '',
        decoders: [],
        pacing: 0,
        client: '',
      },
    });
  });

  it('gives 64-bit integers as numbers although protobufjs has Long', () => {
    expect(protobuf.util.Long).toBeTypeOf('function');
    const data = encodeRigMessage({ samples: { firstSample: 2 ** 53 - 1 } }, PROTOBUF_SUBPROTOCOL);
    expect(decodeRigMessage(data, PROTOBUF_SUBPROTOCOL).samples).toStrictEqual({
      sequence: 0,
      firstSample: 9007199254740991,
      deviceTime: 0,
      data: new Uint8Array(0),
    });
  });

  it('does not copy the samples', () => {
    const data = encodeRigMessage({ samples: { data: Uint8Array.of(1, 2, 3, 4) } }, PROTOBUF_SUBPROTOCOL) as Uint8Array;
    const frame = new Uint8Array(100).subarray(13, 13 + data.length);
    frame.set(data);
    const decoded = decodeRigMessage(frame, PROTOBUF_SUBPROTOCOL).samples!.data;
    expect([...decoded]).toEqual([1, 2, 3, 4]);
    expect(decoded.buffer).toBe(frame.buffer);
  });

  it('refuses a text frame in the binary sub-protocol and takes both kinds in the other', () => {
    const text = encodeRigMessage({ close: { final: true } }, JSON_SUBPROTOCOL) as string;
    expect(codeOf(() => decodeRigMessage(text, PROTOBUF_SUBPROTOCOL))).toBe('MALFORMED_MESSAGE');
    const expected = { close: { final: true } };
    expect(decodeRigMessage(text, JSON_SUBPROTOCOL)).toEqual(expected);
    expect(decodeRigMessage(Buffer.from(text), JSON_SUBPROTOCOL)).toEqual(expected);
    expect(codeOf(() => decodeRigMessage(Uint8Array.of(0xc3, 0x28), JSON_SUBPROTOCOL))).toBe('MALFORMED_MESSAGE');
  });

  it('raises nothing but a ProtocolError on any bytes and any JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        codeOf(() => decodeRigMessage(data, PROTOBUF_SUBPROTOCOL));
        codeOf(() => decodeRigMessage(data, JSON_SUBPROTOCOL));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        codeOf(() => decodeRigMessage(text, JSON_SUBPROTOCOL));
        codeOf(() => decodeRigMessage(`{"open":${text}}`, JSON_SUBPROTOCOL));
        codeOf(() => decodeRigMessage(`{"open":{"info":{"channels":${text}}}}`, JSON_SUBPROTOCOL));
        codeOf(() => decodeRigMessage(`{"samples":{"firstSample":${text},"data":${text}}}`, JSON_SUBPROTOCOL));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the text of a broken message out of the error', () => {
    expect(() => decodeRigMessage('{"secret": tru', JSON_SUBPROTOCOL)).toThrow(/^(?!.*secret)/);
    expect(() => decodeRigMessage('{"marker":{"duration":"secret"}}', JSON_SUBPROTOCOL)).toThrow(/^(?!.*secret)/);
  });
});

describe('every message', () => {
  const { encode, decode } = {
    encode: { ToRig: encodeToRig, ToReader: encodeToReader, RigMessage: encodeRigMessage },
    decode: { ToRig: decodeToRig, ToReader: decodeToReader, RigMessage: decodeRigMessage },
  };

  it.each(['RigMessage', 'ToRig', 'ToReader'] as const)('%s: comes back from bytes and from JSON', (name) => {
    fc.assert(
      fc.property(anyMessage(name), (message) => {
        for (const subprotocol of [PROTOBUF_SUBPROTOCOL, JSON_SUBPROTOCOL] as const) {
          const back = decode[name](encode[name](message, subprotocol), subprotocol);
          expect(plainNumbers(back)).toEqual(plainNumbers(message));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is read by protobufjs with the .proto as it is written here', async () => {
    const root = await protobuf.load('protocol/cortexwire.proto');
    const type = root.lookupType('cortexwire.v1.ToReader');
    fc.assert(
      fc.property(anyMessage('ToReader'), (message) => {
        const data = encodeToReader(message, PROTOBUF_SUBPROTOCOL) as Uint8Array;
        expect(Buffer.from(type.encode(type.decode(data)).finish()).equals(data)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('encodeDecode', () => {
  it('gives the bytes of encodeToReader around a payload that is encoded already', () => {
    fc.assert(
      fc.property(anyMessage('Payload'), anyMessage('Timing'), fc.maxSafeNat(), fc.string(), (body, times, n, text) => {
        const whole = {
          decode: { stream: text, decoder: 'd@1', sequence: n, cursor: text, payload: body, timing: times },
        };
        const expected = Buffer.from(encodeToReader(whole, PROTOBUF_SUBPROTOCOL) as Uint8Array);
        const bytes = encodePayload(body);
        expect(expected.equals(encodeDecode(text, 'd@1', n, text, bytes, encodeTiming(times)).message)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('encodePayload', () => {
  it('gives the same bytes whatever the order of the properties', () => {
    const reversed = Object.fromEntries(Object.entries(payload).reverse());
    expect(Buffer.from(encodePayload(reversed)).equals(encodePayload(payload))).toBe(true);
    expect(decodePayload(encodePayload(payload))).toStrictEqual(payload);
  });

  it('is undone by decodePayload, which refuses what is cut in the middle of a field', () => {
    const bytes = encodePayload(payload);
    expect(codeOf(() => decodePayload(bytes.subarray(0, bytes.length - 1)))).toBe('MALFORMED_MESSAGE');
    expect(decodeTiming(encodeTiming(timing))).toStrictEqual(timing);
    expect(codeOf(() => decodeTiming(Uint8Array.of(9, 1)))).toBe('MALFORMED_MESSAGE');
  });
});

describe('JSON', () => {
  it('names enums, writes 64-bit integers as text and float32 in short', () => {
    const text = encodeToRig(
      { notice: { kind: NoticeKind.FLAT_CHANNEL, start: 2 ** 40, channels: ['Oz'] } },
      JSON_SUBPROTOCOL,
    ) as string;
    expect(JSON.parse(text)).toEqual({
      notice: {
        kind: 'FLAT_CHANNEL',
        stream: '',
        start: '1099511627776',
        end: '0',
        channels: ['Oz'],
        value: 0,
        detail: '',
      },
    });
    const open = { open: { info: { channels: [{ position: [0.1, Math.fround(0.2), 1e-20] }] } } };
    expect(encodeRigMessage(open, JSON_SUBPROTOCOL)).toContain('[0.1,0.2,1e-20]');
  });

  it('takes numbers for text, names of the .proto, null for nothing, and passes over what it does not know', () => {
    const text = `{"open":{"info":{"source_id":"a","sfreq":"250","subject":null,"colour":"red",
      "channels":[{"name":"b","kind":1,"unit":"MICROVOLT"}]},"__proto__":{"pacing":1}}}`;
    const { open } = decodeRigMessage(text, JSON_SUBPROTOCOL);
    expect(open!.pacing).toBe(0);
    expect(open!.info).toMatchObject({ sourceId: 'a', sfreq: 250, subject: '' });
    expect(open!.info!.channels[0]).toMatchObject({ name: 'b', kind: ChannelKind.EEG, unit: Unit.MICROVOLT });
    const samples = decodeRigMessage(
      '{"samples":{"firstSample":7,"sequence":"8","data":"_-8"}}',
      JSON_SUBPROTOCOL,
    ).samples!;
    expect(samples).toMatchObject({ firstSample: 7, sequence: 8 });
    expect([...samples.data]).toEqual([0xff, 0xef]);
  });

  it('refuses a float32 that is out of range', () => {
    const text = '{"open":{"info":{"channels":[{"position":[1e39]}]}}}';
    expect(codeOf(() => decodeRigMessage(text, JSON_SUBPROTOCOL))).toBe('MALFORMED_MESSAGE');
  });
});
