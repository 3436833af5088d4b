import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { metricValue } from '../../bench/harness/metric-text.js';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import { NoticeKind, Pacing } from '../../protocol/frame.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const own = bedOfEachTest();

describe('credit', () => {
  it('bounds what a rig may send ahead of a lane that stands still', async () => {
    const spikes = [{ sample: 100, microvolts: 9000 }];
    const noise = madeUpRecording({ name: 'flood', nChannels: 8, sfreq: 256, nSamples: 512, seed: 14, spikes });
    const server = await own.server({ names: ['hang'], args: ['--watchdog-run-ms', '600000', '--drain-ms', '100'] });
    const rig = await own.rigWire(server);
    rig.send({ open: { info: noise.info, decoders: ['hang'], pacing: Pacing.REPLAY } });
    const { credit, limits } = await rig.heard('opened');
    const chunk = limits!.maxSamplesPerFrame;
    const [first] = framesOf(noise, 512);
    rig.send({ samples: first! });
    const data = new Uint8Array(chunk * 32);
    let firstSample = 512;
    for (let sequence = 1; firstSample < 3 * credit; sequence++, firstSample += chunk) {
      rig.send({ samples: { sequence, firstSample, deviceTime: firstSample / 256, data } });
    }
    expect(await rig.heard('problem')).toMatchObject({ code: 'CREDIT_EXCEEDED', fatal: true });
    expect((await rig.closed).code).toBe(ERROR_CODES.CREDIT_EXCEEDED.closeCode);
    // What was within its credit is in the journal.
    const { streams } = (await (await fetch(`${server.httpUrl}/v1/streams`)).json()) as {
      streams: { nSamples: number }[];
    };
    expect(streams[0]?.nSamples).toBeGreaterThanOrEqual(credit - chunk);
    expect(rig.all('credit')).toEqual([]);
  });
});

describe('limits', () => {
  const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 512, seed: 16 });

  it('hold for streams and subscribers, and make room when one has gone', async () => {
    const server = await own.server({ args: ['--limits-max-streams', '1', '--limits-max-subscribers', '1'] });
    const first = await own.rigWire(server);
    first.send({ open: { info: noise.info } });
    const { stream } = await first.heard('opened');
    const second = await own.rigWire(server);
    second.send({ open: { info: noise.info } });
    expect(await second.heard('problem')).toMatchObject({ code: 'TOO_MANY_STREAMS', fatal: true });
    const reader = await own.reader(server);
    const another = await own.readerWire(server);
    expect(await another.heard('problem')).toMatchObject({ code: 'TOO_MANY_SUBSCRIBERS', fatal: true });

    first.send({ close: { final: true } });
    await first.heard('closed');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    reader.close();
    const third = await own.rigWire(server);
    third.send({ open: { info: noise.info } });
    await third.heard('opened');
    await server.measures('cortexwire_subscribers', (n) => n === 0);
    await own.reader(server);
  });
});

describe('a full journal', () => {
  const MIB = 2 ** 20;
  const shared = bedOfAllTests();
  let models: string;
  let server: LiveServer;
  beforeAll(async () => {
    models = await shared.models('stateful');
    const args = ['--journal-max-bytes', '16MiB', '--checkpoint-interval-ms', '600000', '--lanes', '1'];
    server = await shared.server({ models: [models], args });
  });

  const noise = madeUpRecording({ name: 'much', nChannels: 8, sfreq: 256, nSamples: 560_000, seed: 15 });

  it('holds the rig up, loses nothing and goes on when a checkpoint has made room', async () => {
    const reader = await own.reader(server);
    const rig = own.rig(server, { info: noise.info, decoders: ['stateful'], pacing: Pacing.REPLAY });
    const told: NoticeKind[] = [];
    rig.on('notice', ({ kind }) => told.push(kind));
    const { stream } = await rig.open();
    await playSpan(rig, noise, { chunk: 8192 });
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offlineDecodes(noise, ['stateful'], models, { chunk: 8192 }));
    const kinds: readonly NoticeKind[] = [NoticeKind.JOURNAL_FULL, NoticeKind.JOURNAL_RESUMED];
    const turns = told.filter((kind) => kinds.includes(kind));
    expect(turns.length).toBeGreaterThanOrEqual(2);
    expect(turns).toEqual(turns.map((_, i) => kinds[i % 2]));
    expect(reader.count(NoticeKind.JOURNAL_FULL, stream)).toBe(turns.length / 2);
    expect(reader.count(NoticeKind.GAP, stream)).toBe(0);
    const metrics = await server.metrics();
    expect(metricValue(metrics, 'cortexwire_journal_full')).toBe(0);
    expect(metricValue(metrics, 'cortexwire_journal_bytes')).toBeLessThan(16 * MIB);
  });

  it('is not filled by streams that have ended', async () => {
    for (const name of ['one', 'two']) {
      const recording = renamed(noise, { name });
      const rig = own.rig(server, { info: recording.info, decoders: ['stateful'], pacing: Pacing.REPLAY });
      const told: NoticeKind[] = [];
      rig.on('notice', ({ kind }) => told.push(kind));
      await rig.open();
      await playSpan(rig, recording, { to: 270_000, chunk: 8192 });
      await rig.close();
      expect(told).not.toContain(NoticeKind.JOURNAL_FULL);
    }
  });
});
