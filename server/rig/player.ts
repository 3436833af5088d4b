import { setTimeout as delay } from 'node:timers/promises';
import { firstIndex } from './recorded.js';
import type { RecordedMarker, Recording, SampleSpan } from './recorded.js';

/** Where a player's samples and markers go. What returns a promise is waited for: that is how a sink slows it down. */
export interface PlayerSink {
  /**
   * @param first absolute index of the first sample
   * @param data sample-major `[nSamples x nChannels]`, the sink's to keep
   * @param deviceTime the rig's clock when the first sample was taken, s
   */
  samples(first: number, data: Float32Array, nSamples: number, deviceTime: number): void | Promise<void>;
  marker(marker: RecordedMarker): void | Promise<void>;
}

/** Time as a player sees it; a test passes its own. */
export interface PlayerClock {
  /** Monotonic, s. */
  now(): number;
  /** Waits about this long, s; may end early, and may reject when the signal aborts. */
  sleep(duration: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface PlayerProgress {
  /** Samples before this one have been sent or skipped. */
  sample: number;
  /** Infinity when there is no end. */
  nSamples: number;
  nMarkers: number;
  /** How long after its due time the latest chunk was sent, s; 0 at speed 'max'. */
  late: number;
  /** The gap that is being waited for. */
  gap?: SampleSpan;
}

export interface PlayerOptions {
  /** Samples per chunk; the last one before a gap or the end may be shorter. */
  chunk: number;
  /** How many seconds of the recording pass in one second; 'max': as fast as the sink takes it. Default 1. */
  speed?: number | 'max';
  /** Absolute index of the first sample to play. Default 0. */
  from?: number;
  /** The rig's clock when sample 0 was taken, s. Default: now, less what lies before `from`. */
  start?: number;
  /** Longest wait for a gap, s of the player's clock; the index still skips all of it. Default Infinity, as it was. */
  maxGapWait?: number;
  /** Marker description to the one sent in its place; '' drops the marker. */
  rename?: Readonly<Record<string, string>>;
  /** Ends the playing between two chunks, or while waiting. */
  signal?: AbortSignal;
  /** Called after every chunk and before the wait for a gap. */
  onProgress?: (progress: PlayerProgress) => void;
  clock?: PlayerClock;
}

export interface PlayerSummary {
  /** False when the signal ended it. */
  completed: boolean;
  nSamples: number;
  nMarkers: number;
  nDropped: number;
  /** Largest lateness of a chunk, s. */
  maxLate: number;
}

/** At speed 'max', give others their turn after this many chunks, even if the sink never waits. */
const CHUNKS_PER_TURN = 64;
/** Node cannot wait longer at once, ms. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** CLOCK_MONOTONIC. */
const monotonicClock: PlayerClock = {
  now: () => Number(process.hrtime.bigint()) / 1e9,
  async sleep(duration, signal) {
    await delay(Math.min(Math.ceil(duration * 1e3), LONGEST_DELAY_MS), undefined, signal && { signal });
  },
};

/**
 * Plays a recording as its rig sent it: a chunk is due when its last sample is there, counted from the beginning and
 * not from the chunk before, so that delays do not add up; what is late is sent at once. A marker goes before the chunk
 * that holds its sample. Over a gap nothing is sent and the index moves on.
 */
export class Player {
  readonly #recording: Recording;
  readonly #sink: PlayerSink;
  readonly #options: PlayerOptions;
  readonly #clock: PlayerClock;
  readonly #speed: number | 'max';

  /** @throws {RangeError} when an option makes no sense */
  constructor(recording: Recording, sink: PlayerSink, options: PlayerOptions) {
    const { chunk, speed = 1, from = 0, maxGapWait = Infinity } = options;
    if (!Number.isSafeInteger(chunk) || chunk < 1)
      throw new RangeError(`chunk is ${chunk}, expected 1 or more samples`);
    if (speed !== 'max' && !(speed > 0 && Number.isFinite(speed))) {
      throw new RangeError(`speed is ${speed}, expected a number above 0 or 'max'`);
    }
    if (!Number.isSafeInteger(from) || from < 0 || from > recording.nSamples) {
      throw new RangeError(`from is ${from}, expected a sample of the recording, 0 to ${recording.nSamples}`);
    }
    if (!(maxGapWait >= 0)) throw new RangeError(`maxGapWait is ${maxGapWait} s, expected 0 or more`);
    this.#recording = recording;
    this.#sink = sink;
    this.#options = options;
    this.#clock = options.clock ?? monotonicClock;
    this.#speed = speed;
  }

  /**
   * Plays to the end, or until the signal aborts; then `completed` is false.
   * @throws what the sink, the recording or the progress callback throws
   */
  async play(): Promise<PlayerSummary> {
    const { chunk, from = 0, signal } = this.#options;
    const { gaps, nSamples, markers } = this.#recording;
    const run: Run = {
      // The first look at the markers may read a whole file, so it comes before the clock is looked at.
      nextMarker: firstIndex(markers.length, (i) => markers[i]!.sample >= from),
      began: this.#clock.now(),
      skipped: 0,
      summary: { completed: false, nSamples: 0, nMarkers: 0, nDropped: 0, maxLate: 0 },
    };
    let gapIndex = 0;
    for (let at = from, nChunks = 1; at < nSamples; nChunks++) {
      while (gapIndex < gaps.length && gaps[gapIndex]!.end <= at) gapIndex += 1;
      const gap = gaps[gapIndex];
      if (gap !== undefined && gap.start <= at) {
        await this.#waitForGap(run, at, gap);
        at = gap.end;
      } else {
        const end = Math.min(at + chunk, gap?.start ?? Infinity, nSamples);
        await this.#waitUntil(this.#due(run, end));
        if (this.#speed === 'max' && nChunks % CHUNKS_PER_TURN === 0) await this.#sleep(0);
        if (!signal?.aborted) await this.#sendChunk(run, at, end);
        at = end;
      }
      if (signal?.aborted) return run.summary;
    }
    await this.#sendMarkers(run, Infinity);
    run.summary.completed = true;
    return run.summary;
  }

  /** When all samples before `end` are there, on the clock. */
  #due({ began, skipped }: Run, end: number): number {
    if (this.#speed === 'max') return -Infinity;
    return began + (end - (this.#options.from ?? 0)) / (this.#recording.info.sfreq * this.#speed) - skipped;
  }

  async #waitForGap(run: Run, at: number, gap: SampleSpan): Promise<void> {
    const { maxGapWait = Infinity } = this.#options;
    this.#tell(run, at, 0, gap);
    run.skipped += Math.max(0, this.#due(run, gap.end) - this.#due(run, at) - maxGapWait) || 0;
    await this.#waitUntil(this.#due(run, gap.end));
  }

  async #sendChunk(run: Run, at: number, end: number): Promise<void> {
    const { start, from = 0 } = this.#options;
    const { sfreq } = this.#recording.info;
    // Read first: a simulator without an end knows its markers as far as it was read.
    const data = this.#recording.read(at, end - at);
    await this.#sendMarkers(run, end);
    const late = this.#speed === 'max' ? 0 : this.#clock.now() - this.#due(run, end);
    await this.#sink.samples(at, data, end - at, (start ?? run.began - from / sfreq) + at / sfreq);
    run.summary.nSamples += end - at;
    run.summary.maxLate = Math.max(run.summary.maxLate, late);
    this.#tell(run, end, late);
  }

  /** Sends the markers that lie before a sample and were not sent yet. */
  async #sendMarkers(run: Run, end: number): Promise<void> {
    const { from = 0, rename = {} } = this.#options;
    const { markers } = this.#recording;
    for (; run.nextMarker < markers.length && markers[run.nextMarker]!.sample < end; run.nextMarker++) {
      const marker = markers[run.nextMarker]!;
      if (marker.sample < from) continue;
      const { description } = marker;
      const sent = { ...marker, description: Object.hasOwn(rename, description) ? rename[description]! : description };
      if (sent.description === '') {
        run.summary.nDropped += 1;
      } else {
        await this.#sink.marker(sent);
        run.summary.nMarkers += 1;
      }
    }
  }

  #tell({ summary: { nMarkers } }: Run, sample: number, late: number, gap?: SampleSpan): void {
    this.#options.onProgress?.({ sample, nSamples: this.#recording.nSamples, nMarkers, late, ...(gap && { gap }) });
  }

  async #waitUntil(time: number): Promise<void> {
    while (!this.#options.signal?.aborted) {
      const remaining = time - this.#clock.now();
      if (remaining <= 0) return;
      await this.#sleep(remaining);
    }
  }

  async #sleep(duration: number): Promise<void> {
    const { signal } = this.#options;
    try {
      await this.#clock.sleep(duration, signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
}

/** Where one playing stands. */
interface Run {
  began: number;
  /** Waits for gaps that were cut short, s; all later due times are that much earlier. */
  skipped: number;
  nextMarker: number;
  summary: PlayerSummary;
}
