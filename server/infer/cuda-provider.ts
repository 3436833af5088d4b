import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Files that make ONNX Runtime for Node run on CUDA, beside its own library. The install does not bring them. */
export const PROVIDER_FILES = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'] as const;

interface Library {
  readonly file: string;
  readonly what: string;
  /** `start`: the provider cannot be opened without it; `run`: it opens it when a graph first needs it. */
  readonly needed: 'start' | 'run';
}

/** What version 1.30.0 of the provider names as needed in its file, and the names that it opens itself. */
const LIBRARIES: readonly Library[] = [
  { file: 'libcublasLt.so.13', what: 'cuBLAS of CUDA 13', needed: 'start' },
  { file: 'libcublas.so.13', what: 'cuBLAS of CUDA 13', needed: 'start' },
  { file: 'libcurand.so.10', what: 'cuRAND of CUDA 13', needed: 'start' },
  { file: 'libcudart.so.13', what: 'runtime of CUDA 13', needed: 'start' },
  { file: 'libcuda.so.1', what: 'NVIDIA driver', needed: 'start' },
  { file: 'libcudnn.so.9', what: 'cuDNN 9', needed: 'run' },
  { file: 'libnvrtc.so.13', what: 'NVRTC of CUDA 13', needed: 'run' },
];

/** Version and folder of the ONNX Runtime that this program loads, without loading it. */
export function onnxRuntime(): { version: string; folder: string } {
  const load = createRequire(import.meta.url);
  const { version } = load('onnxruntime-node/package.json') as { version: string };
  const root = dirname(load.resolve('onnxruntime-node/package.json'));
  return { version, folder: join(root, 'bin', 'napi-v6', process.platform, process.arch) };
}

/** @returns provider files that are not in `folder` */
export function missingProviderFiles(folder = onnxRuntime().folder): string[] {
  return PROVIDER_FILES.filter((file) => !existsSync(join(folder, file)));
}

/** Says that the provider is not installed, and how it comes to be; goes on from "the CUDA provider is". */
export function notInstalled(missing: readonly string[]): string {
  return `not installed (no ${missing.join(', no ')}); \`npm run cuda:install\` fetches it`;
}

/**
 * Libraries that the system's loader does not find for the provider, or the reason where it is another. Opens every one of them, which takes half a
 * second and stays in the memory of the process.
 *
 * @param open  opens a shared library by its name, or throws the loader's reason
 */
export function missingLibraries(open: (file: string) => void = openLibrary): string[] {
  return LIBRARIES.flatMap(({ file, what, needed }) => {
    try {
      open(file);
      return [];
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const reason = /No such file/i.test(text) ? '' : `: ${text}`;
      return [`${file} (${what}${needed === 'run' ? ', at run time' : ''})${reason}`];
    }
  });
}

/** Node opens the library and then finds that it is none of its own modules, which is the answer wanted here. */
function openLibrary(file: string): void {
  try {
    process.dlopen({ exports: {} }, file);
  } catch (error) {
    if (!(error instanceof Error && /did not self-register/.test(error.message))) throw error;
  }
}
