import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import type { Playable } from '../../bench/harness/player.js';
import type { ReaderLog } from '../../bench/harness/reader-log.js';
import { NoticeKind, Pacing, type Notice, type Samples } from '../../protocol/frame.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';
import type { RigWire } from '../helpers/wire-socket.js';

const DECODERS = ['identity-8', 'stateful'];
const CHUNK = 8;
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 1024, seed: 3 });
const frames = framesOf(noise, CHUNK);

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let server: LiveServer;
beforeAll(async () => {
  models = await shared.models(...DECODERS);
  server = await shared.server({ models: [models] });
});

interface Sent {
  readonly stream: string;
  readonly rig: RigWire;
  readonly reader: ReaderLog;
}

/** Sends frames over a bare socket, ends the stream and waits for its last decode. */
async function sendAll(name: string, sent: readonly Samples[]): Promise<Sent> {
  const reader = await own.reader(server, { stream: name });
  const rig = await own.rigWire(server);
  rig.send({ open: { info: renamed(noise, { name }).info, decoders: DECODERS, pacing: Pacing.REPLAY } });
  const { stream } = await rig.heard('opened');
  for (const samples of sent) rig.send({ samples });
  rig.send({ close: { final: true } });
  await rig.heard('closed');
  await reader.until('the end of the stream', () => reader.hasClosed(stream));
  return { stream, rig, reader };
}

/** The recording with samples that never came. */
function withGaps(...gaps: { start: number; end: number }[]): Playable {
  return { ...noise, gaps };
}

/** Kind and span of the notices about samples, as the rig and as the reader got them. */
function told({ rig, reader }: Sent): { rig: string[]; reader: string[] } {
  const kinds: readonly NoticeKind[] = [NoticeKind.GAP, NoticeKind.DUPLICATE_SAMPLES];
  const text = (notices: readonly Notice[]): string[] =>
    notices
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, start, end }) => `${kind === NoticeKind.GAP ? 'gap' : 'duplicate'} ${start} to ${end}`);
  return { rig: text(rig.all('notice')), reader: text(reader.notices.map(({ notice }) => notice)) };
}

async function statusOf(stream: string): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(`${server.httpUrl}/v1/streams`);
  const { streams } = (await response.json()) as { streams: Record<string, unknown>[] };
  return streams.find(({ id }) => id === stream);
}

describe('frames of samples', () => {
  it('count once when each comes twice', async () => {
    const sent = await sendAll(
      'each twice',
      frames.flatMap((frame) => [frame, frame]),
    );
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(noise, DECODERS, models));
    const { rig, reader } = told(sent);
    expect(rig[0]).toBe('duplicate 0 to 8');
    expect(reader).toEqual(rig);
    expect(await statusOf(sent.stream)).toMatchObject({ nSamples: 1024, duplicateSamples: 1024, missingSamples: 0 });
  });

  it('count once when a rig that came back sends the last of them again', async () => {
    const sent = await sendAll('tail again', [...frames.slice(0, 60), ...frames.slice(20)]);
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(noise, DECODERS, models));
    expect(await statusOf(sent.stream)).toMatchObject({ nSamples: 1024, duplicateSamples: 320 });
  });

  it('count once where they overlap', async () => {
    const shifted = framesOf(noise, 12);
    const overlapping = frames.flatMap((frame, i) => (i % 3 === 2 ? [shifted[Math.floor(i / 3)]!, frame] : [frame]));
    const sent = await sendAll('overlapping', overlapping);
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(noise, DECODERS, models));
  });

  it('are put in order when they come late by less than the server waits', async () => {
    const swapped = frames.flatMap((_, i) => (i % 2 === 0 ? [frames[i + 1]!, frames[i]!] : []));
    const sent = await sendAll('swapped', swapped);
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(noise, DECODERS, models));
    expect(told(sent)).toEqual({ rig: [], reader: [] });
  });

  it('leave a gap when they never come, which rig and reader are told of', async () => {
    const missing = [...frames.slice(0, 40), ...frames.slice(50)];
    const sent = await sendAll('with a gap', missing);
    const gap = { start: 320, end: 400 };
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(withGaps(gap), DECODERS, models));
    expect(told(sent)).toEqual({ rig: ['gap 320 to 400'], reader: ['gap 320 to 400'] });
    expect(await statusOf(sent.stream)).toMatchObject({ nSamples: 1024, missingSamples: 80 });
  });

  it('are left out when they come after their gap was declared', async () => {
    const late = [...frames.slice(0, 40), ...frames.slice(50, 60), ...frames.slice(40, 50), ...frames.slice(60)];
    const sent = await sendAll('too late', late);
    const gap = { start: 320, end: 400 };
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(withGaps(gap), DECODERS, models));
    const { rig, reader } = told(sent);
    expect(rig.slice(0, 2)).toEqual(['gap 320 to 400', 'duplicate 320 to 328']);
    expect(reader).toEqual(rig);
    expect(await statusOf(sent.stream)).toMatchObject({ missingSamples: 80, duplicateSamples: 80 });
  });

  it('leave a gap before a stream that begins later than at sample 0', async () => {
    const sent = await sendAll('begins later', frames.slice(32));
    const gap = { start: 0, end: 256 };
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(withGaps(gap), DECODERS, models));
    expect(told(sent).rig).toEqual(['gap 0 to 256']);
  });

  it('leave a gap at the end when what was waited for never comes', async () => {
    const sent = await sendAll('ends in a hole', [...frames.slice(0, 100), frames[102]!]);
    const cut: Playable = { ...noise, nSamples: 824, gaps: [{ start: 800, end: 816 }] };
    expect(livePayloads(sent.reader, sent.stream)).toEqual(offlineDecodes(cut, DECODERS, models));
    expect(told(sent).reader).toEqual(['gap 800 to 816']);
  });

  it('go on behind a gap that is longer than the credit of a rig', async () => {
    const name = 'after a long pause';
    const reader = await own.reader(server, { stream: name });
    const rig = own.rig(server, { info: renamed(noise, { name }).info, decoders: DECODERS, pacing: Pacing.REPLAY });
    const { stream, credit } = await rig.open();
    const start = 10 * credit;
    await rig.samples(0, noise.read(0, 512), 0);
    await rig.samples(start, noise.read(512, 512), start / 256);
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    const read = (from: number, n: number): Float32Array => noise.read(from < start ? from : from - start + 512, n);
    const broken: Playable = { ...noise, nSamples: start + 512, gaps: [{ start: 512, end: start }], read };
    expect(livePayloads(reader, stream)).toEqual(offlineDecodes(broken, DECODERS, models));
  });
});
