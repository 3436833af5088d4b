import { type Sos, sosGainAtZero } from './butterworth.js';
import type { ChainStage } from './chain-stage.js';
import { SectionVectors, tableValues, type SectionPass } from './section-vectors.js';
import type { StageState } from './stage.js';
import { threadUnit, type VectorUnit } from './vector-unit.js';

export interface SosFilterState extends StageState {
  /** 0 before the first sample, 1 after it. */
  started: number;
  /** Samples since state was last looked through for values on their way to zero. */
  sinceFlush: number;
  /** First sample, `[nChannels]`. */
  offset: Float64Array;
  /** Direct form II transposed, `[nBranches x nChannels x nSections x 2]`. */
  sections: Float64Array;
}

export interface SosFilterSettings {
  /** The manifest's word for the stage. */
  readonly name: string;
  readonly form: string;
  /** Parallel branches: each passes all channels through its own sections. */
  readonly branches: readonly Sos[];
  /** s */
  readonly groupDelay: number;
}

/**
 * State is looked through every so many samples of a stream, counted from its start, whatever the chunks: a value below
 * {@link FLUSH_BELOW} becomes 0. On its way from there to the denormal numbers, which cost a multiple of the time, it
 * would have to fall by 10²⁰⁰ between two looks.
 */
const FLUSH_EVERY = 64;
const FLUSH_BELOW = 1e-100;

/** Values in a row of second-order sections. */
const ROW = 6;

/**
 * Causal filter by second-order sections; `[nSamples x nChannels]` becomes `[nSamples x nBranches·nChannels]`,
 * branch-major: channel c of branch b is `out[b * nChannels + c]`.
 *
 * Starts as though the first sample had always been there: x − x₀ is filtered from rest, and x₀ times the gain at 0 Hz
 * is put back. That is SciPy's `sosfilt(sos, x, zi=sosfilt_zi(sos) * x[0])`, and `sosfilt(sos, x - x[0])` where
 * the filter blocks direct current, but without the loss of digits that a large offset causes in the former.
 *
 * Samples must be finite: what is not stays in the state.
 *
 * @param sfreq Hz
 * @param unit 'scalar' does without vector instructions; the same bits come out
 */
export function sosFilter(
  settings: SosFilterSettings,
  nChannels: number,
  sfreq: number,
  unit: VectorUnit | 'scalar' = threadUnit(),
): ChainStage<SosFilterState> {
  const { name, form, groupDelay } = settings;
  const nChannelsOut = settings.branches.length * nChannels;
  const { passes, nState } = sectionPasses(settings.branches, nChannels);
  const vectors =
    unit !== 'scalar' && unit.fits(Math.max(FLUSH_EVERY * nChannelsOut, nState, tableValues(passes)))
      ? new SectionVectors(unit, passes, { nChannels, nChannelsOut, nState, nSamples: FLUSH_EVERY })
      : undefined;

  return {
    name,
    form,
    nChannelsIn: nChannels,
    nChannelsOut,
    sfreqIn: sfreq,
    sfreqOut: sfreq,
    groupDelay,
    start: () => ({
      started: 0,
      sinceFlush: 0,
      offset: new Float64Array(nChannels),
      sections: new Float64Array(nState),
    }),
    outputIndex: (first) => first,
    maxOutput: (nSamples) => nSamples,
    step(state, input, nSamples, output) {
      if (nSamples === 0) return 0;
      if (state.started === 0) {
        for (let c = 0; c < nChannels; c++) state.offset[c] = input[c]!;
        state.started = 1;
      }
      const sections = vectors?.take(state.offset, state.sections) ?? state.sections;
      for (let done = 0; done < nSamples;) {
        const part = Math.min(nSamples - done, FLUSH_EVERY - state.sinceFlush);
        if (vectors !== undefined) vectors.filter(input, output, done, part);
        else for (const pass of passes) runPass(pass, state, input, done, output, nChannelsOut, part);
        done += part;
        state.sinceFlush += part;
        if (state.sinceFlush === FLUSH_EVERY) {
          flush(sections);
          state.sinceFlush = 0;
        }
      }
      vectors?.give(state.sections);
      return nSamples;
    },
  };
}

/**
 * Of each branch, four sections at a time in one pass over the samples, then the rest one by one. Passes after the first
 * read what the one before wrote.
 */
function sectionPasses(branches: readonly Sos[], nChannels: number): { passes: SectionPass[]; nState: number } {
  const passes: SectionPass[] = [];
  let stateFrom = 0;
  for (const [b, branch] of branches.entries()) {
    const sos = branch.slice();
    const nSections = sos.length / ROW;
    for (let first = 0, nFused = 0; first < nSections; first += nFused) {
      nFused = nSections - first >= 4 ? 4 : 1;
      passes.push({
        sos,
        first,
        nSections: nFused,
        less: first === 0 ? 1 : 0,
        plus: first + nFused === nSections ? sosGainAtZero(sos) : 0,
        outputFrom: b * nChannels,
        stateFrom,
        statePerChannel: nSections * 2,
      });
    }
    stateFrom += nSections * 2 * nChannels;
  }
  return { passes, nState: stateFrom };
}

function runPass(
  { sos, first, nSections, less, plus, outputFrom, stateFrom }: SectionPass,
  { offset, sections }: SosFilterState,
  input: Float64Array,
  done: number,
  output: Float64Array,
  nChannelsOut: number,
  nSamples: number,
): void {
  const to = done * nChannelsOut + outputFrom;
  (nSections === 4 ? fourSections : oneSection)(
    sos,
    first,
    sections,
    stateFrom,
    first === 0 ? input : output,
    first === 0 ? done * offset.length : to,
    first === 0 ? offset.length : nChannelsOut,
    output,
    to,
    nChannelsOut,
    offset,
    less,
    plus,
    nSamples,
  );
}

/** Per channel: y = section(x − less·offset) + plus·offset. */
function oneSection(
  sos: Sos,
  s: number,
  sections: Float64Array,
  stateFrom: number,
  source: Float64Array,
  from: number,
  fromStride: number,
  target: Float64Array,
  to: number,
  toStride: number,
  offset: Float64Array,
  less: number,
  plus: number,
  nSamples: number,
): void {
  const k = s * ROW;
  const b0 = sos[k]!;
  const b1 = sos[k + 1]!;
  const b2 = sos[k + 2]!;
  const a1 = sos[k + 4]!;
  const a2 = sos[k + 5]!;
  const perChannel = (sos.length / ROW) * 2;
  for (let c = 0; c < offset.length; c++) {
    const z = stateFrom + c * perChannel + s * 2;
    const taken = less * offset[c]!;
    const given = plus * offset[c]!;
    let s1 = sections[z]!;
    let s2 = sections[z + 1]!;
    for (let t = 0, i = from + c, o = to + c; t < nSamples; t++, i += fromStride, o += toStride) {
      const x = source[i]! - taken;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      target[o] = y + given;
    }
    sections[z] = s1;
    sections[z + 1] = s2;
  }
}

/**
 * As {@link oneSection} for four sections in a row. Fused, because each section waits for its own last value: four in
 * one loop keep the arithmetic units busy.
 */
function fourSections(
  sos: Sos,
  s: number,
  sections: Float64Array,
  stateFrom: number,
  source: Float64Array,
  from: number,
  fromStride: number,
  target: Float64Array,
  to: number,
  toStride: number,
  offset: Float64Array,
  less: number,
  plus: number,
  nSamples: number,
): void {
  const k = s * ROW;
  const b00 = sos[k]!;
  const b01 = sos[k + 1]!;
  const b02 = sos[k + 2]!;
  const a01 = sos[k + 4]!;
  const a02 = sos[k + 5]!;
  const b10 = sos[k + 6]!;
  const b11 = sos[k + 7]!;
  const b12 = sos[k + 8]!;
  const a11 = sos[k + 10]!;
  const a12 = sos[k + 11]!;
  const b20 = sos[k + 12]!;
  const b21 = sos[k + 13]!;
  const b22 = sos[k + 14]!;
  const a21 = sos[k + 16]!;
  const a22 = sos[k + 17]!;
  const b30 = sos[k + 18]!;
  const b31 = sos[k + 19]!;
  const b32 = sos[k + 20]!;
  const a31 = sos[k + 22]!;
  const a32 = sos[k + 23]!;
  const perChannel = (sos.length / ROW) * 2;
  for (let c = 0; c < offset.length; c++) {
    const z = stateFrom + c * perChannel + s * 2;
    const taken = less * offset[c]!;
    const given = plus * offset[c]!;
    let s01 = sections[z]!;
    let s02 = sections[z + 1]!;
    let s11 = sections[z + 2]!;
    let s12 = sections[z + 3]!;
    let s21 = sections[z + 4]!;
    let s22 = sections[z + 5]!;
    let s31 = sections[z + 6]!;
    let s32 = sections[z + 7]!;
    for (let t = 0, i = from + c, o = to + c; t < nSamples; t++, i += fromStride, o += toStride) {
      const x = source[i]! - taken;
      const y0 = b00 * x + s01;
      s01 = b01 * x - a01 * y0 + s02;
      s02 = b02 * x - a02 * y0;
      const y1 = b10 * y0 + s11;
      s11 = b11 * y0 - a11 * y1 + s12;
      s12 = b12 * y0 - a12 * y1;
      const y2 = b20 * y1 + s21;
      s21 = b21 * y1 - a21 * y2 + s22;
      s22 = b22 * y1 - a22 * y2;
      const y3 = b30 * y2 + s31;
      s31 = b31 * y2 - a31 * y3 + s32;
      s32 = b32 * y2 - a32 * y3;
      target[o] = y3 + given;
    }
    sections[z] = s01;
    sections[z + 1] = s02;
    sections[z + 2] = s11;
    sections[z + 3] = s12;
    sections[z + 4] = s21;
    sections[z + 5] = s22;
    sections[z + 6] = s31;
    sections[z + 7] = s32;
  }
}

function flush(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) < FLUSH_BELOW) values[i] = 0;
}
