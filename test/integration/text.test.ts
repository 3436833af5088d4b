import { beforeAll, describe, expect, it } from 'vitest';
import { signalProcess } from '../../bench/harness/server-process.js';
import { NoticeKind, Pacing, decodePayload } from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL } from '../../protocol/version.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes, type Payloads } from '../helpers/offline-decodes.js';
import { livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';
import { typedRecording } from '../helpers/typed-recording.js';

const DECODERS = ['typing-keys-small', 'typing-stream-small'];
const KEYS = 'typing-keys-small@1.0.0';
const SENTENCES = [
  ['a', 'b', 'space', 'c', 'd', 'backspace', 'e'],
  ['d', 'e', 'space', 'a', 'b', 'c'],
  ['c', 'space', 'c', 'b', 'backspace', 'd', 'e', 'space', 'a'],
];
const typed = typedRecording('typed', SENTENCES);

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let server: LiveServer;
let offline: Payloads;

beforeAll(async () => {
  models = await shared.models(...DECODERS);
  server = await shared.server({ models: [models] });
  offline = offlineDecodes(typed, DECODERS, models);
});

describe('a stream of typing', () => {
  it('is decoded as text that grows, never takes back what is committed, and is over with its sentence', () => {
    const texts = offline.get(KEYS)!.map((hex) => decodePayload(Buffer.from(hex, 'hex')));
    expect(texts.filter(({ final }) => final).map(({ text }) => text?.reads)).toEqual(['ab ce', 'de abc', 'c cde a']);
    expect(texts.filter(({ final }) => final).map(({ truth }) => truth)).toEqual(['ab ce', 'de abc', 'c cde a']);
    texts.forEach(({ text }, i) => {
      const before = texts[i - 1];
      if (before !== undefined && !before.final) {
        expect(text!.committed.startsWith(before.text!.committed)).toBe(true);
        expect(text!.revision).toBeGreaterThanOrEqual(before.text!.revision);
      }
    });
    expect(texts.some(({ text, final }) => !final && text!.committed !== '' && text!.provisional !== '')).toBe(true);
  });

  it.each([1, 7, 500])('gives the bytes of the pipeline alone in chunks of %i', async (chunk) => {
    const name = `typed in chunks of ${chunk}`;
    const recording = renamed(typed, { name });
    const reader = await own.reader(server, { stream: name });
    const subprotocol = chunk === 7 ? JSON_SUBPROTOCOL : undefined;
    const options = { info: recording.info, decoders: DECODERS, pacing: Pacing.REPLAY };
    const rig = own.rig(server, subprotocol === undefined ? options : { ...options, subprotocol });
    const { stream } = await rig.open();
    await playSpan(rig, recording, { chunk });
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
  });

  it('gives the same bytes when the server is killed in the middle of a sentence', async () => {
    const args = ['--checkpoint-interval-ms', '100'];
    const server = await own.server({ models: [models], supervise: true, args });
    const reader = await own.reader(server, { reconnect: { minMs: 20 } });
    const options = { info: typed.info, decoders: DECODERS, pacing: Pacing.REPLAY, reconnect: { minMs: 20 } };
    const rig = own.rig(server, options);
    const { stream } = await rig.open();
    const middle = 100 + 64 * 16;
    await playSpan(rig, typed, { to: middle, chunk: 8 });
    await reader.until('the first texts', () => reader.decodes.length >= 20);
    const resumed = new Promise((resolve) => rig.once('resumed', resolve));
    signalProcess(server.servingPid, 'SIGKILL');
    await server.listening(2);
    await resumed;
    await playSpan(rig, typed, { from: middle, chunk: 8 });
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream)).toEqual(offline);
    expect(reader.count(NoticeKind.REPLAY_DIFFERS, stream)).toBe(0);
  });

  it('is printed sentence by sentence, with its score', async () => {
    const target = ['--url', server.url];
    const name = 'typed to be printed';
    const recording = renamed(typed, { name });
    const rig = own.rig(server, { info: recording.info, decoders: DECODERS.slice(0, 1), pacing: Pacing.REPLAY });
    const { stream } = await rig.open();
    await playSpan(rig, recording);
    await rig.close();
    const all = ['subscribe', ...target, '--stream', stream, '--from', 'start', '--until-closed'];
    const [shown, told] = await Promise.all([own.run(all).ended, own.run([...all, '--format', 'jsonl']).ended]);
    expect(shown.lines[0]).toMatch(/typing-keys-small {2}ab ce {2}✓/);
    expect(shown.lines[1]).toMatch(
      /typing-keys-small@1\.0\.0: CER 0\.0 %, WER 0\.0 %, 0\.0 % of 7 keys wrong, 1 text, keys/,
    );
    expect(shown.lines).toHaveLength(2 * SENTENCES.length);
    const last = JSON.parse(told.lines.at(-1)!) as Record<string, unknown>;
    expect(last).toMatchObject({
      kind: 'text',
      final: true,
      truth: 'c cde a',
      text: { committed: 'c cb\bde a', provisional: '', reads: 'c cde a' },
    });
    const typedKeys = (last['text'] as { typed: { key: string }[] }).typed;
    expect(typedKeys.map(({ key }) => key)).toEqual(SENTENCES.at(-1));
    expect(last['text']).toMatchObject({ revision: expect.any(Number) as unknown });
  });
});
