import type { ChannelKind, Unit } from '../../protocol/frame.js';
import { BenchProcess } from './bench-process.js';

/** An open-loop rig: chunks leave at absolute deadlines, whatever the server does. */
export interface LoadOptions {
  /** `ws://host:port` */
  readonly url: string;
  /** `relay` takes frames without a stream being opened. */
  readonly peer: 'server' | 'relay';
  readonly streamName: string;
  readonly channels: readonly { readonly name: string; readonly kind: ChannelKind; readonly unit: Unit }[];
  readonly sfreq: number;
  /** Samples per frame. */
  readonly chunk: number;
  readonly nChunks: number;
  /** Decoders asked for; empty for all that fit. */
  readonly decoders: readonly string[];
}

export interface LoadReport {
  readonly stream: string;
  /** When each chunk left, s on CLOCK_MONOTONIC: the device time of its first sample. */
  readonly sent: Float64Array;
  /** How late that was against its deadline, s. */
  readonly late: Float64Array;
  /** CPU time of the generator per second of the run: a part of the picture on a small machine. */
  readonly cpuShare: number;
  /** Chunks that had to wait for credit. */
  readonly nBlocked: number;
  readonly problems: readonly string[];
}

/** Starts a rig in a process of its own; runs the load when asked to `run`. */
export async function startLoad(options: LoadOptions): Promise<BenchProcess<LoadOptions, 'run', LoadReport>> {
  const load = new BenchProcess<LoadOptions, 'run', LoadReport>(new URL('./load-process.js', import.meta.url), options);
  await load.answer();
  return load;
}

/** MEG as a 306-channel helmet has it: triplets of two gradiometers and a magnetometer. */
export function megChannels(nChannels: number, kinds: typeof ChannelKind, units: typeof Unit): LoadOptions['channels'] {
  return Array.from({ length: nChannels }, (_, i) => {
    const place = String(Math.floor(i / 3) + 1).padStart(3, '0');
    return i % 3 === 2
      ? { name: `MEG${place}1`, kind: kinds.MAG, unit: units.FEMTOTESLA }
      : { name: `MEG${place}${(i % 3) + 2}`, kind: kinds.GRAD, unit: units.FEMTOTESLA_PER_CENTIMETRE };
  });
}
