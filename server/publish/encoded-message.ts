import {
  decodeToReader,
  encodeDecode,
  encodeToReader,
  type FramedMessage,
  type Init,
  type ToReader,
} from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, type Subprotocol } from '../../protocol/version.js';

/** What goes to a subscriber: a message, and where it is at hand the WebSocket frame around it. */
export interface Outgoing {
  readonly message: Uint8Array | string;
  readonly frame?: Uint8Array;
}

/** One message for many subscribers: each form is made once, when the first of them wants it. */
export interface EncodedMessage {
  outgoing(subprotocol: Subprotocol): Outgoing;
}

/** A decode, around a payload that is encoded already. */
export class EncodedDecode implements EncodedMessage {
  readonly position: number;
  readonly decoder: number;
  readonly sequence: number;
  readonly failed: boolean;
  readonly #make: () => FramedMessage;
  #binary: FramedMessage | undefined;
  #json: Outgoing | undefined;

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

  outgoing(subprotocol: Subprotocol): Outgoing {
    this.#binary ??= this.#make();
    if (subprotocol !== JSON_SUBPROTOCOL) return this.#binary;
    this.#json ??= {
      message: encodeToReader(decodeToReader(this.#binary.message, PROTOBUF_SUBPROTOCOL), JSON_SUBPROTOCOL),
    };
    return this.#json;
  }
}

/** Any other message. */
export class EncodedNews implements EncodedMessage {
  readonly #message: Init<ToReader>;
  readonly #forms = new Map<Subprotocol, Outgoing>();

  constructor(message: Init<ToReader>) {
    this.#message = message;
  }

  outgoing(subprotocol: Subprotocol): Outgoing {
    let form = this.#forms.get(subprotocol);
    if (form === undefined) {
      form = { message: encodeToReader(this.#message, subprotocol) };
      this.#forms.set(subprotocol, form);
    }
    return form;
  }
}
