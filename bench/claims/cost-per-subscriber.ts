import { startBenchServer } from '../harness/bench-server.js';
import { writeIdentityModel } from '../harness/identity-model.js';
import { megChannels, startLoad } from '../harness/load-generator.js';
import { median } from '../harness/percentiles.js';
import { loadServer } from '../harness/rig-load.js';
import { startSubscribers } from '../harness/subscriber.js';
import type { Claim } from './claim.js';

const N_MORE = 100;
const N_PAIRS = 5;
const MODEL = { name: 'identity', nChannels: 306, sfreq: 1000, nSamples: 1000, stride: 10 };
const DECODES_PER_SECOND = MODEL.sfreq / MODEL.stride;

export const claim: Claim = {
  name: 'cost-per-subscriber',
  sentence: 'A decode is encoded once: each further subscriber costs little more than the socket',
  bounds: [{ what: 'of each further subscriber', op: '<=', value: 15, unit: 'µs a decode' }],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const folder = await scratch();
    await writeIdentityModel(folder, MODEL);
    const { server, stop } = await startBenchServer([folder]);
    try {
      const { url } = server;
      const common = { peer: 'server', channels: megChannels(MODEL.nChannels), sfreq: MODEL.sfreq, chunk: 10 } as const;
      const load = await startLoad({ url, ...common, decoders: [MODEL.name] });
      const one = await startSubscribers({ url, peer: 'server', decoder: '*' });
      const costs: number[] = [];
      const cpu = async (name: string): Promise<number> => {
        const options = { nRigs: 1, seconds: 6, warmupSeconds: 1.5, sfreq: MODEL.sfreq, chunk: 10, name };
        return (await loadServer({ server, load, subscribers: one }, options)).cpuSecondsPerSecond;
      };
      for (let pair = 0; pair < N_PAIRS; pair++) {
        const before = await cpu(`one-${pair}`);
        const others = await startSubscribers({ url, peer: 'server', decoder: '*', nSubscribers: N_MORE });
        const after = await cpu(`many-${pair}`);
        await others.stop();
        costs.push(((after - before) / (N_MORE * DECODES_PER_SECOND)) * 1e6);
        progress(
          `${costs.at(-1)?.toFixed(1)} µs a decode (CPU ${(before * 100).toFixed(0)} % and ${(after * 100).toFixed(0)} %)`,
        );
      }
      await load.stop();
      await one.stop();
      const detail = `${N_MORE} more subscribers, ${DECODES_PER_SECOND} decodes of 306 numbers a second, ${N_PAIRS} pairs: ${costs.map((cost) => cost.toFixed(1)).join(', ')}`;
      return [{ figure: median(costs), detail, data: costs }];
    } finally {
      await stop();
    }
  },
};
