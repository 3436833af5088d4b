import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import protobuf from 'protobufjs';

/** A model that takes the whole window and answers with its last sample, as large and as slow as is wanted. */
export interface IdentityModel {
  readonly name: string;
  readonly nChannels: number;
  /** Rate that the model sees, Hz. */
  readonly sfreq: number;
  /** Length of a window and distance of windows, samples of `sfreq`. */
  readonly nSamples: number;
  readonly stride: number;
  /** Steps as a manifest has them. Default none. */
  readonly preprocess?: readonly object[];
  /** Products of the window with the unit matrix, one after another: work that changes nothing. Default 0. */
  readonly nProducts?: number;
}

/** A band-pass, a resampling and a window of 1 s every 100 ms of a stream, as a decoder of speech or images has them. */
export const FILTERED_IDENTITY = {
  name: 'filtered-identity',
  sfreq: 120,
  nSamples: 120,
  stride: 12,
  preprocess: [
    { step: 'bandpass', low: 0.1, high: 40, order: 4 },
    { step: 'resample', sfreq: 120, halfLength: 16 },
  ],
} as const satisfies Omit<IdentityModel, 'nChannels'>;

/** The few fields of ONNX's own schema that this graph has. */
const ONNX = `
  syntax = "proto3";
  message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }
  message Opset { int64 version = 2; }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Constant initializer = 5;
    repeated Value input = 11; repeated Value output = 12;
  }
  message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
  message Attribute { string name = 1; int64 i = 3; int32 type = 20; }
  message Constant { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Value { string name = 1; Type type = 2; }
  message Type { Tensor tensor_type = 1; }
  message Tensor { int32 elem_type = 1; Shape shape = 2; }
  message Shape { repeated Dim dim = 1; }
  message Dim { oneof value { int64 dim_value = 1; string dim_param = 2; } }
`;
const FLOAT32 = 1;
const INT64 = 7;
const INT_ATTRIBUTE = 2;

/**
 * Writes the model's folder.
 *
 * @param repository  folder of models
 * @returns the path of its ONNX file
 */
export async function writeIdentityModel(repository: string, model: IdentityModel): Promise<string> {
  const { name, nChannels, sfreq, nSamples, stride, preprocess = [] } = model;
  const folder = join(repository, name, '1.0.0');
  const window = Float32Array.from({ length: nSamples * nChannels }, (_, i) => (i % 251) - 125);
  const files = {
    'golden.input.bin': bytesOf(window),
    'golden.output.bin': bytesOf(window.slice(-nChannels)),
    'model.onnx': identityGraph(model),
  };
  const manifest = {
    schema: 1,
    name,
    version: '1.0.0',
    description: 'The last sample of the window.',
    licence: 'Apache-2.0',
    trainedOn: 'nothing',
    results: [],
    files: Object.fromEntries(
      Object.entries(files).map(([file, content]) => [file, createHash('sha256').update(content).digest('hex')]),
    ),
    model: 'model.onnx',
    golden: { input: 'golden.input.bin', output: 'golden.output.bin', tolerance: 1e-4 },
    signal: {
      channels: { kinds: ['mag', 'grad'], count: nChannels, missing: 'refuse' },
      unit: 'any',
      sfreq,
      nSamples,
      layout: 'time-channel',
    },
    preprocess,
    when: { kind: 'sliding', stride },
    gap: 'skip',
    inputs: [{ name: 'x', role: 'signal' }],
    postprocess: { kind: 'embedding', output: 'y' },
  };
  await mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return join(folder, 'model.onnx');
}

function identityGraph({ nChannels, nSamples, nProducts = 0 }: IdentityModel): Uint8Array {
  const value = (name: string, ...dims: number[]): object => ({
    name,
    type: {
      tensorType: {
        elemType: FLOAT32,
        shape: { dim: [{ dimParam: 'batch' }, ...dims.map((dimValue) => ({ dimValue }))] },
      },
    },
  });
  const unit = new Float32Array(nProducts > 0 ? nChannels * nChannels : 0);
  for (let at = 0; at < unit.length; at += nChannels + 1) unit[at] = 1;
  const last = new BigInt64Array([BigInt(nSamples - 1)]);
  const after = (product: number): string => (product === 0 ? 'x' : `x${product}`);
  const Model = protobuf.parse(ONNX).root.lookupType('Model');
  const message = Model.fromObject({
    irVersion: 9,
    opsetImport: [{ version: 18 }],
    graph: {
      name: 'identity',
      node: [
        ...Array.from({ length: nProducts }, (_, i) => ({
          input: [after(i), 'unit'],
          output: [after(i + 1)],
          opType: 'MatMul',
        })),
        {
          input: [after(nProducts), 'last'],
          output: ['y'],
          opType: 'Gather',
          attribute: [{ name: 'axis', i: 1, type: INT_ATTRIBUTE }],
        },
      ],
      initializer: [
        { dims: [], dataType: INT64, name: 'last', rawData: bytesOf(last) },
        ...(nProducts > 0
          ? [{ dims: [nChannels, nChannels], dataType: FLOAT32, name: 'unit', rawData: bytesOf(unit) }]
          : []),
      ],
      input: [value('x', nSamples, nChannels)],
      output: [value('y', nChannels)],
    },
  });
  return Model.encode(message).finish();
}

function bytesOf(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
