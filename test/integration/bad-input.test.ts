import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import type { ReaderLog } from '../../bench/harness/reader-log.js';
import type { RigClient } from '../../protocol/client/rig.js';
import { ERROR_CODES, type ErrorCode } from '../../protocol/error-codes.js';
import { Pacing, SampleFormat, type Init, type RigMessage } from '../../protocol/frame.js';
import { DEFAULT_LIMITS } from '../../protocol/limits.js';
import { INGEST_PATH, JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, type Subprotocol } from '../../protocol/version.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, playSpan } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';
import type { RigWire } from '../helpers/wire-socket.js';

const FIXTURES = 'protocol/fixtures';
/** Refusals of one message, after which the socket goes on. */
const GOES_ON: readonly ErrorCode[] = ['NON_FINITE_SAMPLE', 'MARKER_INVALID'];

interface Fixture {
  readonly name: string;
  readonly message: string;
  readonly error?: ErrorCode;
  readonly found?: 'decoding' | 'checking';
  readonly subprotocol?: Subprotocol;
  /** Fixture whose stream info the samples belong to. */
  readonly stream?: string;
}

const fixtures = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.json'))
  .map((file): Fixture => {
    const fixture = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Omit<Fixture, 'name'>;
    return { ...fixture, name: file.replace('.json', '') };
  });
const broken = fixtures.flatMap((fixture) =>
  fixture.error === undefined ? [] : [{ ...fixture, error: fixture.error }],
);
const whole = fixtures.filter(({ error, message }) => error === undefined && /^(Rig|Reader)Message$/.test(message));

function bytesOf(name: string): Buffer {
  return Buffer.from(readFileSync(join(FIXTURES, `${name}.hex`), 'utf8').replace(/\s/g, ''), 'hex');
}

const noise = madeUpRecording({ name: 'unaffected', nChannels: 8, sfreq: 256, nSamples: 2048, seed: 9 });
const [frame] = framesOf(noise, 16);

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let server: LiveServer;
/** A stream that goes on from test to test. */
let rig: RigClient;
let reader: ReaderLog;
beforeAll(async () => {
  models = await shared.models('identity-8');
  server = await shared.server({ models: [models], args: ['--limits-max-streams', '1000'] });
  reader = await shared.reader(server, { stream: 'unaffected' });
  rig = shared.rig(server, { info: noise.info, decoders: ['identity-8'], pacing: Pacing.REPLAY });
  await rig.open();
});

/** The stream that nobody may disturb gets on after every test. */
afterEach(async () => {
  const from = rig.nextSample;
  await playSpan(rig, noise, { from, to: Math.min(noise.nSamples, from + 8), chunk: 8 });
});

async function openRig(message: Init<RigMessage>, subprotocol = PROTOBUF_SUBPROTOCOL as Subprotocol): Promise<RigWire> {
  const wire = await own.rigWire(server, subprotocol);
  wire.send(message);
  await wire.heard('opened');
  return wire;
}

function openNoise(name: string, subprotocol?: Subprotocol): Promise<RigWire> {
  return openRig({ open: { info: { ...noise.info, name }, decoders: ['identity-8'] } }, subprotocol);
}

/** The problem that comes, and how the socket goes on. */
async function expectRefusal(
  wire: Pick<RigWire, 'closed' | 'settled'> & { heard(kind: 'problem'): Promise<object> },
  code: ErrorCode,
): Promise<void> {
  const fatal = !GOES_ON.includes(code);
  expect(await wire.heard('problem')).toMatchObject({ code, fatal });
  if (fatal) expect(await wire.closed).toEqual({ code: ERROR_CODES[code].closeCode, reason: code });
  else await wire.settled();
}

describe('a broken message', () => {
  it.each(broken)('$name is answered with $error', async ({ name, message, error, found, subprotocol, stream }) => {
    const spoken = subprotocol ?? PROTOBUF_SUBPROTOCOL;
    const bytes = bytesOf(name);
    const data = spoken === JSON_SUBPROTOCOL ? bytes.toString('latin1') : bytes;
    if (message === 'ReaderMessage') {
      const wire = await own.readerWire(server, spoken);
      wire.sendRaw(data);
      return expectRefusal(wire, error);
    }
    const wire = await own.rigWire(server, spoken);
    if (found === 'decoding' || !opensStream(bytes)) {
      if (stream === undefined) wire.send({ open: { info: { ...noise.info, name }, decoders: ['identity-8'] } });
      else wire.sendRaw(bytesOf(stream));
      await wire.heard('opened');
    }
    wire.sendRaw(data);
    await expectRefusal(wire, error);
  });

  it.each(whole)('$name cut off in the middle is answered with MALFORMED_MESSAGE', async ({ name, message }) => {
    const bytes = bytesOf(name);
    const wire = message === 'ReaderMessage' ? await own.readerWire(server) : await openNoise(`cut ${name}`);
    wire.sendRaw(bytes.subarray(0, Math.max(1, bytes.length >> 1)));
    await expectRefusal(wire, 'MALFORMED_MESSAGE');
  });
});

/** Whether a RigMessage is that which opens a stream: its field has number 1. */
function opensStream(message: Buffer): boolean {
  return (message[0] ?? 0) >> 3 === 1;
}

describe('a rig that does what it may not', () => {
  it('sends samples before it opened a stream', async () => {
    const wire = await own.rigWire(server);
    wire.send({ samples: frame! });
    await expectRefusal(wire, 'UNEXPECTED_MESSAGE');
  });

  it('opens two streams on one socket', async () => {
    const wire = await openNoise('two streams');
    wire.send({ open: { info: noise.info } });
    await expectRefusal(wire, 'UNEXPECTED_MESSAGE');
  });

  it.each([
    [PROTOBUF_SUBPROTOCOL, '{"close":{}}'],
    [JSON_SUBPROTOCOL, Buffer.from('{"close":{}}')],
  ] as const)('sends the wrong kind of message over %s', async (subprotocol, message) => {
    const wire = await openNoise(`wrong kind ${subprotocol}`, subprotocol);
    wire.sendRaw(message);
    await expectRefusal(wire, 'MALFORMED_MESSAGE');
  });

  it('offers no sub-protocol', async () => {
    const socket = own.keep(new WebSocket(`${server.url}${INGEST_PATH}`), (one) => one.terminate());
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(ERROR_CODES.UNSUPPORTED_SUBPROTOCOL.closeCode);
  });

  it.each([1, 31, 33])('sends %i bytes where a sample has 32', async (nBytes) => {
    const wire = await openNoise(`size ${nBytes}`);
    wire.send({ samples: { ...frame!, data: new Uint8Array(nBytes) } });
    await expectRefusal(wire, 'FRAME_SIZE_MISMATCH');
  });

  it('sends bytes of another format', async () => {
    const channels = noise.info.channels.map((channel) => ({ ...channel, scale: 0.1 }));
    const info = { ...noise.info, name: 'int24', format: SampleFormat.INT24, channels };
    const wire = await openRig({ open: { info, decoders: ['identity-8'] } });
    wire.send({ samples: { ...frame!, data: new Uint8Array(32) } });
    await expectRefusal(wire, 'FRAME_SIZE_MISMATCH');
  });

  it.each([NaN, Infinity, -Infinity])('sends %d among the samples, and goes on with better ones', async (value) => {
    const wire = await openNoise(`not finite ${value}`);
    const values = new Float32Array(noise.read(0, 16));
    values[8 * 5 + 3] = value;
    wire.send({ samples: { ...frame!, data: new Uint8Array(values.buffer) } });
    await expectRefusal(wire, 'NON_FINITE_SAMPLE');
    expect(wire.all('problem')[0]?.detail).toMatch(/sample 5.*EEG004/);
    wire.send({ samples: frame! });
    await wire.heard('ack', ({ nextSample }) => nextSample === 16);
  });

  it('sends more samples in a frame than the limit', async () => {
    const channels = noise.info.channels.slice(0, 1);
    const wire = await openRig({ open: { info: { ...noise.info, name: 'long frame', channels }, decoders: ['x'] } });
    const data = new Uint8Array(4 * (DEFAULT_LIMITS.maxSamplesPerFrame + 1));
    wire.send({ samples: { ...frame!, data } });
    await expectRefusal(wire, 'TOO_MANY_SAMPLES');
  });

  it('opens a stream with more channels than the limit', async () => {
    const [channel] = noise.info.channels;
    const channels = Array.from({ length: DEFAULT_LIMITS.maxChannels + 1 }, (_, i) => ({
      ...channel!,
      name: `EEG ${i}`,
    }));
    const wire = await own.rigWire(server);
    wire.send({ open: { info: { ...noise.info, channels } } });
    await expectRefusal(wire, 'TOO_MANY_CHANNELS');
  });

  it.each(['rig', 'reader'] as const)('sends a message that is larger than the limit, as a %s', async (who) => {
    const wire = who === 'rig' ? await openNoise('oversize') : await own.readerWire(server);
    wire.sendRaw(new Uint8Array(DEFAULT_LIMITS.maxMessageBytes + 1));
    expect((await wire.closed).code).toBe(ERROR_CODES.MESSAGE_TOO_LARGE.closeCode);
  });

  it('sends markers that mean nothing, and goes on with better ones', async () => {
    const wire = await openNoise('markers');
    for (const marker of [
      { description: 'cue' },
      { sample: -1, description: 'cue' },
      { sample: NaN, description: 'cue' },
      { sample: 2 ** 60, description: 'cue' },
      { sample: 1, description: '' },
      { sample: 1, description: 'cue', duration: -1 },
      { deviceTime: Infinity, description: 'cue' },
    ]) {
      wire.send({ marker });
    }
    await wire.settled();
    expect(wire.all('problem').map(({ code }) => code)).toEqual(Array(7).fill('MARKER_INVALID'));
    wire.send({ marker: { sample: 1, description: 'cue' } });
    wire.send({ samples: frame! });
    await wire.heard('ack', ({ nextSample }) => nextSample === 16);
    expect(wire.all('problem')).toHaveLength(7);
  });

  it('sends samples after it closed its stream', async () => {
    const wire = await openNoise('after the end');
    wire.send({ close: { final: true } });
    await wire.heard('closed');
    wire.send({ samples: frame! });
    await expectRefusal(wire, 'STREAM_CLOSED');
  });
});

it('disturbs no other stream', async () => {
  await playSpan(rig, noise, { from: rig.nextSample });
  await rig.close();
  await reader.until('the end of the stream', () => reader.hasClosed(rig.stream));
  expect(livePayloads(reader, rig.stream)).toEqual(offlineDecodes(noise, ['identity-8'], models));
  expect(reader.nReconnects).toBe(0);
  expect(server.nServed).toBe(1);
  expect(server.lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
});
