import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkChecksums, sha256 } from '../../../models/checksum.js';
import { openRepository, type BrokenModel, type RepositoryEntry } from '../../../models/repository.js';
import { temporaryDir } from '../../helpers/temporary-dir.js';

/** A repository of one model that is as it must be. */
function repository(name = 'identity-8', version = '1.0.0'): { root: string; dir: string } {
  const root = temporaryDir();
  const dir = join(root, name, version);
  cpSync('test/models/identity-8/1.0.0', dir, { recursive: true });
  return { root, dir };
}

type Json = Record<string, unknown>;

function edit(dir: string, change: (manifest: Json) => void): void {
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Json;
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

function only(entries: RepositoryEntry[]): RepositoryEntry {
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

function problems(root: string): string[] {
  const entry = only(openRepository(root));
  return entry.ok ? [] : entry.problems;
}

describe('openRepository', () => {
  it('opens every model that is shipped', () => {
    const entries = openRepository('models');
    expect(entries.map(({ id, ok }) => `${id} ${ok}`)).toEqual([
      'image-embeddings@1.0.0 true',
      'speech-segments@1.0.0 true',
      'ssvep-fbcca@1.0.0 true',
      'ssvep-fbcca-1s@1.0.0 true',
      'ssvep-fbcca-2s@1.0.0 true',
      'typing-keys@1.0.0 true',
      'typing-stream@1.0.0 true',
    ]);
  });

  it('opens every model of the tests', () => {
    expect(openRepository('test/models').filter((entry) => !entry.ok)).toEqual([]);
  });

  it('gives the id, the folder and the manifest', () => {
    const { root, dir } = repository();
    expect(only(openRepository(root))).toMatchObject({
      ok: true,
      id: 'identity-8@1.0.0',
      dir,
      manifest: { name: 'identity-8' },
    });
  });

  it('sorts versions as numbers', () => {
    const { root, dir } = repository();
    for (const version of ['1.10.0', '1.9.0']) {
      cpSync(dir, join(root, 'identity-8', version), { recursive: true });
      edit(join(root, 'identity-8', version), (manifest) => (manifest['version'] = version));
    }
    expect(openRepository(root).map(({ id }) => id)).toEqual([
      'identity-8@1.0.0',
      'identity-8@1.9.0',
      'identity-8@1.10.0',
    ]);
  });

  it('passes over what is no model', () => {
    const { root } = repository();
    mkdirSync(join(root, 'scripts', 'nested'), { recursive: true });
    mkdirSync(join(root, '.git', '1.0.0'), { recursive: true });
    mkdirSync(join(root, '__pycache__', '1.0.0'), { recursive: true });
    writeFileSync(join(root, 'README.md'), '');
    expect(openRepository(root).map(({ id }) => id)).toEqual(['identity-8@1.0.0']);
  });

  it('throws when the repository is not there', () => {
    expect(() => openRepository(join(temporaryDir(), 'nowhere'))).toThrow(/ENOENT/);
  });

  it('follows a link to the repository itself', () => {
    const { root } = repository();
    const link = join(temporaryDir(), 'link');
    symlinkSync(root, link);
    expect(only(openRepository(link))).toMatchObject({ ok: true });
  });

  it('refuses links inside of it', () => {
    const { root, dir } = repository();
    const elsewhere = temporaryDir();
    symlinkSync(join(root, 'identity-8'), join(elsewhere, 'linked'));
    expect(problems(elsewhere)).toEqual(['expected a folder, found a symbolic link']);

    const versions = temporaryDir();
    mkdirSync(join(versions, 'identity-8'));
    symlinkSync(dir, join(versions, 'identity-8', '1.0.0'));
    expect(problems(versions)).toEqual(['expected a folder, found a symbolic link']);

    for (const name of ['model.onnx', 'golden.output.bin', 'manifest.json']) {
      const other = repository();
      rmSync(join(other.dir, name));
      symlinkSync(join(dir, name), join(other.dir, name));
      expect(problems(other.root).join('\n'), name).toMatch(
        new RegExp(`^${name}: expected a regular file, found a symbolic link`),
      );
    }
  });

  it('tells of a version folder without a manifest, and of one that cannot be read', () => {
    const { root, dir } = repository();
    writeFileSync(join(dir, 'manifest.json'), '{"schema": 1,');
    expect(problems(root)[0]).toMatch(/^manifest.json: expected JSON, found /);
    rmSync(join(dir, 'manifest.json'));
    expect(only(openRepository(root))).toMatchObject({
      ok: false,
      id: 'identity-8@1.0.0',
      code: 'MODEL_MANIFEST_INVALID',
      problems: ['manifest.json: expected a file, found nothing'],
    });
    mkdirSync(join(dir, 'manifest.json'));
    expect(problems(root)).toEqual(['manifest.json: expected a regular file, found something else']);
  });

  it('tells every difference of a broken manifest', () => {
    const { root, dir } = repository();
    edit(dir, (manifest) => {
      manifest['gap'] = 'none';
      manifest['licence'] = '';
    });
    expect(problems(root)).toEqual([
      'licence: expected at least 1 characters, found ""',
      'gap: expected one of "skip", "hold", "zero", "mask", found "none"',
    ]);
  });

  it('wants the manifest to agree with the folders', () => {
    const { root } = repository('other', '2.0.0');
    expect(problems(root)).toEqual([
      "name: expected other, the folder's name, found identity-8",
      "version: expected 2.0.0, the folder's name, found 1.0.0",
    ]);
  });

  it('wants a version folder to be a version', () => {
    const { root } = repository('identity-8', 'latest');
    expect(problems(root)).toEqual(["version: expected latest, the folder's name, found 1.0.0"]);
  });

  it('tells of a file that is changed, gone, or not listed', () => {
    const { root, dir } = repository();
    const sum = sha256(join(dir, 'model.onnx'));
    writeFileSync(join(dir, 'model.onnx'), 'another');
    rmSync(join(dir, 'golden.output.bin'));
    writeFileSync(join(dir, 'weights.data'), '');
    mkdirSync(join(dir, 'more'));
    const entry = only(openRepository(root)) as BrokenModel;
    expect(entry.code).toBe('MODEL_CHECKSUM');
    expect(entry.problems).toEqual(
      expect.arrayContaining([
        'weights.data: expected a checksum in files, found none',
        'more: expected files alone, found a folder',
        `model.onnx: expected SHA-256 ${sum}, found ${sha256(join(dir, 'model.onnx'))}`,
        expect.stringMatching(/^golden\.output\.bin: expected a file with SHA-256 [0-9a-f]{64}, found nothing$/),
      ]),
    );
    expect(entry.problems).toHaveLength(4);
  });

  it('goes on behind a broken model', () => {
    const { root, dir } = repository();
    cpSync(dir, join(root, 'identity-8', '0.9.0'), { recursive: true });
    expect(openRepository(root).map(({ id, ok }) => `${id} ${ok}`)).toEqual([
      'identity-8@0.9.0 false',
      'identity-8@1.0.0 true',
    ]);
  });
});

describe('sha256', () => {
  it('gives the published sums', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'empty'), '');
    writeFileSync(join(dir, 'abc'), 'abc');
    writeFileSync(join(dir, 'million'), 'a'.repeat(1_000_000));
    // FIPS 180-2, appendix B.
    expect(sha256(join(dir, 'empty'))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256(join(dir, 'abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(join(dir, 'million'))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
  });

  it('refuses a folder', () => {
    expect(() => sha256(temporaryDir())).toThrow(/not a regular file|EISDIR/);
  });
});

describe('checkChecksums', () => {
  it('refuses a link', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'a'), 'abc');
    symlinkSync(join(dir, 'a'), join(dir, 'b'));
    expect(checkChecksums(dir, { b: '0'.repeat(64) })).toEqual([
      `b: expected a file with SHA-256 ${'0'.repeat(64)}, found a symbolic link`,
    ]);
  });
});
