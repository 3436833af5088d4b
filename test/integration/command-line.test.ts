import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeAlteredModel } from '../../bench/harness/altered-model.js';
import { simulateSsvep } from '../../server/rig/simulate-ssvep.js';
import { packageVersion } from '../../server/config/package-root.js';
import { edfOf } from '../helpers/edf-file.js';
import { inProcess } from '../helpers/in-process.js';
import type { LiveServer } from '../helpers/live-server.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const shared = bedOfAllTests();
const own = bedOfEachTest();

const COMMANDS = [
  'serve',
  'rig',
  'rig replay',
  'rig simulate',
  'rig export',
  'subscribe',
  'decode',
  'demo',
  'models',
  'models list',
  'models check',
  'models describe',
  'language',
  'language build',
  'language describe',
  'doctor',
  'bench',
];

describe('help', () => {
  it.each(['', ...COMMANDS])('of `%s` ends with 0 and says what it does', async (command) => {
    const words = command.split(' ').filter(Boolean);
    const { code, out } = await inProcess([...words, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: cortexwire ${command}`));
    expect(out.split('\n\n')[1]).toMatch(/^[A-Z`].{10,}/);
  });

  it('names every command', async () => {
    const { out } = await inProcess(['--help']);
    const named = [...(out.split('Commands:\n')[1] ?? '').matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    expect(named).toEqual([...new Set(COMMANDS.map((command) => command.split(' ')[0])), 'help']);
  });

  it.each([
    [['--no-such-flag']],
    [['fly']],
    [['serve', '--prot', '8420']],
    [['rig', 'replay']],
    [['rig', 'simulate', 'dreams']],
    [['rig', 'simulate', 'noise', '--speed', 'fast']],
    [['rig', 'simulate', 'noise', '--channels', '0']],
    [['rig', 'simulate', 'ssvep', '--targets', '13', 'seventeen']],
    [['subscribe', '--policy', 'newest']],
    [['subscribe', '--kind', 'words']],
    [['decode', 'recording.edf']],
    [['decode', 'recording.edf', '--model', 'x', '--format', 'xml']],
    [['models', 'describe']],
  ])('is offered for words that are not understood, with 2: %o', async (args) => {
    const { code, err } = await inProcess(args);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: /);
    expect(err).toMatch(/--help says more/);
  });

  it.each(['localhost:8420', '127.0.0.1', 'ftp://there'])(
    'is not needed for an address that is none: %s',
    async (url) => {
      const { code, err } = await inProcess(['subscribe', '--url', url]);
      expect(code).toBe(2);
      expect(err).toBe(`cortexwire: --url: expected an address such as ws://127.0.0.1:8420, found ${url}\n`);
    },
  );

  it.each([
    [['rig', 'simulate', 'ssvep', '--targets', '500'], /^cortexwire: target 500 Hz is not between 0 and half of sfreq/],
    [['rig', 'export', 'typing', '--sentences', '1', '--out', 'package.json/x'], /^cortexwire: E\w+: .*package\.json/],
  ])('is not needed to see what is wrong: %o', async (args, expected) => {
    const { code, err } = await inProcess(args);
    expect(code).toBe(1);
    expect(err).toMatch(expected);
    expect(err).not.toContain('    at ');
  });

  it('comes from the built program with the same codes', async () => {
    const [help, version, wrong] = await Promise.all(
      [['--help'], ['--version'], ['serve', '--no-such-flag']].map((args) => own.run(args).ended),
    );
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(version).toEqual({ code: 0, lines: [packageVersion()], err: '' });
    expect(wrong).toMatchObject({ code: 2, lines: [] });
    expect(wrong?.err).toMatch(/unknown option '--no-such-flag'/);
  });

  it('prints the settings that hold, and where each comes from', async () => {
    const { code, out } = await inProcess(['serve', '--port', '1234', '--print-config']);
    expect(code).toBe(0);
    expect(out).toMatch(/port: 1234.*--port/);
    expect(out).toMatch(/lanes: \d+.*default/);
  });
});

describe('a command that fails', () => {
  it.each([
    [['decode', 'nothing.edf', '--model', 'ssvep-fbcca'], 'UNREADABLE_FILE'],
    [['decode', 'package.json', '--model', 'ssvep-fbcca'], 'UNSUPPORTED_FILE'],
    [['rig', 'replay', 'package.json', '--url', 'ws://127.0.0.1:1'], 'UNSUPPORTED_FILE'],
    [['rig', 'simulate', 'ssvep', '--url', 'ws://127.0.0.1:1'], 'CONNECTION_REFUSED'],
    [['subscribe', '--url', 'ws://127.0.0.1:1'], 'CONNECTION_REFUSED'],
    [['models', 'describe', 'nobody'], 'MODEL_UNKNOWN'],
    [['models', 'check', 'nobody'], 'MODEL_UNKNOWN'],
    [['models', 'list', '--models', 'no/such/folder'], 'CONFIG_INVALID'],
  ] as const)('ends with 1, a line of why, and no stack: %s', async (args, expected) => {
    const { code, err, out } = await inProcess(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`^cortexwire: ${expected}: .{10,}\n(  .*\n)*$`, 'm'));
    expect(err).not.toContain('    at ');
  });
});

describe('the built program', () => {
  const person = simulateSsvep({ seed: 2, nTrials: 3, trialInterval: 2.5, flickerDuration: 2.4, leadIn: 1 });
  let file: string;
  let server: LiveServer;
  beforeAll(async () => {
    file = join(shared.dir(), 'person.edf');
    writeFileSync(file, edfOf(person));
    server = await shared.server({ names: ['ssvep-fbcca-1s', 'identity-8'] });
  });

  it('ends with 1 and the code for a file that is cut off', async () => {
    const broken = join(own.dir(), 'broken.edf');
    writeFileSync(broken, edfOf(person).subarray(0, 300));
    const { code, lines, err } = await own.run(['decode', broken, '--model', 'ssvep-fbcca-1s']).ended;
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(err).toMatch(/^cortexwire: (TRUNCATED|UNSUPPORTED)_FILE: /);
  });

  it('ends with 1 and what differs for a model that does not take the recording', async () => {
    const models = ['--models', 'models', 'test/models'];
    const { code, err } = await inProcess(['decode', file, '--model', 'ssvep-fbcca', 'identity', ...models]);
    expect(code).toBe(1);
    expect(err).toMatch(/^cortexwire: (SFREQ_MISMATCH|CHANNEL_KIND_MISMATCH): identity@1\.0\.0 /);
  });

  it('decodes a file into lines for people, with the score', async () => {
    const { code, lines, err } = await own.run(['decode', file, '--model', 'ssvep-fbcca-1s']).ended;
    expect(code).toBe(0);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ *2\.00 s – +3\.00 s {2}ssvep-fbcca-1s +\d\d Hz +\d\.\d{3} {2}[✓✗]/);
    expect(err).toMatch(/ssvep-fbcca-1s@1\.0\.0: \d of 3 right \(\d+ %\)/);
  });

  it('prints flat JSON until the stream has closed', async () => {
    const subscribing = own.run([
      'subscribe',
      '--url',
      server.url,
      '--stream',
      'one person',
      '--from',
      'start',
      '--until-closed',
      '--format',
      'jsonl',
    ]);
    const replay = [
      'rig',
      'replay',
      file,
      '--url',
      server.url,
      '--speed',
      'max',
      '--name',
      'one person',
      '--subject',
      'anna',
    ];
    const rig = await own.run(replay).ended;
    expect(rig).toMatchObject({ code: 0, lines: [] });
    expect(rig.err).toMatch(/ssvep-fbcca-1s@1\.0\.0 decodes it[^]*done: 2048 samples in 128 frames, 3 markers\n$/);

    const { code, lines } = await subscribing.ended;
    expect(code).toBe(0);
    const decodes = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(decodes).toHaveLength(3 + 57);
    const keys = [
      'stream',
      'decoder',
      'sequence',
      'start',
      'end',
      'kind',
      'label',
      'text',
      'candidates',
      'scores',
      'truth',
    ];
    for (const decode of decodes) {
      expect(Object.keys(decode)).toEqual(expect.arrayContaining(keys));
      expect(Object.keys(decode).at(-1)).toBe('timing');
    }
    const classes = decodes.filter(({ kind }) => kind === 'classes');
    expect(classes[0]).toMatchObject({
      decoder: 'ssvep-fbcca-1s@1.0.0',
      sequence: 0,
      start: 512,
      end: 768,
      label: expect.stringMatching(/^\d\d Hz$/),
      text: null,
      candidates: null,
      scores: [{ label: '13 Hz' }, { label: '17 Hz' }, { label: '21 Hz' }],
      truth: expect.stringMatching(/^\d\d Hz$/),
      timing: { ageNewest: expect.any(Number), published: expect.any(Number) },
    });
    const signals = decodes.find(({ kind }) => kind !== 'classes');
    expect(signals).toMatchObject({ label: null, scores: null, truth: null });
  });

  it('ends by itself when it is told to, with 0', async () => {
    const simulating = own.run(['rig', 'simulate', 'noise', '--url', server.url, '--channels', '8', '--sfreq', '256']);
    await simulating.said(/^stream simulated-noise-.* simulated$/m);
    const subscribing = own.run(['subscribe', '--url', server.url]);
    await subscribing.said(/8 channels at 256 Hz, simulated/);
    simulating.child.kill('SIGTERM');
    expect(await simulating.ended).toMatchObject({ code: 0, err: expect.stringMatching(/^stopped: \d+ samples/m) });
    subscribing.child.kill('SIGINT');
    expect(await subscribing.ended).toMatchObject({ code: 0 });
  });

  it('lists, describes and checks models', async () => {
    const folder = await own.models('identity-8', 'stateful');
    const list = await inProcess(['models', 'list', '--models', folder]);
    expect(list).toMatchObject({ code: 0, err: '' });
    expect(list.out).toMatch(/^identity-8@1\.0\.0 +The last sample of a second of EEG\.\nstateful@1\.0\.0 /);
    const describe = await inProcess(['models', 'describe', 'identity-8', '--models', folder]);
    expect(describe).toMatchObject({ code: 0, err: '' });
    expect(describe.out).toMatch(/256 Hz/);
    const check = await inProcess(['models', 'check', '--models', folder]);
    expect(check).toMatchObject({ code: 0, err: '' });
    expect(check.out).toMatch(/^identity-8@1\.0\.0\n( {2}ok .*\n)+stateful@1\.0\.0\n( {2}ok .*\n)+$/);

    writeAlteredModel(folder, 'other-letters', {
      from: 'typing-keys-small',
      texts: { 'letters.arpa': (text) => text.replaceAll(/\bb\b/g, 'q') },
    });
    const letters = await inProcess(['models', 'check', 'other-letters', '--models', folder]);
    expect(letters.code).toBe(1);
    expect(letters.out).toMatch(/ {2}failed {2}MODEL_UNLOADABLE: letters\.arpa: .*other letters: .*"q"/);

    writeFileSync(join(folder, 'stateful/1.0.0/golden.output.bin'), Buffer.alloc(32));
    const failed = await inProcess(['models', 'check', 'stateful', '--models', folder]);
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/ {2}failed .*golden\.output\.bin/);
  });

  it('says what this machine can do', async () => {
    const { code, out } = await inProcess(['doctor', '--models', await own.models('identity-8')]);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    for (const what of [
      'Node',
      'ONNX Runtime',
      'CUDA provider',
      'machine',
      'journal',
      'identity-8@1.0.0',
      'WebSockets',
    ]) {
      expect(lines.filter((line) => line.slice(8).startsWith(what))).toHaveLength(1);
    }
    expect(lines.every((line) => /^(ok|note) /.test(line))).toBe(true);
  });

  it('shows everything in one command that ends by itself', async () => {
    const { code, lines, err } = await own.run(['demo', 'ssvep', '--trials', '2', '--speed', 'max']).ended;
    expect(code).toBe(0);
    expect(lines.filter((line) => /ssvep-fbcca.*Hz.*[✓✗]/.test(line)).length).toBeGreaterThanOrEqual(2);
    expect(lines.join('\n')).toMatch(/ssvep-fbcca@1\.0\.0: \d of 2 right/);
    expect(lines.at(-1)).toBe('simulated data: no person was recorded');
    expect(err).not.toContain('    at ');
  });
});
