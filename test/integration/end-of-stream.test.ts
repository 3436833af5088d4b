import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { NoticeKind, Pacing, type Init, type OpenStream } from '../../protocol/frame.js';
import { offlineDecodes, type Payloads } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const DECODERS = ['identity-8'];
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 1024, seed: 9 });
const frames = framesOf(noise, 64);

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let offline: Payloads;
beforeAll(async () => {
  models = await shared.models(...DECODERS);
  offline = offlineDecodes(noise, DECODERS, models);
});

function opening(name: string): Init<OpenStream> {
  return { info: renamed(noise, { name }).info, decoders: DECODERS, pacing: Pacing.REPLAY };
}

/** Streams that the server knows, by name, as HTTP shows them. */
async function states(httpUrl: string): Promise<Record<string, string>> {
  const answer = (await (await fetch(`${httpUrl}/v1/streams`)).json()) as {
    streams: { name: string; state: string }[];
  };
  return Object.fromEntries(answer.streams.map(({ name, state }) => [name, state]));
}

describe('a stream that ends', () => {
  it('is ended by the server when its rig does not come back', async () => {
    const server = await own.server({ models: [models], args: ['--rig-timeout-ms', '1000'] });
    const reader = await own.reader(server, { stream: 'left' });
    const rig = await own.rigWire(server);
    rig.send({ open: opening('left') });
    const { stream } = await rig.heard('opened');
    for (const samples of frames) rig.send({ samples });
    await rig.heard('ack', ({ nextSample }) => nextSample === 1024);
    rig.terminate();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(reader.count(NoticeKind.RIG_LOST, stream)).toBe(1);
    expect(livePayloads(reader, stream)).toEqual(offline);
    expect(await states(server.httpUrl)).toEqual({ left: 'ended' });
  });

  it('keeps its decodes and gives its samples back, over a restart too, until retention is over', async () => {
    const journal = own.dir();
    const server = await own.server({ models: [models], journal });
    const rig = await own.rigWire(server);
    rig.send({ open: opening('kept') });
    const { stream } = await rig.heard('opened');
    for (const samples of frames) rig.send({ samples });
    rig.send({ close: { final: true } });
    await rig.heard('closed');
    const samples = readdirSync(join(journal, 'streams', stream, 'samples'));
    expect(samples.map((name) => Number(name.replace('.log', '')))).not.toContain(0);
    await server.stop();

    const next = await own.server({ models: [models], journal });
    expect(await states(next.httpUrl)).toEqual({ kept: 'ended' });
    const reader = await own.reader(next, { stream: 'kept' });
    await reader.until('all decodes and the end', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
    await next.stop();

    const last = await own.server({ models: [models], journal, args: ['--ended-retention-ms', '0'] });
    await expect.poll(() => states(last.httpUrl), { timeout: 10_000 }).toEqual({});
    expect(readdirSync(join(journal, 'streams'))).toEqual([]);
  });
});
