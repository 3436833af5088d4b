import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { metricValue } from '../../bench/harness/metric-text.js';
import { signalProcess } from '../../bench/harness/server-process.js';
import type { ProtocolError } from '../../protocol/error-codes.js';
import { NoticeKind, Pacing, type Channel, type Opened } from '../../protocol/frame.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes, type Payloads } from '../helpers/offline-decodes.js';
import { livePayloads, playSpan } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const DECODERS = ['identity-8', 'stateful'];
const N_DECODES = 473 + 240;
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 60 * 256, seed: 7 });

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let offline: Payloads;
beforeAll(async () => {
  models = await shared.models(...DECODERS);
  offline = offlineDecodes(noise, DECODERS, models);
});

/** A channel with a place on the head. */
function placed(channel: Channel, i: number): Channel {
  return { ...channel, position: [0.01 * i, 0.02, 0.1] };
}

/** One server in the place of another: the same journal, models and port. */
async function successor(server: LiveServer): Promise<LiveServer> {
  return own.server({ models: [models], journal: server.journal, port: server.port });
}

/** Streams the recording, disturbs the server in its middle, and holds what a reader got against the pipeline alone. */
async function survives(disturb: (server: LiveServer) => Promise<unknown>): Promise<{ drained: string[] }> {
  const checkpoints = ['--checkpoint-interval-ms', '200'];
  const server = await own.server({ models: [models], supervise: true, args: checkpoints });
  const reader = await own.reader(server, { reconnect: { minMs: 20 } });
  const drained: string[] = [];
  reader.client.on('drain', () => drained.push('reader'));
  const rig = own.rig(server, {
    info: noise.info,
    decoders: DECODERS,
    pacing: Pacing.REPLAY,
    reconnect: { minMs: 20 },
  });
  rig.on('drain', () => drained.push('rig'));
  const { stream } = await rig.open();
  await playSpan(rig, noise, { to: 5000, chunk: 8 });
  await reader.until('the first decodes', () => reader.decodes.length >= 100);

  const resumed = new Promise((resolve) => rig.once('resumed', resolve));
  const playing = playSpan(rig, noise, { from: 5000, to: 10_000, chunk: 8 });
  await disturb(server);
  await Promise.all([playing, resumed]);
  await playSpan(rig, noise, { from: 10_000, chunk: 8 });
  await rig.close();
  await reader.until('all decodes', () => reader.decodes.length >= N_DECODES);
  expect(livePayloads(reader, stream)).toEqual(offline);
  expect(reader.client.nDuplicates).toBe(0);
  expect(reader.count(NoticeKind.REPLAY_DIFFERS, stream)).toBe(0);
  expect(reader.count(NoticeKind.GAP, stream)).toBe(0);
  return { drained };
}

describe('a stream', () => {
  it('goes on where it was when markers are all that came since the oldest checkpoint', async () => {
    const options = { models: [models], args: ['--checkpoint-interval-ms', '100'] };
    const server = await own.server(options);
    const reader = await own.reader(server, { reconnect: { minMs: 20 } });
    const rig = own.rig(server, {
      info: noise.info,
      decoders: DECODERS,
      pacing: Pacing.REPLAY,
      reconnect: { minMs: 20 },
    });
    const { stream } = await rig.open();
    await playSpan(rig, noise, { to: 8000 });
    await reader.until('the decodes so far', () => reader.decodes.length >= 243 + 125);
    for (let nSaved = 1; nSaved <= 4; nSaved++) {
      await server.measures('cortexwire_checkpoints_total', (n) => n >= nSaved);
      const sent = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const body = JSON.stringify({ sample: 8000, description: 'cue' });
      await fetch(`${server.httpUrl}/v1/streams/${stream}/markers`, { ...sent, body });
    }
    server.kill();
    await server.allEnded();
    const resumed = new Promise<Opened>((resolve) => rig.once('resumed', resolve));
    await own.server({ ...options, journal: server.journal, port: server.port });
    expect((await resumed).nextSample).toBe(8000);
    await playSpan(rig, noise, { from: 8000 });
    await rig.close();
    await reader.until('all decodes', () => reader.decodes.length >= N_DECODES);
    expect(livePayloads(reader, stream)).toEqual(offline);
  });

  it('goes on without a decoder whose model is gone when the next server starts', async () => {
    const models3 = await own.models(...DECODERS, 'every-input');
    const info = { ...noise.info, subject: 'anna', channels: noise.info.channels.map(placed) };
    const options = { models: [models3], args: ['--checkpoint-interval-ms', '100'] };
    const server = await own.server(options);
    const reader = await own.reader(server, { reconnect: { minMs: 20 } });
    const rig = own.rig(server, { info, pacing: Pacing.REPLAY, reconnect: { minMs: 20 } });
    const { stream, decoders } = await rig.open();
    expect(decoders.filter(({ accepted }) => accepted)).toHaveLength(3);
    await playSpan(rig, noise, { to: 4000 });
    await server.measures('cortexwire_checkpoints_total', (n) => n >= 1);
    await server.stop();
    rmSync(join(models3, 'every-input'), { recursive: true });
    rmSync(join(models3, 'stateful/1.0.0/model.onnx'));
    const next = await own.server({ ...options, journal: server.journal, port: server.port });
    await playSpan(rig, noise, { from: 4000 });
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    const got = livePayloads(reader, stream);
    expect(got.get('identity-8@1.0.0')).toEqual(offline.get('identity-8@1.0.0'));
    expect(got.get('stateful@1.0.0')).toEqual(
      offline.get('stateful@1.0.0')?.slice(0, got.get('stateful@1.0.0')?.length),
    );
    for (const decoder of ['stateful@1.0.0', 'every-input@1.0.0']) {
      expect(next.log).toMatch(new RegExp(`"decoder":"${decoder}".*its windows are not answered`));
    }
  });

  it('ends, and its rig is told, when a model of the same version has become another', async () => {
    const changed = await own.models('identity-8');
    const options = { models: [changed], args: ['--checkpoint-interval-ms', '100'] };
    const server = await own.server(options);
    const reader = await own.reader(server, { reconnect: { minMs: 20 } });
    const rig = own.rig(server, { info: noise.info, pacing: Pacing.REPLAY, reconnect: { minMs: 20 } });
    const failed = new Promise<ProtocolError>((resolve) => rig.once('failed', resolve));
    const { stream } = await rig.open();
    await playSpan(rig, noise, { to: 1000 });
    await server.measures('cortexwire_checkpoints_total', (n) => n >= 1);
    await server.stop();
    const file = join(changed, 'identity-8/1.0.0/manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"gap": "skip"', '"gap": "hold"'));
    const next = await own.server({ ...options, journal: server.journal, port: server.port });
    expect((await failed).code).toBe('STREAM_CLOSED');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    await next.said(/the pipeline failed: .*the checkpoint belongs to other decoders/);
  });

  it('goes on after SIGKILL of the server that listens', async () => {
    await survives(async (server) => {
      const { port } = server;
      signalProcess(server.servingPid, 'SIGKILL');
      await server.listening(2);
      expect(server.port).toBe(port);
      expect(metricValue(await server.metrics(), 'cortexwire_restarts_total')).toBe(1);
    });
  });

  it('goes on with the next server after SIGTERM, which everybody is told of', async () => {
    const { drained } = await survives(async (server) => {
      expect(await server.stop()).toEqual({ code: 0, signal: null });
      await server.allEnded();
      expect(existsSync(join(server.journal, 'lock'))).toBe(false);
      await successor(server);
    });
    expect(drained.sort()).toEqual(['reader', 'rig']);
  });

  it('goes on with the next server after SIGKILL of the supervisor: server and spare end by themselves', async () => {
    const { drained } = await survives(async (server) => {
      server.kill();
      expect(await server.ended()).toEqual({ code: null, signal: 'SIGKILL' });
      await server.allEnded();
      expect(existsSync(join(server.journal, 'lock'))).toBe(false);
      await successor(server);
    });
    expect(drained.sort()).toEqual(['reader', 'rig']);
  });
});
