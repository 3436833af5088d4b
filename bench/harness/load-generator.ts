import { ChannelKind, Unit, type Pacing } from '../../protocol/frame.js';
import { BenchProcess } from './bench-process.js';
import type { ProcessLoad } from './process-load.js';

/** Open-loop rigs of one process: chunks leave at absolute deadlines, whatever the server does. */
export interface LoadOptions {
  /** `ws://host:port` */
  readonly url: string;
  /** `bare` takes frames without a stream being opened: the empty relay and the sink. */
  readonly peer: 'server' | 'bare';
  readonly channels: readonly { readonly name: string; readonly kind: ChannelKind; readonly unit: Unit }[];
  readonly sfreq: number;
  /** Samples per frame. */
  readonly chunk: number;
  /** Decoders asked for; empty for all that fit. */
  readonly decoders: readonly string[];
  /** Default LIVE. With REPLAY there are no deadlines: frames leave as soon as there is credit. */
  readonly pacing?: Pacing;
  /**
   * How deadlines are waited for: `block` (default) sleeps and is some 0.1 ms late, `spin` is awake for the last 0.2 ms,
   * `timer` leaves it to the event loop, a millisecond late.
   */
  readonly wait?: 'block' | 'spin' | 'timer';
}

/** One run: sockets are opened before it and closed after it. */
export interface LoadRun {
  readonly nRigs: number;
  /** Of each rig. */
  readonly nChunks: number;
  /** Streams are called `NAME-0`, `NAME-1` and so on. */
  readonly name: string;
  /** Within how long the rigs begin, evenly one after the other, s. Default a chunk's time. */
  readonly beginWithin?: number;
}

export interface LoadReport {
  /** Ids of the streams, in the order of the rigs; empty strings where none was opened. */
  readonly streams: readonly string[];
  /** `[nRigs x nChunks]`: when each chunk left, s on CLOCK_MONOTONIC, the device time of its first sample. NaN: never. */
  readonly sent: Float64Array;
  /** `[nRigs x nChunks]`: how late that was against its deadline, s. */
  readonly late: Float64Array;
  /** From the first deadline to the last frame, s. */
  readonly seconds: number;
  /** The generator's own part of the picture. */
  readonly load: ProcessLoad;
  /** Chunks that had to wait for credit. */
  readonly nBlocked: number;
  /** Most bytes that one socket held back. */
  readonly maxBufferedBytes: number;
  readonly problems: readonly string[];
}

export type LoadGenerator = BenchProcess<LoadOptions, LoadRun, LoadReport>;

/** Starts a process that runs a load whenever it is asked to. */
export async function startLoad(options: LoadOptions): Promise<LoadGenerator> {
  const load: LoadGenerator = new BenchProcess(new URL('./load-process.js', import.meta.url), options);
  await load.ready();
  return load;
}

/** MEG as a 306-channel helmet has it: triplets of two gradiometers and a magnetometer. */
export function megChannels(nChannels: number): LoadOptions['channels'] {
  return Array.from({ length: nChannels }, (_, i) => {
    const place = String(Math.floor(i / 3) + 1).padStart(3, '0');
    return i % 3 === 2
      ? { name: `MEG${place}1`, kind: ChannelKind.MAG, unit: Unit.FEMTOTESLA }
      : { name: `MEG${place}${(i % 3) + 2}`, kind: ChannelKind.GRAD, unit: Unit.FEMTOTESLA_PER_CENTIMETRE };
  });
}
