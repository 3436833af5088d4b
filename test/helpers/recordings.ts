import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Folder of the real recordings that some tests need. They are not part of the repository: `CORTEXWIRE_RECORDINGS`
 * says where they are, else they are looked for in `../shared/data` beside it.
 * @throws {Error} when they are not there; a test that could not run has not passed
 */
export function recordings(): string {
  const folder = process.env['CORTEXWIRE_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/data');
  if (!existsSync(resolve(folder, 'ssvep-exo'))) {
    throw new Error(
      `The recordings that this test reads are not in ${folder}. ` +
        'Set CORTEXWIRE_RECORDINGS to the folder that holds ssvep-exo/, meg-formats/, mi-eegmmi-s001/ and bad-inputs/.',
    );
  }
  return folder;
}
