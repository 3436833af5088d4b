import { ModelRunner } from '../../server/infer/model-runner.js';
import { Pipeline, type RunGuard } from '../../server/lane/pipeline.js';
import type { Playable } from '../../bench/harness/player.js';
import { openRepository } from '../../models/repository.js';

/** What one decoder gave, payload by payload, each as hex. */
export type Payloads = ReadonlyMap<string, readonly string[]>;

const NO_GUARD: RunGuard = {
  runStarts: () => undefined,
  runEnds: () => undefined,
  answered: () => undefined,
  probe: () => 'MODEL_CRASHED',
};

/**
 * Payloads of a recording by decoder, from the pipeline alone: no socket, journal, lane or other thread.
 * @param decoders names of models in `repository`
 */
export function offlineDecodes(
  recording: Playable,
  decoders: readonly string[],
  repository: string,
  options: { readonly chunk?: number; readonly isFinal?: boolean } = {},
): Payloads {
  const { chunk = 64, isFinal = true } = options;
  const entries = openRepository(repository).flatMap((entry) => (entry.ok ? [entry] : []));
  const wanted = decoders.map((name) => {
    const entry = entries.find(({ manifest }) => manifest.name === name);
    if (entry === undefined) throw new Error(`no model ${name} in ${repository}`);
    return entry;
  });
  const runners = new Map(wanted.map((entry) => [entry.id, ModelRunner.load(entry)]));
  const ids = wanted.map(({ id }) => id);
  const payloads = new Map<string, string[]>(ids.map((id) => [id, []]));
  const sink = {
    decode: (head: { readonly decoderIndex: number }, payload: Uint8Array): void => {
      payloads.get(ids[head.decoderIndex] ?? '')?.push(Buffer.from(payload).toString('hex'));
    },
    notice: (): void => undefined,
  };
  const { info, nSamples, gaps, markers } = recording;
  const settings = { stream: 'offline', info, decoders: ids, live: false, maxAge: Infinity, suspects: [] };
  const pipeline = new Pipeline(settings, runners, sink, NO_GUARD);
  let nextMarker = 0;
  const mark = (until: number): void => {
    for (let m = markers[nextMarker]; m !== undefined && m.sample < until; m = markers[++nextMarker]) {
      pipeline.marker({ ...m, id: '', arrived: pipeline.nextSample }, false);
    }
  };
  let at = 0;
  for (const gap of [...gaps, { start: nSamples, end: nSamples }]) {
    while (at < gap.start) {
      const n = Math.min(chunk, gap.start - at);
      mark(at + n);
      const { buffer, byteOffset, byteLength } = recording.read(at, n);
      pipeline.samples(at, n, at / info.sfreq, 0, new Uint8Array(buffer, byteOffset, byteLength), false);
      at += n;
    }
    if (gap.end > gap.start) {
      mark(gap.end);
      pipeline.gap(gap.start, gap.end, 0, false);
      at = gap.end;
    }
  }
  mark(Infinity);
  if (isFinal) pipeline.finish();
  for (const runner of runners.values()) runner.release();
  return payloads;
}
