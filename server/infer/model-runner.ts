import { join } from 'node:path';
import { bankHeaderOf, compareBank, type BankHeader } from '../../models/bank.js';
import { graphChannels } from '../../models/chain.js';
import { formatDifference, formatNames, type Difference } from '../../models/difference.js';
import type { Manifest } from '../../models/manifest.js';
import { ModelError } from '../../models/model-error.js';
import { OnnxSession, Tensor, type GraphValue, type OnnxSessionOptions } from './onnx-session.js';

/** What a model is given beside the signal, where its manifest asks for it. */
export interface RunExtras {
  /** `[nSamples]`, 1 where a sample is there; absent: all are. */
  mask?: Float32Array;
  /** Row of the subject. */
  subject?: number;
  /** `[count x axes]`, metres, of the channels picked from the stream. */
  positions?: Float32Array;
  /** s, from the marker of the window before. */
  interval?: number;
  /** One array per state input, in the manifest's order; absent: zeros. */
  state?: readonly Float32Array[];
}

/** What came out, in memory of its own. */
export interface RunResult {
  /** The output that the postprocessing reads. */
  output: Float32Array<ArrayBuffer>;
  /** Of `output`, without the batch axis. */
  shape: number[];
  /** New states in the manifest's order; absent for a model without. */
  state?: Float32Array<ArrayBuffer>[];
}

type Input<Role extends Manifest['inputs'][number]['role']> = Extract<Manifest['inputs'][number], { role: Role }>;

/**
 * A model, loaded and ready to run one window after another on the calling thread.
 *
 * The window is given to the graph in place where the model's layout is time-channel; for channel-time it is
 * transposed into a buffer that the runner keeps.
 */
export class ModelRunner {
  /** The model's folder. */
  readonly dir: string;
  readonly manifest: Manifest;
  /** Samples of a window; of a sequence the most. */
  readonly nSamples: number;
  /** Channels of a window: what comes out of the preprocessing chain. */
  readonly nChannels: number;
  readonly #session: OnnxSession;
  readonly #signal: Input<'signal'>;
  readonly #mask: Input<'mask'> | undefined;
  readonly #subject: Input<'subject'> | undefined;
  readonly #positions: Input<'positions'> | undefined;
  readonly #interval: Input<'interval'> | undefined;
  readonly #states: Input<'state'>[];
  /** Whether the graph takes a sequence as long as it is; else it is filled up with zeros. */
  readonly #hasFreeTime: boolean;
  /** Whether the graph gives positions a batch axis. */
  readonly #hasBatchOfPositions: boolean;
  /** The window as the graph wants it, where that is not as it comes. */
  readonly #arranged: Float32Array;
  readonly #filledMask: Float32Array;
  readonly #row = new BigInt64Array(1);
  readonly #seconds = new Float32Array(1);

  private constructor(dir: string, manifest: Manifest, session: OnnxSession) {
    this.dir = dir;
    this.manifest = manifest;
    this.nSamples = manifest.signal.nSamples;
    this.nChannels = graphChannels(manifest);
    this.#session = session;
    const withRole = <Role extends Manifest['inputs'][number]['role']>(role: Role): Input<Role>[] =>
      manifest.inputs.filter((input): input is Input<Role> => input.role === role);
    const [signal] = withRole('signal');
    if (signal === undefined) throw new RangeError('a manifest without a signal input has passed its rules');
    this.#signal = signal;
    [this.#mask] = withRole('mask');
    [this.#subject] = withRole('subject');
    [this.#positions] = withRole('positions');
    [this.#interval] = withRole('interval');
    this.#states = withRole('state');
    const graphShape = (name: string): (number | string)[] =>
      session.inputs.find((input) => input.name === name)?.shape ?? [];
    const timeAxis = manifest.signal.layout === 'time-channel' ? 1 : 2;
    this.#hasFreeTime = typeof graphShape(signal.name)[timeAxis] === 'string';
    this.#hasBatchOfPositions = this.#positions !== undefined && graphShape(this.#positions.name).length === 3;
    const isAsItComes = manifest.signal.layout === 'time-channel' && manifest.when.kind !== 'sequence';
    this.#arranged = new Float32Array(isAsItComes ? 0 : this.nSamples * this.nChannels);
    this.#filledMask = new Float32Array(this.#mask === undefined ? 0 : this.nSamples);
  }

  /**
   * Loads a model's graph and holds it against the manifest.
   *
   * @param model  as `openRepository` or `readModel` gives it
   * @throws {ModelError} MODEL_UNLOADABLE, or MODEL_CONTRACT with every difference between manifest, graph and bank
   */
  static load(model: { dir: string; manifest: Manifest }, options: OnnxSessionOptions = {}): ModelRunner {
    const { dir, manifest } = model;
    const bank = bankHeaderOf(model);
    const session = OnnxSession.load(join(dir, manifest.model), options);
    const differences = compareGraph(manifest, session, bank);
    if (differences.length > 0) {
      session.release();
      throw new ModelError('MODEL_CONTRACT', differences.map(formatDifference).join('; '));
    }
    return new ModelRunner(dir, manifest, session);
  }

  /**
   * Runs one window and returns when it is done.
   *
   * @param window  `[nSamples x nChannels]` as it comes out of the preprocessing, sample-major; a sequence may have fewer
   *                samples. Read in place, so it must not be shared memory.
   * @throws {RangeError} when an array has another length than the manifest says
   * @throws {ModelError} MODEL_FAILED with ONNX Runtime's reason
   */
  run(window: Float32Array, extras: RunExtras = {}): RunResult {
    const nSamples = window.length / this.nChannels;
    const isSequence = this.manifest.when.kind === 'sequence';
    const isLength = isSequence
      ? Number.isInteger(nSamples) && nSamples >= 1 && nSamples <= this.nSamples
      : nSamples === this.nSamples;
    if (!isLength) {
      const wanted = `${isSequence ? 'at most ' : ''}${this.nSamples} samples x ${this.nChannels} channels`;
      throw new RangeError(`window: expected ${wanted}, found ${window.length} values`);
    }
    const length = this.#hasFreeTime ? nSamples : this.nSamples;
    const feeds: Record<string, Tensor> = { [this.#signal.name]: this.#signalTensor(window, nSamples, length) };
    if (this.#mask !== undefined) feeds[this.#mask.name] = this.#maskTensor(extras.mask, nSamples, length);
    if (this.#subject !== undefined) {
      if (extras.subject === undefined) throw new RangeError('the model wants a subject');
      this.#row[0] = BigInt(extras.subject);
      feeds[this.#subject.name] = new Tensor('int64', this.#row, [1]);
    }
    if (this.#positions !== undefined) {
      if (extras.positions === undefined) throw new RangeError('the model wants positions');
      const dims = [this.manifest.signal.channels.count, this.#positions.axes];
      feeds[this.#positions.name] = tensor(
        'positions',
        extras.positions,
        this.#hasBatchOfPositions ? [1, ...dims] : dims,
      );
    }
    if (this.#interval !== undefined) {
      if (extras.interval === undefined) throw new RangeError('the model wants an interval');
      this.#seconds[0] = extras.interval;
      feeds[this.#interval.name] = new Tensor('float32', this.#seconds, [1]);
    }
    if (extras.state !== undefined && extras.state.length !== this.#states.length) {
      throw new RangeError(`expected ${this.#states.length} states, found ${extras.state.length}`);
    }
    this.#states.forEach((input, index) => {
      const state = extras.state?.[index] ?? new Float32Array(sizeOf(input.shape));
      feeds[input.name] = tensor(`state ${input.name}`, state, [1, ...input.shape]);
    });

    const fetched = this.#session.run(feeds);
    const { data, dims } = valuesOf(fetched, this.manifest.postprocess.output);
    if (this.#states.length === 0) return { output: data, shape: dims };
    return { output: data, shape: dims, state: this.#states.map((input) => valuesOf(fetched, input.output).data) };
  }

  /** States before the first window: zeros, in the manifest's order. */
  startState(): Float32Array<ArrayBuffer>[] {
    return this.#states.map((input) => new Float32Array(sizeOf(input.shape)));
  }

  /** The extras of a run whose answer depends on the window alone: subject row 0, positions and interval 0. */
  zeroExtras(): RunExtras {
    const { count } = this.manifest.signal.channels;
    return {
      ...(this.#subject === undefined ? {} : { subject: 0 }),
      ...(this.#positions === undefined ? {} : { positions: new Float32Array(count * this.#positions.axes) }),
      ...(this.#interval === undefined ? {} : { interval: 0 }),
    };
  }

  /** Runs zeros once, so that the first window of a stream does not pay for memory that is only then laid out. */
  warmUp(): void {
    this.run(new Float32Array(this.nSamples * this.nChannels), this.zeroExtras());
  }

  /** Gives the graph's memory back. May be called twice; a run after it fails. */
  release(): void {
    this.#session.release();
  }

  #signalTensor(window: Float32Array, nSamples: number, length: number): Tensor {
    const { nChannels } = this;
    const isTimeFirst = this.manifest.signal.layout === 'time-channel';
    if (isTimeFirst && nSamples === length) return new Tensor('float32', window, [1, nSamples, nChannels]);
    const arranged = this.#arranged.subarray(0, length * nChannels);
    if (nSamples < length) arranged.fill(0);
    if (isTimeFirst) arranged.set(window);
    else transpose(window, nSamples, nChannels, arranged, length);
    return new Tensor('float32', arranged, isTimeFirst ? [1, length, nChannels] : [1, nChannels, length]);
  }

  #maskTensor(mask: Float32Array | undefined, nSamples: number, length: number): Tensor {
    if (mask !== undefined && mask.length !== nSamples) {
      throw new RangeError(`mask: expected ${nSamples} values, found ${mask.length}`);
    }
    if (mask !== undefined && nSamples === length) return new Tensor('float32', mask, [1, length]);
    const filled = this.#filledMask.subarray(0, length).fill(0);
    if (mask === undefined) filled.fill(1, 0, nSamples);
    else filled.set(mask);
    return new Tensor('float32', filled, [1, length]);
  }
}

/** Side of the squares that `transpose` works through: two of them stay in the first-level cache. */
const TILE = 32;

/** Writes `[nRows x nColumns]` as `[nColumns x stride]`; what is behind the first nRows of a row stays as it is. */
export function transpose(
  input: Float32Array,
  nRows: number,
  nColumns: number,
  output: Float32Array,
  stride = nRows,
): void {
  for (let row0 = 0; row0 < nRows; row0 += TILE) {
    const rowEnd = Math.min(row0 + TILE, nRows);
    for (let column0 = 0; column0 < nColumns; column0 += TILE) {
      const columnEnd = Math.min(column0 + TILE, nColumns);
      for (let column = column0; column < columnEnd; column++) {
        for (let row = row0; row < rowEnd; row++)
          output[column * stride + row] = input[row * nColumns + column] as number;
      }
    }
  }
}

function tensor(what: string, data: Float32Array, dims: number[]): Tensor {
  if (data.length !== sizeOf(dims))
    throw new RangeError(`${what}: expected ${dims.join(' x ')} values, found ${data.length}`);
  return new Tensor('float32', data, dims);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

function valuesOf(fetched: Record<string, Tensor>, name: string): { data: Float32Array<ArrayBuffer>; dims: number[] } {
  const value = fetched[name];
  if (!(value?.data instanceof Float32Array)) {
    throw new ModelError('MODEL_FAILED', `output ${name}: expected float32, found ${value?.type ?? 'nothing'}`);
  }
  return { data: value.data as Float32Array<ArrayBuffer>, dims: value.dims.slice(1) };
}

/**
 * Holds a loaded graph against the manifest: names, element types, lengths of axes.
 *
 * The batch axis has to be free or 1. The time axis has to be fixed to `signal.nSamples`; for sequences it may be free.
 *
 * @param bank  of a retrieval model: the output has to be in the axes of its candidates
 * @returns every difference; none when the model can be run as its manifest says
 */
export function compareGraph(
  manifest: Manifest,
  graph: { readonly inputs: readonly GraphValue[]; readonly outputs: readonly GraphValue[] },
  bank?: BankHeader,
): Difference[] {
  const differences: Difference[] = [];
  const { signal, when, postprocess } = manifest;
  const nChannels = graphChannels(manifest);

  const check = (
    side: 'input' | 'output',
    name: string,
    type: string,
    shapes: (number | string)[][],
    meaning: string,
  ): GraphValue | undefined => {
    const values = side === 'input' ? graph.inputs : graph.outputs;
    const path = `${side} ${name}`;
    const value = values.find((candidate) => candidate.name === name);
    if (value === undefined) {
      differences.push({
        path,
        expected: `an ${side} of the graph`,
        found: `only ${formatNames(values.map((other) => other.name))}`,
      });
      return undefined;
    }
    if (value.type !== type) differences.push({ path, expected: type, found: value.type });
    if (!shapes.some((shape) => fits(value.shape, shape))) {
      const expected = shapes.map((shape) => `[${shape.join(', ')}]`).join(' or ');
      differences.push({ path, expected: `${expected} (${meaning})`, found: `[${value.shape.join(', ')}]` });
    }
    return value;
  };

  for (const input of manifest.inputs) {
    switch (input.role) {
      case 'signal': {
        const times = when.kind === 'sequence' ? [signal.nSamples, FREE] : [signal.nSamples];
        const isTimeFirst = signal.layout === 'time-channel';
        const shapes = times.map((time) => (isTimeFirst ? [BATCH, time, nChannels] : [BATCH, nChannels, time]));
        check(
          'input',
          input.name,
          'float32',
          shapes,
          isTimeFirst
            ? 'batch, time, channels after the preprocessing'
            : 'batch, channels after the preprocessing, time',
        );
        break;
      }
      case 'mask': {
        const times = when.kind === 'sequence' ? [signal.nSamples, FREE] : [signal.nSamples];
        check(
          'input',
          input.name,
          'float32',
          times.map((time) => [BATCH, time]),
          'batch, time',
        );
        break;
      }
      case 'subject':
        check('input', input.name, 'int64', [[BATCH]], 'batch');
        break;
      case 'positions': {
        const dims = [signal.channels.count, input.axes];
        check('input', input.name, 'float32', [[BATCH, ...dims], dims], 'batch, channels, axes');
        break;
      }
      case 'interval':
        check('input', input.name, 'float32', [[BATCH]], 'batch');
        break;
      case 'state':
        check('input', input.name, 'float32', [[BATCH, ...input.shape]], "batch, then the manifest's shape");
        check('output', input.output, 'float32', [[BATCH, ...input.shape]], `as the state input ${input.name}`);
        break;
    }
  }
  const known = manifest.inputs.map((input) => input.name);
  for (const input of graph.inputs) {
    if (!known.includes(input.name)) {
      differences.push({
        path: `input ${input.name}`,
        expected: `only what the manifest's inputs list (${formatNames(known)})`,
        found: 'one more input',
      });
    }
  }

  const { output } = postprocess;
  if (postprocess.kind === 'classes') {
    check('output', output, 'float32', [[BATCH, postprocess.labels.length]], 'batch, labels');
  } else if (postprocess.kind === 'characters') {
    const { labels, mode } = postprocess;
    const rows = [BATCH, ANY, labels.length];
    if (mode === 'ctc') check('output', output, 'float32', [rows], 'batch, frames, labels');
    else check('output', output, 'float32', [[BATCH, labels.length], rows], 'batch, labels; or batch, keys, labels');
  } else if (postprocess.kind === 'retrieval' && bank !== undefined) {
    const meaning = `batch, axes of a candidate of ${postprocess.bank}`;
    check('output', output, 'float32', [[BATCH, ...bank.shape.slice(1)]], meaning);
    differences.push(...compareBank(postprocess, bank));
  } else {
    const rank = graph.outputs.find((value) => value.name === output)?.shape.length ?? 2;
    check(
      'output',
      output,
      'float32',
      [[BATCH, ...Array.from({ length: Math.max(1, rank - 1) }, () => ANY)]],
      'batch, values',
    );
  }
  return differences;
}

const BATCH = 'batch';
const FREE = 'free';
const ANY = 'any';

function fits(found: readonly (number | string)[], expected: readonly (number | string)[]): boolean {
  if (found.length !== expected.length) return false;
  return expected.every((length, axis) => {
    const there = found[axis];
    if (length === ANY) return true;
    if (length === BATCH) return typeof there === 'string' || there === 1;
    return length === FREE ? typeof there === 'string' : there === length;
  });
}
