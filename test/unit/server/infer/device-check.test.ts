import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../../models/model-error.js';
import { verifyModel, type LoadModel } from '../../../../server/infer/device-check.js';
import { DEVICE_TOLERANCE } from '../../../../server/infer/device.js';
import { ModelRunner, type RunResult } from '../../../../server/infer/model-runner.js';
import { testModel } from '../../../helpers/models.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

interface Played {
  readonly load: LoadModel;
  /** What was done with the GPU's model, and with both at the end. */
  readonly calls: string[];
  /** Windows that each device was given. */
  readonly windows: Float32Array[];
}

/** The CPU's model in the place of a GPU's, with `change` made to what that gives. */
function playing(change: (result: RunResult) => RunResult = (result) => result): Played {
  const calls: string[] = [];
  const windows: Float32Array[] = [];
  const load: LoadModel = (model, device) => {
    const runner = ModelRunner.load(model);
    return {
      dir: runner.dir,
      manifest: runner.manifest,
      nSamples: runner.nSamples,
      nChannels: runner.nChannels,
      zeroExtras: () => runner.zeroExtras(),
      warmUp: () => {
        calls.push(`${device} warms`);
        runner.warmUp();
      },
      run: (window, extras) => {
        calls.push(`${device} runs`);
        windows.push(window);
        const result = runner.run(window, extras);
        return device === 'cuda' ? change(result) : result;
      },
      release: () => {
        calls.push(`${device} is released`);
        runner.release();
      },
    };
  };
  return { load, calls, windows };
}

/** Every value as it is but one. */
function spoiled(values: Float32Array<ArrayBuffer>, by: number): Float32Array<ArrayBuffer> {
  const copy = values.slice();
  const scale = Math.max(...values.map(Math.abs));
  copy[1] = (copy[1] ?? 0) + by * scale;
  return copy;
}

describe('verifyModel', () => {
  const models = ['identity-8', 'every-input', 'stateful', 'typing-stream-small', 'fbcca-small', 'retrieval-small'];

  it.each(models)('passes %s where the device computes what the CPU does', (name) => {
    const { load, calls, windows } = playing();
    const verdict = verifyModel(testModel(name), load);
    expect(verdict).toMatchObject({ problem: null, difference: 0 });
    expect(verdict.seconds).toBeGreaterThan(verdict.runSeconds ?? Infinity);
    expect(calls).toEqual(['cpu runs', 'cuda warms', 'cuda runs', 'cpu is released', 'cuda is released']);
    expect(windows[1]).toBe(windows[0]);
    expect(Math.max(...(windows[0] ?? []))).toBeGreaterThan(0);
  });

  it('passes what rounding moves, and refuses what is further apart than the tolerance', () => {
    const within = playing((result) => ({ ...result, output: spoiled(result.output, DEVICE_TOLERANCE / 2) }));
    expect(verifyModel(testModel('fbcca-small'), within.load)).toMatchObject({ problem: null });
    const beyond = playing((result) => ({ ...result, output: spoiled(result.output, 0.02) }));
    const verdict = verifyModel(testModel('fbcca-small'), beyond.load);
    expect(verdict.problem).toBe("its outputs are 2.0e-2 of the largest apart from the CPU's (limit 1.0e-3)");
    expect(verdict.difference).toBeCloseTo(0.02, 5);
    expect(beyond.calls).toContain('cuda is released');
  });

  it('refuses outputs that are not numbers, or are too few', () => {
    const notFinite = "its outputs are not finite, or not as many as the CPU's";
    for (const output of [new Float32Array([Number.NaN, 0, 0, 0]), new Float32Array(3), new Float32Array()]) {
      const { load } = playing((result) => ({ ...result, output }));
      expect(verifyModel(testModel('every-input'), load)).toMatchObject({ problem: notFinite, difference: Infinity });
    }
  });

  it('compares states, too', () => {
    const { load } = playing((result) => ({
      ...result,
      state: (result.state ?? []).map((state, index) => (index === 0 ? spoiled(state, 0.1) : state)),
    }));
    expect(verifyModel(testModel('stateful'), load).problem).toMatch(/^its outputs are 1\.0e-1 of the largest apart/);
    const without = playing(({ output, shape }) => ({ output, shape }));
    expect(verifyModel(testModel('stateful'), without.load).difference).toBe(Infinity);
  });

  it('gives the reason why a model does not load there or does not run', () => {
    const cpu = playing().load;
    const reason = 'libcublasLt.so.13: cannot open shared object file';
    const missing: LoadModel = (model, device) => {
      if (device === 'cuda') throw new ModelError('MODEL_UNLOADABLE', reason);
      return cpu(model, device);
    };
    expect(verifyModel(testModel('identity-8'), missing)).toMatchObject({ problem: reason, difference: null });
    const failing = playing(() => {
      throw new ModelError('MODEL_FAILED', 'CUDA failure 2: out of memory');
    });
    expect(verifyModel(testModel('identity-8'), failing.load)).toMatchObject({
      problem: 'CUDA failure 2: out of memory',
      runSeconds: null,
    });
    expect(failing.calls.slice(-2)).toEqual(['cpu is released', 'cuda is released']);
  });

  it('takes noise where there is no golden input', () => {
    const dir = temporaryDir();
    const entry = testModel('identity-8');
    cpSync(entry.dir, dir, { recursive: true });
    writeFileSync(join(dir, entry.manifest.golden.input), 'short');
    const { load, windows } = playing();
    expect(verifyModel({ ...entry, dir }, load)).toMatchObject({ problem: null, difference: 0 });
    expect(new Set(windows[0]).size).toBeGreaterThan(2000);
    expect(Math.max(...(windows[0] ?? []).map(Math.abs))).toBeLessThanOrEqual(1);
  });
});
