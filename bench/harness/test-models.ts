import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedFiles } from '../../models/language-file.js';
import { readManifest } from '../../models/manifest-reader.js';
import { packageRoot } from '../../server/config/package-root.js';

/** Small models that show one thing each, and the ones that the package serves. */
export const TEST_MODELS = join(packageRoot(), 'test/models');
export const PACKAGE_MODELS = join(packageRoot(), 'models');

/** Copies the models of these names into `folder`, so that a server loads them and no others. */
export async function copyModels(folder: string, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const repository = [TEST_MODELS, PACKAGE_MODELS].find((candidate) => existsSync(join(candidate, name)));
    if (repository === undefined) throw new Error(`no model is called ${name}`);
    await cp(join(repository, name), join(folder, name), { recursive: true });
    await copyLanguageModels(repository, name, folder);
  }
  return folder;
}

/** Those that lie beside the models and are named by this one. */
async function copyLanguageModels(repository: string, name: string, folder: string): Promise<void> {
  for (const version of readdirSync(join(repository, name))) {
    const path = join(repository, name, version, 'manifest.json');
    const reading = readManifest(JSON.parse(readFileSync(path, 'utf8')));
    if (!reading.ok) continue;
    for (const file of Object.keys(sharedFiles(reading.manifest))) {
      await cp(join(repository, name, version, file), join(folder, name, version, file));
    }
  }
}
