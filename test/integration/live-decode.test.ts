import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { withoutTiming } from '../../bench/harness/decode-lines.js';
import { Pacing } from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, SUBPROTOCOLS } from '../../protocol/version.js';
import { simulateSsvep } from '../../server/rig/simulate-ssvep.js';
import { edfOf } from '../helpers/edf-file.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes, type Payloads } from '../helpers/offline-decodes.js';
import { livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const DECODERS = ['ssvep-fbcca-1s', 'identity-8', 'stateful'];
const person = simulateSsvep({ seed: 5, nTrials: 4, trialInterval: 2.5, flickerDuration: 2.2, leadIn: 1 });

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let server: LiveServer;
let offline: Payloads;

beforeAll(async () => {
  models = await shared.models(...DECODERS);
  server = await shared.server({ models: [models] });
  offline = offlineDecodes(person, DECODERS, models);
});

/** Streams the recording under this name, and gives what a reader got of it. */
async function live(
  name: string,
  options: { decoders?: readonly string[]; chunk?: number; subprotocol?: (typeof SUBPROTOCOLS)[number] } = {},
): Promise<Payloads> {
  const { decoders = DECODERS, chunk = 64, subprotocol = PROTOBUF_SUBPROTOCOL } = options;
  const recording = renamed(person, { name });
  const reader = await own.reader(server, { stream: name, subprotocol });
  const rig = own.rig(server, { info: recording.info, decoders, pacing: Pacing.REPLAY, subprotocol });
  const { stream } = await rig.open();
  await playSpan(rig, recording, { chunk });
  await rig.close();
  await reader.until('the end of the stream', () => reader.hasClosed(stream));
  return livePayloads(reader, stream);
}

describe('a live stream', () => {
  it('decodes something of every kind', () => {
    expect([...offline].map(([decoder, { length }]) => [decoder, length])).toEqual([
      ['ssvep-fbcca-1s@1.0.0', 4],
      ['identity-8@1.0.0', 81],
      ['stateful@1.0.0', 44],
    ]);
  });

  it.each(SUBPROTOCOLS)('gives the bytes of the pipeline alone over %s', async (subprotocol) => {
    expect(await live(`over ${subprotocol}`, { subprotocol })).toEqual(offline);
  });

  it.each([1, 7, 1000])('gives the same bytes in chunks of %i', async (chunk) => {
    expect(await live(`in chunks of ${chunk}`, { chunk })).toEqual(offline);
  });

  it('gives each of two streams, and each of two decoders, what it has alone', async () => {
    const [first, second] = await Promise.all([
      live('one of two', { decoders: ['ssvep-fbcca-1s', 'stateful'], chunk: 16 }),
      live('two of two', { decoders: ['identity-8'], chunk: 50, subprotocol: JSON_SUBPROTOCOL }),
    ]);
    const only = (...names: string[]): Payloads =>
      new Map([...offline].filter(([id]) => names.includes(id.split('@')[0]!)));
    expect(first).toEqual(only('ssvep-fbcca-1s', 'stateful'));
    expect(second).toEqual(only('identity-8'));
  });

  it('prints the lines of `decode` when a file is replayed', async () => {
    const file = join(own.dir(), 'person.edf');
    writeFileSync(file, edfOf(person));
    const target = ['--url', server.url];
    const subscription = ['--stream', 'person', '--from', 'start', '--format', 'jsonl', '--until-closed'];
    const subscribing = own.run(['subscribe', ...target, ...subscription]);
    const decoding = own.run(['decode', file, '--model', ...DECODERS, '--models', models, '--format', 'jsonl']);
    const replaying = own.run(['rig', 'replay', file, ...target, '--speed', 'max', '--decoder', ...DECODERS]);
    expect((await replaying.ended).code).toBe(0);
    const [{ lines: printed }, { lines: told }] = await Promise.all([decoding.ended, subscribing.ended]);
    const byDecoder = (lines: readonly string[]): string[] => lines.map(withoutTiming).sort();
    expect(printed).toHaveLength(4 + 81 + 44);
    expect(byDecoder(told)).toEqual(byDecoder(printed));
  });
});
