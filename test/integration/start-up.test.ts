import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { Pacing } from '../../protocol/frame.js';
import { inProcess } from '../helpers/in-process.js';
import { LiveServer } from '../helpers/live-server.js';
import { livePayloads, playSpan } from '../helpers/playing.js';
import { bedOfEachTest } from '../helpers/test-bed.js';

const own = bedOfEachTest();
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 1024, seed: 10 });

/** A start that has to fail. @returns exit code, and what a person sees of it */
async function failedStart(args: readonly string[]): Promise<[number | null, string]> {
  const { code, err } = await own.run(['serve', ...args]).ended;
  return [code, err];
}

/** The last lines that a person sees, without the log's. */
function plain(said: string): string {
  return said
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n');
}

describe('a server that cannot start', () => {
  it('says that its port is in use, under its supervisor and without', async () => {
    const other = own.keep(createServer(), (one) => one.close());
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const models = await own.models('identity-8');
    const journal = join(own.dir(), 'journal');
    const words = ['--port', String(port), '--journal', journal, '--models', models];
    for (const [code, said] of await Promise.all([failedStart(words), failedStart([...words, '--no-supervise'])])) {
      expect(code).toBe(1);
      expect(plain(said)).toMatch(new RegExp(`^cortexwire: PORT_IN_USE: .*${port}.*--port`));
      expect(plain(said)).not.toContain('    at ');
    }
    expect(existsSync(journal)).toBe(false);
  });

  it('names the setting that cannot be used, where it came from and what is wrong with it', async () => {
    const file = join(own.dir(), 'server.yaml');
    writeFileSync(file, 'port: none\nlimits:\n  maxChanels: 12\nlane: 3\n');
    const cases = [
      [['--port', '99999'], {}, /port \(from --port\): at most 65535, got 99999/],
      [['--host', '0.0.0.0'], {}, /host: 0\.0\.0\.0 .*tokens/],
      [['--tls-cert', 'package.json'], {}, /tls\.cert.*tls\.key/],
      [[], { CORTEXWIRE_LANES: 'many' }, /lanes \(from CORTEXWIRE_LANES\)/],
      [[], { CORTEXWIRE_TOKENS: '[{"token":"a pass phrase of words","scope":"admin"}]' }, /tokens\.0\.token.*spaces/],
      [['--config', `${file}.json`], {}, /server\.yaml\.json: cannot be read/],
      [['--config', file], {}, /3 settings[^]*did you mean limits\.maxChannels\?[^]*did you mean lanes\?/],
    ] as const;
    for (const [args, env, expected] of cases) {
      const { code, err } = await inProcess(['serve', ...args], env);
      expect(code).toBe(1);
      expect(err).toMatch(/^cortexwire: CONFIG_INVALID: /);
      expect(err).toMatch(expected);
      expect(err).not.toContain('    at ');
    }
  });

  it('says that its models are not there', async () => {
    const folder = join(own.dir(), 'nothing');
    const [code, said] = await failedStart(['--models', folder, '--journal', own.dir(), '--port', '0']);
    expect(code).toBe(1);
    expect(plain(said)).toMatch(/^cortexwire: .*nothing/);
    expect(plain(said)).not.toContain('    at ');
  });
});

describe('a second server with the journal of another', () => {
  it('waits for it, says JOURNAL_LOCKED when it is told to stop, and serves when the first has let it go', async () => {
    const models = [await own.models('identity-8')];
    const first = await own.server({ models });
    const options = { models, journal: first.journal };
    const [second, third] = [1, 2].map(() => own.keep(LiveServer.spawn(options), (server) => server.end()));
    await Promise.all(
      [second!, third!].map((server) => server.said(/waiting for another server to let the journal go/)),
    );
    expect((await second!.stop()).code).toBe(1);
    await second!.allEnded();
    expect(plain(second!.log)).toMatch(new RegExp(`^cortexwire: JOURNAL_LOCKED: .*${first.servingPid}.*--journal`));
    expect([second!.nServed, third!.nServed]).toEqual([0, 0]);
    expect((await fetch(`${first.httpUrl}/readyz`)).status).toBe(200);

    expect(await first.stop()).toEqual({ code: 0, signal: null });
    await third!.listening();
    expect((await fetch(`${third!.httpUrl}/readyz`)).status).toBe(200);
  });
});

describe('models that cannot be served', () => {
  it('are refused by name, and the others decode', async () => {
    const models = await own.models('identity-8', 'stateful', 'hang', 'fbcca-small', 'every-input');
    const change = (name: string, edit: (text: string) => string): void => {
      const file = join(models, name, '1.0.0/manifest.json');
      writeFileSync(file, edit(readFileSync(file, 'utf8')));
    };
    change('stateful', (text) => text.replace('"stride": 64', '"stride": "often"'));
    change('hang', (text) => text.replace('"nSamples": 256', '"nSamples": 128'));
    change('fbcca-small', (text) => text.slice(0, 300));
    writeFileSync(join(models, 'every-input/1.0.0/model.onnx'), 'no graph');
    mkdirSync(join(models, 'empty/1.0.0'), { recursive: true });

    const server = await own.server({ models: [models] });
    const reader = await own.reader(server);
    const decoders = [
      'identity-8',
      'stateful',
      'hang',
      'fbcca-small',
      'every-input',
      'empty',
      'nobody',
      'identity-8@2.0.0',
    ];
    const rig = own.rig(server, { info: noise.info, decoders, pacing: Pacing.REPLAY });
    const { stream, decoders: offers } = await rig.open();
    const answers = Object.fromEntries(
      offers.map(({ decoder, accepted, code, detail }) => [decoder, accepted ? 'accepted' : `${code}: ${detail}`]),
    );
    const find = (name: string): string => answers[name] ?? answers[`${name}@1.0.0`] ?? '';
    expect(find('identity-8')).toBe('accepted');
    expect(find('stateful')).toMatch(/^MODEL_MANIFEST_INVALID: .*when\.stride.*often/);
    expect(find('hang')).toMatch(/^MODEL_CONTRACT: .*128.*256/s);
    expect(find('fbcca-small')).toMatch(/^MODEL_MANIFEST_INVALID: .*JSON/);
    expect(find('every-input')).toMatch(/^MODEL_CHECKSUM: .*model\.onnx/);
    expect(find('empty')).toMatch(/^MODEL_(UNKNOWN|MANIFEST_INVALID): /);
    expect(find('nobody')).toMatch(/^MODEL_UNKNOWN: .*identity-8/);
    expect(find('identity-8@2.0.0')).toMatch(/^MODEL_UNKNOWN: /);

    await playSpan(rig, noise);
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream).get('identity-8@1.0.0')).toHaveLength(25);
    const { models: listed } = (await (await fetch(`${server.httpUrl}/v1/models`)).json()) as {
      models: { name: string; problem: { code: string } | null }[];
    };
    expect(Object.fromEntries(listed.map(({ name, problem }) => [name, problem?.code ?? 'served']))).toMatchObject({
      'identity-8': 'served',
      stateful: 'MODEL_MANIFEST_INVALID',
      hang: 'MODEL_CONTRACT',
      'fbcca-small': 'MODEL_MANIFEST_INVALID',
      'every-input': 'MODEL_CHECKSUM',
    });
  });

  it('leave a server that says what is wrong with a stream that does not fit', async () => {
    const server = await own.server({ names: ['identity-8', 'fbcca-small', 'every-input'] });
    const channels = noise.info.channels.map((channel, i) => ({
      ...channel,
      name: ['O1', 'Oz', 'O2'][i] ?? channel.name,
    }));
    const offersFor = async (info: typeof noise.info): Promise<string[]> => {
      const wire = await own.rigWire(server);
      wire.send({ open: { info } });
      const { decoders } = await wire.heard('opened');
      return decoders.map(({ decoder, code }) => `${decoder} ${code}`).sort();
    };
    const flicker = { ...noise.info, sfreq: 200, channels };
    expect(await offersFor(flicker)).toContain('fbcca-small@1.0.0 ');
    expect(await offersFor({ ...flicker, channels: channels.slice(1) })).toContain(
      'fbcca-small@1.0.0 CHANNELS_MISSING',
    );
    expect(await offersFor({ ...noise.info, sfreq: 100 })).toContain('identity-8@1.0.0 SFREQ_MISMATCH');
    expect(await offersFor(noise.info)).toContain('every-input@1.0.0 SUBJECT_UNKNOWN');
    expect(await offersFor({ ...noise.info, subject: 'anna' })).toContain('every-input@1.0.0 POSITIONS_MISSING');
  });
});
