import { setTimeout as sleep } from 'node:timers/promises';
import { NoticeKind, type Notice } from '../../protocol/frame.js';
import { clockSeconds } from './clock.js';
import { play, type Playable, type Played } from './player.js';
import { compareDecodes, nDecodes, ReaderLog, type Difference, type LoggedDecode } from './reader-log.js';
import { freePort, ServerProcess, type ServerOptions } from './server-process.js';

export interface Setup {
  readonly recording: Playable;
  readonly decoders: readonly string[];
  readonly models: readonly string[];
  /** Samples per frame. */
  readonly chunk: number;
  readonly serverArgs?: readonly string[];
  /** A new empty folder. */
  readonly scratch: () => Promise<string>;
}

/** What a run without any trouble gives: the reference of all others. */
export async function undisturbed(setup: Setup): Promise<Map<string, LoggedDecode[]>> {
  const { recording, decoders, models, chunk, serverArgs, scratch } = setup;
  const server = await ServerProcess.start({
    journal: await scratch(),
    models,
    ...(serverArgs === undefined ? {} : { args: serverArgs }),
  });
  const reader = await ReaderLog.open(server.url);
  try {
    const played = await play({ url: server.url, recording, decoders, chunk, speed: Infinity });
    if (played.problems.length > 0) throw new Error(played.problems.join('\n'));
    await reader.until(`the end of ${played.stream}`, () => reader.hasClosed(played.stream));
    return reader.of(played.stream);
  } finally {
    reader.close();
    await server.stop();
  }
}

/** What a disturbance may do and see while the recording plays. */
export interface Scene {
  /** The server that runs now; a disturbance that ends it puts the next one here. */
  server: ServerProcess;
  readonly serverOptions: ServerOptions;
  readonly reader: ReaderLog;
  readonly stream: () => string;
  /** Samples sent so far. */
  readonly sent: () => number;
}

export interface Disturbed {
  readonly played: Played;
  readonly reader: ReaderLog;
  readonly difference: Difference;
  readonly nCompared: number;
  /** From each disturbance to the first decode that came after it, s. */
  readonly recoveries: readonly number[];
  /** Exit code of the server when it was asked to stop after all that; null when it had to be killed. */
  readonly exitCode: number | null;
  /** When the stream had been decoded to its end, s on CLOCK_MONOTONIC. */
  readonly ended: number;
}

/** s on CLOCK_MONOTONIC */
export interface Happening {
  readonly at: number;
  /** When the next server was started; what the one before it said in its last moments is no recovery. */
  readonly nextStarted?: number;
}

export interface Disturbance {
  readonly setup: Setup;
  readonly reference: ReadonlyMap<string, readonly LoggedDecode[]>;
  readonly speed: number;
  /** How often it is disturbed, at even distances. */
  readonly times: number;
  /** Told apart from `server.url` when the rig goes through something in between. */
  readonly rigUrl?: (server: ServerProcess) => Promise<string>;
  readonly rig?: { readonly heartbeat?: { readonly probeMs: number; readonly timeoutMs: number } };
  readonly disturb: (scene: Scene) => Promise<Happening>;
  /** Count as recovered only what was decoded from samples that were sent after it: the server itself never stopped. */
  readonly fromLaterSamples?: boolean;
  readonly progress: (text: string) => void;
}

/** Plays a recording, disturbs it, and compares what a subscriber got with the reference. */
export async function disturbed(options: Disturbance): Promise<Disturbed> {
  const { setup, reference, speed, times, disturb, progress } = options;
  const { recording, decoders, models, chunk, serverArgs, scratch } = setup;
  const serverOptions: ServerOptions = {
    journal: await scratch(),
    models,
    port: await freePort(),
    ...(serverArgs === undefined ? {} : { args: serverArgs }),
  };
  const server = await ServerProcess.start(serverOptions);
  const reader = await ReaderLog.open(server.url);
  let stream = '';
  let sent = 0;
  const scene: Scene = { server, serverOptions, reader, stream: () => stream, sent: () => sent };
  const recoveries: number[] = [];
  const nWanted = nDecodes(reference);
  try {
    const url = (await options.rigUrl?.(server)) ?? server.url;
    const playing = play({
      url,
      recording,
      decoders,
      chunk,
      speed,
      ...options.rig,
      onOpened: (opened) => (stream = opened.stream),
      onSent: (nSamples) => (sent = nSamples),
    });
    const troubling = (async (): Promise<void> => {
      for (let i = 0; i < times; i++) {
        const at = (recording.nSamples * (i + 1)) / (times + 1);
        while (sent < at) {
          await sleep(2);
        }
        const nBefore = reader.decodes.length;
        const newest = options.fromLaterSamples === true ? sent : 0;
        const { at: happened, nextStarted = happened } = await disturb(scene);
        const first = (): LoggedDecode | undefined =>
          reader.decodes
            .slice(nBefore)
            .find(({ decode }) => (decode.timing?.published ?? 0) > nextStarted && (decode.payload?.end ?? 0) > newest);
        const isOver = (): boolean => nDecodes(reader.of(stream)) >= nWanted;
        await reader.until('the first decode after it', () => first() !== undefined || isOver());
        const arrived = first()?.arrived;
        // On a machine that is too slow the whole recording is decoded before it can be disturbed so often.
        if (arrived === undefined) return;
        recoveries.push(arrived - happened);
        progress(`${i + 1} of ${times}: ${((arrived - happened) * 1e3).toFixed(0)} ms to the next decode`);
      }
    })();
    const [played] = await Promise.all([playing, troubling]);
    // The notice of the end may have gone to a socket that was lost; the decodes are what counts.
    await reader.until(`${nWanted} decodes`, () => reader.hasClosed(stream) || nDecodes(reader.of(stream)) >= nWanted);
    const ended = clockSeconds();
    // Whatever comes twice or too much has a moment to show itself.
    await sleep(300);
    const difference = compareDecodes(reference, reader.of(stream));
    difference.doubled += reader.client.nDuplicates;
    reader.close();
    const { code: exitCode } = await scene.server.stop();
    return { played, reader, difference, nCompared: nWanted, recoveries, exitCode, ended };
  } catch (error) {
    throw new Error(`${String(error)}\n${scene.server.log}`, { cause: error });
  } finally {
    reader.close();
    await scene.server.stop();
  }
}

/** How long a stream may end after it fell behind without having caught up, s. */
const FAIR_SECONDS = 2;

/** Rig and reader that were told "catching up" and not, for some time before the end, that it is over. */
export function nLeftCatchingUp({ played, reader, ended }: Disturbed): number {
  const isLeft = (heard: readonly { notice: Notice; arrived: number }[]): boolean => {
    const last = heard.findLast(
      ({ notice: { kind } }) => kind === NoticeKind.CATCHING_UP || kind === NoticeKind.CAUGHT_UP,
    );
    return last?.notice.kind === NoticeKind.CATCHING_UP && ended - last.arrived > FAIR_SECONDS;
  };
  const ofReader = reader.notices.filter(({ notice }) => notice.stream === played.stream);
  return Number(isLeft(played.notices)) + Number(isLeft(ofReader));
}
