import type { TypingFigures } from '../../server/cli/typing-score.js';
import { readDials } from '../../server/rig/person/texts.js';
import { idealOf, LEVEL_FACTOR, type Level } from '../harness/ideal-figures.js';
import { packageModel } from '../harness/model-variant.js';
import { decodeSimulated, type SimulatedSession } from '../harness/simulated-decodes.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import {
  delayQuantile,
  keyErrorRate,
  keyErrorRateAt,
  promptFigures,
  textFigures,
  toldDelays,
  type ToldDelays,
} from '../harness/text-figures.js';
import type { Claim } from './claim.js';

const NAME = 'typing-stream';
/** Known people in sessions that no training has seen. */
const SESSIONS: readonly SimulatedSession[] = [
  { person: 1, session: 101 },
  { person: 5, session: 102 },
  { person: 8, session: 103 },
];
const N_SENTENCES = 6;
/** At twice the level. */
const N_LOUD = 3;
/** s */
const LAGS = [0.3, 0.4, 0.6, 1, 2];
/** As soon as the network is to have told a key, s. */
const PROMPT = 0.33;

export const claim: Claim = {
  name: 'typing-stream-delay',
  sentence:
    'Text without key times, live at speed 1: how late it is at the subscriber, and how right, beside an observer who knows the times',
  bounds: [
    { what: 'key to provisional text, median', op: '<=', value: 400, unit: 'ms' },
    { what: 'key to provisional text, p95 of those that come', op: '<=', value: 800, unit: 'ms' },
    { what: 'key to committed text, median', op: '<=', value: 800, unit: 'ms' },
    { what: 'key to committed text, p95 of those that come', op: '<=', value: 2000, unit: 'ms' },
    { what: "CER at the sentence's end over the known-times observer", op: '<=', value: 2, unit: 'times' },
  ],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    await packageModel(NAME);
    const decodedAt = async (
      level: Level,
      nTrials: number,
    ): Promise<{ figures: TypingFigures; prompt: TypingFigures; told: ToldDelays }> => {
      const decoded = await decodeSimulated({
        task: 'typing',
        decoders: [NAME],
        models: [PACKAGE_MODELS],
        journal: await scratch(),
        sessions: SESSIONS,
        options: { nTrials, gain: readDials().gain.typing * LEVEL_FACTOR[level] },
        speed: 1,
        chunk: 10,
        progress: (text) => progress(`${level}: ${text}`),
      });
      return {
        figures: textFigures(decoded, NAME),
        prompt: promptFigures(decoded, NAME, PROMPT),
        told: toldDelays(decoded, NAME),
      };
    };
    const { figures, prompt, told } = await decodedAt('x1', N_SENTENCES);
    // Where little is wrong, nothing is late because it was taken back, or found by chance behind what was missed.
    const { figures: loud } = await decodedAt('x2', N_LOUD);
    const { shownAfter, committedAfter, cer = NaN, nKeys } = figures;
    const came = (delays: readonly number[]): number[] => delays.filter((delay) => delay < Infinity);
    const missed = shownAfter.length - came(shownAfter).length;
    const curve = LAGS.map((lag) => `${lag} s: ${keyErrorRateAt(figures, lag).toFixed(3)}`).join(', ');
    const ideal = idealOf('typing', 'cer', 'x1', SESSIONS);
    const observer = LAGS.map(
      (lag) => `${lag} s: ${idealOf('typing-lags', 'cer_keys', String(lag), SESSIONS).toFixed(3)}`,
    );
    const quantile = (delays: readonly number[], share: number): number => 1e3 * delayQuantile(came(delays), share);
    const detail = [
      `${nKeys} keys, ${missed} never right; keys wrong or absent by then: ${curve}, at the end ${keyErrorRate(figures).toFixed(3)}`,
      `known-times observer at the same lags: ${observer.join(', ')}, at the end ${idealOf('typing', 'cer_keys', 'x1', SESSIONS).toFixed(3)}`,
      `text at the end: CER ${cer.toFixed(3)}, known-times observer ${ideal.toFixed(3)}, one that is not told the times either ${idealOf('typing-untimed', 'cer', 'x1', SESSIONS).toFixed(3)}`,
      `${told.atOnce.length} letters stood right when they were first told: median ${quantile(told.atOnce, 0.5).toFixed(0)}, p95 ${quantile(told.atOnce, 0.95).toFixed(0)} ms; ${told.later.length} were told wrong or left out, and found later: median ${quantile(told.later, 0.5).toFixed(0)}, p95 ${quantile(told.later, 0.95).toFixed(0)} ms`,
      `had the same last texts been told key by key ${PROMPT} s after each press and never changed: median ${quantile(prompt.shownAfter, 0.5).toFixed(0)}, p95 ${quantile(prompt.shownAfter, 0.95).toFixed(0)} ms`,
      `at twice the level: CER ${(loud.cer ?? NaN).toFixed(3)}, provisional median ${quantile(loud.shownAfter, 0.5).toFixed(0)} and p95 ${quantile(loud.shownAfter, 0.95).toFixed(0)} ms, committed ${quantile(loud.committedAfter, 0.5).toFixed(0)} and ${quantile(loud.committedAfter, 0.95).toFixed(0)} ms`,
      `counting misses: provisional median ${ms(delayQuantile(shownAfter, 0.5))}, committed median ${ms(delayQuantile(committedAfter, 0.5))}`,
    ].join('\n');
    return [
      { figure: quantile(shownAfter, 0.5), detail, data: { shownAfter, committedAfter, cer, told } },
      { figure: quantile(shownAfter, 0.95) },
      { figure: quantile(committedAfter, 0.5) },
      { figure: quantile(committedAfter, 0.95) },
      { figure: cer / ideal },
    ];
  },
};

function ms(seconds: number): string {
  return seconds < Infinity ? `${(1e3 * seconds).toFixed(0)} ms` : 'never';
}
