import type { StreamMatch } from '../../models/contract.js';
import type { Manifest } from '../../models/manifest.js';
import type { StreamInfo } from '../../protocol/frame.js';
import type { ModelRunner } from '../infer/model-runner.js';
import type { Chain } from '../preprocess/chain.js';
import { SLICE_SAMPLES } from './chain-line.js';
import { planDecoder } from './decoder-plan.js';

/** How late a marker may come after its epoch's end, s: rings keep that much more. */
const LATE_MARKER_SECONDS = 2;

/** A decoder's place in the pipeline, before chains are shared. */
export interface DecoderPlace {
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

export function placeDecoder(index: number, id: string, runner: ModelRunner, info: StreamInfo): DecoderPlace {
  const { manifest } = runner;
  const plan = planDecoder(manifest, info);
  if (!plan.ok) throw new Error(`${id} does not take stream ${info.name}: ${plan.detail}`);
  const { match, chain } = plan;
  const key = JSON.stringify([chain.key, [...match.picks], [...match.scaleToDsp], manifest.gap]);
  return { index, id, runner, match, chain, key, capacity: ringCapacity(manifest, chain) };
}

/** Samples of the chain's output that a decoder needs kept. */
export function ringCapacity(manifest: Manifest, chain: Chain): number {
  const late = needsMarkers(manifest) ? Math.ceil(LATE_MARKER_SECONDS * chain.sfreqOut) : 0;
  const reach = manifest.when.kind === 'epoch' ? Math.max(0, -Math.floor(manifest.when.tmin * chain.sfreqOut)) : 0;
  return manifest.signal.nSamples + reach + late + chain.maxOutput(SLICE_SAMPLES);
}

/** Whether markers say where windows lie; they may be late. */
function needsMarkers({ when }: Manifest): boolean {
  return when.kind !== 'sliding' || when.sequence?.startMarker !== undefined;
}
