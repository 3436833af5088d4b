/**
 * What a lane does for a frame, without the threads around it: 306 channels at 1 kHz in frames of 10 and of 1, of as many streams as
 * asked for in turn, so that each finds its memory as cold as among so many rigs.
 *
 *     npm run build && node dist/bench/micro/lane.js [STREAMS]
 *
 * Two decoders in turn: the whole window of raw samples at every frame of 10, and a band-pass, resampling to 120 Hz, ten windows a second.
 */
import { openRepository } from '../../models/repository.js';
import { SampleFormat, type StreamInfo } from '../../protocol/frame.js';
import { ModelRunner } from '../../server/infer/model-runner.js';
import { Pipeline, type RunGuard } from '../../server/lane/pipeline.js';
import { percentiles } from '../../server/preprocess/percentile.js';
import { scratchFolder } from '../harness/children.js';
import { FILTERED_IDENTITY, writeIdentityModel } from '../harness/identity-model.js';
import { megChannels } from '../harness/load-generator.js';

const N_CHANNELS = 306;
const SFREQ = 1000;
const ROUNDS = 15;
/** Of each stream in a round. */
const SECONDS = 0.5;
const N_VARIANTS = 16;
const nStreams = Number(process.argv[2] ?? 64);

const MODELS = [{ name: 'raw', sfreq: SFREQ, nSamples: 1000, stride: 10 }, FILTERED_IDENTITY];

const UNGUARDED: RunGuard = {
  runStarts: () => undefined,
  runEnds: () => undefined,
  answered: () => undefined,
  probe: () => {
    throw new Error('nothing is suspect here');
  },
};

const info: StreamInfo = {
  name: 'lane',
  sourceId: '',
  subject: '',
  session: '',
  device: '',
  sfreq: SFREQ,
  format: SampleFormat.FLOAT32,
  simulated: true,
  channels: megChannels(N_CHANNELS).map((channel) => ({ ...channel, scale: 1, position: [], orientation: [] })),
};

const repository = await scratchFolder('cortexwire-lane-');
try {
  for (const model of MODELS) await writeIdentityModel(repository.path, { ...model, nChannels: N_CHANNELS });
  const runners = openRepository(repository.path).map((entry) => {
    if ('problems' in entry) throw new Error(entry.problems.join('; '));
    return ModelRunner.load(entry);
  });
  for (const chunk of [10, 1]) {
    for (const runner of runners) {
      const [low, median, high] = quartiles(roundsOf(runner, chunk));
      const figures = `${median.toFixed(1)} µs a frame (${low.toFixed(1)} to ${high.toFixed(1)})`;
      console.log(`${nStreams} streams, ${runner.manifest.name}, chunks of ${chunk}: ${figures}`);
    }
  }
  for (const runner of runners) runner.release();
} finally {
  await repository.remove();
}

/** µs per frame, one value per round. */
function roundsOf(runner: ModelRunner, chunk: number): number[] {
  const id = `${runner.manifest.name}@${runner.manifest.version}`;
  // As in the lane's queue: shared memory, each frame at its own multiple of 8 bytes.
  const frames = Array.from({ length: N_VARIANTS }, (_, v) => {
    const values = new Float32Array(new SharedArrayBuffer(4 * chunk * N_CHANNELS));
    for (let i = 0; i < values.length; i++) values[i] = 50 * Math.sin(i * 0.37 + 11 * v) + 10 * Math.cos(i + v);
    return new Uint8Array(values.buffer);
  });
  let nDecodes = 0;
  const sink = { decode: () => void nDecodes++, notice: () => undefined };
  const pipelines = Array.from(
    { length: nStreams },
    (_, s) =>
      new Pipeline(
        { stream: `lane-${s}`, info, decoders: [id], live: true, maxAge: Infinity, suspects: [] },
        new Map([[id, runner]]),
        sink,
        UNGUARDED,
      ),
  );
  const times: number[] = [];
  const nFrames = Math.round((SECONDS * SFREQ) / chunk);
  for (let round = -3, k = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < nFrames; i++, k++) {
      for (const [s, pipeline] of pipelines.entries()) {
        const at = (k * chunk) / SFREQ;
        pipeline.samples(k * chunk, chunk, at, at, frames[(k + s) % N_VARIANTS]!, false);
      }
    }
    if (round >= 0) times.push(Number(process.hrtime.bigint() - start) / 1e3 / nFrames / nStreams);
  }
  if (nDecodes === 0) throw new Error('nothing was decoded');
  return times;
}

function quartiles(values: readonly number[]): [number, number, number] {
  return percentiles(Float64Array.from(values), 0, values.length, [0.25, 0.5, 0.75]) as [number, number, number];
}
