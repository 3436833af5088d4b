import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Decoders of flicker responses, by the length of their window; all begin 1 s after the event. */
export const SSVEP_DECODERS = ['ssvep-fbcca-1s', 'ssvep-fbcca-2s', 'ssvep-fbcca'] as const;

export interface SsvepRecording {
  /** File below the folder of recordings. */
  readonly file: string;
  /** Trials that look at a target. */
  readonly nTrials: number;
  /** Of them, right offline with causal filters, in the order of SSVEP_DECODERS: `offline_reference.py` beside the data. */
  readonly nRight: readonly [number, number, number];
}

export const SSVEP_RECORDINGS: readonly SsvepRecording[] = [
  { file: 'ssvep-exo/subject04/record-2012.07.18-17.52.30_raw.fif', nTrials: 24, nRight: [20, 22, 24] },
  { file: 'ssvep-exo/subject04/record-2012.07.18-17.56.53_raw.fif', nTrials: 24, nRight: [18, 24, 24] },
  { file: 'ssvep-exo/subject08/record-2013.04.06-16.29.18_raw.fif', nTrials: 24, nRight: [21, 23, 23] },
  { file: 'ssvep-exo/subject12/record-2014.03.10-19.47.49_raw.fif', nTrials: 24, nRight: [23, 24, 24] },
];

/** @returns why not, when one of them is not there */
export function missingRecording(folder: string): string | undefined {
  const missing = SSVEP_RECORDINGS.find(({ file }) => !existsSync(join(folder, file)));
  return missing && `${missing.file} is not in ${folder}`;
}
