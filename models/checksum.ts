import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Stays in the second-level cache between reading and hashing. */
const READ_BYTES = 1 << 18;

/**
 * SHA-256 of a regular file, read piece by piece.
 *
 * @returns 64 hex digits
 * @throws when the file cannot be read, or is not a regular file
 */
export function sha256(path: string): string {
  // Neither follows a link nor waits for the other end of a pipe.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is not a regular file`);
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    for (let n = readSync(file, buffer); n > 0; n = readSync(file, buffer)) hash.update(buffer.subarray(0, n));
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
}

/**
 * Whether the files of a model folder are those its manifest lists.
 *
 * @param files  file name to SHA-256, as in the manifest
 * @returns one line per file that is not
 */
export function checkChecksums(dir: string, files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([name, expected]) => {
    try {
      const found = sha256(join(dir, name));
      return found === expected ? [] : [`${name}: expected SHA-256 ${expected}, found ${found}`];
    } catch (error) {
      return [`${name}: expected a file with SHA-256 ${expected}, found ${reasonOf(error)}`];
    }
  });
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'nothing';
  if (code === 'ELOOP' || code === 'EMLINK') return 'a symbolic link';
  return message;
}
