import { startBenchServer } from '../harness/bench-server.js';
import { writeIdentityModel } from '../harness/identity-model.js';
import { median } from '../harness/percentiles.js';
import { firstDecodeDelays, secondsToReady } from '../harness/startup.js';
import { PACKAGE_MODELS } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const N_STARTS = 5;
const N_STREAMS = 10;
const MODEL = { name: 'identity', nChannels: 306, sfreq: 1000, nSamples: 1000, stride: 10 };

export const claim: Claim = {
  name: 'start-and-first-decode',
  sentence:
    'The server is ready soon after its start, and a stream has its first decode as soon as its first window is full',
  bounds: [
    { what: 'from the start to readiness with the models of the package, median', op: '<=', value: 1.5, unit: 's' },
    { what: "a stream's first decode after its first window, most", op: '<=', value: 50, unit: 'ms' },
  ],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const starts: number[] = [];
    for (let i = 0; i < N_STARTS; i++) starts.push(await secondsToReady(await scratch(), [PACKAGE_MODELS]));
    progress('first decodes');
    const folder = await scratch();
    await writeIdentityModel(folder, MODEL);
    const { server, stop } = await startBenchServer([folder]);
    try {
      const options = { nChannels: MODEL.nChannels, window: MODEL.nSamples, nStreams: N_STREAMS };
      const delays = await firstDecodeDelays(server, MODEL.name, options);
      const list = (values: readonly number[], digits: number): string =>
        values.map((value) => value.toFixed(digits)).join(', ');
      return [
        { figure: median(starts), detail: `${list(starts, 2)} s`, data: starts },
        {
          figure: Math.max(...delays) * 1e3,
          detail: `${list(
            delays.map((delay) => delay * 1e3),
            1,
          )} ms`,
          data: delays,
        },
      ];
    } finally {
      await stop();
    }
  },
};
