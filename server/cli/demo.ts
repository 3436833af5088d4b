import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ReaderClient } from '../../protocol/client/reader.js';
import { From, NoticeKind } from '../../protocol/frame.js';
import { simulateSsvep, SSVEP_DEFAULTS } from '../rig/simulate-ssvep.js';
import { decodeLine, decodeText, Scoreboard } from './decode-line.js';
import { playToServer } from './rig.js';
import { noticeText } from './subscribe.js';
import { CommandError, type Terminal } from './terminal.js';

export interface DemoOptions {
  readonly seed: number;
  readonly trials: number;
  readonly speed: number | 'max';
}

const START_MS = 30_000;

/**
 * Server, rig and reader as three parties, over real sockets: a simulated person looks at flickering lights, and what
 * they look at is decoded while they do. Ends by itself with the score and the latency.
 */
export async function demo(options: DemoOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const journal = mkdtempSync(join(tmpdir(), 'cortexwire-demo-'));
  const say = (text: string): void => {
    terminal.err.write(`${text}\n`);
  };
  const server = startServer(journal);
  try {
    const url = await listening(server, signal);
    say(`server at ${url} (status page: open it in a browser), journal in ${journal}`);
    const recording = simulateSsvep({ seed: options.seed, nTrials: options.trials });
    const seconds = recording.nSamples / recording.info.sfreq;
    say(
      `a simulated person looks at lights flickering at ${SSVEP_DEFAULTS.targets.join(', ')} Hz: ` +
        `${options.trials} trials, ${seconds.toFixed(0)} s of EEG${options.speed === 1 ? '' : ` at speed ${options.speed}`}`,
    );
    const reader = new ReaderClient(url.replace('http', 'ws'), { from: From.START, client: 'cortexwire demo' });
    await reader.open();
    const scoreboard = new Scoreboard();
    const ages: number[] = [];
    const added: number[] = [];
    reader.on('notice', (notice) => {
      if (notice.kind === NoticeKind.STREAM_CLOSED) reader.close();
      else if (notice.kind !== NoticeKind.STREAM_OPENED) say(noticeText(notice, recording.info.sfreq));
    });
    const printing = (async () => {
      for await (const { stream, decoder, sequence, payload, timing } of reader) {
        if (payload === undefined) continue;
        const line = decodeLine(stream, decoder, sequence, payload, timing ?? null);
        scoreboard.add(line);
        if (timing !== undefined && line.error === null) {
          ages.push(timing.ageNewest * 1e3);
          added.push((timing.published - timing.received - (timing.inferEnd - timing.inferStart)) * 1e3);
        }
        terminal.out.write(`${decodeText(line, recording.info.sfreq)}\n`);
      }
    })();
    const rig = {
      url: url.replace('http', 'ws'),
      chunk: 16,
      speed: options.speed,
      rename: new Map(),
      maxGapWait: Infinity,
    };
    await playToServer(recording, rig, terminal, signal);
    await printing;
    terminal.out.write('\n');
    for (const line of scoreboard.lines()) terminal.out.write(`${line}\n`);
    if (ages.length > 0) {
      terminal.out.write(
        `age of the newest sample when a decode was published: median ${quantile(ages, 0.5).toFixed(1)} ms, p95 ${quantile(ages, 0.95).toFixed(1)} ms\n` +
          `of that, added by the server beside the model's own run: median ${quantile(added, 0.5).toFixed(2)} ms, p95 ${quantile(added, 0.95).toFixed(2)} ms\n`,
      );
    }
    terminal.out.write('simulated data: no person was recorded\n');
  } finally {
    await stopServer(server);
    rmSync(journal, { recursive: true, force: true });
  }
}

function startServer(journal: string): ChildProcess {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = ['serve', '--port', '0', '--journal', journal, '--log-level', 'error'];
  return spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The URL that the server says it listens on. */
async function listening(server: ChildProcess, signal: AbortSignal): Promise<string> {
  if (server.stdout === null) throw new CommandError('the server has no output to read');
  const lines = createInterface({ input: server.stdout });
  const late = setTimeout(() => server.kill('SIGKILL'), START_MS);
  const onAbort = (): void => {
    server.kill('SIGTERM');
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const line of lines) {
      const url = /listening on (\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
  }
  throw new CommandError('the server did not start; its last words are above');
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
