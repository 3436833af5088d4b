import { firstIndex } from '../recorded.js';
import { BackgroundNoise } from './background.js';
import { randomKey, randomNormals } from './counter-random.js';
import { EventMoments } from './event-moments.js';
import type { SimulatedSession } from './simulated-session.js';

/** Samples whose sources are worked out before they are mixed; a multiple of what the mixing takes at once. */
const BLOCK = 32;
const AT_ONCE = 4;
/** The noise's state is kept every so many samples, to go back without starting over. */
const KEPT_EVERY = 10_000;

/**
 * Makes the samples of a session: Σ over answering sources, artefact sources, background dipoles and line (cosine, sine)
 * of field × moment, plus white noise. The noise is a chain from sample 0 on; going back starts from a kept state.
 */
export class SessionSynthesis {
  readonly #session: SimulatedSession;
  readonly #background: BackgroundNoise;
  readonly #evoked: EventMoments;
  readonly #artefacts: EventMoments | undefined;
  /** Fields of all sources `[nChannels x nColumns]`: answering, background, artefact, line. */
  readonly #fields: Float64Array;
  readonly #nColumns: number;
  readonly #nEvoked: number;
  readonly #nBackground: number;
  readonly #nArtefacts: number;
  /** Standard deviation of the white noise of a sample. */
  readonly #sensorDeviation: Float64Array;
  readonly #moments: Float64Array;
  readonly #white: Float64Array;
  /** States before samples KEPT_EVERY, 2 · KEPT_EVERY, …; sparse after a jump that was never read on from. */
  readonly #kept: { next: number; state: Float64Array }[] = [];

  constructor(session: SimulatedSession) {
    const { artefacts, options, lead, backgroundLead, backgroundWeight, bumps, plan, sensorDensity } = session;
    this.#session = session;
    this.#background = new BackgroundNoise(session.backgroundKey, backgroundWeight, options.sfreq);
    this.#evoked = new EventMoments(plan.events, bumps);
    this.#artefacts = artefacts && new EventMoments(artefacts.events, artefacts.bumps);
    const nChannels = sensorDensity.length;
    this.#nEvoked = lead.length / nChannels;
    this.#nBackground = backgroundLead.length / nChannels;
    this.#nArtefacts = artefacts === undefined ? 0 : artefacts.bumps.nSources;
    this.#nColumns = this.#nEvoked + this.#nBackground + (artefacts === undefined ? 0 : this.#nArtefacts + 2);
    this.#fields = new Float64Array(nChannels * this.#nColumns);
    for (let c = 0; c < nChannels; c++) {
      const row = c * this.#nColumns;
      this.#fields.set(lead.subarray(c * this.#nEvoked, (c + 1) * this.#nEvoked), row);
      this.#fields.set(
        backgroundLead.subarray(c * this.#nBackground, (c + 1) * this.#nBackground),
        row + this.#nEvoked,
      );
      if (artefacts === undefined) continue;
      const at = row + this.#nEvoked + this.#nBackground;
      this.#fields.set(artefacts.lead.subarray(c * this.#nArtefacts, (c + 1) * this.#nArtefacts), at);
      const [amplitude, phase] = [artefacts.lineAmplitude[c]!, artefacts.linePhase[c]!];
      this.#fields.set([amplitude * Math.cos(phase), -amplitude * Math.sin(phase)], at + this.#nArtefacts);
    }
    this.#sensorDeviation = sensorDensity.map((density) => density * Math.sqrt(options.sfreq / 2));
    this.#moments = new Float64Array(BLOCK * this.#nColumns);
    this.#white = new Float64Array(nChannels + 1);
  }

  /** Samples [start, start + nSamples), sample-major. */
  read(start: number, nSamples: number): Float32Array {
    const nChannels = this.#sensorDeviation.length;
    const out = new Float32Array(nSamples * nChannels);
    this.#goTo(start);
    for (let done = 0; done < nSamples; done += BLOCK) {
      const rows = Math.min(BLOCK, nSamples - done);
      this.#moments.fill(0);
      for (let row = 0; row < rows; row++) this.#fillMoments(start + done + row, row * this.#nColumns);
      const block = out.subarray(done * nChannels, (done + rows) * nChannels);
      mix(this.#fields, this.#moments, nChannels, this.#nColumns, rows, block);
      for (let row = 0; row < rows; row++) this.#addWhite(start + done + row, block, row * nChannels);
    }
    return out;
  }

  #fillMoments(sample: number, at: number): void {
    const { sfreq, lineFrequency } = this.#session.options;
    const t = sample / sfreq;
    this.#evoked.addAt(t, this.#moments, at);
    this.#stepBackground(at + this.#nEvoked);
    if (this.#artefacts === undefined) return;
    const artefacts = at + this.#nEvoked + this.#nBackground;
    this.#artefacts.addAt(t, this.#moments, artefacts);
    const angle = 2 * Math.PI * lineFrequency * t;
    this.#moments[artefacts + this.#nArtefacts] = Math.cos(angle);
    this.#moments[artefacts + this.#nArtefacts + 1] = Math.sin(angle);
  }

  #stepBackground(at: number): void {
    const { next } = this.#background;
    if (next % KEPT_EVERY === 0 && next > (this.#kept.at(-1)?.next ?? 0)) this.#kept.push(this.#background.snapshot());
    this.#background.step(this.#moments, at);
  }

  #addWhite(sample: number, out: Float32Array, at: number): void {
    const white = this.#white;
    const deviation = this.#sensorDeviation;
    randomNormals(randomKey(this.#session.sensorKey, sample), deviation.length, white);
    for (let c = 0; c < deviation.length; c++) out[at + c] = out[at + c]! + deviation[c]! * white[c]!;
  }

  #goTo(sample: number): void {
    const background = this.#background;
    if (sample < background.next) {
      const kept = firstIndex(this.#kept.length, (i) => this.#kept[i]!.next > sample) - 1;
      if (kept >= 0) background.restore(this.#kept[kept]!);
      else background.restart();
    }
    while (background.next < sample) this.#stepBackground(0);
    this.#moments.fill(0);
  }
}

/**
 * out[row, c] = Σ_k fields[c, k] · moments[row, k]. Every sum goes from the first column to the last, wherever its row
 * stands in the block, so that chunks do not change a bit of it.
 */
function mix(
  fields: Float64Array,
  moments: Float64Array,
  nChannels: number,
  nColumns: number,
  rows: number,
  out: Float32Array,
): void {
  for (let row = 0; row < rows; row += AT_ONCE) {
    const [m0, m1, m2, m3] = [
      row * nColumns,
      (row + 1) * nColumns,
      (row + 2) * nColumns,
      (row + 3) * nColumns,
    ] as const;
    let c = 0;
    // Two channels share what is read of the moments.
    for (; c + 1 < nChannels; c += 2) {
      const f = c * nColumns;
      const g = f + nColumns;
      let [s0, s1, s2, s3, u0, u1, u2, u3] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let k = 0; k < nColumns; k++) {
        const [a, b] = [fields[f + k]!, fields[g + k]!];
        const [x0, x1, x2, x3] = [moments[m0 + k]!, moments[m1 + k]!, moments[m2 + k]!, moments[m3 + k]!];
        s0 += a * x0;
        s1 += a * x1;
        s2 += a * x2;
        s3 += a * x3;
        u0 += b * x0;
        u1 += b * x1;
        u2 += b * x2;
        u3 += b * x3;
      }
      const o = row * nChannels + c;
      out[o] = s0;
      out[o + 1] = u0;
      if (row + 1 < rows) {
        out[o + nChannels] = s1;
        out[o + nChannels + 1] = u1;
      }
      if (row + 2 < rows) {
        out[o + 2 * nChannels] = s2;
        out[o + 2 * nChannels + 1] = u2;
      }
      if (row + 3 < rows) {
        out[o + 3 * nChannels] = s3;
        out[o + 3 * nChannels + 1] = u3;
      }
    }
    for (; c < nChannels; c++) {
      const f = c * nColumns;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0; k < nColumns; k++) {
        const field = fields[f + k]!;
        s0 += field * moments[m0 + k]!;
        s1 += field * moments[m1 + k]!;
        s2 += field * moments[m2 + k]!;
        s3 += field * moments[m3 + k]!;
      }
      const o = row * nChannels + c;
      out[o] = s0;
      if (row + 1 < rows) out[o + nChannels] = s1;
      if (row + 2 < rows) out[o + 2 * nChannels] = s2;
      if (row + 3 < rows) out[o + 3 * nChannels] = s3;
    }
  }
}
