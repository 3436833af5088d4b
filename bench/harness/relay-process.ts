// The floor that an added latency is compared with: rig -> WebSocket server -> subscriber, nothing decoded.
// Each frame of samples is answered with 24 bytes, the first 8 of which are its send stamp.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { INGEST_PATH } from '../../protocol/version.js';
import { answerRequests, benchOptions } from './bench-process.js';
import { openBareServer } from './bare-server.js';
import { LoadMeter } from './process-load.js';
import { sendStampOf } from './send-stamp.js';

await benchOptions();
const { server, url } = await openBareServer();
const subscribers = new Set<WebSocket>();
const meter = new LoadMeter(true);

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
await answerRequests(() => meter.take(), { url });
const closed = once(server, 'close');
for (const socket of server.clients) socket.terminate();
server.close();
await closed;
