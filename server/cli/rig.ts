import { RigClient } from '../../protocol/client/rig.js';
import { Pacing } from '../../protocol/frame.js';
import { Player } from '../rig/player.js';
import type { Recording } from '../rig/recording.js';
import { noticeText } from './subscribe.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { Progress, type Terminal } from './terminal.js';

export interface RigOptions {
  readonly url: string;
  readonly token?: string;
  /** Names or ids; none: every model that fits. */
  readonly decoder?: readonly string[];
  /** Samples per frame. */
  readonly chunk: number;
  readonly speed: number | 'max';
  readonly rename: ReadonlyMap<string, string>;
  /** Longest wait for a gap in the recording, s. */
  readonly maxGapWait: number;
}

/**
 * Streams a recording as its rig would, with its markers, until its end or until `signal` aborts. Comes back by itself
 * when the server goes away. At any speed but 1 nothing is dropped for age.
 */
export async function playToServer(
  recording: Recording,
  options: RigOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { info, nSamples } = recording;
  const { speed } = options;
  const progress = new Progress(terminal);
  const say = (text: string): void => {
    progress.clear();
    terminal.err.write(`${text}\n`);
  };
  for (const note of recording.notes) say(`note: ${note}`);
  const rig = new RigClient(options.url, {
    info,
    decoders: [...(options.decoder ?? [])],
    pacing: speed === 1 ? Pacing.LIVE : Pacing.REPLAY,
    client: 'cortexwire rig',
    ...(options.token === undefined ? {} : { token: options.token }),
  });
  rig.on('notice', (notice) => say(noticeText(notice, info.sfreq)));
  rig.on('problem', ({ code, detail }) => say(`${code}: ${detail}`));
  let lost = false;
  rig.on('reconnecting', (reason) => {
    if (!lost) say(`connection lost (${reason}); coming back`);
    lost = true;
  });
  rig.on('resumed', ({ nextSample }) => {
    lost = false;
    say(`connected again, going on at ${(nextSample / info.sfreq).toFixed(2)} s`);
  });
  const opened = await rig.open();
  say(
    `stream ${opened.stream}: ${info.channels.length} channels at ${info.sfreq} Hz${info.simulated ? ', simulated' : ''}`,
  );
  for (const { decoder, accepted, code, detail } of opened.decoders) {
    say(accepted ? `  ${decoder} decodes it` : `  ${decoder} does not: ${code}: ${detail}`);
  }
  const began = monotonicSeconds();
  const deviceTime = (first: number): number =>
    speed === 'max' ? monotonicSeconds() : began + first / (info.sfreq * speed);
  const player = new Player(
    recording,
    {
      samples: (first, data) => rig.samples(first, data, deviceTime(first)),
      marker: ({ sample, description, value, duration }) => {
        rig.marker({ sample, description, value, duration });
      },
    },
    {
      chunk: options.chunk,
      speed,
      rename: Object.fromEntries(options.rename),
      maxGapWait: options.maxGapWait,
      signal,
      onProgress: ({ sample, nMarkers, gap }) => {
        const of = Number.isFinite(nSamples) ? ` of ${(nSamples / info.sfreq).toFixed(0)}` : '';
        const waits =
          gap === undefined ? '' : `, waiting for a gap of ${((gap.end - gap.start) / info.sfreq).toFixed(0)} s`;
        progress.show(`${(sample / info.sfreq).toFixed(0)}${of} s sent, ${nMarkers} markers${waits}`);
      },
    },
  );
  const summary = await player.play();
  const closed = await rig.close({ final: true });
  const { nFrames, nResent } = rig.stats;
  const resent = nResent > 0 ? `, ${nResent} of them sent again` : '';
  say(
    `${summary.completed ? 'done' : 'stopped'}: ${closed.endSample} samples in ${nFrames} frames${resent}, ${summary.nMarkers} markers`,
  );
}
