import type { Limits } from './generated/messages.js';

export type { Limits };

/** What a server takes unless it is configured otherwise; `Opened` tells a rig what holds. */
export const DEFAULT_LIMITS: Readonly<Limits> = Object.freeze({
  maxMessageBytes: 1024 * 1024,
  maxChannels: 4096,
  maxSamplesPerFrame: 16_384,
  maxSfreq: 50_000,
});

/** Longest text in a message, in UTF-16 units. */
export const TEXT_LIMITS = Object.freeze({
  /** Names, units of identity: stream, subject, channel, decoder, marker id. */
  name: 256,
  /** A marker's description or value. */
  marker: 4096,
});

/** Most decoders that one rig can ask for by name. */
export const MAX_DECODERS_ASKED = 256;

/**
 * Settings of a `ws` socket against messages that cost more to receive than to send. Deflate is off: signal does not
 * compress, and it costs ten times the time.
 */
export const SOCKET_LIMITS = Object.freeze({ perMessageDeflate: false, maxFragments: 16, maxBufferedChunks: 2048 });

/** Largest message a client takes from a server; an embedding of a long window is larger than anything a rig sends. */
export const CLIENT_MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
