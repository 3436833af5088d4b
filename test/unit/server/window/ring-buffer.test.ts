import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSING, NOT_CALIBRATED, RingBuffer, VALID } from '../../../../server/window/ring-buffer.js';

const NCHANNELS = 3;

/** Sample `index` of a signal without repeats, exact in float32. */
function sample(index: number): number[] {
  return Array.from({ length: NCHANNELS }, (_, c) => (index + 1) * 4 + c);
}

function chunk(start: number, nSamples: number): Float64Array {
  return Float64Array.from(Array.from({ length: nSamples }, (_, i) => sample(start + i)).flat());
}

/** Everything that ever came, kept in lists. */
class Everything {
  first: number;
  values: { sample: number[]; validity: number }[] = [];
  constructor(first: number) {
    this.first = first;
  }
  get end(): number {
    return this.first + this.values.length;
  }
  hold(index: number): number[] | undefined {
    return this.values.slice(0, index - this.first).findLast(({ validity }) => validity === VALID)?.sample;
  }
}

type Step = { kind: 'append' | 'skip' | 'save'; n: number; validity: 0 | 1 | 2 };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<'append' | 'skip' | 'save'>('append', 'append', 'skip', 'save'),
    n: fc.integer({ min: 0, max: 40 }),
    validity: fc.constantFrom<0 | 1 | 2>(0, 1, 1, 2),
  }),
  { maxLength: 25 },
);

describe('RingBuffer', () => {
  it('shows the newest samples as contiguous views however they came, and nothing that is overwritten', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 17 }),
        fc.integer({ min: 0, max: 1000 }),
        steps,
        (capacity, first, plan) => {
          let ring = new RingBuffer(capacity, NCHANNELS);
          ring.startAt(first);
          const all = new Everything(first);
          for (const { kind, n, validity } of plan) {
            if (kind === 'append') {
              ring.append(chunk(all.end, n), n, validity);
              for (let i = 0; i < n; i++) all.values.push({ sample: sample(all.end), validity });
            } else if (kind === 'skip') {
              const code = validity === VALID ? MISSING : validity;
              ring.skip(n, code);
              for (let i = 0; i < n; i++) all.values.push({ sample: [0, 0, 0], validity: code });
            } else {
              const saved = structuredClone(ring.save(capacity));
              ring = new RingBuffer(capacity, NCHANNELS);
              ring.restore(saved);
            }
            const oldest = Math.max(first, all.end - capacity);
            expect(ring.end).toBe(all.end);
            expect(ring.oldest).toBe(oldest);
            for (let start = oldest; start <= all.end; start++) {
              const expected = all.values.slice(start - first);
              const view = ring.view(start, expected.length);
              expect(Array.from(view!)).toEqual(expected.flatMap((v) => v.sample));
              expect(view!.buffer).toBeInstanceOf(ArrayBuffer);
              expect(Array.from(ring.validity(start, expected.length)!)).toEqual(expected.map((v) => v.validity));
              const hold = ring.holdValue(start);
              expect(hold && Array.from(hold)).toEqual(all.hold(start));
            }
            expect(ring.view(oldest - 1, 1)).toBeUndefined();
            expect(ring.validity(oldest - 1, 1)).toBeUndefined();
            expect(ring.view(all.end, 1)).toBeUndefined();
            expect(ring.view(oldest, all.end - oldest + 1)).toBeUndefined();
            expect(ring.holdValue(oldest - 1)).toBeUndefined();
          }
        },
      ),
    );
  });

  it('gives the same ring for any chunking', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }), (sizes) => {
        const n = sizes.reduce((a, b) => a + b, 0);
        const whole = new RingBuffer(16, NCHANNELS);
        whole.append(chunk(0, n), n, VALID);
        const cut = new RingBuffer(16, NCHANNELS);
        for (const size of sizes) cut.append(chunk(cut.end, size), size, VALID);
        expect(cut.save(16)).toEqual(whole.save(16));
      }),
    );
  });

  it('jumps over a gap of twelve hours at once', () => {
    const ring = new RingBuffer(1000, NCHANNELS);
    ring.append(chunk(0, 10), 10, VALID);
    const begin = performance.now();
    ring.skip(12 * 3600 * 1000, MISSING);
    expect(performance.now() - begin).toBeLessThan(100);
    expect(ring.end).toBe(12 * 3600 * 1000 + 10);
    expect(Array.from(ring.holdValue(ring.end)!)).toEqual(sample(9));
    ring.append(chunk(ring.end, 2), 2, VALID);
    expect(Array.from(ring.validity(ring.end - 3, 3)!)).toEqual([MISSING, VALID, VALID]);
  });

  it('rounds to float32 and does not change its input', () => {
    const ring = new RingBuffer(2, 1);
    const input = Float64Array.of(0.1, 1e-60);
    ring.append(input, 2, VALID);
    expect(Array.from(ring.view(0, 2)!)).toEqual([Math.fround(0.1), 0]);
    expect(Array.from(input)).toEqual([0.1, 1e-60]);
  });

  it('holds no value that was not calibrated', () => {
    const ring = new RingBuffer(4, NCHANNELS);
    ring.append(chunk(0, 3), 3, NOT_CALIBRATED);
    expect(ring.holdValue(3)).toBeUndefined();
  });

  it('keeps what it is asked to keep, and no more', () => {
    const ring = new RingBuffer(8, NCHANNELS);
    ring.append(chunk(0, 20), 20, VALID);
    const less = new RingBuffer(8, NCHANNELS);
    less.restore(ring.save(3));
    expect([less.oldest, less.end]).toEqual([17, 20]);
    expect(Array.from(less.holdValue(17)!)).toEqual(sample(16));
  });

  it('refuses sizes that do not fit', () => {
    const ring = new RingBuffer(4, NCHANNELS);
    expect(() => ring.append(new Float64Array(5), 2, VALID)).toThrow(RangeError);
    expect(() => ring.startAt(-1)).toThrow(RangeError);
    expect(() => new RingBuffer(0, 1)).toThrow(RangeError);
    expect(() => new RingBuffer(1, 0)).toThrow(RangeError);
    const wide = new RingBuffer(4, NCHANNELS + 1);
    expect(() => wide.restore(ring.save(4))).toThrow(/3/);
  });

  it('takes the newest samples of a longer ring', () => {
    const long = new RingBuffer(9, NCHANNELS);
    long.append(chunk(0, 12), 12, VALID);
    const ring = new RingBuffer(4, NCHANNELS);
    ring.restore(long.save(9));
    expect([ring.oldest, ring.end]).toEqual([8, 12]);
    expect(Array.from(ring.view(8, 4)!)).toEqual([8, 9, 10, 11].flatMap(sample));
    expect(Array.from(ring.holdValue(8)!)).toEqual(sample(7));
    // Where nothing valid was skipped, what was held before counts.
    const gone = new RingBuffer(9, NCHANNELS);
    gone.append(chunk(0, 3), 3, VALID);
    gone.skip(9, MISSING);
    ring.restore(gone.save(9));
    expect(Array.from(ring.holdValue(8)!)).toEqual(sample(2));
  });

  it('keeps two rings apart', () => {
    const a = new RingBuffer(4, NCHANNELS);
    const b = new RingBuffer(4, NCHANNELS);
    a.append(chunk(0, 2), 2, VALID);
    b.append(chunk(50, 3), 3, VALID);
    a.append(chunk(2, 1), 1, VALID);
    expect(Array.from(a.view(0, 3)!)).toEqual(Array.from(chunk(0, 3)));
    expect(Array.from(b.view(0, 3)!)).toEqual(Array.from(chunk(50, 3)));
  });
});
