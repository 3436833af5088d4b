import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { simulateNoise } from '../../server/rig/simulate-noise.js';
import { cortexwire } from '../harness/command.js';
import { play } from '../harness/player.js';
import { python } from '../harness/python.js';
import { ReaderLog } from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Claim } from './claim.js';

const PAGE = 'models/README.md';
const HEADING = '## A decoder of braindecode, step by step';
const SECONDS = 60;

/** The first Python block behind the heading: what somebody who follows the page runs. */
async function scriptOfPage(): Promise<string> {
  const page = await readFile(join(packageRoot(), PAGE), 'utf8');
  const script = /```python\n(.*?)```/s.exec(page.slice(page.indexOf(HEADING)))?.[1];
  if (!page.includes(HEADING) || script === undefined) throw new Error(`${PAGE} has no script behind "${HEADING}"`);
  return script;
}

export const claim: Claim = {
  name: 'third-party-model',
  sentence: `A network of braindecode is added as a folder by the script in ${PAGE}, checked and served`,
  bounds: [
    { what: 'windows of a minute that are not answered with a class', op: '==', value: 0, unit: 'windows' },
    { what: 'windows answered', op: '==', value: 117, unit: 'windows' },
  ],
  tags: ['peer'],
  measure: async ({ scratch, progress }) => {
    const folder = await scratch();
    progress('exporting the network');
    const path = [join(packageRoot(), 'models')];
    await python(['-c', await scriptOfPage()], { needs: ['torch', 'onnx', 'braindecode'], cwd: folder, path });
    const models = join(folder, 'my-models');
    progress('models check');
    await cortexwire(['models', 'check', '--models', models]);
    const server = await ServerProcess.start({ journal: await scratch(), models: [models] });
    const reader = await ReaderLog.open(server.url);
    try {
      const recording = simulateNoise({ kind: 'eeg', nChannels: 8, sfreq: 250, nSamples: 250 * SECONDS });
      const { stream } = await play({ url: server.url, recording, chunk: 25, speed: Infinity, decoders: [] });
      await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
      const decodes = [...reader.of(stream)].flatMap(([, logged]) => logged);
      const bad = decodes.filter(({ decode: { payload } }) => payload?.kind !== 'classes').length;
      return [{ figure: bad, detail: `of ${decodes.length}` }, { figure: decodes.length }];
    } finally {
      reader.close();
      await server.stop();
    }
  },
};
