import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { bankPreamble, BankFile, candidateSize, checkBankHeader, type BankHeader } from './bank.js';
import { formatDifference } from './difference.js';

/**
 * Writes a bank of float32 values, one candidate after the other, and holds it against the rules that the server has for
 * it. Banks of int8 are written by `build_bank.py` alone.
 *
 * @param values  of a candidate by its index, `[nFeatures]`; asked for in order, and read before the next is asked for
 * @throws {RangeError} with every difference of the header, or where a candidate has another length
 * @throws {ModelError} MODEL_UNLOADABLE naming candidates that are not finite, zero, or there twice; the file is gone then
 */
export function writeBank(path: string, header: BankHeader, values: (index: number) => Float32Array): void {
  const differences = checkBankHeader(header);
  if (differences.length > 0) throw new RangeError(differences.map(formatDifference).join('; '));
  if (header.values === 'int8') throw new RangeError('values: expected float32, found int8');
  const nFeatures = candidateSize(header);
  const file = openSync(path, 'w');
  try {
    writeFully(file, bankPreamble(header));
    for (let index = 0; index < header.candidates.length; index++) {
      const row = values(index);
      if (row.length !== nFeatures) {
        throw new RangeError(`candidate ${index}: expected ${nFeatures} values, found ${row.length}`);
      }
      writeFully(file, new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
    }
  } finally {
    closeSync(file);
  }
  const bank = BankFile.open(path);
  try {
    bank.scan();
  } catch (error) {
    rmSync(path);
    throw error;
  } finally {
    bank.close();
  }
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
