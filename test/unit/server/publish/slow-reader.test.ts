import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { decodeToReader, encodePayload, From, Policy, type ToReader } from '../../../../protocol/frame.js';
import { DecodeLog } from '../../../../server/journal/decode-log.js';
import { PublishHub } from '../../../../server/publish/hub.js';
import type { PublishedStream } from '../../../../server/publish/published-stream.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';
import { FakeMetrics, request } from './reader.js';

const OUTBOX_BYTES = 1 << 18;
const PAYLOAD_BYTES = 8000;
const N_DECODES = 4000;

interface Connection {
  readonly server: WebSocket;
  readonly client: WebSocket;
  readonly messages: ToReader[];
}

async function connections(n: number): Promise<Connection[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const made: Connection[] = [];
  for (let i = 0; i < n; i++) {
    const accepted = once(server, 'connection');
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    const [socket] = (await accepted) as [WebSocket];
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
    const messages: ToReader[] = [];
    client.on('message', (data: Buffer) => messages.push(decodeToReader(data, 'cortexwire.v1.protobuf')));
    made.push({ server: socket, client, messages });
  }
  onTestFinished(async () => {
    for (const { client } of made) client.terminate();
    server.close();
    await once(server, 'close');
  });
  return made;
}

describe('PublishHub over real sockets', () => {
  it('holds a bounded number of bytes for readers that stop reading, serves the others, and loses nothing', async () => {
    const metrics = new FakeMetrics();
    const hub = new PublishHub({
      identity: 'j1',
      firstPosition: 1,
      removed: [],
      removedThrough: 0,
      unixOffset: () => 0,
      metrics,
      outboxBytes: OUTBOX_BYTES,
      latestOutboxBytes: OUTBOX_BYTES / 4,
      pollMs: 1,
    });
    const decodes = DecodeLog.open(join(temporaryDir(), 's'), { retentionBytes: 1e9 });
    const stream: PublishedStream = {
      id: 's',
      name: 'meg',
      subject: 'p',
      simulated: true,
      sfreq: 1000,
      nChannels: 306,
      decoders: [
        { id: 'a@1', kind: 'embedding' },
        { id: 'b@1', kind: 'embedding' },
      ],
      decodes,
    };
    hub.add(stream);
    const [reading, stalled, latest] = (await connections(3)) as [Connection, Connection, Connection];
    for (const { server } of [reading, stalled]) hub.subscribe(server, request(), 'cortexwire.v1.protobuf');
    hub.subscribe(latest.server, request({ policy: Policy.LATEST }), 'cortexwire.v1.protobuf');
    stalled.client.pause();
    latest.client.pause();

    let maxHeldBytes = 0;
    const payload = encodePayload({ embedding: { shape: [PAYLOAD_BYTES], data: new Uint8Array(PAYLOAD_BYTES) } });
    for (let i = 0; i < N_DECODES; i++) {
      hub.publish(stream, i % 2, i >> 1, payload, {});
      for (const { server } of [reading, stalled, latest]) {
        maxHeldBytes = Math.max(maxHeldBytes, server.bufferedAmount);
      }
      if (i % 20 === 0) await eventLoopTurn();
    }
    while (reading.messages.length < N_DECODES + 1) await once(reading.client, 'message');
    // Nothing of the 32 MB waits in this process for those who stopped, but for their outboxes.
    expect(maxHeldBytes).toBeLessThan(OUTBOX_BYTES + 2 * PAYLOAD_BYTES);
    expect(stalled.messages.length).toBeLessThan(N_DECODES);
    const got = (messages: readonly ToReader[]): string[] =>
      messages.flatMap(({ decode }) => (decode === undefined ? [] : [`${decode.decoder} ${decode.sequence}`]));
    const all = Array.from({ length: N_DECODES }, (_, i) => `${i % 2 === 0 ? 'a@1' : 'b@1'} ${i >> 1}`);
    expect(got(reading.messages)).toEqual(all);

    latest.client.resume();
    const lastOf = (messages: readonly ToReader[], decoder: string): number | undefined =>
      messages.findLast(({ decode }) => decode?.decoder === decoder)?.decode?.sequence;
    while (lastOf(latest.messages, 'b@1') !== N_DECODES / 2 - 1) await once(latest.client, 'message');
    expect(lastOf(latest.messages, 'a@1')).toBe(N_DECODES / 2 - 1);
    const nTold = latest.messages.reduce((sum, { dropped }) => sum + (dropped?.count ?? 0), 0);
    expect(nTold + got(latest.messages).length).toBe(N_DECODES);
    expect(nTold).toBe(metrics.dropCounts.latest);

    stalled.client.resume();
    while (stalled.messages.length < N_DECODES + 1) await once(stalled.client, 'message');
    expect(got(stalled.messages)).toEqual(all);
    expect(metrics.nTooSlow).toBe(0);

    // And from the start, at whatever pace the socket takes it.
    const [late] = (await connections(1)) as [Connection];
    hub.subscribe(late.server, request({ from: From.START, decoder: 'b' }), 'cortexwire.v1.protobuf');
    while (late.messages.length < N_DECODES / 2 + 1) await once(late.client, 'message');
    expect(got(late.messages)).toEqual(all.filter((name) => name.startsWith('b@1')));
    hub.close();
    decodes.close();
  });
});
