import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CouldNotMeasure } from '../claims/claim.js';
import { keepChild } from '../harness/children.js';
import type { ProcessLoad } from '../harness/process-load.js';
import { numbersOf, PythonPeer } from './python-peer.js';
import { NO_LOSSES, type Side, type SideOptions, type SideTurn } from './side.js';

type Answer = Readonly<Record<string, unknown>>;

const KINDS = {
  'lsl-hop': { transport: 'lsl_streams.py', jobScript: undefined },
  'lsl-job': { transport: 'lsl_streams.py', jobScript: 'lsl_streams.py' },
  timeflux: { transport: 'lsl_streams.py', jobScript: 'timeflux_job.py' },
  'redis-hop': { transport: 'redis_streams.py', jobScript: undefined },
  'redis-job': { transport: 'redis_streams.py', jobScript: 'redis_streams.py' },
} as const;
export type PythonSideName = keyof typeof KINDS;

/** A peer that falls behind has so much more time for its turn, s. */
const PATIENCE = 60;

/** Rig and reader in Python over another transport; with a job between them that decodes, or as one bare hop. */
export class PythonSide implements Side {
  readonly name: string;
  readonly #chunkSeconds: number;
  readonly #source: PythonPeer;
  readonly #job: PythonPeer | undefined;
  readonly #sink: PythonPeer;
  readonly #broker: RedisServer | undefined;

  private constructor(
    name: string,
    { chunk, sfreq }: SideOptions,
    parts: { source: PythonPeer; job: PythonPeer | undefined; sink: PythonPeer; broker: RedisServer | undefined },
  ) {
    this.name = name;
    this.#chunkSeconds = chunk / sfreq;
    this.#source = parts.source;
    this.#job = parts.job;
    this.#sink = parts.sink;
    this.#broker = parts.broker;
  }

  /** @throws {CouldNotMeasure} where the peer is not installed */
  static async start(name: PythonSideName, options: SideOptions): Promise<PythonSide> {
    const { transport, jobScript } = KINDS[name];
    const broker = transport === 'redis_streams.py' ? await RedisServer.start(options.folder) : undefined;
    const place = broker?.socket ?? `cortexwire-${process.pid}-${name}-${options.chunk}`;
    const { nChannels, chunk, sfreq, nSamples, onnx } = options;
    const hasTimes = jobScript !== undefined;
    const settings = JSON.stringify({ place, nChannels, chunk, sfreq, nSamples, hasTimes, model: onnx });
    const started: PythonPeer[] = [];
    const start = async (script: string, role: string): Promise<PythonPeer> => {
      const peer = await PythonPeer.start(script, [role, settings]);
      started.push(peer);
      return peer;
    };
    try {
      const source = await start(transport, 'source');
      const job = jobScript === undefined ? undefined : await start(jobScript, 'job');
      const sink = await start(transport, 'sink');
      return new PythonSide(name, options, { source, job, sink, broker });
    } catch (error) {
      for (const peer of started) await peer.stop();
      await broker?.stop();
      throw error;
    }
  }

  async turn(nChunks: number): Promise<SideTurn> {
    this.#source.tell({ nChunks });
    const answers = Promise.all([this.#source.answer(), this.#job?.answer(), this.#sink.answer()]);
    const patience = new AbortController();
    const tooLong = sleep((nChunks * this.#chunkSeconds + PATIENCE) * 1e3, undefined, { signal: patience.signal }).then(
      () => {
        throw new Error(`${this.name} did not come to the end of its turn`);
      },
    );
    const [fromSource, fromJob, fromSink] = await Promise.race([answers, tooLong]);
    tooLong.catch(() => undefined);
    patience.abort();
    const loads: Record<string, ProcessLoad> = { source: loadOf(fromSource), sink: loadOf(fromSink) };
    if (fromJob !== undefined) loads['job'] = loadOf(fromJob);
    return {
      sent: numbersOf(fromSource, 'sent'),
      late: numbersOf(fromSource, 'late'),
      answers: {
        sent: numbersOf(fromSink, 'sent'),
        arrived: numbersOf(fromSink, 'arrived'),
        run: numbersOf(fromSink, 'run'),
      },
      nExpected: nChunks,
      loads,
      losses: NO_LOSSES,
      problems: [],
    };
  }

  async summary(): Promise<{ versions: unknown }> {
    return { versions: this.#source.versions };
  }

  async stop(): Promise<void> {
    await this.#source.stop();
    await this.#job?.stop();
    await this.#sink.stop();
    await this.#broker?.stop();
  }
}

function loadOf(answer: Answer): ProcessLoad {
  return { cpuShare: Number(answer['cpuShare']), gc: null, eventLoopDelay: null };
}

/** A Redis server that keeps nothing on disk and listens on a Unix socket alone. */
class RedisServer {
  readonly socket: string;
  readonly #child: ChildProcess;

  private constructor(socket: string, child: ChildProcess) {
    this.socket = socket;
    this.#child = child;
  }

  static async start(folder: string): Promise<RedisServer> {
    const socket = join(folder, `redis-${Math.random().toString(36).slice(2)}.sock`);
    const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder];
    const child = keepChild(spawn('redis-server', args, { stdio: 'ignore' }));
    const failed = once(child, 'error').then(([error]) => {
      throw new CouldNotMeasure(`redis-server: ${String(error)}`);
    });
    const listens = (async () => {
      for (let i = 0; i < 100 && !existsSync(socket); i++) await sleep(50);
      if (!existsSync(socket)) throw new CouldNotMeasure('redis-server does not listen');
    })();
    await Promise.race([listens, failed]);
    return new RedisServer(socket, child);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
  }
}
