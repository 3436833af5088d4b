import { extname } from 'node:path';
import { edfKind } from './edf-header.js';
import { EdfRecording } from './edf-reader.js';
import { FifRecording } from './fif-reader.js';
import { startsAsFif } from './fif-tags.js';
import { RecordingError } from './recorded.js';
import type { Recording } from './recorded.js';
import { isLineEndMangled, lineEndError, RecordingFile } from './recording-file.js';

export { RecordingError } from './recorded.js';
export type { Recording } from './recorded.js';

export interface RecordingOptions {
  /** FIF event file to take the markers from. Absent: what the recording itself, or the file beside it, says. */
  eventsPath?: string | undefined;
  /** Read what is there of a file that is cut short, instead of refusing it. Default false. */
  allowTruncated?: boolean | undefined;
}

/**
 * Opens a FIF raw file or an EDF, EDF+, BDF or BDF+ file, told apart by their content.
 * @throws {RecordingError} saying what is wrong with the file and what to do
 */
export function openRecording(path: string, options: RecordingOptions = {}): Recording {
  const file = RecordingFile.open(path);
  const readerOptions = { eventsPath: options.eventsPath, allowTruncated: options.allowTruncated ?? false };
  let mangled = false;
  try {
    if (file.sizeBytes === 0) {
      throw new RecordingError('TRUNCATED_FILE', `${path} is empty; copy it again from its source`);
    }
    const format = recognise(file);
    mangled = isLineEndMangled(file);
    if (format === 'FIF') return FifRecording.open(file, readerOptions);
    return EdfRecording.open(file, readerOptions);
  } catch (error) {
    file.close();
    if (mangled && error instanceof RecordingError && error.code !== 'NO_SIGNAL') throw lineEndError(path);
    throw error;
  }
}

function recognise(file: RecordingFile): 'FIF' | 'EDF' {
  if (startsAsFif(file)) return 'FIF';
  if (edfKind(file.beginning(8)) !== undefined) return 'EDF';
  // Too short or too damaged to be recognised by its content: let the reader of that name say what is wrong.
  const extension = extname(file.path.replace(/\.gz$/i, '')).toLowerCase();
  if (extension === '.fif') return 'FIF';
  if (extension === '.edf' || extension === '.bdf') return 'EDF';
  throw new RecordingError(
    'UNSUPPORTED_FILE',
    `${file.path} is not a FIF, EDF or BDF file; convert it, for example with MNE: ` +
      "mne.io.read_raw(path).save('recording_raw.fif')",
  );
}
