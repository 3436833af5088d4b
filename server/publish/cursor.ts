import { ProtocolError } from '../../protocol/error-codes.js';

const CURSOR = /^([0-9A-Za-z_-]{1,64})\.([0-9a-z]{1,11})$/;

/**
 * A cursor is a place in the one order of all decodes of all streams, and the name of the journal that has this order.
 * @param position of the decode, or 0: before all of them
 */
export function encodeCursor(identity: string, position: number): string {
  return `${identity}.${position.toString(36)}`;
}

/**
 * @param head position of the newest decode
 * @throws {ProtocolError} CURSOR_INVALID
 */
export function decodeCursor(identity: string, cursor: string, head: number): number {
  const [, journal, digits = ''] = CURSOR.exec(cursor) ?? [];
  const position = parseInt(digits, 36);
  if (journal === undefined || !Number.isSafeInteger(position)) {
    throw new ProtocolError('CURSOR_INVALID', 'not in the form of a cursor; send one exactly as it came');
  }
  if (journal !== identity) {
    throw new ProtocolError('CURSOR_INVALID', 'the cursor was given by a server with another journal');
  }
  if (position > head) throw new ProtocolError('CURSOR_INVALID', 'the cursor is ahead of everything published');
  return position;
}
