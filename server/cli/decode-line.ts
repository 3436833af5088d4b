import type { Payload, Scored, Tensor, Text, Timing } from '../../protocol/frame.js';

/** A decode as a line of JSON says it: flat, with null for what does not apply. */
export interface DecodeLine {
  readonly stream: string;
  readonly decoder: string;
  readonly sequence: number;
  /** Samples `[start, end)` of the stream. */
  readonly start: number;
  readonly end: number;
  readonly window: number;
  readonly step: number;
  readonly final: boolean;
  readonly kind: string;
  readonly label: string | null;
  readonly text: TextLine | null;
  /** Best first. */
  readonly candidates: readonly ScoredLine[] | null;
  /** Labels of the candidates by the sum of their probabilities, where the model tells them. */
  readonly labels: readonly ScoredLine[] | null;
  readonly values: { readonly shape: readonly number[]; readonly data: readonly number[] } | null;
  readonly scores: readonly ScoredLine[] | null;
  readonly truth: string | null;
  readonly marker: string | null;
  readonly missing: number;
  readonly error: { readonly code: string; readonly detail: string; readonly count: number } | null;
  readonly timing: Timing | null;
}

/** Keys of a text, a backspace being U+0008; `reads` is what they make. */
interface TextLine {
  readonly committed: string;
  readonly provisional: string;
  readonly reads: string;
  /** Rises with each change. */
  readonly revision: number;
  readonly nBest: readonly ScoredLine[];
  /** In the last line of a text: keys as they were typed, where markers say so. */
  readonly typed: readonly { readonly sample: number; readonly key: string }[];
}

interface ScoredLine {
  readonly label: string;
  readonly score: number;
  readonly probability: number | null;
}

/** @param timing absent for what was decoded offline */
export function decodeLine(
  stream: string,
  decoder: string,
  sequence: number,
  payload: Payload,
  timing: Timing | null,
): DecodeLine {
  const { classes, text, candidates, embedding, signal, failure } = payload;
  return {
    stream,
    decoder,
    sequence,
    start: payload.start,
    end: payload.end,
    window: payload.window,
    step: payload.step,
    final: payload.final,
    kind: payload.kind,
    label: classes?.label ?? null,
    text: text ? textLine(text) : null,
    candidates: candidates ? candidates.best.map(scoredLine) : null,
    labels: candidates && candidates.labels.length > 0 ? candidates.labels.map(scoredLine) : null,
    values: tensorLine(embedding ?? signal),
    scores: classes ? classes.scores.map(scoredLine) : null,
    truth: payload.truth === '' ? null : payload.truth,
    marker: payload.marker === '' ? null : payload.marker,
    missing: payload.missing,
    error: failure ? { code: failure.code, detail: failure.detail, count: failure.count } : null,
    timing,
  };
}

function textLine({ committed, provisional, reads, revision, nBest, typed }: Text): TextLine {
  return { committed, provisional, reads, revision, nBest: nBest.map(scoredLine), typed };
}

function scoredLine({ label, score, probability }: Scored): ScoredLine {
  return { label, score, probability: probability === 0 ? null : probability };
}

function tensorLine(tensor: Tensor | null | undefined): DecodeLine['values'] {
  if (tensor === null || tensor === undefined) return null;
  const bytes = tensor.data;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = bytes.length / (tensor.half ? 2 : 4);
  const data = Array.from({ length: n }, (_, i) =>
    tensor.half ? halfToNumber(view.getUint16(2 * i, true)) : view.getFloat32(4 * i, true),
  );
  return { shape: tensor.shape, data };
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A decode in one line for a person. @param sfreq of the stream, Hz; 0 when unknown: then in samples */
export function decodeText(line: DecodeLine, sfreq: number): string {
  const at = (sample: number): string => (sfreq > 0 ? `${(sample / sfreq).toFixed(2)} s` : String(sample));
  const where = `${at(line.start).padStart(9)} – ${at(line.end).padStart(9)}`;
  const who = line.decoder.replace(/@.*$/, '');
  const place = placeOfTruth(line);
  const verdict = place === undefined ? '' : place === 0 ? '  ✓' : `  ✗ (${line.truth ?? ''})`;
  const age = line.timing === null || line.error !== null ? '' : `  ${(line.timing.ageNewest * 1e3).toFixed(0)} ms old`;
  return `${where}  ${who.padEnd(16)}  ${what(line)}${verdict}${age}`;
}

function what(line: DecodeLine): string {
  if (line.error !== null) return `${line.error.code}: ${line.error.detail}`;
  if (line.label !== null) {
    const score = line.scores?.find((scored) => scored.label === line.label);
    return `${line.label.padEnd(8)} ${score === undefined ? '' : score.score.toFixed(3)}`;
  }
  if (line.text !== null) return line.text.reads;
  if (line.candidates !== null)
    return (line.labels ?? line.candidates)
      .slice(0, 3)
      .map(({ label, probability }) => (probability === null ? label : `${label} ${(100 * probability).toFixed(0)} %`))
      .join(' · ');
  if (line.values !== null) return `${line.kind} [${line.values.shape.join(' × ')}]`;
  return line.kind;
}

/**
 * Where the truth is among what was answered: 0 for the first place, −1 for none. Undefined where nothing can be said.
 * Markers name candidates or labels; they are looked for in the list that has them.
 */
export function placeOfTruth({ truth, label, text, final, candidates, labels }: DecodeLine): number | undefined {
  if (truth === null) return undefined;
  if (text !== null) return final ? (text.reads === truth ? 0 : -1) : undefined;
  if (label !== null) return label === truth ? 0 : -1;
  if (candidates === null) return undefined;
  const isTruth = (scored: ScoredLine): boolean => scored.label === truth;
  return (labels?.some(isTruth) === true ? labels : candidates).findIndex(isTruth);
}
