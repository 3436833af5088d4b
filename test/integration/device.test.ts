import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { Pacing } from '../../protocol/frame.js';
import { missingProviderFiles } from '../../server/infer/cuda-provider.js';
import { withGpu, type GpuBehaviour } from '../helpers/gpu-stand-in.js';
import type { LiveServer } from '../helpers/live-server.js';
import { livePayloads, playSpan } from '../helpers/playing.js';
import { bedOfEachTest } from '../helpers/test-bed.js';

const own = bedOfEachTest();
const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 256, nSamples: 1024, seed: 11 });

/** A machine without the provider: as it is, or made to look so. */
const withoutProvider = missingProviderFiles().length > 0 ? {} : withGpu({ absent: true });

/** What CUDA says, among names of functions and files. */
const REASON =
  '/source/cuda_call.cc:154 std::conditional_t<true> CudaCall(int) [with ERRTYPE = cudaError] CUDA failure 100: ' +
  'no CUDA-capable device is detected ; GPU=-1 ; hostname=a ; file=/source/cuda_execution_provider.cc ; line=352 ; ';

const json = async (server: LiveServer, path: string): Promise<Record<string, unknown>> =>
  (await fetch(`${server.httpUrl}${path}`)).json() as Promise<Record<string, unknown>>;

const devicesOf = async (server: LiveServer): Promise<[string, { name: string; reason: string | null } | null][]> => {
  const { models } = (await json(server, '/v1/models')) as {
    models: { name: string; device: { name: string; reason: string | null } | null }[];
  };
  return models.map(({ name, device }) => [name, device]);
};

async function refusal(env: Readonly<Record<string, string>>, ...names: readonly string[]): Promise<string> {
  const words = ['--device', 'cuda', '--port', '0', '--journal', join(own.dir(), 'journal')];
  const { code, err } = await own.run(['serve', ...words, '--models', await own.models(...names)], { env }).ended;
  expect(code).toBe(1);
  expect(err).not.toContain('    at ');
  return err
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')
    .trim();
}

async function serverWithGpu(behaviour: GpuBehaviour, device: string, ...names: string[]): Promise<LiveServer> {
  return own.server({ names, args: ['--device', device, '--lanes', '2'], env: withGpu(behaviour) });
}

describe('a server told to run on CUDA', () => {
  it('refuses to start without the provider, and says what is missing and how to get it', async () => {
    expect(await refusal(withoutProvider, 'identity-8')).toBe(
      'cortexwire: CONFIG_INVALID: device cuda: the CUDA provider is not installed (no libonnxruntime_providers_shared.so, ' +
        'no libonnxruntime_providers_cuda.so); `npm run cuda:install` fetches it',
    );
  });

  it('refuses to start with the reason of every model that computes something else there, or does not run', async () => {
    const said = await refusal(
      withGpu({ wrong: 'identity-8', failing: 'stateful', crashing: 'every-input', reason: REASON }),
      ...['identity-8', 'stateful', 'every-input', 'fbcca-small'],
    );
    expect(said.split('\n')).toEqual([
      'cortexwire: CONFIG_INVALID: device cuda: 3 of 4 models cannot run there',
      '  every-input@1.0.0: the process that tried it ended (SIGSEGV)',
      expect.stringMatching(
        /^ {2}identity-8@1\.0\.0: its outputs are \d\.\de-\d of the largest apart from the CPU's \(limit 1\.0e-3\)$/,
      ),
      expect.stringMatching(
        /^ {2}stateful@1\.0\.0: \/.*model\.onnx: CUDA failure 100: no CUDA-capable device is detected$/,
      ),
    ]);
  });

  it('runs all models there once they have passed, and shows it', async () => {
    const server = await serverWithGpu({}, 'cuda', 'identity-8', 'stateful');
    expect(await json(server, '/readyz')).toEqual({ ready: true, reasons: [], device: 'cuda', elsewhere: [] });
    expect(await devicesOf(server)).toEqual([
      ['identity-8', { name: 'cuda', reason: null }],
      ['stateful', { name: 'cuda', reason: null }],
    ]);
    const metrics = await server.metrics();
    expect(metrics).toContain('cortexwire_model_device{model="stateful@1.0.0",device="cuda"} 1');
    expect(metrics).toContain('cortexwire_model_verification_difference{model="stateful@1.0.0"} 0\n');
    expect(metrics).toMatch(/cortexwire_model_verification_seconds\{model="stateful@1\.0\.0"\} 0\.\d+/);
    const logged = server.lines.filter((line) => line.includes('"verified"')).map((line) => JSON.parse(line) as object);
    expect(logged).toMatchObject([
      { model: 'identity-8@1.0.0', device: 'cuda', batches: '1', difference: 0 },
      { model: 'stateful@1.0.0', device: 'cuda', batches: '1', difference: 0 },
    ]);
    expect(await server.said(/"ready"/)).toContain('"device":"cuda"');
  });
});

describe('a server that may run on CUDA', () => {
  it('is on the CPU without the provider, says why once, and shows it', async () => {
    const server = await own.server({ names: ['identity-8', 'stateful'], env: withoutProvider });
    expect(await json(server, '/readyz')).toEqual({ ready: true, reasons: [], device: 'cpu', elsewhere: [] });
    const reason = expect.stringMatching(/^the CUDA provider is not installed .*cuda:install/);
    expect(await devicesOf(server)).toEqual([
      ['identity-8', { name: 'cpu', reason }],
      ['stateful', { name: 'cpu', reason }],
    ]);
    const metrics = await server.metrics();
    expect(metrics).toContain('cortexwire_model_device{model="identity-8@1.0.0",device="cpu"} 1');
    expect(metrics).not.toContain('cortexwire_model_verification_seconds{');
    expect(server.lines.filter((line) => line.includes('CUDA provider'))).toHaveLength(1);
  });

  it('asks for no reason when it is told to use the CPU', async () => {
    const server = await own.server({ args: ['--device', 'cpu'], env: withGpu() });
    expect(await devicesOf(server)).toEqual([['identity-8', { name: 'cpu', reason: null }]]);
    expect(server.log).not.toMatch(/cuda/i);
  });

  it('keeps on the CPU what CUDA computes wrongly, and decodes all of it', async () => {
    const server = await serverWithGpu({ wrong: 'stateful' }, 'auto', 'identity-8', 'stateful');
    expect(await json(server, '/readyz')).toEqual({
      ready: true,
      reasons: [],
      device: 'cuda',
      elsewhere: [{ model: 'stateful@1.0.0', device: 'cpu' }],
    });
    expect((await devicesOf(server))[1]).toEqual(['stateful', { name: 'cpu', reason: expect.stringMatching(/apart/) }]);
    const metrics = await server.metrics();
    expect(metrics).toContain('cortexwire_model_device{model="stateful@1.0.0",device="cpu"} 1');
    expect(metrics).toMatch(/cortexwire_model_verification_difference\{model="stateful@1\.0\.0"\} 0\.0\d+/);
    expect(server.lines.filter((line) => line.includes('on the CPU: its outputs'))).toHaveLength(1);

    const reader = await own.reader(server);
    const rig = own.rig(server, { info: noise.info, decoders: ['identity-8'], pacing: Pacing.REPLAY });
    const { stream } = await rig.open();
    await playSpan(rig, noise);
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    expect(livePayloads(reader, stream).get('identity-8@1.0.0')).toHaveLength(25);
  });

  it('moves to the CPU what its lanes cannot load on CUDA', async () => {
    const reason = 'CUDA failure 2: out of memory';
    const server = await serverWithGpu({ lost: 'stateful', reason }, 'auto', 'identity-8', 'stateful');
    expect(await devicesOf(server)).toEqual([
      ['identity-8', { name: 'cuda', reason: null }],
      ['stateful', { name: 'cpu', reason: expect.stringMatching(/^a lane could not load it there: .*out of memory$/) }],
    ]);
  });
});

describe('doctor', () => {
  it('compares each device and each model on it', async () => {
    const words = ['doctor', '--models', await own.models('identity-8', 'stateful')];
    const { code, lines } = await own.run(words, { env: withGpu({ wrong: 'stateful' }) }).ended;
    expect(code).toBe(0);
    const line = (what: string): string | undefined => lines.find((one) => one.slice(8).startsWith(what));
    const agrees =
      /largest difference \d\.\de[+-]\d+ of the largest \(limit 1\.0e-3\), \S+ ms \(with loading \S+ ms\)$/;
    expect(line('CPU ')).toMatch(new RegExp(`^ok {6}CPU +tiny run: ${agrees.source}`));
    expect(line('CUDA   ')).toMatch(new RegExp(`^ok {6}CUDA +tiny run: ${agrees.source}`));
    expect(line('identity-8')).toMatch(new RegExp(`^ok .*CPU: golden output: .*; CUDA: ${agrees.source}`));
    expect(line('stateful')).toMatch(/^note .*CPU: golden output: .*; CUDA: its outputs are \S+ of the largest apart/);
  });
});
