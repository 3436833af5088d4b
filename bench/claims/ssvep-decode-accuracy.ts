import { basename, join } from 'node:path';
import { cortexwire } from '../harness/command.js';
import { parseDecodes, score } from '../harness/decode-lines.js';
import { missingRecording, SSVEP_DECODERS, SSVEP_RECORDINGS } from '../harness/ssvep-recordings.js';
import { CouldNotMeasure, type Claim } from './claim.js';

export const claim: Claim = {
  name: 'ssvep-decode-accuracy',
  sentence: 'Flicker responses of real EEG are decoded as well as offline, at windows of 1, 2 and 4 s',
  bounds: [
    { what: 'most trials of a recording that differ from the offline reference', op: '<=', value: 1, unit: 'of 24' },
    { what: 'trials without an answer', op: '==', value: 0, unit: 'trials' },
  ],
  tags: [],
  measure: async ({ recordings, progress }) => {
    const folder = recordings();
    const missing = missingRecording(folder);
    if (missing !== undefined) throw new CouldNotMeasure(missing);
    let worst = 0;
    let nUnanswered = 0;
    const rows: { file: string; right: number[]; offline: readonly number[] }[] = [];
    for (const { file, nTrials, nRight } of SSVEP_RECORDINGS) {
      progress(file);
      const args = ['decode', join(folder, file), '--model', ...SSVEP_DECODERS, '--format', 'jsonl'];
      const decodes = parseDecodes(await cortexwire(args));
      const right = SSVEP_DECODERS.map((name, i) => {
        const result = score(decodes.filter(({ decoder }) => decoder.startsWith(`${name}@`)));
        nUnanswered += nTrials - result.nTrials;
        worst = Math.max(worst, Math.abs(result.nRight - nRight[i]!));
        return result.nRight;
      });
      rows.push({ file, right, offline: nRight });
    }
    const lines = rows.map(
      ({ file, right, offline }) => `${basename(file)}: ${right.join(' / ')} right, offline ${offline.join(' / ')}`,
    );
    return [{ figure: worst, detail: lines.join('\n'), data: rows }, { figure: nUnanswered }];
  },
};
