import type { LoadRun } from '../harness/load-generator.js';
import type { ProcessLoad } from '../harness/process-load.js';

/** What every side of a latency measurement is fed with. */
export interface SideOptions {
  readonly nChannels: number;
  /** Hz */
  readonly sfreq: number;
  /** Samples per frame; a window ends with each. */
  readonly chunk: number;
  /** Length of a window, samples. */
  readonly nSamples: number;
  /** The identity model of that size: its repository, its name and its ONNX file. */
  readonly models: string;
  readonly decoder: string;
  readonly onnx: string;
  /** Empty folder for what the side keeps while it runs. */
  readonly folder: string;
}

/** Answers of one turn, in the order they came; times in s on CLOCK_MONOTONIC. */
export interface Answers {
  /** When the newest sample that is in the answer left the rig. */
  readonly sent: Float64Array;
  readonly arrived: Float64Array;
  /** Time of the model's run; 0 where there is none. */
  readonly run: Float64Array;
}

export interface SideTurn {
  /** When each chunk left, s, and how late that was against its deadline. */
  readonly sent: Float64Array;
  readonly late: Float64Array;
  readonly answers: Answers;
  /** Answers that there should be, of all readers together. */
  readonly nExpected: number;
  /** Where the time went, for sides that tell: s, in the order of `answers`. */
  readonly stages?: Readonly<Record<string, Float64Array>>;
  /** Processes of the side by their part. */
  readonly loads: Readonly<Record<string, ProcessLoad>>;
  readonly losses: Losses;
  readonly problems: readonly string[];
}

/** What did not come as it should have. */
export interface Losses {
  /** Numbers of decodes that never came, or came twice. */
  readonly nSequenceErrors: number;
  readonly nDropped: number;
  /** Decodes that are failures, by code. */
  readonly failures: Readonly<Record<string, number>>;
  /** Chunks that had to wait for credit. */
  readonly nBlocked: number;
}

/** One party of a latency measurement, started and waiting for its turns. */
export interface Side {
  readonly name: string;
  /** Before the first turn: runs until the processes of the side have compiled what they run often. */
  warmUp?(): Promise<void>;
  /** Runs one turn of so many chunks. */
  turn(nChunks: number, turn: number): Promise<SideTurn>;
  /** What it can say at the end beside its turns. */
  summary?(): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** Rounds of a warm-up, chunks of each, and how many a second: as fast as one rig's smallest chunks come. */
const WARM_UP_ROUNDS = 6;
const WARM_UP_CHUNKS = 2500;
const WARM_UP_RATE = 1000;

/**
 * What a side is asked for before its first turn. Streams begin and end in it several times: code that was compiled before it
 * ever saw the end of one is thrown away when it does.
 */
export function warmUpLoads({ sfreq, chunk }: Pick<SideOptions, 'sfreq' | 'chunk'>): LoadRun[] {
  const nRigs = Math.max(1, Math.round((WARM_UP_RATE * chunk) / sfreq));
  const nChunks = Math.ceil(WARM_UP_CHUNKS / nRigs);
  return Array.from({ length: WARM_UP_ROUNDS }, (_, round) => ({
    // The last ones as it will be.
    nRigs: round % 2 === 0 ? nRigs : 1,
    nChunks: round % 2 === 0 ? nChunks : Math.ceil(nChunks / 2),
    name: `warm-up-${round}`,
  }));
}

export const NO_LOSSES: Losses = { nSequenceErrors: 0, nDropped: 0, failures: {}, nBlocked: 0 };
