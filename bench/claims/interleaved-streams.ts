import { play, type Playable } from '../harness/player.js';
import {
  compareDecodes,
  describeDifference,
  nDecodes,
  nDifferences,
  ReaderLog,
  type LoggedDecode,
} from '../harness/reader-log.js';
import { ssvepRecording } from '../harness/server-kills.js';
import { ServerProcess } from '../harness/server-process.js';
import { copyModels } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const DECODERS = ['ssvep-fbcca-1s', 'stateful'] as const;
const SECONDS = 90;

export const claim: Claim = {
  name: 'interleaved-streams',
  sentence: 'Two streams and two decoders at the same time give what each gives alone',
  bounds: [{ what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' }],
  tags: [],
  measure: async (context) => {
    const recordings = [ssvepRecording(context, 0, SECONDS), ssvepRecording(context, 3, SECONDS)];
    const models = [await copyModels(await context.scratch(), DECODERS)];
    const server = await ServerProcess.start({ journal: await context.scratch(), models });
    const reader = await ReaderLog.open(server.url);
    const decodesOf = async (
      recording: Playable,
      decoders: readonly string[],
      chunk: number,
    ): Promise<Map<string, LoggedDecode[]>> => {
      const { stream, problems } = await play({ url: server.url, recording, decoders, chunk, speed: Infinity });
      if (problems.length > 0) throw new Error(problems.join('\n'));
      await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
      return reader.of(stream);
    };
    try {
      const alone: Map<string, LoggedDecode[]>[] = [];
      for (const [i, recording] of recordings.entries()) {
        const each = new Map<string, LoggedDecode[]>();
        for (const decoder of DECODERS) {
          context.progress(`recording ${i + 1}, ${decoder} alone`);
          for (const [id, decodes] of await decodesOf(recording, [decoder], 64)) each.set(id, decodes);
        }
        alone.push(each);
      }
      context.progress('both at once');
      const chunks = [7, 28];
      const together = await Promise.all(recordings.map((recording, i) => decodesOf(recording, DECODERS, chunks[i]!)));
      let figure = 0;
      const details = together.map((decodes, i) => {
        const difference = compareDecodes(alone[i]!, decodes);
        figure += nDifferences(difference);
        return describeDifference(difference, nDecodes(alone[i]!));
      });
      return [{ figure, detail: details.join('\n') }];
    } finally {
      reader.close();
      await server.stop();
      for (const recording of recordings) recording.close();
    }
  },
};
