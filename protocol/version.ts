/** Sub-protocol names, and which of those a client offers is spoken. */

/** One WebSocket message is one protobuf message, as bytes. */
export const PROTOBUF_SUBPROTOCOL = 'cortexwire.v1.protobuf';
/** The same messages as proto3 JSON text, for browsers and scripts. */
export const JSON_SUBPROTOCOL = 'cortexwire.v1.json';

/** In the order in which the server prefers them. */
export const SUBPROTOCOLS = [PROTOBUF_SUBPROTOCOL, JSON_SUBPROTOCOL] as const;

export type Subprotocol = (typeof SUBPROTOCOLS)[number];

/** Paths of the two sockets. */
export const INGEST_PATH = '/v1/ingest';
export const SUBSCRIBE_PATH = '/v1/subscribe';

/**
 * Picks the sub-protocol to speak with a client.
 * @param offered what the client offers, in any order; names of other versions are passed over
 * @returns undefined when there is none in common: refuse with UNSUPPORTED_SUBPROTOCOL
 */
export function chooseSubprotocol(offered: Iterable<string>): Subprotocol | undefined {
  const names = new Set(offered);
  return SUBPROTOCOLS.find((name) => names.has(name));
}
