import { describe, expect, it } from 'vitest';
import { accumulateKernelCode } from '../../../../server/preprocess/accumulate-kernel.js';
import { kernelMemory, runsKernel } from '../../../../server/wasm/kernel-memory.js';

describe('runsKernel', () => {
  it('tells modules that run here from those that do not', () => {
    expect(runsKernel(accumulateKernelCode(1))).toBe(true);
    expect(runsKernel(accumulateKernelCode(1).fill(0xff, -8))).toBe(false);
  });

  it('knows a process that was started without WebAssembly', () => {
    const { WebAssembly: there } = globalThis as { WebAssembly?: unknown };
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      expect(runsKernel(accumulateKernelCode(1))).toBe(false);
    } finally {
      Object.assign(globalThis, { WebAssembly: there });
    }
  });
});

describe('kernelMemory', () => {
  it('refuses memory that 32-bit addresses do not reach', () => {
    expect(() => kernelMemory(2 ** 33)).toThrow(RangeError);
  });
});
