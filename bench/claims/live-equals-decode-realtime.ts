import { basename, join } from 'node:path';
import { Pacing } from '../../protocol/frame.js';
import { openRecording } from '../../server/rig/recording.js';
import { cortexwire } from '../harness/command.js';
import { differencesToDecode } from '../harness/live-and-decode.js';
import { inMilliseconds, percentiles } from '../harness/percentiles.js';
import { play } from '../harness/player.js';
import { nDecodes, ReaderLog } from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import { missingRecording, SSVEP_DECODERS, SSVEP_RECORDINGS } from '../harness/ssvep-recordings.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import { CouldNotMeasure, type Claim } from './claim.js';

export const claim: Claim = {
  name: 'live-equals-decode-realtime',
  sentence: 'A recording that is streamed at the speed of the scanner gives the same payloads as `cortexwire decode`',
  bounds: [
    { what: 'decodes that differ', op: '==', value: 0, unit: 'decodes' },
    { what: 'age of the newest sample at the subscriber, median', op: '<=', value: 0.1, unit: 's' },
  ],
  tags: ['long'],
  measure: async ({ recordings, scratch, progress }) => {
    const folder = recordings();
    const missing = missingRecording(folder);
    if (missing !== undefined) throw new CouldNotMeasure(missing);
    const { file } = SSVEP_RECORDINGS[1]!;
    const path = join(folder, file);
    const args = ['decode', path, '--model', ...SSVEP_DECODERS, '--format', 'jsonl'];
    const printed = await cortexwire(args);
    const server = await ServerProcess.start({ journal: await scratch(), models: [PACKAGE_MODELS] });
    const reader = await ReaderLog.open(server.url);
    const recording = openRecording(path);
    const { sfreq } = recording.info;
    let told = 0;
    try {
      const { stream, problems } = await play({
        url: server.url,
        recording,
        decoders: SSVEP_DECODERS,
        chunk: 8,
        speed: 1,
        pacing: Pacing.LIVE,
        onSent: (nSamples) => {
          if (nSamples < told) return;
          told = nSamples + 30 * sfreq;
          progress(
            `${basename(file)}: ${(nSamples / sfreq).toFixed(0)} of ${(recording.nSamples / sfreq).toFixed(0)} s`,
          );
        },
      });
      await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
      const live = reader.of(stream);
      const differences = [...problems, ...differencesToDecode(live, printed)];
      const ages = [...live.values()].flat().map(({ decode, arrived }) => arrived - (decode.timing?.deviceTime ?? NaN));
      return [
        { figure: differences.length, detail: [`of ${nDecodes(live)}`, ...differences.slice(0, 3)].join('\n') },
        { figure: percentiles(ages).p50, detail: inMilliseconds(percentiles(ages)) },
      ];
    } finally {
      recording.close();
      reader.close();
      await server.stop();
    }
  },
};
