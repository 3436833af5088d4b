import { runsKernel } from '../wasm/kernel-memory.js';
import { VectorAreas } from '../wasm/vector-areas.js';
import { type AccumulateKernel, accumulateKernelCode } from './accumulate-kernel.js';
import { type SectionsKernel, sectionsKernelCode } from './sections-kernel.js';

type KernelCodes = Readonly<Record<'sections' | 'accumulate' | 'accumulateTwo', Uint8Array<ArrayBuffer>>>;
let codes: KernelCodes | undefined;

/** Written once, which takes longer than compiling them. */
function kernelCodes(): KernelCodes {
  return (codes ??= {
    sections: sectionsKernelCode(),
    accumulate: accumulateKernelCode(1),
    accumulateTwo: accumulateKernelCode(2),
  });
}

/**
 * The kernels of continuous steps, and the memory that they work on. State is copied in and out, so that it stays plain data
 * of its own. What a chain keeps between two stages is in the memory from the start, so that samples need no copy there.
 */
export class VectorUnit extends VectorAreas {
  readonly sections: SectionsKernel;
  readonly accumulate: AccumulateKernel;
  readonly accumulateTwo: AccumulateKernel;

  constructor() {
    super();
    const { sections, accumulate, accumulateTwo } = kernelCodes();
    this.sections = this.compile(sections);
    this.accumulate = this.compile(accumulate);
    this.accumulateTwo = this.compile(accumulateTwo);
  }

  static isSupported(): boolean {
    return Object.values(kernelCodes()).every(runsKernel);
  }
}

let unit: VectorUnit | 'scalar' | undefined;

/** The thread's own: chains and stages of one thread take turns. 'scalar' where the machine has no vector instructions. */
export function threadUnit(): VectorUnit | 'scalar' {
  return (unit ??= VectorUnit.isSupported() ? new VectorUnit() : 'scalar');
}
