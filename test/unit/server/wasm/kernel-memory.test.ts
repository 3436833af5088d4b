import { describe, expect, it, vi } from 'vitest';
import { accumulateKernelCode } from '../../../../server/preprocess/accumulate-kernel.js';
import { kernelMemory, runsKernel } from '../../../../server/wasm/kernel-memory.js';

describe('runsKernel', () => {
  it('tells modules that run here from those that do not', () => {
    expect(runsKernel(accumulateKernelCode())).toBe(true);
    expect(runsKernel(accumulateKernelCode().fill(0xff, -8))).toBe(false);
  });

  it('knows a process that was started without WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(runsKernel(accumulateKernelCode())).toBe(false);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('kernelMemory', () => {
  it('refuses memory that 32-bit addresses do not reach', () => {
    expect(() => kernelMemory(2 ** 33)).toThrow(RangeError);
  });
});
