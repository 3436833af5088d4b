import { setTimeout as sleep } from 'node:timers/promises';
import { clockSeconds } from './clock.js';
import { megChannels, startLoad } from './load-generator.js';
import { ServerProcess } from './server-process.js';
import { column, startSubscribers } from './subscriber.js';

/** From the start of `cortexwire serve` until `/readyz` says yes, s. */
export async function secondsToReady(journal: string, models: readonly string[]): Promise<number> {
  const begin = clockSeconds();
  const server = await ServerProcess.start({ journal, models });
  try {
    while (!(await fetch(`${server.httpUrl}/readyz`)).ok) await sleep(5);
    return clockSeconds() - begin;
  } finally {
    await server.stop();
  }
}

/**
 * A new stream's first decode: how much later than the end of its first window it is at a subscriber, s.
 *
 * @param window  length of the decoder's window, samples at 1 kHz
 * @returns one for each stream
 */
export async function firstDecodeDelays(
  server: ServerProcess,
  decoder: string,
  options: { readonly nChannels: number; readonly window: number; readonly nStreams: number },
): Promise<number[]> {
  const { nChannels, window, nStreams } = options;
  const [sfreq, chunk] = [1000, 10];
  const channels = megChannels(nChannels);
  const { url } = server;
  const load = await startLoad({ url, peer: 'server', channels, sfreq, chunk, decoders: [decoder] });
  const subscribers = await startSubscribers({ url, peer: 'server', decoder: '*' });
  try {
    const delays: number[] = [];
    for (let stream = 0; stream < nStreams; stream++) {
      await subscribers.ask('collect');
      const { sent, problems } = await load.ask({ nRigs: 1, nChunks: (1.5 * window) / chunk, name: `first-${stream}` });
      if (problems.length > 0) throw new Error(problems.join('\n'));
      const [arrived = NaN] = column(await subscribers.ask('collect'), 'arrived');
      // The first chunk left when its last sample had been taken.
      const firstSample = sent[0]! - chunk / sfreq;
      delays.push(arrived - firstSample - window / sfreq);
    }
    return delays;
  } finally {
    await load.stop();
    await subscribers.stop();
  }
}
