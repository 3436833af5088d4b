import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReaderClient, type ReaderOptions } from '../../../protocol/client/reader.js';
import { From, NoticeKind, Policy, type Decode, type Init, type ReaderMessage } from '../../../protocol/frame.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL } from '../../../protocol/version.js';
import { ScriptedServer, type Peer } from '../../helpers/scripted-server.js';

const quick = { reconnect: { minMs: 1, maxMs: 5, timeoutMs: 20_000 } };

let server: ScriptedServer;
const clients: ReaderClient[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

function makeClient(options: Partial<ReaderOptions> = {}): ReaderClient {
  const client = new ReaderClient(server.address, { ...quick, ...options });
  clients.push(client);
  return client;
}

/** The server's end of the next socket, subscribed. */
async function accept(cursor = 'start'): Promise<{ peer: Peer; greeting: ReaderMessage }> {
  const peer = await server.accept();
  const greeting = await peer.next();
  peer.send({ subscribed: { cursor } });
  return { peer, greeting };
}

async function subscribe(options: Partial<ReaderOptions> = {}) {
  const client = makeClient(options);
  const opening = client.open();
  const { peer, greeting } = await accept();
  await opening;
  return { client, peer, greeting };
}

function decode(sequence: number, more: Init<Decode> = {}): { decode: Init<Decode> } {
  return {
    decode: { stream: 's', decoder: 'd@1', sequence, cursor: `c${sequence}`, payload: {}, timing: {}, ...more },
  };
}

async function take(client: ReaderClient, n: number): Promise<number[]> {
  const iterator = client[Symbol.asyncIterator]();
  const sequences = [];
  for (let i = 0; i < n; i++) sequences.push(((await iterator.next()).value as Decode).sequence);
  return sequences;
}

describe('ReaderClient', () => {
  it.each([PROTOBUF_SUBPROTOCOL, JSON_SUBPROTOCOL] as const)(
    'subscribes and iterates decodes, sub-protocol %s',
    async (subprotocol) => {
      const { client, peer, greeting } = await subscribe({
        subprotocol,
        stream: 'lab*',
        subject: 'sub-01',
        decoder: 'fbcca@*',
        kind: 'classes',
        policy: Policy.LATEST,
        from: From.START,
        client: 'test',
        token: 'secret',
      });
      expect(peer.request.url).toBe('/v1/subscribe');
      expect(peer.request.headers.authorization).toBe('Bearer secret');
      expect(greeting.subscribe).toEqual({
        stream: 'lab*',
        subject: 'sub-01',
        decoder: 'fbcca@*',
        kind: 'classes',
        from: From.START,
        cursor: '',
        policy: Policy.LATEST,
        client: 'test',
      });
      peer.send(decode(0));
      peer.send(decode(1, { payload: { kind: 'classes', classes: { label: 'a' } } }));
      const seen: Decode[] = [];
      for await (const one of client) {
        seen.push(one);
        if (seen.length === 2) break;
      }
      expect(seen[1]).toMatchObject({
        sequence: 1,
        payload: { classes: { label: 'a', scores: [] } },
        timing: { replayed: false },
      });
      expect(await peer.closed).toBe(1000);
    },
  );

  it('subscribes when it is iterated', async () => {
    const client = makeClient();
    const taken = take(client, 1);
    const { peer, greeting } = await accept();
    expect(greeting.subscribe).toMatchObject({ from: From.NOW, stream: '', policy: Policy.LOSSLESS });
    peer.send(decode(5));
    expect(await taken).toEqual([5]);
  });

  it('goes on after the last decode, and leaves out what comes twice', async () => {
    const { client, peer } = await subscribe({ from: From.START });
    for (const sequence of [0, 1, 2]) peer.send(decode(sequence));
    expect(await take(client, 2)).toEqual([0, 1]);
    await peer.settled();
    peer.socket.terminate();
    const after = await accept();
    expect(after.greeting.subscribe).toMatchObject({ from: From.CURSOR, cursor: 'c2' });
    for (const sequence of [1, 2, 3]) after.peer.send(decode(sequence));
    expect(await take(client, 2)).toEqual([2, 3]);
    expect(client.nDuplicates).toBe(2);
    expect(client.cursor).toBe('c3');
  });

  it('goes on from where the subscription began when nothing had come', async () => {
    const { client, peer } = await subscribe({ from: From.NOW });
    const lost = once(client, 'reconnecting');
    peer.socket.terminate();
    await lost;
    const { greeting } = await accept('later');
    expect(greeting.subscribe).toMatchObject({ from: From.CURSOR, cursor: 'start' });
  });

  it('starts from a cursor that it is given', async () => {
    const { greeting } = await subscribe({ cursor: 'c41' });
    expect(greeting.subscribe).toMatchObject({ from: From.CURSOR, cursor: 'c41' });
  });

  it('tells what is missing, decoder by decoder', async () => {
    const { client, peer } = await subscribe();
    const missing: unknown[] = [];
    client.on('missing', (one) => missing.push(one));
    peer.send(decode(7));
    peer.send(decode(0, { decoder: 'e@1' }));
    peer.send(decode(8));
    peer.send(decode(1, { decoder: 'e@1' }));
    peer.send(decode(11));
    peer.send(decode(12));
    expect(await take(client, 6)).toEqual([7, 0, 8, 1, 11, 12]);
    expect(missing).toEqual([{ stream: 's', decoder: 'd@1', start: 9, end: 11 }]);
  });

  it('does not miss what it was told was dropped', async () => {
    const { client, peer } = await subscribe({ policy: Policy.LATEST });
    const missing: unknown[] = [];
    client.on('missing', (one) => missing.push(one));
    const dropped = once(client, 'dropped');
    peer.send(decode(0));
    peer.send({ dropped: { stream: 's', decoder: 'd@1', count: 2 } });
    peer.send(decode(3));
    peer.send({ dropped: { stream: 's', decoder: 'd@1', count: 1 } });
    peer.send(decode(6));
    expect(await take(client, 3)).toEqual([0, 3, 6]);
    expect((await dropped)[0]).toEqual({ stream: 's', decoder: 'd@1', count: 2 });
    expect(missing).toEqual([{ stream: 's', decoder: 'd@1', start: 5, end: 6 }]);
  });

  it('misses nothing when it asked for one kind only', async () => {
    const { client, peer } = await subscribe({ kind: 'classes' });
    client.on('missing', () => expect.unreachable());
    peer.send(decode(0));
    peer.send(decode(4));
    expect(await take(client, 2)).toEqual([0, 4]);
  });

  it('tells notices, and passes over kinds of messages that it does not know', async () => {
    const { client, peer } = await subscribe();
    const notice = once(client, 'notice');
    peer.socket.send(Uint8Array.of(0x7a, 0x02, 0x08, 0x01));
    peer.send({ notice: { kind: NoticeKind.CATCHING_UP, stream: 's', value: 2.5 } });
    expect(await notice).toMatchObject([{ kind: NoticeKind.CATCHING_UP, value: 2.5 }]);
  });

  it('rejects, and throws in the iteration, what the subscription fails with', async () => {
    const client = makeClient({ cursor: 'old' });
    const opening = client.open();
    const peer = await server.accept();
    peer.send({ problem: { code: 'CURSOR_EXPIRED', detail: 'older than 1 h', fatal: true } });
    await expect(opening).rejects.toThrow('CURSOR_EXPIRED: older than 1 h');
    await expect(take(client, 1)).rejects.toThrow('CURSOR_EXPIRED');
    expect(server.nConnections).toBe(1);
  });

  it('gives the decodes that came before the failure, then the failure', async () => {
    const { client, peer } = await subscribe();
    peer.send(decode(0));
    const failed = once(client, 'failed');
    peer.send({ problem: { code: 'FORBIDDEN', detail: 'the token has expired', fatal: true } });
    await failed;
    expect(await take(client, 1)).toEqual([0]);
    await expect(take(client, 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('comes back from its cursor when it was too slow', async () => {
    const { client, peer } = await subscribe();
    peer.send(decode(0));
    expect(await take(client, 1)).toEqual([0]);
    peer.send({ problem: { code: 'SUBSCRIBER_TOO_SLOW', detail: '', fatal: true } });
    const after = await accept();
    expect(after.greeting.subscribe).toMatchObject({ cursor: 'c0' });
    after.peer.socket.close(4008);
    expect((await accept()).greeting.subscribe).toMatchObject({ cursor: 'c0' });
  });

  it('leaves a server that drains and goes on with the next one', async () => {
    const { client, peer } = await subscribe();
    const drain = once(client, 'drain');
    peer.send({ drain: { reconnectAfter: 0.005 } });
    expect((await drain)[0]).toEqual({ reconnectAfter: 0.005 });
    expect(await peer.closed).toBe(1000);
    const after = await accept();
    after.peer.send(decode(3));
    expect(await take(client, 1)).toEqual([3]);
  });

  it('gives up a socket on which nothing is heard any more', async () => {
    const { client, peer } = await subscribe({ heartbeat: { probeMs: 10, timeoutMs: 60 } });
    const lost = once(client, 'reconnecting');
    peer.silent = true;
    peer.socket.pause();
    expect((await lost)[0]).toContain('nothing heard for 60 ms');
    await accept();
  });

  it('stops reading the socket while decodes wait, and does not take its own silence for that of the server', async () => {
    const { client, peer } = await subscribe({ heartbeat: { probeMs: 5, timeoutMs: 60 } });
    client.on('reconnecting', () => expect.unreachable());
    const data = new Uint8Array(16 * 1024);
    const nDecodes = 3000;
    for (let i = 0; i < nDecodes; i++) peer.send(decode(i, { payload: { embedding: { data } } }));
    // 48 MB: far more than the kernel holds, so the server's socket fills up and stays full.
    for (let i = 0; i < 30; i++) await peer.nextProbe();
    expect(peer.socket.bufferedAmount).toBeGreaterThan(1024 * 1024);
    expect(await take(client, nDecodes)).toEqual(Array.from({ length: nDecodes }, (_, i) => i));
    expect(peer.socket.bufferedAmount).toBeLessThan(16 * 1024);
  });

  it('ends the iteration when it is closed', async () => {
    const { client, peer } = await subscribe();
    const next = client[Symbol.asyncIterator]().next();
    client.close();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await peer.closed).toBe(1000);
  });

  it('is iterated one step at a time', async () => {
    const { client } = await subscribe();
    const iterator = client[Symbol.asyncIterator]();
    const first = iterator.next();
    await expect(iterator.next()).rejects.toThrow('one step at a time');
    client.close();
    await first;
  });
});
