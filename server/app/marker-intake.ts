import type { Init, Marker } from '../../protocol/frame.js';
import { ProtocolError } from '../../protocol/error-codes.js';

/** Names of markers that are remembered, so that one which is sent again is taken once. */
const RECENT_MARKERS = 4096;
/** Markers that may come before the first sample. */
const MOST_WAITING = 256;

/** Which samples markers stand at, which were here before, and which have yet to wait for a sample. */
export class MarkerIntake {
  readonly #sfreq: number;
  readonly #ids = new Set<string>();
  #waiting: Init<Marker>[] = [];
  #anchorSample = 0;
  #anchorTime = Number.NaN;

  /** @param sfreq Hz */
  constructor(sfreq: number) {
    this.#sfreq = sfreq;
  }

  /** Ties the rig's clock to samples: this sample was taken at this time. @param deviceTime rig's clock, s */
  anchor(sample: number, deviceTime: number): void {
    this.#anchorSample = sample;
    this.#anchorTime = deviceTime;
  }

  /**
   * Index of the sample at a marker's onset, or undefined while no frame has tied the rig's clock to samples.
   * @throws {ProtocolError} MARKER_INVALID
   */
  resolve(marker: Init<Marker>): number | undefined {
    if (marker.sample !== undefined && marker.sample !== null) {
      if (!Number.isFinite(marker.sample) || marker.sample < 0 || marker.sample > 2 ** 52) {
        throw new ProtocolError('MARKER_INVALID', `sample ${marker.sample} is no index of this stream`);
      }
      return Math.round(marker.sample);
    }
    const time = marker.deviceTime;
    if (time === undefined || time === null || !Number.isFinite(time)) {
      throw new ProtocolError('MARKER_INVALID', 'neither sample nor deviceTime is given');
    }
    const sample = this.sampleAt(time, (anchorTime) => anchorTime);
    if (sample !== undefined && sample < 0)
      throw new ProtocolError('MARKER_INVALID', `deviceTime ${time} lies before the stream's first sample`);
    return sample;
  }

  /**
   * @param time       on any clock, s
   * @param toThatClock  a time of the rig's clock on that one
   * @returns the sample at a time, below 0 before the first one; undefined while no frame has come
   */
  sampleAt(time: number, toThatClock: (deviceTime: number) => number): number | undefined {
    if (Number.isNaN(this.#anchorTime)) return undefined;
    return this.#anchorSample + Math.round((time - toThatClock(this.#anchorTime)) * this.#sfreq);
  }

  /** Whether a marker of this name was here before; one without a name never was. */
  knows(id: string): boolean {
    return this.#ids.has(id);
  }

  remember(id: string): void {
    if (id === '') return;
    this.#ids.add(id);
    if (this.#ids.size > RECENT_MARKERS) this.#ids.delete(this.#ids.values().next().value ?? '');
  }

  /** Keeps a marker until the first sample is there. @throws {ProtocolError} MARKER_INVALID, when too many wait */
  wait(marker: Init<Marker>): void {
    if (this.#waiting.length >= MOST_WAITING)
      throw new ProtocolError('MARKER_INVALID', `${MOST_WAITING} markers before the first sample`);
    this.#waiting.push(marker);
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Those that have waited, once. */
  takeWaiting(): Init<Marker>[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
