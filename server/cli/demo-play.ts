import { ReaderClient } from '../../protocol/client/reader.js';
import { RigClient } from '../../protocol/client/rig.js';
import { From, NoticeKind, Pacing, type Payload, type Timing } from '../../protocol/frame.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { Player } from '../rig/player.js';
import type { Recording } from '../rig/recording.js';
import { quantile, type Screen } from './demo-screen.js';
import { noticeText } from './subscribe.js';
import { CommandError } from './terminal.js';

/** A decode as it came to the reader. */
export interface Received {
  readonly decoder: string;
  readonly sequence: number;
  readonly stream: string;
  readonly payload: Payload;
  readonly timing: Timing | undefined;
  /** When, on the monotonic clock of this machine, s. */
  readonly received: number;
}

/** Shows one kind of decode while it comes, and its score at the end. */
export interface DemoView {
  /** The stream is open, and these decoders take it. */
  opened(decoders: readonly string[]): void;
  /** The rig has taken the samples before this one. */
  played(sample: number): void;
  decode(received: Received): void;
  /** The stream is over: what is still open is kept, and the score told. */
  finish(): string[];
}

export interface PlayOptions {
  readonly url: string;
  readonly recording: Recording;
  /** None: whichever model takes the stream. */
  readonly decoders: readonly string[];
  readonly speed: number | 'max';
  /** Samples per frame. */
  readonly chunk: number;
}

/**
 * A rig and a reader beside each other, over real sockets, from the first sample to the last decode, or until `signal`
 * aborts.
 * @returns what the server added to the latency
 * @throws {CommandError} when no decoder takes the stream
 */
export async function playDemo(
  options: PlayOptions,
  view: DemoView,
  screen: Screen,
  signal: AbortSignal,
): Promise<string[]> {
  const { recording, speed } = options;
  const { info } = recording;
  const url = options.url.replace('http', 'ws');
  const reader = new ReaderClient(url, { from: From.START, client: 'cortexwire demo' });
  const rig = new RigClient(url, {
    info,
    decoders: [...options.decoders],
    pacing: speed === 1 ? Pacing.LIVE : Pacing.REPLAY,
    client: 'cortexwire demo',
  });
  reader.on('notice', (notice) => {
    if (notice.kind === NoticeKind.STREAM_CLOSED) reader.close();
    else if (notice.kind !== NoticeKind.STREAM_OPENED) screen.say(noticeText(notice, info.sfreq));
  });
  rig.on('problem', ({ code, detail }) => screen.say(`${code}: ${detail}`));
  try {
    await reader.open();
    return await playBetween(rig, reader, options, view, screen, signal);
  } finally {
    reader.close();
    rig.disconnect();
  }
}

async function playBetween(
  rig: RigClient,
  reader: ReaderClient,
  { recording, speed, chunk, decoders }: PlayOptions,
  view: DemoView,
  screen: Screen,
  signal: AbortSignal,
): Promise<string[]> {
  const { info } = recording;
  const opened = await rig.open();
  const accepted = opened.decoders.filter((offer) => offer.accepted);
  if (decoders.length > 0 || accepted.length === 0) {
    for (const { decoder, accepted: isIn, code, detail } of opened.decoders)
      if (!isIn) screen.say(`${decoder} does not decode it: ${code}: ${detail}`);
  }
  if (accepted.length === 0) throw new CommandError('no decoder takes this stream');
  view.opened(accepted.map(({ decoder }) => decoder));
  let began = monotonicSeconds();
  const added: number[] = [];
  const show = async (): Promise<void> => {
    for await (const { stream, decoder, sequence, payload, timing } of reader) {
      if (payload === undefined) continue;
      if (timing !== undefined && payload.failure === undefined && timing.inferEnd > 0)
        added.push((timing.published - timing.received - (timing.inferEnd - timing.inferStart)) * 1e3);
      view.decode({ stream, decoder, sequence, payload, timing, received: monotonicSeconds() });
    }
  };
  const deviceTime = (first: number): number =>
    speed === 'max' ? monotonicSeconds() : began + first / (info.sfreq * speed);
  const player = new Player(
    recording,
    {
      samples: (first, data) => {
        view.played(first + data.length / info.channels.length);
        return rig.samples(first, data, deviceTime(first));
      },
      marker: ({ sample, description, value, duration }) => {
        rig.marker({ sample, description, value, duration });
      },
    },
    { chunk, speed, signal },
  );
  const play = async (): Promise<void> => {
    began = monotonicSeconds();
    await player.play();
    await rig.close({ final: true });
  };
  await Promise.all([show(), play()]);
  const lines = view.finish();
  if (speed === 1 && added.length > 0) {
    const [median, p95] = [0.5, 0.95].map((share) => `${quantile(added, share).toFixed(2)} ms`);
    lines.push(`latency added by the server beside the model's own run: median ${median}, p95 ${p95}`);
  }
  return lines;
}
