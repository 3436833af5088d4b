import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bankHeaderOf,
  bankPreamble,
  BankFile,
  compareBank,
  type BankHeader,
  type Candidate,
} from '../../../models/bank.js';
import { writeBank } from '../../../models/bank-writer.js';
import { formatDifference } from '../../../models/difference.js';
import { bankOf, headerOf, noise, numbered } from '../../helpers/banks.js';
import { testModel } from '../../helpers/models.js';
import { temporaryDir } from '../../helpers/temporary-dir.js';

const refusalOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
};

describe('a bank file', () => {
  it('holds a header, and values from a multiple of 64 bytes to the end', () => {
    const values = noise(3 * 10, 1);
    const path = bankOf(headerOf([3, 5, 2], numbered(3)), values);
    const bytes = new Uint8Array(readFileSync(path));
    expect(new TextDecoder().decode(bytes.subarray(0, 8))).toBe('CWBANK1\0');
    const length = new DataView(bytes.buffer).getUint32(8, true);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length)))).toEqual(
      headerOf([3, 5, 2], numbered(3)),
    );
    const offset = bytes.length - 4 * values.length;
    expect(offset % 64).toBe(0);
    expect(bytes.subarray(16 + length, offset).every((byte) => byte === 0)).toBe(true);
    expect(new Float32Array(bytes.slice(offset).buffer)).toEqual(values);
  });

  it('is read in any part', () => {
    const values = noise(7 * 11, 2);
    const bank = BankFile.open(bankOf(headerOf([7, 11], numbered(7)), values));
    const part = new Float32Array(3 * 11);
    bank.read(2, part);
    expect(part).toEqual(values.slice(22, 55));
    const seen: number[] = [];
    const norms = bank.scan((first, rows, soFar) => {
      seen.push(...rows);
      expect(soFar[first]).toBeGreaterThan(0);
    });
    expect(Float32Array.from(seen)).toEqual(values);
    norms.forEach((norm, index) => {
      const row = values.subarray(index * 11, index * 11 + 11);
      expect(norm).toBeCloseTo(Math.hypot(...row), 12);
    });
    bank.close();
  });

  it('holds int8 in steps of each candidate, in a quarter of the bytes', () => {
    const header: BankHeader = { ...headerOf([3, 5, 2], numbered(3)), values: 'int8' };
    const steps = Float32Array.of(0.5, 2, 0.1);
    const bytes = Int8Array.from({ length: 30 }, (_, i) => ((i * 37) % 255) - 127);
    const preamble = bankPreamble(header);
    const path = join(temporaryDir(), 'test.bank');
    const file = Buffer.concat([preamble, Buffer.from(steps.buffer), Buffer.alloc(64 - 12), Buffer.from(bytes.buffer)]);
    writeFileSync(path, file);
    const bank = BankFile.open(path);
    const expected = Float32Array.from(bytes, (byte, i) => byte * (steps[Math.floor(i / 10)] as number));
    const part = new Float32Array(20);
    bank.read(1, part);
    expect(part).toEqual(expected.subarray(10));
    const seen: number[] = [];
    bank.scan((_, rows) => seen.push(...rows));
    expect(Float32Array.from(seen)).toEqual(expected);
    bank.close();
    const wanted = `expected ${file.length} bytes (values from ${file.length - 30} on, 3 x 5 x 2 int8)`;
    writeFileSync(path, file.subarray(0, -1));
    expect(refusalOf(() => BankFile.open(path))).toContain(wanted);
    expect(refusalOf(() => writeBank(path, header, () => part))).toBe('values: expected float32, found int8');
  });

  it('is what the Python builder makes of the same', () => {
    const entry = testModel('retrieval-small');
    const path = join(entry.dir, 'story.bank');
    const bank = BankFile.open(path);
    expect(bank.header).toEqual(bankHeaderOf(entry));
    expect(bank.header.shape).toEqual([24, 8, 4]);
    const values = new Float32Array(24 * 32);
    bank.read(0, values);
    bank.close();
    const again = bankOf(bank.header, values);
    const [a, b] = [BankFile.open(path), BankFile.open(again)];
    expect(b.header).toEqual(a.header);
    expect(b.scan()).toEqual(a.scan());
    a.close();
    b.close();
  });
});

describe('BankFile refuses', () => {
  const good = (): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(bankOf(headerOf([2, 3], numbered(2)), noise(6, 3))));
  const opened = (bytes: Uint8Array): string => {
    const path = join(temporaryDir(), 'words.bank');
    writeFileSync(path, bytes);
    return refusalOf(() => BankFile.open(path));
  };

  it('what is not there', () => {
    const path = join(temporaryDir(), 'words.bank');
    expect(refusalOf(() => BankFile.open(path))).toMatch(/^MODEL_UNLOADABLE: words.bank: ENOENT/);
  });

  it('what is no bank', () => {
    expect(opened(new Uint8Array(5))).toBe(
      'MODEL_UNLOADABLE: words.bank: expected a bank, which starts with "CWBANK1\\u0000", found 5 bytes',
    );
    const other = good();
    other[0] = 0x58;
    expect(opened(other)).toMatch(/found "XWBANK1\\u0000"$/);
  });

  it('what is cut off, or goes on', () => {
    const bytes = good();
    const wanted = `expected ${bytes.length} bytes (values from ${bytes.length - 24} on, 2 x 3 float32)`;
    expect(opened(bytes.subarray(0, -4))).toContain(`${wanted}, found ${bytes.length - 4} bytes`);
    expect(opened(Uint8Array.from([...bytes, 0]))).toContain(`${wanted}, found ${bytes.length + 1} bytes`);
  });

  it('a header that is none', () => {
    const long = good();
    new DataView(long.buffer).setUint32(8, 1e6, true);
    expect(opened(long)).toMatch(/expected a header of at most \d+ bytes, found 1000000$/);
    const broken = good();
    broken[16] = 0x58;
    expect(opened(broken)).toMatch(/expected a header in JSON, found Unexpected token/);
  });
});

describe('writeBank refuses', () => {
  const written = (candidates: Candidate[], values: Float32Array, shape = [candidates.length, 2]): string =>
    refusalOf(() => bankOf(headerOf(shape, candidates), values));
  const rows = (...values: number[]): Float32Array => Float32Array.from(values);

  it('a candidate that has no label, or has it under another name', () => {
    const candidates = [{ label: 'dog' }, { word: 'cat' }] as unknown as Candidate[];
    expect(written(candidates, rows(1, 2, 3, 4))).toBe(
      'candidates[1].label: expected text, found nothing; candidates[1].word: expected no such field, found "cat"',
    );
    expect(written([{ label: '' }], rows(1, 2))).toContain(
      'candidates[0].label: expected at least 1 characters, found ""',
    );
  });

  it('another number of candidates than the shape says', () => {
    expect(written(numbered(2), rows(1, 2, 3, 4), [3, 2])).toBe(
      'candidates: expected 3, the first number of shape, found 2 of them',
    );
    const path = join(temporaryDir(), 'test.bank');
    expect(refusalOf(() => writeBank(path, headerOf([1, 2], numbered(1)), () => rows(1)))).toBe(
      'candidate 0: expected 2 values, found 1',
    );
  });

  it.each([
    [rows(1, 2, 3, Number.NaN), 'candidate 1 (1): expected finite values, found NaN at value 1'],
    [rows(1, 2, -Infinity, 4), 'candidate 1 (1): expected finite values, found -Infinity at value 0'],
    [rows(1, 2, 0, -0), 'candidate 1 (1): expected a direction, found zeros alone'],
    [rows(1e-20, 0, 1, 2), 'candidate 0 (0): expected a norm between 1e-12 and 1000000000000, found 1.00e-20'],
    [rows(1, 2, 1, 2), 'candidate 1 (1): expected values of its own, found those of candidate 0 (0)'],
  ])('%s', (values, line) => {
    expect(written(numbered(2), values)).toBe(`MODEL_UNLOADABLE: test.bank: ${line}`);
  });

  it('equal candidates among others of equal norm, wherever they are', () => {
    const values = new Float32Array(6 * 5);
    [0, 1, 2, 3, 1, 4].forEach((place, index) => (values[index * 5 + place] = 1));
    expect(written(numbered(6), values, [6, 5])).toBe(
      'MODEL_UNLOADABLE: test.bank: candidate 4 (4): expected values of its own, found those of candidate 1 (1)',
    );
  });

  it('names that two candidates have, but not labels', () => {
    const candidates = [
      { label: 'dog', name: 'a' },
      { label: 'dog', name: 'a' },
    ];
    expect(written(candidates, rows(1, 2, 3, 4))).toBe(
      'candidate 1 (a): expected a name of its own, found that of candidate 0 (a)',
    );
    expect(written([{ label: 'dog' }, { label: 'dog' }], rows(1, 2, 3, 4))).toBe('nothing was refused');
  });

  const windows = (...spans: [string, number, number][]): string =>
    written(
      spans.map(([source, start, end], index) => ({ label: String(index), source, start, end })),
      noise(2 * spans.length, 5),
    );

  it('windows of one recording that overlap by more than half of the shorter one', () => {
    expect(windows(['story', 0, 3], ['story', 1.5, 4.5], ['other', 0, 3], ['story', 4, 7])).toBe('nothing was refused');
    expect(windows(['story', 10, 13], ['story', 0, 3], ['story', 1.4, 4.4])).toBe(
      'candidate 2 (2): expected at most half in common with candidate 1 (1), found 1.4 to 4.4 s and 0 to 3 s of "story"',
    );
    expect(windows(['story', 0, 30], ['story', 1, 2], ['story', 29, 32])).toMatch(
      /^candidate 1 \(1\): expected at most/,
    );
  });

  it('half a place in a recording', () => {
    expect(written([{ label: 'a', source: 'story' }], rows(1, 2))).toBe(
      'candidate 0 (a): expected source, start and end, found only source',
    );
    expect(windows(['story', 3, 3])).toBe('candidate 0 (0): expected an end after start, 3 s, found 3 s');
  });

  it('so many that only some are named', () => {
    expect(written(numbered(9), new Float32Array(18))).toMatch(
      /candidate 4 \(4\): expected a direction, found zeros alone and 4 more$/,
    );
  });
});

describe('compareBank', () => {
  it('wants no more candidates and labels than there are', () => {
    const header = headerOf([3, 2], [{ label: 'a' }, { label: 'b' }, { label: 'a' }]);
    const settings = { kind: 'retrieval', output: 'y', bank: 'x.bank', normalise: 'both', temperature: 1 } as const;
    expect(compareBank({ ...settings, topK: 3, topLabels: 2 }, header)).toEqual([]);
    expect(compareBank({ ...settings, topK: 4, topLabels: 3 }, header).map(formatDifference)).toEqual([
      'postprocess.topK: expected at most 3, the candidates of x.bank, found 4',
      'postprocess.topLabels: expected at most 2, the labels of x.bank, found 3',
    ]);
  });
});
