// What a decoder's efficiency is measured against: ONNX Runtime's own Node package in a loop, and nothing else.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { answerRequests, benchOptions } from '../harness/bench-process.js';
import { clockSeconds } from '../harness/clock.js';
import { percentiles } from '../harness/percentiles.js';
import { LoadMeter } from '../harness/process-load.js';
import type { LoopReport, LoopRun } from './onnx-loop.js';

await benchOptions();
const meter = new LoadMeter(false);

await answerRequests(async ({ onnx, nSamples, nChannels, batch, seconds }: LoopRun): Promise<LoopReport> => {
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const window = Float32Array.from({ length: batch * nSamples * nChannels }, (_, i) => Math.sin(i * i));
  const feeds = { x: new Tensor('float32', window, [batch, nSamples, nChannels]) };
  for (let run = 0; run < 3; run++) await session.run(feeds);
  meter.reset();
  const times: number[] = [];
  const begin = clockSeconds();
  for (let now = begin; now < begin + seconds;) {
    await session.run(feeds);
    const after = clockSeconds();
    times.push(after - now);
    now = after;
  }
  const windowsPerSecond = (times.length * batch) / (clockSeconds() - begin);
  await session.release();
  return { windowsPerSecond, run: percentiles(times), load: meter.take() };
});
