import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import type { ReaderLog } from '../../bench/harness/reader-log.js';
import type { ReaderOptions } from '../../protocol/client/reader.js';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import { ChannelKind, From, NoticeKind, Pacing, Policy, Unit } from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL } from '../../protocol/version.js';
import type { LiveServer } from '../helpers/live-server.js';
import { livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const DECODERS = ['identity-8', 'stateful'];
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 1024, seed: 5 });

const shared = bedOfAllTests();
const own = bedOfEachTest();
let server: LiveServer;
/** Ids of streams that have ended, by name. */
const streams = new Map<string, string>();

/** Streams the noise to its end. @returns the stream's id */
async function playOnce(name: string, subject: string, decoders = DECODERS): Promise<string> {
  const recording = renamed(noise, { name, subject });
  const rig = own.rig(server, { info: recording.info, decoders, pacing: Pacing.REPLAY });
  const { stream } = await rig.open();
  await playSpan(rig, recording);
  await rig.close();
  return stream;
}

beforeAll(async () => {
  server = await shared.server({ names: [...DECODERS, 'identity-every-sample'] });
  for (const [name, subject] of [
    ['morning one', 'anna'],
    ['morning two', 'ben'],
    ['evening', 'anna'],
  ] as const) {
    streams.set(name, await playOnce(name, subject));
  }
});

/** Reads what is kept until `n` decodes are there. */
async function readSome(n: number, options: ReaderOptions = {}): Promise<ReaderLog> {
  const reader = await own.reader(server, options);
  await reader.until(`${n} decodes`, () => reader.decodes.length >= n);
  return reader;
}

const N_EACH = { 'identity-8@1.0.0': 25, 'stateful@1.0.0': 16 };

function countsOf(reader: ReaderLog, stream: string): Record<string, number> {
  return Object.fromEntries([...livePayloads(reader, stream)].map(([decoder, { length }]) => [decoder, length]));
}

describe('a reader that comes later', () => {
  it('gets everything from the start, and that the stream has closed', async () => {
    const stream = streams.get('evening')!;
    const reader = await own.reader(server, { stream: 'evening' });
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(countsOf(reader, stream)).toEqual(N_EACH);
    expect(reader.nMissing).toBe(0);
  });

  it.each([0, 1, 17, 40])('goes on after decode %i by its cursor, with none missing and none twice', async (n) => {
    const all = await readSome(41, { stream: 'morning one' });
    const { cursor } = all.decodes[n]!.decode;
    const rest = await own.reader(server, { stream: 'morning one', cursor });
    await rest.until('the rest', () => rest.hasClosed(streams.get('morning one')!));
    const identities = (reader: ReaderLog): string[] =>
      reader.decodes.map(({ decode, bytes }) => `${decode.decoder} ${decode.sequence} ${bytes}`);
    expect(identities(rest)).toEqual(identities(all).slice(n + 1));
  });

  it('goes on by one cursor over all streams and decoders of its subscription', async () => {
    const all = await readSome(3 * 41);
    const { cursor } = all.decodes[60]!.decode;
    const rest = await readSome(3 * 41 - 61, { cursor });
    const which = ({ decodes }: ReaderLog): string[] =>
      decodes.map(({ decode: { stream, decoder, sequence } }) => `${stream} ${decoder} ${sequence}`);
    expect(which(rest).sort()).toEqual(which(all).slice(61).sort());
  });

  it('gets nothing of the past from now on, and all that comes', async () => {
    const reader = await own.reader(server, { from: From.NOW });
    const stream = await playOnce('later', 'carl');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(new Set(reader.decodes.map(({ decode }) => decode.stream))).toEqual(new Set([stream]));
    expect(reader.decodes).toHaveLength(41);
    expect(reader.count(NoticeKind.STREAM_OPENED, stream)).toBe(1);
  });

  it.each([
    [{ stream: 'morning*' }, ['morning one', 'morning two'], 82],
    [{ stream: '*ing*o*' }, ['morning one', 'morning two'], 82],
    [{ stream: 'evening-*' }, ['evening'], 41],
    [{ subject: 'a*', stream: '*ing*' }, ['morning one', 'evening'], 82],
    [{ decoder: 'identity-8', stream: 'evening' }, ['evening'], 25],
    [{ decoder: 'stateful@1.*', stream: 'evening' }, ['evening'], 16],
    [{ decoder: '*-8@*', subject: 'ben' }, ['morning two'], 25],
    [{ kind: 'embedding', stream: 'evening' }, ['evening'], 41],
  ] as const)('gets what %o asks for', async (filter, names, nDecodes) => {
    const reader = await readSome(nDecodes, filter);
    const ids = names.map((name) => streams.get(name)!);
    await reader.until('the end of the streams', () => ids.every((id) => reader.hasClosed(id)));
    expect(reader.decodes).toHaveLength(nDecodes);
    expect(new Set(reader.decodes.map(({ decode }) => decode.stream))).toEqual(new Set(ids));
  });

  it.each([{ stream: 'noon' }, { kind: 'text' }, { decoder: 'identity-9' }, { subject: 'ann' }])(
    'gets nothing of what %o asks for',
    async (filter) => {
      const reader = await own.reader(server, filter);
      const stream = await playOnce('for nobody', 'dora');
      const everything = await own.reader(server, { stream: 'for nobody' });
      await everything.until('the end of the stream', () => everything.hasClosed(stream));
      expect(reader.decodes).toEqual([]);
    },
  );

  it.each([
    ['of no form', 'not a cursor'],
    ['that is empty', ''],
    ['of another journal', 'abcdef012345.2s'],
  ])('is refused with a cursor %s', async (_which, cursor) => {
    const wire = await own.readerWire(server);
    wire.send({ subscribe: { from: From.CURSOR, cursor } });
    expect(await wire.heard('problem')).toMatchObject({ code: 'CURSOR_INVALID', fatal: true });
    expect((await wire.closed).code).toBe(ERROR_CODES.CURSOR_INVALID.closeCode);
  });

  it('is refused with a cursor ahead of everything', async () => {
    const { decodes } = await readSome(41, { stream: 'evening' });
    const [journal] = decodes[0]!.decode.cursor.split('.');
    const wire = await own.readerWire(server);
    wire.send({ subscribe: { from: From.CURSOR, cursor: `${journal}.zzzzzz` } });
    expect(await wire.heard('problem')).toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('subscribes once only', async () => {
    const wire = await own.readerWire(server, JSON_SUBPROTOCOL);
    wire.send({ subscribe: {} });
    await wire.heard('subscribed');
    wire.send({ subscribe: {} });
    expect(await wire.heard('problem')).toMatchObject({ code: 'UNEXPECTED_MESSAGE' });
  });
});

describe('a reader that is cut off', () => {
  it('comes back by itself and misses nothing', async () => {
    const name = 'cut reader';
    const proxy = await own.proxy(server);
    const reader = await own.reader(proxy, { stream: name, reconnect: { minMs: 10 } });
    const recording = renamed(noise, { name });
    const rig = own.rig(server, { info: recording.info, decoders: DECODERS, pacing: Pacing.REPLAY });
    const { stream } = await rig.open();
    await playSpan(rig, recording, { to: 512 });
    await reader.until('some decodes', () => reader.decodes.length >= 10);
    proxy.cut();
    await playSpan(rig, recording, { from: 512 });
    await rig.close();
    await reader.until('all decodes', () => reader.decodes.length >= 41);
    expect(reader.nReconnects).toBe(1);
    expect(reader.nMissing).toBe(0);
    expect(countsOf(reader, stream)).toEqual(N_EACH);
  });
});

describe('a reader that does not read', () => {
  const nSamples = 7000;
  const nDecodes = nSamples - 999;
  const wide = madeUpRecording({ name: 'wide', nChannels: 306, sfreq: 1000, nSamples, seed: 6 });

  it('takes all later or is told what it missed, as it asked for, and holds nobody up', async () => {
    const subscribe = { stream: 'wide', from: From.NOW };
    const slow = {
      lossless: await own.readerWire(server, JSON_SUBPROTOCOL),
      latest: await own.readerWire(server, JSON_SUBPROTOCOL),
    };
    slow.lossless.send({ subscribe });
    slow.latest.send({ subscribe: { ...subscribe, policy: Policy.LATEST } });
    for (const wire of Object.values(slow)) {
      await wire.heard('subscribed');
      wire.socket.pause();
    }
    const quick = await own.reader(server, subscribe);
    const channels = wide.info.channels.map((channel) => ({
      ...channel,
      kind: ChannelKind.MAG,
      unit: Unit.FEMTOTESLA,
    }));
    const info = { ...wide.info, channels };
    const rig = own.rig(server, { info, decoders: ['identity-every-sample'], pacing: Pacing.REPLAY });
    const { stream } = await rig.open();
    await playSpan(rig, wide, { chunk: 100 });
    await rig.close();
    await quick.until('all decodes', () => quick.hasClosed(stream));
    expect(quick.decodes).toHaveLength(nDecodes);

    for (const wire of Object.values(slow)) wire.socket.resume();
    await slow.lossless.heard('decode', ({ sequence }) => sequence === nDecodes - 1);
    expect(slow.lossless.all('decode').map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: nDecodes }, (_, i) => i),
    );
    expect(slow.lossless.all('dropped')).toEqual([]);

    await slow.latest.heard('decode', ({ sequence }) => sequence === nDecodes - 1);
    const nDropped = slow.latest.all('dropped').reduce((n, { count }) => n + count, 0);
    expect(nDropped).toBeGreaterThan(0);
    expect(slow.latest.all('decode').length + nDropped).toBe(nDecodes);
  });
});
