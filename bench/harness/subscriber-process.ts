import { once } from 'node:events';
import WebSocket from 'ws';
import { decodeToReader, encodeReaderMessage, From, Policy, type Decode } from '../../protocol/frame.js';
import { CLIENT_MAX_MESSAGE_BYTES } from '../../protocol/limits.js';
import { PROTOBUF_SUBPROTOCOL, SUBSCRIBE_PATH } from '../../protocol/version.js';
import { answerRequests, benchOptions } from './bench-process.js';
import { clockSeconds } from './clock.js';
import { LoadMeter } from './process-load.js';
import { ARRIVAL_COLUMNS, type Arrivals, type SubscriberOptions } from './subscriber.js';

const options = await benchOptions<SubscriberOptions>();
const width = ARRIVAL_COLUMNS.length;
let rows = new Float64Array(4096 * width);
let nRows = 0;
let failures: Record<string, number> = {};
let failuresOf: Record<string, number> = {};
let nDropped = 0;
let problems: string[] = [];
const streams: string[] = [];
const decoders: string[] = [];
const meter = new LoadMeter(true);

const sockets = Array.from({ length: options.nSubscribers ?? 1 }, (_, subscriber) => subscribe(subscriber));
await Promise.all(sockets.map(({ ready }) => ready));
meter.reset();
await answerRequests((): Arrivals => {
  const arrivals = { rows: rows.slice(0, nRows * width), streams, decoders, failures, failuresOf, nDropped, problems };
  nRows = 0;
  failures = {};
  failuresOf = {};
  nDropped = 0;
  problems = [];
  return { ...arrivals, load: meter.take() };
});
for (const { socket } of sockets) socket.terminate();

function subscribe(subscriber: number): { socket: WebSocket; ready: Promise<void> } {
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
        add([arrived, data.readDoubleLE(0), 0, 0, subscriber, 0, 0, nRows, 0, 0, 0, 0, 0, 0]);
        return;
      }
      const message = decodeToReader(data, PROTOBUF_SUBPROTOCOL);
      if (message.subscribed) resolve();
      if (message.dropped) nDropped += message.dropped.count;
      if (message.problem) {
        problems.push(`${message.problem.code}: ${message.problem.detail}`);
        if (message.problem.fatal) reject(new Error(problems.at(-1)));
      }
      if (message.decode) takeDecode(message.decode, arrived, subscriber);
    });
  });
  const begin = async (): Promise<void> => {
    await once(socket, 'open');
    if (options.peer === 'relay') return;
    const request = { decoder: options.decoder, from: From.NOW, policy: Policy.LOSSLESS, client: 'cortexwire bench' };
    socket.send(encodeReaderMessage({ subscribe: request }, PROTOBUF_SUBPROTOCOL));
    await subscribed;
  };
  return { socket, ready: begin() };
}

function takeDecode({ payload, timing, stream, decoder, sequence }: Decode, arrived: number, subscriber: number): void {
  if (payload === undefined || payload === null || timing === undefined || timing === null) return;
  if (payload.failure) {
    const { code, count } = payload.failure;
    failures[code] = (failures[code] ?? 0) + count;
    failuresOf[decoder] = (failuresOf[decoder] ?? 0) + count;
    return;
  }
  const { received, windowClosed, queued, inferStart, inferEnd, published } = timing;
  add([
    arrived,
    0,
    indexIn(streams, stream),
    indexIn(decoders, decoder),
    subscriber,
    payload.start,
    payload.end,
    sequence,
    received,
    windowClosed,
    queued,
    inferStart,
    inferEnd,
    published,
  ]);
}

function indexIn(names: string[], name: string): number {
  const at = names.lastIndexOf(name);
  return at < 0 ? names.push(name) - 1 : at;
}

function add(row: readonly number[]): void {
  if ((nRows + 1) * width > rows.length) {
    const more = new Float64Array(2 * rows.length);
    more.set(rows);
    rows = more;
  }
  rows.set(row, nRows++ * width);
}
