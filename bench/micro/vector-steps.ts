/**
 * What filters and resampling cost with vector instructions beside the same in JavaScript, for chunks of 306 channels at
 * 1 kHz.
 *
 *     npm run build && node dist/bench/micro/vector-steps.js [rigs]
 *
 * Once for one stream and once for many that take turns (16 unless told otherwise), whose states push each other out of the
 * inner caches. The two kinds take turns, so that a slow spell of the machine meets both; medians over the rounds, and the
 * fastest, which other work on the machine does not touch.
 */
import { percentiles } from '../../server/preprocess/percentile.js';
import { butterworth } from '../../server/preprocess/butterworth.js';
import { resample } from '../../server/preprocess/resample.js';
import { sosFilter } from '../../server/preprocess/sos-filter.js';
import type { Stage } from '../../server/preprocess/stage.js';
import { threadUnit, type VectorUnit } from '../../server/preprocess/vector-unit.js';

const N_CHANNELS = 306;
const SFREQ = 1000;
const ROUNDS = 41;
/** Chunks in a round of one kind: long beside the clock's step, short beside a spell of the machine. */
const CHUNKS = 160;

const nRigs = Number(process.argv[2] ?? 16);
if (!(nRigs >= 1)) throw new RangeError('expected at least 1 rig');
const unit = threadUnit();
if (unit === 'scalar') throw new Error('this machine has no vector instructions to compare');

type MakeStage = (unit: VectorUnit | 'scalar') => Stage;
const bandpass = {
  name: 'bandpass',
  form: '',
  branches: [butterworth({ low: 0.1, high: 40 }, 4, SFREQ)],
  groupDelay: 0,
};
const lowpass = { ...bandpass, branches: [butterworth({ high: 40 }, 4, SFREQ)] };
const stages: Record<string, MakeStage> = {
  'bandpass, 4 sections': (on) => sosFilter(bandpass, N_CHANNELS, SFREQ, on),
  'low-pass, 2 sections': (on) => sosFilter(lowpass, N_CHANNELS, SFREQ, on),
  'resample 1000 to 120 Hz': (on) => resample({ sfreq: 120, halfLength: 16 }, N_CHANNELS, SFREQ, on),
};

/** @returns µs per chunk, one value per round */
type Round = () => number;

function rounds(make: MakeStage, on: VectorUnit | 'scalar', nStreams: number, nSamples: number): Round {
  const stage = make(on);
  const streams = Array.from({ length: nStreams }, (_, s) => ({
    state: stage.start(0),
    input: Float64Array.from(
      { length: nSamples * N_CHANNELS },
      (__, i) => 50 * Math.sin(s + i * 0.37) + 10 * Math.cos(i),
    ),
    output: new Float64Array(stage.maxOutput(nSamples) * stage.nChannelsOut),
  }));
  return () => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < CHUNKS; i++) {
      const { state, input, output } = streams[i % nStreams]!;
      stage.step(state, input, nSamples, output);
    }
    return Number(process.hrtime.bigint() - start) / 1e3 / CHUNKS;
  };
}

console.log(`${N_CHANNELS} channels, Node ${process.version}, ${ROUNDS} rounds of ${CHUNKS} chunks`);
console.log(
  `${'µs a chunk: median (fastest)'.padEnd(46)} ${'JavaScript'.padStart(16)} ${'vectors'.padStart(16)}  new/old`,
);
for (const [name, make] of Object.entries(stages)) {
  for (const nSamples of [1, 10, 40]) {
    for (const nStreams of [1, nRigs]) {
      const kinds = (['scalar', unit] as const).map((on) => ({
        run: rounds(make, on, nStreams, nSamples),
        times: [] as number[],
      }));
      for (let round = 0; round < ROUNDS; round++) for (const { run, times } of kinds) times.push(run());
      const [old, now] = kinds.map(({ times }) => quickestAndMedian(times));
      const what = `${name}, chunks of ${nSamples}, ${nStreams} ${nStreams === 1 ? 'rig' : 'rigs'}`;
      console.log(`${what.padEnd(46)} ${figures(old!)} ${figures(now!)}  ${(now!.fastest / old!.fastest).toFixed(3)}`);
    }
  }
}

interface Times {
  readonly fastest: number;
  readonly median: number;
}

/** Without the first rounds, which compile. */
function quickestAndMedian(times: readonly number[]): Times {
  const settled = Float64Array.from(times.slice(5));
  const [fastest, median] = percentiles(settled, 0, settled.length, [0, 0.5]);
  return { fastest: fastest!, median: median! };
}

function figures({ fastest, median }: Times): string {
  return `${median.toFixed(1)} (${fastest.toFixed(1)})`.padStart(16);
}
