import { matchStream, type StreamMatch } from '../../models/contract.js';
import type { Manifest } from '../../models/manifest.js';
import type { ErrorCode } from '../../protocol/error-codes.js';
import type { StreamInfo } from '../../protocol/frame.js';
import { compileChain, type Chain } from '../preprocess/chain.js';
import { toSamples } from '../window/rounding.js';

/** How a decoder takes a stream: which channels, and what is done to them first. */
export interface DecoderPlan {
  readonly ok: true;
  readonly match: StreamMatch;
  readonly chain: Chain;
}

/** Why it does not. */
export interface DecoderRefusal {
  readonly ok: false;
  readonly code: ErrorCode;
  /** What the model wants and what the stream has, in words. */
  readonly detail: string;
}

/** Holds a model's contract against a stream; the one place that decides whether a decoder takes it. */
export function planDecoder(manifest: Manifest, info: StreamInfo): DecoderPlan | DecoderRefusal {
  const match = matchStream(manifest, info);
  if (!match.ok) return match;
  try {
    const chain = compileChain(manifest.preprocess, { channelNames: match.channelNames, sfreq: info.sfreq });
    const { when, signal } = manifest;
    const tmin = when.kind === 'epoch' ? toSamples(when.tmin + (when.triggerDelay ?? 0), signal.sfreq) : 0;
    const shortest = when.kind === 'epoch' ? (when.progressive?.[0] ?? signal.nSamples) : signal.nSamples;
    if (when.kind !== 'sequence') chain.requireWindow(shortest, tmin);
    return { ok: true, match, chain };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, code: 'MODEL_CONTRACT', detail: error.message };
  }
}
