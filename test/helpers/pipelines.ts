import type { Manifest } from '../../models/manifest.js';
import { ChannelKind, decodePayload, SampleFormat, Unit, type Payload, type StreamInfo } from '../../protocol/frame.js';
import { countScale, encodeSamples } from '../../protocol/samples.js';
import type { ModelRunner, RunExtras, RunResult } from '../../server/infer/model-runner.js';
import type { DecodeHead, LaneNotice, Suspect } from '../../server/lane/lane-messages.js';
import { Pipeline, type PipelineSettings, type RunGuard } from '../../server/lane/pipeline.js';
import { noise } from './stage-runs.js';

/** EEG in µV with these channels. */
export function eegInfo(names: readonly string[], sfreq: number, change: Partial<StreamInfo> = {}): StreamInfo {
  return {
    name: 'test',
    sourceId: '',
    subject: '',
    session: '',
    device: '',
    sfreq,
    format: SampleFormat.FLOAT32,
    simulated: true,
    ...change,
    channels: names.map((name, c) => ({
      name,
      kind: ChannelKind.EEG,
      unit: Unit.MICROVOLT,
      position: [0.01 * c, 0.02, 0.03],
      orientation: [],
      scale: 0.1,
    })),
  };
}

/** What a stream consists of, in its order. */
export type Step =
  | { readonly kind: 'samples'; readonly n: number }
  | { readonly kind: 'gap'; readonly n: number }
  /** `at` counts from the sample that comes next: below 0 the marker is late. */
  | { readonly kind: 'marker'; readonly at: number; readonly description: string; readonly value?: string };

export interface Answer {
  readonly decoder: number;
  readonly sequence: number;
  readonly bytes: string;
  readonly payload: Payload;
  readonly verdict: boolean;
  readonly head: DecodeHead;
}

/** A pipeline that is fed by steps and keeps what it answered. */
export class PipelineRun {
  readonly answers: Answer[] = [];
  readonly notices: LaneNotice[] = [];
  readonly pipeline: Pipeline;
  readonly info: StreamInfo;
  /** Values of the stream, by sample; they come again when the stream is longer. */
  readonly signal: Float32Array;
  received = 0;
  replayed = false;

  constructor(
    info: StreamInfo,
    runners: ReadonlyMap<string, ModelRunner>,
    options: { signal?: Float32Array; guard?: RunGuard; settings?: Partial<PipelineSettings> } = {},
  ) {
    this.info = info;
    this.signal = options.signal ?? Float32Array.from(noise(4096, info.channels.length, 5));
    const settings: PipelineSettings = {
      stream: 'test',
      info,
      decoders: [...runners.keys()],
      live: false,
      maxAge: 5,
      suspects: [] as Suspect[],
      ...options.settings,
    };
    this.pipeline = new Pipeline(
      settings,
      runners,
      {
        decode: (head, payload, verdict) =>
          this.answers.push({
            decoder: head.decoderIndex,
            sequence: head.sequence,
            bytes: Buffer.from(payload).toString('hex'),
            payload: decodePayload(payload),
            verdict,
            head: { ...head },
          }),
        notice: (notice) => this.notices.push(notice),
      },
      options.guard ?? NO_GUARD,
    );
  }

  get nChannels(): number {
    return this.info.channels.length;
  }

  /** A checkpoint, as it would be read from its file. */
  saved(): Buffer {
    return Buffer.concat(this.pipeline.save());
  }

  /** Samples `[start, start + n)`, `[n x nChannels]`. */
  values(start: number, n: number): Float32Array {
    const length = this.signal.length / this.nChannels;
    const values = new Float32Array(n * this.nChannels);
    for (let i = 0; i < n; i++) {
      const from = ((start + i) % length) * this.nChannels;
      values.set(this.signal.subarray(from, from + this.nChannels), i * this.nChannels);
    }
    return values;
  }

  /** @param sizes of the chunks that samples come in, one after the other and again from the first; none: one chunk */
  play(steps: readonly Step[], sizes: readonly number[] = []): this {
    for (const step of steps) this.step(step, sizes);
    return this;
  }

  #turn = 0;

  step(step: Step, sizes: readonly number[] = []): void {
    const { pipeline } = this;
    const at = pipeline.nextSample;
    if (step.kind === 'gap') pipeline.gap(at, at + step.n, this.received, this.replayed);
    else if (step.kind === 'marker') {
      const { description, value = '' } = step;
      const sample = Math.max(0, at + step.at);
      pipeline.marker({ sample, description, value, duration: 0, id: '', arrived: at }, this.replayed);
    } else {
      for (let done = 0; done < step.n;) {
        const size = sizes.length === 0 ? step.n : sizes[this.#turn++ % sizes.length]!;
        const n = Math.min(size, step.n - done);
        this.samples(at + done, n);
        done += n;
      }
    }
  }

  samples(first: number, n: number): void {
    const { info } = this;
    const { data } = encodeSamples(this.values(first, n), info.format, countScale(info));
    this.pipeline.samples(first, n, first / info.sfreq, this.received, data, this.replayed);
  }

  finish(): this {
    this.pipeline.finish();
    return this;
  }

  /** Payloads of each decoder, in hex, by its sequence numbers. */
  payloads(): string[][] {
    const lists: string[][] = [];
    for (const { decoder, sequence, bytes } of this.answers) {
      const list = (lists[decoder] ??= []);
      if (sequence !== list.length) throw new Error(`decoder ${decoder}: answer ${sequence} after ${list.length}`);
      list.push(bytes);
    }
    return lists;
  }
}

const NO_GUARD: RunGuard = {
  runStarts: () => undefined,
  runEnds: () => undefined,
  answered: () => undefined,
  probe: () => 'MODEL_CRASHED',
};

/** A model that is a function: for windows of any length, and for what no graph does on purpose. */
export function functionRunner(
  manifest: Manifest,
  run: (window: Float32Array, extras: RunExtras) => RunResult,
): ModelRunner {
  const states = manifest.inputs.filter((input) => input.role === 'state');
  const runner = {
    dir: '',
    manifest,
    nSamples: manifest.signal.nSamples,
    run,
    startState: () => states.map((input) => new Float32Array(input.shape.reduce((size, length) => size * length, 1))),
    release: () => undefined,
  };
  return runner as unknown as ModelRunner;
}

/** Answers with the whole window, and behind it the mask where it gets one. */
export function echo(window: Float32Array, extras: RunExtras): RunResult {
  const output = Float32Array.from([...window, ...(extras.mask ?? [])]);
  return { output, shape: [output.length] };
}

/** Values of an embedding. */
export function embedding(payload: Payload): number[] {
  return [...new Float32Array(new Uint8Array(payload.embedding!.data).buffer)];
}
