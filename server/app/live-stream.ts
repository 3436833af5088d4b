import {
  checkSamples,
  NoticeKind,
  type Init,
  type Limits,
  type Marker,
  type Notice,
  type Opened,
  type Samples,
  type StreamInfo,
  type TimeProbe,
  type ToRig,
} from '../../protocol/frame.js';
import { ProtocolError } from '../../protocol/error-codes.js';
import { bytesPerValue } from '../../protocol/samples.js';
import { JournalFullError } from '../journal/journal-errors.js';
import type { StreamStore } from '../journal/stream-store.js';
import type { Suspect } from '../lane/lane-messages.js';
import type { CounterCell, HistogramCell } from '../observe/counts.js';
import type { Metrics } from '../observe/metrics.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { toServerTime, type ClockEstimate } from '../stream/clock-sync.js';
import {
  flushFrameOrder,
  orderFrame,
  startFrameOrder,
  type FrameOrderSettings,
  type FrameOrderState,
  type FrameSink,
} from '../stream/frame-order.js';
import {
  decodeMarkerRecord,
  encodeMarkerRecord,
  GAP_BYTES,
  RecordType,
  SAMPLES_HEAD_BYTES,
  writeGap,
  writeSamplesHead,
  type MarkerRecord,
} from '../stream/record.js';
import { AgeWatch } from './age-watch.js';
import type { LaneHost } from './lane-host.js';
import { LaneStay } from './lane-stay.js';
import { MarkerIntake } from './marker-intake.js';
import { RigClock } from './rig-clock.js';

/** The rig's socket, as far as a stream needs it. */
export interface RigLink {
  send(message: Init<ToRig>): void;
  /** Ends the connection with a problem. */
  fail(error: ProtocolError): void;
}

export interface LiveStreamOptions {
  /** Signal that may be under way between rig and lane, bytes on the wire; credit is made of it. */
  readonly creditBytes: number;
  /** How far ahead of a hole samples are held, s of signal. */
  readonly holdSeconds: number;
  readonly checkpointSeconds: number;
  readonly limits: Limits;
}

/** What a stream tells the rest of the server. */
export interface LiveStreamEvents {
  notice(stream: LiveStream, notice: Notice): void;
  /** The journal has no room: acknowledgements and credit have stopped. */
  journalFull(stream: LiveStream): void;
}

/** A stream as it was opened. */
export interface StreamIdentity {
  readonly id: string;
  readonly info: StreamInfo;
  readonly resumeToken: string;
  /** name@version, by index. */
  readonly decoders: readonly string[];
  /** Windows may be dropped for age. */
  readonly live: boolean;
}

/** A rig is told how far the journal reaches this often at most: each time wakes it. */
const ACKNOWLEDGE_SECONDS = 0.05;

/**
 * One stream on the main thread: puts frames in order, journals them, hands them to the lane, acknowledges.
 */
export class LiveStream implements FrameSink {
  readonly id: string;
  readonly ref: number;
  readonly identity: StreamIdentity;
  readonly store: StreamStore;
  /** Bytes of one sample of all channels on the wire. */
  readonly bytesPerSample: number;
  rig: RigLink | undefined;
  /** Samples and markers of this process's life. */
  readonly counts = { missing: 0, duplicate: 0, markers: 0 };
  readonly #info: StreamInfo;
  readonly #sfreq: number;
  readonly #events: LiveStreamEvents;
  readonly #metrics: Metrics;
  readonly #options: LiveStreamOptions;
  readonly #order: FrameOrderState;
  readonly #orderSettings: FrameOrderSettings;
  readonly #clock = new RigClock();
  readonly #stay: LaneStay;
  readonly #markers: MarkerIntake;
  readonly #ages: AgeWatch;
  readonly #appendSeconds: HistogramCell;
  readonly #frames: CounterCell;
  readonly #samples: CounterCell;
  readonly #receivedBytes: CounterCell;
  readonly #head = Buffer.alloc(SAMPLES_HEAD_BYTES);
  readonly #gapBody = Buffer.alloc(GAP_BYTES);
  #received = 0;
  #acknowledged = -1;
  #acknowledgeAt = 0;
  #credit = 0;
  /** One past the newest sample that the rig has sent over its present socket, or that the journal had before. */
  #sentEnd = 0;
  #lastEnd = 0;
  #lastEndTime = Number.NaN;
  /** The rig that has come has yet to be told how things stand. */
  #greet = false;
  #receivedFrames = 0;
  #journalFull = false;
  readonly #parked: (() => void)[] = [];
  #checkpointAt = 0;
  #duplicatesTold = -1;
  #rigLostAt: number;
  ended: boolean;

  constructor(
    ref: number,
    identity: StreamIdentity,
    store: StreamStore,
    lane: LaneHost,
    suspects: () => readonly Suspect[],
    options: LiveStreamOptions,
    events: LiveStreamEvents,
    metrics: Metrics,
  ) {
    this.ref = ref;
    this.id = identity.id;
    this.identity = identity;
    this.store = store;
    this.ended = store.meta.ended !== undefined;
    this.#info = identity.info;
    this.#sfreq = identity.info.sfreq;
    this.#markers = new MarkerIntake(this.#sfreq);
    this.#options = options;
    this.#events = events;
    this.#metrics = metrics;
    this.#appendSeconds = metrics.journalAppendSeconds.cell();
    this.#frames = metrics.frames.cell();
    this.#samples = metrics.samples.cell();
    this.#receivedBytes = metrics.receivedBytes.cell();
    this.bytesPerSample = identity.info.channels.length * bytesPerValue(identity.info.format);
    this.#orderSettings = {
      bytesPerSample: this.bytesPerSample,
      sfreq: this.#sfreq,
      holdSamples: Math.round(options.holdSeconds * this.#sfreq),
    };
    const { endSample } = store.meta;
    this.#order = startFrameOrder(endSample ?? this.#readBack());
    this.#ages = new AgeWatch(store.samples.end > store.samples.begin && !this.ended);
    // And is saved as soon as it has caught up: a server that is killed again and again must not replay more each time.
    this.#checkpointAt = this.catchingUp ? -Infinity : monotonicSeconds() - phaseOf(ref) * options.checkpointSeconds;
    this.#rigLostAt = monotonicSeconds();
    this.#stay = new LaneStay(store, ref, lane, endSample !== undefined, () => ({
      stream: this.id,
      info: this.#info,
      decoders: this.identity.decoders,
      live: this.identity.live,
      suspects: suspects().filter((suspect) => suspect.stream === this.id),
    }));
  }

  get info(): StreamInfo {
    return this.#info;
  }

  get lane(): LaneHost {
    return this.#stay.lane;
  }

  /** The lane has seen the end of this stream. */
  get laneEnded(): boolean {
    return this.#stay.hasEnded;
  }

  /** Index one past the newest sample in the journal. */
  get nextSample(): number {
    return this.#order.next;
  }

  get clock(): ClockEstimate {
    return this.#clock.estimate;
  }

  /** Decodes are older than they should be; told to rig and readers. */
  get catchingUp(): boolean {
    return this.#ages.isLate;
  }

  /** Reads the retained journal once: where the samples end, and which markers are known. */
  #readBack(): number {
    let next = 0;
    const reader = this.store.samples.reader(this.store.samples.begin);
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      const view = new DataView(record.body.buffer, record.body.byteOffset, record.body.byteLength);
      if (record.type === RecordType.samples) {
        const first = view.getFloat64(0, true);
        const nSamples = view.getUint32(24, true);
        next = first + nSamples;
        const deviceTime = view.getFloat64(8, true);
        this.#markers.anchor(first, deviceTime);
        this.#received = view.getFloat64(16, true);
        this.#lastEnd = next;
        this.#lastEndTime = deviceTime + nSamples / this.#sfreq;
      } else if (record.type === RecordType.gap) {
        next = view.getFloat64(8, true);
      } else if (record.type === RecordType.marker) {
        const { id, arrived } = decodeMarkerRecord(record.body);
        this.#markers.remember(id);
        // There may be nothing but markers behind the oldest checkpoint.
        next = Math.max(next, arrived);
      } else if (record.type === RecordType.end) {
        this.ended = true;
      }
    }
    reader.close();
    return next;
  }

  /** @throws {JournalFullError} nothing was written then */
  #append(type: number, head: Uint8Array, body?: Uint8Array): void {
    this.#appendSeconds.observe(this.#stay.append(type, head, body));
  }

  // ------------------------------------------------------------ frames

  /**
   * Takes one frame of samples.
   * @param received server clock, s
   * @throws {ProtocolError} when the frame does not fit the stream; nothing of it is taken then
   */
  samplesFrame(frame: Samples, received: number): void {
    if (this.ended) throw new ProtocolError('STREAM_CLOSED', `stream ${this.id} has ended`);
    const nSamples = checkSamples(frame, this.#info, this.#options.limits);
    const end = frame.firstSample + nSamples;
    // What is left out takes no credit: else nothing could ever follow a pause that is longer than the credit.
    const taken = end - Math.max(0, frame.firstSample - this.#sentEnd);
    if (taken > this.#credit + this.creditSamples) {
      throw new ProtocolError('CREDIT_EXCEEDED', `samples up to ${end}, credit reaches ${this.#credit}`);
    }
    this.#sentEnd = Math.max(this.#sentEnd, end);
    this.#frames.value++;
    this.#samples.value += nSamples;
    this.#receivedBytes.value += frame.data.length;
    if (!this.#journalFull) {
      try {
        return this.#takeSamples(frame, nSamples, received);
      } catch (error) {
        this.#journalIsFull(error);
      }
    }
    const copy = { ...frame, data: new Uint8Array(frame.data) };
    this.#parked.push(() => this.#takeSamples(copy, nSamples, received));
  }

  #takeOrPark(take: () => void): void {
    if (!this.#journalFull) {
      try {
        return take();
      } catch (error) {
        this.#journalIsFull(error);
      }
    }
    this.#parked.push(take);
  }

  /** Nothing is dropped when the journal has no room: what is under way waits here, bounded by the credit given. */
  #journalIsFull(error: unknown): void {
    if (!(error instanceof JournalFullError)) throw error;
    this.#journalFull = true;
    this.#tell('JOURNAL_FULL', this.#order.next, this.#order.next, 0, error.message);
    this.#events.journalFull(this);
  }

  #tryJournalAgain(): void {
    try {
      for (let take = this.#parked[0]; take !== undefined; take = this.#parked[0]) {
        take();
        this.#parked.shift();
      }
    } catch (error) {
      if (error instanceof JournalFullError) return;
      throw error;
    }
    this.#journalFull = false;
    this.#tell('JOURNAL_RESUMED', this.#order.next, this.#order.next, 0, '');
  }

  #takeSamples(frame: Samples, nSamples: number, received: number): void {
    this.#receivedFrames++;
    this.#received = received;
    this.#noticeClockStep(frame, nSamples);
    orderFrame(this.#orderSettings, this.#order, frame.firstSample, nSamples, frame.deviceTime, frame.data, this);
    if (this.#markers.hasWaiting) for (const marker of this.#markers.takeWaiting()) this.marker(marker);
  }

  #noticeClockStep(frame: Samples, nSamples: number): void {
    if (this.identity.live && frame.firstSample === this.#lastEnd && Number.isFinite(this.#lastEndTime)) {
      const jump = frame.deviceTime - this.#lastEndTime;
      if (Math.abs(jump) > 0.25) this.#tell('CLOCK_STEP', frame.firstSample, frame.firstSample, jump, '');
    }
    if (frame.firstSample + nSamples > this.#lastEnd) {
      this.#lastEnd = frame.firstSample + nSamples;
      this.#lastEndTime = frame.deviceTime + nSamples / this.#sfreq;
    }
  }

  /** FrameSink: samples in order, each once. */
  samples(first: number, nSamples: number, deviceTime: number, data: Uint8Array): void {
    this.#markers.anchor(first, deviceTime);
    writeSamplesHead(this.#head, first, deviceTime, this.#received, nSamples);
    this.#append(RecordType.samples, this.#head, data);
  }

  /** FrameSink: samples that never came. */
  gap(start: number, end: number): void {
    writeGap(this.#gapBody, start, end, this.#received);
    this.#append(RecordType.gap, this.#gapBody);
    this.counts.missing += end - start;
    this.#metrics.gaps.inc();
    this.#metrics.missingSamples.inc(end - start);
    this.#tell('GAP', start, end, (end - start) / this.#sfreq, '');
  }

  /** FrameSink: samples that came twice or too late. */
  duplicate(start: number, end: number): void {
    this.counts.duplicate += end - start;
    this.#metrics.duplicateSamples.inc(end - start);
    // One notice a second at most: a rig that re-sends everything is no reason to flood it.
    const now = Math.floor(monotonicSeconds());
    if (now === this.#duplicatesTold) return;
    this.#duplicatesTold = now;
    this.#tell('DUPLICATE_SAMPLES', start, end, 0, '');
  }

  /**
   * Takes a marker, from the rig or from another program; its onset is resolved to a sample here, once.
   * @returns the sample, or undefined while no frame has tied the rig's clock to samples
   * @throws {ProtocolError} MARKER_INVALID
   */
  marker(marker: Init<Marker>): number | undefined {
    if (this.ended) throw new ProtocolError('STREAM_CLOSED', `stream ${this.id} has ended`);
    const id = marker.id ?? '';
    const sample = this.#markers.resolve(marker);
    if (this.#markers.knows(id)) return sample;
    if (sample === undefined) {
      this.#markers.wait(marker);
      return undefined;
    }
    const record: Omit<MarkerRecord, 'arrived'> = {
      sample,
      description: marker.description ?? '',
      value: marker.value ?? '',
      duration: marker.duration ?? 0,
      id,
    };
    this.#markers.remember(id);
    this.counts.markers++;
    this.#metrics.markers.inc();
    this.#takeOrPark(() =>
      this.#append(RecordType.marker, encodeMarkerRecord({ ...record, arrived: this.#order.next })),
    );
    return sample;
  }

  /** Onset of a marker that says "now", from the server's clock. */
  sampleAt(serverTime: number): number | undefined {
    const sample = this.#markers.sampleAt(serverTime, (deviceTime) => toServerTime(this.clock, deviceTime));
    if (sample === undefined) return undefined;
    return this.clock.known ? Math.max(0, sample) : this.#order.next;
  }

  /** Answers a time probe and learns from the one before. @param received server clock, s */
  probe(probe: TimeProbe, received: number): void {
    const { answer, step } = this.#clock.answer(probe, received);
    if (step !== 0) this.#tell('CLOCK_STEP', this.#order.next, this.#order.next, step, 'seen by time probes');
    this.rig?.send({ probeAnswer: answer });
  }

  // ------------------------------------------------------------ rig

  get creditSamples(): number {
    return Math.max(Math.ceil(this.#sfreq), Math.floor(this.#options.creditBytes / this.bytesPerSample));
  }

  /** A rig opens this stream or comes back to it. The socket it had before, if any, is told and closed. */
  connect(
    rig: RigLink,
    resumed: boolean,
  ): Pick<Opened, 'stream' | 'resumeToken' | 'nextSample' | 'resumed' | 'credit'> {
    const before = this.rig;
    this.rig = rig;
    if (before !== undefined) {
      before.fail(new ProtocolError('STREAM_TAKEN_OVER', `the rig of ${this.id} came back on another connection`));
    }
    this.#clock.forgetUntold();
    this.#greet = true;
    // Held frames were never acknowledged: the rig sends them again.
    this.#order.held = [];
    this.#acknowledged = this.#order.next;
    this.#sentEnd = this.#order.next;
    this.#credit = this.#processed() + this.creditSamples;
    if (resumed) this.#tellReaders('RIG_RESUMED', this.#order.next, this.#order.next, 0, '');
    return {
      stream: this.id,
      resumeToken: this.identity.resumeToken,
      nextSample: this.#order.next,
      resumed,
      credit: this.#credit,
    };
  }

  /** The rig's socket closed. */
  disconnect(rig: RigLink): void {
    if (this.rig !== rig) return;
    this.rig = undefined;
    this.#rigLostAt = monotonicSeconds();
    if (!this.ended) this.#tellReaders('RIG_LOST', this.#order.next, this.#order.next, 0, '');
  }

  /** The rig says that nothing will follow: holes become gaps, windows still due are decided. */
  finish(): void {
    if (this.ended) return;
    const take = (): void => {
      flushFrameOrder(this.#orderSettings, this.#order, this);
      this.#append(RecordType.end, Buffer.alloc(8));
      this.ended = true;
      this.store.updateMeta({ ended: Date.now() / 1000 });
      this.#acknowledge(true);
    };
    this.#takeOrPark(take);
  }

  /** The rig goes, and may come back with its token. */
  leave(): void {
    this.#takeOrPark(() => {
      flushFrameOrder(this.#orderSettings, this.#order, this);
      this.#acknowledge(true);
      this.rig?.send({ closed: { stream: this.id, endSample: this.#order.next } });
    });
  }

  /** The lane has answered everything up to the stream's end. */
  laneHasEnded(): void {
    this.#stay.end();
    this.#ages.isLate = false;
    this.store.updateMeta({ endSample: this.#order.next });
    this.store.dropSamples();
    this.rig?.send({ closed: { stream: this.id, endSample: this.#order.next } });
    this.#events.notice(this, this.closedNotice());
  }

  /** The lane gave this stream up: nothing more will be decoded of it. Its samples stay until its decodes go. */
  pipelineFailed(detail: string): void {
    this.#stay.end();
    // A rig that came back would wait for ever.
    this.ended = true;
    this.store.updateMeta({ ended: Date.now() / 1000, endSample: this.#order.next });
    this.rig?.fail(new ProtocolError('INTERNAL', `the pipeline of ${this.id} failed: ${detail.split('\n')[0] ?? ''}`));
    this.#tellReaders('STREAM_CLOSED', this.#order.next, this.#order.next, 0, 'the pipeline failed');
  }

  /** How long the rig has been gone, s; 0 while it is there, or not expected any more. */
  rigAbsence(now: number): number {
    return this.rig !== undefined || this.ended ? 0 : now - this.#rigLostAt;
  }

  get waitsForJournal(): boolean {
    return this.#journalFull;
  }

  /** Nothing is under way: the lane has dealt with all that the journal holds. */
  get isIdle(): boolean {
    return this.laneEnded || (this.#stay.isLive && this.#processed() >= this.#order.next && !this.#stay.isSaving);
  }

  // ------------------------------------------------------------ every few milliseconds

  /** Something waits for the next tick. */
  get isBehind(): boolean {
    return this.#journalFull || this.#greet || !(this.#stay.isLive || this.laneEnded);
  }

  #processed(): number {
    return Math.min(this.#stay.processed, this.#order.next);
  }

  /**
   * Acknowledges, grants credit, feeds the lane, saves checkpoints, watches the age.
   * @param now server clock, s
   * @param mayCheckpoint no other stream has asked for a checkpoint in this round
   * @returns whether this one did
   */
  tick(now: number, mayCheckpoint = true): boolean {
    if (this.#journalFull) this.#tryJournalAgain();
    this.#stay.pump();
    if (this.rig !== undefined && !this.#journalFull) {
      if (now >= this.#acknowledgeAt) this.#acknowledge(false);
      const credit = this.#processed() + this.creditSamples;
      if (credit - this.#credit >= this.creditSamples / 8) {
        this.#credit = credit;
        this.rig.send({ credit: { untilSample: credit } });
      }
    }
    if (this.#greet) {
      this.#greet = false;
      this.#receivedFrames = 0;
      for (const notice of this.standingNotices()) this.rig?.send({ notice });
    }
    this.#watchAge(now);
    // A checkpoint is what makes room: samples before it are no longer needed.
    const isDue = this.#journalFull || now - this.#checkpointAt >= this.#options.checkpointSeconds;
    return mayCheckpoint && isDue && this.checkpoint(now);
  }

  #acknowledge(force: boolean): void {
    if (this.rig === undefined || (!force && this.#acknowledged === this.#order.next)) return;
    this.#acknowledged = this.#order.next;
    this.#acknowledgeAt = monotonicSeconds() + ACKNOWLEDGE_SECONDS;
    this.#metrics.acknowledgements.inc();
    this.rig.send({ ack: { nextSample: this.#order.next } });
  }

  /** Asks the lane for a checkpoint, when there is something new to save and it is not behind. @returns whether it did */
  checkpoint(now: number): boolean {
    if (!this.#stay.save()) return false;
    this.#checkpointAt = now;
    return true;
  }

  /** The lane has written a checkpoint, and every decode before it is in the decode log by now. */
  checkpointWritten(path: string, position: number, number: number): void {
    this.#stay.saved(path, position, number, this.#journalFull);
  }

  /** Whether it can be moved now: it is up to date, and nothing of the kind is under way. */
  get canMove(): boolean {
    return this.#stay.canMove && !this.ended && !this.#journalFull;
  }

  /** Goes on in another lane, without a decode lost, made twice or changed. Only when `canMove`. */
  moveTo(lane: LaneHost): void {
    this.#stay.moveTo(lane);
  }

  #watchAge(now: number): void {
    const knowsArrival = this.rig !== undefined && this.clock.known && Number.isFinite(this.#lastEndTime);
    const arrival = knowsArrival ? this.#received - toServerTime(this.clock, this.#lastEndTime) : undefined;
    const processed = this.#processed();
    const age = this.#ages.age(now, this.#order.next, processed, arrival);
    if (!this.#ages.judge(age, this.#receivedFrames > 0 && this.#stay.isLive)) return;
    this.#tell(this.catchingUp ? 'CATCHING_UP' : 'CAUGHT_UP', processed, this.#order.next, age, '');
  }

  // ------------------------------------------------------------ telling

  #tell(
    kind: NoticeName,
    start: number,
    end: number,
    value: number,
    detail: string,
    channels: readonly string[] = [],
  ): void {
    const notice = makeNotice(this.id, kind, start, end, value, detail, channels);
    this.rig?.send({ notice });
    this.#events.notice(this, notice);
  }

  #tellReaders(kind: NoticeName, start: number, end: number, value: number, detail: string): void {
    this.#events.notice(this, makeNotice(this.id, kind, start, end, value, detail, []));
  }

  /** A notice that the lane raised about the signal. */
  laneNotice(kind: NoticeName, start: number, channels: readonly string[]): void {
    this.#tell(kind, start, start, 0, '', channels);
  }

  /** For one reader alone, about what it has missed. */
  ageNotice(kind: 'CATCHING_UP' | 'CAUGHT_UP'): Notice {
    return makeNotice(this.id, kind, this.#order.next, this.#order.next, 0, '', []);
  }

  closedNotice(): Notice {
    return makeNotice(this.id, 'STREAM_CLOSED', this.#order.next, this.#order.next, 0, '', []);
  }

  /** What a reader or rig that comes in the middle needs to know at once. */
  standingNotices(): Notice[] {
    const notices: Notice[] = [];
    if (this.catchingUp)
      notices.push(makeNotice(this.id, 'CATCHING_UP', this.#processed(), this.#order.next, 0, '', []));
    if (this.#journalFull)
      notices.push(makeNotice(this.id, 'JOURNAL_FULL', this.#order.next, this.#order.next, 0, '', []));
    return notices;
  }
}

/** Streams that begin together save one after the other, in any number of them: shares of the golden section. */
function phaseOf(ref: number): number {
  return (ref * 0.618_033_988_75) % 1;
}

type NoticeName = keyof typeof NoticeKind;

function makeNotice(
  stream: string,
  kind: NoticeName,
  start: number,
  end: number,
  value: number,
  detail: string,
  channels: readonly string[],
): Notice {
  return { kind: NoticeKind[kind], stream, start, end, channels: [...channels], value, detail };
}
