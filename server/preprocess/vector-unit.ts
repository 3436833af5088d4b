import { compileKernel, kernelMemory, runsKernel, type KernelMemory } from '../wasm/kernel-memory.js';
import { type AccumulateKernel, accumulateKernelCode } from './accumulate-kernel.js';
import { type SectionsKernel, sectionsKernelCode } from './sections-kernel.js';

/** Values that each area holds (2 MiB; what is never touched takes no memory). A step that needs more is done in JavaScript. */
const AREA_VALUES = 1 << 18;
const AREA_BYTES = 8 * AREA_VALUES;

/** What a stage's step brings along, then what a chain keeps there: each in its own area. */
const AREAS = ['input', 'output', 'state', 'offset', 'table', 'samples', 'piece', 'even', 'odd'] as const;
type Area = (typeof AREAS)[number];
const AREA_AT = Object.fromEntries(AREAS.map((area, i) => [area, i * AREA_BYTES])) as Record<Area, number>;

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
 * Kernels of vector instructions, and the memory that they work on. It never grows, and nothing lies in it from one step to
 * the next: state is copied in and out, so that it stays plain data of its own. What a chain keeps between two stages is
 * in it from the start, so that samples need no copy there.
 */
export class VectorUnit {
  readonly sections: SectionsKernel;
  readonly accumulate: AccumulateKernel;
  readonly accumulateTwo: AccumulateKernel;
  readonly #memory: KernelMemory;

  constructor() {
    this.#memory = kernelMemory(AREAS.length * AREA_BYTES);
    const { sections, accumulate, accumulateTwo } = kernelCodes();
    this.sections = compileKernel(sections, this.#memory);
    this.accumulate = compileKernel(accumulate, this.#memory);
    this.accumulateTwo = compileKernel(accumulateTwo, this.#memory);
  }

  static isSupported(): boolean {
    return Object.values(kernelCodes()).every(runsKernel);
  }

  /** Whether a step fits that needs so many values in its largest area. */
  fits(nValues: number): boolean {
    return nValues <= AREA_VALUES;
  }

  address(area: Area): number {
    return AREA_AT[area];
  }

  /** The first `nValues` of an area, or all. `nValues` fits. */
  view(area: Area, nValues = AREA_VALUES): Float64Array {
    return new Float64Array(this.#memory.buffer, this.address(area), nValues);
  }

  /** Where these values are in the memory, if they are. */
  find(values: Float64Array): number | undefined {
    return values.buffer === this.#memory.buffer ? values.byteOffset : undefined;
  }
}

let unit: VectorUnit | 'scalar' | undefined;

/** The thread's own: chains and stages of one thread take turns. 'scalar' where the machine has no vector instructions. */
export function threadUnit(): VectorUnit | 'scalar' {
  return (unit ??= VectorUnit.isSupported() ? new VectorUnit() : 'scalar');
}
