// Preloaded into the server's processes and threads, it plays ONNX Runtime's CUDA provider with the CPU's, so that a machine
// without a GPU goes through all that surrounds one. `CORTEXWIRE_TEST_GPU` says how the GPU behaves, see `gpu-stand-in.ts`.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { absent = false, ...faults } = JSON.parse(process.env.CORTEXWIRE_TEST_GPU ?? '{}');
const { existsSync } = fs;
const isProviderFile = (path) => /libonnxruntime_providers_(shared|cuda)\.so$/.test(String(path));
fs.existsSync = (path) => (isProviderFile(path) ? !absent : existsSync(path));
syncBuiltinESMExports();

const { binding } = createRequire(import.meta.url)('onnxruntime-node/dist/binding.js');
const Native = binding.InferenceSession;

class StandIn {
  #session = new Native();
  #isWrong = false;

  loadModel(...args) {
    const { executionProviders, extra: _, ...options } = args.at(-1);
    const [device] = executionProviders;
    const isAt = (fault) => faults[fault] !== undefined && String(args[0]).includes(`/${faults[fault]}/`);
    if (device === 'cuda') {
      if (isAt('failing')) throw new Error(faults.reason);
      if (isAt('crashing')) process.kill(process.pid, 'SIGSEGV');
      if (isAt('lost') && !isMainThread) throw new Error(faults.reason);
      this.#isWrong = isAt('wrong');
    }
    this.#session.loadModel(...args.slice(0, -1), { ...options, executionProviders: ['cpu'] });
  }

  get inputMetadata() {
    return this.#session.inputMetadata;
  }

  get outputMetadata() {
    return this.#session.outputMetadata;
  }

  run(...args) {
    const outputs = this.#session.run(...args);
    if (this.#isWrong) for (const { data } of Object.values(outputs)) data[0] += 0.01 * Math.max(1, Math.abs(data[0]));
    return outputs;
  }

  dispose() {
    this.#session.dispose();
  }
}

binding.InferenceSession = StandIn;
