import protobuf from 'protobufjs/minimal.js';
import { apart, DEVICE_TOLERANCE, failed, type Device, type Verdict } from './device.js';
import { largestDifference } from './golden.js';
import { OnnxSession, Tensor } from './onnx-session.js';

/** Sizes of the graph: `[N_CHANNELS x N_SAMPLES]` in, filters of `[N_FILTERS x N_CHANNELS x N_TAPS]`, `N_OUT` out. */
const N_CHANNELS = 8;
const N_SAMPLES = 64;
const N_FILTERS = 16;
const N_TAPS = 5;
const N_TIMES = N_SAMPLES - N_TAPS + 1;
const N_OUT = 4;

/** ONNX's numbers of fields, of `float32`, and of what a graph of this kind may ask for (onnx.proto, opset 21). */
const FLOAT = 1;
const IR_VERSION = 10;
const OPSET = 21;

type Message = (writer: protobuf.Writer) => unknown;

function message(...fields: readonly (readonly [field: number, value: string | number | Message])[]): Message {
  return (writer) => {
    for (const [field, value] of fields) {
      if (typeof value === 'number') writer.uint32(field << 3).int64(value);
      else if (typeof value === 'string') writer.uint32((field << 3) | 2).string(value);
      else {
        writer.uint32((field << 3) | 2).fork();
        value(writer);
        writer.ldelim();
      }
    }
  };
}

function value(name: string, shape: readonly number[]): Message {
  const dims = message(...shape.map((length) => [1, message([1, length])] as const));
  return message([1, name], [2, message([1, message([1, FLOAT], [2, dims])])]);
}

function node(kind: string, inputs: readonly string[], output: string): Message {
  return message(...inputs.map((input) => [1, input] as const), [2, output], [4, kind]);
}

/**
 * An ONNX graph with what the decoders spend their time on: y = relu(conv(x, filters)) · weights. The weights are inputs,
 * so that the graph is a few hundred bytes.
 */
export function tinyGraph(): Uint8Array {
  const graph = message(
    [1, node('Conv', ['x', 'filters'], 'convolved')],
    [1, node('Relu', ['convolved'], 'rectified')],
    [1, node('MatMul', ['rectified', 'weights'], 'y')],
    [2, 'tiny'],
    [11, value('x', [1, N_CHANNELS, N_SAMPLES])],
    [11, value('filters', [N_FILTERS, N_CHANNELS, N_TAPS])],
    [11, value('weights', [N_TIMES, N_OUT])],
    [12, value('y', [1, N_FILTERS, N_OUT])],
  );
  const writer = protobuf.Writer.create();
  message([1, IR_VERSION], [7, graph], [8, message([2, OPSET])])(writer);
  return writer.finish();
}

/** Loads the tiny graph; tests put another in its place. */
export type LoadTiny = (device: Device) => Pick<OnnxSession, 'run' | 'release'>;

/** Runs the tiny graph on a device and compares with the same sums in double precision. */
export function verifyTiny(
  device: Device,
  load: LoadTiny = (where) => OnnxSession.load(tinyGraph(), { device: where }),
): Verdict {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let session: ReturnType<LoadTiny> | undefined;
  try {
    const x = wave(N_CHANNELS * N_SAMPLES, 0.37);
    const filters = wave(N_FILTERS * N_CHANNELS * N_TAPS, 0.61);
    const weights = wave(N_TIMES * N_OUT, 0.83);
    const feeds = {
      x: new Tensor('float32', x, [1, N_CHANNELS, N_SAMPLES]),
      filters: new Tensor('float32', filters, [N_FILTERS, N_CHANNELS, N_TAPS]),
      weights: new Tensor('float32', weights, [N_TIMES, N_OUT]),
    };
    session = load(device);
    session.run(feeds);
    const warm = performance.now();
    const { y } = session.run(feeds);
    const runSeconds = (performance.now() - warm) / 1000;
    const found = y?.data instanceof Float32Array ? y.data : new Float32Array();
    const { largest, scale } = largestDifference(found, inDoubles(x, filters, weights));
    const difference = largest / scale;
    const problem = difference <= DEVICE_TOLERANCE ? null : apart(difference);
    return { problem, seconds: seconds(), runSeconds, difference };
  } catch (error) {
    return failed(error, seconds());
  } finally {
    session?.release();
  }
}

/** Values of either sign without a pattern that a wrong index could hide behind. */
function wave(length: number, step: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => Math.sin(step * index + (0.001 * index) ** 2));
}

function inDoubles(x: Float32Array, filters: Float32Array, weights: Float32Array): Float32Array {
  const y = new Float32Array(N_FILTERS * N_OUT);
  for (let filter = 0; filter < N_FILTERS; filter++) {
    const sums = new Float64Array(N_OUT);
    for (let time = 0; time < N_TIMES; time++) {
      let sum = 0;
      for (let channel = 0; channel < N_CHANNELS; channel++) {
        for (let tap = 0; tap < N_TAPS; tap++) {
          const weight = filters[(filter * N_CHANNELS + channel) * N_TAPS + tap] as number;
          sum += weight * (x[channel * N_SAMPLES + time + tap] as number);
        }
      }
      const rectified = Math.max(0, sum);
      for (let out = 0; out < N_OUT; out++) {
        sums[out] = (sums[out] as number) + rectified * (weights[time * N_OUT + out] as number);
      }
    }
    y.set(sums, filter * N_OUT);
  }
  return y;
}
