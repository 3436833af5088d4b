import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../server/journal/budget.js';
import { DecodeLog, type DecodeLogOptions, type DecodeReader } from '../../../../server/journal/decode-log.js';
import { JournalFullError } from '../../../../server/journal/journal-errors.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

interface Plain {
  position: number;
  decoder: number;
  sequence: number;
  flags: number;
  payload: string;
  timing: string;
}

function drain(reader: DecodeReader): Plain[] {
  const read: Plain[] = [];
  for (let decode = reader.peek(); decode !== undefined; decode = reader.peek()) {
    read.push({
      ...decode,
      payload: Buffer.from(decode.payload).toString('hex'),
      timing: Buffer.from(decode.timing).toString('hex'),
    });
    reader.advance();
  }
  return read;
}

function readAfter(log: DecodeLog, position: number): Plain[] {
  const reader = log.reader(position);
  const read = drain(reader);
  reader.close();
  return read;
}

interface Step {
  skip: number;
  decoder: number;
  flags: number;
  payload: Uint8Array;
  timing: Uint8Array;
}

const steps = fc.array(
  fc.record<Step>({
    skip: fc.nat(5),
    decoder: fc.nat(3),
    flags: fc.nat(0xffff),
    payload: fc.uint8Array({ maxLength: 60 }),
    timing: fc.uint8Array({ maxLength: 20 }),
  }),
  { maxLength: 80 },
);

function appendAll(log: DecodeLog, decodes: readonly Step[]): Plain[] {
  let position = log.lastPosition;
  return decodes.map(({ skip, decoder, flags, payload, timing }) => {
    position += 1 + skip;
    const sequence = log.nextSequence(decoder);
    log.append(position, decoder, sequence, flags, payload, timing);
    const hex = { payload: Buffer.from(payload).toString('hex'), timing: Buffer.from(timing).toString('hex') };
    return { position, decoder, sequence, flags, ...hex };
  });
}

describe('DecodeLog', () => {
  it('gives all that is retained behind any position, before and after it was opened again', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 50, max: 2000 }),
        fc.integer({ min: 300, max: 20_000 }),
        fc.nat(400),
        (decodes, segmentBytes, retentionBytes, after) => {
          const options: DecodeLogOptions = { segmentBytes, retentionBytes };
          const dir = join(root, String(n++));
          const log = DecodeLog.open(dir, options);
          const all = appendAll(log, decodes);
          const check = (opened: DecodeLog): void => {
            const kept = readAfter(opened, 0);
            expect(kept).toEqual(all.slice(all.length - kept.length));
            expect(opened.oldestPosition).toBe(kept[0]?.position);
            expect(readAfter(opened, after)).toEqual(kept.filter((decode) => decode.position > after));
            expect(opened.lastPosition).toBe(all.at(-1)?.position ?? 0);
            const dropped = all.slice(0, all.length - kept.length);
            for (let decoder = 0; decoder < 5; decoder++) {
              const own = all.filter((decode) => decode.decoder === decoder);
              expect(opened.nextSequence(decoder)).toBe(own.length);
              const lastDropped = dropped.filter((decode) => decode.decoder === decoder).at(-1);
              expect(opened.droppedThrough(decoder)).toBe(lastDropped?.position ?? 0);
            }
            for (const { decoder, sequence, payload } of kept) {
              expect(opened.payloadCrc(decoder, sequence)).toBe(crc32(Buffer.from(payload, 'hex')));
            }
          };
          check(log);
          log.close();
          const again = DecodeLog.open(dir, options);
          check(again);
          again.close();
        },
      ),
      { numRuns: 80 },
    );
  });

  it('goes on with sequence numbers of a decoder whose decodes were all deleted', () => {
    const dir = temporaryDir();
    const options = { segmentBytes: 200, retentionBytes: 600 };
    const log = DecodeLog.open(dir, options);
    for (let i = 0; i < 3; i++) log.append(i + 1, 0, i, 0, Buffer.from('early'), Buffer.alloc(0));
    for (let i = 0; i < 50; i++) log.append(i + 4, 1, i, 0, Buffer.from('later'), Buffer.alloc(0));
    log.close();
    const again = DecodeLog.open(dir, options);
    expect(readAfter(again, 0).every((decode) => decode.decoder === 1)).toBe(true);
    expect(again.nextSequence(0)).toBe(3);
    expect(again.droppedThrough(0)).toBe(3);
    expect(again.payloadCrc(0, 2)).toBeUndefined();
    expect(again.bytes).toBeLessThanOrEqual(600 + 200 + 80);
    again.close();
  });

  it('takes only the next sequence number and a later position', () => {
    const log = DecodeLog.open(temporaryDir());
    const nothing = new Uint8Array(0);
    expect(() => log.append(1, 0, 1, 0, nothing, nothing)).toThrow('the next one in the log is 0');
    expect(() => log.append(0, 0, 0, 0, nothing, nothing)).toThrow('does not follow 0');
    log.append(5, 0, 0, 0, nothing, nothing);
    expect(() => log.append(5, 0, 1, 0, nothing, nothing)).toThrow('does not follow 5');
    expect(() => log.append(6, 0, 0, 0, nothing, nothing)).toThrow('the next one in the log is 1');
    log.close();
  });

  it('lets a reader follow it, and skips what was deleted before it was read', () => {
    const log = DecodeLog.open(temporaryDir(), { segmentBytes: 200, retentionBytes: 1000 });
    const reader = log.reader(0);
    expect(reader.peek()).toBeUndefined();
    log.append(1, 0, 0, 0, Buffer.from('a'), Buffer.from('t'));
    expect(reader.peek()?.position).toBe(1);
    for (let i = 1; i < 100; i++) log.append(i + 1, 0, i, 0, Buffer.from('b'), Buffer.from('t'));
    expect(drain(reader).map((decode) => decode.position)).toEqual([
      1,
      ...readAfter(log, 1).map((decode) => decode.position),
    ]);
    expect(log.droppedThrough(0)).toBe(log.oldestPosition! - 1);
    log.close();
  });

  it('deletes its oldest decodes when the journal is full, and says so when it cannot', () => {
    const dir = temporaryDir();
    const budget = new ByteBudget(2000, 500);
    const log = DecodeLog.open(dir, { segmentBytes: 300, budget: budget.decodes });
    for (let i = 0; i < 100; i++) log.append(i + 1, 0, i, 0, new Uint8Array(60), new Uint8Array(0));
    expect(budget.usedBytes).toBe(log.bytes);
    expect(budget.usedBytes).toBeLessThanOrEqual(2000);
    expect(readAfter(log, 0).at(-1)!.sequence).toBe(99);
    budget.add(2000);
    let sequence = 100;
    const fill = (): void => {
      for (;;) log.append(sequence + 1, 0, sequence++, 0, new Uint8Array(60), new Uint8Array(0));
    };
    expect(fill).toThrow(JournalFullError);
    sequence = log.nextSequence(0);
    expect(fill).toThrow(JournalFullError);
    budget.give(2000);
    log.close();
    const again = DecodeLog.open(dir, { segmentBytes: 300, budget: budget.decodes });
    const next = again.nextSequence(0);
    expect(next).toBeGreaterThanOrEqual(100);
    again.append(1000, 0, next, 0, new Uint8Array(60), new Uint8Array(0));
    expect(readAfter(again, 999)).toHaveLength(1);
    again.close();
  });

  it('remembers the checksums of a bounded number of newest payloads', () => {
    const log = DecodeLog.open(temporaryDir());
    const nothing = new Uint8Array(0);
    const payload = Buffer.alloc(8);
    const total = 70_000;
    for (let i = 0; i < total; i++) {
      payload.writeDoubleLE(i);
      log.append(i + 1, 0, i, 0, payload, nothing);
    }
    expect(log.payloadCrc(0, total)).toBeUndefined();
    expect(log.payloadCrc(0, total - 1)).toBe(crc32(payload));
    payload.writeDoubleLE(total - 65_536);
    expect(log.payloadCrc(0, total - 65_536)).toBe(crc32(payload));
    expect(log.payloadCrc(0, total - 65_537)).toBeUndefined();
    log.close();
  });
});
