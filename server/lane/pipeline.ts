import { ChannelKind, encodePayload, type Init, type Payload, type StreamInfo } from '../../protocol/frame.js';
import { countScale } from '../../protocol/samples.js';
import type { ModelRunner, RunExtras, RunResult } from '../infer/model-runner.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import {
  startSignalQuality,
  watchSignal,
  type SignalQualitySettings,
  type SignalQualityState,
} from '../stream/signal-quality.js';
import type { MarkerRecord } from '../stream/record.js';
import { MISSING, NOT_CALIBRATED, VALID } from '../window/ring-buffer.js';
import { toChainIndex, toNextChainIndex } from '../window/rounding.js';
import type { MarkerRef, SequenceBound, WindowSpan } from '../window/window-span.js';
import { feedLine, fillGap, openChainLine, SLICE_SAMPLES, type ChainLine } from './chain-line.js';
import { threadIntake } from './intake.js';
import { keepStates, resetStates, restartStates, tellInterval, type DecoderLine } from './decoder-line.js';
import { placeDecoder, type DecoderPlace } from './decoder-place.js';
import {
  advanceWindows,
  decoderWindows,
  finishWindows,
  gapWindows,
  markWindows,
  nextWindowDue,
  startWindows,
} from './decoder-windows.js';
import { emptyDecodeHead, PAYLOAD_KINDS, type DecodeHead, type LaneNotice, type Suspect } from './lane-messages.js';
import { checkpointParts, readCheckpoint, type SavedPipeline } from './pipeline-state.js';
import { workspace } from './workspace.js';

/** Flat after this long without change, saturated after this long at the rail, s. */
const FLAT_SECONDS = 1;
const SATURATED_SECONDS = 0.05;

/** By the number of the quality. */
const NOTICE_OF_QUALITY = ['CHANNEL_RECOVERED', 'FLAT_CHANNEL', 'SATURATED_CHANNEL'] as const;

export interface PipelineSettings {
  readonly stream: string;
  readonly info: StreamInfo;
  /** Decoder ids (name@version); the index in here is the decoder's index everywhere. */
  readonly decoders: readonly string[];
  /** Windows of live streams older than `maxAge` seconds are dropped, and told. */
  readonly live: boolean;
  readonly maxAge: number;
  readonly suspects: readonly Suspect[];
}

/** Where decodes go. `head` and `payload` are only valid during the call. */
export interface DecodeSink {
  decode(head: DecodeHead, payload: Uint8Array, verdict: boolean): void;
  notice(notice: LaneNotice): void;
}

/** Is told before and after every run, and tries suspect windows apart from this process. */
export interface RunGuard {
  runStarts(decoderIndex: number, decoder: string, window: number, step: number, limitMs: number | undefined): void;
  runEnds(): void;
  /** Its decode has been handed on. */
  answered(): void;
  /** @returns what the model's `run` would give, or the code of how it failed again */
  probe(
    decoder: string,
    window: Float32Array,
    extras: RunExtras,
    limitMs: number | undefined,
  ): RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED';
}

/**
 * The decoding of one stream, from raw samples to payloads: preprocess → ring → windows → run → postprocess.
 *
 * Depends on the records it is given and on nothing else: the same samples, gaps and markers in the same order give the
 * same payloads, bit by bit, in a lane, in `cortexwire decode`, and after a restart. (Deadlines are the one exception, and
 * replay has none.)
 */
export class Pipeline {
  readonly #settings: PipelineSettings;
  readonly #sink: DecodeSink;
  readonly #guard: RunGuard;
  readonly #lines: ChainLine[] = [];
  readonly #decoders: DecoderLine[] = [];
  readonly #scales: Float64Array;
  readonly #qualitySettings: SignalQualitySettings;
  readonly #nChannels: number;
  readonly #head = emptyDecodeHead();
  readonly #intake = threadIntake();
  #quality: SignalQualityState;
  #nextSample = 0;
  #deviceAnchor = 0;
  #deviceTime = 0;
  #received = 0;
  #replayed = false;

  /** @param runners loaded models by decoder id; a decoder whose model is not there is left out */
  constructor(
    settings: PipelineSettings,
    runners: ReadonlyMap<string, ModelRunner>,
    sink: DecodeSink,
    guard: RunGuard,
  ) {
    this.#settings = settings;
    this.#sink = sink;
    this.#guard = guard;
    const { info } = settings;
    this.#nChannels = info.channels.length;
    this.#scales = countScale(info);
    this.#qualitySettings = Object.freeze({
      nChannels: this.#nChannels,
      sfreq: info.sfreq,
      flatSeconds: FLAT_SECONDS,
      saturatedSeconds: SATURATED_SECONDS,
      watched: Uint8Array.from(info.channels, (channel) => (isWatched(channel.kind) ? 1 : 0)),
    });
    this.#quality = startSignalQuality(this.#qualitySettings);
    const plans = settings.decoders.flatMap((id, index) => {
      const runner = runners.get(id);
      return runner === undefined ? [] : [placeDecoder(index, id, runner, info)];
    });
    for (const plan of plans) this.#decoders.push(this.#decoderLine(plan, plans));
  }

  #decoderLine(plan: DecoderPlace, plans: readonly DecoderPlace[]): DecoderLine {
    const { runner, match, index, id } = plan;
    const { manifest } = runner;
    let line = this.#lines.find((other, i) => this.#lineKeys[i] === plan.key && other.gap === manifest.gap);
    if (line === undefined) {
      const sharers = plans.filter((other) => other.key === plan.key);
      const capacity = Math.max(...sharers.map((other) => other.capacity));
      line = openChainLine(plan.chain, match, this.#nChannels, manifest.gap, capacity);
      this.#lines.push(line);
      this.#lineKeys.push(plan.key);
    }
    const inputs = manifest.inputs;
    const suspects = this.#settings.suspects.filter((suspect) => suspect.decoder === id);
    const windows = decoderWindows(manifest.when, manifest.signal.sfreq, manifest.signal.nSamples);
    const postprocessor = openPostprocess(runner);
    const modelState = inputs.some((input) => input.role === 'state') ? runner.startState() : undefined;
    return {
      index,
      id,
      runner,
      manifest,
      line,
      windows,
      reach: plan.capacity,
      mask: inputs.some((input) => input.role === 'mask') ? new Float32Array(manifest.signal.nSamples) : undefined,
      suspects: new Map(suspects.map((suspect) => [`${suspect.window}/${suspect.step}`, suspect])),
      state: startWindows(windows),
      sequence: 0,
      modelState,
      postprocessor,
      resultState: postprocessor.start(),
      extras: {
        ...(match.subject === undefined ? {} : { subject: match.subject }),
        ...(match.positions === undefined ? {} : { positions: match.positions }),
        ...(modelState === undefined ? {} : { state: modelState }),
        ...(inputs.some((input) => input.role === 'interval') ? { interval: 0 } : {}),
      },
      lastOnset: undefined,
    };
  }

  readonly #lineKeys: string[] = [];

  get nextSample(): number {
    return this.#nextSample;
  }

  /** Bytes that the stream's rings and windows take: what `describe` computes from capacity × channels. */
  get ringBytes(): number {
    return this.#lines.reduce((sum, line) => sum + line.ring.capacity * (line.chain.nChannelsOut * 8 + 2), 0);
  }

  /**
   * Takes samples as they came over the wire.
   * @param first absolute index; equals the end of what came before (gaps are told by `gap`)
   * @param deviceTime rig's clock at `first`, s  @param received server's clock, s
   * @param data little-endian values in the stream's format, `[nSamples × nChannels]`
   * @param replayed they come from the journal after a restart: no deadlines
   */
  samples(
    first: number,
    nSamples: number,
    deviceTime: number,
    received: number,
    data: Uint8Array,
    replayed: boolean,
  ): void {
    if (first !== this.#nextSample) {
      throw new Error(`samples from ${first} on, expected ${this.#nextSample}: a record is missing`);
    }
    this.#deviceAnchor = first;
    this.#deviceTime = deviceTime;
    this.#received = received;
    this.#replayed = replayed;
    const bytesPerSample = data.length / nSamples;
    const { format } = this.#settings.info;
    for (let at = 0; at < nSamples; at += SLICE_SAMPLES) {
      const n = Math.min(SLICE_SAMPLES, nSamples - at);
      const bytes = at === 0 && n === nSamples ? data : data.subarray(at * bytesPerSample, (at + n) * bytesPerSample);
      this.#slice(this.#intake.decode(bytes, format, this.#scales, n), n);
    }
  }

  #slice(raw: Float64Array, nSamples: number): void {
    for (const line of this.#lines) {
      feedLine(line, raw, this.#nChannels, nSamples);
    }
    const first = this.#nextSample;
    this.#nextSample += nSamples;
    for (const decoder of this.#decoders) {
      const spans = advanceWindows(decoder.windows, decoder.state, decoder.line.ring.end);
      for (const span of spans) this.#answer(decoder, span);
    }
    // What the channels look like is told behind the decodes, which somebody waits for.
    this.#watch(raw, first, nSamples);
  }

  #watch(raw: Float64Array, first: number, nSamples: number): void {
    const changes = watchSignal(this.#qualitySettings, this.#quality, raw, nSamples, this.#intake.restless);
    if (this.#replayed) return;
    for (const { sample, quality, channels } of changes) {
      this.#sink.notice({
        kind: NOTICE_OF_QUALITY[quality],
        start: first + sample,
        channels: channels.map((c) => this.#settings.info.channels[c]?.name ?? String(c)),
      });
    }
  }

  /**
   * Samples `[start, end)` never came. Filters start anew behind the gap; what windows see in it is the manifest's gap
   * policy. The work does not grow with the length of the gap.
   */
  gap(start: number, end: number, received: number, replayed: boolean): void {
    if (start !== this.#nextSample) throw new Error(`gap from ${start} on, expected ${this.#nextSample}`);
    this.#received = received;
    this.#replayed = replayed;
    this.#nextSample = end;
    for (const line of this.#lines) {
      line.state = line.chain.restart(line.state, end);
      this.#passGap(
        line,
        Math.max(line.ring.end, line.chain.outputIndex(end)),
        `samples ${start} to ${end} never came`,
      );
    }
  }

  /**
   * Takes a line to the end of a gap, from one answer to the next: so each is given while its samples are still in the ring,
   * and every decoder sees the gap as if it were alone.
   */
  #passGap(line: ChainLine, gapEnd: number, detail: string): void {
    const { ring, gap } = line;
    const gapStart = ring.end;
    const which = gap === 'skip' ? 'touching' : 'inside';
    const users = this.#decoders.filter((decoder) => decoder.line === line);
    for (;;) {
      for (const decoder of users) {
        const { windows, state } = decoder;
        for (const span of advanceWindows(windows, state, ring.end)) this.#answer(decoder, span);
        const run = gapWindows(windows, state, gapStart, gapEnd, which);
        if (run === undefined) continue;
        const nMissing = Math.min(run.end, gapEnd) - Math.max(run.start, gapStart);
        this.#closeWindow();
        this.#fail(decoder, run, 'GAP', detail, nMissing / (run.end - run.start));
      }
      if (ring.end === gapEnd) break;
      const due = Math.min(gapEnd, ...users.map(({ windows, state }) => nextWindowDue(windows, state)));
      fillGap(line, due - ring.end);
    }
    for (const decoder of users) resetStates(decoder, 'gap');
  }

  /** Takes a marker whose onset was resolved to a sample. */
  marker(record: MarkerRecord, replayed: boolean): void {
    this.#replayed = replayed;
    for (const decoder of this.#decoders) {
      const { windows, state, line } = decoder;
      const marker: MarkerRef = {
        index: toChainIndex(record.sample, line.chain.sfreqIn, line.chain.sfreqOut),
        next: toNextChainIndex(record.sample, line.chain.sfreqIn, line.chain.sfreqOut),
        sample: record.sample,
        description: record.description,
        value: record.value,
        duration: record.duration,
      };
      const oldest = Math.max(line.ring.oldest, line.ring.end - decoder.reach);
      decoder.postprocessor.note?.(decoder.resultState, marker);
      const refused = markWindows(windows, state, marker, oldest);
      if (refused !== undefined) this.#answer(decoder, refused);
      for (const span of advanceWindows(windows, state, line.ring.end)) this.#answer(decoder, span);
    }
  }

  /** The stream has ended: what still waits for samples is answered with STREAM_ENDED. */
  finish(): void {
    for (const decoder of this.#decoders) {
      for (const span of finishWindows(decoder.windows, decoder.state, decoder.line.ring.end))
        this.#answer(decoder, span);
    }
  }

  // ------------------------------------------------------------ one window

  /** @returns now */
  #closeWindow(): number {
    const closed = monotonicSeconds();
    this.#head.windowClosed = closed;
    this.#head.queued = closed;
    this.#head.inferStart = closed;
    this.#head.inferEnd = closed;
    return closed;
  }

  #answer(decoder: DecoderLine, span: WindowSpan): void {
    if (span.bound !== undefined) return this.#turn(decoder, span, span.bound);
    const closed = this.#closeWindow();
    if (span.failure !== undefined) return this.#fail(decoder, span, span.failure.code, span.failure.detail);
    const { ring, gap } = decoder.line;
    const nSamples = span.end - span.start;
    const view = ring.view(span.start, nSamples);
    const validity = ring.validity(span.start, nSamples);
    if (view === undefined || validity === undefined) {
      return this.#fail(decoder, span, 'MARKER_TOO_LATE', `samples from ${span.start} on are no longer there`);
    }
    let missing = 0;
    for (let i = 0; i < nSamples && !ring.isValidFrom(span.start); i++) {
      const code = validity[i];
      if (code === NOT_CALIBRATED) {
        return this.#fail(decoder, span, 'NOT_CALIBRATED', 'the calibration span is not complete yet');
      }
      if (code === MISSING) missing++;
    }
    if (missing > 0 && gap === 'skip') {
      return this.#fail(decoder, span, 'GAP', `${missing} of ${nSamples} samples never came`, missing / nSamples);
    }
    if (missing === nSamples) return this.#fail(decoder, span, 'GAP', 'none of the samples came', 1);
    if (this.#settings.live && !this.#replayed && closed - this.#received > this.#settings.maxAge) {
      const age = (closed - this.#received).toFixed(2);
      return this.#fail(decoder, span, 'WINDOW_DROPPED', `${age} s old, limit ${this.#settings.maxAge} s`);
    }
    let window: Float32Array | undefined;
    try {
      window = this.#prepare(decoder, span, view, validity);
    } catch (error) {
      // A sequence ended before the interval that a step needs.
      if (!(error instanceof RangeError)) throw error;
      return this.#fail(decoder, span, 'MODEL_FAILED', error.message, missing / nSamples);
    }
    if (window === undefined) {
      return this.#fail(decoder, span, 'GAP', 'none of the samples of the baseline came', missing / nSamples);
    }
    if (span.marker !== undefined) tellInterval(decoder, span.marker.sample, this.#settings.info.sfreq);
    const suspect = decoder.suspects.size === 0 ? undefined : decoder.suspects.get(`${span.window}/${span.step}`);
    const result = suspect === undefined ? this.#run(decoder, span, window) : this.#retry(decoder, suspect, window);
    this.#head.inferEnd = monotonicSeconds();
    this.#tell(decoder, span, result, missing / nSamples, suspect !== undefined);
    this.#guard.answered();
  }

  /** Makes a decode of what came out of a run. */
  #tell(
    decoder: DecoderLine,
    span: WindowSpan,
    result: RunResult | string,
    missing: number,
    wasSuspect: boolean,
  ): void {
    if (typeof result === 'string') {
      restartStates(decoder);
      const detail =
        result === 'MODEL_FAILED' ? this.#failure : 'twice in the same window; the model starts anew behind it';
      return this.#fail(decoder, span, result, detail, missing, wasSuspect);
    }
    const parts = decoder.postprocessor.answer(decoder.resultState, result.output, result.shape, span);
    // A state that went with an output of no use would spoil every window behind it.
    if (parts.kind === 'failure') restartStates(decoder);
    else {
      if (result.state !== undefined) keepStates(decoder, result.state);
      decoder.lastOnset = span.marker?.sample;
    }
    this.#emit(decoder, span, { ...parts, missing }, false);
  }

  #failure = '';

  /** A sequence begins, or ends: with a final answer, and before it why, where its end marker did not come. */
  #turn(decoder: DecoderLine, span: WindowSpan, bound: SequenceBound): void {
    const { postprocessor, resultState } = decoder;
    if (bound.kind === 'begin') {
      resetStates(decoder, 'sequence');
      postprocessor.begin?.(resultState);
      return;
    }
    this.#closeWindow();
    const { failure } = span;
    if (failure !== undefined) {
      this.#fail(decoder, { ...span, step: 0, final: false }, failure.code, failure.detail);
    }
    const parts = postprocessor.finish?.(resultState, { ...bound, endMarker: span.endMarker });
    if (parts !== undefined) this.#emit(decoder, span, parts, false);
  }

  /**
   * The window as the model wants it: the ring's own memory where nothing must be done to it, else a copy. Undefined when
   * what a step depends on never came. Values that are held stand for samples, zeros do not.
   *
   * @throws {RangeError} when the window does not have the samples that a step needs
   */
  #prepare(
    decoder: DecoderLine,
    span: WindowSpan,
    view: Float32Array<ArrayBuffer>,
    validity: Uint8Array<ArrayBuffer>,
  ): Float32Array<ArrayBuffer> | undefined {
    const { manifest, line, mask } = decoder;
    const { nChannelsOut, windowSteps } = line.chain;
    const nAvailable = span.end - span.start;
    const nSamples = decoder.windows.kind === 'sequence' ? nAvailable : manifest.signal.nSamples;
    if (mask !== undefined) {
      mask.fill(0);
      for (let i = 0; i < nAvailable; i++) mask[i] = validity[i] === VALID ? 1 : 0;
      decoder.extras.mask = mask.subarray(0, nSamples);
    }
    if (windowSteps.length === 0 && nAvailable === nSamples) return view;
    const window = workspace.window(nSamples * nChannelsOut);
    window.set(view);
    const before = span.marker === undefined ? 0 : span.start - span.marker.index;
    const there = line.gap === 'hold' ? undefined : validity;
    for (const step of windowSteps) {
      if (!step.apply(window, nAvailable, nChannelsOut, before, there)) return undefined;
    }
    window.fill(0, nAvailable * nChannelsOut);
    return window;
  }

  #run(decoder: DecoderLine, span: WindowSpan, window: Float32Array): RunResult | 'MODEL_FAILED' {
    this.#guard.runStarts(decoder.index, decoder.id, span.window, span.step, decoder.manifest.maxRunMs);
    this.#head.inferStart = monotonicSeconds();
    try {
      return decoder.runner.run(window, decoder.extras);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      return 'MODEL_FAILED';
    } finally {
      this.#guard.runEnds();
    }
  }

  #retry(decoder: DecoderLine, suspect: Suspect, window: Float32Array): RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED' {
    if (suspect.verdict === 'answered') return suspect.code;
    return this.#guard.probe(decoder.id, window, decoder.extras, decoder.manifest.maxRunMs);
  }

  #fail(decoder: DecoderLine, span: WindowSpan, code: string, detail: string, missing = 0, verdict = false): void {
    const failure = { code, detail, count: span.count };
    this.#emit(decoder, span, { kind: 'failure', failure, missing }, verdict);
  }

  #emit(decoder: DecoderLine, span: WindowSpan, parts: Init<Payload>, verdict: boolean): void {
    const { up, down } = decoder.line.chain.ratio;
    const start = Math.floor((span.start * down) / up);
    const end = span.end > span.start ? Math.floor(((span.end - 1) * down) / up) + 1 : start;
    const payload: Init<Payload> = {
      start,
      end,
      window: span.window,
      step: span.step,
      final: span.final,
      kind: 'failure',
      missing: 0,
      truth: span.marker === undefined || span.bound !== undefined ? '' : decoder.postprocessor.truthOf(span.marker),
      marker: span.marker?.description ?? '',
      ...parts,
    };
    const head = this.#head;
    const { sfreq } = this.#settings.info;
    head.decoderIndex = decoder.index;
    head.sequence = decoder.sequence++;
    head.deviceTime = this.#deviceTime + (end - 1 - this.#deviceAnchor) / sfreq;
    head.oldestDeviceTime = this.#deviceTime + (start - this.#deviceAnchor) / sfreq;
    head.received = this.#received;
    head.window = span.window;
    head.step = span.step;
    head.kind = PAYLOAD_KINDS.indexOf(payload.kind as (typeof PAYLOAD_KINDS)[number]);
    this.#sink.decode(head, encodePayload(payload), verdict);
  }

  // ------------------------------------------------------------ checkpoints

  /** Everything the rest of the stream depends on, as bytes in parts; valid until the next record. */
  save(): Uint8Array[] {
    return checkpointParts({
      nextSample: this.#nextSample,
      deviceAnchor: this.#deviceAnchor,
      deviceTime: this.#deviceTime,
      received: this.#received,
      quality: this.#quality,
      lines: this.#lines.map(({ state, ring }, i) => ({
        key: this.#lineKeys[i]!,
        state,
        ring: ring.save(ring.capacity),
      })),
      decoders: this.#decoders.map(({ id, state, sequence, modelState, resultState, lastOnset }) => {
        return { id, state, sequence, modelState, resultState, lastOnset };
      }),
    });
  }

  /**
   * Goes on where `save` was called. A decoder whose model has gone since is left out, and one that the saved pipeline
   * did not have, too: it has missed what came before.
   * @param bytes the parts, one behind the other, at a multiple of 4; not kept
   * @throws {Error} when the bytes belong to decoders of the same names that are others
   */
  restore(bytes: Uint8Array): void {
    const saved = readCheckpoint(bytes);
    this.#leaveOut(saved);
    this.#nextSample = saved.nextSample;
    this.#deviceAnchor = saved.deviceAnchor;
    this.#deviceTime = saved.deviceTime;
    this.#received = saved.received;
    this.#quality = saved.quality;
    this.#lines.forEach((line, i) => {
      const { state, ring } = found(saved.lines, ({ key }) => key === this.#lineKeys[i]);
      line.state = state;
      line.ring.restore(ring);
    });
    this.#decoders.forEach((line) => {
      const decoder = found(saved.decoders, ({ id }) => id === line.id);
      line.state = decoder.state;
      line.sequence = decoder.sequence;
      if (decoder.modelState !== undefined) keepStates(line, decoder.modelState);
      if (decoder.resultState !== undefined) line.resultState = decoder.resultState;
      line.lastOnset = decoder.lastOnset;
    });
  }

  #leaveOut(saved: SavedPipeline): void {
    const decoders = this.#decoders.filter(({ id }) => saved.decoders.some((other) => other.id === id));
    this.#decoders.splice(0, this.#decoders.length, ...decoders);
    const isUsed = this.#lines.map((line) => decoders.some((decoder) => decoder.line === line));
    this.#lineKeys.splice(0, isUsed.length, ...this.#lineKeys.filter((_, i) => isUsed[i]));
    this.#lines.splice(0, isUsed.length, ...this.#lines.filter((_, i) => isUsed[i]));
  }
}

function found<T>(saved: readonly T[], isWanted: (one: T) => boolean): T {
  const one = saved.find(isWanted);
  if (one === undefined) throw new Error('the checkpoint belongs to other decoders');
  return one;
}

/** Stimulus and unknown channels rest at one value by nature. */
function isWatched(kind: StreamInfo['channels'][number]['kind']): boolean {
  return kind !== ChannelKind.STIM && kind !== ChannelKind.MISC;
}
