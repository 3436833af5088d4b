import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassesSettings } from '../../../../server/postprocess/classes.js';
import type { EmbeddingSettings } from '../../../../server/postprocess/embedding.js';
import { float16Bytes, float32Bytes } from '../../../../server/postprocess/tensor-bytes.js';
import { postprocess, truthOf } from '../../../helpers/answers.js';

const classes: ClassesSettings = {
  kind: 'classes',
  output: 'scores',
  labels: ['13 Hz', '17 Hz', '21 Hz'],
  probability: 'none',
  truth: { '13 Hz': ['2'], '17 Hz': ['4', 'seventeen'] },
};
const softmax: ClassesSettings = { ...classes, probability: 'softmax' };
const embedding: EmbeddingSettings = { kind: 'embedding', output: 'y' };

const failure = (detail: string): unknown => ({
  kind: 'failure',
  failure: { code: 'MODEL_OUTPUT_INVALID', detail, count: 1 },
});

describe('postprocess of classes', () => {
  it('gives the label of the highest score, and all scores in order', () => {
    expect(postprocess(classes, Float32Array.of(0.25, 1.5, -3), [3])).toEqual({
      kind: 'classes',
      classes: {
        label: '17 Hz',
        scores: [
          { label: '13 Hz', score: 0.25, probability: 0 },
          { label: '17 Hz', score: 1.5, probability: 0 },
          { label: '21 Hz', score: -3, probability: 0 },
        ],
      },
    });
  });

  const probabilities = (...scores: number[]): number[] => {
    const result = postprocess(softmax, Float32Array.from(scores), [3]);
    return result.kind === 'classes' ? result.classes.scores.map(({ probability }) => probability) : [];
  };

  it('makes probabilities by the softmax', () => {
    const [a, b, c] = probabilities(Math.log(1), Math.log(2), Math.log(5));
    expect(a).toBeCloseTo(0.125, 6);
    expect(b).toBeCloseTo(0.25, 6);
    expect(c).toBeCloseTo(0.625, 6);
    expect(probabilities(3e38, -3e38, 0)).toEqual([1, 0, 0]);
  });

  it('makes probabilities that add up to 1, whatever the scores', () => {
    const score = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(score, score, score, (...scores) => {
        const sum = probabilities(...scores).reduce((total, p) => total + p, 0);
        return Math.abs(sum - 1) < 1e-12;
      }),
    );
  });

  const labelOf = (...scores: number[]): string | undefined => {
    const result = postprocess(classes, Float32Array.from(scores), [3]);
    return result.kind === 'classes' ? result.classes.label : undefined;
  };

  it('takes the first of equal scores, and none when all are equal', () => {
    expect(labelOf(0, 2, 2)).toBe('17 Hz');
    expect(labelOf(0, 0, 0)).toBe('');
    expect(labelOf(-0, 0, 0)).toBe('');
  });

  it.each([Number.NaN, Infinity, -Infinity])(
    'answers an output with %d with a failure, never with a label',
    (value) => {
      const detail = 'output scores: 1 of 3 values are not finite, the first is value 1';
      expect(postprocess(classes, Float32Array.of(0, value, 1), [3])).toEqual(failure(detail));
      expect(postprocess(softmax, Float32Array.of(0, value, 1), [3])).toEqual(failure(detail));
    },
  );

  it('answers another number of scores with a failure', () => {
    expect(postprocess(classes, Float32Array.of(0, 1), [2])).toEqual(
      failure('output scores: 3 scores expected, 2 found'),
    );
  });
});

describe('truthOf', () => {
  it('finds the label of a marker by its description, its value, or the map', () => {
    expect(truthOf(classes, { description: '13 Hz', value: '' })).toBe('13 Hz');
    expect(truthOf(classes, { description: 'flicker', value: '21 Hz' })).toBe('21 Hz');
    expect(truthOf(classes, { description: '2', value: '' })).toBe('13 Hz');
    expect(truthOf(classes, { description: 'trial', value: '4' })).toBe('17 Hz');
    expect(truthOf(classes, { description: 'seventeen', value: '2' })).toBe('17 Hz');
  });

  it('says nothing of a marker that means no label, or of none', () => {
    expect(truthOf(classes, { description: '1', value: 'rest' })).toBe('');
    expect(truthOf(classes, { description: '', value: '' })).toBe('');
    expect(truthOf(embedding, { description: '13 Hz', value: '' })).toBe('');
  });
});

describe('postprocess of an embedding', () => {
  it('gives little-endian float32 in the shape of the output', () => {
    const output = Float32Array.of(1, -2, 0.5, 3);
    const result = postprocess(embedding, output, [2, 2]);
    expect(result).toEqual({
      kind: 'embedding',
      embedding: {
        shape: [2, 2],
        data: Uint8Array.from([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0x40, 0x40]),
        half: false,
      },
    });
    output.fill(9);
    expect(result.kind === 'embedding' && result.embedding.data[3]).toBe(0x3f);
  });

  it('gives float16 where the manifest says half', () => {
    expect(postprocess({ ...embedding, half: true }, Float32Array.of(1, -2), [2])).toEqual({
      kind: 'embedding',
      embedding: { shape: [2], data: Uint8Array.from([0, 0x3c, 0, 0xc0]), half: true },
    });
  });

  it('answers what float16 cannot hold with a failure', () => {
    const half = { ...embedding, half: true };
    expect(postprocess(half, Float32Array.of(0, 65519), [2])).toMatchObject({ kind: 'embedding' });
    expect(postprocess(half, Float32Array.of(0, -65520), [2])).toEqual(
      failure('output y: value 1 is too large for float16'),
    );
    expect(postprocess(embedding, Float32Array.of(0, -65520), [2])).toMatchObject({ kind: 'embedding' });
  });

  it('answers an output that is not finite with a failure', () => {
    const output = Float32Array.of(0, Number.NaN, Infinity);
    const detail = 'output y: 2 of 3 values are not finite, the first is value 1';
    expect(postprocess(embedding, output, [3])).toEqual(failure(detail));
    expect(postprocess({ kind: 'signal', output: 'y' }, output, [3])).toEqual(failure(detail));
  });
});

describe('postprocess of a signal', () => {
  it('gives little-endian float32 in the shape of the output', () => {
    expect(postprocess({ kind: 'signal', output: 'y' }, Float32Array.of(1, 2), [2, 1])).toEqual({
      kind: 'signal',
      signal: { shape: [2, 1], data: Uint8Array.from([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]), half: false },
    });
  });
});

/** The value of a float16, by the definition of IEEE 754 binary16. */
function valueOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const halfOf = (value: number): number => {
  const [low, high] = float16Bytes(Float32Array.of(value));
  return low! + 256 * high!;
};

describe('float16Bytes', () => {
  it('keeps every float16', () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = valueOfHalf(half);
      if (Number.isNaN(value)) expect(valueOfHalf(halfOf(value))).toBeNaN();
      else if (halfOf(value) !== half) throw new Error(`${value} became ${halfOf(value)}, not ${half}`);
    }
  });

  it('rounds what lies between two to the nearer one, halves to the even one', () => {
    for (let half = 0; half < 0x7bff; half++) {
      const [low, high] = [valueOfHalf(half), valueOfHalf(half + 1)];
      const middle = (low + high) / 2;
      const even = half % 2 === 0 ? half : half + 1;
      const found = [middle, middle - (high - low) / 16, middle + (high - low) / 16].map(halfOf);
      if (found.join() !== [even, half, half + 1].join()) throw new Error(`around ${middle}: ${found.join()}`);
    }
    expect([65519, 65520, 1e-8, -1e-8, 2.99e-8].map(halfOf)).toEqual([0x7bff, 0x7c00, 0, 0x8000, 1]);
  });
});

describe('float32Bytes', () => {
  it('reads a view from where it begins', () => {
    const view = Float32Array.of(5, 1, 7).subarray(1, 2);
    expect(float32Bytes(view)).toEqual(Uint8Array.from([0, 0, 0x80, 0x3f]));
  });
});
