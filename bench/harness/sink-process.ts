// The limit that a throughput is compared with: frames are taken from their sockets, and thrown away.
import { once } from 'node:events';
import { answerRequests, benchOptions } from './bench-process.js';
import { openBareServer } from './bare-server.js';
import { clockSeconds } from './clock.js';
import { percentiles } from './percentiles.js';
import { LoadMeter } from './process-load.js';
import { sendStampOf } from './send-stamp.js';
import type { SinkReport } from './sink.js';

await benchOptions();
const { server, url } = await openBareServer();
const meter = new LoadMeter(true);
let ages: number[] = [];
let nBytes = 0;

server.on('connection', (socket) => {
  socket.on('message', (frame: Buffer) => {
    nBytes += frame.length;
    const stamp = sendStampOf(frame);
    if (stamp !== undefined) ages.push(clockSeconds() - stamp);
  });
});
await answerRequests(
  (): SinkReport => {
    const report = { nFrames: ages.length, nBytes, age: percentiles(ages), load: meter.take() };
    ages = [];
    nBytes = 0;
    return report;
  },
  { url },
);
const closed = once(server, 'close');
for (const socket of server.clients) socket.terminate();
server.close();
await closed;
