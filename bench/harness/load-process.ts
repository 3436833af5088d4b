import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import WebSocket from 'ws';
import {
  decodeToRig,
  encodeRigMessage,
  Pacing,
  SampleFormat,
  type Init,
  type RigMessage,
} from '../../protocol/frame.js';
import { INGEST_PATH, PROTOBUF_SUBPROTOCOL } from '../../protocol/version.js';
import { benchOptions, giveAnswer } from './bench-process.js';
import { blockUntil, clockSeconds } from './clock.js';
import type { LoadOptions, LoadReport } from './load-generator.js';

/** Different chunks of noise, so that no channel looks flat; more would only fill caches. */
const N_VARIANTS = 16;

const options = await benchOptions<LoadOptions>();
const { chunk, sfreq, nChunks, channels } = options;
const problems: string[] = [];
let stream = '';
let credit = options.peer === 'relay' ? Infinity : 0;

const socket = new WebSocket(`${options.url}${INGEST_PATH}`, PROTOBUF_SUBPROTOCOL, { perMessageDeflate: false });
const opened = new Promise<void>((resolve, reject) => {
  socket.on('error', reject);
  socket.on('message', (data: Buffer) => {
    const message = decodeToRig(data, PROTOBUF_SUBPROTOCOL);
    if (message.opened) {
      stream = message.opened.stream;
      credit = message.opened.credit;
      for (const offer of message.opened.decoders) {
        if (!offer.accepted) problems.push(`${offer.decoder} refused: ${offer.code} ${offer.detail}`);
      }
      resolve();
    }
    if (message.credit) credit = message.credit.untilSample;
    if (message.problem) {
      problems.push(`${message.problem.code}: ${message.problem.detail}`);
      if (message.problem.fatal) reject(new Error(problems.at(-1)));
    }
  });
  socket.on('close', (code, reason) => reject(new Error(`closed with ${code} ${reason.toString()}`)));
});
await once(socket, 'open');
if (options.peer === 'server') {
  const info = {
    name: options.streamName,
    device: 'load generator',
    sfreq,
    channels: channels.map((channel) => ({ ...channel, scale: 1 })),
    format: SampleFormat.FLOAT32,
    simulated: true,
  };
  send({ open: { info, decoders: options.decoders, pacing: Pacing.LIVE, client: 'cortexwire bench' } });
  await opened;
} else {
  opened.catch(() => undefined);
}
await giveAnswer({ ready: true });
await once(process, 'message');
await giveAnswer(await run());
if (options.peer === 'server') {
  send({ close: { final: true } });
  await new Promise((resolve) => setTimeout(resolve, 200));
}
socket.close();
if (process.connected) process.disconnect();

async function run(): Promise<LoadReport> {
  const variants = Array.from({ length: N_VARIANTS }, () => noise(chunk * channels.length));
  const sent = new Float64Array(nChunks);
  const late = new Float64Array(nChunks);
  let nBlocked = 0;
  const cpu = process.cpuUsage();
  const begin = clockSeconds() + 0.1;
  for (let k = 0; k < nChunks; k++) {
    const firstSample = k * chunk;
    // A chunk can leave when its last sample has been taken.
    const deadline = begin + ((k + 1) * chunk) / sfreq;
    // One turn of the event loop, so that answers are read and the frame before is written out.
    await nextTurn();
    blockUntil(deadline);
    if (firstSample + chunk > credit) {
      nBlocked++;
      while (firstSample + chunk > credit) await nextTurn();
    }
    const deviceTime = clockSeconds();
    send({ samples: { sequence: k, firstSample, deviceTime, data: variants[k % N_VARIANTS]! } });
    sent[k] = deviceTime;
    late[k] = deviceTime - deadline;
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuShare = (user + system) / 1e6 / (clockSeconds() - begin);
  return { stream, sent, late, cpuShare, nBlocked, problems };
}

function send(message: Init<RigMessage>): void {
  socket.send(encodeRigMessage(message, PROTOBUF_SUBPROTOCOL));
}

/** About a hundred units wide, which is a likely brain for MEG in fT and for EEG in µV. */
function noise(n: number): Uint8Array {
  const values = Float32Array.from({ length: n }, () => (Math.random() + Math.random() + Math.random() - 1.5) * 100);
  return new Uint8Array(values.buffer);
}
