/**
 * How punctual the load generator is, and what that costs: asleep until the deadline, awake for the last moments, or left
 * to the event loop's timers; one rig and many, into a bare sink.
 *
 *     npm run build && node dist/bench/micro/pacing.js [seconds]
 */
import { megChannels, startLoad } from '../harness/load-generator.js';
import { percentiles } from '../harness/percentiles.js';
import { startSink } from '../harness/sink.js';

const [secondsText = '10'] = process.argv.slice(2);
const seconds = Number(secondsText);
if (!(seconds > 0)) throw new RangeError('expected a number of seconds above 0');
const LOADS = [
  { nRigs: 1, chunk: 1 },
  { nRigs: 1, chunk: 10 },
  { nRigs: 10, chunk: 10 },
  { nRigs: 100, chunk: 10 },
];

const sink = await startSink();
for (const { nRigs, chunk } of LOADS) {
  for (const wait of ['block', 'spin', 'timer'] as const) {
    const options = { url: sink.url, peer: 'bare', channels: megChannels(306), sfreq: 1000, decoders: [] } as const;
    const load = await startLoad({ ...options, chunk, wait });
    const { late, load: cost } = await load.ask({ nRigs, nChunks: Math.ceil((seconds * 1000) / chunk), name: wait });
    const { p50, p99, p999, max } = percentiles(late);
    const figures = [p50, p99, p999, max].map((time) => (time * 1e6).toFixed(0).padStart(7)).join(' ');
    console.log(
      `${String(nRigs).padStart(3)} rigs, chunks of ${String(chunk).padEnd(2)}  ${wait.padEnd(5)} ` +
        `late p50 p99 p99.9 max ${figures} µs   CPU ${(cost.cpuShare * 100).toFixed(0)} %`,
    );
    await load.stop();
  }
}
await sink.stop();
