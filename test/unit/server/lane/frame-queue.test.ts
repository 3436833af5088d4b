import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFrameQueue,
  FrameQueueReader,
  FrameQueueWriter,
  presetFrameQueue,
} from '../../../../server/lane/frame-queue.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';
import { transpile } from '../../../helpers/transpiled.js';

const HEAD_BYTES = 32;

interface PlainRecord {
  type: number;
  flags: number;
  ref: number;
  position: number;
  body: number[];
}

/** Record number `n` with a body of `length` bytes that no other record has. */
function plainRecord(n: number, length: number): PlainRecord {
  return {
    type: 1 + (n % 255),
    flags: n % 256,
    ref: Math.imul(n + 1, 0x9e3779b1) >>> 0,
    position: n * 2 ** 33 + 0.5,
    body: Array.from({ length }, (_, i) => (n * 7 + i * 31) % 256),
  };
}

function write(writer: FrameQueueWriter, { type, flags, ref, position, body }: PlainRecord, cuts = [0, 0]): boolean {
  const [first, second] = cuts.map((cut) => cut % (body.length + 1)).sort((a, b) => a - b) as [number, number];
  const bytes = Uint8Array.from(body);
  const parts = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
  return writer.write(type, flags, ref, position, ...(parts as [Uint8Array, Uint8Array, Uint8Array]));
}

function read(reader: FrameQueueReader): PlainRecord | undefined {
  if (!reader.next()) return undefined;
  const { type, flags, ref, position, bodyOffset, bodyBytes, bytes } = reader;
  expect(bodyOffset % 8).toBe(0);
  expect([...reader.copyBody()]).toEqual([...bytes.subarray(bodyOffset, bodyOffset + bodyBytes)]);
  const record = { type, flags, ref, position, body: [...reader.copyBody()] };
  reader.release();
  return record;
}

/** The queue as a list of records and a place to write at, all in whole numbers. */
class PlainQueue {
  readonly records: { record: PlainRecord; bytes: number }[] = [];
  readonly capacity: number;
  at = 0;
  used = 0;
  constructor(capacity: number) {
    this.capacity = capacity;
  }
  push(record: PlainRecord): boolean {
    const bytes = Math.ceil((HEAD_BYTES + record.body.length) / 8) * 8;
    const room = this.capacity - this.at;
    const padding = room < bytes ? room : 0;
    if (this.used + padding + bytes > this.capacity) return false;
    this.records.push({ record, bytes: padding + bytes });
    this.used += padding + bytes;
    this.at = (this.at + padding + bytes) % this.capacity;
    return true;
  }
  shift(): PlainRecord | undefined {
    const next = this.records.shift();
    this.used -= next?.bytes ?? 0;
    return next?.record;
  }
}

const plans = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      length: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 480 }), fc.constant(480)),
      cuts: fc.tuple(fc.nat(500), fc.nat(500)),
    }),
    fc.record({ kind: fc.constant('read' as const), times: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 80 },
);

/** Where counters begin: at 0, or a little before they pass 2³¹ or 2³². */
const beginnings = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 1, max: 2000 }),
  fc.integer({ min: 1, max: 2000 }).map((units) => 2 ** 31 + units),
);

describe('a frame queue', () => {
  it('takes parts that lie at any address, behind heads of any length', () => {
    const shared = createFrameQueue(1 << 14);
    const [writer, reader] = [new FrameQueueWriter(shared), new FrameQueueReader(shared)];
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 200, max: 3000 }), fc.nat(7), (headBytes, bodyBytes, shift) => {
        const memory = Uint8Array.from({ length: shift + bodyBytes }, (_, i) => i * 7 + bodyBytes);
        const head = new Uint8Array(headBytes).fill(9);
        const body = memory.subarray(shift);
        expect(writer.write(1, 0, 1, 0, head, body)).toBe(true);
        expect(reader.next()).toBe(true);
        expect(reader.copyBody()).toEqual(Uint8Array.from([...head, ...body]));
        reader.release();
      }),
      { numRuns: 300 },
    );
  });

  it('gives back what was written, in order, for any sizes, and is full exactly when the records fill it', () => {
    fc.assert(
      fc.property(plans, beginnings, (plan, units) => {
        const shared = createFrameQueue(1024);
        if (units !== undefined) presetFrameQueue(shared, units);
        const writer = new FrameQueueWriter(shared);
        const reader = new FrameQueueReader(shared);
        const plain = new PlainQueue(1024);
        plan.forEach((step, n) => {
          if (step.kind === 'write') {
            const record = plainRecord(n, step.length);
            expect(write(writer, record, step.cuts)).toBe(plain.push(record));
          } else {
            for (let i = 0; i < step.times; i++) expect(read(reader)).toEqual(plain.shift());
          }
          expect(writer.usedBytes).toBe(reader.usedBytes);
          if (plain.records.length > 0) expect(writer.usedBytes).toBeGreaterThan(0);
        });
        while (plain.records.length > 0) expect(read(reader)).toEqual(plain.shift());
        expect(read(reader)).toBeUndefined();
        expect(writer.usedBytes).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a record that fills the rest to the byte without padding, and no other one', () => {
    const shared = createFrameQueue(1024);
    const writer = new FrameQueueWriter(shared);
    const reader = new FrameQueueReader(shared);
    const halves = [plainRecord(0, 480), plainRecord(1, 480)];
    expect(halves.map((half) => write(writer, half))).toEqual([true, true]);
    expect(writer.usedBytes).toBe(1024);
    expect(write(writer, plainRecord(2, 0))).toBe(false);
    expect(read(reader)).toEqual(halves[0]);
    // Exactly at the front again.
    expect(write(writer, plainRecord(3, 480))).toBe(true);
    expect(writer.usedBytes).toBe(1024);
    expect([read(reader), read(reader), read(reader)]).toEqual([halves[1], plainRecord(3, 480), undefined]);
  });

  it('goes to the front behind the smallest padding there is', () => {
    const shared = createFrameQueue(1024);
    const writer = new FrameQueueWriter(shared);
    const reader = new FrameQueueReader(shared);
    // 512 + 504 bytes leave 8 before the end.
    expect([write(writer, plainRecord(0, 480)), write(writer, plainRecord(1, 472))]).toEqual([true, true]);
    read(reader);
    expect(write(writer, plainRecord(2, 8))).toBe(true);
    expect(writer.usedBytes).toBe(504 + 8 + 40);
    expect([read(reader), read(reader), read(reader)]).toEqual([plainRecord(1, 472), plainRecord(2, 8), undefined]);
    expect(reader.usedBytes).toBe(0);
  });

  it('takes the largest body from empty wherever its counters stand, and refuses a larger one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 480 }), { maxLength: 12 }), beginnings, (lengths, units) => {
        const shared = createFrameQueue(1024);
        if (units !== undefined) presetFrameQueue(shared, units);
        const writer = new FrameQueueWriter(shared);
        const reader = new FrameQueueReader(shared);
        expect(writer.maxBodyBytes).toBe(480);
        lengths.forEach((length, n) => {
          expect(write(writer, plainRecord(n, length))).toBe(true);
          read(reader);
        });
        const largest = plainRecord(99, writer.maxBodyBytes);
        expect(write(writer, largest)).toBe(true);
        expect(read(reader)).toEqual(largest);
        expect(() => write(writer, plainRecord(100, writer.maxBodyBytes + 1))).toThrow(RangeError);
        expect(read(reader)).toBeUndefined();
      }),
    );
  });

  it('goes on where another reader or writer of the same memory stopped', () => {
    const shared = createFrameQueue(1024);
    presetFrameQueue(shared, 5);
    for (let n = 0; n < 40; n++) {
      expect(write(new FrameQueueWriter(shared), plainRecord(n, n * 9))).toBe(true);
      expect(read(new FrameQueueReader(shared))).toEqual(plainRecord(n, n * 9));
    }
  });

  it('wants a power of two', () => {
    for (const bytes of [0, 512, 1000, 1025, 3072]) expect(() => createFrameQueue(bytes)).toThrow(RangeError);
  });

  it('settles at once, or when something comes, for a thread that must not block', async () => {
    const shared = createFrameQueue(1024);
    const writer = new FrameQueueWriter(shared);
    const reader = new FrameQueueReader(shared);
    const waiting = reader.recordReady(60_000);
    write(writer, plainRecord(0, 480));
    await waiting;
    await reader.recordReady(60_000);
    write(writer, plainRecord(1, 480));
    expect(write(writer, plainRecord(2, 480))).toBe(false);
    const space = writer.spaceMade(60_000);
    read(reader);
    await space;
    expect(write(writer, plainRecord(2, 480))).toBe(true);
  });

  it('does not wait for space that was made between the refusal and the call', async () => {
    const shared = createFrameQueue(1024);
    const writer = new FrameQueueWriter(shared);
    const reader = new FrameQueueReader(shared);
    for (let n = 0; n < 2; n++) write(writer, plainRecord(n, 480));
    expect(write(writer, plainRecord(2, 480))).toBe(false);
    while (read(reader) !== undefined);
    // Nobody is going to release anything more: only the memory of the refusal ends this.
    await writer.spaceMade(60_000);
    writer.waitForSpace(60_000);
    expect(write(writer, plainRecord(2, 480))).toBe(true);
  });

  it('carries records between two threads that sleep, both ways, through queues that are full and pass 2³²', async () => {
    const dir = temporaryDir();
    transpile(resolve('server/lane'), dir);
    writeFileSync(join(dir, 'echo.js'), ECHO);
    const [up, down] = [createFrameQueue(4096), createFrameQueue(4096)];
    presetFrameQueue(up, 300);
    presetFrameQueue(down, 2 ** 31 + 300);
    const nRecords = 20_000;
    const sizes = Array.from({ length: nRecords }, (_, n) => (n * 7919) % 1900);
    const ended = [
      { up, down, nRecords },
      { up, sizes },
    ].map((workerData) => {
      const worker = new Worker(pathToFileURL(join(dir, 'echo.js')), { workerData });
      return new Promise<unknown>((settle) => worker.once('message', settle).once('error', settle));
    });
    const reader = new FrameQueueReader(down);
    for (let n = 0; n < nRecords; n++) {
      while (!reader.next()) await reader.recordReady(60_000);
      const { bodyBytes, bodyOffset, ref, position, bytes } = reader;
      const isWhole =
        bodyBytes === sizes[n] &&
        (bodyBytes === 0 || (bytes[bodyOffset] === n % 256 && bytes[bodyOffset + bodyBytes - 1] === n % 256));
      if (!isWhole || ref !== n || position !== n + 0.25) {
        expect({ n, bodyBytes, ref, position }).toEqual({ n, bodyBytes: sizes[n], ref: n, position: n + 0.25 });
        expect([bytes[bodyOffset], bytes[bodyOffset + bodyBytes - 1]]).toEqual([n % 256, n % 256]);
      }
      reader.release();
    }
    expect(await Promise.all(ended)).toEqual(['done', 'done']);
    expect(reader.next()).toBe(false);
  });
});

/** A thread that writes records of these sizes, or sends on what it reads; it sleeps when it must wait. */
const ECHO = `
import { parentPort, workerData } from 'node:worker_threads';
import { FrameQueueReader, FrameQueueWriter } from './frame-queue.js';
const { up, down, sizes, nRecords } = workerData;
if (sizes !== undefined) {
  const writer = new FrameQueueWriter(up);
  sizes.forEach((size, n) => {
    const body = new Uint8Array(size).fill(n);
    while (!writer.write(7, 1, n, n + 0.25, body)) writer.waitForSpace(60_000);
  });
} else {
  const reader = new FrameQueueReader(up);
  const writer = new FrameQueueWriter(down);
  for (let n = 0; n < nRecords; n++) {
    while (!reader.next()) reader.waitForRecord(60_000);
    const { type, flags, ref, position, bodyOffset, bodyBytes } = reader;
    const body = reader.bytes.subarray(bodyOffset, bodyOffset + bodyBytes);
    while (!writer.write(type, flags, ref, position, body)) writer.waitForSpace(60_000);
    reader.release();
  }
}
parentPort.postMessage('done');
`;
