/** The part of the global that is needed; TypeScript's libraries declare it for browsers alone. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => KernelMemory;
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly host: { readonly memory: KernelMemory } },
  ) => { readonly exports: { readonly run: unknown } };
  validate(code: Uint8Array<ArrayBuffer>): boolean;
};

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

const PAGE_BYTES = 65536;
/** What 32-bit addresses reach. */
export const MAX_MEMORY_BYTES = 65536 * PAGE_BYTES;

/** Zeros, at least `nBytes` of them, that kernels can work on. @throws {RangeError} when there is not so much */
export function kernelMemory(nBytes: number): KernelMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(nBytes / PAGE_BYTES) });
}

/** Whether this machine, as this process was started, runs such a module: it may lack vector instructions, or all. */
export function runsKernel(code: Uint8Array<ArrayBuffer>): boolean {
  return 'WebAssembly' in globalThis && WebAssembly.validate(code);
}

/** @param code  a module that `moduleOf` made, whose parameters are those of `Kernel` */
export function compileKernel<Kernel extends (...parameters: number[]) => void>(
  code: Uint8Array<ArrayBuffer>,
  memory: KernelMemory,
): Kernel {
  const module = new WebAssembly.Module(code);
  return new WebAssembly.Instance(module, { host: { memory } }).exports.run as Kernel;
}
