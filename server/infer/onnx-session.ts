import { createRequire } from 'node:module';
import { Tensor } from 'onnxruntime-node';
import { ModelError } from '../../models/model-error.js';

export { Tensor };

/** One input or output of a graph. */
export interface GraphValue {
  name: string;
  /** `float32`, `int64` and so on; `sequence` or the like for what is no tensor. */
  type: string;
  /** A number where the graph fixes the length, the axis' name (or `?`) where it is free. */
  shape: (number | string)[];
}

export interface OnnxSessionOptions {
  /** Device to run on. There is no fall-back: a device that cannot be had is an error. Default `cpu`. */
  device?: 'cpu' | 'cuda';
}

/** ONNX's numbering of element types (`TensorProto.DataType`). */
const ELEMENT_TYPES = [
  'undefined',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
];

/** Above `fatal`: what goes wrong comes as an error, and once is enough. */
const LOG_NOTHING_BELOW = 4;

/** What this class needs of the package's native binding, which its public interface wraps in promises. */
interface NativeBinding {
  InferenceSession: new () => NativeSession;
}

interface NativeSession {
  loadModel(path: string, options: Record<string, unknown>): void;
  loadModel(graph: ArrayBufferLike, offset: number, nBytes: number, options: Record<string, unknown>): void;
  readonly inputMetadata: readonly NativeValue[];
  readonly outputMetadata: readonly NativeValue[];
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetches: Readonly<Record<string, null>>,
    options: Record<string, never>,
  ): Record<string, Tensor>;
  dispose(): void;
}

interface NativeValue {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type: number;
  /** −1 where the length is free. */
  readonly shape: readonly number[];
  readonly symbolicDimensions: readonly string[];
}

let native: NativeBinding | undefined;

/** ONNX Runtime is told once a thread about its log level and this thread's `Tensor`. */
function nativeBinding(): NativeBinding {
  if (native === undefined) {
    const load = createRequire(import.meta.url);
    const { binding, initOrt } = load('onnxruntime-node/dist/binding.js') as {
      binding: NativeBinding;
      initOrt: () => void;
    };
    initOrt();
    native = binding;
  }
  return native;
}

/** Loads ONNX Runtime for this thread, ahead of the first graph: a quarter of a second on a busy machine. */
export function prepareOnnxRuntime(): void {
  nativeBinding();
}

/**
 * An ONNX graph, loaded, that runs on the calling thread.
 *
 * ONNX Runtime's promises do nothing beside: `run` blocks its thread either way, and here the caller sees that it does.
 * A run cannot be cancelled, and a thread must not be ended inside one (the process aborts): see decisions.
 * One thread inside a run, so that the same input gives the same bits at any batch size.
 *
 * `set_denormal_as_zero` stays off: it sets the mode of the whole thread, JavaScript's arithmetic included, and only
 * for the first session of a process, so that a filter's state would depend on which thread it ran in.
 */
export class OnnxSession {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly #session: NativeSession;
  readonly #fetches: Record<string, null>;
  #isReleased = false;

  private constructor(session: NativeSession) {
    this.#session = session;
    this.inputs = session.inputMetadata.map(graphValue);
    this.outputs = session.outputMetadata.map(graphValue);
    this.#fetches = Object.fromEntries(this.outputs.map((output) => [output.name, null]));
  }

  /**
   * Loads a graph. Blocks the thread for as long as that takes.
   *
   * @param graph  path of its file, or the bytes of one
   * @throws {ModelError} MODEL_UNLOADABLE with ONNX Runtime's reason
   */
  static load(graph: string | Uint8Array, options: OnnxSessionOptions = {}): OnnxSession {
    const { device = 'cpu' } = options;
    try {
      const session = new (nativeBinding().InferenceSession)();
      const settings = {
        executionProviders: [device],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: LOG_NOTHING_BELOW,
        // Otherwise a graph that CUDA cannot run would run on the CPU, and nobody would know.
        ...(device === 'cuda' ? { extra: { session: { disable_cpu_ep_fallback: '1' } } } : {}),
      };
      if (typeof graph === 'string') session.loadModel(graph, settings);
      else session.loadModel(graph.buffer, graph.byteOffset, graph.byteLength, settings);
      return new OnnxSession(session);
    } catch (error) {
      const reason = reasonOf(error);
      throw new ModelError('MODEL_UNLOADABLE', typeof graph === 'string' ? `${graph}: ${reason}` : reason, {
        cause: error,
      });
    }
  }

  /**
   * Runs the graph and returns when it is done.
   *
   * @param feeds  every input by name; a tensor may be a view into a larger `Float32Array`, which is then read in place,
   *               but not of shared memory: on Node 20 ONNX Runtime refuses it, on later ones it would read it while
   *               another thread may write
   * @returns every output by name, in memory of its own
   * @throws {ModelError} MODEL_FAILED with ONNX Runtime's reason
   */
  run(feeds: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
    for (const [name, tensor] of Object.entries(feeds)) {
      if (ArrayBuffer.isView(tensor.data) && tensor.data.buffer instanceof SharedArrayBuffer) {
        throw new ModelError('MODEL_FAILED', `input ${name}: expected memory of this thread, found shared memory`);
      }
    }
    try {
      return this.#session.run(feeds, this.#fetches, {});
    } catch (error) {
      throw new ModelError('MODEL_FAILED', reasonOf(error), { cause: error });
    }
  }

  /** Gives the memory back. May be called twice; a run after it fails. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#session.dispose();
  }
}

function graphValue(value: NativeValue): GraphValue {
  if (!value.isTensor) return { name: value.name, type: 'sequence', shape: [] };
  return {
    name: value.name,
    type: ELEMENT_TYPES[value.type] ?? `type ${value.type}`,
    shape: value.shape.map((length, axis) => (length >= 0 ? length : value.symbolicDimensions[axis] || '?')),
  };
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // CUDA's reasons stand among names of C++ functions, source files and the machine.
  const [failure] = /\b(?:CUDA|CUBLAS|CUDNN|CURAND) failure \d+: [^;\n]*/.exec(text) ?? [];
  if (failure !== undefined) return failure.trim();
  return text.trim().replace(/\s*\n\s*/g, '; ');
}
