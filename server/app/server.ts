import { ProtocolError } from '../../protocol/error-codes.js';
import type { Config } from '../config/config.js';
import { packageVersion } from '../config/package-root.js';
import type { OutsideMarker } from '../http/streams.js';
import { JournalFullError, JournalLockedError } from '../journal/journal-errors.js';
import { serverDevice } from '../infer/device.js';
import { Journal } from '../journal/journal.js';
import type { FrameQueueReader } from '../lane/frame-queue.js';
import { ResultType, type LaneNotice } from '../lane/lane-messages.js';
import { busyShare } from '../observe/busy-share.js';
import { GcLog, type GcPause } from '../observe/gc-log.js';
import type { Logger } from '../observe/logger.js';
import { createMetrics, type Metrics } from '../observe/metrics.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { DecodePublisher } from './decode-publisher.js';
import { Gateway, reservePort } from './gateway.js';
import { LaneBalance } from './lane-balance.js';
import type { LaneHost } from './lane-host.js';
import type { LiveStream } from './live-stream.js';
import { devicesShown, measureDevices } from './model-devices.js';
import { modelList } from './model-list.js';
import type { LoadedModels } from './loaded-models.js';
import { journalPlace } from './lane-threads.js';
import type { ModelDirectory } from './model-directory.js';
import { Outlet } from './outlet.js';
import { StreamDirectory } from './stream-directory.js';
import { streamStatus } from './stream-status.js';
import { SuspectList } from './suspects.js';

/** How often streams are acknowledged, credited and looked after, ms. */
const TICK_MS = 10;
/** Streams that a tick looks after; of more they take turns, and none waits for longer than so many ticks. */
const STREAMS_PER_TICK = 16;
const MAX_TURNS = 5;
const WATCHDOG_MS = 100;
const HOUSEKEEPING_MS = 1000;
const GC_MS = 5000;
/** Signal that one rig may have under way, bytes. */
const CREDIT_BYTES = 4 << 20;
/** How long samples ahead of a hole wait for the ones that are missing, s of signal. */
const HOLD_SECONDS = 0.1;
/** How long a start waits for the server before it to let the journal go, ms. */
const LOCK_PATIENCE_MS = 15_000;

/** What the process around the server is told. */
export interface ServerEvents {
  /** A run has hung: nothing but SIGKILL ends it. */
  hung(detail: string): void;
  /** A lane's thread is gone: the server cannot go on. */
  failed(error: Error): void;
}

/** The server: main thread's sockets, journal and fan-out, and the lanes that decode. */
export class Server {
  readonly metrics: Metrics = createMetrics();
  readonly #log: Logger;
  readonly #events: ServerEvents;
  readonly #journal: Journal;
  readonly #suspects: SuspectList;
  readonly #models: ModelDirectory;
  readonly #lanes: readonly LaneHost[];
  readonly #balance: LaneBalance;
  readonly #outlet: Outlet;
  readonly #publisher: DecodePublisher;
  readonly #streams: StreamDirectory;
  readonly #gateway: Gateway;
  #tick: NodeJS.Timeout | undefined;
  #turn = 0;
  #watchdog: NodeJS.Timeout | undefined;
  #housekeeping: NodeJS.Timeout | undefined;
  readonly #gc = new GcLog();
  #gcTelling: NodeJS.Timeout | undefined;
  #hungTold = false;
  readonly #rigTimeoutMs: number;
  readonly #endedRetentionMs: number;
  #ready = false;

  private constructor(config: Config, loaded: LoadedModels, journal: Journal, log: Logger, events: ServerEvents) {
    this.#log = log;
    this.#rigTimeoutMs = config.rigTimeoutMs;
    this.#endedRetentionMs = config.endedRetentionMs;
    this.#events = events;
    this.#journal = journal;
    this.#suspects = new SuspectList(journal.directory);
    this.#models = loaded.models;
    this.#lanes = loaded.lanes;
    this.#balance = new LaneBalance(loaded, busyShare());
    const { identity, firstPosition, removed, removedThrough } = journal;
    const { outboxBytes } = config.limits;
    this.#outlet = new Outlet(
      { identity, firstPosition, removed, removedThrough, outboxBytes },
      this.#models,
      this.metrics,
      log,
    );
    this.#publisher = new DecodePublisher(this.#outlet, this.#suspects, this.metrics);
    this.#streams = new StreamDirectory(
      journal,
      this.#models,
      this.#balance,
      this.#suspects,
      {
        creditBytes: CREDIT_BYTES,
        holdSeconds: HOLD_SECONDS,
        checkpointSeconds: config.checkpointIntervalMs / 1000,
        limits: config.limits,
        maxStreams: config.limits.maxStreams,
      },
      {
        opened: (stream) => this.#outlet.opened(stream),
        notice: (stream, notice) => this.#outlet.notice(stream, notice),
        journalFull: (stream) => log.error({ stream: stream.id }, 'the journal is full; the rig has to wait'),
      },
      this.metrics,
    );
    this.#gateway = new Gateway(config, log, {
      version: packageVersion(),
      metrics: this.metrics,
      readiness: {
        reasons: () => (this.#ready ? [] : ['starting or draining']),
        devices: () => devicesShown(this.#models.devices),
      },
      streams: {
        list: () => [...this.#streams.all].map((stream) => streamStatus(stream, this.#outlet.agesOf(stream))),
        addMarker: (id, marker) => this.#addMarker(id, marker),
      },
      models: modelList(this.#models),
      onProblem: (code) => this.metrics.problems.inc({ code }),
      opener: (grant) => ({ open: (request, rig) => this.#streams.open(request, rig, grant) }),
      subscriptions: (grant) => ({
        subscribe: (reader, request, subprotocol) => this.#outlet.subscribe(reader, request, subprotocol, grant),
      }),
    });
    this.metrics.beforeScrape(() => this.#measure());
    measureDevices(this.#models.devices, this.metrics);
  }

  /**
   * Opens the journal, goes on with every stream where it stopped, then listens.
   * @throws {ProtocolError} PORT_IN_USE  @throws {JournalError} JOURNAL_LOCKED, JOURNAL_CORRUPT
   */
  static async start(
    config: Config,
    loaded: LoadedModels,
    log: Logger,
    events: ServerEvents,
    signal: AbortSignal,
  ): Promise<Server> {
    await reservePort(config.host, config.port);
    const journal = await openJournal(config, log, signal);
    let server: Server;
    try {
      server = new Server(config, loaded, journal, log, events);
    } catch (error) {
      journal.close();
      throw error;
    }
    try {
      await server.#start();
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  async #start(): Promise<void> {
    const started = monotonicSeconds();
    for (const { id, dir, error } of this.#journal.broken) this.#log.error({ stream: id, dir }, error.message);
    for (const lane of this.#lanes) {
      lane.deliverTo({
        result: (record) => this.#result(record, lane),
        died: (error) => this.#events.failed(error),
      });
    }
    this.#streams.restore();
    for (const stream of this.#streams.all) {
      this.#outlet.add(stream);
      this.#tellMissingModels(stream);
    }
    this.#tick = setInterval(() => this.#onTick(), TICK_MS);
    this.#watchdog = setInterval(() => this.#watch(), WATCHDOG_MS);
    this.#housekeeping = setInterval(() => this.#endOfLife(), HOUSEKEEPING_MS);
    this.#gcTelling = setInterval(() => this.#tellGc(), GC_MS);
    await this.#gateway.listen();
    this.#ready = true;
    this.#log.info(
      {
        url: this.url,
        journal: this.#journal.directory,
        where: this.#journal.where,
        models: this.#models.models.length,
        device: serverDevice(this.#models.devices),
        lanes: this.#lanes.length,
        streams: this.#journal.streams.size,
        seconds: Number((monotonicSeconds() - started).toFixed(3)),
      },
      'ready',
    );
  }

  /** A decoder without its model cannot say how many windows it leaves unanswered, so the operator is told. */
  #tellMissingModels(stream: LiveStream): void {
    if (stream.laneEnded) return;
    for (const decoder of stream.identity.decoders) {
      const problem =
        this.#models.get(decoder) === undefined ? 'it is not there' : this.#models.problemOf(decoder)?.detail;
      if (problem === undefined) continue;
      this.#log.error({ stream: stream.id, decoder }, `its model is gone, its windows are not answered: ${problem}`);
    }
  }

  get url(): string {
    return this.#gateway.url;
  }

  get port(): number {
    return this.#gateway.port;
  }

  get journalDirectory(): string {
    return this.#journal.directory;
  }

  #addMarker(id: string, marker: OutsideMarker): number | null {
    const stream = this.#streams.get(id);
    if (stream === undefined) throw new ProtocolError('STREAM_UNKNOWN', `no stream ${id}`);
    const { onset, description, value, duration, id: markerId } = marker;
    const where = 'serverTime' in onset ? { sample: stream.sampleAt(onset.serverTime) } : onset;
    return stream.marker({ ...where, description, value, duration, id: markerId }) ?? null;
  }

  #measure(): void {
    this.#tellGc();
    const { rigs, streams, subscribers, journalBytes, journalFull, laneQueueBytes, laneBusySeconds, catchingUp } =
      this.metrics;
    const all = [...this.#streams.all];
    rigs.set(this.#gateway.nRigs);
    streams.set(all.filter((stream) => !stream.ended).length);
    for (const policy of ['lossless', 'latest'] as const)
      subscribers.set({ policy }, this.#outlet.nSubscribers(policy));
    journalBytes.set(this.#journal.budget.usedBytes);
    journalFull.set(all.some((stream) => stream.waitsForJournal) ? 1 : 0);
    catchingUp.set(all.filter((stream) => stream.catchingUp).length);
    for (const { index, inbox, status } of this.#lanes) {
      const lane = String(index);
      laneQueueBytes.set({ lane }, inbox.usedBytes);
      laneBusySeconds.cell(lane).value = status.allBusySeconds;
    }
  }

  #onTick(): void {
    const now = monotonicSeconds();
    const nTurns = Math.min(MAX_TURNS, Math.ceil(this.#streams.size / STREAMS_PER_TICK));
    let i = this.#turn++;
    let isFree = true;
    for (const stream of this.#streams.all) {
      const isDue = i++ % nTurns === 0 || stream.isBehind;
      if (isDue && stream.tick(now, isFree)) isFree = false;
    }
  }

  #tellGc(): void {
    this.#countGc('main', this.#gc.take());
  }

  /** Streams whose rig does not come back are ended; ended ones are forgotten when their decodes have been kept long enough. */
  #endOfLife(): void {
    const now = monotonicSeconds();
    if (this.#ready) this.#balance.look(now);
    for (const stream of [...this.#streams.all]) {
      if (stream.rigAbsence(now) * 1e3 > this.#rigTimeoutMs) {
        this.#log.warn({ stream: stream.id }, 'ended: its rig has not come back');
        stream.finish();
      }
      const { ended } = stream.store.meta;
      if (!stream.laneEnded || ended === undefined || Date.now() - ended * 1e3 < this.#endedRetentionMs) continue;
      this.#outlet.remove(stream);
      this.#streams.remove(stream);
    }
  }

  /** A run that takes too long cannot be stopped from in here: the window is written down and the supervisor told. */
  #watch(): void {
    const now = monotonicSeconds();
    for (const lane of this.#lanes) {
      const run = lane.status.running();
      if (run === undefined || (now - run.since) * 1000 < run.limitMs || this.#hungTold) continue;
      const stream = this.#streams.byRef(run.ref);
      const decoder = stream?.identity.decoders[run.decoderIndex];
      if (stream === undefined || decoder === undefined) continue;
      this.#hungTold = true;
      this.#suspects.add({ stream: stream.id, decoder, window: run.window, step: run.step, code: 'MODEL_HUNG' });
      const detail = `${decoder} has run for ${Math.round((now - run.since) * 1000)} ms on window ${run.window} of ${stream.id}`;
      this.#log.error({ stream: stream.id, decoder, window: run.window }, `hung: ${detail}`);
      this.#events.hung(detail);
    }
  }

  #countGc(thread: string, pauses: readonly GcPause[]): void {
    for (const { kind, seconds } of pauses) this.metrics.gcSeconds.observe({ thread, kind }, seconds);
  }

  /** @returns false when the decode log has no room: the record stays in the lane's queue, and nothing is lost */
  #result(record: FrameQueueReader, lane: LaneHost): boolean {
    if (record.type === ResultType.gc) {
      this.#countGc(String(lane.index), json<GcPause[]>(record));
      return true;
    }
    const stream = this.#streams.byRef(record.ref);
    if (stream === undefined) return true;
    switch (record.type) {
      case ResultType.decode:
        try {
          this.#publisher.decode(stream, record);
        } catch (error) {
          if (error instanceof JournalFullError) return false;
          throw error;
        }
        break;
      case ResultType.checkpoint: {
        const { path, position, number } = json<{ path: string; position: number; number: number }>(record);
        stream.checkpointWritten(path, position, number);
        this.metrics.checkpoints.inc();
        break;
      }
      case ResultType.notice: {
        const { kind, start, channels } = json<LaneNotice>(record);
        stream.laneNotice(kind, start, channels);
        break;
      }
      case ResultType.ended:
        stream.laneHasEnded();
        break;
      case ResultType.failed: {
        const { error } = json<{ error: string }>(record);
        this.#log.error({ stream: stream.id }, `the pipeline failed: ${error}`);
        stream.pipelineFailed(error);
        break;
      }
      default:
        break;
    }
    return true;
  }

  /**
   * Stops in order: no new work, rigs and readers told, lanes empty, everything they decided published, a last checkpoint
   * of every stream, sockets closed. May be called twice.
   */
  async close(): Promise<void> {
    this.#ready = false;
    this.#streams.drain();
    this.#gateway.drainRigs();
    await this.#lanesIdle();
    clearInterval(this.#tick);
    clearInterval(this.#watchdog);
    clearInterval(this.#housekeeping);
    clearInterval(this.#gcTelling);
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    this.#outlet.close();
    await this.#gateway.close();
    this.#journal.close();
    this.#gc.close();
  }

  /** Waits until lanes have worked off what the journal holds, and asks for a checkpoint there. */
  async #lanesIdle(): Promise<void> {
    const waiting = (): LiveStream[] => [...this.#streams.all].filter((stream) => !stream.isIdle);
    while (waiting().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const now = monotonicSeconds();
    for (const stream of this.#streams.all) stream.checkpoint(now);
  }
}

async function openJournal(config: Config, log: Logger, signal: AbortSignal): Promise<Journal> {
  const place = journalPlace(config);
  const options = {
    directory: place.directory,
    maxBytes: config.journalMaxBytes,
    decodeRetentionBytes: config.decodeRetentionBytes,
    corruption: config.journalCorruption,
    record: config.record !== null,
  };
  const until = performance.now() + LOCK_PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      const journal = Journal.open(options);
      log.info({ journal: place.directory, where: place.where, reason: place.reason }, 'journal');
      return journal;
    } catch (error) {
      if (!(error instanceof JournalLockedError) || performance.now() > until || signal.aborted) throw error;
      // The server that has it may be draining, because its supervisor died.
      if (!told) log.warn({ pid: error.pid }, 'waiting for another server to let the journal go');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function json<T>(record: FrameQueueReader): T {
  return JSON.parse(Buffer.from(record.copyBody()).toString('utf8')) as T;
}
