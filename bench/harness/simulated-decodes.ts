import type { Payload } from '../../protocol/frame.js';
import type { PersonTask } from '../../server/rig/person/person.js';
import { simulatePerson, type PersonOptions } from '../../server/rig/person/simulate-person.js';
import { play } from './player.js';
import { ReaderLog, type LoggedDecode } from './reader-log.js';
import { ServerProcess } from './server-process.js';

export interface SimulatedSession {
  readonly person: number;
  readonly session: number;
}

export interface SimulationRequest {
  readonly task: PersonTask;
  /** Names or ids of the decoders asked for. */
  readonly decoders: readonly string[];
  /** Model repositories. */
  readonly models: readonly string[];
  readonly journal: string;
  readonly sessions: readonly SimulatedSession[];
  /** Of the person; seed, number of trials, gain. */
  readonly options?: Partial<Omit<PersonOptions, 'person' | 'session'>>;
  /** Times real time. Default: as fast as it goes. */
  readonly speed?: number;
  /** Samples per frame. Default 100. */
  readonly chunk?: number;
  readonly progress: (text: string) => void;
}

export interface DecodedSession extends SimulatedSession {
  readonly sfreq: number;
  /** Samples before this one have been made. */
  readonly nSamples: number;
  /** By decoder id, in the order they came. */
  readonly decodes: ReadonlyMap<string, readonly LoggedDecode[]>;
  readonly problems: readonly string[];
  /** Clock (CLOCK_MONOTONIC, s) at which sample 0 was due; only at a speed. */
  readonly began: number;
}

/** Streams simulated people to a server of its own, one after the other, over real sockets, and gives what it decoded. */
export async function decodeSimulated(request: SimulationRequest): Promise<DecodedSession[]> {
  const { task, decoders, models, journal, sessions, options, progress } = request;
  const server = await ServerProcess.start({ journal, models });
  const reader = await ReaderLog.open(server.url);
  const decoded: DecodedSession[] = [];
  try {
    for (const { person, session } of sessions) {
      progress(`${task}: person ${person}, session ${session}`);
      const recording = simulatePerson(task, { ...options, person, session });
      let began = NaN;
      const { stream, problems } = await play({
        url: server.url,
        recording,
        decoders,
        chunk: request.chunk ?? 100,
        speed: request.speed ?? Infinity,
        onOpened: ({ decoders: answers }) => {
          const refused = answers.find(({ accepted }) => !accepted);
          if (refused !== undefined) throw new Error(`${refused.decoder}: ${refused.code}: ${refused.detail}`);
          began = Number(process.hrtime.bigint()) / 1e9;
        },
      });
      await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream), 60_000);
      const { nSamples } = recording;
      const { sfreq } = recording.info;
      decoded.push({ person, session, sfreq, nSamples, decodes: reader.of(stream), problems, began });
    }
  } finally {
    reader.close();
    await server.stop();
  }
  return decoded;
}

/** Payloads of one decoder over all sessions. */
export function payloadsOf(decoded: readonly DecodedSession[], decoder: string): Payload[] {
  return decoded.flatMap(({ decodes }) => {
    return [...decodes].flatMap(([id, logged]) => {
      if (id !== decoder && !id.startsWith(`${decoder}@`)) return [];
      return logged.flatMap(({ decode }) => (decode.payload === undefined ? [] : [decode.payload]));
    });
  });
}

/** Share of the trials whose truth is among the best `k` candidates; those that are failures count as wrong. */
export function topK(payloads: readonly Payload[], k: number, step?: number): { share: number; nTrials: number } {
  const trials = payloads.filter((payload) => payload.truth !== '' && (step === undefined || payload.step === step));
  const right = trials.filter(({ candidates, truth }) => {
    return candidates?.best?.slice(0, k).some(({ label }) => label === truth) === true;
  });
  return { share: right.length / trials.length, nTrials: trials.length };
}
