import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDifference } from '../../../../models/difference.js';
import type { Manifest } from '../../../../models/manifest.js';
import { compareGraph, ModelRunner, transpose } from '../../../../server/infer/model-runner.js';
import type { GraphValue } from '../../../../server/infer/onnx-session.js';
import { fullManifest, plainManifest, sequenceManifest } from '../../../helpers/manifests.js';
import { testModel, withManifest } from '../../../helpers/models.js';

function ramp(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => i);
}

describe('ModelRunner', () => {
  it('answers with values and their shape, without the batch axis', () => {
    const runner = ModelRunner.load(testModel('identity-8'));
    expect([runner.nSamples, runner.nChannels]).toEqual([256, 8]);
    const { output, shape, state } = runner.run(ramp(2048));
    expect(output).toEqual(ramp(2048).slice(-8));
    expect(shape).toEqual([8]);
    expect(state).toBeUndefined();
    runner.release();
  });

  it('reads a window in the middle of a ring', () => {
    const runner = ModelRunner.load(testModel('identity'));
    const ring = ramp(306 * 1500);
    const { output } = runner.run(ring.subarray(306 * 123, 306 * 1123));
    expect(output).toEqual(ring.slice(306 * 1122, 306 * 1123));
    runner.release();
  });

  it('leaves the window as it is', () => {
    const runner = ModelRunner.load(testModel('every-input'));
    const window = ramp(64 * 8);
    runner.run(window, { subject: 0, positions: new Float32Array(24) });
    expect(window).toEqual(ramp(64 * 8));
    runner.release();
  });

  it('counts the channels that come out of a filter bank', () => {
    const runner = ModelRunner.load(testModel('ssvep-fbcca', 'models'));
    expect([runner.nSamples, runner.nChannels]).toEqual([1024, 24]);
    runner.warmUp();
    expect([...runner.run(new Float32Array(1024 * 24)).output]).toEqual([0, 0, 0]);
    runner.release();
  });

  it('gives every input what it asks for, and the signal channel by channel', () => {
    const runner = ModelRunner.load(testModel('every-input'));
    const window = Float32Array.from({ length: 64 * 8 }, (_, i) => (i % 8 === 0 ? i / 8 : 1e6));
    const mask = new Float32Array(64).fill(1, 16);
    const positions = ramp(24);
    expect([...runner.run(window, { mask, subject: 5, positions }).output]).toEqual([31.5, 0.75, 5, 276]);
    expect([...runner.run(window, { subject: 0, positions }).output]).toEqual([31.5, 1, 0, 276]);
    runner.release();
  });

  it('carries the state from window to window, from zeros on', () => {
    const runner = ModelRunner.load(testModel('stateful'));
    const window = new Float32Array(64 * 8).fill(100);
    expect(runner.startState()).toEqual([new Float32Array(8)]);
    let state = runner.startState();
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      const result = runner.run(window, { state });
      expect(result.state).toHaveLength(1);
      state = result.state!;
      seen.push(result.output[0]!);
    }
    expect(seen.map((value) => Math.round(value * 1e3) / 1e3)).toEqual([10, 19, 27.1]);
    expect(runner.run(window).output[0]).toBe(seen[0]);
    expect(state[0]![0]).toBe(seen[2]);
    runner.release();
  });

  it('tells the time from the window before, and wants to be told', () => {
    const runner = ModelRunner.load(testModel('typing-keys-small'));
    const state = [new Float32Array(32).fill(4)];
    const window = new Float32Array(16 * 8).fill(2);
    const rows = (interval: number): number[] => {
      const { output } = runner.run(window, { state, interval });
      return [...output].filter((_, i) => i % 8 === 0);
    };
    expect(rows(0)).toEqual([4, 4, 4, 2]);
    expect(rows(0.5)).toEqual([6, 6, 5, 2]);
    expect(() => runner.run(window, { state })).toThrow('the model wants an interval');
    runner.warmUp();
    runner.release();
  });

  it('keeps nothing between two streams', () => {
    const runner = ModelRunner.load(testModel('stateful'));
    const windows = [3, -7].map((value) => new Float32Array(64 * 8).fill(value));
    const alone = windows.map((window) => {
      let state = runner.startState();
      return [0, 1, 2].map(() => {
        const result = runner.run(window, { state });
        state = result.state!;
        return result.output[0];
      });
    });
    const states = windows.map(() => runner.startState());
    const interleaved: (number | undefined)[][] = windows.map(() => []);
    for (let i = 0; i < 3; i++) {
      windows.forEach((window, k) => {
        const result = runner.run(window, { state: states[k]! });
        states[k] = result.state!;
        interleaved[k]!.push(result.output[0]);
      });
    }
    expect(interleaved).toEqual(alone);
    runner.release();
  });

  it('fills a sequence up with zeros where the length of the graph is fixed', () => {
    const sequence = (manifest: Manifest): void => {
      manifest.when = { kind: 'sequence', startMarker: 'a', endMarker: 'b', tmin: 0, tmax: 0, timeout: 1 };
    };
    const last = ModelRunner.load(withManifest(testModel('identity-8'), sequence));
    expect(last.run(ramp(2048)).output).toEqual(ramp(2048).slice(-8));
    expect(last.run(ramp(80)).output).toEqual(new Float32Array(8));
    expect(() => last.run(new Float32Array(2056))).toThrow(/at most 256 samples x 8 channels, found 2056 values/);
    expect(() => last.run(new Float32Array(0))).toThrow(RangeError);
    last.release();

    const every = ModelRunner.load(withManifest(testModel('every-input'), sequence));
    const extras = { subject: 1, positions: new Float32Array(24) };
    const window = new Float32Array(16 * 8).fill(4);
    expect([...every.run(window, extras).output]).toEqual([1, 0.25, 1, 0]);
    const mask = new Float32Array(16).fill(1, 0, 4);
    expect([...every.run(window, { ...extras, mask }).output]).toEqual([1, 1 / 16, 1, 0]);
    every.release();
  });

  it('refuses arrays of another length than the manifest says', () => {
    const runner = ModelRunner.load(testModel('every-input'));
    const window = new Float32Array(64 * 8);
    const extras = { subject: 0, positions: new Float32Array(24) };
    const wrong: [() => unknown, string][] = [
      [() => runner.run(window.subarray(8), extras), 'window: expected 64 samples x 8 channels, found 504 values'],
      [() => runner.run(window, { ...extras, mask: new Float32Array(63) }), 'mask: expected 64 values, found 63'],
      [() => runner.run(window, { positions: extras.positions }), 'the model wants a subject'],
      [() => runner.run(window, { subject: 0 }), 'the model wants positions'],
      [() => runner.run(window, { ...extras, positions: window }), 'positions: expected 1 x 8 x 3 values, found 512'],
      [() => runner.run(window, { ...extras, state: [window] }), 'expected 0 states, found 1'],
    ];
    for (const [call, message] of wrong) expect(call).toThrow(new RangeError(message));
    runner.release();

    const stateful = ModelRunner.load(testModel('stateful'));
    expect(() => stateful.run(window, { state: [new Float32Array(7)] })).toThrow(
      'state state: expected 1 x 8 values, found 7',
    );
    stateful.release();
  });

  it('tells every difference between graph and manifest', () => {
    const wrong = withManifest(testModel('identity-8'), (manifest) => {
      manifest.signal.nSamples = 512;
      manifest.postprocess.output = 'z';
    });
    expect(() => ModelRunner.load(wrong)).toThrow(
      expect.objectContaining({
        code: 'MODEL_CONTRACT',
        detail:
          'input x: expected [batch, 512, 8] (batch, time, channels after the preprocessing), found [batch, 256, 8]; ' +
          'output z: expected an output of the graph, found only y',
      }),
    );
  });
});

describe('compareGraph', () => {
  const value = (name: string, shape: (number | string)[], type = 'float32'): GraphValue => ({ name, shape, type });

  /** What a graph made for `fullManifest` has. */
  const fullGraph = (): { inputs: GraphValue[]; outputs: GraphValue[] } => ({
    inputs: [
      value('x', ['b', 3, 50]),
      value('mask', ['b', 50]),
      value('who', ['b'], 'int64'),
      value('where', ['b', 3, 3]),
      value('h', ['b', 4, 2]),
    ],
    outputs: [value('y', ['b', 2]), value('h2', ['b', 4, 2])],
  });
  const lines = (graph: ReturnType<typeof fullGraph>, manifest = fullManifest()): string[] =>
    compareGraph(manifest, graph).map(formatDifference);

  it('finds nothing where they agree', () => {
    expect(lines(fullGraph())).toEqual([]);
  });

  it('takes a batch axis of 1, and positions without one', () => {
    const graph = fullGraph();
    graph.inputs[0] = value('x', [1, 3, 50]);
    graph.inputs[3] = value('where', [3, 3]);
    expect(lines(graph)).toEqual([]);
  });

  it.each([
    [
      0,
      value('x', ['b', 50, 3]),
      'input x: expected [batch, 3, 50] (batch, channels after the preprocessing, time), found [b, 50, 3]',
    ],
    [
      0,
      value('x', ['b', 3, 't']),
      'input x: expected [batch, 3, 50] (batch, channels after the preprocessing, time), found [b, 3, t]',
    ],
    [
      0,
      value('x', [2, 3, 50]),
      'input x: expected [batch, 3, 50] (batch, channels after the preprocessing, time), found [2, 3, 50]',
    ],
    [0, value('x', ['b', 3, 50], 'float16'), 'input x: expected float32, found float16'],
    [1, value('mask', ['b', 49]), 'input mask: expected [batch, 50] (batch, time), found [b, 49]'],
    [2, value('who', ['b'], 'int32'), 'input who: expected int64, found int32'],
    [2, value('who', ['b', 1], 'int64'), 'input who: expected [batch] (batch), found [b, 1]'],
    [
      3,
      value('where', ['b', 3, 2]),
      'input where: expected [batch, 3, 3] or [3, 3] (batch, channels, axes), found [b, 3, 2]',
    ],
    [4, value('h', ['b', 8]), "input h: expected [batch, 4, 2] (batch, then the manifest's shape), found [b, 8]"],
  ])('tells what is wrong with input %i', (index, input, line) => {
    const graph = fullGraph();
    graph.inputs[index] = input;
    expect(lines(graph)).toEqual([line]);
  });

  it('tells of inputs and outputs that are not there', () => {
    const graph = fullGraph();
    graph.inputs[4] = value('c', ['b', 4, 2]);
    graph.outputs[1] = value('c2', ['b', 4, 2]);
    expect(lines(graph)).toEqual([
      'input h: expected an input of the graph, found only x, mask, who, where, c',
      'output h2: expected an output of the graph, found only y, c2',
      "input c: expected only what the manifest's inputs list (x, mask, who, where, h), found one more input",
    ]);
  });

  it('tells what is wrong with outputs', () => {
    const graph = fullGraph();
    graph.outputs[0] = value('y', ['b', 3]);
    graph.outputs[1] = value('h2', ['b', 4, 2], 'float64');
    expect(lines(graph)).toEqual([
      'output h2: expected float32, found float64',
      'output y: expected [batch, 2] (batch, labels), found [b, 3]',
    ]);
    const embedding = plainManifest();
    embedding.postprocess = { kind: 'embedding', output: 'y' };
    const plain = { inputs: [value('x', ['b', 256, 8])], outputs: [value('y', ['b', 7, 'n'])] };
    expect(lines(plain, embedding)).toEqual([]);
    expect(lines({ ...plain, outputs: [value('y', [])] }, embedding)).toEqual([
      'output y: expected [batch, any] (batch, values), found []',
    ]);
    expect(lines({ ...plain, outputs: [value('y', [4, 7])] }, embedding)).toEqual([
      'output y: expected [batch, any] (batch, values), found [4, 7]',
    ]);
  });

  it('lets a sequence have a free time axis', () => {
    const graph = { inputs: [value('x', ['b', 't', 306])], outputs: [value('y', ['b', 9])] };
    expect(lines(graph, sequenceManifest())).toEqual([]);
    graph.inputs[0] = value('x', ['b', 999, 306]);
    expect(lines(graph, sequenceManifest())).toEqual([
      'input x: expected [batch, 1000, 306] or [batch, free, 306] (batch, time, channels after the preprocessing), ' +
        'found [b, 999, 306]',
    ]);
  });
});

describe('transpose', () => {
  it('writes rows as columns, and touches nothing else', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(sizes, ([nRows, nColumns, room]) => {
        const input = ramp(nRows * nColumns);
        const stride = nRows + room;
        const output = new Float32Array(nColumns * stride).fill(-1);
        transpose(input, nRows, nColumns, output, stride);
        for (let column = 0; column < nColumns; column++) {
          for (let row = 0; row < stride; row++) {
            const expected = row < nRows ? row * nColumns + column : -1;
            if (output[column * stride + row] !== expected) return false;
          }
        }
        return true;
      }),
    );
  });
});
