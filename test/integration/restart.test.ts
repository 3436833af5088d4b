import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { metricValue } from '../../bench/harness/metric-text.js';
import { signalProcess } from '../../bench/harness/server-process.js';
import { NoticeKind, Pacing, type Opened } from '../../protocol/frame.js';
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
