import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
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
import { answerRequests, benchOptions } from './bench-process.js';
import { blockUntil, clockSeconds, spinUntil } from './clock.js';
import type { LoadOptions, LoadReport, LoadRun } from './load-generator.js';
import { LoadMeter } from './process-load.js';

/** Different chunks of noise, so that no channel looks flat; more would only fill caches. */
const N_VARIANTS = 16;
/** Longest time without a look at what came in, s. */
const LISTEN_EVERY = 1e-3;
/** Time for the last frames of rigs that wait for credit, s. */
const PATIENCE = 2;

const options = await benchOptions<LoadOptions>();
const { chunk, sfreq, channels, pacing = Pacing.LIVE, wait = 'block' } = options;
const variants = Array.from({ length: N_VARIANTS }, () => noise(chunk * channels.length));
const meter = new LoadMeter(false);

/** One socket, with its stream where the peer has streams. */
class Rig {
  stream = '';
  /** Index of the chunk that leaves next. */
  next = 0;
  isOpen = false;
  readonly #socket: WebSocket;
  readonly #opened: Promise<void>;
  readonly #problems: string[];
  #credit = options.peer === 'bare' ? Infinity : 0;

  constructor(problems: string[]) {
    this.#problems = problems;
    this.#socket = new WebSocket(`${options.url}${INGEST_PATH}`, PROTOBUF_SUBPROTOCOL, { perMessageDeflate: false });
    this.#opened = new Promise<void>((resolve, reject) => {
      this.#socket.on('error', reject);
      this.#socket.on('close', (code, reason) => {
        if (this.isOpen) problems.push(`closed with ${code} ${reason.toString()}`);
        this.isOpen = false;
        reject(new Error(`closed with ${code} ${reason.toString()}`));
      });
      this.#socket.on('message', (data: Buffer) => this.#take(data, resolve, reject));
    });
    this.#opened.catch(() => undefined);
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  get hasCredit(): boolean {
    return this.isOpen && (this.next + 1) * chunk <= this.#credit;
  }

  async open(name: string): Promise<void> {
    await Promise.race([once(this.#socket, 'open'), this.#opened]);
    if (options.peer === 'server') {
      const info = {
        name,
        device: 'load generator',
        sfreq,
        channels: channels.map((channel) => ({ ...channel, scale: 1 })),
        format: SampleFormat.FLOAT32,
        simulated: true,
      };
      this.#send({ open: { info, decoders: options.decoders, pacing, client: 'cortexwire bench' } });
      await this.#opened;
    }
    this.isOpen = true;
  }

  /** @returns when the frame left, s */
  sendNext(): number {
    const k = this.next++;
    const deviceTime = clockSeconds();
    const data = variants[k % N_VARIANTS]!;
    this.#send({ samples: { sequence: k, firstSample: k * chunk, deviceTime, data } });
    return deviceTime;
  }

  async close(): Promise<void> {
    this.isOpen = false;
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const closed = once(this.#socket, 'close');
    if (options.peer === 'server') this.#send({ close: { final: true } });
    else this.#socket.close();
    // A server closes when it has dealt with everything; one that takes long is left to it.
    await Promise.race([closed, sleep(500)]);
    this.#socket.close();
  }

  #send(message: Init<RigMessage>): void {
    this.#socket.send(encodeRigMessage(message, PROTOBUF_SUBPROTOCOL));
  }

  #take(data: Buffer, opened: () => void, failed: (error: Error) => void): void {
    const message = decodeToRig(data, PROTOBUF_SUBPROTOCOL);
    if (message.opened) {
      this.stream = message.opened.stream;
      this.#credit = message.opened.credit;
      for (const offer of message.opened.decoders) {
        if (!offer.accepted) this.#problems.push(`${offer.decoder} refused: ${offer.code} ${offer.detail}`);
      }
      opened();
    }
    if (message.credit) this.#credit = message.credit.untilSample;
    if (message.problem) {
      const problem = `${message.problem.code}: ${message.problem.detail}`;
      this.#problems.push(problem);
      if (message.problem.fatal) failed(new Error(problem));
    }
  }
}

await answerRequests(async ({ nRigs, nChunks, name, beginWithin = chunk / sfreq }: LoadRun): Promise<LoadReport> => {
  const problems: string[] = [];
  const rigs = Array.from({ length: nRigs }, () => new Rig(problems));
  try {
    await Promise.all(rigs.map((rig, i) => rig.open(`${name}-${i}`)));
    const run = pacing === Pacing.LIVE ? await runPaced(rigs, nChunks, beginWithin) : await runFreely(rigs, nChunks);
    return { streams: rigs.map(({ stream }) => stream), ...run, problems: [...new Set(problems)] };
  } finally {
    await Promise.all(rigs.map((rig) => rig.close()));
  }
});

type Run = Omit<LoadReport, 'streams' | 'problems'>;

async function runPaced(rigs: readonly Rig[], nChunks: number, beginWithin: number): Promise<Run> {
  const nRigs = rigs.length;
  const period = chunk / sfreq;
  const startOf = (r: number): number => (r * beginWithin) / nRigs;
  const sent = new Float64Array(nRigs * nChunks).fill(NaN);
  const late = new Float64Array(nRigs * nChunks).fill(NaN);
  let nBlocked = 0;
  let maxBufferedBytes = 0;
  const begin = clockSeconds() + 0.1;
  // A chunk can leave when its last sample has been taken.
  const deadlineOf = (r: number, k: number): number => begin + (k + 1) * period + startOf(r);
  const sendDue = (r: number, k: number): void => {
    const rig = rigs[r]!;
    while (rig.next <= k && rig.hasCredit) {
      const at = r * nChunks + rig.next;
      const deadline = deadlineOf(r, rig.next);
      sent[at] = rig.sendNext();
      late[at] = sent[at] - deadline;
    }
  };
  meter.reset();
  let listened = 0;
  const waitFor = async (deadline: number): Promise<void> => {
    const now = clockSeconds();
    // A turn of the event loop, so that answers are read: where there is time for it, and now and then in any case.
    if (now < deadline || now - listened > LISTEN_EVERY) {
      await nextTurn();
      listened = clockSeconds();
    }
    if (wait === 'block') blockUntil(deadline);
    else if (wait === 'spin') spinUntil(deadline);
    else await timeUntil(deadline);
  };
  // Rigs by where their deadlines lie in a chunk's time; some are whole chunks behind.
  const turns = rigs.map((rig, r) => ({ rig, r, nBehind: Math.floor(startOf(r) / period) }));
  turns.sort((a, b) => startOf(a.r) - a.nBehind * period - (startOf(b.r) - b.nBehind * period));
  const nPeriods = nChunks + Math.max(...turns.map(({ nBehind }) => nBehind));
  for (let i = 0; i < nPeriods; i++) {
    for (const { rig, r, nBehind } of turns) {
      const k = i - nBehind;
      if (k < 0 || k >= nChunks) continue;
      await waitFor(deadlineOf(r, k));
      sendDue(r, k);
      if (rig.next <= k) nBlocked++;
      maxBufferedBytes = Math.max(maxBufferedBytes, rig.bufferedBytes);
    }
  }
  const giveUp = clockSeconds() + PATIENCE;
  while (rigs.some((rig) => rig.isOpen && rig.next < nChunks) && clockSeconds() < giveUp) {
    await nextTurn();
    for (const r of rigs.keys()) sendDue(r, nChunks - 1);
  }
  return { sent, late, seconds: clockSeconds() - begin, load: meter.take(), nBlocked, maxBufferedBytes };
}

async function timeUntil(deadline: number): Promise<void> {
  for (let left = deadline - clockSeconds(); left > 0; left = deadline - clockSeconds()) await sleep(left * 1e3);
}

/** As fast as the server gives credit. */
async function runFreely(rigs: readonly Rig[], nChunks: number): Promise<Run> {
  const sent = new Float64Array(rigs.length * nChunks).fill(NaN);
  let maxBufferedBytes = 0;
  meter.reset();
  const begin = clockSeconds();
  while (rigs.some((rig) => rig.isOpen && rig.next < nChunks)) {
    let hasSent = false;
    for (const [r, rig] of rigs.entries()) {
      if (rig.next >= nChunks || !rig.hasCredit) continue;
      sent[r * nChunks + rig.next] = rig.sendNext();
      maxBufferedBytes = Math.max(maxBufferedBytes, rig.bufferedBytes);
      hasSent = true;
    }
    await (hasSent ? nextTurn() : sleep(1));
  }
  const late = new Float64Array(sent.length);
  return { sent, late, seconds: clockSeconds() - begin, load: meter.take(), nBlocked: 0, maxBufferedBytes };
}

/** About a hundred units wide, which is a likely brain for MEG in fT and for EEG in µV. */
function noise(n: number): Uint8Array {
  const values = Float32Array.from({ length: n }, () => (Math.random() + Math.random() + Math.random() - 1.5) * 100);
  return new Uint8Array(values.buffer);
}
