import type { StreamMatch } from '../../models/contract.js';
import type { Manifest } from '../../models/manifest.js';
import type { Chain, ChainState } from '../preprocess/chain.js';
import { MISSING, NOT_CALIBRATED, RingBuffer, VALID } from '../window/ring-buffer.js';
import { workspace } from './workspace.js';

/** Samples are worked on in slices of at most this many, so that rings and scratch stay small however large a frame is. */
export const SLICE_SAMPLES = 128;

/** One preprocessing chain, shared by all decoders of the stream that need the same signal. */
export interface ChainLine {
  readonly chain: Chain;
  readonly picks: Int32Array;
  readonly scale: Float64Array;
  readonly gap: Manifest['gap'];
  readonly ring: RingBuffer;
  /** Shared with other lines. */
  readonly input: Float64Array;
  state: ChainState;
}

/** @param capacity samples of the chain's output that are kept */
export function openChainLine(chain: Chain, match: StreamMatch, gap: Manifest['gap'], capacity: number): ChainLine {
  return {
    chain,
    picks: match.picks,
    scale: match.scaleToDsp,
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
  const { chain, state, input } = line;
  const output = workspace.output(chain.maxOutput(SLICE_SAMPLES) * chain.nChannelsOut);
  pick(raw, nChannels, nSamples, line.picks, line.scale, input);
  appendClean(line, output, chain.step(state, input, nSamples, output));
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
  // Two samples at a time share what is read of a pick; the last of an odd number is its own second.
  for (let t = 0; t < nSamples; t += 2) {
    const hasNext = t + 1 < nSamples;
    const row = t * nChannels;
    const nextRow = hasNext ? row + nChannels : row;
    const toNext = hasNext ? nPicks : 0;
    for (let k = 0, to = t * nPicks; k < nPicks; k++, to++) {
      const channel = picks[k]!;
      if (channel < 0) {
        input[to] = 0;
        input[to + toNext] = 0;
      } else {
        const unit = scale[k]!;
        input[to] = raw[row + channel]! * unit;
        input[to + toNext] = raw[nextRow + channel]! * unit;
      }
    }
  }
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
