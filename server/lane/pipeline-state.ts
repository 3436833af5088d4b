import { deserialize, serialize } from 'node:v8';
import type { ChainState } from '../preprocess/chain.js';
import type { PostprocessState } from '../postprocess/postprocessor.js';
import type { SignalQualityState } from '../stream/signal-quality.js';
import type { RingState } from '../window/ring-buffer.js';
import type { WindowsState } from './decoder-windows.js';

/** What a checkpoint holds. Plain data. */
export interface SavedPipeline {
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
    lastOnset?: number | undefined;
  }[];
}

/** Rings as they stand in the head: their samples lie behind it. */
interface Head extends Omit<SavedPipeline, 'lines'> {
  readonly lines: readonly {
    key: string;
    state: ChainState;
    ring: Pick<RingState, 'nChannels' | 'end' | 'hold'> & { readonly nSamples: number };
  }[];
}

const VERSION = 2;
/** Version u32, length of the head u32. */
const PREFIX_BYTES = 8;
/** Of version 1, all of which was serialised: the first byte that V8 writes. */
const SERIALIZED = 0xff;
const WORD_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * Bytes of a checkpoint: version, head, the samples of the rings and then their validity. They come in parts, the samples as
 * the ring's own memory: a copy of all rings, in every checkpoint, would be more garbage than everything else together.
 *
 * @returns valid until the pipeline goes on
 */
export function checkpointParts({ lines, ...rest }: SavedPipeline): Uint8Array[] {
  const heads = lines.map(({ key, state, ring: { nChannels, end, hold, validity } }) => {
    return { key, state, ring: { nChannels, end, hold, nSamples: validity.length } };
  });
  const head = wholeWords(serialize({ ...rest, lines: heads } satisfies Head));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(VERSION, 0);
  prefix.writeUInt32LE(head.length, 4);
  const samples = lines.map(({ ring: { data } }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return [prefix, head, ...samples, ...lines.map(({ ring }) => ring.validity)];
}

/** Filled up, so that samples behind it can be looked at where they lie. */
function wholeWords(bytes: Buffer): Buffer {
  const rest = bytes.length % WORD_BYTES;
  return rest === 0 ? bytes : Buffer.concat([bytes], bytes.length + WORD_BYTES - rest);
}

/**
 * @param bytes the parts, one behind the other, at a multiple of 4; or a checkpoint of version 1. Rings are views of it,
 *   nothing else is
 * @throws {Error} when they are of another version
 */
export function readCheckpoint(bytes: Uint8Array): SavedPipeline {
  if (bytes[0] === SERIALIZED) return readFirstVersion(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0, true);
  if (version !== VERSION) throw new Error(`the checkpoint is of version ${version}, not ${VERSION} or 1`);
  let at = PREFIX_BYTES + view.getUint32(4, true);
  const { lines, ...rest } = deserializeCopy(bytes.subarray(PREFIX_BYTES, at)) as Head;
  const samples = lines.map(({ ring: { nSamples, nChannels } }) => {
    const from = bytes.byteOffset + at;
    at += nSamples * nChannels * WORD_BYTES;
    return new Float32Array(bytes.buffer, from, nSamples * nChannels);
  });
  return {
    ...rest,
    lines: lines.map(({ key, state, ring: { nSamples, ...ring } }, i) => {
      const validity = bytes.subarray(at, at + nSamples);
      at += nSamples;
      return { key, state, ring: { ...ring, data: samples[i]!, validity } };
    }),
  };
}

function readFirstVersion(bytes: Uint8Array): SavedPipeline {
  const { version, ...saved } = deserializeCopy(bytes) as SavedPipeline & { readonly version: unknown };
  if (version !== 1) throw new Error(`the checkpoint is of version ${String(version)}, not ${VERSION} or 1`);
  return saved;
}

/** What is deserialised lies in the memory that is read: a copy, so that nobody else's bytes change with the state. */
function deserializeCopy(bytes: Uint8Array): unknown {
  return deserialize(Buffer.from(bytes));
}
