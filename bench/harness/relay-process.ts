// The floor that an added latency is compared with: rig -> WebSocket server -> subscriber, nothing decoded.
// Each frame of samples is answered with 24 bytes, the first 8 of which are its send stamp.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { DEFAULT_LIMITS, SOCKET_LIMITS } from '../../protocol/limits.js';
import { INGEST_PATH } from '../../protocol/version.js';
import { benchOptions, giveAnswer } from './bench-process.js';
import { sendStampOf } from './send-stamp.js';

await benchOptions();
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  maxPayload: DEFAULT_LIMITS.maxMessageBytes,
  ...SOCKET_LIMITS,
});
const subscribers = new Set<WebSocket>();

server.on('connection', (socket, request) => {
  (request.socket satisfies Socket).setNoDelay(true);
  if (request.url !== INGEST_PATH) {
    subscribers.add(socket);
    socket.on('close', () => subscribers.delete(socket));
    return;
  }
  socket.on('message', (frame: Buffer) => {
    const stamp = sendStampOf(frame);
    if (stamp === undefined) return;
    const answer = Buffer.alloc(24);
    answer.writeDoubleLE(stamp, 0);
    for (const subscriber of subscribers) subscriber.send(answer);
  });
});
process.on('disconnect', () => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
await giveAnswer({ url: `ws://127.0.0.1:${port}` });
