/** What publishing needs of a stream and of its decode log; the journal's `DecodeLog` is one. */

export interface PublishedDecoder {
  /** name@version */
  readonly id: string;
  /** What it decodes: classes | text | candidates | embedding | signal; empty when unknown. */
  readonly kind: string;
}

export interface PublishedStream {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly simulated: boolean;
  /** Hz */
  readonly sfreq: number;
  readonly nChannels: number;
  /** In the order of their indices in the decode log; more may be appended. */
  readonly decoders: readonly PublishedDecoder[];
  readonly decodes: DecodeStore;
}

/** What is remembered of a stream whose decodes are gone. */
export interface RemovedStream {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  /** name@version */
  readonly decoders: readonly string[];
  /** Position of its newest decode. */
  readonly lastPosition: number;
}

export interface StoredDecode {
  /** Place among all decodes of all streams, from 1. */
  readonly position: number;
  /** Index among the stream's decoders. */
  readonly decoder: number;
  readonly sequence: number;
  readonly flags: number;
  /** Encoded; both are valid until the reader goes on. */
  readonly payload: Uint8Array;
  readonly timing: Uint8Array;
}

export interface StoredDecodeReader {
  peek(): StoredDecode | undefined;
  advance(): void;
  close(): void;
}

export interface DecodeStore {
  /** Position of the newest decode, 0 when there never was one. */
  readonly lastPosition: number;
  /** Position of the oldest decode kept, undefined when there is none. */
  readonly oldestPosition: number | undefined;
  /** Position of the newest decode of a decoder that is no longer kept, 0 when all are. */
  droppedThrough(decoder: number): number;
  append(
    position: number,
    decoder: number,
    sequence: number,
    flags: number,
    payload: Uint8Array,
    timing: Uint8Array,
  ): void;
  reader(afterPosition: number): StoredDecodeReader;
}

/** Flags of a stored decode. */
export const DecodeFlag = {
  /** The payload is a failure. */
  failed: 1,
} as const;
