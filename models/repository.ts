import { lstatSync, readFileSync, readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { checkChecksums } from './checksum.js';
import { readManifest } from './manifest-reader.js';
import { sharedFiles } from './language-file.js';
import type { Manifest } from './manifest.js';

/** A model that can be loaded: its manifest holds together and every file is the one it lists. */
export interface ModelEntry {
  ok: true;
  /** `name@version` */
  id: string;
  /** Absolute, without symbolic links. */
  dir: string;
  manifest: Manifest;
}

/** A folder that is meant to be a model and is none, with every reason found. */
export interface BrokenModel {
  ok: false;
  /** `name@version` by the folders' names. */
  id: string;
  dir: string;
  code: 'MODEL_MANIFEST_INVALID' | 'MODEL_CHECKSUM';
  problems: string[];
}

export type RepositoryEntry = ModelEntry | BrokenModel;

const MAX_MANIFEST_BYTES = 64 << 20;
const VERSION = /^\d+\.\d+\.\d+$/;

/**
 * Every `<dir>/<name>/<version>/manifest.json`, read and checked down to the checksums of the files.
 *
 * Folders without a version folder or a manifest are not models and are passed over. Symbolic links below `dir` are
 * refused, and so is a file that a manifest does not list: nothing is loaded that nobody has signed for.
 *
 * @param dir  the repository; may itself be a symbolic link
 * @returns sorted by name, then by version as numbers
 * @throws when `dir` cannot be read
 */
export function openRepository(dir: string): RepositoryEntry[] {
  const root = realpathSync(dir);
  return foldersOf(root).flatMap((name) => {
    const nameDir = join(root, name);
    if (lstatSync(nameDir).isSymbolicLink()) {
      return hasModels(nameDir) ? [broken(name, '*', nameDir, ['expected a folder, found a symbolic link'])] : [];
    }
    return foldersOf(nameDir)
      .filter((version) => VERSION.test(version) || isThere(join(nameDir, version, 'manifest.json')))
      .sort(compareVersions)
      .map((version) => openModel(join(nameDir, version), name, version));
  });
}

/**
 * One model folder, checked as `openRepository` does.
 *
 * @param name     what the folders say it is called; the manifest has to agree
 * @param version  likewise
 */
export function openModel(dir: string, name: string, version: string): RepositoryEntry {
  try {
    if (lstatSync(dir).isSymbolicLink())
      return broken(name, version, dir, ['expected a folder, found a symbolic link']);
    const path = join(dir, 'manifest.json');
    if (!isThere(path)) return broken(name, version, dir, ['manifest.json: expected a file, found nothing']);
    const stat = lstatSync(path);
    if (!stat.isFile()) {
      const what = stat.isSymbolicLink() ? 'a symbolic link' : 'something else';
      return broken(name, version, dir, [`manifest.json: expected a regular file, found ${what}`]);
    }
    if (stat.size > MAX_MANIFEST_BYTES) {
      return broken(name, version, dir, [
        `manifest.json: expected at most ${MAX_MANIFEST_BYTES} bytes, found ${stat.size}`,
      ]);
    }
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      return broken(name, version, dir, [`manifest.json: expected JSON, found ${(error as Error).message}`]);
    }
    const reading = readManifest(json);
    if (!reading.ok) return broken(name, version, dir, reading.problems);
    const { manifest } = reading;
    const problems = [
      ...(manifest.name === name ? [] : [`name: expected ${name}, the folder's name, found ${manifest.name}`]),
      ...(manifest.version === version
        ? []
        : [`version: expected ${version}, the folder's name, found ${manifest.version}`]),
    ];
    if (problems.length > 0) return broken(name, version, dir, problems);
    const wrongFiles = [
      ...unlistedFiles(dir, manifest.files),
      ...checkChecksums(dir, { ...manifest.files, ...sharedFiles(manifest) }),
    ];
    if (wrongFiles.length > 0) return broken(name, version, dir, wrongFiles, 'MODEL_CHECKSUM');
    return { ok: true, id: `${name}@${version}`, dir, manifest };
  } catch (error) {
    return broken(name, version, dir, [(error as Error).message]);
  }
}

function broken(
  name: string,
  version: string,
  dir: string,
  problems: string[],
  code: BrokenModel['code'] = 'MODEL_MANIFEST_INVALID',
): BrokenModel {
  return { ok: false, id: `${name}@${version}`, dir, code, problems };
}

/** A graph may name further files of its folder that it wants loaded with it, so an unlisted one cannot stay. */
function unlistedFiles(dir: string, files: Record<string, string>): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'manifest.json') return [];
    if (entry.isSymbolicLink()) return [`${entry.name}: expected a regular file, found a symbolic link`];
    if (entry.isDirectory()) return [`${entry.name}: expected files alone, found a folder`];
    return Object.hasOwn(files, entry.name) ? [] : [`${entry.name}: expected a checksum in files, found none`];
  });
}

function foldersOf(dir: string): string[] {
  const isFolder = (entry: Dirent): boolean =>
    (entry.isDirectory() || entry.isSymbolicLink()) && !/^[._]/.test(entry.name);
  return readdirSync(dir, { withFileTypes: true })
    .filter(isFolder)
    .map((entry) => entry.name)
    .sort();
}

function hasModels(dir: string): boolean {
  try {
    return readdirSync(dir).some((version) => isThere(join(dir, version, 'manifest.json')));
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
