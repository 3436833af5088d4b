import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RigClient, type RigOptions } from '../../../protocol/client/rig.js';
import {
  ChannelKind,
  NoticeKind,
  Pacing,
  SampleFormat,
  Unit,
  type Opened,
  type RigMessage,
  type StreamInfo,
} from '../../../protocol/frame.js';
import { DEFAULT_LIMITS } from '../../../protocol/limits.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL } from '../../../protocol/version.js';
import { ScriptedServer, type Peer } from '../../helpers/scripted-server.js';

const info: StreamInfo = {
  name: 'EEG',
  sourceId: '',
  subject: '',
  session: '',
  device: '',
  sfreq: 100,
  channels: ['Oz', 'Pz'].map((name) => ({
    name,
    kind: ChannelKind.EEG,
    unit: Unit.MICROVOLT,
    position: [],
    orientation: [],
    scale: 0.5,
  })),
  format: SampleFormat.FLOAT32,
  simulated: true,
};

const opened: Opened = {
  stream: 's-1',
  resumeToken: 'token',
  nextSample: 0,
  resumed: false,
  limits: { ...DEFAULT_LIMITS },
  decoders: [],
  unixOffset: 0,
  credit: 1_000_000,
};

/** Waits short enough for a test, silence long enough for a busy machine. */
const quick = { reconnect: { minMs: 1, maxMs: 5, timeoutMs: 20_000 } };

let server: ScriptedServer;
const clients: RigClient[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await server.close();
});

function makeClient(options: Partial<RigOptions> = {}): RigClient {
  const client = new RigClient(server.address, { info, ...quick, ...options });
  clients.push(client);
  return client;
}

/** A client with an open stream, and the server's end of it. */
async function openStream(
  options: Partial<RigOptions> = {},
  answer: Partial<Opened> = {},
): Promise<{ client: RigClient; peer: Peer; greeting: RigMessage }> {
  const client = makeClient(options);
  const opening = client.open();
  const peer = await server.accept();
  const greeting = await peer.next();
  peer.send({ opened: { ...opened, ...answer } });
  await opening;
  return { client, peer, greeting };
}

/** The client on its next socket, after the server said from where it goes on. */
async function resume(nextSample: number, credit = 1_000_000): Promise<{ peer: Peer; greeting: RigMessage }> {
  const peer = await server.accept();
  const greeting = await peer.next();
  peer.send({ opened: { ...opened, resumed: true, nextSample, credit } });
  return { peer, greeting };
}

/** `n` samples of both channels; the first channel is the index. */
function signal(first: number, n: number): Float32Array {
  return Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? first + i / 2 : -1));
}

async function frame(peer: Peer): Promise<{ sequence: number; first: number; values: number[] }> {
  const { samples } = await peer.next();
  const values = [...new Float32Array(Uint8Array.from(samples!.data).buffer)].filter((_, i) => i % 2 === 0);
  return { sequence: samples!.sequence, first: samples!.firstSample, values };
}

describe('RigClient', () => {
  it.each([PROTOBUF_SUBPROTOCOL, JSON_SUBPROTOCOL] as const)(
    'opens a stream and sends frames, sub-protocol %s',
    async (subprotocol) => {
      const { client, peer, greeting } = await openStream({
        subprotocol,
        decoders: ['fbcca'],
        pacing: Pacing.REPLAY,
        client: 'test',
        token: 'secret',
      });
      expect(greeting.open).toEqual({ info, resumeToken: '', decoders: ['fbcca'], pacing: 1, client: 'test' });
      expect(peer.request.headers.authorization).toBe('Bearer secret');
      expect(client.samples(0, signal(0, 3), 5)).toBeUndefined();
      expect(client.samples(3, new Uint8Array(signal(3, 1).buffer), 5.03)).toBeUndefined();
      expect(await frame(peer)).toEqual({ sequence: 0, first: 0, values: [0, 1, 2] });
      expect((await peer.next()).samples).toMatchObject({ sequence: 1, firstSample: 3, deviceTime: 5.03 });
      expect(client.stream).toBe('s-1');
      expect(client.nextSample).toBe(4);
    },
  );

  it('appends the path to whatever address it is given', async () => {
    const client = new RigClient(`http://127.0.0.1:${server.port}/`, { info, ...quick });
    clients.push(client);
    client.open().catch(() => undefined);
    expect((await server.accept()).request.url).toBe('/v1/ingest');
  });

  it('refuses a stream info that no server takes before it connects', () => {
    expect(() => makeClient({ info: { ...info, sfreq: 0 } })).toThrow('STREAM_INFO_INVALID');
  });

  it('says at once that nothing answers', async () => {
    const port = server.port;
    await server.close();
    await expect(new RigClient(`ws://127.0.0.1:${port}`, { info }).open()).rejects.toMatchObject({
      code: 'CONNECTION_REFUSED',
    });
    server = await ScriptedServer.start();
  });

  it('waits for a server that is not there yet when it is told to', async () => {
    const port = server.port;
    await server.close();
    const client = new RigClient(`ws://127.0.0.1:${port}`, { info, reconnect: { minMs: 1, maxMs: 5, initial: true } });
    clients.push(client);
    const opening = client.open();
    await once(client, 'reconnecting');
    server = await ScriptedServer.start(port);
    const peer = await server.accept();
    peer.send({ opened });
    await expect(opening).resolves.toMatchObject({ stream: 's-1' });
  });

  it.each([
    { status: 401, body: '', code: 'UNAUTHORIZED', detail: 'HTTP 401' },
    { status: 403, body: 'no', code: 'FORBIDDEN', detail: 'HTTP 403' },
    { status: 404, body: '<html>', code: 'CONNECTION_REFUSED', detail: 'HTTP 404 instead of a WebSocket' },
    {
      status: 503,
      body: '{"code":"TOO_MANY_STREAMS","detail":"10 streams"}',
      code: 'TOO_MANY_STREAMS',
      detail: '10 streams',
    },
  ])('understands HTTP $status "$body" as $code', async ({ status, body, code, detail }) => {
    server.refusal = { status, body };
    await expect(makeClient().open()).rejects.toMatchObject({ code, detail });
    expect(server.nConnections).toBe(1);
  });

  it('rejects with the problem that the server names, and does not come back', async () => {
    const client = makeClient();
    const opening = client.open();
    const peer = await server.accept();
    peer.send({ problem: { code: 'TOO_MANY_CHANNELS', detail: '2 channels, limit 1', fatal: true } });
    await expect(opening).rejects.toThrow('TOO_MANY_CHANNELS: 2 channels, limit 1');
    await peer.closed;
    expect(server.nConnections).toBe(1);
    expect(() => client.samples(0, signal(0, 1), 0)).toThrow('TOO_MANY_CHANNELS');
  });

  it('understands a close code without a problem', async () => {
    const { client, peer } = await openStream();
    const failed = once(client, 'failed');
    peer.socket.close(4021, 'taken over');
    expect((await failed)[0]).toMatchObject({ code: 'STREAM_TAKEN_OVER', detail: 'taken over' });
  });

  it('fails on a message from the server that is none', async () => {
    const { client, peer } = await openStream();
    const failed = once(client, 'failed');
    peer.socket.send(Uint8Array.of(0x12, 0x7f));
    expect((await failed)[0]).toMatchObject({ code: 'MALFORMED_MESSAGE' });
  });

  it('passes over kinds of messages that it does not know', async () => {
    const { client, peer } = await openStream();
    peer.socket.send(Uint8Array.of(0x7a, 0x02, 0x08, 0x01));
    peer.send({ ack: { nextSample: 0 } });
    expect(await once(client, 'acknowledged')).toEqual([0]);
  });

  it('sends no sample past its credit, and resolves when there is enough', async () => {
    const { client, peer } = await openStream({}, { credit: 10 });
    expect(client.samples(0, signal(0, 5), 0)).toBeUndefined();
    expect(client.samples(5, signal(5, 5), 0.05)).toBeUndefined();
    const waiting = client.samples(10, signal(10, 5), 0.1);
    expect(waiting).toBeInstanceOf(Promise);
    await peer.settled();
    expect(peer.nWaiting).toBe(2);
    peer.send({ credit: { untilSample: 15 } });
    await waiting;
    await peer.next();
    await peer.next();
    expect(await frame(peer)).toMatchObject({ sequence: 2, first: 10 });
  });

  it('cuts samples into frames that limits and credit let through', async () => {
    const { client, peer } = await openStream({}, { limits: { ...DEFAULT_LIMITS, maxSamplesPerFrame: 4 }, credit: 7 });
    const waiting = client.samples(0, signal(0, 10), 2);
    expect(await frame(peer)).toEqual({ sequence: 0, first: 0, values: [0, 1, 2, 3] });
    peer.send({ credit: { untilSample: 10 } });
    const second = (await peer.next()).samples!;
    expect(second).toMatchObject({ sequence: 1, firstSample: 4, deviceTime: 2.04 });
    expect(await frame(peer)).toEqual({ sequence: 2, first: 8, values: [8, 9] });
    await waiting;
    const small = await openStream({}, { limits: { ...DEFAULT_LIMITS, maxMessageBytes: 256 + 3 * 8 } });
    void small.client.samples(0, signal(0, 7), 0);
    expect((await frame(small.peer)).values).toEqual([0, 1, 2]);
  });

  it('resends what is not acknowledged, once, under the old numbers', async () => {
    const { client, peer } = await openStream();
    for (let i = 0; i < 5; i++) void client.samples(2 * i, signal(2 * i, 2), i);
    for (let i = 0; i < 5; i++) await peer.next();
    peer.send({ ack: { nextSample: 4 } });
    await once(client, 'acknowledged');
    const resumed = once(client, 'resumed');
    peer.socket.terminate();
    // The third frame was journaled, its acknowledgement was lost.
    const after = await resume(6);
    expect(after.greeting.open).toMatchObject({ resumeToken: 'token', info });
    expect(await resumed).toMatchObject([{ resumed: true, nextSample: 6 }]);
    void client.samples(10, signal(10, 2), 5);
    expect(await frame(after.peer)).toEqual({ sequence: 3, first: 6, values: [6, 7] });
    expect(await frame(after.peer)).toEqual({ sequence: 4, first: 8, values: [8, 9] });
    expect(await frame(after.peer)).toEqual({ sequence: 5, first: 10, values: [10, 11] });
    await after.peer.settled();
    expect(after.peer.nWaiting).toBe(0);
    expect(client.stats).toMatchObject({ nFrames: 6, nResent: 2 });
    after.peer.send({ ack: { nextSample: 12 } });
    await once(client, 'acknowledged');
    expect(client.stats.heldBytes).toBe(0);
  });

  it('takes samples and markers while there is no connection', async () => {
    const { client, peer } = await openStream();
    const lost = once(client, 'reconnecting');
    peer.socket.terminate();
    await lost;
    expect(client.samples(0, signal(0, 2), 0)).toBeUndefined();
    client.marker({ sample: 1, description: 'a', id: 'm' });
    const after = await resume(0);
    expect(await frame(after.peer)).toEqual({ sequence: 0, first: 0, values: [0, 1] });
    expect((await after.peer.next()).marker).toMatchObject({ id: 'm', sample: 1 });
  });

  it('resends a marker under its id until a frame after it is acknowledged', async () => {
    const { client, peer } = await openStream();
    const first = client.marker({ sample: 0, description: 'a' });
    void client.samples(0, signal(0, 1), 0);
    const second = client.marker({ deviceTime: 0.5, description: 'b', value: 'v', duration: 1 });
    expect(first).not.toBe(second);
    await peer.next();
    await peer.next();
    expect((await peer.next()).marker).toEqual({
      sample: undefined,
      deviceTime: 0.5,
      description: 'b',
      value: 'v',
      duration: 1,
      id: second,
    });
    peer.send({ ack: { nextSample: 1 } });
    await once(client, 'acknowledged');
    peer.socket.terminate();
    const after = await resume(1);
    expect((await after.peer.next()).marker).toMatchObject({ description: 'b', id: second });
    void client.samples(1, signal(1, 1), 0);
    await after.peer.next();
    after.peer.send({ ack: { nextSample: 2 } });
    await once(client, 'acknowledged');
    expect(client.stats.heldBytes).toBe(0);
  });

  it('refuses markers that say nothing', async () => {
    const { client } = await openStream();
    expect(() => client.marker({ description: 'a' })).toThrow('MARKER_INVALID');
    expect(() => client.marker({ sample: 1, description: '' })).toThrow('MARKER_INVALID');
  });

  it('makes the caller wait when the resend buffer is full, and refuses what comes meanwhile', async () => {
    const { client, peer } = await openStream({ resendBytes: 1000 });
    const waiting = client.samples(0, signal(0, 150), 0);
    expect(waiting).toBeInstanceOf(Promise);
    expect(() => client.samples(150, signal(150, 1), 0)).toThrow('RESEND_BUFFER_FULL');
    expect(() => client.marker({ sample: 1, description: 'a' })).toThrow('RESEND_BUFFER_FULL');
    expect(client.nextSample).toBe(150);
    await peer.next();
    peer.send({ ack: { nextSample: 150 } });
    await waiting;
    expect(client.samples(150, signal(150, 1), 0)).toBeUndefined();
  });

  it('refuses samples that are not finite, not whole or not in order, and takes nothing of them', async () => {
    const { client } = await openStream();
    void client.samples(5, signal(5, 1), 0);
    expect(() => client.samples(6, Float32Array.of(1, Number.NaN), 0)).toThrow('NON_FINITE_SAMPLE');
    expect(() => client.samples(6, new Uint8Array(Float32Array.of(1, Number.NaN).buffer), 0)).toThrow('channel Pz');
    expect(() => client.samples(6, new Uint8Array(7), 0)).toThrow('FRAME_SIZE_MISMATCH');
    expect(() => client.samples(6, Float32Array.of(1), 0)).toThrow('FRAME_SIZE_MISMATCH');
    expect(() => client.samples(5, signal(5, 1), 0)).toThrow(RangeError);
    expect(() => client.samples(6, signal(6, 1), Number.NaN)).toThrow(RangeError);
    expect(client.nextSample).toBe(6);
  });

  it('sends integers, and counts what was beyond their range', async () => {
    const { client, peer } = await openStream({ info: { ...info, format: SampleFormat.INT16 } });
    void client.samples(0, Float32Array.of(1, -2, 1e6, 0), 0);
    const { data } = (await peer.next()).samples!;
    expect([...new Int16Array(Uint8Array.from(data).buffer)]).toEqual([2, -4, 32767, 0]);
    expect(client.stats.nSaturated).toBe(1);
  });

  it('leaves a server that drains and goes on with the next one', async () => {
    const { client, peer } = await openStream();
    void client.samples(0, signal(0, 1), 0);
    await peer.next();
    const drain = once(client, 'drain');
    const lost = once(client, 'reconnecting');
    peer.send({ drain: { reconnectAfter: 0.01 } });
    // What still comes on the old socket is no longer for this client.
    peer.send({ problem: { code: 'STREAM_TAKEN_OVER', detail: '', fatal: true } });
    expect(await drain).toEqual([{ reconnectAfter: 0.01 }]);
    expect((await lost)[1]).toBeGreaterThanOrEqual(10);
    expect(await peer.closed).toBe(1000);
    const after = await resume(0);
    expect(await frame(after.peer)).toEqual({ sequence: 0, first: 0, values: [0] });
  });

  it('gives up a socket on which nothing is heard any more', async () => {
    const { client, peer } = await openStream({ heartbeat: { probeMs: 10, timeoutMs: 60 } });
    const lost = once(client, 'reconnecting');
    // Half open: the socket takes everything and answers nothing, not even a close frame.
    peer.silent = true;
    peer.socket.pause();
    expect((await lost)[0]).toContain('nothing heard for 60 ms');
    const after = await resume(0);
    await after.peer.nextProbe();
  });

  it('gives up a server that does not answer the first message', async () => {
    const client = makeClient({ heartbeat: { openTimeoutMs: 30 } });
    const opening = client.open();
    await server.accept();
    await expect(opening).rejects.toMatchObject({ code: 'HEARTBEAT_LOST' });
  });

  it('sends time probes with the arrival of the last answer, the first five faster', async () => {
    let time = 100;
    const { client, peer } = await openStream({ heartbeat: { probeMs: 50 }, now: () => time++ });
    const probes = [];
    for (let i = 0; i < 7; i++) {
      probes.push({ ...(await peer.nextProbe()), at: performance.now() });
      await peer.settled();
    }
    expect(probes[0]).toMatchObject({ id: 1, sent: 100, answeredId: 0, answeredAt: 0 });
    expect(probes[1]).toMatchObject({ id: 2, sent: 102, answeredId: 1, answeredAt: 101 });
    expect(probes[6]).toMatchObject({ id: 7, answeredId: 6 });
    expect(probes[6]!.at - probes[5]!.at).toBeGreaterThan(40);
    expect(client.stats.nFrames).toBe(0);
  });

  it('waits twice as long after each failure, up to the longest, and begins anew after a success', async () => {
    const { client } = await openStream({ reconnect: { minMs: 2, maxMs: 16 } });
    const delays: number[] = [];
    client.on('reconnecting', (_reason, delayMs) => delays.push(delayMs));
    const port = server.port;
    await server.close();
    while (delays.length < 6) await once(client, 'reconnecting');
    const tried = delays.length;
    server = await ScriptedServer.start(port);
    const { peer } = await resume(0);
    await peer.nextProbe();
    delays.slice(0, tried).forEach((delay, i) => {
      const expected = Math.min(16, 2 * 2 ** i);
      expect(delay).toBeGreaterThanOrEqual(expected);
      expect(delay).toBeLessThanOrEqual(expected * 1.2);
    });
    const lost = once(client, 'reconnecting');
    peer.socket.terminate();
    expect((await lost)[1]).toBeLessThanOrEqual(2.4);
  });

  it('sends no faster than the network takes it, and goes on when that fails', async () => {
    const { client, peer } = await openStream({ heartbeat: { timeoutMs: 60_000 } }, { credit: 1e9 });
    peer.socket.pause();
    // 32 MB in frames of 64 kB: more than the kernel holds.
    const nFrames = 512;
    const data = signal(0, 8192);
    let waiting;
    for (let i = 0; i < nFrames; i++) waiting = client.samples(8192 * i, data, 0);
    expect(waiting).toBeInstanceOf(Promise);
    peer.socket.terminate();
    const after = await resume(0, 1e9);
    for (let i = 0; i < nFrames; i++) expect((await after.peer.next()).samples!.sequence).toBe(i);
    await waiting;
  });

  it('fails for good when the server does not come back in time', async () => {
    const { client } = await openStream({ resendBytes: 100, reconnect: { minMs: 1, maxMs: 5, timeoutMs: 50 } });
    const failed = once(client, 'failed');
    const waiting = client.samples(0, signal(0, 100), 0);
    await server.close();
    await expect(waiting).rejects.toMatchObject({ code: 'RECONNECT_TIMEOUT' });
    expect((await failed)[0]).toMatchObject({ code: 'RECONNECT_TIMEOUT' });
    expect(() => client.samples(100, signal(100, 1), 0)).toThrow('RECONNECT_TIMEOUT');
    server = await ScriptedServer.start();
  });

  it('fails pending calls when the stream is taken over', async () => {
    const { client, peer } = await openStream({}, { credit: 2 });
    const waiting = client.samples(0, signal(0, 5), 0);
    const closing = client.close();
    const problem = once(client, 'problem');
    peer.send({ problem: { code: 'STREAM_TAKEN_OVER', detail: 'another socket', fatal: true } });
    expect((await problem)[0]).toMatchObject({ code: 'STREAM_TAKEN_OVER' });
    await expect(waiting).rejects.toMatchObject({ code: 'STREAM_TAKEN_OVER' });
    await expect(closing).rejects.toMatchObject({ code: 'STREAM_TAKEN_OVER' });
  });

  it('comes back after a fatal problem that passes, also one of a later version', async () => {
    const { client, peer } = await openStream();
    peer.send({ problem: { code: 'INTERNAL', detail: '', fatal: true } });
    const second = await resume(0);
    second.peer.send({ problem: { code: 'A_LATER_CODE', detail: '', fatal: true } });
    const third = await resume(0);
    third.peer.send({ problem: { code: 'MARKER_INVALID', detail: 'told only', fatal: false } });
    expect(await once(client, 'problem')).toMatchObject([{ code: 'MARKER_INVALID' }]);
    void client.samples(0, signal(0, 1), 0);
    expect(await frame(third.peer)).toMatchObject({ first: 0 });
  });

  it('fails when the server resumes another stream', async () => {
    const { client, peer } = await openStream();
    const failed = once(client, 'failed');
    peer.socket.terminate();
    const next = await server.accept();
    next.send({ opened: { ...opened, stream: 's-2', resumed: false } });
    expect((await failed)[0]).toMatchObject({ code: 'RESUME_TOKEN_UNKNOWN' });
  });

  it('holds back while the journal is full and sends the rest again after it', async () => {
    const { client, peer } = await openStream();
    void client.samples(0, signal(0, 1), 0);
    await peer.next();
    peer.send({ notice: { kind: NoticeKind.JOURNAL_FULL, stream: 's-1' } });
    expect(await once(client, 'notice')).toMatchObject([{ kind: NoticeKind.JOURNAL_FULL }]);
    const waiting = client.samples(1, signal(1, 1), 0);
    await peer.settled();
    expect(peer.nWaiting).toBe(0);
    peer.send({ notice: { kind: NoticeKind.JOURNAL_RESUMED, stream: 's-1' } });
    await waiting;
    expect(await frame(peer)).toMatchObject({ sequence: 0, first: 0 });
    expect(await frame(peer)).toMatchObject({ sequence: 1, first: 1 });
  });

  it('closes when everything has gone out', async () => {
    const { client, peer } = await openStream({}, { credit: 2 });
    void client.samples(0, signal(0, 4), 0);
    const closing = client.close();
    expect(() => client.samples(4, signal(4, 1), 0)).toThrow('not open');
    peer.send({ credit: { untilSample: 4 } });
    expect((await frame(peer)).first).toBe(0);
    for (let end = 1; end < 4; end++) await peer.next();
    expect((await peer.next()).close).toEqual({ final: true });
    peer.send({ closed: { stream: 's-1', endSample: 4 } });
    await expect(closing).resolves.toEqual({ stream: 's-1', endSample: 4 });
    expect(await peer.closed).toBe(1000);
  });

  it('closes again after a loss, and understands that it was closed before', async () => {
    const { client, peer } = await openStream();
    void client.samples(0, signal(0, 1), 0);
    const closing = client.close({ final: true });
    await peer.next();
    expect((await peer.next()).close).toEqual({ final: true });
    peer.socket.terminate();
    const after = await resume(0);
    expect(await frame(after.peer)).toMatchObject({ first: 0 });
    expect((await after.peer.next()).close).toEqual({ final: true });
    after.peer.socket.terminate();
    const last = await server.accept();
    last.send({ problem: { code: 'STREAM_CLOSED', detail: '', fatal: true } });
    await expect(closing).resolves.toEqual({ stream: 's-1', endSample: 1 });
  });

  it('fails when the server closes the stream by itself', async () => {
    const { client, peer } = await openStream();
    const failed = once(client, 'failed');
    peer.send({ closed: { stream: 's-1', endSample: 0 } });
    expect((await failed)[0]).toMatchObject({ code: 'STREAM_CLOSED' });
  });

  it('rejects what is pending when it is disconnected, and leaves no timer behind', async () => {
    const { client, peer } = await openStream({ resendBytes: 10 });
    const waiting = client.samples(0, signal(0, 100), 0);
    client.disconnect();
    await expect(waiting).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    expect(await peer.closed).toBe(1000);
    expect(server.nConnections).toBe(1);
  });
});

describe('RigClient on a bad network', () => {
  /** How one socket goes: lost after so many messages, each acknowledged or not. */
  const socketLife = fc.record({
    nMessages: fc.integer({ min: 0, max: 12 }),
    acknowledge: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  });

  it('loses no sample and no marker, and doubles none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(socketLife, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 15 }),
        fc.integer({ min: 1, max: 40 }),
        async (lives, sizes, window) => {
          const journal: number[] = [];
          const markers = new Map<string, string>();
          const sequences = new Map<number, number>();
          /** A server that keeps what it got and answers as it may: the last life has no end. */
          const serve = async (): Promise<void> => {
            for (let n = 0; ; n++) {
              const life = lives[n];
              const peer = await server.accept();
              await peer.next();
              const grant = () => journal.length + window;
              peer.send({ opened: { ...opened, nextSample: journal.length, resumed: n > 0, credit: grant() } });
              for (let i = 0; life === undefined || i < life.nMessages; i++) {
                const message = await Promise.race([peer.next(), peer.closed]);
                if (typeof message === 'number') return;
                if (message.close !== undefined) {
                  peer.send({ closed: { stream: 's-1', endSample: journal.length } });
                  return;
                }
                if (message.marker !== undefined) markers.set(message.marker.id, message.marker.description);
                const { samples } = message;
                if (samples === undefined) continue;
                expect(sequences.get(samples.firstSample) ?? samples.sequence).toBe(samples.sequence);
                sequences.set(samples.firstSample, samples.sequence);
                expect(samples.firstSample).toBeLessThanOrEqual(journal.length);
                const values = new Float32Array(Uint8Array.from(samples.data).buffer);
                for (let at = journal.length - samples.firstSample; at < values.length / 2; at++) {
                  journal.push(values[2 * at]!);
                }
                if (life?.acknowledge[i] ?? true) peer.send({ ack: { nextSample: journal.length } });
                peer.send({ credit: { untilSample: grant() } });
              }
              peer.socket.terminate();
            }
          };
          const serving = serve();
          const client = makeClient();
          await client.open();
          let first = 0;
          for (const [i, size] of sizes.entries()) {
            client.marker({ sample: first, description: `marker ${i}` });
            await client.samples(first, signal(first, size), first / 100);
            first += size;
          }
          client.marker({ sample: first, description: `marker ${sizes.length}` });
          const closed = await client.close();
          await serving;
          expect(closed.endSample).toBe(first);
          expect(journal).toEqual(Array.from({ length: first }, (_, i) => i));
          expect([...markers.values()]).toEqual(Array.from({ length: sizes.length + 1 }, (_, i) => `marker ${i}`));
        },
      ),
      { numRuns: 60 },
    );
  });
});
