/**
 * What each preprocessing stage costs for a frame of 306 channels x 20 samples at 1 kHz, beside copying that frame.
 *
 *     npm run build && node dist/bench/micro/preprocess.js
 *
 * Stages take turns, so that a slow spell of the machine meets all of them; medians and quartiles over the rounds.
 */
import type { PreprocessStep } from '../../models/manifest.js';
import { type Chain, compileChain } from '../../server/preprocess/chain.js';
import { percentiles } from '../../server/preprocess/percentile.js';

const N_CHANNELS = 306;
const N_SAMPLES = 20;
const SFREQ = 1000;
const ROUNDS = 41;
/** Frames in a round of one stage: long beside the clock's step, short beside a spell of the machine. */
const FRAMES = 100;

const channelNames = Array.from({ length: N_CHANNELS }, (_, c) => `MEG${c}`);
const center = Array<number>(N_CHANNELS).fill(0.1);
const scale = Array<number>(N_CHANNELS).fill(2);
const matrix = channelNames.map((_, i) => channelNames.map((__, j) => (i === j ? 1 : 0.01)));

const cases: Record<string, PreprocessStep[]> = {
  'copy (empty chain)': [],
  'reference, average': [{ step: 'reference', channels: 'average' }],
  'notch, 1 section': [{ step: 'notch', freq: 50, q: 30, harmonics: 1 }],
  'notch, 4 sections': [{ step: 'notch', freq: 50, q: 30, harmonics: 4 }],
  'bandpass, 4 sections': [{ step: 'bandpass', low: 0.5, high: 45, order: 4 }],
  'bandpass, 5 sections': [{ step: 'bandpass', low: 0.5, high: 45, order: 5 }],
  'filterBank, 3 x 4 sections': [
    { step: 'filterBank', order: 4, bands: [8, 20, 32].map((low) => ({ low, high: 70 })) },
  ],
  'resample 1000 to 120 Hz': [{ step: 'resample', sfreq: 120, halfLength: 10 }],
  'resample 1000 to 250 Hz': [{ step: 'resample', sfreq: 250, halfLength: 10 }],
  'robustScale, stored': [{ step: 'robustScale', statistics: { from: 'stored', center, scale } }],
  'robustScale, gathering': [{ step: 'robustScale', statistics: { from: 'calibration', seconds: 54 } }],
  'whiten, stored': [{ step: 'whiten', whitening: { from: 'stored', matrix } }],
  'whiten, gathering': [{ step: 'whiten', whitening: { from: 'calibration', seconds: 3600, shrinkage: 0.1 } }],
  'channelMap, 306 x 306': [{ step: 'channelMap', matrix }],
  clamp: [{ step: 'clamp', limit: 5 }],
  'reference, notch, bandpass, resample, scale, clamp': [
    { step: 'reference', channels: 'average' },
    { step: 'notch', freq: 50, q: 30, harmonics: 2 },
    { step: 'bandpass', low: 0.5, high: 45, order: 4 },
    { step: 'resample', sfreq: 120, halfLength: 10 },
    { step: 'robustScale', statistics: { from: 'stored', center, scale } },
    { step: 'clamp', limit: 5 },
  ],
};

/** Something that takes a frame at a time; µs per frame, one value per round. */
interface Run {
  readonly name: string;
  readonly frames: () => void;
  readonly times: number[];
}

const frame = Float64Array.from(
  { length: N_CHANNELS * N_SAMPLES },
  (_, i) => 50 * Math.sin(i * 0.37) + 10 * Math.cos(i),
);
const copied = new Float64Array(frame.length);
const runs: Run[] = [
  {
    name: 'plain copy',
    frames: () => {
      for (let i = 0; i < FRAMES; i++) copied.set(frame);
    },
    times: [],
  },
  ...Object.entries(cases).map(([name, steps]) => chainRun(name, compileChain(steps, { channelNames, sfreq: SFREQ }))),
];

for (let round = 0; round < ROUNDS; round++) {
  for (const { frames, times } of runs) {
    const start = process.hrtime.bigint();
    frames();
    times.push(Number(process.hrtime.bigint() - start) / 1e3 / FRAMES);
  }
}

const [copy] = runs.map(({ times }) => quartiles(times)[1]);
console.log(
  `${N_CHANNELS} channels x ${N_SAMPLES} samples, Node ${process.version}, ${ROUNDS} rounds of ${FRAMES} frames`,
);
console.log(`${'µs a frame'.padEnd(52)} median    q25    q75   x copy`);
for (const { name, times } of runs) {
  const [low, middle, high] = quartiles(times);
  const figures = [middle.toFixed(1).padStart(6), low.toFixed(1).padStart(6), high.toFixed(1).padStart(6)];
  console.log(`${name.padEnd(52)} ${figures.join(' ')} ${(middle / copy!).toFixed(1).padStart(8)}`);
}

function chainRun(name: string, chain: Chain): Run {
  const output = new Float64Array(chain.maxOutput(N_SAMPLES) * chain.nChannelsOut);
  let state = chain.start(0);
  let nFrames = 0;
  return {
    name,
    frames: () => {
      for (let i = 0; i < FRAMES; i++) chain.step(state, frame, N_SAMPLES, output);
      nFrames += FRAMES;
      // Before a calibration span is full: what is measured is the gathering.
      if (nFrames * N_SAMPLES > 50 * SFREQ) {
        state = chain.start(0);
        nFrames = 0;
      }
    },
    times: [],
  };
}

/** Without the first rounds, which compile. */
function quartiles(times: readonly number[]): [number, number, number] {
  const settled = Float64Array.from(times.slice(5));
  return percentiles(settled, 0, settled.length, [0.25, 0.5, 0.75]) as [number, number, number];
}
