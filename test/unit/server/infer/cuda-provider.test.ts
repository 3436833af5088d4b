import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  missingLibraries,
  missingProviderFiles,
  onnxRuntime,
  PROVIDER_FILES,
} from '../../../../server/infer/cuda-provider.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

describe('missingProviderFiles', () => {
  it('looks beside the library that ONNX Runtime loads', () => {
    const { folder, version } = onnxRuntime();
    expect(version).toBe('1.30.0');
    expect(existsSync(join(folder, 'onnxruntime_binding.node'))).toBe(true);
  });

  it('names those that are not there', () => {
    const folder = temporaryDir();
    expect(missingProviderFiles(folder)).toEqual([...PROVIDER_FILES]);
    writeFileSync(join(folder, PROVIDER_FILES[0]), '');
    expect(missingProviderFiles(folder)).toEqual([PROVIDER_FILES[1]]);
    writeFileSync(join(folder, PROVIDER_FILES[1]), '');
    expect(missingProviderFiles(folder)).toEqual([]);
  });
});

describe('missingLibraries', () => {
  it('says what each is of that is not found, and why another is no good', () => {
    const missing = missingLibraries((file) => {
      if (file.startsWith('libcudnn'))
        throw new Error(`${file}: cannot open shared object file: No such file or directory`);
      if (file.startsWith('libcuda.')) throw new Error(`${file}: file too short`);
    });
    expect(missing).toEqual([
      'libcuda.so.1 (NVIDIA driver): libcuda.so.1: file too short',
      'libcudnn.so.9 (cuDNN 9, at run time)',
    ]);
    expect(missingLibraries(() => undefined)).toEqual([]);
  });
});
