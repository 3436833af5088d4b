import type { Sos } from './butterworth.js';
import { SECTION_BYTES, TABLE_HEAD_BYTES } from './sections-kernel.js';
import type { VectorUnit } from './vector-unit.js';

/** Second-order sections that go over the samples in one pass: sections(x − less·offset) + plus·offset. */
export interface SectionPass {
  readonly sos: Sos;
  /** Sections `[first, first + nSections)` of `sos`. */
  readonly first: number;
  readonly nSections: number;
  readonly less: number;
  readonly plus: number;
  /** Channel 0 of the branch in the output. */
  readonly outputFrom: number;
  /** State of the branch's channel 0, and what each channel has. */
  readonly stateFrom: number;
  readonly statePerChannel: number;
}

/** Values that the kernel is told of these passes. */
export function tableValues(passes: readonly SectionPass[]): number {
  return passes.reduce((sum, { nSections }) => sum + (TABLE_HEAD_BYTES + nSections * SECTION_BYTES) / 8, 0);
}

interface KernelPass {
  readonly isFirst: boolean;
  readonly table: number;
  readonly tableEnd: number;
  readonly state: number;
  readonly stateStride: number;
  /** Bytes from the front of a sample's output. */
  readonly outputFrom: number;
}

/** The passes of a filter with the instructions of a vector unit. Between `take` and `give` the unit is this filter's. */
export class SectionVectors {
  readonly #unit: VectorUnit;
  readonly #passes: readonly KernelPass[];
  readonly #nChannels: number;
  readonly #nChannelsOut: number;
  readonly #offset: number;
  /** Copied into the unit each time: other filters use the same area. */
  readonly #tables: Float64Array;
  readonly #tableArea: Float64Array;
  readonly #stateArea: Float64Array;
  readonly #offsetArea: Float64Array;
  readonly #inputArea: Float64Array;
  readonly #outputArea: Float64Array;

  /** @param nSamples most of them that `filter` is given at a time */
  constructor(
    unit: VectorUnit,
    passes: readonly SectionPass[],
    { nChannels, nChannelsOut, nState, nSamples }: Record<'nChannels' | 'nChannelsOut' | 'nState' | 'nSamples', number>,
  ) {
    this.#unit = unit;
    this.#nChannels = nChannels;
    this.#nChannelsOut = nChannelsOut;
    const tables: number[] = [];
    this.#passes = passes.map(({ sos, first, nSections, less, plus, outputFrom, stateFrom, statePerChannel }) => {
      const table = unit.address('table') + 8 * tables.length;
      const row = SECTION_BYTES / 8;
      tables.push(less, plus, ...sos.subarray(first * row, (first + nSections) * row));
      return {
        isFirst: first === 0,
        table,
        tableEnd: table + TABLE_HEAD_BYTES + nSections * SECTION_BYTES,
        state: unit.address('state') + 8 * (stateFrom + 2 * first),
        stateStride: 8 * statePerChannel,
        outputFrom: 8 * outputFrom,
      };
    });
    this.#offset = unit.address('offset');
    this.#tables = Float64Array.from(tables);
    this.#tableArea = unit.view('table', tables.length);
    this.#stateArea = unit.view('state', nState);
    this.#offsetArea = unit.view('offset', nChannels);
    this.#inputArea = unit.view('input', nSamples * nChannels);
    this.#outputArea = unit.view('output', nSamples * nChannelsOut);
  }

  /** @returns where state is until it is given back */
  take(offset: Float64Array, sections: Float64Array): Float64Array {
    this.#tableArea.set(this.#tables);
    this.#offsetArea.set(offset);
    this.#stateArea.set(sections);
    return this.#stateArea;
  }

  give(sections: Float64Array): void {
    sections.set(this.#stateArea);
  }

  /** Filters samples `[from, from + nSamples)` of the input into the same ones of the output. */
  filter(input: Float64Array, output: Float64Array, from: number, nSamples: number): void {
    const unit = this.#unit;
    const nChannels = this.#nChannels;
    const nChannelsOut = this.#nChannelsOut;
    const inputAt = unit.find(input);
    const outputAt = unit.find(output);
    let source = unit.address('input');
    let target = unit.address('output');
    if (inputAt !== undefined) source = inputAt + 8 * from * nChannels;
    else this.#inputArea.set(input.subarray(from * nChannels, (from + nSamples) * nChannels));
    if (outputAt !== undefined) target = outputAt + 8 * from * nChannelsOut;
    for (const { isFirst, table, tableEnd, state, stateStride, outputFrom } of this.#passes) {
      const to = target + outputFrom;
      unit.sections(
        table,
        tableEnd,
        state,
        stateStride,
        this.#offset,
        isFirst ? source : to,
        8 * (isFirst ? nChannels : nChannelsOut),
        to,
        8 * nChannelsOut,
        nSamples,
        nChannels,
      );
    }
    if (outputAt === undefined) output.set(this.#outputArea.subarray(0, nSamples * nChannelsOut), from * nChannelsOut);
  }
}
