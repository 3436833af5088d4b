// Generated from cortexwire.proto by `npm run codec`; not edited by hand.
import type { Reader, Writer } from 'protobufjs/minimal.js';
import type { MessageName } from './messages.js';

interface MessageCodec {
  encode(message: object, writer?: Writer): Writer;
  /** Gives an instance whose own properties are the fields that differ from their default. */
  decode(reader: Reader, length?: number): object;
}

export const cortexwire: { readonly v1: Readonly<Record<MessageName, MessageCodec>> };
