import { deserialize, serialize } from 'node:v8';
import { ChannelKind, encodePayload, type Init, type Payload, type StreamInfo } from '../../protocol/frame.js';
import { countScale, decodeSamples } from '../../protocol/samples.js';
import type { StreamMatch } from '../../models/contract.js';
import type { Manifest } from '../../models/manifest.js';
import type { ModelRunner, RunExtras, RunResult } from '../infer/model-runner.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import { openPostprocess } from '../postprocess/postprocess.js';
import type { Postprocessor, PostprocessState } from '../postprocess/postprocessor.js';
import type { Chain, ChainState } from '../preprocess/chain.js';
import {
  startSignalQuality,
  watchSignal,
  type SignalQualitySettings,
  type SignalQualityState,
} from '../stream/signal-quality.js';
import type { MarkerRecord } from '../stream/record.js';
import { MISSING, NOT_CALIBRATED, RingBuffer, VALID, type RingState } from '../window/ring-buffer.js';
import { toChainIndex } from '../window/rounding.js';
import type { MarkerRef, WindowSpan } from '../window/window-span.js';
import {
  advanceWindows,
  decoderWindows,
  finishWindows,
  gapWindows,
  markWindows,
  nextWindowDue,
  startWindows,
  type DecoderWindows,
  type WindowsState,
} from './decoder-windows.js';
import { planDecoder } from './decoder-plan.js';
import { emptyDecodeHead, type DecodeHead, type LaneNotice, type Suspect } from './lane-messages.js';

/** Samples are worked on in slices of at most this many, so that rings and scratch stay small however large a frame is. */
const SLICE_SAMPLES = 128;

/** How late a marker may come after its epoch's end, s: rings keep that much more. */
const LATE_MARKER_SECONDS = 2;

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
  /** @returns what the model's `run` would give, or the code of how it failed again */
  probe(
    decoder: string,
    window: Float32Array,
    extras: RunExtras,
    limitMs: number | undefined,
  ): RunResult | 'MODEL_HUNG' | 'MODEL_CRASHED';
}

/** One preprocessing chain, shared by all decoders of the stream that need the same signal. */
interface ChainLine {
  readonly chain: Chain;
  readonly picks: Int32Array;
  readonly scale: Float64Array;
  readonly gap: Manifest['gap'];
  readonly ring: RingBuffer;
  readonly input: Float64Array;
  readonly output: Float64Array;
  state: ChainState;
}

interface DecoderLine {
  readonly index: number;
  readonly id: string;
  readonly runner: ModelRunner;
  readonly manifest: Manifest;
  readonly line: ChainLine;
  readonly windows: DecoderWindows;
  /** Samples back from the newest that this decoder may count on, however much more a shared ring keeps. */
  readonly reach: number;
  readonly scratch: Float32Array<ArrayBuffer>;
  readonly mask: Float32Array<ArrayBuffer> | undefined;
  readonly suspects: Map<string, Suspect>;
  readonly postprocessor: Postprocessor;
  /** What the model is given beside the signal; mask and state change from run to run. */
  readonly extras: RunExtras;
  state: WindowsState;
  sequence: number;
  modelState: Float32Array[] | undefined;
  resultState: PostprocessState;
}

/** What a checkpoint holds. Plain data. */
interface SavedPipeline {
  readonly version: 1;
  readonly nextSample: number;
  readonly deviceAnchor: number;
  readonly deviceTime: number;
  readonly received: number;
  readonly quality: SignalQualityState;
  readonly lines: readonly { key: string; state: ChainState; ring: RingState }[];
  readonly decoders: readonly {
    id: string;
    state: WindowsState;
    sequence: number;
    modelState: Float32Array[] | undefined;
    resultState: PostprocessState;
  }[];
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
  readonly #raw: Float64Array;
  readonly #scales: Float64Array;
  readonly #qualitySettings: SignalQualitySettings;
  readonly #nChannels: number;
  readonly #head = emptyDecodeHead();
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
    this.#raw = new Float64Array(SLICE_SAMPLES * this.#nChannels);
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
      line = this.#chainLine(plan, Math.max(...sharers.map((other) => other.capacity)));
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
      scratch: new Float32Array(manifest.signal.nSamples * line.chain.nChannelsOut),
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
      },
    };
  }

  readonly #lineKeys: string[] = [];

  #chainLine(plan: DecoderPlace, capacity: number): ChainLine {
    const { chain, match } = plan;
    return {
      chain,
      picks: match.picks,
      scale: match.scaleToDsp,
      gap: plan.runner.manifest.gap,
      ring: new RingBuffer(capacity, chain.nChannelsOut),
      input: new Float64Array(SLICE_SAMPLES * match.picks.length),
      output: new Float64Array(chain.maxOutput(SLICE_SAMPLES) * chain.nChannelsOut),
      state: chain.start(0),
    };
  }

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
    for (let at = 0; at < nSamples; at += SLICE_SAMPLES) {
      const n = Math.min(SLICE_SAMPLES, nSamples - at);
      const bytes = at === 0 && n === nSamples ? data : data.subarray(at * bytesPerSample, (at + n) * bytesPerSample);
      decodeSamples(bytes, this.#settings.info.format, this.#scales, this.#raw);
      this.#slice(n);
    }
  }

  #slice(nSamples: number): void {
    this.#watch(nSamples);
    for (const line of this.#lines) {
      pick(this.#raw, this.#nChannels, nSamples, line.picks, line.scale, line.input);
      const n = line.chain.step(line.state, line.input, nSamples, line.output);
      appendClean(line, n);
    }
    this.#nextSample += nSamples;
    for (const decoder of this.#decoders) {
      const spans = advanceWindows(decoder.windows, decoder.state, decoder.line.ring.end);
      for (const span of spans) this.#answer(decoder, span);
    }
  }

  #watch(nSamples: number): void {
    const changes = watchSignal(this.#qualitySettings, this.#quality, this.#raw, nSamples);
    if (this.#replayed) return;
    for (const { sample, quality, channels } of changes) {
      this.#sink.notice({
        kind: NOTICE_OF_QUALITY[quality],
        start: this.#nextSample + sample,
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
    for (const decoder of users) {
      if (decoder.modelState === undefined || !resetsOnGap(decoder.manifest)) continue;
      this.#keepState(decoder, decoder.runner.startState());
    }
  }

  /** Takes a marker whose onset was resolved to a sample. */
  marker(record: MarkerRecord, replayed: boolean): void {
    this.#replayed = replayed;
    for (const decoder of this.#decoders) {
      const { windows, state, line } = decoder;
      const marker: MarkerRef = {
        index: toChainIndex(record.sample, line.chain.sfreqIn, line.chain.sfreqOut),
        sample: record.sample,
        description: record.description,
        value: record.value,
        duration: record.duration,
      };
      const oldest = Math.max(line.ring.oldest, line.ring.end - decoder.reach);
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
    for (let i = 0; i < nSamples; i++) {
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
    const suspect = decoder.suspects.get(`${span.window}/${span.step}`);
    const result = suspect === undefined ? this.#run(decoder, span, window) : this.#retry(decoder, suspect, window);
    this.#head.inferEnd = monotonicSeconds();
    if (typeof result === 'string') {
      if (decoder.modelState !== undefined) this.#keepState(decoder, decoder.runner.startState());
      const detail =
        result === 'MODEL_FAILED' ? this.#failure : 'twice in the same window; the model starts anew behind it';
      return this.#fail(decoder, span, result, detail, missing / nSamples, suspect !== undefined);
    }
    const { marker, step } = span;
    const parts = decoder.postprocessor.answer(decoder.resultState, result.output, result.shape, { marker, step });
    if (result.state !== undefined) {
      // A state that went with an output of no use would spoil every window behind it.
      this.#keepState(decoder, parts.kind === 'failure' ? decoder.runner.startState() : result.state);
    }
    this.#emit(decoder, span, { ...parts, missing: missing / nSamples }, false);
  }

  #failure = '';

  #keepState(decoder: DecoderLine, state: Float32Array[]): void {
    decoder.modelState = state;
    decoder.extras.state = state;
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
    const window = decoder.scratch.subarray(0, nSamples * nChannelsOut);
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
      truth: span.marker === undefined ? '' : decoder.postprocessor.truthOf(span.marker),
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
    this.#sink.decode(head, encodePayload(payload), verdict);
  }

  // ------------------------------------------------------------ checkpoints

  /** Everything the rest of the stream depends on, as bytes. */
  save(): Buffer {
    const saved: SavedPipeline = {
      version: 1,
      nextSample: this.#nextSample,
      deviceAnchor: this.#deviceAnchor,
      deviceTime: this.#deviceTime,
      received: this.#received,
      quality: this.#quality,
      lines: this.#lines.map((line, i) => ({
        key: this.#lineKeys[i]!,
        state: line.state,
        ring: line.ring.save(line.ring.capacity),
      })),
      decoders: this.#decoders.map(({ id, state, sequence, modelState, resultState }) => {
        return { id, state, sequence, modelState, resultState };
      }),
    };
    return serialize(saved);
  }

  /**
   * Goes on where `save` was called. A decoder whose model has gone since is left out, and one that the saved pipeline
   * did not have, too: it has missed what came before.
   * @throws {Error} when the bytes belong to decoders of the same names that are others
   */
  restore(bytes: Uint8Array): void {
    // What is restored lies in the memory that is read: a copy, so that nobody else's bytes change with the state.
    const saved = deserialize(Buffer.from(bytes)) as SavedPipeline;
    if (saved.version !== 1) throw new Error(`the checkpoint is of version ${String(saved.version)}, not 1`);
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
      if (decoder.modelState !== undefined) this.#keepState(line, decoder.modelState);
      if (decoder.resultState !== undefined) line.resultState = decoder.resultState;
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

/** A decoder's place in the pipeline, before chains are shared. */
interface DecoderPlace {
  readonly index: number;
  readonly id: string;
  readonly runner: ModelRunner;
  readonly match: StreamMatch;
  readonly chain: Chain;
  /** Decoders with the same key need the same signal. */
  readonly key: string;
  /** Samples of the chain's output that must be kept. */
  readonly capacity: number;
}

function placeDecoder(index: number, id: string, runner: ModelRunner, info: StreamInfo): DecoderPlace {
  const { manifest } = runner;
  const plan = planDecoder(manifest, info);
  if (!plan.ok) throw new Error(`${id} does not take stream ${info.name}: ${plan.detail}`);
  const { match, chain } = plan;
  const key = JSON.stringify([chain.key, [...match.picks], [...match.scaleToDsp], manifest.gap]);
  const late = manifest.when.kind === 'sliding' ? 0 : Math.ceil(LATE_MARKER_SECONDS * chain.sfreqOut);
  const reach = manifest.when.kind === 'epoch' ? Math.max(0, -Math.floor(manifest.when.tmin * chain.sfreqOut)) : 0;
  const capacity = manifest.signal.nSamples + reach + late + chain.maxOutput(SLICE_SAMPLES);
  return { index, id, runner, match, chain, key, capacity };
}

function pick(
  raw: Float64Array,
  nChannels: number,
  nSamples: number,
  picks: Int32Array,
  scale: Float64Array,
  input: Float64Array,
): void {
  const nPicks = picks.length;
  for (let t = 0, to = 0; t < nSamples; t++) {
    const row = t * nChannels;
    for (let k = 0; k < nPicks; k++, to++) {
      const channel = picks[k]!;
      input[to] = channel < 0 ? 0 : raw[row + channel]! * scale[k]!;
    }
  }
}

/** Adds the chain's newest output to the ring; what came out before the calibration was fitted is marked. */
function appendClean(line: ChainLine, nSamples: number): void {
  const { chain, ring, output } = line;
  const nRaw = Math.max(0, Math.min(nSamples, chain.readyFrom(line.state) - ring.end));
  if (nRaw > 0) ring.append(output, nRaw, NOT_CALIBRATED);
  if (nRaw === 0) ring.append(output, nSamples, VALID);
  else if (nRaw < nSamples) ring.append(output.subarray(nRaw * chain.nChannelsOut), nSamples - nRaw, VALID);
}

/** What the ring shows where samples never came: zeros, or the last value held. */
function fillGap(line: ChainLine, nSamples: number): void {
  if (nSamples <= 0) return;
  const held = line.gap === 'hold' ? line.ring.holdValue(line.ring.end) : undefined;
  if (held === undefined) return line.ring.skip(nSamples, MISSING);
  const touched = Math.min(nSamples, line.ring.capacity);
  const nChannels = line.chain.nChannelsOut;
  const rows = new Float64Array(touched * nChannels);
  for (let t = 0; t < touched; t++) rows.set(held, t * nChannels);
  line.ring.skip(nSamples - touched, MISSING);
  line.ring.append(rows, touched, MISSING);
}

function resetsOnGap(manifest: Manifest): boolean {
  return manifest.inputs.some((input) => input.role === 'state' && input.reset === 'gap');
}

/** Stimulus and unknown channels rest at one value by nature. */
function isWatched(kind: StreamInfo['channels'][number]['kind']): boolean {
  return kind !== ChannelKind.STIM && kind !== ChannelKind.MISC;
}
