import { describe, expect, it } from 'vitest';
import { OnnxSession } from '../../../../server/infer/onnx-session.js';
import { tinyGraph, verifyTiny, type LoadTiny } from '../../../../server/infer/tiny-graph.js';

/** The CPU's session, with every output changed. */
function playing(change: (value: number, index: number) => number): LoadTiny {
  return () => {
    const session = OnnxSession.load(tinyGraph());
    return {
      run: (feeds) => {
        const outputs = session.run(feeds);
        const y = outputs['y']?.data as Float32Array;
        y.set(y.map(change));
        return outputs;
      },
      release: () => session.release(),
    };
  };
}

describe('the tiny graph', () => {
  it('is small and says what it takes and gives', () => {
    expect(tinyGraph().length).toBeLessThan(400);
    const session = OnnxSession.load(tinyGraph());
    expect(session.inputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['x', [1, 8, 64]],
      ['filters', [16, 8, 5]],
      ['weights', [60, 4]],
    ]);
    expect(session.outputs).toEqual([{ name: 'y', type: 'float32', shape: [1, 16, 4] }]);
    session.release();
  });

  it('gives on the CPU what the sums in double precision give', () => {
    const verdict = verifyTiny('cpu');
    expect(verdict.problem).toBeNull();
    expect(verdict.difference).toBeGreaterThan(0);
    expect(verdict.difference).toBeLessThan(1e-5);
  });

  it('finds a device that computes something else', () => {
    expect(
      verifyTiny(
        'cuda',
        playing((value) => value * 1.01),
      ).problem,
    ).toMatch(/apart from the CPU's/);
    expect(
      verifyTiny(
        'cuda',
        playing((value, index) => (index === 9 ? -value : value)),
      ).problem,
    ).toMatch(/apart/);
    expect(
      verifyTiny(
        'cuda',
        playing(() => Number.NaN),
      ).problem,
    ).toMatch(/not finite/);
    expect(
      verifyTiny(
        'cuda',
        playing(() => 0),
      ).difference,
    ).toBeCloseTo(1, 5);
  });

  it('gives the reason why a device cannot be had', () => {
    const load: LoadTiny = () => {
      throw new Error('no GPU');
    };
    expect(verifyTiny('cuda', load)).toMatchObject({ problem: 'no GPU', runSeconds: null, difference: null });
  });
});
