import type { ModelEntry } from '../../models/repository.js';
import { apart, DEVICE_TOLERANCE, failed, type Device, type Verdict } from './device.js';
import { goldenWindow, largestDifference } from './golden.js';
import { ModelRunner, type RunResult } from './model-runner.js';

/** A loaded model, as far as its verification goes. */
export type LoadedModel = Pick<
  ModelRunner,
  'dir' | 'manifest' | 'nSamples' | 'nChannels' | 'warmUp' | 'run' | 'zeroExtras' | 'release'
>;

/** Loads a model on a device, or throws why it cannot. Tests put something else in the place of a GPU. */
export type LoadModel = (model: ModelEntry, device: Device) => LoadedModel;

const loadRunner: LoadModel = (model, device) => ModelRunner.load(model, { device });

/**
 * Loads a model on CUDA, warms it, runs its golden input and compares every output and state with what the CPU makes of
 * the same window. Blocks the calling thread; a fault inside CUDA takes the process with it.
 */
export function verifyModel(model: ModelEntry, load: LoadModel = loadRunner): Verdict {
  const opened: LoadedModel[] = [];
  const open = (device: Device): LoadedModel => {
    const loaded = load(model, device);
    opened.push(loaded);
    return loaded;
  };
  let started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const cpu = open('cpu');
    const window = knownWindow(cpu);
    const expected = cpu.run(window, cpu.zeroExtras());
    started = performance.now();
    const gpu = open('cuda');
    gpu.warmUp();
    const warm = performance.now();
    const found = gpu.run(window, gpu.zeroExtras());
    const runSeconds = (performance.now() - warm) / 1000;
    const difference = differenceOf(found, expected);
    const problem = difference <= DEVICE_TOLERANCE ? null : apart(difference);
    return { problem, seconds: seconds(), runSeconds, difference };
  } catch (error) {
    return failed(error, seconds());
  } finally {
    for (const loaded of opened) loaded.release();
  }
}

/** The golden input; where it cannot be read, noise, which a model that is served need not understand either. */
function knownWindow(model: LoadedModel): Float32Array {
  try {
    return goldenWindow(model);
  } catch {
    // Congruential, modulus 2^32 (Numerical Recipes): the same window on every machine.
    let state = 1;
    return Float32Array.from({ length: model.nSamples * model.nChannels }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 31 - 1;
    });
  }
}

/** Largest difference of any output or state, each as a part of its largest value. */
function differenceOf(found: RunResult, expected: RunResult): number {
  const pairs = [
    [found.output, expected.output],
    ...(expected.state ?? []).map((state, index) => [found.state?.[index] ?? new Float32Array(), state] as const),
  ] as const;
  return Math.max(
    ...pairs.map(([values, wanted]) => {
      const { largest, scale } = largestDifference(values, wanted);
      return largest === 0 ? 0 : largest / scale;
    }),
  );
}
