import { join } from 'node:path';
import { cortexwire } from '../harness/command.js';
import { CutProxy } from '../harness/cut-proxy.js';
import { withoutTiming } from '../harness/decode-lines.js';
import { differencesToDecode } from '../harness/live-and-decode.js';
import { play } from '../harness/player.js';
import { nDecodes, ReaderLog } from '../harness/reader-log.js';
import { ssvepRecording } from '../harness/server-kills.js';
import { ServerProcess } from '../harness/server-process.js';
import { SSVEP_DECODERS, SSVEP_RECORDINGS } from '../harness/ssvep-recordings.js';
import { copyModels } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const CHUNKS = [1, 7, 28, 256, 1000];
const DECODERS = [...SSVEP_DECODERS, 'identity-8', 'stateful'];
const RECORDING = 1;

export const claim: Claim = {
  name: 'chunking-invariance',
  sentence: 'However a recording is cut into frames, and when frames are sent again, the payloads are the same bytes',
  bounds: [
    { what: 'decodes that differ', op: '==', value: 0, unit: 'decodes' },
    { what: 'messages that were sent again over cut connections', op: '>=', value: 1, unit: 'messages' },
  ],
  tags: [],
  measure: async (context) => {
    const recording = ssvepRecording(context, RECORDING);
    const file = join(context.recordings(), SSVEP_RECORDINGS[RECORDING]!.file);
    const { scratch, progress } = context;
    const models = await copyModels(await scratch(), DECODERS);
    const decode = (chunk: number): Promise<string[]> => {
      const args = ['decode', file, '--models', models, '--format', 'jsonl', '--chunk', String(chunk)];
      return cortexwire([...args, '--model', ...DECODERS]);
    };
    const differences: string[] = [];
    progress('decode, chunks of 256');
    const reference = await decode(256);
    for (const chunk of CHUNKS.filter((size) => size !== 256)) {
      progress(`decode, chunks of ${chunk}`);
      differences.push(...linesThatDiffer(reference, await decode(chunk)));
    }
    const server = await ServerProcess.start({ journal: await scratch(), models: [models] });
    const proxy = await CutProxy.start(server.port);
    const reader = await ReaderLog.open(server.url);
    let nCompared = 0;
    let nResent = 0;
    try {
      const live = async (chunk: number, nCuts: number): Promise<void> => {
        progress(`live, chunks of ${chunk}${nCuts > 0 ? `, ${nCuts} cuts` : ''}`);
        let cuts = 0;
        const played = await play({
          url: nCuts > 0 ? proxy.url : server.url,
          recording,
          decoders: DECODERS,
          chunk,
          speed: Infinity,
          onSent: (nSamples) => {
            if (nSamples < (recording.nSamples * (cuts + 1)) / (nCuts + 1) || cuts === nCuts) return;
            cuts++;
            proxy.cut();
          },
        });
        await reader.until(`the end of ${played.stream}`, () => reader.hasClosed(played.stream));
        const decodes = reader.of(played.stream);
        nCompared += nDecodes(decodes);
        nResent += played.nResent;
        differences.push(...played.problems, ...differencesToDecode(decodes, reference));
      };
      for (const chunk of CHUNKS) await live(chunk, 0);
      await live(28, 5);
    } finally {
      reader.close();
      await proxy.close();
      await server.stop();
      recording.close();
    }
    return [
      { figure: differences.length, detail: [`of ${nCompared} live`, ...differences.slice(0, 3)].join('\n') },
      { figure: nResent },
    ];
  },
};

/** Decoders answer in any order among each other, each in its own. */
function linesThatDiffer(wanted: readonly string[], got: readonly string[]): string[] {
  const a = wanted.map(withoutTiming).sort();
  const b = got.map(withoutTiming).sort();
  if (a.length !== b.length) return [`${a.length} decodes became ${b.length}`];
  return a.filter((line, i) => line !== b[i]);
}
