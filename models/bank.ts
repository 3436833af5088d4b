import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { formatDifference, formatNames, formatValue, type Difference } from './difference.js';
import type { Manifest } from './manifest.js';
import { ModelError } from './model-error.js';
import { differencesOf } from './schema-difference.js';

/**
 * A bank: the candidates that a retrieval model's output is compared with, in one file of the model's folder.
 *
 *     0   8 bytes  "CWBANK1\0"
 *     8   uint32   length of the header in bytes
 *     12  uint32   0
 *     16  header   JSON, UTF-8: `bankHeader`; zeros behind it up to a multiple of 64
 *         values   float32, candidate after candidate, each in the axes of the model's output, to the end of the file
 *
 * With `"values": "int8"` in the header the file is a quarter as large: first a float32 step per candidate, zeros up to a
 * multiple of 64, then one signed byte for each value; the value is that byte times its candidate's step, in float32.
 *
 * Everything little-endian. Since the values start at a multiple of 64 bytes and nothing is between them, other programs
 * can map them: `numpy.memmap(path, '<f4', 'r', offset, shape)`.
 */

const MAGIC = 'CWBANK1\0';
const HEADER_AT = 16;
const ALIGNMENT = 64;
const MAX_HEADER_BYTES = 1 << 28;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Longest read at once, below what the system takes in one call. */
const MAX_READ_BYTES = 1 << 30;
/** How much is read at a time where everything is looked at once: large beside a call, small beside a cache. */
const SCAN_BYTES = 1 << 20;
/** Norms beyond which products of float32 overflow or vanish. */
const MIN_NORM = 1e-12;
const MAX_NORM = 1e12;
const MOST_DIFFERENCES = 5;

const candidate = z.strictObject({
  /** What it is, for a person: a word, a category. Candidates may share one, and their probabilities are then added. */
  label: z.string().min(1),
  /** The candidate itself, where a label does not say it; no two are the same. Absent: the label. */
  name: z.string().min(1).optional(),
  /** Recording that the candidate was cut from, and where, s: two of one recording may have at most half in common. */
  source: z.string().min(1).optional(),
  start: z.number().optional(),
  end: z.number().optional(),
});

const bankHeader = z.strictObject({
  schema: z.literal(1),
  /** What was embedded, by what, and under which licence. */
  description: z.string().min(1),
  /** Number of candidates, then the axes of the model's output without the batch axis. */
  shape: z.array(z.number().int().min(1)).min(2),
  /** How values are written; absent: float32. */
  values: z.enum(['float32', 'int8']).optional(),
  candidates: z.array(candidate).min(1),
});

export type Candidate = z.infer<typeof candidate>;
export type BankHeader = z.infer<typeof bankHeader>;

/** What a candidate is called in answers and markers. */
export function candidateName({ name, label }: Candidate): string {
  return name ?? label;
}

/**
 * The header of a retrieval model's bank.
 *
 * @returns nothing for a model of another kind
 * @throws {ModelError} MODEL_UNLOADABLE with what is expected and what is there
 */
export function bankHeaderOf(model: { readonly dir: string; readonly manifest: Manifest }): BankHeader | undefined {
  const { postprocess } = model.manifest;
  if (postprocess.kind !== 'retrieval') return undefined;
  const bank = BankFile.open(join(model.dir, postprocess.bank));
  bank.close();
  return bank.header;
}

/** Values of one candidate. */
export function candidateSize(header: BankHeader): number {
  return header.shape.slice(1).reduce((size, length) => size * length, 1);
}

/** What comes before the values, as bytes. */
export function bankPreamble(header: BankHeader): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const preamble = Buffer.alloc(valuesOffset(json.length));
  preamble.write(MAGIC, 'latin1');
  preamble.writeUInt32LE(json.length, 8);
  json.copy(preamble, HEADER_AT);
  return preamble;
}

function valuesOffset(headerBytes: number): number {
  return Math.ceil((HEADER_AT + headerBytes) / ALIGNMENT) * ALIGNMENT;
}

/** Where things lie in a file, bytes. Steps of float32 values are none. */
interface Layout {
  readonly stepsAt: number;
  readonly valuesAt: number;
  readonly nBytes: number;
}

function layoutOf(header: BankHeader, headerBytes: number): Layout {
  const stepsAt = valuesOffset(headerBytes);
  const nCandidates = header.candidates.length;
  const isInt8 = header.values === 'int8';
  const stepsEnd = stepsAt + (isInt8 ? nCandidates * FLOAT_BYTES : 0);
  const valuesAt = Math.ceil(stepsEnd / ALIGNMENT) * ALIGNMENT;
  return { stepsAt, valuesAt, nBytes: valuesAt + nCandidates * candidateSize(header) * (isInt8 ? 1 : FLOAT_BYTES) };
}

/** A bank's file, open: header and size are checked, values are read where they are asked for. */
export class BankFile {
  readonly header: BankHeader;
  readonly nCandidates: number;
  /** Values of one candidate. */
  readonly nFeatures: number;
  readonly #file: number;
  readonly #name: string;
  readonly #offset: number;
  /** Of each candidate, where values are int8. */
  readonly #steps: Float32Array | undefined;

  private constructor(file: number, name: string, { stepsAt, valuesAt }: Layout, header: BankHeader) {
    this.#file = file;
    this.#name = name;
    this.#offset = valuesAt;
    this.header = header;
    this.nCandidates = header.candidates.length;
    this.nFeatures = candidateSize(header);
    if (header.values !== 'int8') return;
    const steps = new Float32Array(this.nCandidates);
    readFully(file, new Uint8Array(steps.buffer), stepsAt, name);
    this.#steps = steps;
  }

  /** @throws {ModelError} MODEL_UNLOADABLE with what is expected and what is there */
  static open(path: string): BankFile {
    const name = basename(path);
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch (error) {
      throw new ModelError('MODEL_UNLOADABLE', `${name}: ${(error as Error).message}`, { cause: error });
    }
    try {
      const { header, layout } = readHeader(file, name);
      return new BankFile(file, name, layout, header);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  /**
   * Reads candidates one after another.
   *
   * @param first   index of the first
   * @param values  `[n x nFeatures]`, filled to its end
   */
  read(first: number, values: Float32Array): void {
    const { nFeatures } = this;
    const start = first * nFeatures;
    if (this.#steps === undefined) {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      readFully(this.#file, bytes, this.#offset + start * FLOAT_BYTES, this.#name);
      return;
    }
    const bytes = new Int8Array(values.length);
    readFully(this.#file, new Uint8Array(bytes.buffer), this.#offset + start, this.#name);
    for (let row = 0; row * nFeatures < values.length; row++) {
      const step = this.#steps[first + row] as number;
      const end = Math.min((row + 1) * nFeatures, values.length);
      for (let i = row * nFeatures; i < end; i++) values[i] = (bytes[i] as number) * step;
    }
  }

  /**
   * Reads every candidate once, checks it, and measures it.
   *
   * @param visit  given candidates from index `first` on as they are read, `[n x nFeatures]`, and all norms so far; both
   *               valid during the call
   * @returns Euclidean norms
   * @throws {ModelError} MODEL_UNLOADABLE naming candidates that are not finite, zero, or there twice
   */
  scan(visit?: (first: number, values: Float32Array, norms: Float64Array) => void): Float64Array {
    const { nCandidates, nFeatures } = this;
    const norms = new Float64Array(nCandidates);
    const marks = new Float64Array(nCandidates);
    const block = new Float32Array(Math.max(1, Math.floor(SCAN_BYTES / (nFeatures * FLOAT_BYTES))) * nFeatures);
    const differences: Difference[] = [];
    for (let first = 0; first < nCandidates; first += block.length / nFeatures) {
      const values = block.subarray(0, Math.min(block.length, (nCandidates - first) * nFeatures));
      this.read(first, values);
      for (let at = 0, index = first; at < values.length; at += nFeatures, index++) {
        const row = values.subarray(at, at + nFeatures);
        const { squares, mark } = measure(row);
        norms[index] = Math.sqrt(squares);
        marks[index] = mark;
        const difference = differenceOf(row, norms[index] as number);
        if (difference !== undefined) differences.push({ path: this.#where(index), ...difference });
      }
      if (differences.length === 0) visit?.(first, values, norms);
    }
    if (differences.length === 0) differences.push(...this.#twins(norms, marks));
    if (differences.length > 0) throw refusal(this.#name, differences);
    return norms;
  }

  close(): void {
    closeSync(this.#file);
  }

  #where(index: number): string {
    return placeOf(this.header.candidates, index);
  }

  /** Candidates with the same values: only those with the same measures are compared. */
  #twins(norms: Float64Array, marks: Float64Array): Difference[] {
    const order = Uint32Array.from(norms, (_, index) => index).sort(
      (a, b) => at(norms, a) - at(norms, b) || at(marks, a) - at(marks, b) || a - b,
    );
    const differences: Difference[] = [];
    const [before, after] = [new Float32Array(this.nFeatures), new Float32Array(this.nFeatures)];
    for (let i = 1; i < order.length; i++) {
      const [a, b] = [at(order, i - 1), at(order, i)];
      if (at(norms, a) !== at(norms, b) || at(marks, a) !== at(marks, b)) continue;
      this.read(a, before);
      this.read(b, after);
      if (!before.every((value, index) => value === after[index])) continue;
      differences.push({ path: this.#where(b), expected: 'values of its own', found: `those of ${this.#where(a)}` });
    }
    return differences;
  }
}

/**
 * Whether a bank can be what a retrieval model's output is compared with.
 *
 * @returns every difference; none when it fits. The shapes are compared where the graph is there, by `compareGraph`.
 */
export function compareBank(
  settings: Extract<Manifest['postprocess'], { kind: 'retrieval' }>,
  header: BankHeader,
): Difference[] {
  const { topK, topLabels = 0, bank } = settings;
  const nLabels = new Set(header.candidates.map(({ label }) => label)).size;
  const differences: Difference[] = [];
  const check = (key: string, found: number, most: number, what: string): void => {
    if (found <= most) return;
    const expected = `at most ${most}, the ${what} of ${bank}`;
    differences.push({ path: `postprocess.${key}`, expected, found: String(found) });
  };
  check('topK', topK, header.candidates.length, 'candidates');
  check('topLabels', topLabels, nLabels, 'labels');
  return differences;
}

/** @returns every difference between a header and what a bank has to be; none when it is one */
export function checkBankHeader(json: unknown): Difference[] {
  const parsed = bankHeader.safeParse(json);
  if (!parsed.success) {
    return parsed.error.issues.flatMap((issue) => differencesOf(issue, json));
  }
  const { candidates, shape } = parsed.data;
  const differences: Difference[] = [];
  if (candidates.length !== shape[0]) {
    const expected = `${shape[0]}, the first number of shape`;
    differences.push({ path: 'candidates', expected, found: `${candidates.length} of them` });
  }
  return [...differences, ...checkNames(candidates), ...checkSources(candidates)];
}

function checkNames(candidates: readonly Candidate[]): Difference[] {
  const seen = new Map<string, number>();
  return candidates.flatMap((one, index) => {
    if (one.name === undefined) return [];
    const first = seen.get(one.name);
    if (first === undefined) seen.set(one.name, index);
    return first === undefined
      ? []
      : [
          {
            path: placeOf(candidates, index),
            expected: 'a name of its own',
            found: `that of ${placeOf(candidates, first)}`,
          },
        ];
  });
}

interface Span {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Windows of one recording: those that overlap by more than half of the shorter one count as one and the same. */
function checkSources(candidates: readonly Candidate[]): Difference[] {
  const differences: Difference[] = [];
  const bySource = new Map<string, Span[]>();
  candidates.forEach(({ source, start, end }, index) => {
    if (source === undefined && start === undefined && end === undefined) return;
    const path = placeOf(candidates, index);
    if (source === undefined || start === undefined || end === undefined) {
      const there = Object.entries({ source, start, end }).flatMap(([key, value]) =>
        value === undefined ? [] : [key],
      );
      differences.push({ path, expected: 'source, start and end', found: `only ${there.join(' and ')}` });
    } else if (!(end > start)) {
      differences.push({ path, expected: `an end after start, ${start} s`, found: `${end} s` });
    } else {
      const spans = bySource.get(source);
      if (spans === undefined) bySource.set(source, [{ index, start, end }]);
      else spans.push({ index, start, end });
    }
  });
  for (const [source, spans] of bySource) {
    spans.sort((a, b) => a.start - b.start || a.index - b.index);
    spans.forEach((span, i) => {
      for (let k = i + 1; k < spans.length; k++) {
        const other = spans[k] as Span;
        if (other.start >= span.end || differences.length >= MOST_DIFFERENCES) break;
        if (!overlapsByMoreThanHalf(span, other)) continue;
        differences.push({
          path: placeOf(candidates, other.index),
          expected: `at most half in common with ${placeOf(candidates, span.index)}`,
          found: `${other.start} to ${other.end} s and ${span.start} to ${span.end} s of ${formatValue(source)}`,
        });
      }
    });
  }
  return differences;
}

function overlapsByMoreThanHalf(a: Span, b: Span): boolean {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common > Math.min(a.end - a.start, b.end - b.start) / 2;
}

function readHeader(file: number, name: string): { header: BankHeader; layout: Layout } {
  const refuse = (expected: string, found: string): never => {
    throw refusal(name, [{ path: '', expected, found }]);
  };
  const { size } = fstatSync(file);
  if (size < HEADER_AT) refuse(`a bank, which starts with ${JSON.stringify(MAGIC)}`, `${size} bytes`);
  const start = Buffer.alloc(HEADER_AT);
  readFully(file, start, 0, name);
  const magic = start.toString('latin1', 0, 8);
  if (magic !== MAGIC) refuse(`a bank, which starts with ${JSON.stringify(MAGIC)}`, JSON.stringify(magic));
  const length = start.readUInt32LE(8);
  const most = Math.min(MAX_HEADER_BYTES, size - HEADER_AT);
  if (length > most) refuse(`a header of at most ${most} bytes`, String(length));
  const text = Buffer.alloc(length);
  readFully(file, text, HEADER_AT, name);
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (error) {
    refuse('a header in JSON', (error as Error).message);
  }
  const differences = checkBankHeader(json);
  if (differences.length > 0) throw refusal(name, differences);
  const header = json as BankHeader;
  const layout = layoutOf(header, length);
  if (size !== layout.nBytes) {
    const values = `${header.shape.join(' x ')} ${header.values ?? 'float32'}`;
    refuse(`${layout.nBytes} bytes (values from ${layout.valuesAt} on, ${values})`, `${size} bytes`);
  }
  return { header, layout };
}

function readFully(file: number, bytes: Uint8Array, position: number, name: string): void {
  for (let done = 0; done < bytes.length;) {
    const n = readSync(file, bytes, done, Math.min(bytes.length - done, MAX_READ_BYTES), position + done);
    if (n === 0) {
      throw new ModelError(
        'MODEL_UNLOADABLE',
        `${name}: expected ${bytes.length} bytes from ${position} on, found ${done}`,
      );
    }
    done += n;
  }
}

/** Sum of squares, and a second number that depends on where each value is. */
function measure(row: Float32Array): { squares: number; mark: number } {
  let [s0, s1, m0, m1] = [0, 0, 0, 0];
  const even = row.length - (row.length % 2);
  for (let i = 0; i < even; i += 2) {
    const a = row[i] as number;
    const b = row[i + 1] as number;
    s0 += a * a;
    s1 += b * b;
    m0 += a * i;
    m1 += b * i;
  }
  if (even < row.length) {
    const last = row[even] as number;
    s0 += last * last;
    m0 += last * even;
  }
  return { squares: s0 + s1, mark: m0 + 2 * m1 };
}

function differenceOf(row: Float32Array, norm: number): { expected: string; found: string } | undefined {
  if (!Number.isFinite(norm)) {
    const index = row.findIndex((value) => !Number.isFinite(value));
    return { expected: 'finite values', found: `${row[index]} at value ${index}` };
  }
  if (norm === 0) return { expected: 'a direction', found: 'zeros alone' };
  if (norm >= MIN_NORM && norm <= MAX_NORM) return undefined;
  return { expected: `a norm between ${MIN_NORM} and ${MAX_NORM}`, found: norm.toPrecision(3) };
}

/** `candidate 12 (dog)` */
function placeOf(candidates: readonly Candidate[], index: number): string {
  const one = candidates[index];
  return `candidate ${index}${one === undefined ? '' : ` (${candidateName(one)})`}`;
}

function refusal(name: string, differences: readonly Difference[]): ModelError {
  const lines = formatNames(differences.map(formatDifference), MOST_DIFFERENCES);
  return new ModelError('MODEL_UNLOADABLE', `${name}: ${lines}`);
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}
