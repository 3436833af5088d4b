import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bankPreamble, BankFile, type BankHeader } from '../../models/bank.js';
import { sha256 } from '../../models/checksum.js';
import type { Manifest } from '../../models/manifest.js';
import { TEST_MODELS } from './test-models.js';

/** The parts of a bank's file that may be changed before they are put together again, unchecked. */
export interface BankParts {
  header: BankHeader;
  /** `[nCandidates x nFeatures]` */
  values: Float32Array;
}

export interface Alteration {
  /** Folder of the test model that is copied. */
  readonly from: string;
  readonly manifest?: (manifest: Manifest) => void;
  /** Files of the folder, and what their text becomes. */
  readonly texts?: Readonly<Record<string, (text: string) => string>>;
  readonly banks?: Readonly<Record<string, (bank: BankParts) => void>>;
}

/** Writes a copy of a test model into `repository`, under another name, changed and signed for. */
export function writeAlteredModel(repository: string, name: string, alteration: Alteration): void {
  const { from, texts = {}, banks = {} } = alteration;
  const folder = join(repository, name, '1.0.0');
  cpSync(join(TEST_MODELS, from, '1.0.0'), folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  manifest.name = name;
  alteration.manifest?.(manifest);
  for (const [file, change] of Object.entries(texts)) {
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  }
  for (const [file, change] of Object.entries(banks)) alterBank(join(folder, file), change);
  for (const file of [...Object.keys(texts), ...Object.keys(banks)]) manifest.files[file] = sha256(join(folder, file));
  writeFileSync(path, JSON.stringify(manifest, null, 2));
}

function alterBank(path: string, change: (bank: BankParts) => void): void {
  const file = BankFile.open(path);
  const bank: BankParts = { header: file.header, values: new Float32Array(file.nCandidates * file.nFeatures) };
  file.read(0, bank.values);
  file.close();
  change(bank);
  const { buffer, byteOffset, byteLength } = bank.values;
  writeFileSync(path, Buffer.concat([bankPreamble(bank.header), new Uint8Array(buffer, byteOffset, byteLength)]));
}
