import { basename, join } from 'node:path';
import { openRecording } from '../../server/rig/recording.js';
import { cortexwire } from '../harness/command.js';
import { decodesOf, score } from '../harness/decode-lines.js';
import { differencesToDecode } from '../harness/live-and-decode.js';
import { play } from '../harness/player.js';
import { nDecodes, ReaderLog } from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import { missingRecording, SSVEP_DECODERS, SSVEP_RECORDINGS } from '../harness/ssvep-recordings.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import { CouldNotMeasure, type Claim } from './claim.js';

export const claim: Claim = {
  name: 'live-equals-decode',
  sentence:
    'A recording that is streamed over the sockets gives the same payloads as `cortexwire decode`, byte by byte',
  bounds: [
    { what: 'decodes that differ', op: '==', value: 0, unit: 'decodes' },
    { what: 'most trials of a recording that differ from the offline reference', op: '<=', value: 1, unit: 'of 24' },
  ],
  tags: [],
  measure: async ({ recordings, scratch, progress }) => {
    const folder = recordings();
    const missing = missingRecording(folder);
    if (missing !== undefined) throw new CouldNotMeasure(missing);
    const server = await ServerProcess.start({ journal: await scratch(), models: [PACKAGE_MODELS] });
    const reader = await ReaderLog.open(server.url);
    const differences: string[] = [];
    let worst = 0;
    let n = 0;
    try {
      for (const { file, nRight } of SSVEP_RECORDINGS) {
        progress(basename(file));
        const path = join(folder, file);
        const args = ['decode', path, '--model', ...SSVEP_DECODERS, '--format', 'jsonl'];
        const printed = await cortexwire(args);
        const recording = openRecording(path);
        const { stream, problems } = await play({
          url: server.url,
          recording,
          decoders: SSVEP_DECODERS,
          chunk: 28,
          speed: Infinity,
        });
        recording.close();
        await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
        const live = reader.of(stream);
        n += nDecodes(live);
        differences.push(...problems, ...differencesToDecode(live, printed));
        SSVEP_DECODERS.forEach((name, i) => {
          const own = [...live].filter(([decoder]) => decoder.startsWith(`${name}@`));
          const { nRight: right } = score(own.flatMap(([, logged]) => decodesOf(logged)));
          worst = Math.max(worst, Math.abs(right - nRight[i]!));
        });
      }
    } finally {
      reader.close();
      await server.stop();
    }
    return [
      { figure: differences.length, detail: [`of ${n}`, ...differences.slice(0, 3)].join('\n') },
      { figure: worst },
    ];
  },
};
