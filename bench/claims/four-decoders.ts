import { NoticeKind, Pacing } from '../../protocol/frame.js';
import type { PersonTask } from '../../server/rig/person/person.js';
import { simulatePerson } from '../../server/rig/person/simulate-person.js';
import { clockSeconds } from '../harness/clock.js';
import { lateness, type Lateness } from '../harness/lateness.js';
import { metricValue } from '../harness/metric-text.js';
import { percentiles } from '../harness/percentiles.js';
import { play, type Playable } from '../harness/player.js';
import { ReaderLog } from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const DECODERS = ['typing-keys', 'typing-stream', 'speech-segments', 'image-embeddings'];
const SECONDS = 60;
/** As MEGIN's acquisition sends them. */
const CHUNK = 28;
/** Windows of what is heard and seen keep this far from the ends of the recording. */
const MARGIN_SECONDS = 3;
/** Samples that are made at once, ahead of time. */
const MADE_SAMPLES = 1000;

/**
 * A person who types, and hears a story and sees images by what the markers say: all four decoders have their windows. The
 * samples are made before, so that making them takes no time from what is measured.
 */
function busyPerson(progress: (text: string) => void): Playable {
  const person = simulatePerson('typing');
  const { info } = person;
  const { sfreq } = info;
  // To the end of a sentence, and its tail.
  const end = person.markers.find(({ description, sample }) => {
    return description === 'sentence end' && sample >= SECONDS * sfreq;
  });
  const nSamples = end!.sample + sfreq;
  const nChannels = info.channels.length;
  const samples = new Float32Array(nSamples * nChannels);
  for (let at = 0; at < nSamples; at += MADE_SAMPLES) {
    if (at % (10 * sfreq) === 0) progress(`simulating, ${at / sfreq} s`);
    samples.set(person.read(at, Math.min(MADE_SAMPLES, nSamples - at)), at * nChannels);
  }
  const others: readonly PersonTask[] = ['speech', 'images'];
  const margin = MARGIN_SECONDS * sfreq;
  const markers = [
    ...person.markers.filter(({ sample }) => sample < nSamples),
    ...others
      .flatMap((task) => simulatePerson(task).markers)
      .filter(({ sample }) => sample >= margin && sample < nSamples - margin),
  ].sort((a, b) => a.sample - b.sample);
  return {
    info,
    nSamples,
    gaps: [],
    markers,
    read: (start, n) => samples.slice(start * nChannels, (start + n) * nChannels),
  };
}

function words(decoder: string, { n, late, run, allowed }: Lateness): string {
  const ms = (seconds: number): string => (seconds * 1e3).toFixed(1);
  const [lateness, runs, distance] = [percentiles(late), percentiles(run), percentiles(allowed)];
  return (
    `${decoder}: ${n} decodes, late by p50 ${ms(lateness.p50)}  p99 ${ms(lateness.p99)}  max ${ms(lateness.max)} ms ` +
    `(distance of windows p50 ${ms(distance.p50)}); a run p50 ${ms(runs.p50)}  max ${ms(runs.max)} ms`
  );
}

export const claim: Claim = {
  name: 'four-decoders',
  sentence: 'The four trained networks at once keep up with 306 channels at 1 kHz, live',
  bounds: [
    { what: 'decodes later than the next window is due', op: '==', value: 0, unit: 'decodes' },
    { what: 'windows that were dropped or failed', op: '==', value: 0, unit: 'windows' },
    { what: 'decoders that answered', op: '==', value: DECODERS.length, unit: `of ${DECODERS.length}` },
  ],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const recording = busyPerson(progress);
    const server = await ServerProcess.start({ journal: await scratch(), models: [PACKAGE_MODELS] });
    const reader = await ReaderLog.open(server.url);
    try {
      const cpuOfServer = async (): Promise<number> => {
        return metricValue(await server.metrics(), 'process_cpu_seconds_total') ?? NaN;
      };
      const before = await cpuOfServer();
      const ownBefore = process.cpuUsage();
      const begin = clockSeconds();
      progress(`${(recording.nSamples / recording.info.sfreq).toFixed(0)} s live`);
      const rig = { url: server.url, recording, decoders: DECODERS, pacing: Pacing.LIVE };
      const { stream, problems } = await play({ ...rig, chunk: CHUNK, speed: 1 });
      const seconds = clockSeconds() - begin;
      const share = ((await cpuOfServer()) - before) / seconds;
      const { user, system } = process.cpuUsage(ownBefore);
      await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));

      const decodes = [...reader.of(stream)];
      const measured = decodes.map(([decoder, logged]) => ({ decoder, ...lateness(logged, recording.info.sfreq) }));
      const failures = decodes.flatMap(([decoder, logged]) => {
        return logged.flatMap(({ decode: { payload } }) => {
          const failure = payload?.failure;
          return failure === undefined || failure === null ? [] : [`${decoder}: ${failure.code}: ${failure.detail}`];
        });
      });
      const detail = [
        ...measured.map((one) => words(one.decoder, one)),
        `processor: server ${(100 * share).toFixed(0)} %, rig and subscriber ` +
          `${((user + system) / 1e4 / seconds).toFixed(0)} % of one core`,
        ...problems,
      ];
      const nCatchingUp = reader.count(NoticeKind.CATCHING_UP, stream);
      if (nCatchingUp > 0) detail.push(`the server said ${nCatchingUp} times that it was catching up`);
      return [
        { figure: measured.reduce((sum, one) => sum + one.nLate, 0), detail: detail.join('\n'), data: measured },
        { figure: failures.length + reader.nMissing, detail: [...new Set(failures)].slice(0, 5).join('\n') },
        { figure: measured.filter(({ n }) => n > 0).length },
      ];
    } finally {
      reader.close();
      await server.stop();
    }
  },
};
