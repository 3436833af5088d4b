/**
 * How fast an estimate is compared with every candidate of a bank, beside a plain read of as many bytes.
 *
 *     npm run build && node dist/bench/micro/retrieval.js [sequences | vectors | small] [rounds]
 *
 * `sequences` is the published size of speech segments, 1430 x 1024 x 343 (2.0 GB, of which it makes a file in the
 * temporary folder and keeps about 6 GB in memory), `vectors` the most single vectors, 100 000 x 2048. The plain read is
 * the C library's search for a byte that is not there. The product's own scorers (in memory in each precision, and from
 * the file) take turns with it, with loops in JavaScript, and with ONNX Runtime's matrix product, so that a slow spell of
 * the machine meets all of them; medians and quartiles over the rounds.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { BankFile } from '../../models/bank.js';
import { OnnxSession, Tensor } from '../../server/infer/onnx-session.js';
import { BankScorer } from '../../server/postprocess/bank-scorer.js';
import { percentiles } from '../../server/preprocess/percentile.js';
import { openPlainRead, randomRow, writeRandomBank } from '../harness/random-bank.js';

const SHAPES: Record<string, number[]> = {
  sequences: [1430, 1024, 343],
  vectors: [100_000, 2048],
  small: [200, 768],
};
const N_BEST = 10;

const [which = 'sequences', roundsText = '9'] = process.argv.slice(2);
const shape = SHAPES[which];
const rounds = Number(roundsText);
if (shape === undefined || !(rounds >= 3)) {
  throw new RangeError(`expected ${Object.keys(SHAPES).join(' | ')} and at least 3 rounds`);
}
const nCandidates = shape[0]!;
const nFeatures = shape.slice(1).reduce((size, length) => size * length, 1);
const bankBytes = nCandidates * nFeatures * 4;

interface Run {
  readonly name: string;
  /** Bytes that it reads, of the form that it keeps candidates in. */
  readonly nBytes: number;
  /** @returns how many candidates were scored in float32, and the best of them */
  readonly score: () => { nExact: number; best: string };
  readonly times: number[];
  result?: { nExact: number; best: string };
}

const folder = mkdtempSync(join(tmpdir(), 'cortexwire-retrieval-'));

function measure(path: string): void {
  const started = performance.now();
  writeRandomBank(path, shape!);
  console.log(`wrote and checked the bank in ${seconds(started)}`);
  const bank = BankFile.open(path);
  const all = new Float32Array(nCandidates * nFeatures);
  bank.read(0, all);
  const estimate = randomRow(nFeatures, 99).map((value, i) => value + 0.02 * all[i]!);
  bank.close();
  const runs = [plainRead(all), ...scorers(path, estimate), loops(all, estimate), matrixProduct(all, estimate)];
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      const start = process.hrtime.bigint();
      run.result = run.score();
      run.times.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  report(runs);
}

function report(runs: readonly Run[]): void {
  const [read] = runs.map(({ times }) => quartiles(times)[1]);
  console.log(`${shape!.join(' x ')} (${(bankBytes / 1e9).toFixed(2)} GB), Node ${process.version}, ${rounds} rounds`);
  console.log(`${'ms an estimate'.padEnd(34)} median     q25     q75   GB/s   x read   in float32   best`);
  for (const { name, nBytes, times, result } of runs) {
    const [low, middle, high] = quartiles(times);
    const figures = [middle, low, high].map((value) => value.toFixed(1).padStart(7)).join(' ');
    const speed = (nBytes / middle / 1e6).toFixed(1).padStart(6);
    const nExact = String(result?.nExact ?? '').padStart(12);
    console.log(
      `${name.padEnd(33)} ${figures} ${speed} ${(middle / read!).toFixed(2).padStart(8)} ${nExact}   ${result?.best ?? ''}`,
    );
  }
}

function scorers(path: string, estimate: Float32Array): Run[] {
  const open = (name: string, precision: 'float32' | 'float16' | 'int8', bytes: number, maxBytes?: number): Run => {
    const started = performance.now();
    const scorer = new BankScorer(path, { precision, normalise: 'candidate' }, maxBytes);
    console.log(`opened ${name} in ${seconds(started)}`);
    return {
      name,
      nBytes: bankBytes * (bytes / 4),
      score: () => {
        const { best, nExact } = scorer.score(estimate, N_BEST);
        return { nExact, best: best.join(' ') };
      },
      times: [],
    };
  };
  return [
    open('float32', 'float32', 4),
    open('float32, from the file each time', 'float32', 4, bankBytes / 2),
    open('float16', 'float16', 2),
    open('int8', 'int8', 1),
  ];
}

function plainRead(all: Float32Array<ArrayBuffer>): Run {
  const read = openPlainRead(all);
  const score = (): { nExact: number; best: string } => {
    read();
    return { nExact: 0, best: '' };
  };
  return { name: 'plain read', nBytes: bankBytes, score, times: [] };
}

/** What JavaScript can do: four candidates at a time, a sum each. */
function loops(all: Float32Array, estimate: Float32Array): Run {
  const products = new Float64Array(nCandidates);
  const score = (): { nExact: number; best: string } => {
    for (let row = 0; row + 3 < nCandidates; row += 4) {
      const a = row * nFeatures;
      const [b, c, d] = [a + nFeatures, a + 2 * nFeatures, a + 3 * nFeatures];
      let [s, t, u, v] = [0, 0, 0, 0];
      for (let i = 0; i < nFeatures; i++) {
        const x = estimate[i]!;
        s += all[a + i]! * x;
        t += all[b + i]! * x;
        u += all[c + i]! * x;
        v += all[d + i]! * x;
      }
      products.set([s, t, u, v], row);
    }
    return { nExact: nCandidates, best: '' };
  };
  return { name: 'loops in JavaScript', nBytes: bankBytes, score, times: [] };
}

/** One graph of one node: candidates times estimate, both as inputs, in place. */
function matrixProduct(all: Float32Array, estimate: Float32Array): Run {
  const path = join(folder, 'product.onnx');
  writeFileSync(path, productGraph());
  const session = OnnxSession.load(path);
  const feeds = {
    candidates: new Tensor('float32', all, [nCandidates, nFeatures]),
    estimate: new Tensor('float32', estimate, [nFeatures, 1]),
  };
  const score = (): { nExact: number; best: string } => {
    session.run(feeds);
    return { nExact: nCandidates, best: '' };
  };
  return { name: "ONNX Runtime's MatMul", nBytes: bankBytes, score, times: [] };
}

/** The few fields of ONNX's own schema that this graph has. */
const ONNX = `
  syntax = "proto3";
  message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }
  message Opset { int64 version = 2; }
  message Graph { repeated Node node = 1; string name = 2; repeated Value input = 11; repeated Value output = 12; }
  message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; }
  message Value { string name = 1; Type type = 2; }
  message Type { Tensor tensor_type = 1; }
  message Tensor { int32 elem_type = 1; Shape shape = 2; }
  message Shape { repeated Dim dim = 1; }
  message Dim { int64 dim_value = 1; }
`;

function productGraph(): Uint8Array {
  const value = (name: string, ...dims: number[]): object => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } },
  });
  const Model = protobuf.parse(ONNX).root.lookupType('Model');
  const message = Model.fromObject({
    irVersion: 9,
    opsetImport: [{ version: 18 }],
    graph: {
      name: 'product',
      node: [{ input: ['candidates', 'estimate'], output: ['products'], opType: 'MatMul' }],
      input: [value('candidates', nCandidates, nFeatures), value('estimate', nFeatures, 1)],
      output: [value('products', nCandidates, 1)],
    },
  });
  return Model.encode(message).finish();
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** Without the first rounds, which compile. */
function quartiles(times: readonly number[]): [number, number, number] {
  const settled = Float64Array.from(times.slice(2));
  return percentiles(settled, 0, settled.length, [0.25, 0.5, 0.75]) as [number, number, number];
}

try {
  measure(join(folder, 'made-up.bank'));
} finally {
  rmSync(folder, { recursive: true });
}
