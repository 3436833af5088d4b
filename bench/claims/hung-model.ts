import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { madeUpRecording } from '../harness/made-up-recording.js';
import { play, type Playable } from '../harness/player.js';
import {
  compareDecodes,
  describeDifference,
  nDecodes,
  nDifferences,
  ReaderLog,
  type LoggedDecode,
} from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import { copyModels } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const OTHERS = ['identity-8', 'stateful'] as const;
const WINDOW_SAMPLES = 256;
/** Window in which the model hangs. */
const HUNG_WINDOW = 20;
const RUN_MS = 500;
const NOISE = { name: 'hung-model', nChannels: 8, sfreq: 256, nSamples: 60 * 256, seed: 11 };

/** The hanging model with windows that do not overlap, so that one large sample is in one of them. */
async function hangOnce(folder: string): Promise<void> {
  const file = join(folder, 'hang/1.0.0/manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { when: { stride: number } };
  manifest.when.stride = WINDOW_SAMPLES;
  await writeFile(file, JSON.stringify(manifest));
}

export const claim: Claim = {
  name: 'hung-model',
  sentence: 'A model whose run hangs costs one restart and one answer with an error, and nothing else',
  bounds: [
    { what: 'restarts', op: '==', value: 1, unit: 'restarts' },
    { what: 'windows answered with MODEL_HUNG under their own number', op: '==', value: 1, unit: 'windows' },
    { what: 'other decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
  ],
  tags: [],
  measure: async ({ scratch, progress }) => {
    const spike = { sample: HUNG_WINDOW * WINDOW_SAMPLES + 100, microvolts: 9000 };
    const quiet = madeUpRecording(NOISE);
    const spiked = madeUpRecording({ ...NOISE, spikes: [spike] });
    const models = await copyModels(await scratch(), [...OTHERS, 'hang']);
    await hangOnce(models);
    const run = async (
      recording: Playable,
      decoders: readonly string[],
      speed: number,
    ): Promise<{ decodes: Map<string, LoggedDecode[]>; nRestarts: number }> => {
      const args = ['--watchdog-run-ms', String(RUN_MS)];
      const server = await ServerProcess.start({ journal: await scratch(), models: [models], args });
      const reader = await ReaderLog.open(server.url);
      try {
        const { stream, problems } = await play({ url: server.url, recording, decoders, chunk: 16, speed });
        if (problems.length > 0) throw new Error(problems.join('\n'));
        await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
        return { decodes: reader.of(stream), nRestarts: server.nRestarts };
      } catch (error) {
        throw new Error(`${String(error)}\n${server.log}`, { cause: error });
      } finally {
        reader.close();
        await server.stop();
      }
    };
    progress('the other decoders alone');
    const others = (await run(spiked, OTHERS, Infinity)).decodes;
    progress('the model without the sample that it hangs on');
    const unhung = (await run(quiet, ['hang'], Infinity)).decodes;
    progress('all of them, and the model hangs');
    const { decodes, nRestarts } = await run(spiked, [...OTHERS, 'hang'], 8);

    const reference = new Map([...others, ...[...unhung].map(([id, list]) => [id, list.filter(isNotHung)] as const)]);
    const hung = [...decodes.values()].flat().filter(({ decode }) => decode.payload?.failure?.code === 'MODEL_HUNG');
    const rest = new Map([...decodes].map(([id, list]) => [id, list.filter((logged) => !hung.includes(logged))]));
    const difference = compareDecodes(reference, rest);
    const named = hung.filter(
      ({ decode }) => decode.payload?.window === HUNG_WINDOW && decode.sequence === HUNG_WINDOW,
    );
    return [
      { figure: nRestarts },
      {
        figure: named.length === hung.length ? named.length : NaN,
        detail: hung[0]?.decode.payload?.failure?.detail ?? '',
      },
      { figure: nDifferences(difference), detail: describeDifference(difference, nDecodes(reference)) },
    ];
  },
};

function isNotHung({ decode }: LoggedDecode): boolean {
  return decode.sequence !== HUNG_WINDOW;
}
