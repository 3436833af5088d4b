import { decodeToReader, encodeDecode, encodeToReader, type Init, type ToReader } from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, type Subprotocol } from '../../protocol/version.js';

/** One message for many subscribers: each form is made once, when the first of them wants it. */
export interface EncodedMessage {
  frame(subprotocol: Subprotocol): Uint8Array | string;
}

/** A decode, around a payload that is encoded already. */
export class EncodedDecode implements EncodedMessage {
  readonly position: number;
  readonly decoder: number;
  readonly sequence: number;
  readonly failed: boolean;
  readonly #make: () => Uint8Array;
  #binary: Uint8Array | undefined;
  #json: string | undefined;

  /**
   * @param payload and `timing` are read until the frame is made, which must be before their memory is used again
   */
  constructor(
    stream: string,
    decoderId: string,
    cursor: string,
    decode: { position: number; decoder: number; sequence: number; payload: Uint8Array; timing: Uint8Array },
    failed: boolean,
  ) {
    this.position = decode.position;
    this.decoder = decode.decoder;
    this.sequence = decode.sequence;
    this.failed = failed;
    this.#make = () => encodeDecode(stream, decoderId, decode.sequence, cursor, decode.payload, decode.timing);
  }

  frame(subprotocol: Subprotocol): Uint8Array | string {
    this.#binary ??= this.#make();
    if (subprotocol !== JSON_SUBPROTOCOL) return this.#binary;
    this.#json ??= String(encodeToReader(decodeToReader(this.#binary, PROTOBUF_SUBPROTOCOL), JSON_SUBPROTOCOL));
    return this.#json;
  }
}

/** Any other message. */
export class EncodedNews implements EncodedMessage {
  readonly #message: Init<ToReader>;
  readonly #frames = new Map<Subprotocol, Uint8Array | string>();

  constructor(message: Init<ToReader>) {
    this.#message = message;
  }

  frame(subprotocol: Subprotocol): Uint8Array | string {
    let frame = this.#frames.get(subprotocol);
    if (frame === undefined) {
      frame = encodeToReader(this.#message, subprotocol);
      this.#frames.set(subprotocol, frame);
    }
    return frame;
  }
}
