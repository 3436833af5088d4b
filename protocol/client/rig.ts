import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { checkMarker, checkStreamInfo } from '../check.js';
import { ProtocolError, type ErrorCode } from '../error-codes.js';
import { decodeToRig, encodeRigMessage } from '../frame.js';
import {
  NoticeKind,
  Pacing,
  type Closed,
  type Drain,
  type Marker,
  type Notice,
  type Opened,
  type Problem,
  type StreamInfo,
  type TimeProbe,
  type ToRig,
} from '../generated/messages.js';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import { bytesPerValue, countScale, encodeSamples, findNonFinite } from '../samples.js';
import { INGEST_PATH, JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, type Subprotocol } from '../version.js';
import { Connection, type ConnectionOptions, type ConnectionOwner } from './connection.js';
import { ResendLog } from './resend-log.js';

export interface RigOptions extends ConnectionOptions {
  readonly info: StreamInfo;
  /** Decoders wanted, `name` or `name@version`. Default every model that fits. */
  readonly decoders?: readonly string[];
  /** Default LIVE: old windows may be dropped. REPLAY: nothing is dropped, the rig is slowed down instead. */
  readonly pacing?: Pacing;
  /** Most bytes kept until they are acknowledged. More rides out longer outages. Default 64 MiB. */
  readonly resendBytes?: number;
}

/** A marker to be sent; `id` is made up when there is none. */
export interface MarkerInput {
  /** Where it happened, as a sample index. */
  readonly sample?: number;
  /** Where it happened, as a time of the rig's clock, s. */
  readonly deviceTime?: number;
  readonly description: string;
  readonly value?: string;
  /** s */
  readonly duration?: number;
  readonly id?: string;
}

/** What a RigClient tells. */
export interface RigEvents {
  notice: [notice: Notice];
  problem: [problem: Problem];
  /** The socket is lost and a new one will be tried. */
  reconnecting: [reason: string, delayMs: number];
  /** The stream goes on, on a new socket. */
  resumed: [opened: Opened];
  drain: [drain: Drain];
  /** Samples before this index may be sent. */
  credit: [untilSample: number];
  /** Every sample before this index is in the journal. */
  acknowledged: [nextSample: number];
  /** It is over; calls from now on throw the same error. */
  failed: [error: ProtocolError];
}

/** Counters since the client was made. */
export interface RigStats {
  readonly nFrames: number;
  readonly nResent: number;
  readonly nSaturated: number;
  readonly heldBytes: number;
}

const RESEND_BYTES = 64 * 1024 * 1024;
/** Above this the kernel is behind, and more is sent when it has caught up. */
const UNSENT_BYTES = 4 * 1024 * 1024;
/** Bytes of a Samples message beside its data. */
const FRAME_OVERHEAD_BYTES = 64;

interface Settler<T> {
  resolve(value: T): void;
  reject(error: ProtocolError): void;
}

/**
 * A rig's side of one stream.
 *
 * Every frame and marker is kept until the server has acknowledged it. When the socket is lost, or the server drains,
 * the client comes back with its resume token and sends the rest again, so that nothing is lost and nothing counts
 * twice. Markers have no acknowledgement of their own: one is covered by that of the next frame sent after it, or by
 * `Closed`, and until then goes out again under its id.
 */
export class RigClient extends EventEmitter<RigEvents> {
  readonly #info: StreamInfo;
  readonly #options: RigOptions;
  readonly #subprotocol: Subprotocol;
  readonly #connection: Connection<ToRig>;
  readonly #scale: Float64Array;
  readonly #sampleBytes: number;
  readonly #resendBytes: number;
  readonly #log = new ResendLog();
  readonly #markerPrefix = randomBytes(6).toString('hex');
  #nMarkers = 0;
  #sequence = 0;
  #nextSample = 0;
  #resumeToken = '';
  #stream = '';
  #maxFrameSamples = 1;
  #credit = 0;
  /** Credit of the stream when it was new. */
  #creditWindow = 0;
  #journalFull = false;
  #flushing = false;
  #waiters: Settler<void>[] = [];
  #opening: Settler<Opened> | undefined;
  #closing: (Settler<Closed> & { readonly final: boolean; sent: boolean }) | undefined;
  /** `close` has gone out on some socket, after everything else. */
  #closeSent = false;
  #failure: ProtocolError | undefined;
  #state: 'new' | 'opening' | 'open' | 'closed' = 'new';
  #nResent = 0;
  #nSaturated = 0;

  /**
   * @param address such as `ws://127.0.0.1:8420`
   * @throws {ProtocolError} STREAM_INFO_INVALID, UNKNOWN_CODE
   */
  constructor(address: string, options: RigOptions) {
    super();
    // How much is too much the server says.
    const unlimited = Number.POSITIVE_INFINITY;
    checkStreamInfo(options.info, { ...DEFAULT_LIMITS, maxChannels: unlimited, maxSfreq: unlimited });
    this.#info = options.info;
    this.#options = options;
    this.#subprotocol = options.subprotocol ?? PROTOBUF_SUBPROTOCOL;
    this.#scale = countScale(options.info);
    this.#sampleBytes = options.info.channels.length * bytesPerValue(options.info.format);
    this.#resendBytes = options.resendBytes ?? RESEND_BYTES;
    const owner: ConnectionOwner<ToRig> = {
      greeting: () => this.#greeting(),
      decode: (data) => decodeToRig(data, this.#subprotocol),
      receive: (message) => this.#receive(message),
      encodeProbe: (probe: TimeProbe) => encodeRigMessage({ probe }, this.#subprotocol),
      lost: (reason, delayMs) => this.#lost(reason, delayMs),
      failed: (error) => this.#fail(error),
    };
    this.#connection = new Connection(address, INGEST_PATH, options, this.#subprotocol, owner);
  }

  /** Name the server gave the stream; empty before it is open. */
  get stream(): string {
    return this.#stream;
  }

  /** Index of the next sample to be given. */
  get nextSample(): number {
    return this.#nextSample;
  }

  get stats(): RigStats {
    return {
      nFrames: this.#sequence,
      nResent: this.#nResent,
      nSaturated: this.#nSaturated,
      heldBytes: this.#log.heldBytes,
    };
  }

  /**
   * Opens the stream.
   * @throws {ProtocolError} why the server refuses it, or CONNECTION_REFUSED
   */
  open(): Promise<Opened> {
    if (this.#state !== 'new') throw new Error('a RigClient opens one stream, once');
    this.#state = 'opening';
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#connection.start();
    });
  }

  /**
   * Sends samples, in frames as large as the server takes. They are kept until they are acknowledged.
   *
   * A promise means: wait. It resolves when the samples have gone out and the resend buffer has room again. Samples
   * given while an earlier promise is pending are still taken as long as the buffer has room; after that they are
   * refused with RESEND_BUFFER_FULL, and become a gap unless they are given again.
   *
   * @param firstSample absolute index; may leave a gap, never goes back
   * @param data `[nSamples × nChannels]`, sample-major: values in each channel's unit, or bytes in the stream's format.
   *   Copied.
   * @param deviceTime the rig's clock when the first of them was taken, s
   * @throws {ProtocolError} FRAME_SIZE_MISMATCH, NON_FINITE_SAMPLE, RESEND_BUFFER_FULL, or why the stream failed
   */
  samples(firstSample: number, data: Float32Array | Uint8Array, deviceTime: number): Promise<void> | void {
    this.#requireOpen();
    const bytes = this.#checkFrame(firstSample, data, deviceTime);
    this.#requireRoom(bytes.length);
    const nSamples = bytes.length / this.#sampleBytes;
    for (let at = 0; at < nSamples; at += this.#maxFrameSamples) {
      const end = Math.min(nSamples, at + this.#maxFrameSamples);
      const message = encodeRigMessage(
        {
          samples: {
            sequence: this.#sequence,
            firstSample: firstSample + at,
            deviceTime: deviceTime + at / this.#info.sfreq,
            data: bytes.subarray(at * this.#sampleBytes, end * this.#sampleBytes),
          },
        },
        this.#subprotocol,
      );
      this.#log.push(message, firstSample + end, firstSample + at);
      this.#sequence = (this.#sequence + 1) >>> 0;
    }
    this.#nextSample = firstSample + nSamples;
    this.#pump();
    if (!this.#mustWait()) return;
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  /**
   * Sends a marker. It is kept, and sent again under the same id after a loss, until it is known to be in the journal.
   * @returns its id
   * @throws {ProtocolError} MARKER_INVALID, RESEND_BUFFER_FULL, or why the stream failed
   */
  marker(input: MarkerInput): string {
    this.#requireOpen();
    const id = input.id ?? `${this.#markerPrefix}-${this.#nMarkers++}`;
    const marker: Marker = { value: '', duration: 0, ...input, id };
    checkMarker(marker);
    const message = encodeRigMessage({ marker }, this.#subprotocol);
    this.#requireRoom(message.length);
    this.#log.push(message);
    this.#pump();
    return id;
  }

  /**
   * Ends the stream when everything has gone out, and waits until all of it is in the journal.
   * @param options `final` (the default): for good; otherwise the server keeps the stream open for a while
   * @throws {ProtocolError} why the stream failed before that
   */
  close(options: { readonly final: boolean } = { final: true }): Promise<Closed> {
    this.#requireOpen();
    return new Promise((resolve, reject) => {
      this.#closing = { resolve, reject, final: options.final, sent: false };
      this.#pump();
    });
  }

  /** Leaves at once, without closing the stream; what is not acknowledged is lost. Pending calls reject. */
  disconnect(): void {
    if (this.#state === 'closed') return;
    this.#connection.stop();
    this.#settleFailed(new ProtocolError('STREAM_CLOSED', 'the client was disconnected'));
  }

  #requireOpen(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#state !== 'open' || this.#closing !== undefined) throw new Error('the stream is not open');
  }

  /** @returns the samples in the stream's format */
  #checkFrame(firstSample: number, data: Float32Array | Uint8Array, deviceTime: number): Uint8Array {
    if (!Number.isSafeInteger(firstSample) || firstSample < this.#nextSample) {
      throw new RangeError(`sample ${firstSample} after ${this.#nextSample}: samples are given in order, once`);
    }
    if (!Number.isFinite(deviceTime)) throw new RangeError(`deviceTime is ${deviceTime}`);
    const { format, channels } = this.#info;
    if (data instanceof Float32Array) {
      const encoded = encodeSamples(data, format, this.#scale);
      this.#nSaturated += encoded.nSaturated;
      return encoded.data;
    }
    if (data.length % this.#sampleBytes !== 0) {
      throw new ProtocolError('FRAME_SIZE_MISMATCH', `${this.#sampleBytes} bytes per sample, got ${data.length} bytes`);
    }
    const bad = findNonFinite(data, format);
    if (bad !== -1) {
      const sample = firstSample + Math.floor(bad / channels.length);
      throw new ProtocolError(
        'NON_FINITE_SAMPLE',
        `sample ${sample} of channel ${channels[bad % channels.length]!.name}`,
      );
    }
    return data;
  }

  /** The bound is on the way in: a caller that was told to wait and does not is refused. */
  #requireRoom(nBytes: number): void {
    if (this.#waiters.length === 0 || this.#log.heldBytes + nBytes <= this.#resendBytes) return;
    throw new ProtocolError(
      'RESEND_BUFFER_FULL',
      `${this.#log.heldBytes} bytes are not acknowledged, limit ${this.#resendBytes}`,
    );
  }

  #mustWait(): boolean {
    if (this.#log.heldBytes > this.#resendBytes) return true;
    return this.#connection.established && !this.#log.drained;
  }

  #greeting(): Uint8Array | string {
    const { info, decoders = [], pacing = Pacing.LIVE, client = '' } = this.#options;
    return encodeRigMessage(
      { open: { info, resumeToken: this.#resumeToken, decoders, pacing, client } },
      this.#subprotocol,
    );
  }

  #receive(message: ToRig): void {
    if (message.ack !== undefined) this.#acknowledge(message.ack.nextSample);
    else if (message.credit !== undefined) this.#grant(message.credit.untilSample);
    else if (message.probeAnswer !== undefined) this.#connection.probeAnswered(message.probeAnswer);
    else if (message.opened !== undefined) this.#opened(message.opened);
    else if (message.notice !== undefined) this.#notice(message.notice);
    else if (message.problem !== undefined) this.#problem(message.problem);
    else if (message.drain !== undefined) {
      this.emit('drain', message.drain);
      this.#connection.drain(message.drain);
    } else if (message.closed !== undefined) this.#closed(message.closed);
  }

  #opened(opened: Opened): void {
    const first = this.#state === 'opening';
    if (!first && opened.stream !== this.#stream) {
      this.#connection.stop();
      this.#fail(new ProtocolError('RESUME_TOKEN_UNKNOWN', `asked for ${this.#stream}, got ${opened.stream}`));
      return;
    }
    this.#stream = opened.stream;
    this.#resumeToken = opened.resumeToken;
    if (first) this.#creditWindow = opened.credit - opened.nextSample;
    this.#maxFrameSamples = this.#frameSamples(opened.limits ?? DEFAULT_LIMITS);
    this.#credit = opened.credit;
    this.#journalFull = false;
    if (this.#closing !== undefined) this.#closing.sent = false;
    this.#log.acknowledge(opened.nextSample);
    this.#log.rewind();
    this.#connection.establish();
    if (first) {
      this.#nextSample = opened.nextSample;
      this.#state = 'open';
      this.#opening?.resolve(opened);
      this.#opening = undefined;
    } else {
      this.emit('resumed', opened);
    }
    this.#pump();
  }

  /** Longest frame that neither a limit nor the credit of an idle stream can stop for ever. */
  #frameSamples(limits: Limits): number {
    const share = this.#subprotocol === JSON_SUBPROTOCOL ? 3 / 4 : 1;
    const nBytes = Math.floor((limits.maxMessageBytes - 4 * FRAME_OVERHEAD_BYTES) * share);
    const byBytes = Math.floor(nBytes / this.#sampleBytes);
    const byCredit = this.#creditWindow > 0 ? Math.ceil(this.#creditWindow / 2) : Number.POSITIVE_INFINITY;
    return Math.max(1, Math.min(limits.maxSamplesPerFrame, byBytes, byCredit));
  }

  #acknowledge(nextSample: number): void {
    this.#log.acknowledge(nextSample);
    this.#release();
    this.emit('acknowledged', nextSample);
  }

  #grant(untilSample: number): void {
    this.#credit = Math.max(this.#credit, untilSample);
    this.#pump();
    this.emit('credit', this.#credit);
  }

  #notice(notice: Notice): void {
    if (notice.kind === NoticeKind.JOURNAL_FULL) this.#journalFull = true;
    if (notice.kind === NoticeKind.JOURNAL_RESUMED) {
      // What was on its way when the journal was full may have been refused.
      this.#journalFull = false;
      this.#log.rewind();
      this.#pump();
    }
    this.emit('notice', notice);
  }

  #problem(problem: Problem): void {
    if (problem.code === 'JOURNAL_FULL' && !problem.fatal) this.#journalFull = true;
    this.emit('problem', problem);
    this.#connection.problem(problem);
  }

  #closed(closed: Closed): void {
    this.#connection.stop();
    if (this.#closing === undefined) {
      this.#fail(
        new ProtocolError('STREAM_CLOSED', `the server closed ${closed.stream} at sample ${closed.endSample}`),
      );
      return;
    }
    this.#state = 'closed';
    this.#log.clear();
    this.#release();
    this.#closing.resolve(closed);
  }

  /** Sends what may be sent now. */
  #pump(): void {
    if (!this.#connection.established || this.#journalFull) return;
    while (!this.#flushing) {
      const entry = this.#log.next(this.#credit);
      if (entry === undefined) break;
      if (entry.again) this.#nResent++;
      this.#flushing = this.#connection.unsentBytes > UNSENT_BYTES;
      this.#connection.send(entry.bytes, this.#flushing ? () => this.#flushed() : undefined);
    }
    if (this.#closing !== undefined && this.#log.drained && !this.#closing.sent) {
      this.#closing.sent = true;
      this.#closeSent = true;
      this.#connection.send(encodeRigMessage({ close: { final: this.#closing.final } }, this.#subprotocol));
    }
    this.#release();
  }

  #flushed(): void {
    this.#flushing = false;
    this.#pump();
  }

  #release(): void {
    if (this.#waiters.length === 0 || this.#mustWait()) return;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve();
  }

  #lost(reason: string, delayMs: number): void {
    this.#flushing = false;
    this.#release();
    this.emit('reconnecting', reason, delayMs);
  }

  #fail(error: ProtocolError): void {
    if (this.#state === 'closed') return;
    if (this.#closedBefore(error.code)) {
      this.#closed({ stream: this.#stream, endSample: this.#nextSample });
      return;
    }
    this.#settleFailed(error);
    this.emit('failed', error);
  }

  /** The answer to a final `close` was lost with its socket, and the server says now that the stream has ended. */
  #closedBefore(code: ErrorCode): boolean {
    if (!this.#closeSent || this.#closing?.final !== true) return false;
    return code === 'STREAM_CLOSED' || (code === 'RESUME_TOKEN_UNKNOWN' && this.#log.length === 0);
  }

  #settleFailed(error: ProtocolError): void {
    this.#failure = error;
    this.#state = 'closed';
    this.#log.clear();
    this.#opening?.reject(error);
    this.#closing?.reject(error);
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}
