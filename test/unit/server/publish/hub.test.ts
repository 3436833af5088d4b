import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ProtocolError } from '../../../../protocol/error-codes.js';
import {
  encodePayload,
  From,
  NoticeKind,
  Policy,
  type Decode,
  type Subscribe,
  type ToReader,
} from '../../../../protocol/frame.js';
import type { Subprotocol } from '../../../../protocol/version.js';
import { DecodeLog, type DecodeLogOptions } from '../../../../server/journal/decode-log.js';
import { JournalFullError } from '../../../../server/journal/journal-errors.js';
import { PublishHub, type PublishHubOptions } from '../../../../server/publish/hub.js';
import type { PublishedDecoder, PublishedStream } from '../../../../server/publish/published-stream.js';
import type { Subscriber } from '../../../../server/publish/subscriber.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';
import { FakeMetrics, FakeScheduler, FakeWire, request } from './reader.js';

const KINDS: readonly PublishedDecoder[] = [
  { id: 'ssvep@1', kind: 'classes' },
  { id: 'ssvep@2', kind: 'classes' },
  { id: 'typing@1', kind: 'text' },
];

/** Hub and logs of one server, which can be stopped and started again. */
class Server {
  readonly scheduler = new FakeScheduler();
  readonly metrics = new FakeMetrics();
  readonly streams: PublishedStream[] = [];
  readonly faults: unknown[] = [];
  hub: PublishHub;
  readonly #dir: string;
  readonly #logOptions: DecodeLogOptions;
  readonly #hubOptions: Partial<PublishHubOptions>;

  constructor(dir: string, logOptions: DecodeLogOptions = {}, hubOptions: Partial<PublishHubOptions> = {}) {
    this.#dir = dir;
    this.#logOptions = logOptions;
    this.#hubOptions = hubOptions;
    this.hub = this.#makeHub(1);
  }

  #makeHub(firstPosition: number): PublishHub {
    return new PublishHub({
      identity: 'j1',
      firstPosition,
      removed: [],
      removedThrough: 0,
      unixOffset: () => 1000,
      metrics: this.metrics,
      scheduler: this.scheduler,
      onFault: (error) => this.faults.push(error),
      ...this.#hubOptions,
    });
  }

  addStream(): PublishedStream {
    const n = this.streams.length;
    const stream: PublishedStream = {
      id: `s${n}`,
      name: n % 2 === 0 ? 'meg' : 'eeg',
      subject: `p${n % 3}`,
      simulated: true,
      sfreq: 250,
      nChannels: 8,
      decoders: KINDS,
      decodes: DecodeLog.open(join(this.#dir, `s${n}`), this.#logOptions),
    };
    this.streams.push(stream);
    this.hub.add(stream);
    return stream;
  }

  publish(stream: PublishedStream, decoder: number, bytes = 10, failed = false): Sent {
    const sequence = (stream.decodes as DecodeLog).nextSequence(decoder);
    const kind = failed ? 'failure' : (KINDS[decoder]?.kind ?? '');
    const payload = encodePayload({ window: sequence, kind, truth: 'x'.repeat(bytes) });
    this.hub.publish(stream, decoder, sequence, payload, { published: sequence + 0.5 }, failed);
    return { position: this.hub.head, stream, decoder, sequence, failed, bytes };
  }

  restart(): void {
    this.hub.close();
    const old = this.streams.splice(0);
    for (const stream of old) (stream.decodes as DecodeLog).close();
    this.hub = this.#makeHub(this.hub.head + 1);
    old.forEach(() => this.addStream());
  }

  close(): void {
    this.hub.close();
    for (const stream of this.streams) (stream.decodes as DecodeLog).close();
  }

  /** Runs what is scheduled until nothing is, as a reader takes everything. */
  settle(...wires: FakeWire[]): ToReader[][] {
    const taken = wires.map((wire) => wire.take(Infinity));
    while (!this.scheduler.isIdle) {
      this.scheduler.run();
      wires.forEach((wire, i) => taken[i]!.push(...wire.take(Infinity)));
    }
    return taken;
  }
}

interface Sent {
  position: number;
  stream: PublishedStream;
  decoder: number;
  sequence: number;
  failed: boolean;
  bytes: number;
}

function newServer(logOptions: DecodeLogOptions = {}, hubOptions: Partial<PublishHubOptions> = {}): Server {
  const server = new Server(temporaryDir(), logOptions, hubOptions);
  onTestFinished(() => {
    server.close();
    expect(server.faults).toEqual([]);
  });
  return server;
}

const decodesOf = (messages: readonly ToReader[]): Decode[] =>
  messages.map((message) => message.decode).filter((decode) => decode !== undefined);
const named = (decode: Decode): string => `${decode.stream} ${decode.decoder} ${decode.sequence}`;
const sentName = (sent: Sent): string => `s${sent.stream.id.slice(1)} ${KINDS[sent.decoder]!.id} ${sent.sequence}`;

/** Asked for in the terms of the test, not in those of the code under test. */
interface Filter {
  readonly request: Partial<Subscribe>;
  matches(sent: Sent): boolean;
}

const FILTERS: readonly Filter[] = [
  { request: {}, matches: () => true },
  { request: { stream: '*', subject: '*', decoder: '*', kind: '*' }, matches: () => true },
  { request: { stream: 's1' }, matches: (sent) => sent.stream.id === 's1' },
  { request: { stream: 'meg' }, matches: (sent) => sent.stream.name === 'meg' },
  { request: { subject: 'p0' }, matches: (sent) => sent.stream.subject === 'p0' },
  { request: { decoder: 'ssvep' }, matches: (sent) => sent.decoder < 2 },
  { request: { decoder: '*@1' }, matches: (sent) => sent.decoder !== 1 },
  { request: { kind: 'text' }, matches: (sent) => sent.decoder === 2 },
  { request: { kind: 'failure' }, matches: (sent) => sent.failed },
  { request: { stream: 's*', kind: 'c*s', decoder: 'ssvep@2' }, matches: (sent) => sent.decoder === 1 },
];

type Step =
  | { does: 'stream' | 'turn' | 'restart' }
  | { does: 'publish'; stream: number; decoder: number; bytes: number; failed: boolean; count: number }
  | { does: 'subscribe'; reader: number; filter: number; from: 'NOW' | 'START'; json: boolean }
  | { does: 'read' | 'reconnect'; reader: number; nFrames: number };

const nat = (max: number): fc.Arbitrary<number> => fc.nat(max);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('stream' as const, 'restart' as const) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('turn' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('publish' as const),
      stream: nat(4),
      decoder: nat(2),
      bytes: nat(400),
      failed: fc.boolean(),
      count: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('subscribe' as const),
      reader: nat(3),
      filter: nat(FILTERS.length - 1),
      from: fc.constantFrom('NOW' as const, 'START' as const),
      json: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('read' as const, 'read' as const, 'reconnect' as const),
      reader: nat(3),
      nFrames: nat(30),
    }),
  },
);

/** A lossless reader that remembers where it is, and what it must have got by now. */
class Reader {
  wire = new FakeWire();
  subscriber: Subscriber;
  cursor = '';
  readonly got: Decode[] = [];
  readonly filter: Filter;
  readonly subprotocol: Subprotocol;
  readonly after: number;

  constructor(server: Server, filter: Filter, from: 'NOW' | 'START', json: boolean) {
    this.filter = filter;
    this.subprotocol = json ? 'cortexwire.v1.json' : 'cortexwire.v1.protobuf';
    this.after = from === 'NOW' ? server.hub.head : 0;
    this.subscriber = this.#subscribe(server, { from: From[from] });
    this.read(1);
  }

  #subscribe(server: Server, changes: Partial<Subscribe>): Subscriber {
    return server.hub.subscribe(this.wire, request({ ...this.filter.request, ...changes }), this.subprotocol);
  }

  read(nFrames: number): void {
    for (const message of this.wire.take(nFrames, this.subprotocol)) {
      this.cursor = message.decode?.cursor ?? message.subscribed?.cursor ?? this.cursor;
      if (message.decode !== undefined) this.got.push(message.decode);
      expect(message.problem).toBeUndefined();
    }
  }

  /** What was under way to it is lost with the old socket. */
  reconnect(server: Server): void {
    this.subscriber.close();
    this.wire = new FakeWire();
    this.subscriber = this.#subscribe(server, { from: From.CURSOR, cursor: this.cursor });
  }
}

describe('PublishHub', () => {
  it('gives each lossless reader what it asked for, in order, once, however slow it is and however often it reconnects', () => {
    const root = temporaryDir();
    let n = 0;
    let nDecodes = 0;
    let nFellBehind = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
        const server = new Server(join(root, String(n++)), { segmentBytes: 3000 }, { outboxBytes: 4000 });
        server.addStream();
        const sent: Sent[] = [];
        const readers: (Reader | undefined)[] = [];
        for (const one of steps) {
          if (one.does === 'stream' && server.streams.length < 5) server.addStream();
          else if (one.does === 'turn') server.scheduler.run();
          else if (one.does === 'publish') {
            const stream = server.streams[one.stream % server.streams.length]!;
            for (let i = 0; i < one.count; i++) sent.push(server.publish(stream, one.decoder, one.bytes, one.failed));
          } else if (one.does === 'subscribe') {
            readers[one.reader] ??= new Reader(server, FILTERS[one.filter]!, one.from, one.json);
          } else if (one.does === 'read') {
            const reader = readers[one.reader];
            if (reader?.subscriber.phase === 'backlog') nFellBehind++;
            reader?.read(one.nFrames);
          } else if (one.does === 'reconnect') readers[one.reader]?.reconnect(server);
          else if (one.does === 'restart') {
            server.restart();
            for (const reader of readers) reader?.reconnect(server);
          }
        }
        const present = readers.filter((reader) => reader !== undefined);
        while (present.some((reader) => reader.wire.bufferedAmount > 0) || !server.scheduler.isIdle) {
          server.scheduler.run();
          for (const reader of present) reader.read(7);
        }
        for (const reader of present) {
          const expected = sent.filter((one) => one.position > reader.after && reader.filter.matches(one));
          expect(reader.got.map(named)).toEqual(expected.map(sentName));
          expect(reader.got.map((decode) => decode.payload?.truth.length)).toEqual(expected.map(({ bytes }) => bytes));
          expect(reader.subscriber.phase).toBe('live');
          expect(reader.wire.maxBuffered).toBeLessThan(4000 + 1500);
          nDecodes += reader.got.length;
        }
        expect(server.faults).toEqual([]);
        server.close();
      }),
      { numRuns: 80 },
    );
    // The property must have been tried where it is hard.
    expect(nDecodes).toBeGreaterThan(3000);
    expect(nFellBehind).toBeGreaterThan(20);
  });

  it('gives a reader of the latest the newest of each decoder and the count of the others', () => {
    const root = temporaryDir();
    let n = 0;
    let nDropped = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.tuple(nat(1), nat(2), nat(300)), fc.constant('read' as const), fc.constant('turn' as const)),
          {
            minLength: 20,
            maxLength: 120,
          },
        ),
        fc.boolean(),
        (steps, fromStart) => {
          const server = new Server(join(root, String(n++)), { segmentBytes: 3000 }, { latestOutboxBytes: 3000 });
          server.addStream();
          server.addStream();
          const wire = new FakeWire();
          const subscribe = (): Subscriber =>
            server.hub.subscribe(
              wire,
              request({ policy: Policy.LATEST, from: fromStart ? From.START : From.NOW }),
              'cortexwire.v1.protobuf',
            );
          if (!fromStart) subscribe();
          const sent: Sent[] = [];
          const messages: ToReader[] = [];
          steps.forEach((one, i) => {
            if (fromStart && i === steps.length >> 1) subscribe();
            if (one === 'turn') server.scheduler.run();
            else if (one === 'read') messages.push(...wire.take(3));
            else for (let k = 0; k < 12; k++) sent.push(server.publish(server.streams[one[0]]!, one[1], one[2]));
          });
          messages.push(...server.settle(wire)[0]!);
          const told = new Map<string, number>();
          const seen = new Map<string, number>();
          for (const { dropped, decode } of messages) {
            if (dropped !== undefined) {
              const key = `${dropped.stream} ${dropped.decoder}`;
              told.set(key, (told.get(key) ?? 0) + dropped.count);
            } else if (decode !== undefined) {
              // Sequence numbers add up at each decode: what came and what was told to be left out.
              const key = `${decode.stream} ${decode.decoder}`;
              expect(decode.sequence).toBe((seen.get(key) ?? 0) + (told.get(key) ?? 0));
              seen.set(key, (seen.get(key) ?? 0) + 1);
            }
          }
          const got = decodesOf(messages);
          const order = got.map((decode) => sent.findIndex((one) => sentName(one) === named(decode)));
          expect(order).toEqual([...order].sort((a, b) => a - b));
          const subscribed = messages.length > 0;
          for (const stream of server.streams) {
            for (const [decoder, { id }] of KINDS.entries()) {
              const all = sent.filter((one) => one.stream === stream && one.decoder === decoder);
              const last = got.filter((decode) => decode.stream === stream.id && decode.decoder === id).at(-1);
              if (subscribed) expect(last?.sequence).toBe(all.at(-1)?.sequence);
            }
          }
          expect(wire.maxBuffered).toBeLessThan(3000 + 1500);
          nDropped += server.metrics.dropCounts.latest;
          expect(server.metrics.dropCounts.latest).toBe([...told.values()].reduce((sum, count) => sum + count, 0));
          expect(server.faults).toEqual([]);
          server.close();
        },
      ),
      { numRuns: 50 },
    );
    expect(nDropped).toBeGreaterThan(1000);
  });

  it('answers with the streams and decoders that were asked for, and with a cursor to go on from', () => {
    const server = newServer();
    const [a] = [server.addStream(), server.addStream()];
    server.publish(a, 0);
    const wire = new FakeWire();
    server.hub.subscribe(wire, request({ subject: 'p0', kind: 'classes' }), 'cortexwire.v1.protobuf');
    const [first] = wire.take(1);
    expect(first?.subscribed).toEqual({
      cursor: 'j1.1',
      unixOffset: 1000,
      streams: [
        {
          stream: 's0',
          name: 'meg',
          subject: 'p0',
          simulated: true,
          sfreq: 250,
          nChannels: 8,
          decoders: ['ssvep@1', 'ssvep@2'],
        },
      ],
    });
    server.publish(a, 1);
    const [decode] = decodesOf(wire.take(9));
    expect(decode).toMatchObject({ stream: 's0', decoder: 'ssvep@2', sequence: 0, cursor: 'j1.2' });
    expect(decode?.timing?.published).toBe(0.5);
  });

  it('encodes a decode once for all its subscribers', () => {
    const server = newServer();
    const stream = server.addStream();
    const frames: (Uint8Array | string)[] = [];
    const wire = { bufferedAmount: 0, send: (frame: Uint8Array | string) => void frames.push(frame), close() {} };
    for (let i = 0; i < 2; i++) server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    for (let i = 0; i < 2; i++) server.hub.subscribe(wire, request(), 'cortexwire.v1.json');
    frames.length = 0;
    server.publish(stream, 0);
    expect(frames).toHaveLength(4);
    expect(frames[0]).toBe(frames[1]);
    expect(JSON.parse(String(frames[2]))).toMatchObject({ decode: { stream: 's0', sequence: '0', cursor: 'j1.1' } });
    expect(server.metrics).toMatchObject({ nDecodes: 1, nFrames: 8 });
  });

  it('sends nothing that the log has not taken', () => {
    const server = newServer();
    const stream = server.addStream();
    const wire = new FakeWire();
    server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    wire.take(1);
    const full: PublishedStream = {
      ...stream,
      decodes: {
        ...stream.decodes,
        lastPosition: 0,
        oldestPosition: undefined,
        droppedThrough: () => 0,
        append: () => {
          throw new JournalFullError('no room');
        },
        reader: (position) => stream.decodes.reader(position),
      },
    };
    server.hub.add(full);
    expect(() => server.hub.publish(full, 0, 0, new Uint8Array(0), {})).toThrow(JournalFullError);
    expect(wire.bufferedAmount).toBe(0);
    expect(server.publish(stream, 0).position).toBe(1);
    expect(decodesOf(wire.take(9))).toHaveLength(1);
  });

  it('refuses cursors that are malformed, of another journal, ahead, or behind what is kept', () => {
    const server = newServer({ segmentBytes: 500, retentionBytes: 2000 });
    const [a, b] = [server.addStream(), server.addStream()];
    for (let i = 0; i < 5; i++) server.publish(b, 2);
    for (let i = 0; i < 100; i++) server.publish(a, 0);
    const subscribe = (cursor: string, changes: Partial<Subscribe> = {}): string => {
      try {
        const wanted = request({ from: From.CURSOR, cursor, ...changes });
        server.hub.subscribe(new FakeWire(), wanted, 'cortexwire.v1.protobuf').close();
        return 'taken';
      } catch (error) {
        return error instanceof ProtocolError ? error.code : String(error);
      }
    };
    for (const cursor of ['', 'x', 'j1', 'j1.', 'j1.-1', 'j1.1.1', 'j2.1', 'j1.zzzzzzzzzzz', ' j1.1']) {
      expect([cursor, subscribe(cursor)]).toEqual([cursor, 'CURSOR_INVALID']);
    }
    const at = (position: number): string => `j1.${position.toString(36)}`;
    expect(subscribe(at(105))).toBe('taken');
    expect(subscribe(at(106))).toBe('CURSOR_INVALID');
    const oldest = a.decodes.oldestPosition!;
    expect(subscribe(at(oldest - 1))).toBe('taken');
    expect(subscribe(at(oldest - 2))).toBe('CURSOR_EXPIRED');
    // What was deleted is not what these ask for.
    expect(subscribe(at(0), { stream: 's1' })).toBe('taken');
    expect(subscribe(at(0), { decoder: 'typing' })).toBe('taken');
    expect(subscribe(at(0), { from: 7 as From })).toBe('UNKNOWN_CODE');
    expect(subscribe(at(105), { policy: 7 as Policy })).toBe('UNKNOWN_CODE');
    server.hub.remove(b);
    expect(subscribe(at(0), { stream: 's1' })).toBe('CURSOR_EXPIRED');
    expect(subscribe(at(0), { stream: 's1', decoder: 'other' })).toBe('taken');
    expect(subscribe(at(5), { stream: 's1' })).toBe('taken');
    expect([server.hub.nSubscribers('lossless'), server.hub.nSubscribers('latest')]).toEqual([0, 0]);
  });

  it('starts from what is kept, which is not missing what was deleted before', () => {
    const server = newServer({ segmentBytes: 500, retentionBytes: 2000 });
    const [a, b] = [server.addStream(), server.addStream()];
    for (let i = 0; i < 5; i++) server.publish(b, 2);
    for (let i = 0; i < 100; i++) server.publish(a, 0);
    const wire = new FakeWire();
    server.hub.subscribe(wire, request({ from: From.START }), 'cortexwire.v1.protobuf');
    const got = decodesOf(server.settle(wire)[0]!);
    expect(got.slice(0, 5).map((decode) => decode.stream)).toEqual(Array(5).fill('s1'));
    expect(got.at(5)?.cursor).toBe(`j1.${a.decodes.oldestPosition!.toString(36)}`);
    expect(got.at(-1)?.sequence).toBe(99);
    expect(wire.closedWith).toBeUndefined();
  });

  it('closes a reader that falls out of what is kept, with a code and not with a hole', () => {
    const server = newServer({ segmentBytes: 500, retentionBytes: 2000 }, { outboxBytes: 1000 });
    const [a, b] = [server.addStream(), server.addStream()];
    const [stalled, elsewhere] = [new FakeWire(), new FakeWire()];
    server.hub.subscribe(stalled, request(), 'cortexwire.v1.protobuf');
    server.hub.subscribe(elsewhere, request({ stream: 's1' }), 'cortexwire.v1.protobuf');
    for (let i = 0; i < 40; i++) server.publish(b, 2);
    for (let i = 0; i < 100; i++) server.publish(a, 0);
    const got = server.settle(stalled, elsewhere);
    expect(stalled.closedWith).toEqual({ code: 4008, reason: 'SUBSCRIBER_TOO_SLOW' });
    expect(got[0]!.at(-1)?.problem).toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW', fatal: true });
    const sequences = decodesOf(got[0]!).map((decode) => decode.sequence);
    expect(sequences).toEqual(sequences.map((_, i) => i));
    expect(elsewhere.closedWith?.reason).toBe(b.decodes.oldestPosition === 1 ? undefined : 'SUBSCRIBER_TOO_SLOW');
    expect(server.metrics.nTooSlow).toBeGreaterThan(0);
  });

  it('keeps a reader that is behind but reads before decodes are deleted', () => {
    const server = newServer({ segmentBytes: 500, retentionBytes: 4000 }, { outboxBytes: 400 });
    const stream = server.addStream();
    const wire = new FakeWire();
    const subscriber = server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    for (let i = 0; i < 15; i++) server.publish(stream, 0);
    const got: Decode[] = [];
    for (let i = 0; i < 200; i++) {
      server.publish(stream, 0);
      server.scheduler.run();
      got.push(...decodesOf(wire.take(1)));
      expect(subscriber.phase).toBe('backlog');
    }
    got.push(...decodesOf(server.settle(wire)[0]!));
    expect(got.map((decode) => decode.sequence)).toEqual(Array.from({ length: 215 }, (_, i) => i));
    expect(stream.decodes.droppedThrough(0)).toBeGreaterThan(100);
  });

  it('closes a reader that is further behind than the limit, and not one that works off an old backlog', () => {
    const server = newServer({}, { outboxBytes: 1000, maxLagDecodes: 50 });
    const stream = server.addStream();
    for (let i = 0; i < 500; i++) server.publish(stream, 0);
    const [fromStart, stalled] = [new FakeWire(), new FakeWire()];
    server.hub.subscribe(fromStart, request({ from: From.START }), 'cortexwire.v1.protobuf');
    server.hub.subscribe(stalled, request(), 'cortexwire.v1.protobuf');
    const got: Decode[] = [];
    for (let i = 0; i < 200; i++) {
      server.publish(stream, 0);
      server.scheduler.run();
      got.push(...decodesOf(fromStart.take(5)));
    }
    got.push(...decodesOf(server.settle(fromStart)[0]!));
    expect(got).toHaveLength(700);
    expect(stalled.closedWith?.code).toBe(4008);
    expect(server.hub.nSubscribers('lossless')).toBe(1);
  });

  it('gives notices their place among decodes, and tells only those who asked for the stream', () => {
    const server = newServer({}, { outboxBytes: 1000 });
    const [a, b] = [server.addStream(), server.addStream()];
    const [all, other, latest] = [new FakeWire(), new FakeWire(), new FakeWire()];
    server.hub.subscribe(all, request(), 'cortexwire.v1.protobuf');
    server.hub.subscribe(other, request({ stream: 's1' }), 'cortexwire.v1.protobuf');
    server.hub.subscribe(latest, request({ policy: Policy.LATEST }), 'cortexwire.v1.json');
    for (let i = 0; i < 30; i++) server.publish(a, 0);
    server.hub.notice(a, { kind: NoticeKind.STREAM_CLOSED });
    for (let i = 0; i < 30; i++) server.publish(b, 0);
    const [toAll, toOther] = server.settle(all, other);
    const at = toAll!.findIndex((message) => message.notice !== undefined);
    expect(toAll![at]?.notice).toMatchObject({ kind: NoticeKind.STREAM_CLOSED, stream: 's0' });
    expect(decodesOf(toAll!.slice(0, at)).map(named).at(-1)).toBe('s0 ssvep@1 29');
    expect(decodesOf(toAll!.slice(at)).map(named).at(0)).toBe('s1 ssvep@1 0');
    expect(toOther!.some((message) => message.notice !== undefined)).toBe(false);
    expect(latest.take(99, 'cortexwire.v1.json').filter((message) => message.notice !== undefined)).toHaveLength(1);
  });

  it('sends a notice that had no room before the decode that came after it', () => {
    const server = newServer({}, { outboxBytes: 1000 });
    const stream = server.addStream();
    const wire = new FakeWire();
    const subscriber = server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    wire.take(1);
    const detail = 'd'.repeat(400);
    for (let i = 0; i < 5; i++) server.hub.notice(stream, { kind: NoticeKind.GAP, start: i, detail });
    const got = wire.take(1);
    for (let i = 0; i < 10; i++) {
      // Read to the end of the log with a notice that still waits: not live yet.
      server.scheduler.run();
      got.push(...wire.take(1));
      if (i === 1) {
        expect(subscriber.phase).toBe('backlog');
        server.publish(stream, 0);
      }
    }
    expect(got.map(({ notice }) => notice?.start)).toEqual([0, 1, 2, 3, 4, undefined]);
  });

  it('lets a subscriber see only streams that it may read, now and later', () => {
    const server = newServer();
    const a = server.addStream();
    const wire = new FakeWire();
    const allows = ({ name }: { name: string }): boolean => name === 'eeg';
    const subscriber = server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf', allows);
    const b = server.addStream();
    server.publish(a, 0);
    server.publish(b, 0);
    expect([subscriber.follows(a), subscriber.follows(b)]).toEqual([false, true]);
    expect(decodesOf(wire.take(9)).map(named)).toEqual(['s1 ssvep@1 0']);
  });

  it('keeps a bounded number of notices for a reader that takes none', () => {
    const server = newServer({}, { outboxBytes: 1000 });
    const stream = server.addStream();
    const wire = new FakeWire();
    server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    for (let i = 0; i < 1000; i++) server.hub.notice(stream, { kind: NoticeKind.GAP, start: i });
    const [got] = server.settle(wire);
    expect(got!.length).toBeLessThan(400);
    expect(got!.at(-1)?.notice?.start).toBe(999);
    expect(got!.length - 1 + server.metrics.dropCounts.notice).toBe(1000);
  });

  it('keeps one subscriber whose wire fails from harming another', () => {
    const server = newServer();
    const stream = server.addStream();
    let broken = false;
    const failing = {
      bufferedAmount: 0,
      send: () => {
        if (broken) throw new Error('the wire is gone');
      },
      close() {},
    };
    const wire = new FakeWire();
    server.hub.subscribe(failing, request(), 'cortexwire.v1.protobuf');
    server.hub.subscribe(wire, request(), 'cortexwire.v1.protobuf');
    broken = true;
    server.publish(stream, 0);
    server.publish(stream, 0);
    expect(decodesOf(wire.take(9))).toHaveLength(2);
    expect(server.faults.splice(0)).toHaveLength(1);
    expect(server.hub.nSubscribers('lossless')).toBe(1);
  });

  it('closes a reader that had not read a stream when it is removed, and no other', () => {
    const server = newServer({}, { outboxBytes: 1000 });
    const [a, b] = [server.addStream(), server.addStream()];
    const [behind, other] = [new FakeWire(), new FakeWire()];
    server.hub.subscribe(behind, request(), 'cortexwire.v1.protobuf');
    server.hub.subscribe(other, request({ stream: 's1' }), 'cortexwire.v1.protobuf');
    for (let i = 0; i < 60; i++) server.publish(a, 0);
    server.hub.remove(a);
    expect(behind.closedWith?.reason).toBe('SUBSCRIBER_TOO_SLOW');
    server.publish(b, 0);
    expect(decodesOf(server.settle(other)[0]!)).toHaveLength(1);
    expect(() => server.publish(a, 0)).toThrow('was not added');
  });

  it('takes no subscription after it was closed', () => {
    const server = newServer();
    server.hub.close();
    expect(() => server.hub.subscribe(new FakeWire(), request(), 'cortexwire.v1.protobuf')).toThrow('DRAINING');
  });
});
