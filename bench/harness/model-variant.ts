import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CouldNotMeasure } from '../claims/claim.js';
import { PACKAGE_MODELS } from './test-models.js';

/** Newest version of one of the package's models. @throws {CouldNotMeasure} where it is not there */
export async function packageModel(name: string): Promise<string> {
  const folder = join(PACKAGE_MODELS, name);
  const versions = existsSync(folder) ? await readdir(folder) : [];
  const newest = versions.sort((a, b) => a.localeCompare(b, undefined, { numeric: true })).at(-1);
  if (newest === undefined) throw new CouldNotMeasure(`there is no model ${name} in ${PACKAGE_MODELS}`);
  return join(folder, newest);
}

/**
 * Copies a model into a repository of its own, under another name and with another postprocessing.
 * @returns the repository
 */
export async function modelVariant(
  repository: string,
  of: string,
  name: string,
  change: (postprocess: Record<string, unknown>) => Record<string, unknown>,
): Promise<string> {
  const from = await packageModel(of);
  const to = join(repository, name, '1.0.0');
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
  if (!existsSync(join(repository, 'language'))) {
    await cp(join(PACKAGE_MODELS, 'language'), join(repository, 'language'), { recursive: true });
  }
  const path = join(to, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  const postprocess = change(manifest['postprocess'] as Record<string, unknown>);
  await writeFile(path, JSON.stringify({ ...manifest, name, version: '1.0.0', postprocess }));
  return repository;
}
