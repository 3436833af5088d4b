import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Manifest } from '../../models/manifest.js';
import { openModel, type ModelEntry } from '../../models/repository.js';

/** A model of `test/models/` or, by its folder, of another repository. */
export function testModel(name: string, repository = 'test/models'): ModelEntry {
  const entry = openModel(resolve(repository, name, '1.0.0'), name, '1.0.0');
  if (!entry.ok) throw new Error(`${entry.id}: ${entry.problems.join('; ')}`);
  return entry;
}

/** The same model with another manifest. */
export function withManifest(entry: ModelEntry, change: (manifest: Manifest) => void): ModelEntry {
  const manifest = structuredClone(entry.manifest);
  change(manifest);
  return { ...entry, manifest };
}

/** An unpacked golden file. */
export function goldenFloats(entry: ModelEntry, which: 'input' | 'output'): Float32Array<ArrayBuffer> {
  const bytes = readFileSync(join(entry.dir, entry.manifest.golden[which]));
  return new Float32Array(new Uint8Array(bytes).buffer);
}
