import { decodePayload, type StreamInfo } from '../../protocol/frame.js';
import type { ModelEntry } from '../../models/repository.js';
import { ModelDirectory } from '../app/model-directory.js';
import { ModelRunner } from '../infer/model-runner.js';
import { planDecoder } from '../lane/decoder-plan.js';
import { Pipeline, type DecodeSink, type RunGuard } from '../lane/pipeline.js';
import type { Recording } from '../rig/recording.js';
import { decodeLine, decodeText, type DecodeLine } from './decode-line.js';
import { Scoreboard } from './scoreboard.js';
import { CommandError, Progress, type Terminal } from './terminal.js';

export interface DecodeOptions {
  readonly models: readonly string[];
  /** Names or ids; at least one. */
  readonly model: readonly string[];
  readonly format: 'text' | 'jsonl';
  /** Samples that the pipeline is given at a time. */
  readonly chunk: number;
  /** Marker descriptions to be replaced; an empty one drops the marker. */
  readonly rename: ReadonlyMap<string, string>;
  /** Name in the `stream` column. */
  readonly name: string;
}

/** Nobody watches over offline runs: a model that hangs here is the user's to interrupt. */
const NO_GUARD: RunGuard = {
  runStarts: () => undefined,
  runEnds: () => undefined,
  answered: () => undefined,
  probe: () => 'MODEL_CRASHED',
};

/** Decodes a recording with the server's own pipeline, without sockets and without waiting. */
export function decodeRecording(recording: Recording, options: DecodeOptions, terminal: Terminal): void {
  const directory = new ModelDirectory(options.models);
  const entries = options.model.map((name) => requireModel(directory, name, recording.info));
  const runners = new Map(entries.map((entry) => [entry.id, ModelRunner.load(entry)]));
  for (const note of recording.notes) terminal.err.write(`note: ${note}\n`);
  const progress = new Progress(terminal);
  const scoreboard = new Scoreboard();
  const decoders = entries.map((entry) => entry.id);
  const { info } = recording;
  const sink: DecodeSink = {
    decode: (head, payload) => {
      const decoder = decoders[head.decoderIndex] ?? '';
      const line = decodeLine(options.name, decoder, head.sequence, decodePayload(payload), null);
      scoreboard.add(line);
      progress.clear();
      terminal.out.write(`${formatLine(line, options.format, info.sfreq)}\n`);
    },
    notice: ({ kind, start, channels }) => {
      progress.clear();
      terminal.err.write(`${kind} at ${(start / info.sfreq).toFixed(2)} s: ${channels.join(', ')}\n`);
    },
  };
  const settings = { stream: options.name, info, decoders, live: false, maxAge: Infinity, suspects: [] };
  const pipeline = new Pipeline(settings, runners, sink, NO_GUARD);
  feed(pipeline, recording, options, (sample) => {
    progress.show(`decoded ${(sample / info.sfreq).toFixed(0)} of ${(recording.nSamples / info.sfreq).toFixed(0)} s`);
  });
  pipeline.finish();
  progress.clear();
  for (const runner of runners.values()) runner.release();
  for (const line of scoreboard.lines()) terminal.err.write(`${line}\n`);
}

export function formatLine(line: DecodeLine, format: 'text' | 'jsonl', sfreq: number): string {
  return format === 'jsonl' ? JSON.stringify(line) : decodeText(line, sfreq);
}

/** Gives the pipeline what a rig would send, in the order in which it would: a marker goes before its sample. */
function feed(
  pipeline: Pipeline,
  recording: Recording,
  { chunk, rename }: DecodeOptions,
  report: (sample: number) => void,
): void {
  const { info, gaps, nSamples } = recording;
  const markers = recording.markers;
  let nextMarker = 0;
  const marks = (until: number): void => {
    for (
      let marker = markers[nextMarker];
      marker !== undefined && marker.sample < until;
      marker = markers[++nextMarker]
    ) {
      const description = rename.get(marker.description) ?? marker.description;
      if (description === '') continue;
      const { sample, value, duration } = marker;
      pipeline.marker({ sample, description, value, duration, id: '', arrived: pipeline.nextSample }, false);
    }
  };
  let at = 0;
  for (const gap of [...gaps, { start: nSamples, end: nSamples }]) {
    while (at < gap.start) {
      const n = Math.min(chunk, gap.start - at);
      marks(at + n);
      const data = recording.read(at, n);
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      pipeline.samples(at, n, at / info.sfreq, 0, bytes, false);
      at += n;
      report(at);
    }
    if (gap.end > gap.start) {
      marks(gap.end);
      pipeline.gap(gap.start, gap.end, 0, false);
      at = gap.end;
    }
  }
  marks(Infinity);
}

/** The model of that name, if it takes the stream. */
function requireModel(directory: ModelDirectory, name: string, info: StreamInfo): ModelEntry {
  const entry = directory.find(name);
  if (entry === undefined) {
    const [offer] = directory.offer(info, [name]);
    throw new CommandError(`${offer?.code ?? 'MODEL_UNKNOWN'}: ${offer?.detail ?? name}`);
  }
  const plan = planDecoder(entry.manifest, info);
  if (!plan.ok) throw new CommandError(`${plan.code}: ${entry.id} does not take this recording: ${plan.detail}`);
  return entry;
}
