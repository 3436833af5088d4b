import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../../../../models/model-error.js';
import { OnnxSession, Tensor } from '../../../../server/infer/onnx-session.js';
import { goldenFloats, testModel } from '../../../helpers/models.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';
import { transpile } from '../../../helpers/transpiled.js';

const identity = testModel('identity-8');
const fbcca = testModel('ssvep-fbcca-1s', 'models');
const path = (entry: typeof identity): string => join(entry.dir, entry.manifest.model);

/** The error that a call throws. */
function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

// The package's public interface is promises; what is used here is behind it, and may change with any version.
describe('the native binding of onnxruntime-node', () => {
  const load = createRequire(import.meta.url);

  it('is the version that this was written for', () => {
    expect(load('onnxruntime-node/package.json')).toMatchObject({ version: '1.30.0' });
  });

  it('has the session that runs on the calling thread', () => {
    const { binding, initOrt } = load('onnxruntime-node/dist/binding.js');
    expect(initOrt).toBeTypeOf('function');
    initOrt();
    const session = new binding.InferenceSession();
    for (const method of ['loadModel', 'run', 'dispose']) expect(session[method], method).toBeTypeOf('function');
    session.loadModel(path(identity), { intraOpNumThreads: 1 });
    const metadata = { isTensor: true, type: 1, symbolicDimensions: ['batch', '', ''], shape: [-1, 256, 8], name: 'x' };
    expect(session.inputMetadata).toEqual([metadata]);
    const x = new Tensor('float32', new Float32Array(2048).fill(3), [1, 256, 8]);
    const fetched = session.run({ x }, { y: null }, {});
    expect(fetched.y).toBeInstanceOf(Tensor);
    expect(fetched.y.data).toEqual(new Float32Array(8).fill(3));
    session.dispose();
  });
});

describe('OnnxSession', () => {
  it('tells inputs and outputs with their types and shapes', () => {
    const session = OnnxSession.load(path(testModel('every-input')));
    expect(session.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['batch', 8, 64] },
      { name: 'mask', type: 'float32', shape: ['batch', 64] },
      { name: 'subject', type: 'int64', shape: ['batch'] },
      { name: 'positions', type: 'float32', shape: ['batch', 8, 3] },
    ]);
    expect(session.outputs).toEqual([{ name: 'y', type: 'float32', shape: ['batch', 4] }]);
    session.release();
  });

  it('gives the answer before it returns', () => {
    const session = OnnxSession.load(path(identity));
    const data = Float32Array.from({ length: 2048 }, (_, i) => i);
    const { y } = session.run({ x: new Tensor('float32', data, [1, 256, 8]) });
    expect(y!.data).toEqual(data.slice(-8));
    session.release();
  });

  it('reads a view in place, wherever it begins', () => {
    const session = OnnxSession.load(path(fbcca));
    const golden = goldenFloats(fbcca, 'input');
    const answer = (data: Float32Array): Uint32Array => {
      const { scores } = session.run({ x: new Tensor('float32', data, [1, 256, 24]) });
      return new Uint32Array((scores!.data as Float32Array).slice().buffer);
    };
    const expected = answer(golden);
    for (const offset of [1, 2, 3, 5, 24, 101]) {
      const ring = new Float32Array(golden.length + 200).fill(Number.NaN);
      ring.set(golden, offset);
      expect(answer(ring.subarray(offset, offset + golden.length)), `offset ${offset}`).toEqual(expected);
    }
    session.release();
  });

  it('gives outputs memory of their own', () => {
    const session = OnnxSession.load(path(identity));
    const data = new Float32Array(2048).fill(1);
    const x = new Tensor('float32', data, [1, 256, 8]);
    const first = session.run({ x })['y']!.data as Float32Array;
    data.fill(2);
    const second = session.run({ x })['y']!.data as Float32Array;
    expect([first[0], second[0]]).toEqual([1, 2]);
    session.release();
    expect([first[0], second[0]]).toEqual([1, 2]);
  });

  it('gives the same bits at any batch size', () => {
    const session = OnnxSession.load(path(fbcca));
    const golden = goldenFloats(fbcca, 'input');
    const length = golden.length;
    const windows = Array.from({ length: 16 }, (_, k) => golden.map((value, i) => value + 5 * Math.sin(i * (k + 1))));
    const answer = (first: number, count: number): number[] => {
      const data = new Float32Array(count * length);
      for (let i = 0; i < count; i++) data.set(windows[first + i]!, i * length);
      const { scores } = session.run({ x: new Tensor('float32', data, [count, 256, 24]) });
      return [...new Uint32Array((scores!.data as Float32Array).slice().buffer)];
    };
    const alone = windows.flatMap((_, k) => answer(k, 1));
    for (const batch of [2, 3, 8, 16]) {
      for (let first = 0; first + batch <= 16; first += batch) {
        expect(answer(first, batch), `batch ${batch}`).toEqual(alone.slice(first * 3, (first + batch) * 3));
      }
    }
    session.release();
  });

  it('leaves the arithmetic of its thread alone', () => {
    const half = (value: number): number => value / 2;
    const before = half(1e-310);
    const session = OnnxSession.load(path(identity));
    session.run({ x: new Tensor('float32', new Float32Array(2048).fill(1e-40), [1, 256, 8]) });
    expect(half(1e-310)).toBe(before);
    expect(before).toBeGreaterThan(0);
    session.release();
  });

  it('says why a file cannot be loaded', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'text.onnx'), 'no graph');
    writeFileSync(join(dir, 'empty.onnx'), '');
    const reasons: [string, RegExp][] = [
      ['text.onnx', /parsing failed/],
      ['empty.onnx', /./],
      ['nothing.onnx', /doesn't exist/],
    ];
    for (const [name, reason] of reasons) {
      const error = errorOf(() => OnnxSession.load(join(dir, name)));
      expect(error).toBeInstanceOf(ModelError);
      expect(error).toMatchObject({ code: 'MODEL_UNLOADABLE', detail: expect.stringMatching(reason) });
      expect((error as ModelError).detail).toContain(join(dir, name));
    }
  });

  it('takes no other device in the place of one that is not there', () => {
    let session: OnnxSession | undefined;
    try {
      session = OnnxSession.load(path(identity), { device: 'cuda' });
    } catch (error) {
      expect(error).toMatchObject({ code: 'MODEL_UNLOADABLE', detail: expect.stringMatching(/cuda/i) });
    }
    session?.release();
  });

  it('says why a run fails', () => {
    const session = OnnxSession.load(path(identity));
    const wrong: [Record<string, Tensor>, RegExp][] = [
      [{ x: new Tensor('float32', new Float32Array(24), [1, 3, 8]) }, /invalid dimensions.*Got: 3 Expected: 256/i],
      [{ x: new Tensor('float64', new Float64Array(2048), [1, 256, 8]) }, /float/i],
      [{}, /x/],
      [
        { x: new Tensor('float32', new Float32Array(new SharedArrayBuffer(8192)), [1, 256, 8]) },
        /found shared memory$/,
      ],
    ];
    for (const [feeds, reason] of wrong) {
      const error = errorOf(() => session.run(feeds));
      expect(error).toBeInstanceOf(ModelError);
      expect(error).toMatchObject({ code: 'MODEL_FAILED', detail: expect.stringMatching(reason) });
      expect((error as ModelError).detail).not.toContain('\n');
    }
    const x = new Tensor('float32', new Float32Array(2048), [1, 256, 8]);
    expect(session.run({ x })['y']!.data).toEqual(new Float32Array(8));
    session.release();
  });

  it('may be released twice, and runs no more after it', () => {
    const session = OnnxSession.load(path(identity));
    session.release();
    session.release();
    const x = new Tensor('float32', new Float32Array(2048), [1, 256, 8]);
    expect(errorOf(() => session.run({ x }))).toMatchObject({ code: 'MODEL_FAILED' });
  });
});

describe('OnnxSession in several threads at once', () => {
  const N_THREADS = 3;
  const N_RUNS = 300;
  let outDir = '';

  // Below node_modules/, so that the compiled files find the packages they import.
  beforeAll(() => {
    mkdirSync(resolve('node_modules/.cache'), { recursive: true });
    outDir = mkdtempSync(resolve('node_modules/.cache/session-test-'));
    transpile('models', join(outDir, 'models'));
    transpile('server/infer', join(outDir, 'server/infer'));
    const session = pathToFileURL(join(outDir, 'server/infer/onnx-session.js')).href;
    writeFileSync(
      join(outDir, 'thread.js'),
      `import { parentPort, workerData } from 'node:worker_threads';
      import { OnnxSession, Tensor } from ${JSON.stringify(session)};
      const { path, data, dims, nRuns } = workerData;
      const x = new Tensor('float32', data, dims);
      const answers = new Set();
      for (let round = 0; round < 3; round++) {
        const session = OnnxSession.load(path);
        for (let i = 0; i < nRuns / 3; i++) answers.add(Array.from(session.run({ x }).scores.data).join());
        session.release();
      }
      parentPort.postMessage([...answers]);
      parentPort.close();`,
    );
  });
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));

  it('gives each the same bits, and the main thread too', async () => {
    const data = goldenFloats(fbcca, 'input');
    const workerData = { path: path(fbcca), data, dims: [1, 256, 24], nRuns: N_RUNS };
    const threads = Array.from({ length: N_THREADS }, () => {
      const worker = new Worker(join(outDir, 'thread.js'), { workerData });
      const answers = new Promise<string[]>((resolveAnswers, reject) => {
        worker.once('message', resolveAnswers);
        worker.once('error', reject);
      });
      const ended = new Promise<number>((resolveCode) => worker.once('exit', resolveCode));
      return { answers, ended };
    });

    const session = OnnxSession.load(path(fbcca));
    const x = new Tensor('float32', data, [1, 256, 24]);
    const own = new Set<string>();
    for (let i = 0; i < N_RUNS; i++) {
      own.add(Array.from(session.run({ x })['scores']!.data as Float32Array).join());
      // Lets the threads' messages in between.
      if (i % 20 === 0) await new Promise(setImmediate);
    }
    session.release();

    expect(own.size).toBe(1);
    for (const { answers, ended } of threads) {
      expect(await answers).toEqual([...own]);
      expect(await ended).toBe(0);
    }
  });
});
