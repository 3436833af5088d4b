import { once } from 'node:events';
import WebSocket from 'ws';
import { decodeToReader, encodeReaderMessage, From, Policy } from '../../protocol/frame.js';
import { CLIENT_MAX_MESSAGE_BYTES } from '../../protocol/limits.js';
import { PROTOBUF_SUBPROTOCOL, SUBSCRIBE_PATH } from '../../protocol/version.js';
import { benchOptions, giveAnswer } from './bench-process.js';
import { clockSeconds } from './clock.js';
import { ARRIVAL_COLUMNS, type Arrivals, type SubscriberOptions } from './subscriber.js';

const options = await benchOptions<SubscriberOptions>();
const width = ARRIVAL_COLUMNS.length;
let rows = new Float64Array(4096 * width);
let nRows = 0;
let failures: Record<string, number> = {};
let nDropped = 0;
let problems: string[] = [];
let cpu = process.cpuUsage();
let since = clockSeconds();

const socket = new WebSocket(`${options.url}${SUBSCRIBE_PATH}`, PROTOBUF_SUBPROTOCOL, {
  perMessageDeflate: false,
  maxPayload: CLIENT_MAX_MESSAGE_BYTES,
});
const subscribed = new Promise<void>((resolve, reject) => {
  socket.on('error', reject);
  socket.on('close', (code) => problems.push(`closed with ${code}`));
  socket.on('message', (data: Buffer) => {
    const arrived = clockSeconds();
    if (options.peer === 'relay') {
      add([arrived, data.readDoubleLE(0), 0, nRows, 0, 0, 0, 0, 0, 0]);
      return;
    }
    const message = decodeToReader(data, PROTOBUF_SUBPROTOCOL);
    if (message.subscribed) resolve();
    if (message.dropped) nDropped += message.dropped.count;
    if (message.problem) {
      problems.push(`${message.problem.code}: ${message.problem.detail}`);
      if (message.problem.fatal) reject(new Error(problems.at(-1)));
    }
    const { payload, timing, sequence } = message.decode ?? {};
    if (payload === undefined || timing === undefined || sequence === undefined) return;
    if (payload.failure) {
      failures[payload.failure.code] = (failures[payload.failure.code] ?? 0) + payload.failure.count;
      return;
    }
    const { received, windowClosed, queued, inferStart, inferEnd, published } = timing;
    add([arrived, 0, payload.end, sequence, received, windowClosed, queued, inferStart, inferEnd, published]);
  });
});
await once(socket, 'open');
if (options.peer === 'server') {
  const subscribe = { decoder: options.decoder, from: From.NOW, policy: Policy.LOSSLESS, client: 'cortexwire bench' };
  socket.send(encodeReaderMessage({ subscribe }, PROTOBUF_SUBPROTOCOL));
  await subscribed;
}
process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  const cpuShare = (user + system) / 1e6 / (clockSeconds() - since);
  const arrivals: Arrivals = { rows: rows.slice(0, nRows * width), failures, nDropped, problems, cpuShare };
  nRows = 0;
  failures = {};
  nDropped = 0;
  problems = [];
  cpu = process.cpuUsage();
  since = clockSeconds();
  void giveAnswer(arrivals);
});
process.on('disconnect', () => socket.terminate());
await giveAnswer({ ready: true });

function add(row: number[]): void {
  if ((nRows + 1) * width > rows.length) {
    const more = new Float64Array(2 * rows.length);
    more.set(rows);
    rows = more;
  }
  rows.set(row, nRows++ * width);
}
