import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../../../models/repository.js';
import { probeCuda, type DeviceAnswer } from '../../../../server/infer/device-probe.js';
import type { DeviceReport, Verdict } from '../../../../server/infer/device.js';
import { testModel } from '../../../helpers/models.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const passed: Verdict = { problem: null, seconds: 0.1, runSeconds: 0.001, difference: Infinity };
const models = ['identity-8', 'stateful', 'every-input'].map((name) => testModel(name));

/**
 * Asks a process that says `first` about the tiny graph, and of each model that it passes, unless `body` ends it.
 * @param body  JavaScript, run before the verdict on `model`
 */
async function asked(
  first: DeviceAnswer,
  body = '',
  asking: readonly ModelEntry[] = models,
  begun: string[] = [],
): Promise<DeviceReport> {
  const entry = join(temporaryDir(), 'process.mjs');
  writeFileSync(
    entry,
    `const tell = (what) => new Promise((resolve) => process.send(what, resolve));
    process.once('message', async (models) => {
      await tell({ type: 'begins', model: null });
      await tell(${JSON.stringify(first)});
      for (const { id: model } of models) {
        await tell({ type: 'begins', model });
        ${body}
        await tell({ type: 'model', model, verdict: { ...${JSON.stringify(passed)}, difference: Infinity } });
      }
      process.disconnect();
    });`,
  );
  return probeCuda(asking, { entry, missing: [], silenceMs: 3000, begins: (model) => begun.push(model) });
}

const ready: DeviceAnswer = { type: 'tiny', verdict: { ...passed, difference: 0 }, missing: [] };

describe('probeCuda', () => {
  it('starts nothing where the provider is not installed', async () => {
    const options = { entry: '/nowhere', missing: ['libonnxruntime_providers_cuda.so'] };
    expect(await probeCuda(models, options)).toEqual({
      problem:
        'the CUDA provider is not installed (no libonnxruntime_providers_cuda.so); `npm run cuda:install` fetches it',
      tiny: null,
      models: new Map(),
    });
  });

  it('gives the verdict on every model', async () => {
    const begun: string[] = [];
    const { problem, tiny, models: verdicts } = await asked(ready, '', models, begun);
    expect(begun).toEqual(models.map(({ id }) => id));
    expect(problem).toBeNull();
    expect(tiny).toMatchObject({ problem: null });
    expect(verdicts).toEqual(new Map(models.map(({ id }) => [id, passed])));
    expect((await asked(ready, '', [])).problem).toBeNull();
  });

  it('forbids TF32 in the process that it starts', async () => {
    const { models: verdicts } = await asked(ready, `if (process.env.NVIDIA_TF32_OVERRIDE !== '0') process.exit(9);`);
    expect([...verdicts.values()].map((verdict) => verdict.problem)).toEqual([null, null, null]);
  });

  it('goes on with the others where a model ends the process', async () => {
    const { problem, models: verdicts } = await asked(
      ready,
      `if (model.startsWith('stateful')) process.kill(process.pid, 'SIGABRT');`,
    );
    expect(problem).toBeNull();
    expect([...verdicts].map(([id, verdict]) => [id, verdict.problem]).sort()).toEqual([
      ['every-input@1.0.0', null],
      ['identity-8@1.0.0', null],
      ['stateful@1.0.0', 'the process that tried it ended (SIGABRT)'],
    ]);
  });

  it('ends a process that hangs, and tries no more', async () => {
    const { problem, models: verdicts } = await asked(
      ready,
      `if (model.startsWith('stateful')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    );
    expect(problem).toBeNull();
    expect([...verdicts.values()].map((verdict) => verdict.problem)).toEqual([
      null,
      'it gave no answer in 3 s',
      'not tried, because stateful@1.0.0 hung',
    ]);
  });

  const unready = (problem: string, ...missing: string[]): DeviceAnswer => ({
    type: 'tiny',
    verdict: { problem, seconds: 0, runSeconds: null, difference: null },
    missing,
  });
  const closed = 'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library';

  it('says which libraries the provider lacks', async () => {
    const {
      problem,
      tiny,
      models: verdicts,
    } = await asked(unready(closed, 'libcublas.so.13 (cuBLAS)', 'libcuda.so.1'));
    expect(problem).toBe('the CUDA provider cannot be opened; not found: libcublas.so.13 (cuBLAS), libcuda.so.1');
    expect(tiny?.problem).toBe(closed);
    expect(verdicts.size).toBe(models.length);
  });

  it('passes on the reason of a GPU that cannot be used', async () => {
    const reason = 'CUDA failure 100: no CUDA-capable device is detected';
    expect((await asked(unready(reason))).problem).toBe(reason);
    expect((await asked(unready(reason, 'libcudnn.so.9'))).problem).toBe(`${reason}; not found: libcudnn.so.9`);
  });

  it('says so where the first run ends the process, or it never starts', async () => {
    const entry = join(temporaryDir(), 'process.mjs');
    writeFileSync(entry, `process.kill(process.pid, 'SIGSEGV');`);
    expect(await probeCuda(models, { entry, missing: [] })).toMatchObject({
      problem: 'the first run on CUDA: the process that tried it ended (SIGSEGV)',
      tiny: null,
    });
    const nowhere = await probeCuda(models, { entry: `${entry}.none`, missing: [] });
    expect(nowhere.problem).toBe('the first run on CUDA: the process that tried it ended (exit code 1)');
  });
});
