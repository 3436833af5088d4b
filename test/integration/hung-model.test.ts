import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import type { Playable } from '../../bench/harness/player.js';
import { Pacing } from '../../protocol/frame.js';
import { offlineDecodes } from '../helpers/offline-decodes.js';
import { livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfEachTest, type TestBed } from '../helpers/test-bed.js';

const WINDOW_SAMPLES = 256;
/** Window in which the model hangs. */
const HUNG = 5;
const NOISE = { name: 'one', nChannels: 8, sfreq: 256, nSamples: 12 * 256, seed: 8 };

const own = bedOfEachTest();

/** The hanging model with windows that do not overlap, so that one large sample is in one of them. */
async function hangingModels(bed: TestBed): Promise<string> {
  const models = await bed.models('identity-8', 'stateful', 'hang');
  const file = join(models, 'hang/1.0.0/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { when: { stride: number } };
  manifest.when.stride = WINDOW_SAMPLES;
  writeFileSync(file, JSON.stringify(manifest));
  return models;
}

/** A stream at its own pace decodes on the sockets' thread, where nobody can tell of a hung run but another thread. */
const PACES = [
  {
    where: 'on a thread of its own',
    pacing: Pacing.REPLAY,
    lane: 0,
    end: /ended \(hang@1\.0\.0 has run for \d+ ms on window 5 /,
  },
  { where: "on the sockets' thread", pacing: Pacing.LIVE, lane: 1, end: /ended \(SIGKILL\)/ },
];

it.each(PACES)(
  'a model that hangs $where costs one restart and one answer with an error, and nothing else',
  async ({ pacing, lane, end }) => {
    const quiet = madeUpRecording(NOISE);
    const spikes = [{ sample: HUNG * WINDOW_SAMPLES + 100, microvolts: 9000 }];
    const spiked = madeUpRecording({ ...NOISE, spikes });
    const other = renamed(quiet, { name: 'other' });
    const models = await hangingModels(own);
    const args = ['--watchdog-run-ms', '700', '--lanes', '1'];
    const server = await own.server({ models: [models], supervise: true, args });
    const reader = await own.reader(server);
    const open = async (recording: Playable, decoders: readonly string[]) => {
      const rig = own.rig(server, { info: recording.info, decoders, pacing });
      return { rig, recording, stream: (await rig.open()).stream };
    };
    // Both are there before the run that hangs: it takes the process with it, and with it a connection that is being made.
    const opened = await Promise.all([
      open(spiked, ['hang', 'identity-8', 'stateful']),
      open(other, ['identity-8', 'stateful']),
    ]);
    await Promise.all(
      opened.map(async ({ rig, recording }) => {
        await playSpan(rig, recording);
        await rig.close();
      }),
    );
    const [hung, untouched] = opened.map(({ stream }) => stream) as [string, string];
    await reader.until('all decodes', () => reader.decodes.length >= 12 + 2 * (89 + 48));
    expect(server.nServed).toBe(2);
    // Only a thread that does not hang itself can say why the process is ended.
    expect(server.log).toMatch(end);

    const others = offlineDecodes(spiked, ['identity-8', 'stateful'], models);
    expect(livePayloads(reader, untouched)).toEqual(offlineDecodes(other, ['identity-8', 'stateful'], models));
    const { 'hang@1.0.0': answers = [], ...rest } = Object.fromEntries(livePayloads(reader, hung));
    expect(rest).toEqual(Object.fromEntries(others));
    // The model answers with the last sample of its window, which is not the one that it hangs on.
    const unhung = offlineDecodes(quiet, ['hang'], models).get('hang@1.0.0') ?? [];
    expect(answers.filter((_, i) => i !== HUNG)).toEqual(unhung.filter((_, i) => i !== HUNG));
    const failed = reader.of(hung).get('hang@1.0.0')?.[HUNG]?.decode;
    expect(failed).toMatchObject({
      sequence: HUNG,
      payload: {
        window: HUNG,
        start: HUNG * WINDOW_SAMPLES,
        end: (HUNG + 1) * WINDOW_SAMPLES,
        kind: 'failure',
        final: true,
        failure: { code: 'MODEL_HUNG', count: 1 },
      },
    });
    const metrics = await server.metrics();
    expect(metrics).toMatch(/cortexwire_failures_total\{code="MODEL_HUNG"\} 1/);
    const busy = [0, 1].map((n) =>
      Number(new RegExp(`lane_busy_seconds_total\\{lane="${n}"\\} (\\S+)`).exec(metrics)?.[1]),
    );
    expect(busy[lane]).toBeGreaterThan(0);
    // What is not live never comes to the sockets' thread; what is may leave it while that is busy, as after a restart.
    if (pacing === Pacing.REPLAY) expect(busy[1]).toBe(0);
  },
);
