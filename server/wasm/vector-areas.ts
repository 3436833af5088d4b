import { compileKernel, kernelMemory, type KernelMemory } from './kernel-memory.js';

/** Values that each area holds (2 MiB; what is never touched takes no memory). A step that needs more is done in JavaScript. */
const AREA_VALUES = 1 << 18;
const AREA_BYTES = 8 * AREA_VALUES;

/** What a step brings along, what a chain keeps between its stages, and what a stream's samples pass on their way there. */
const AREAS = [
  'input',
  'output',
  'state',
  'offset',
  'table',
  'samples',
  'piece',
  'even',
  'odd',
  'frame',
  'raw',
] as const;
export type Area = (typeof AREAS)[number];
const AREA_AT = Object.fromEntries(AREAS.map((area, i) => [area, i * AREA_BYTES])) as Record<Area, number>;

/** Memory that kernels of vector instructions work on, in areas. It never grows, and nothing lies in it from one step to the next. */
export class VectorAreas {
  readonly #memory: KernelMemory = kernelMemory(AREAS.length * AREA_BYTES);

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

  /** The bytes of an area. */
  bytes(area: Area): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.address(area), AREA_BYTES);
  }

  /** Where these values are in the memory, if they are. */
  find(values: Float64Array): number | undefined {
    return values.buffer === this.#memory.buffer ? values.byteOffset : undefined;
  }

  /** @param code  a module that `moduleOf` made, whose parameters are those of `Kernel` */
  compile<Kernel extends (...parameters: number[]) => void>(code: Uint8Array<ArrayBuffer>): Kernel {
    return compileKernel(code, this.#memory);
  }
}
