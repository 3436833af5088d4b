import type { StreamInfo } from '../../protocol/frame.js';
import { TEXT_LIMITS } from '../../protocol/limits.js';

/** Something that happened at a sample: a cue, a flash, a key press. */
export interface RecordedMarker {
  /** Absolute index, from 0; equal to `nSamples` for what ends with the recording. */
  sample: number;
  description: string;
  value: string;
  /** s */
  duration: number;
}

/** Half-open interval of absolute sample indices. */
export interface SampleSpan {
  start: number;
  end: number;
}

/**
 * Where a rig's samples come from: a file or a simulator.
 *
 * Samples have an absolute index from 0. The same index gives the same values however and how often it is read.
 */
export interface Recording {
  /** What the rig says about its stream; `format` is FLOAT32. */
  readonly info: StreamInfo;
  /** Span in samples, holes included; Infinity for a simulator without an end. */
  readonly nSamples: number;
  /** Samples that were never recorded, in order. */
  readonly gaps: readonly SampleSpan[];
  /**
   * Sorted by sample. A simulator without an end holds those before the furthest sample read so far.
   * Where they come from a trigger channel, the first look at them reads the whole recording.
   */
  readonly markers: readonly RecordedMarker[];
  /** What a person should know about this recording: what was left out, assumed or mended. */
  readonly notes: readonly string[];
  /**
   * @returns a new array, sample-major `[nSamples x nChannels]`, each channel in its own unit
   * @throws {RangeError} when [start, start + nSamples) is not inside the recording or touches a gap
   * @throws {RecordingError} when the file cannot be read any more
   */
  read(start: number, nSamples: number): Float32Array;
  /** May be called twice. */
  close(): void;
}

export type RecordingErrorCode = 'UNREADABLE_FILE' | 'UNSUPPORTED_FILE' | 'TRUNCATED_FILE' | 'NO_SIGNAL';

/** A file that cannot be a rig's recording. `detail` says what is wrong with it and what to do. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly code: RecordingErrorCode;
  readonly detail: string;

  constructor(code: RecordingErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** @throws {RangeError} when samples [start, start + nSamples) were not all recorded */
export function requireRecorded(
  recording: { readonly nSamples: number; readonly gaps: readonly SampleSpan[] },
  start: number,
  nSamples: number,
): void {
  const end = start + nSamples;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(nSamples) || start < 0 || nSamples < 0) {
    throw new RangeError(`start ${start} and nSamples ${nSamples} must be whole numbers from 0`);
  }
  if (end > recording.nSamples) {
    throw new RangeError(`samples [${start}, ${end}) are past the end, ${recording.nSamples}`);
  }
  // The first gap that ends after the start is the only one that can begin before the end.
  const gap = recording.gaps[firstIndex(recording.gaps.length, (i) => recording.gaps[i]!.end > start)];
  if (nSamples > 0 && gap !== undefined && gap.start < end) {
    throw new RangeError(`samples [${start}, ${end}) touch the gap [${gap.start}, ${gap.end})`);
  }
}

/** Smallest index in [0, length) for which `holds` is true, given that it stays true from there on; else `length`. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The holes between consecutive spans, which must be in order. */
export function gapsBetween(spans: Iterable<SampleSpan>): SampleSpan[] {
  const gaps: SampleSpan[] = [];
  let end: number | undefined;
  for (const span of spans) {
    if (end !== undefined && span.start > end) gaps.push({ start: end, end: span.start });
    end = span.end;
  }
  return gaps;
}

/**
 * Sorts markers and leaves out those that lie outside the recording.
 * @param notes gets a line when some were left out
 */
export function placeMarkers(markers: RecordedMarker[], nSamples: number, notes: string[]): RecordedMarker[] {
  const placed = markers.filter(({ sample }) => sample >= 0 && sample <= nSamples);
  const nOutside = markers.length - placed.length;
  if (nOutside > 0) notes.push(`${nOutside} of ${markers.length} markers lie outside the recording and are left out`);
  for (const marker of placed) {
    marker.description = marker.description.slice(0, TEXT_LIMITS.marker);
    marker.value = marker.value.slice(0, TEXT_LIMITS.marker);
  }
  return placed.sort((a, b) => a.sample - b.sample);
}
