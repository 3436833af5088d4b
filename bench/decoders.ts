import { Pacing } from '../protocol/frame.js';
import { scratchFolder } from './harness/children.js';
import { startBenchServer } from './harness/bench-server.js';
import { writeIdentityModel } from './harness/identity-model.js';
import { megChannels, startLoad, type LoadReport } from './harness/load-generator.js';
import { inMilliseconds, median, percentiles, type Percentiles } from './harness/percentiles.js';
import type { ProcessLoad } from './harness/process-load.js';
import { ServerMeter } from './harness/server-meter.js';
import { column, startSubscribers, type Arrivals } from './harness/subscriber.js';
import { startOnnxLoop, type OnnxLoop } from './peers/onnx-loop.js';

export interface DecoderOptions {
  readonly nChannels: number;
  /** Hz */
  readonly sfreq: number;
  /** Length of a window and distance of windows, samples. */
  readonly nSamples: number;
  readonly stride: number;
  /** Windows that end in one frame: several, so that the lane has the next one at hand and sockets do not count. */
  readonly windowsPerFrame: number;
  /** How much work the model is: products of the window with a square matrix. 0 is the identity alone. */
  readonly works: readonly number[];
  /** Of each side in each turn, s. */
  readonly seconds: number;
  readonly turns: number;
  /** Windows in one run of the bare loop, for what batching would give. */
  readonly batches: readonly number[];
  readonly serverArgs?: readonly string[];
  readonly progress: (text: string) => void;
}

export const DECODER_DEFAULTS = {
  nChannels: 306,
  sfreq: 1000,
  nSamples: 1000,
  stride: 10,
  windowsPerFrame: 10,
  works: [0, 4, 16],
  seconds: 5,
  turns: 5,
  batches: [1, 4, 16, 64],
} as const;

/** One model through the server as fast as it takes a replayed stream, in turns with the bare loop. Times in s. */
export interface DecoderResult {
  readonly nProducts: number;
  /** One a turn. */
  readonly server: readonly Spell[];
  readonly bare: readonly { readonly windowsPerSecond: number; readonly run: Percentiles }[];
  /** Windows per second of the server to the loop's, median over the turns. */
  readonly efficiency: number;
  /** What the lane took for a window beside the model's run, median over the turns. */
  readonly outsideRun: number;
  /** Windows per second of the bare loop with larger batches. */
  readonly batches: Readonly<Record<string, number>>;
}

/** A turn of the server. */
interface Spell {
  readonly windowsPerSecond: number;
  readonly run: Percentiles;
  /** From the end of a run to the beginning of the next, where its samples were there already. */
  readonly outsideRun: Percentiles;
  /** The same for the windows of a frame and a share of what is done once for it: the mean of each frame, median of these. */
  readonly outsideRunOfFrame: number;
  readonly nFailed: number;
  readonly loads: Readonly<Record<string, ProcessLoad>>;
}

export interface DecodersResult {
  readonly options: Omit<DecoderOptions, 'progress'>;
  readonly decoders: readonly DecoderResult[];
}

/** More of the fastest models would only be more to send, windows/s. */
const ENOUGH = 3000;

/** Windows per second through the server beside those of the same graph in a bare loop, with one thread each. */
export async function runDecoders(options: DecoderOptions): Promise<DecodersResult> {
  const { progress, ...settings } = options;
  const loop = await startOnnxLoop();
  const decoders: DecoderResult[] = [];
  try {
    for (const nProducts of options.works) decoders.push(await measureDecoder(nProducts, loop, options));
  } finally {
    await loop.stop();
  }
  return { options: settings, decoders };
}

async function measureDecoder(nProducts: number, loop: OnnxLoop, options: DecoderOptions): Promise<DecoderResult> {
  const { nChannels, sfreq, nSamples, stride, windowsPerFrame, seconds, turns, progress } = options;
  const name = `work-${nProducts}`;
  const folder = await scratchFolder('cortexwire-decoders-');
  const onnx = await writeIdentityModel(folder.path, { name, nChannels, sfreq, nSamples, stride, nProducts });
  const { server, stop } = await startBenchServer([folder.path], options.serverArgs);
  try {
    const { url } = server;
    const common = {
      peer: 'server',
      channels: megChannels(nChannels),
      sfreq,
      chunk: stride * windowsPerFrame,
    } as const;
    const load = await startLoad({ url, ...common, decoders: [name], pacing: Pacing.REPLAY });
    const subscribers = await startSubscribers({ url, peer: 'server', decoder: '*' });
    const bareRun = (batch: number, time: number) => loop.ask({ onnx, nSamples, nChannels, batch, seconds: time });
    // What the loop does in a second tells how many windows fill a turn.
    const { windowsPerSecond: expected } = await bareRun(1, 0.5);
    const nChunks = Math.ceil((Math.min(expected, ENOUGH) * seconds + nSamples / stride) / windowsPerFrame);
    const nWindows = Math.floor((nChunks * windowsPerFrame * stride - nSamples) / stride) + 1;
    const spells: Spell[] = [];
    const bare: { windowsPerSecond: number; run: Percentiles }[] = [];
    for (let turn = 0; turn < turns; turn++) {
      await subscribers.ask('collect');
      const meter = await ServerMeter.start(server);
      const report = await load.ask({ nRigs: 1, nChunks, name: `${name}-${turn}` });
      const serverLoad = (await meter.take()).load;
      const arrivals = await collectAll(() => subscribers.ask('collect'), nWindows);
      const spell = spellOf(arrivals, report, serverLoad, windowsPerFrame);
      spells.push(spell);
      const { windowsPerSecond, run } = await bareRun(1, seconds);
      bare.push({ windowsPerSecond, run });
      progress(
        `${name}, turn ${turn + 1} of ${turns}: server ${spell.windowsPerSecond.toFixed(0)} windows/s, ` +
          `bare ${windowsPerSecond.toFixed(0)}; outside the run ${(spell.outsideRunOfFrame * 1e6).toFixed(0)} µs`,
      );
    }
    const batches: Record<string, number> = {};
    for (const batch of options.batches) {
      batches[batch] = (await bareRun(batch, Math.min(1, seconds))).windowsPerSecond;
    }
    await load.stop();
    await subscribers.stop();
    return {
      nProducts,
      server: spells,
      bare,
      efficiency: median(spells.map(({ windowsPerSecond }, i) => windowsPerSecond / bare[i]!.windowsPerSecond)),
      outsideRun: median(spells.map(({ outsideRunOfFrame }) => outsideRunOfFrame)),
      batches,
    };
  } finally {
    await stop();
    await folder.remove();
  }
}

/** The server may still be at work when the last frame has left. */
async function collectAll(collect: () => Promise<Arrivals>, nExpected: number): Promise<Arrivals> {
  const parts: Arrivals[] = [];
  const failures: Record<string, number> = {};
  for (let nSeen = 0, nIdle = 0; nSeen < nExpected && nIdle < 20;) {
    const part = await collect();
    for (const [code, count] of Object.entries(part.failures)) failures[code] = (failures[code] ?? 0) + count;
    const n = column(part, 'arrived').length + Object.values(part.failures).reduce((a, b) => a + b, 0);
    nSeen += n;
    nIdle = n === 0 ? nIdle + 1 : 0;
    parts.push(part);
    if (nSeen < nExpected) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const rows = new Float64Array(parts.reduce((length, part) => length + part.rows.length, 0));
  let at = 0;
  for (const part of parts) {
    rows.set(part.rows, at);
    at += part.rows.length;
  }
  return { ...parts.at(-1)!, rows, failures };
}

function spellOf(arrivals: Arrivals, report: LoadReport, serverLoad: ProcessLoad, windowsPerFrame: number): Spell {
  const starts = column(arrivals, 'inferStart');
  const ends = column(arrivals, 'inferEnd');
  // The first tenth, while queues fill.
  const from = Math.floor(starts.length / 10);
  const last = starts.length - 1;
  const received = column(arrivals, 'received');
  const gaps: number[] = [];
  for (let i = from; i < last; i++) {
    // A lane that waits for samples does nothing for a window.
    if (received[i + 1]! < ends[i]!) gaps.push(starts[i + 1]! - ends[i]!);
  }
  return {
    windowsPerSecond: (last - from) / (ends[last]! - ends[from]!),
    run: percentiles(ends.map((end, i) => end - starts[i]!).slice(from)),
    outsideRun: percentiles(gaps),
    outsideRunOfFrame: median(meansOf(gaps, windowsPerFrame)),
    nFailed: Object.values(arrivals.failures).reduce((a, b) => a + b, 0),
    loads: { generator: report.load, server: serverLoad, subscribers: arrivals.load },
  };
}

/** Of each group of `n` that follow one another. */
function meansOf(values: readonly number[], n: number): number[] {
  return Array.from({ length: Math.floor(values.length / n) }, (_, group) => {
    return values.slice(group * n, (group + 1) * n).reduce((a, b) => a + b, 0) / n;
  });
}

/** The result as a person reads it. */
export function describeDecoders({ options, decoders }: DecodersResult): string {
  const { nChannels, nSamples, stride, turns } = options;
  const lines = [
    `windows of ${nSamples} samples x ${nChannels} channels every ${stride} samples, replayed; one thread, ${turns} turns`,
  ];
  for (const { nProducts, server, bare, efficiency, outsideRun, batches } of decoders) {
    const rate = (spells: readonly { readonly windowsPerSecond: number }[]): string =>
      median(spells.map(({ windowsPerSecond }) => windowsPerSecond)).toFixed(0);
    lines.push(
      `work ${nProducts}: server ${rate(server)} windows/s, bare loop ${rate(bare)}: efficiency ${efficiency.toFixed(3)}; ` +
        `outside the run ${(outsideRun * 1e6).toFixed(0)} µs a window`,
      `  run in the server  ${inMilliseconds(server.at(-1)!.run)}`,
      `  run in the loop    ${inMilliseconds(bare.at(-1)!.run)}`,
      `  bare loop in batches: ${Object.entries(batches)
        .map(([batch, windows]) => `${batch}: ${windows.toFixed(0)}`)
        .join(', ')} windows/s`,
    );
    const nFailed = server.reduce((n, spell) => n + spell.nFailed, 0);
    if (nFailed > 0) lines.push(`  ${nFailed} windows were answered with an error`);
  }
  return lines.join('\n');
}
