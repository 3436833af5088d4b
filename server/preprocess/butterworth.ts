import { requireBelowNyquist, requireCount } from './settings.js';

/**
 * Second-order sections, row by row `[nSections x 6]`: b0 b1 b2 a0 a1 a2 with a0 = 1, as in SciPy.
 * The signal passes the sections in this order.
 */
export type Sos = Float64Array;

/** Cut-offs at −3 dB, Hz: both for a band-pass, `high` alone for a low-pass, `low` alone for a high-pass. */
export interface Band {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Values in a row of {@link Sos}. */
const ROW = 6;

interface Complex {
  readonly re: number;
  readonly im: number;
}

interface ZerosPolesGain {
  /** All real: analogue 0, digital −1 or 1. */
  readonly zeros: readonly number[];
  /** One of each conjugate pair, `im` > 0. */
  readonly pairs: readonly Complex[];
  readonly reals: readonly number[];
  readonly gain: number;
}

/**
 * Butterworth low-pass, high-pass or band-pass as second-order sections, equal to
 * `scipy.signal.butter(order, ..., fs=sfreq, output='sos')`: analogue prototype, frequency transform with pre-warped
 * cut-offs, bilinear transform, and poles paired with their nearest zeros, those next to the unit circle last.
 *
 * @param order of the prototype: a band-pass has `order` sections, a low- or high-pass half as many (rounded up)
 * @param sfreq Hz
 * @throws {RangeError} when a cut-off is not in (0, sfreq / 2), `low` is not below `high`, or both are absent
 */
export function butterworth(band: Band, order: number, sfreq: number): Sos {
  requireBand('band', band, order, sfreq);
  return toSections(bilinear(transformed(band, order, sfreq)));
}

/** @throws {RangeError} as {@link butterworth} does, with `what` naming the setting */
export function requireBand(what: string, band: Band, order: number, sfreq: number): void {
  requireCount(`${what}.order`, order);
  if (band.low === undefined && band.high === undefined) {
    throw new RangeError(`${what} must have a low or a high cut-off; got neither`);
  }
  if (band.low !== undefined) requireBelowNyquist(`${what}.low`, band.low, sfreq);
  if (band.high !== undefined) requireBelowNyquist(`${what}.high`, band.high, sfreq);
  if (band.low !== undefined && band.high !== undefined && band.low >= band.high) {
    throw new RangeError(`${what}.low must be below ${what}.high (${band.high} Hz); got ${band.low}`);
  }
}

/** Middle of the pass band, Hz: geometric for a band-pass and (up to Nyquist) a high-pass, 0 for a low-pass. */
export function bandCentre({ low, high }: Band, sfreq: number): number {
  return low === undefined ? 0 : Math.sqrt(low * (high ?? sfreq / 2));
}

/** `5–45 Hz`, `up to 45 Hz` or `from 5 Hz`. */
export function describeBand({ low, high }: Band): string {
  if (low === undefined) return `up to ${high} Hz`;
  return high === undefined ? `from ${low} Hz` : `${low}–${high} Hz`;
}

/**
 * State of each section after an endless input of 1, `[nSections x 2]`, direct form II transposed; equal to
 * `scipy.signal.sosfilt_zi`. Scaled by a signal's first value it starts a filter without a step.
 */
export function sosSteadyState(sos: Sos): Float64Array {
  const nSections = sos.length / ROW;
  const state = new Float64Array(nSections * 2);
  let scale = 1;
  for (let s = 0; s < nSections; s++) {
    const [b0, b1, b2, a1, a2] = coefficients(sos, s);
    const gain = (b0 + b1 + b2) / (1 + a1 + a2);
    state[2 * s] = scale * (gain - b0);
    state[2 * s + 1] = scale * (b2 - a2 * gain);
    scale *= gain;
  }
  return state;
}

/** What becomes of a constant 1: 0 for a filter that blocks direct current. */
export function sosGainAtZero(sos: Sos): number {
  let gain = 1;
  for (let s = 0; s < sos.length / ROW; s++) {
    const [b0, b1, b2, a1, a2] = coefficients(sos, s);
    gain *= (b0 + b1 + b2) / (1 + a1 + a2);
  }
  return gain;
}

/**
 * Group delay of the cascade at `freq`, s: −dφ/dω, summed over numerators and denominators.
 *
 * @param freq Hz; not a frequency that the filter takes out altogether, where the phase jumps
 */
export function sosGroupDelay(sos: Sos, freq: number, sfreq: number): number {
  const omega = (2 * Math.PI * freq) / sfreq;
  let samples = 0;
  for (let s = 0; s < sos.length / ROW; s++) {
    const [b0, b1, b2, a1, a2] = coefficients(sos, s);
    samples += polynomialDelay(b0, b1, b2, omega) - polynomialDelay(1, a1, a2, omega);
  }
  return samples / sfreq;
}

function coefficients(sos: Sos, section: number): [b0: number, b1: number, b2: number, a1: number, a2: number] {
  const k = section * ROW;
  return [sos[k]!, sos[k + 1]!, sos[k + 2]!, sos[k + 4]!, sos[k + 5]!];
}

/** Re((c1 z⁻¹ + 2 c2 z⁻²) / (c0 + c1 z⁻¹ + c2 z⁻²)) at z = exp(iω), samples. */
function polynomialDelay(c0: number, c1: number, c2: number, omega: number): number {
  const top = {
    re: c1 * Math.cos(omega) + 2 * c2 * Math.cos(2 * omega),
    im: -c1 * Math.sin(omega) - 2 * c2 * Math.sin(2 * omega),
  };
  const bottom = {
    re: c0 + c1 * Math.cos(omega) + c2 * Math.cos(2 * omega),
    im: -c1 * Math.sin(omega) - c2 * Math.sin(2 * omega),
  };
  return divide(top, bottom).re;
}

/** Analogue zeros, poles and gain at the pre-warped cut-offs, for a bilinear transform at rate 2. */
function transformed({ low, high }: Band, order: number, sfreq: number): ZerosPolesGain {
  const warp = (freq: number): number => 4 * Math.tan((Math.PI * freq) / sfreq);
  const { pairs, reals } = prototypePoles(order);
  if (low === undefined) {
    const cut = warp(high!);
    return {
      zeros: [],
      pairs: pairs.map((p) => ({ re: p.re * cut, im: p.im * cut })),
      reals: reals.map((p) => p * cut),
      gain: cut ** order,
    };
  }
  if (high === undefined) {
    const cut = warp(low);
    return {
      zeros: Array<number>(order).fill(0),
      // The prototype's poles lie on the unit circle: 1 / p is the conjugate of p.
      pairs: pairs.map((p) => ({ re: p.re * cut, im: p.im * cut })),
      reals: reals.map((p) => p * cut),
      gain: 1,
    };
  }
  return toBandPass(pairs, reals, warp(low), warp(high));
}

/** Each pole p of the prototype becomes the two roots of s² − p·width·s + centre². */
function toBandPass(pairs: readonly Complex[], reals: readonly number[], low: number, high: number): ZerosPolesGain {
  const width = high - low;
  const squaredCentre = low * high;
  const outPairs: Complex[] = [];
  const outReals: number[] = [];
  for (const p of pairs) {
    const half = { re: (p.re * width) / 2, im: (p.im * width) / 2 };
    const root = squareRoot({ re: half.re * half.re - half.im * half.im - squaredCentre, im: 2 * half.re * half.im });
    for (const sign of [1, -1]) {
      outPairs.push({ re: half.re + sign * root.re, im: Math.abs(half.im + sign * root.im) });
    }
  }
  for (const p of reals) {
    const half = (p * width) / 2;
    const square = half * half - squaredCentre;
    if (square < 0) outPairs.push({ re: half, im: Math.sqrt(-square) });
    else outReals.push(half + Math.sqrt(square), half - Math.sqrt(square));
  }
  const order = pairs.length * 2 + reals.length;
  return { zeros: Array<number>(order).fill(0), pairs: outPairs, reals: outReals, gain: width ** order };
}

/** Left half of the unit circle, evenly; the real pole of an odd order is exactly −1. */
function prototypePoles(order: number): { pairs: Complex[]; reals: number[] } {
  const pairs: Complex[] = [];
  for (let m = order - 1; m > 0; m -= 2) {
    const angle = (Math.PI * m) / (2 * order);
    pairs.push({ re: -Math.cos(angle), im: Math.sin(angle) });
  }
  return { pairs, reals: order % 2 === 1 ? [-1] : [] };
}

/** z = (4 + s) / (4 − s), with zeros at −1 for those at infinity. Rate 2, as SciPy's normalised frequencies have it. */
function bilinear({ zeros, pairs, reals, gain }: ZerosPolesGain): ZerosPolesGain {
  const rate2 = 4;
  const degree = pairs.length * 2 + reals.length;
  let denominator = 1;
  for (const p of pairs) denominator *= (rate2 - p.re) ** 2 + p.im ** 2;
  for (const p of reals) denominator *= rate2 - p;
  return {
    zeros: [...zeros.map((z) => (rate2 + z) / (rate2 - z)), ...Array<number>(degree - zeros.length).fill(-1)],
    pairs: pairs.map((p) => divide({ re: rate2 + p.re, im: p.im }, { re: rate2 - p.re, im: -p.im })),
    reals: reals.map((p) => (rate2 + p) / (rate2 - p)),
    gain: (gain * zeros.reduce((product, z) => product * (rate2 - z), 1)) / denominator,
  };
}

/**
 * SciPy's `zpk2sos` with pairing 'nearest' for real zeros: the pole next to the unit circle takes the two zeros next to
 * it and becomes the last section, and so on; the gain goes into the first section.
 */
function toSections({ zeros, pairs, reals, gain }: ZerosPolesGain): Sos {
  // An odd number is made even by a pole and a zero at 0, which cancel.
  const padding = reals.length % 2 === 1 ? [0] : [];
  const leftZeros = [...zeros, ...padding].sort((a, b) => a - b);
  const left: Complex[] = [
    ...[...pairs].sort((a, b) => a.re - b.re || a.im - b.im),
    ...[...reals, ...padding].sort((a, b) => a - b).map((re) => ({ re, im: 0 })),
  ];
  const nSections = leftZeros.length / 2;
  const sos = new Float64Array(nSections * ROW);
  for (let s = nSections - 1; s >= 0; s--) {
    const p = take(
      left,
      nearestToCircle(left, () => true),
    );
    // A real pole goes with the next real one; there is always one, because their number was made even.
    const q =
      p.im === 0
        ? take(
            left,
            nearestToCircle(left, (other) => other.im === 0),
          )
        : undefined;
    const z1 = take(leftZeros, nearestZero(leftZeros, p));
    const z2 = take(leftZeros, nearestZero(leftZeros, p));
    const scale = s === 0 ? gain : 1;
    sos.set(
      [
        scale,
        -(z1 + z2) * scale,
        z1 * z2 * scale,
        1,
        q === undefined ? -2 * p.re : -(p.re + q.re),
        q === undefined ? p.re * p.re + p.im * p.im : p.re * q.re,
      ],
      s * ROW,
    );
  }
  return sos;
}

function take<T>(from: T[], index: number): T {
  return from.splice(index, 1)[0]!;
}

function nearestToCircle(poles: readonly Complex[], allowed: (pole: Complex) => boolean): number {
  let best = -1;
  let least = Infinity;
  poles.forEach((pole, i) => {
    const distance = Math.abs(1 - Math.hypot(pole.re, pole.im));
    if (allowed(pole) && distance < least) {
      best = i;
      least = distance;
    }
  });
  return best;
}

function nearestZero(zeros: readonly number[], pole: Complex): number {
  let best = -1;
  let least = Infinity;
  zeros.forEach((zero, i) => {
    const distance = Math.hypot(zero - pole.re, pole.im);
    if (distance < least) {
      best = i;
      least = distance;
    }
  });
  return best;
}

function divide(a: Complex, b: Complex): Complex {
  const norm = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / norm, im: (a.im * b.re - a.re * b.im) / norm };
}

/** Principal square root: `re` ≥ 0. */
function squareRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im);
  // The larger part first, the other from im = 2·re·im, so that neither is a difference of near equals.
  if (re >= 0) {
    const real = Math.sqrt((size + re) / 2);
    return { re: real, im: real === 0 ? 0 : im / (2 * real) };
  }
  const imaginary = Math.sqrt((size - re) / 2);
  return { re: Math.abs(im) / (2 * imaginary), im: im < 0 ? -imaginary : imaginary };
}
