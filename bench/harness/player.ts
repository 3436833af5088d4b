import { setTimeout as sleep } from 'node:timers/promises';
import { RigClient, type RigOptions } from '../../protocol/client/rig.js';
import { Pacing, type Notice, type Opened } from '../../protocol/frame.js';
import type { Recording } from '../../server/rig/recording.js';
import { clockSeconds } from './clock.js';

/** What a player needs of a recording; a made-up one will do. */
export type Playable = Pick<Recording, 'info' | 'nSamples' | 'gaps' | 'markers' | 'read'>;

export interface PlayOptions extends Pick<RigOptions, 'reconnect' | 'heartbeat' | 'decoders'> {
  readonly url: string;
  readonly recording: Playable;
  /** Samples per frame. */
  readonly chunk: number;
  /** Times as fast as it was recorded; Infinity for as fast as the server takes it. */
  readonly speed: number;
  /** Default REPLAY: nothing is dropped for age. */
  readonly pacing?: Pacing;
  readonly onOpened?: (opened: Opened) => void;
  /** Told after each frame how many samples have been sent. */
  readonly onSent?: (nSamples: number) => void;
}

export interface Played {
  readonly stream: string;
  readonly nReconnects: number;
  readonly nResent: number;
  readonly notices: readonly { readonly notice: Notice; readonly arrived: number }[];
  readonly problems: readonly string[];
}

/** Plays a recording as a rig would: markers before the frame that they lie in, frames at their time. */
export async function play(options: PlayOptions): Promise<Played> {
  const { url, recording, chunk, speed } = options;
  const { info, gaps, nSamples, markers } = recording;
  const notices: { notice: Notice; arrived: number }[] = [];
  const problems: string[] = [];
  let nReconnects = 0;
  const rig = new RigClient(url, {
    info,
    pacing: options.pacing ?? Pacing.REPLAY,
    client: 'cortexwire claims',
    ...(options.decoders === undefined ? {} : { decoders: options.decoders }),
    ...(options.reconnect === undefined ? {} : { reconnect: options.reconnect }),
    ...(options.heartbeat === undefined ? {} : { heartbeat: options.heartbeat }),
  });
  rig.on('notice', (notice) => notices.push({ notice, arrived: clockSeconds() }));
  rig.on('problem', ({ code, detail }) => problems.push(`${code}: ${detail}`));
  rig.on('reconnecting', () => nReconnects++);
  const opened = await rig.open();
  for (const { accepted, decoder, code, detail } of opened.decoders) {
    if (!accepted) problems.push(`${decoder} refused: ${code}: ${detail}`);
  }
  options.onOpened?.(opened);
  const begin = clockSeconds();
  const timeOf = (sample: number): number => begin + sample / info.sfreq / speed;
  let nextMarker = 0;
  const mark = (until: number): void => {
    for (let m = markers[nextMarker]; m !== undefined && m.sample < until; m = markers[++nextMarker]) {
      const { sample, description, value, duration } = m;
      rig.marker({ sample, description, value, duration });
    }
  };
  let at = 0;
  for (const gap of [...gaps, { start: nSamples, end: nSamples }]) {
    while (at < gap.start) {
      const n = Math.min(chunk, gap.start - at);
      mark(at + n);
      if (speed < Infinity) await sleepUntil(timeOf(at + n));
      const sent = rig.samples(at, recording.read(at, n), speed < Infinity ? timeOf(at) : clockSeconds());
      if (sent !== undefined) {
        // A paced rig goes on at its own time: its buffer rides out an outage, and an error comes with the next call.
        if (speed < Infinity) sent.catch(() => undefined);
        else await sent;
      }
      at += n;
      options.onSent?.(at);
    }
    at = gap.end;
  }
  mark(Infinity);
  await rig.close();
  return { stream: opened.stream, nReconnects, nResent: rig.stats.nResent, notices, problems };
}

async function sleepUntil(time: number): Promise<void> {
  const left = (time - clockSeconds()) * 1e3;
  if (left > 0) await sleep(left);
}
