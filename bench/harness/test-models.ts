import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
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
  }
  return folder;
}
