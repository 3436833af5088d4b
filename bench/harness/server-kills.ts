import { join } from 'node:path';
import { NoticeKind } from '../../protocol/frame.js';
import { openRecording, type Recording } from '../../server/rig/recording.js';
import { CouldNotMeasure, type ClaimContext, type Measured } from '../claims/claim.js';
import { clockSeconds } from './clock.js';
import { disturbed, nLeftCatchingUp, undisturbed, type Setup } from './disturbed-run.js';
import type { Playable } from './player.js';
import { describeDifference, nDifferences } from './reader-log.js';
import { signalProcess } from './server-process.js';
import { missingRecording, SSVEP_DECODERS, SSVEP_RECORDINGS } from './ssvep-recordings.js';
import { copyModels } from './test-models.js';

/** Epochs of real EEG, windows that slide (every eighth of a second), and a model whose state goes from window to window. */
const DECODERS = [...SSVEP_DECODERS, 'identity-8', 'stateful'];
const SPEED = 8;

/**
 * A recording of flicker responses, or its beginning.
 *
 * @param index in SSVEP_RECORDINGS
 * @throws {CouldNotMeasure} when it is not there
 */
export function ssvepRecording(
  context: ClaimContext,
  index: number,
  seconds = Infinity,
): Playable & Pick<Recording, 'close'> {
  const folder = context.recordings();
  const missing = missingRecording(folder);
  if (missing !== undefined) throw new CouldNotMeasure(missing);
  const recording = openRecording(join(folder, SSVEP_RECORDINGS[index]!.file));
  const nSamples = Math.min(recording.nSamples, Math.round(seconds * recording.info.sfreq));
  return {
    info: recording.info,
    nSamples,
    gaps: recording.gaps,
    markers: recording.markers.filter(({ sample }) => sample < nSamples),
    read: (start, n) => recording.read(start, n),
    close: () => recording.close(),
  };
}

export async function killSetup(context: ClaimContext, recording: Playable): Promise<Setup> {
  const { scratch } = context;
  const models = [await copyModels(await scratch(), DECODERS)];
  return { recording, decoders: DECODERS, models, chunk: 8, scratch };
}

export interface KillOptions {
  readonly times: number;
  /** Index in SSVEP_RECORDINGS. */
  readonly recording: number;
  /** Its beginning only, s. */
  readonly seconds?: number;
}

/** SIGKILL of the server process, again and again, while a recording plays at eight times its speed. */
export async function measureKills(context: ClaimContext, options: KillOptions): Promise<Measured[]> {
  const recording = ssvepRecording(context, options.recording, options.seconds);
  try {
    const setup = await killSetup(context, recording);
    context.progress('undisturbed run');
    const reference = await undisturbed(setup);
    const run = await disturbed({
      setup,
      reference,
      speed: SPEED,
      times: options.times,
      progress: context.progress,
      disturb: async ({ server }) => {
        const pid = await server.serverPid();
        if (pid === undefined) throw new Error('there is no server to kill');
        const at = clockSeconds();
        signalProcess(pid, 'SIGKILL');
        return { at };
      },
    });
    const { played, reader, difference, nCompared, recoveries } = run;
    const told = (kind: NoticeKind): string =>
      `${reader.count(kind, played.stream)} / ${played.notices.filter(({ notice }) => notice.kind === kind).length}`;
    const resumed =
      `rig reconnected ${played.nReconnects} times, reader ${reader.nReconnects}; ${played.nResent} messages sent again; ` +
      `told (reader / rig) catching up ${told(NoticeKind.CATCHING_UP)}, caught up ${told(NoticeKind.CAUGHT_UP)}`;
    const ms = recoveries.map((seconds) => Math.round(seconds * 1e3));
    return [
      { figure: Math.max(...recoveries), detail: `ms: ${ms.join(' ')}`, data: recoveries },
      { figure: nDifferences(difference), detail: describeDifference(difference, nCompared) },
      { figure: recoveries.length, detail: resumed },
      { figure: nLeftCatchingUp(run) },
    ];
  } finally {
    recording.close();
  }
}
