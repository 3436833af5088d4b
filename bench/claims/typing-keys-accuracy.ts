import { modelVariant } from '../harness/model-variant.js';
import { idealOf, LEVEL_FACTOR, type Level } from '../harness/ideal-figures.js';
import { decodeSimulated, type SimulatedSession } from '../harness/simulated-decodes.js';
import { keyErrorRate, textFigures } from '../harness/text-figures.js';
import { readDials } from '../../server/rig/person/texts.js';
import type { Claim } from './claim.js';

const NAME = 'typing-keys';
/** The same network without a language model: the best key of each press. */
const ALONE = 'typing-keys-alone';
/** Known people in sessions that no training has seen; each person another seed. */
const SESSIONS: readonly SimulatedSession[] = [
  { person: 0, session: 101 },
  { person: 3, session: 101 },
  { person: 6, session: 102 },
  { person: 9, session: 102 },
  { person: 2, session: 103 },
  { person: 11, session: 103 },
];
const SENTENCES: Readonly<Record<Level, number>> = { x1: 12, 'x0.5': 4, x2: 4 };

export const claim: Claim = {
  name: 'typing-keys-accuracy',
  sentence:
    'Typed keys of people it knows, live, in a new session: errors beside those of an observer who knows all about the person',
  bounds: [
    { what: 'error per key without language model, over the ideal', op: '<=', value: 1.4, unit: 'times' },
    { what: 'CER of the text with language model, over the ideal', op: '<=', value: 1.75, unit: 'times' },
  ],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const repository = await scratch();
    await modelVariant(repository, NAME, NAME, (postprocess) => postprocess);
    await modelVariant(repository, NAME, ALONE, ({ languageModel: _, ...rest }) => ({ ...rest, beam: 1, commit: {} }));
    const { gain } = readDials();
    const rows: { level: Level; key: number; cer: number; wer: number; n: number; ideal: [number, number] }[] = [];
    for (const level of ['x1', 'x0.5', 'x2'] as const) {
      const decoded = await decodeSimulated({
        task: 'typing',
        decoders: [NAME, ALONE],
        models: [repository],
        journal: await scratch(),
        sessions: SESSIONS,
        options: { nTrials: SENTENCES[level], gain: gain.typing * LEVEL_FACTOR[level] },
        progress: (text) => progress(`${level}: ${text}`),
      });
      const [text, alone] = [NAME, ALONE].map((name) => textFigures(decoded, name));
      rows.push({
        level,
        key: keyErrorRate(alone!),
        cer: text!.cer ?? NaN,
        wer: text!.wer ?? NaN,
        n: text!.nKeys,
        ideal: [idealOf('typing', 'key_error', level, SESSIONS), idealOf('typing', 'cer', level, SESSIONS)],
      });
    }
    const detail = rows
      .map(({ level, key, cer, wer, n, ideal }) => {
        const [idealKey, idealCer] = ideal.map((value) => value.toFixed(3));
        return `${level.padEnd(5)} error per key ${key.toFixed(3)} (ideal ${idealKey}), CER ${cer.toFixed(3)} (${idealCer}), WER ${wer.toFixed(3)}, ${n} keys`;
      })
      .join('\n');
    const [first] = rows;
    return [{ figure: first!.key / first!.ideal[0], detail, data: rows }, { figure: first!.cer / first!.ideal[1] }];
  },
};
