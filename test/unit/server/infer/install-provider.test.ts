import { zipSync, type Zippable } from 'fflate';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../../models/checksum.js';
import { InstallError, installProvider, PROVIDER_WHEEL } from '../../../../server/infer/install-provider.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const runtime = { version: '1.30.0', machine: 'linux x64' };
const SHARED = 'libonnxruntime_providers_shared.so';
const CUDA = 'libonnxruntime_providers_cuda.so';
const content: Readonly<Record<string, Buffer>> = {
  'onnxruntime/__init__.py': Buffer.from('"""made up"""'),
  [`onnxruntime/capi/${CUDA}`]: Buffer.alloc(300_000, 'kernels '),
  [`onnxruntime/capi/${SHARED}`]: Buffer.from('bridge'),
};

function madeUpWheel(files: Record<string, Uint8Array> = content): { wheel: string; checksum: string; folder: string } {
  const wheel = join(temporaryDir(), PROVIDER_WHEEL.file);
  // One file packed, the other as it is: a wheel may hold both.
  const entries = Object.entries(files).map(([name, bytes]) => [
    name,
    [bytes, { level: name.endsWith(SHARED) ? 0 : 6 }],
  ]);
  writeFileSync(wheel, zipSync(Object.fromEntries(entries) as Zippable));
  return { wheel, checksum: sha256(wheel), folder: temporaryDir() };
}

/** A program that plays `python3 -m pip`: it writes down what it is asked and does `what`. */
function python(what: string): { program: string; asked: string } {
  const dir = temporaryDir();
  const program = join(dir, 'python3');
  const asked = join(dir, 'asked');
  writeFileSync(program, `#!/bin/sh\necho "$*" > ${asked}\n${what}\n`);
  chmodSync(program, 0o755);
  return { program, asked };
}

describe('installProvider', () => {
  it('puts both files where ONNX Runtime looks for them, and says so', () => {
    const { wheel, checksum, folder } = madeUpWheel();
    const said: string[] = [];
    const written = installProvider({ wheel, checksum, folder, runtime, say: (line) => said.push(line) });
    expect(written).toEqual([join(folder, SHARED), join(folder, CUDA)]);
    expect(readdirSync(folder).sort()).toEqual([CUDA, SHARED]);
    for (const file of [SHARED, CUDA]) {
      expect(readFileSync(join(folder, file)).equals(content[`onnxruntime/capi/${file}`] ?? Buffer.of())).toBe(true);
    }
    expect(said).toEqual([
      `SHA-256 ${checksum}, as it has to be`,
      `installed ${join(folder, SHARED)}`,
      `installed ${join(folder, CUDA)}`,
    ]);
  });

  it('refuses a wheel with another checksum, and changes nothing', () => {
    const { wheel, folder } = madeUpWheel();
    writeFileSync(join(folder, CUDA), 'older');
    expect(() => installProvider({ wheel, folder, runtime })).toThrow(InstallError);
    expect(() => installProvider({ wheel, folder, runtime })).toThrow(
      `${wheel}: expected SHA-256 ${PROVIDER_WHEEL.sha256}, found ${sha256(wheel)}; nothing was installed`,
    );
    expect(readdirSync(folder)).toEqual([CUDA]);
    expect(readFileSync(join(folder, CUDA), 'utf8')).toBe('older');
  });

  it('refuses what is no wheel, or holds only one of the files', () => {
    const half = madeUpWheel({ [`onnxruntime/capi/${SHARED}`]: Buffer.from('bridge') });
    expect(() => installProvider({ ...half, runtime })).toThrow(/there is no .*providers_cuda\.so in the wheel/);
    expect(readdirSync(half.folder)).toEqual([]);
    for (const bytes of [Buffer.from('no archive'), Buffer.alloc(0), readFileSync(half.wheel).subarray(0, -4)]) {
      writeFileSync(half.wheel, bytes);
      const checksum = sha256(half.wheel);
      expect(() => installProvider({ ...half, checksum, runtime })).toThrow(/: invalid zip data$/);
    }
    expect(() => installProvider({ ...half, wheel: `${half.wheel}.none`, runtime })).toThrow(/cannot be read: ENOENT/);
    expect(readdirSync(half.folder)).toEqual([]);
  });

  it('asks pip for exactly one file, and takes it from there', () => {
    const { wheel, checksum, folder } = madeUpWheel();
    const { program, asked } = python(`for last; do dest=$before; before=$last; done; cp ${wheel} "$dest"`);
    const written = installProvider({ python: program, checksum, folder, runtime });
    expect(written).toHaveLength(2);
    expect(readFileSync(asked, 'utf8')).toMatch(
      /^-m pip download --no-deps --only-binary=:all: .*--platform manylinux_2_28_x86_64 --dest \S+ onnxruntime-gpu==1\.30\.0\n$/,
    );
    const [, dest = ''] = /--dest (\S+)/.exec(readFileSync(asked, 'utf8')) ?? [];
    expect(existsSync(dest)).toBe(false);
  });

  it('says why pip downloaded nothing', () => {
    const folder = temporaryDir();
    const { program } = python(`echo 'ERROR: No matching distribution' >&2; exit 1`);
    expect(() => installProvider({ python: program, folder, runtime })).toThrow(
      'pip did not download it: ERROR: No matching distribution; give a wheel that you have with --wheel FILE',
    );
    expect(() => installProvider({ python: join(folder, 'none'), folder, runtime })).toThrow(/ENOENT.*--wheel FILE/);
  });

  it('refuses another version of ONNX Runtime and another machine', () => {
    const { wheel, checksum, folder } = madeUpWheel();
    const install = (found: typeof runtime) => () => installProvider({ wheel, checksum, folder, runtime: found });
    expect(install({ ...runtime, version: '1.31.0' })).toThrow(/1\.30\.0 and onnxruntime-node 1\.31\.0/);
    expect(install({ ...runtime, machine: 'linux arm64' })).toThrow(/this is linux arm64/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is of the version that the package depends on, and what the image for CUDA checks', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['onnxruntime-node']).toBe(PROVIDER_WHEEL.version);
    const image = readFileSync('docker/Dockerfile.cuda', 'utf8');
    expect(image).toContain(`${PROVIDER_WHEEL.sha256}  `);
    expect(image).toContain(PROVIDER_WHEEL.file);
  });
});
