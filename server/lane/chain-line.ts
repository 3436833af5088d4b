import type { StreamMatch } from '../../models/contract.js';
import type { Manifest } from '../../models/manifest.js';
import type { Chain, ChainState } from '../preprocess/chain.js';
import { MISSING, NOT_CALIBRATED, RingBuffer, VALID } from '../window/ring-buffer.js';
import { type Picks, planPicks, threadIntake } from './intake.js';
import { workspace } from './workspace.js';

/** Samples are worked on in slices of at most this many, so that rings and scratch stay small however large a frame is. */
export const SLICE_SAMPLES = 128;

/** One preprocessing chain, shared by all decoders of the stream that need the same signal. */
export interface ChainLine {
  readonly chain: Chain;
  readonly picks: Picks;
  readonly gap: Manifest['gap'];
  readonly ring: RingBuffer;
  /** Shared with other lines. */
  readonly input: Float64Array;
  state: ChainState;
}

/**
 * @param nChannels of the stream
 * @param capacity  samples of the chain's output that are kept
 */
export function openChainLine(
  chain: Chain,
  match: StreamMatch,
  nChannels: number,
  gap: Manifest['gap'],
  capacity: number,
): ChainLine {
  return {
    chain,
    picks: planPicks(match.picks, match.scaleToDsp, nChannels),
    gap,
    ring: new RingBuffer(capacity, chain.nChannelsOut),
    input: chain.inputFor(SLICE_SAMPLES),
    state: chain.start(0),
  };
}

/**
 * Puts a slice of the stream through the chain, into the ring.
 *
 * @param raw `[nSamples x nChannels]` of the stream, in its units
 */
export function feedLine(line: ChainLine, raw: Float64Array, nChannels: number, nSamples: number): void {
  const { chain, state, picks } = line;
  const input = picks.isWhole ? raw : line.input;
  if (!picks.isWhole) threadIntake().pick(raw, nChannels, nSamples, picks, input);
  if (chain.stages.length === 0) return appendClean(line, input, nSamples);
  const output = workspace.output(chain.maxOutput(SLICE_SAMPLES) * chain.nChannelsOut);
  appendClean(line, output, chain.step(state, input, nSamples, output));
}

/** Adds the chain's newest output to the ring; what came out before the calibration was fitted is marked. */
function appendClean(line: ChainLine, output: Float64Array, nSamples: number): void {
  const { chain, ring } = line;
  const nRaw = Math.max(0, Math.min(nSamples, chain.readyFrom(line.state) - ring.end));
  if (nRaw > 0) ring.append(output, nRaw, NOT_CALIBRATED);
  if (nRaw === 0) ring.append(output, nSamples, VALID);
  else if (nRaw < nSamples) ring.append(output.subarray(nRaw * chain.nChannelsOut), nSamples - nRaw, VALID);
}

/** What the ring shows where samples never came: zeros, or the last value held. */
export function fillGap(line: ChainLine, nSamples: number): void {
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
