import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../../models/checksum.js';
import { openRepository, type ModelEntry } from '../../../../models/repository.js';
import { checkModel } from '../../../../server/infer/check-model.js';
import { bankOf, headerOf, noise, numbered } from '../../../helpers/banks.js';
import { goldenFloats, testModel, withManifest } from '../../../helpers/models.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

/** A copy of a model with one file replaced, its checksum with it. */
function withFile(name: string, file: string, content: Uint8Array): ModelEntry {
  const entry = testModel(name);
  const dir = temporaryDir();
  cpSync(entry.dir, dir, { recursive: true });
  writeFileSync(join(dir, file), content);
  const changed = withManifest(entry, (manifest) => (manifest.files[file] = sha256(join(dir, file))));
  return { ...changed, dir };
}

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer);

describe('checkModel', () => {
  const models = ['models', 'test/models'].flatMap((dir) => openRepository(dir));

  it.each(models.map((entry) => [entry.id, entry] as const))('passes %s', (_id, entry) => {
    if (!entry.ok) throw new Error(entry.problems.join('; '));
    const { ok, lines } = checkModel(entry);
    const nSteps = entry.manifest.postprocess.kind === 'retrieval' ? 4 : 3;
    expect(lines.map((line) => line.slice(0, 8))).toEqual(Array<string>(nSteps).fill('ok      '));
    expect(ok).toBe(true);
  });

  it('reads the candidates of a retrieval model, and says what is wrong with them', () => {
    expect(checkModel(testModel('retrieval-small')).lines[3]).toBe(
      'ok      bank story.bank: 24 candidates of 8 x 4 values, 12 labels',
    );
    const bank = new Uint8Array(readFileSync(join(testModel('retrieval-small').dir, 'story.bank')));
    new DataView(bank.buffer).setUint32(bank.length - 4, 0x7f800000, true);
    expect(checkModel(withFile('retrieval-small', 'story.bank', bank)).lines[3]).toBe(
      'failed  MODEL_UNLOADABLE: story.bank: candidate 23 (segment-23): expected finite values, found Infinity at value 31',
    );
    expect(checkModel(withFile('retrieval-small', 'story.bank', bank.subarray(0, -128))).lines[1]).toMatch(
      /^failed {2}MODEL_UNLOADABLE: story.bank: expected \d+ bytes \(values from \d+ on, 24 x 8 x 4 float32\), found \d+ bytes$/,
    );
  });

  it('says how a bank differs from the output and from the manifest', () => {
    const narrow = bankOf(headerOf([3, 4, 8], numbered(3)), noise(96, 1));
    expect(checkModel(withFile('retrieval-small', 'story.bank', readFileSync(narrow))).lines[1]).toBe(
      'failed  MODEL_CONTRACT: output y: expected [batch, 4, 8] (batch, axes of a candidate of story.bank), ' +
        'found [batch, 8, 4]; postprocess.topK: expected at most 3, the candidates of story.bank, found 5',
    );
  });

  it('says what it did', () => {
    const { lines } = checkModel(testModel('identity-8'));
    expect(lines).toEqual([
      'ok      checksums of 3 files',
      'ok      graph model.onnx takes 256 samples x 8 channels as the manifest says',
      expect.stringMatching(/^ok {6}golden output: largest difference 0\.0e\+0 \(limit 1\.\de-2\)$/),
    ]);
  });

  it('stops at a file that is another', () => {
    const entry = withFile('identity-8', 'model.onnx', new Uint8Array(5));
    const { ok, lines } = checkModel({ ...entry, manifest: testModel('identity-8').manifest });
    expect(ok).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^failed {2}model\.onnx: expected SHA-256 [0-9a-f]+, found [0-9a-f]+$/),
    ]);
  });

  it('says why a graph cannot be loaded', () => {
    const { ok, lines } = checkModel(withFile('identity-8', 'model.onnx', new Uint8Array(5)));
    expect(ok).toBe(false);
    expect(lines[1]).toMatch(/^failed {2}MODEL_UNLOADABLE: .*model\.onnx: /);
  });

  it('says how a graph differs from the manifest', () => {
    const entry = withManifest(testModel('identity-8'), (manifest) => (manifest.signal.channels.count = 9));
    expect(checkModel(entry).lines[1]).toBe(
      'failed  MODEL_CONTRACT: input x: expected [batch, 256, 9] (batch, time, channels after the preprocessing), found [batch, 256, 8]',
    );
  });

  it('compares with the golden output within its tolerance', () => {
    const golden = goldenFloats(testModel('identity-8'), 'output');
    const largest = Math.max(...golden.map(Math.abs));
    const off = (share: number): boolean =>
      checkModel(
        withFile('identity-8', 'golden.output.bin', bytesOf(golden.map((v, i) => (i === 3 ? v + share * largest : v)))),
      ).ok;
    expect(off(0.9e-4)).toBe(true);
    expect(off(1.1e-4)).toBe(false);
    expect(off(-1.1e-4)).toBe(false);
    expect(off(Number.NaN)).toBe(false);
  });

  it('fails a model whose answer is not a number', () => {
    const input = goldenFloats(testModel('identity-8'), 'input');
    input[input.length - 1] = Number.NaN;
    expect(checkModel(withFile('identity-8', 'golden.input.bin', bytesOf(input))).lines[2]).toBe(
      'failed  golden output: largest difference Infinity (limit 1.1e-2)',
    );
  });

  it.each([
    [
      'golden.input.bin',
      new Uint8Array(8191),
      'golden input golden.input.bin: expected 2048 float32 values, 8192 bytes, found 8191 bytes',
    ],
    [
      'golden.output.bin',
      new Uint8Array(36),
      'golden output golden.output.bin: expected 8 float32 values, 32 bytes, found 36 bytes',
    ],
  ])('refuses a %s of another length', (file, content, line) => {
    expect(checkModel(withFile('identity-8', file, content)).lines[2]).toBe(`failed  ${line}`);
  });

  it.each([
    [new Uint8Array(100), /found incorrect header check$/],
    [gzipSync(new Uint8Array(100)), /expected 306000 float32 values, 1224000 bytes, found 100 bytes$/],
    // A small file that unpacks to far more than was promised is not unpacked to the end.
    [gzipSync(new Uint8Array(1 << 24)), /found Cannot create a Buffer larger than 1224001 bytes$/],
  ])('refuses a packed golden file that does not hold what it must (%#)', (content, line) => {
    expect(checkModel(withFile('identity', 'golden.input.bin.gz', content)).lines[2]).toMatch(line);
  });
});
