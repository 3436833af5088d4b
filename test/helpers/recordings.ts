import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = process.env['CORTEXWIRE_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/data');

/** Whether the real recordings are there. Without them what needs them is left out, and `recordings-report.ts` says so. */
export const hasRecordings: boolean = existsSync(resolve(folder, 'ssvep-exo'));

/** Why they are not there, and what to do. */
export const recordingsAbsent =
  `real recordings are not in ${folder}: what reads them is NOT tested. ` +
  'Set CORTEXWIRE_RECORDINGS to the folder that holds ssvep-exo/, meg-formats/, mi-eegmmi-s001/ and bad-inputs/.';

/**
 * Folder of the real recordings that some tests need. They are not part of the repository: `CORTEXWIRE_RECORDINGS`
 * says where they are, else they are looked for in `../shared/data` beside it.
 * @throws {Error} when they are not there: ask `hasRecordings` first
 */
export function recordings(): string {
  if (!hasRecordings) throw new Error(recordingsAbsent);
  return folder;
}
