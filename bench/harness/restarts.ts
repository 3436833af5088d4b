import { NoticeKind } from '../../protocol/frame.js';
import type { ClaimContext, Measured } from '../claims/claim.js';
import { disturbed, nLeftCatchingUp, undisturbed, type Disturbance } from './disturbed-run.js';
import { describeDifference, nDifferences } from './reader-log.js';
import { killSetup, ssvepRecording } from './server-kills.js';

/** The beginning of the shortest recording: long enough for one disturbance. */
const SECONDS = 48;
const SPEED = 8;

/** Disturbs a running recording once, and compares it with an undisturbed one: how long it took, and what differs. */
export async function measureOnce(
  context: ClaimContext,
  disturbance: Pick<Disturbance, 'disturb' | 'rigUrl' | 'rig' | 'fromLaterSamples'>,
): Promise<Measured[]> {
  const recording = ssvepRecording(context, 1, SECONDS);
  try {
    const setup = await killSetup(context, recording);
    context.progress('undisturbed run');
    const reference = await undisturbed(setup);
    const run = await disturbed({
      setup,
      reference,
      speed: SPEED,
      times: 1,
      progress: context.progress,
      ...disturbance,
    });
    const { played, reader, difference, nCompared, recoveries } = run;
    const resumed = reader.count(NoticeKind.RIG_RESUMED, played.stream);
    const how =
      `rig reconnected ${played.nReconnects} times, reader ${reader.nReconnects}; ` +
      `${played.nResent} messages sent again; ${resumed} notices that the rig is back`;
    return [
      { figure: nDifferences(difference), detail: describeDifference(difference, nCompared) },
      { figure: recoveries[0] ?? NaN, detail: how },
      { figure: nLeftCatchingUp(run) },
      { figure: run.exitCode ?? NaN },
    ];
  } finally {
    recording.close();
  }
}
