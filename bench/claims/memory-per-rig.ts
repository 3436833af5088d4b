import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchServer } from '../harness/bench-server.js';
import { cortexwire } from '../harness/command.js';
import { writeIdentityModel } from '../harness/identity-model.js';
import { megChannels, startLoad } from '../harness/load-generator.js';
import { metricValue } from '../harness/metric-text.js';
import { median } from '../harness/percentiles.js';
import { beginLoad } from '../harness/rig-load.js';
import { startSubscribers } from '../harness/subscriber.js';
import type { Claim } from './claim.js';

const [FEW, MANY] = [4, 36];
const N_PAIRS = 5;
/** Few windows, so that rigs are held rather than worked for. */
const MODEL = { name: 'identity', nChannels: 306, sfreq: 1000, nSamples: 2000, stride: 500 };
const CHUNK = 100;
/** How long rigs stream, and when the memory is looked at, s: rings are full, and lanes have caught up with all that came at once. */
const [HELD, LOOK] = [10, 9];

/** Resident memory while so many rigs have filled their rings, bytes. Each is of a server of its own. */
async function residentBytes(folder: string, nRigs: number): Promise<number> {
  const { server, stop } = await startBenchServer([folder]);
  try {
    const { url } = server;
    const common = {
      peer: 'server',
      channels: megChannels(MODEL.nChannels),
      sfreq: MODEL.sfreq,
      chunk: CHUNK,
    } as const;
    const load = await startLoad({ url, ...common, decoders: [MODEL.name] });
    const subscribers = await startSubscribers({ url, peer: 'server', decoder: '*' });
    const times = { seconds: HELD, warmupSeconds: 0, sfreq: MODEL.sfreq, chunk: CHUNK };
    const running = beginLoad({ server, load, subscribers }, { ...times, nRigs, name: 'held' });
    await sleep(LOOK * 1e3);
    const { spell } = await running.look();
    await running.end;
    await load.stop();
    await subscribers.stop();
    return metricValue(spell.after, 'process_resident_memory_bytes') ?? NaN;
  } finally {
    await stop();
  }
}

export const claim: Claim = {
  name: 'memory-per-rig',
  sentence: 'A rig takes the memory that `models describe` says its decoder takes',
  bounds: [{ what: 'of a further rig to what is described', op: '<=', value: 1.1, unit: 'times' }],
  tags: ['long'],
  measure: async ({ scratch, progress }) => {
    const folder = await scratch();
    await writeIdentityModel(folder, MODEL);
    const lines = await cortexwire(['models', 'describe', MODEL.name, '--models', folder]);
    const described = Number(/memory of a rig +([\d.]+) MiB/.exec(lines.join('\n'))?.[1]);
    const each: number[] = [];
    for (let pair = 0; pair < N_PAIRS; pair++) {
      const few = await residentBytes(folder, FEW);
      const many = await residentBytes(folder, MANY);
      each.push((many - few) / (MANY - FEW) / 2 ** 20);
      progress(`${each.at(-1)?.toFixed(2)} MiB a rig, described ${described} MiB`);
    }
    const detail = `${each.map((mebibytes) => mebibytes.toFixed(2)).join(', ')} MiB from ${FEW} to ${MANY} rigs; described ${described} MiB`;
    return [{ figure: median(each) / described, detail, data: each }];
  },
};
