import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../models/checksum.js';
import { onnxRuntime, PROVIDER_FILES } from './cuda-provider.js';

/**
 * ONNX Runtime's Python package for CUDA 13 of the version that the Node package has: the same provider, for the same
 * library. Any Python can fetch it, whichever it is for.
 */
export const PROVIDER_WHEEL = {
  package: 'onnxruntime-gpu',
  version: '1.30.0',
  file: 'onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
  sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
} as const;

/** What pip is asked for: this one file, from the index that it is configured for. */
const PIP = [
  ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'],
  ...['--implementation', 'cp', '--python-version', '3.12', '--abi', 'cp312'],
  ...['--platform', 'manylinux_2_28_x86_64'],
];

/** Why the provider was not installed; nothing was changed. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

export interface InstallOptions {
  /** A wheel that is there already; absent: pip downloads it. */
  readonly wheel?: string | undefined;
  /** Program that runs pip. Default `python3`. */
  readonly python?: string | undefined;
  /** Where ONNX Runtime's own library is. */
  readonly folder?: string;
  /** What the wheel has to be, hexadecimal. */
  readonly checksum?: string;
  /** Version and machine that it is to go with; default those that there are. */
  readonly runtime?: { readonly version: string; readonly machine: string };
  readonly say?: (line: string) => void;
}

/**
 * Puts the CUDA provider beside ONNX Runtime's library, out of a wheel with the right checksum.
 *
 * @returns paths of the files
 * @throws {InstallError} where the machine, the version, the download or the checksum is not as it has to be
 */
export function installProvider(options: InstallOptions = {}): string[] {
  const { folder = onnxRuntime().folder, checksum = PROVIDER_WHEEL.sha256, say = () => undefined } = options;
  const { version, machine } = options.runtime ?? {
    version: onnxRuntime().version,
    machine: `${process.platform} ${process.arch}`,
  };
  if (machine !== 'linux x64') throw new InstallError(`the provider is there for linux x64, and this is ${machine}`);
  if (version !== PROVIDER_WHEEL.version) {
    throw new InstallError(
      `the provider is ${PROVIDER_WHEEL.version} and onnxruntime-node ${version}: they have to be the same`,
    );
  }
  const scratch = mkdtempSync(join(tmpdir(), 'cortexwire-provider-'));
  try {
    const wheel = options.wheel ?? download(options.python ?? 'python3', scratch, say);
    const found = checksumOf(wheel);
    if (found !== checksum) {
      throw new InstallError(`${wheel}: expected SHA-256 ${checksum}, found ${found}; nothing was installed`);
    }
    say(`SHA-256 ${found}, as it has to be`);
    return unpack(wheel, folder, say);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function download(python: string, folder: string, say: (line: string) => void): string {
  const { package: name, version, file } = PROVIDER_WHEEL;
  say(`downloading ${name} ${version} (247 MB) with ${python} -m pip`);
  const pip = spawnSync(python, [...PIP, '--dest', folder, `${name}==${version}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (pip.status === 0) return join(folder, file);
  const reason = pip.error?.message ?? pip.stderr.trim().split('\n').slice(-2).join('; ');
  throw new InstallError(`pip did not download it: ${reason}; give a wheel that you have with --wheel FILE`);
}

function checksumOf(wheel: string): string {
  try {
    return sha256(wheel);
  } catch (error) {
    throw new InstallError(`the wheel cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Both files or none: a provider is never there in part, nor with another's half. */
function unpack(path: string, folder: string, say: (line: string) => void): string[] {
  const written: string[] = [];
  try {
    const inWheel = PROVIDER_FILES.map((file) => `onnxruntime/capi/${file}`);
    const contents = unzipSync(readFileSync(path), { filter: ({ name }) => inWheel.includes(name) });
    for (const [i, file] of PROVIDER_FILES.entries()) {
      const name = inWheel[i] ?? '';
      const content = contents[name];
      if (content === undefined) throw new Error(`there is no ${name} in the wheel`);
      written.push(join(folder, `${file}.part`));
      writeFileSync(join(folder, `${file}.part`), content);
    }
    return written.map((part) => {
      const target = part.slice(0, -'.part'.length);
      renameSync(part, target);
      say(`installed ${target}`);
      return target;
    });
  } catch (error) {
    for (const part of written) rmSync(part, { force: true });
    throw new InstallError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
