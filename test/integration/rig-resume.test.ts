import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { NoticeKind, Pacing, type Init, type OpenStream } from '../../protocol/frame.js';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes, type Payloads } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const DECODERS = ['identity-8', 'stateful'];
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 2048, seed: 4 });
const frames = framesOf(noise, 16);

const shared = bedOfAllTests();
const own = bedOfEachTest();
let server: LiveServer;
let offline: Payloads;
beforeAll(async () => {
  const models = await shared.models(...DECODERS);
  server = await shared.server({ models: [models] });
  offline = offlineDecodes(noise, DECODERS, models);
});

function opening(name: string): Init<OpenStream> {
  return { info: renamed(noise, { name }).info, decoders: DECODERS, pacing: Pacing.REPLAY };
}

describe('a rig that comes back', () => {
  it.each(['cut', 'silence'] as const)('goes on by itself after a %s of its connection', async (trouble) => {
    const name = `rig after ${trouble}`;
    const proxy = await own.proxy(server);
    const reader = await own.reader(server, { stream: name });
    const rig = own.rig(proxy, {
      info: renamed(noise, { name }).info,
      decoders: DECODERS,
      pacing: Pacing.REPLAY,
      ...(trouble === 'silence' ? { heartbeat: { probeMs: 50, timeoutMs: 500 } } : {}),
      reconnect: { minMs: 10 },
    });
    const { stream } = await rig.open();
    for (const [from, to] of [
      [0, 700],
      [700, 1500],
      [1500, 2048],
    ] as const) {
      if (from > 0) {
        const resumed = new Promise((resolve) => rig.once('resumed', resolve));
        proxy[trouble]();
        // What it is given meanwhile waits for the new connection.
        await Promise.all([playSpan(rig, noise, { from, to, chunk: 16 }), resumed]);
      } else await playSpan(rig, noise, { from, to, chunk: 16 });
    }
    expect((await rig.close()).endSample).toBe(2048);
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
    expect(reader.count(NoticeKind.GAP, stream)).toBe(0);
    const resumptions = reader.count(NoticeKind.RIG_RESUMED, stream);
    // On a busy machine the server, too, can be silent for so long that the rig tries another connection.
    expect(resumptions).toBeGreaterThanOrEqual(2);
    if (trouble === 'cut') expect([resumptions, reader.count(NoticeKind.RIG_LOST, stream)]).toEqual([2, 2]);
  });

  it('is told where to go on, and what it sends again counts once', async () => {
    const reader = await own.reader(server, { stream: 'by hand' });
    const first = await own.rigWire(server);
    first.send({ open: opening('by hand') });
    const { stream, resumeToken, resumed } = await first.heard('opened');
    expect(resumed).toBe(false);
    for (const samples of frames.slice(0, 50)) first.send({ samples });
    await first.heard('ack', ({ nextSample }) => nextSample === 800);
    first.terminate();
    await reader.until('news of the loss', () => reader.count(NoticeKind.RIG_LOST, stream) === 1);

    const second = await own.rigWire(server);
    second.send({ open: { resumeToken } });
    expect(await second.heard('opened')).toMatchObject({ stream, resumeToken, resumed: true, nextSample: 800 });
    for (const samples of frames.slice(45)) second.send({ samples });
    second.send({ close: { final: true } });
    expect(await second.heard('closed')).toEqual({ stream, endSample: 2048 });
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
  });

  it('takes its stream over from a socket that is half open, which is told', async () => {
    const name = 'taken over';
    const reader = await own.reader(server, { stream: name });
    const old = await own.rigWire(server);
    old.send({ open: opening(name) });
    const { stream, resumeToken } = await old.heard('opened');
    for (const samples of frames.slice(0, 30)) old.send({ samples });
    await old.heard('ack', ({ nextSample }) => nextSample === 480);

    const next = await own.rigWire(server);
    next.send({ open: { resumeToken } });
    expect(await next.heard('opened')).toMatchObject({ stream, nextSample: 480 });
    expect(await old.heard('problem')).toMatchObject({ code: 'STREAM_TAKEN_OVER', fatal: true });
    const { closeCode } = ERROR_CODES.STREAM_TAKEN_OVER;
    expect(await old.closed).toEqual({ code: closeCode, reason: 'STREAM_TAKEN_OVER' });
    for (const samples of frames.slice(30)) next.send({ samples });
    next.send({ close: { final: true } });
    await next.heard('closed');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
    // The rig was there all the time, on one socket or the other.
    expect(reader.count(NoticeKind.RIG_LOST, stream)).toBe(0);
    expect(reader.count(NoticeKind.RIG_RESUMED, stream)).toBe(1);
  });

  it('may leave for now and go on later', async () => {
    const name = 'left for now';
    const reader = await own.reader(server, { stream: name });
    const first = await own.rigWire(server);
    first.send({ open: opening(name) });
    const { stream, resumeToken } = await first.heard('opened');
    for (const samples of frames.slice(0, 64)) first.send({ samples });
    first.send({ close: { final: false } });
    expect(await first.heard('closed')).toEqual({ stream, endSample: 1024 });
    expect((await first.closed).code).toBe(1000);
    expect(first.all('ack').at(-1)).toEqual({ nextSample: 1024 });

    const second = await own.rigWire(server);
    second.send({ open: { resumeToken } });
    await second.heard('opened');
    for (const samples of frames.slice(64)) second.send({ samples });
    second.send({ close: { final: true } });
    await second.heard('closed');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
  });

  it('is refused with a token that nobody gave', async () => {
    const rig = await own.rigWire(server);
    rig.send({ open: { resumeToken: 'nobody gave this one' } });
    expect(await rig.heard('problem')).toMatchObject({ code: 'RESUME_TOKEN_UNKNOWN', fatal: true });
    expect((await rig.closed).code).toBe(ERROR_CODES.RESUME_TOKEN_UNKNOWN.closeCode);
  });

  it('is refused when its stream has ended', async () => {
    const first = await own.rigWire(server);
    first.send({ open: opening('ended') });
    const { resumeToken } = await first.heard('opened');
    first.send({ close: { final: true } });
    await first.heard('closed');
    const second = await own.rigWire(server);
    second.send({ open: { resumeToken } });
    expect(await second.heard('problem')).toMatchObject({ code: 'STREAM_CLOSED', fatal: true });
    expect((await second.closed).code).toBe(ERROR_CODES.STREAM_CLOSED.closeCode);
  });

  it('sends a marker again under its id, and it counts once', async () => {
    const first = await own.rigWire(server);
    first.send({ open: opening('markers') });
    const { stream, resumeToken } = await first.heard('opened');
    first.send({ samples: frames[0]! });
    const marker = { sample: 4, description: 'cue', id: 'the first' };
    first.send({ marker });
    first.send({ samples: frames[1]! });
    await first.heard('ack', ({ nextSample }) => nextSample === 32);
    first.terminate();
    const second = await own.rigWire(server);
    second.send({ open: { resumeToken } });
    await second.heard('opened');
    second.send({ marker });
    second.send({ marker: { ...marker, id: 'the second' } });
    second.send({ samples: frames[2]! });
    await second.heard('ack', ({ nextSample }) => nextSample === 48);
    const answer = await fetch(`${server.httpUrl}/v1/streams`);
    const { streams } = (await answer.json()) as { streams: { id: string; nMarkers: number }[] };
    expect(streams.find(({ id }) => id === stream)?.nMarkers).toBe(2);
  });
});
